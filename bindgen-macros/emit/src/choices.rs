//! The options of one run, with the names in them looked up in the world.

use std::collections::{HashMap, HashSet};

use proc_macro2::{Span, TokenStream};
use wittgen_ir::{Func, InterfaceId, Type, TypeId, TypeKind, TypeOwner, World};

use crate::names::{FuncKey, Item, Kinds, Names, list};
use crate::{EmitError, OptionError, Options, Selection, rename};

/// What the emitters ask about.
#[derive(Debug)]
pub(crate) struct Choices {
    /// The path of the crate `wittgen`.
    pub(crate) crate_path: TokenStream,
    /// Modules that stand in for those of interfaces.
    pub(crate) interfaces: HashMap<InterfaceId, TokenStream>,
    /// Types that stand in for named types.
    pub(crate) types: HashMap<TypeId, TokenStream>,
    /// Traits to derive beside the usual ones.
    pub(crate) derives: Vec<TokenStream>,
    /// What was given another name.
    #[cfg_attr(not(feature = "guest"), allow(dead_code))]
    pub(crate) renamed: Vec<Item>,
    async_funcs: Chosen,
    trappable: Chosen,
}

/// A [`Selection`] whose names are known to be the world's.
#[derive(Debug)]
enum Chosen {
    All,
    These(HashSet<FuncKey>),
}

impl Chosen {
    fn has(&self, interface: Option<InterfaceId>, func: &Func) -> bool {
        match self {
            Chosen::All => true,
            Chosen::These(keys) => keys.contains(&(interface, func.id.clone())),
        }
    }
}

impl Choices {
    /// Looks up the names in `options`, and gives `world` the names that were asked for.
    ///
    /// # Errors
    ///
    /// With every name that is not the world's, and every option that has no effect.
    pub(crate) fn resolve(world: &mut World, options: &Options) -> Result<Self, EmitError> {
        let names = Names::of(world);
        let mut errors = Vec::new();
        let (interfaces, types) = resolve_with(world, &names, options, &mut errors);
        check_derives(world, &interfaces, options, &mut errors);
        let async_funcs = Functions {
            world,
            names: &names,
            option: "async",
            errors: &mut errors,
        }
        .resolve(&options.async_funcs, &|_, _, func| {
            func.is_async.then_some("is `async` in WIT already")
        });
        let trappable = Functions {
            world,
            names: &names,
            option: "trappable",
            errors: &mut errors,
        }
        .resolve(&options.trappable, &|world, interface, func| {
            let imported = match interface {
                Some(id) => world.interface(id).imported,
                None => world.imported_funcs.iter().any(|it| it.id == func.id),
            };
            (!imported).then_some("is not imported, so that the host does not implement it")
        });
        let renamed = rename::apply(world, &names, &options.renames, &mut errors);
        if !errors.is_empty() {
            return Err(EmitError::Options(errors));
        }
        Ok(Self {
            crate_path: options.crate_path.clone(),
            interfaces,
            types,
            derives: options.derives.iter().map(|one| one.path.clone()).collect(),
            renamed,
            async_funcs,
            trappable,
        })
    }

    /// The traits that a type derives because the options say so, beside those that it has anyway.
    ///
    /// `is_strict` is said of a type without floats, for which `Eq` and `Ord` have a meaning.
    pub(crate) fn more_derives(&self, is_enum: bool, is_strict: bool) -> Vec<TokenStream> {
        let is_there = |name: &str| match name {
            "Debug" | "Clone" | "Copy" | "PartialEq" | "Eq" | "Hash" => true,
            "PartialOrd" => is_enum,
            "Ord" => is_enum || !is_strict,
            _ => false,
        };
        let paths = self.derives.iter().filter(|path| {
            let path = spell(path);
            !is_there(path.rsplit("::").next().unwrap_or(&path))
        });
        paths.cloned().collect()
    }

    /// Whether a function is `async` in Rust.
    pub(crate) fn is_async(&self, interface: Option<InterfaceId>, func: &Func) -> bool {
        func.is_async || self.async_funcs.has(interface, func)
    }

    /// Whether the host may fail a function that it implements with an error of its own.
    pub(crate) fn is_trappable(&self, interface: Option<InterfaceId>, func: &Func) -> bool {
        self.trappable.has(interface, func)
    }
}

type With = (
    HashMap<InterfaceId, TokenStream>,
    HashMap<TypeId, TokenStream>,
);

fn resolve_with(
    world: &World,
    names: &Names,
    options: &Options,
    errors: &mut Vec<OptionError>,
) -> With {
    let (mut interfaces, mut types) = (HashMap::new(), HashMap::new());
    for with in &options.with {
        let twice = match names.find(&with.wit, Kinds::TYPES) {
            Ok(Item::Interface(id)) => interfaces.insert(id, with.path.clone()),
            Ok(Item::Type(id)) => match world.ty(id).kind {
                TypeKind::Alias(Type::Named(target) | Type::Own(target)) => {
                    errors.push(OptionError::new(
                        with.span,
                        format!("`{}` is another name for a type", with.wit),
                        format!("name that one: `{}`", full_name(world, target)),
                    ));
                    continue;
                }
                _ => types.insert(id, with.path.clone()),
            },
            Ok(Item::World | Item::Func(_)) => unreachable!("not looked for"),
            Err((message, help)) => {
                errors.push(OptionError::new(with.span, message, help));
                continue;
            }
        };
        if twice.is_some() {
            errors.push(OptionError::new(
                with.span,
                format!("`{}` is given twice", with.wit),
                "keep one of the two",
            ));
        }
    }
    for with in &options.with {
        if let Ok(Item::Type(id)) = names.find(&with.wit, Kinds::TYPES)
            && let TypeOwner::Interface(owner) = world.ty(id).owner
            && interfaces.contains_key(&owner)
        {
            errors.push(OptionError::new(
                with.span,
                format!("`{}` has no effect", with.wit),
                format!(
                    "`with` replaces all of `{}` already",
                    world.interface(owner).id
                ),
            ));
        }
    }
    (interfaces, types)
}

/// The name by which options mean a type.
fn full_name(world: &World, id: TypeId) -> String {
    let def = world.ty(id);
    match (&def.kind, def.owner) {
        (TypeKind::Alias(Type::Named(target) | Type::Own(target)), _) => full_name(world, *target),
        (_, TypeOwner::World) => def.name.to_string(),
        (_, TypeOwner::Interface(owner)) => format!("{}/{}", world.interface(owner).id, def.name),
    }
}

fn check_derives(
    world: &World,
    with: &HashMap<InterfaceId, TokenStream>,
    options: &Options,
    errors: &mut Vec<OptionError>,
) {
    let generated = |id: &TypeId| match world.ty(*id).owner {
        TypeOwner::World => true,
        TypeOwner::Interface(owner) => !with.contains_key(&owner),
    };
    let derivable = world.type_ids().filter(generated).any(|id| {
        matches!(
            world.ty(id).kind,
            TypeKind::Record(_) | TypeKind::Variant(_) | TypeKind::Enum(_)
        )
    });
    let mut seen = HashSet::new();
    for derive in &options.derives {
        if !seen.insert(derive.path.to_string()) {
            errors.push(OptionError::new(
                derive.span,
                format!("`{}` is given twice", spell(&derive.path)),
                "keep one of the two",
            ));
        } else if !derivable {
            errors.push(OptionError::new(
                derive.span,
                format!("`{}` has no effect", spell(&derive.path)),
                format!(
                    "leave it out: the world `{}` has no record, variant or enum",
                    world.name
                ),
            ));
        }
    }
}

/// A path as one writes it.
pub(crate) fn spell(path: &TokenStream) -> String {
    path.to_string().replace(' ', "")
}

/// Why a function is not one to be chosen.
type Objection<'a> = &'a dyn Fn(&World, Option<InterfaceId>, &Func) -> Option<&'static str>;

/// The look-up of an option's functions.
struct Functions<'a> {
    world: &'a World,
    names: &'a Names,
    option: &'static str,
    errors: &'a mut Vec<OptionError>,
}

impl Functions<'_> {
    fn resolve(&mut self, selection: &Selection, objection: Objection<'_>) -> Chosen {
        match selection {
            Selection::None => Chosen::These(HashSet::new()),
            Selection::All(span) => {
                if self.eligible(objection).is_empty() {
                    self.refuse(
                        *span,
                        format!("`{}` has no effect", self.option),
                        format!(
                            "leave it out: the world `{}` has no function for it",
                            self.world.name
                        ),
                    );
                }
                Chosen::All
            }
            Selection::These(names) => {
                let mut keys = HashSet::new();
                for (name, span) in names {
                    self.resolve_one(name, *span, objection, &mut keys);
                }
                Chosen::These(keys)
            }
        }
    }

    fn resolve_one(
        &mut self,
        name: &str,
        span: Span,
        objection: Objection<'_>,
        keys: &mut HashSet<FuncKey>,
    ) {
        let key = match self.names.find(name, Kinds::FUNCS) {
            Ok(Item::Func(key)) => key,
            Ok(_) => unreachable!("not looked for"),
            Err((message, help)) => return self.refuse(span, message, help),
        };
        let (interface, id) = &key;
        let objection_here = funcs(self.world)
            .into_iter()
            .find(|(scope, func)| scope == interface && func.id == *id)
            .and_then(|(scope, func)| objection(self.world, scope, func));
        if let Some(objection_here) = objection_here {
            let others = self.eligible(objection);
            let others: Vec<&str> = others.iter().map(String::as_str).collect();
            let help = match &others[..] {
                [] => "leave it out".to_string(),
                others => format!("leave it out; those that can be named are {}", list(others)),
            };
            self.refuse(span, format!("`{name}` {objection_here}"), help);
        } else if !keys.insert(key) {
            self.refuse(
                span,
                format!("`{name}` is given twice"),
                "keep one of the two".to_string(),
            );
        }
    }

    /// The names of the functions that may be chosen.
    fn eligible(&self, objection: Objection<'_>) -> Vec<String> {
        funcs(self.world)
            .into_iter()
            .filter(|(scope, func)| objection(self.world, *scope, func).is_none())
            .map(|(scope, func)| match scope {
                Some(id) => format!("{}#{}", self.world.interface(id).id, func.id),
                None => func.id.clone(),
            })
            .collect()
    }

    fn refuse(&mut self, span: Span, message: String, help: String) {
        self.errors.push(OptionError::new(span, message, help));
    }
}

/// All functions, with the interfaces that they are in.
fn funcs(world: &World) -> Vec<(Option<InterfaceId>, &Func)> {
    let of_world = world.imported_funcs.iter().chain(&world.exported_funcs);
    let of_interfaces = world.interface_ids().flat_map(|id| {
        let funcs = world.interface(id).funcs.iter();
        funcs.map(move |func| (Some(id), func))
    });
    of_world
        .map(|func| (None, func))
        .chain(of_interfaces)
        .collect()
}
