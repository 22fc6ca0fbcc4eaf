//! Lowers what wit-parser resolved to a [`World`].
//!
//! Named types are met depth first, so each stands in the arena after all that it names. Whether
//! a target can express the result is not asked here; see [`crate::check`].

use std::collections::{HashMap, HashSet};

use wit_parser::{
    Docs as WitDocs, Function, FunctionKind, Handle, InterfaceId as WitInterfaceId, Resolve,
    Span as WitSpan, Stability as WitStability, Type as WitType, TypeDefKind, TypeId as WitTypeId,
    TypeOwner as WitOwner, WorldId, WorldItem, WorldKey,
};

use crate::{
    Case, Docs, Error, Field, Func, FuncKind, Interface, InterfaceId, Name, Package, Param, Source,
    Stability, Type, TypeDef, TypeId, TypeKind, TypeOwner, World,
};

/// Lowers the world called `name` (`notes`, `wittgen:notes/notes` or `wittgen:notes/notes@0.1.0`), or
/// the only one there is.
///
/// # Errors
///
/// When there is no such world, or several fit; the error lists them.
pub fn lower(source: &Source, name: Option<&str>) -> Result<World, Error> {
    let id = world_id(source, name)?;
    let mut lowering = Lowering::new(&source.resolve, id);
    lowering.lower_world(id);
    Ok(lowering.finish())
}

/// The world that `name` means in `source`, for those that work on what wit-parser resolved.
///
/// # Errors
///
/// As [`lower`].
pub fn world_id(source: &Source, name: Option<&str>) -> Result<WorldId, Error> {
    let worlds = worlds(source);
    let matching: Vec<WorldId> = match name {
        None => worlds.iter().map(|(_, id)| *id).collect(),
        Some(name) => worlds
            .iter()
            .filter(|(full, _)| is_called(full, name))
            .map(|(_, id)| *id)
            .collect(),
    };
    if let [one] = matching[..] {
        return Ok(one);
    }
    Err(Error::World {
        message: match (name, matching.len()) {
            (Some(name), 0) => format!("there is no world `{name}`"),
            (Some(name), _) => format!("several worlds are called `{name}`"),
            (None, 0) => "there is no world".to_string(),
            (None, _) => "there are several worlds, and none was chosen".to_string(),
        },
        worlds: worlds.into_iter().map(|(name, _)| name).collect(),
    })
}

/// Every world that can be meant, with its full name.
fn worlds(source: &Source) -> Vec<(String, WorldId)> {
    let resolve = &source.resolve;
    if let Some(id) = source.component {
        return vec![(resolve.worlds[id].name.clone(), id)];
    }
    let mut worlds = Vec::new();
    for package in &source.packages {
        for (name, id) in &resolve.packages[*package].worlds {
            worlds.push((resolve.id_of_name(*package, name), *id));
        }
    }
    worlds
}

/// Whether a world's full name is meant by `name`, which may leave out the package or the version.
fn is_called(full: &str, name: &str) -> bool {
    let unversioned = full.split('@').next().unwrap_or(full);
    let plain = unversioned.rsplit('/').next().unwrap_or(unversioned);
    name == full || name == unversioned || name == plain
}

struct Lowering<'a> {
    resolve: &'a Resolve,
    world: World,
    interfaces: HashMap<WitInterfaceId, InterfaceId>,
    types: HashMap<WitTypeId, TypeId>,
}

impl<'a> Lowering<'a> {
    fn new(resolve: &'a Resolve, id: WorldId) -> Self {
        let world = &resolve.worlds[id];
        let package = world.package.map(|package| &resolve.packages[package].name);
        Self {
            resolve,
            world: World {
                name: Name::new(&world.name),
                package: Package {
                    namespace: Name::new(package.map_or("", |name| &name.namespace)),
                    name: Name::new(package.map_or("", |name| &name.name)),
                    version: package
                        .and_then(|name| name.version.as_ref().map(ToString::to_string)),
                },
                docs: lower_docs(&world.docs, &world.stability),
                interfaces: Vec::new(),
                types: Vec::new(),
                imports: Vec::new(),
                exports: Vec::new(),
                imported_funcs: Vec::new(),
                exported_funcs: Vec::new(),
                world_types: Vec::new(),
                sources: resolve.source_map.clone(),
            },
            interfaces: HashMap::new(),
            types: HashMap::new(),
        }
    }

    fn lower_world(&mut self, id: WorldId) {
        let world = &self.resolve.worlds[id];
        for (key, item) in &world.imports {
            match item {
                WorldItem::Interface { id, .. } => {
                    let id = self.lower_item(*id, key);
                    self.world.interfaces[id.0].imported = true;
                    self.world.imports.push(id);
                }
                WorldItem::Function(func) => {
                    let func = self.lower_func(func);
                    self.world.imported_funcs.push(func);
                }
                WorldItem::Type { id, .. } => {
                    let id = self.lower_named(*id);
                    self.world.world_types.push(id);
                }
            }
        }
        for (key, item) in &world.exports {
            match item {
                WorldItem::Interface { id, .. } => {
                    let id = self.lower_item(*id, key);
                    self.world.interfaces[id.0].exported = true;
                    self.world.exports.push(id);
                }
                WorldItem::Function(func) => {
                    let func = self.lower_func(func);
                    self.world.exported_funcs.push(func);
                }
                // A world exports types through its interfaces and functions alone.
                WorldItem::Type { .. } => {}
            }
        }
    }

    fn finish(mut self) -> World {
        self.name_modules();
        self.mark_errors();
        self.world
    }

    /// Lowers an interface that the world imports or exports.
    ///
    /// One that has a name of its own there (`import backup: store`) is an interface by itself, with types of its own.
    fn lower_item(&mut self, wit: WitInterfaceId, key: &WorldKey) -> InterfaceId {
        let interface = &self.resolve.interfaces[wit];
        let has_own_name = matches!(key, WorldKey::Name(_)) && interface.name.is_some();
        if !has_own_name {
            return self.lower_interface(wit, key);
        }
        let before = self.interfaces.remove(&wit);
        let own_types: Vec<WitTypeId> = interface.types.values().copied().collect();
        let types_before: Vec<Option<TypeId>> =
            own_types.iter().map(|ty| self.types.remove(ty)).collect();
        let id = self.lower_interface(wit, key);
        self.interfaces.remove(&wit);
        self.interfaces.extend(before.map(|before| (wit, before)));
        for (ty, before) in own_types.into_iter().zip(types_before) {
            self.types.remove(&ty);
            self.types.extend(before.map(|before| (ty, before)));
        }
        id
    }

    fn lower_interface(&mut self, wit: WitInterfaceId, key: &WorldKey) -> InterfaceId {
        if let Some(id) = self.interfaces.get(&wit) {
            return *id;
        }
        let interface = &self.resolve.interfaces[wit];
        let (full, name) = match key {
            WorldKey::Name(name) => (name.clone(), name.clone()),
            WorldKey::Interface(_) => {
                let name = interface.name.clone().unwrap_or_default();
                (
                    self.resolve.id_of(wit).unwrap_or_else(|| name.clone()),
                    name,
                )
            }
        };
        let id = InterfaceId(self.world.interfaces.len());
        self.interfaces.insert(wit, id);
        self.world.interfaces.push(Interface {
            id: full,
            implements: match key {
                WorldKey::Name(_) => self.resolve.id_of(wit),
                WorldKey::Interface(_) => None,
            },
            name: Name::new(&name),
            module: Name::new(name),
            docs: lower_docs(&interface.docs, &interface.stability),
            types: Vec::new(),
            funcs: Vec::new(),
            imported: false,
            exported: false,
        });
        let types = interface
            .types
            .values()
            .map(|ty| self.lower_named(*ty))
            .collect();
        let funcs = interface
            .functions
            .values()
            .map(|func| self.lower_func(func))
            .collect();
        let lowered = &mut self.world.interfaces[id.0];
        lowered.types = types;
        lowered.funcs = funcs;
        id
    }

    fn lower_named(&mut self, wit: WitTypeId) -> TypeId {
        if let Some(id) = self.types.get(&wit) {
            return *id;
        }
        let def = &self.resolve.types[wit];
        let owner = match def.owner {
            WitOwner::Interface(id) => {
                TypeOwner::Interface(self.lower_interface(id, &WorldKey::Interface(id)))
            }
            WitOwner::World(_) | WitOwner::None => TypeOwner::World,
        };
        // Lowering the owner has met the type already, unless the owner is being lowered now.
        if let Some(id) = self.types.get(&wit) {
            return *id;
        }
        let kind = self.lower_kind(&def.kind);
        let id = TypeId(self.world.types.len());
        self.types.insert(wit, id);
        self.world.types.push(TypeDef {
            name: Name::new(def.name.clone().unwrap_or_default()),
            owner,
            kind,
            docs: lower_docs(&def.docs, &def.stability),
            is_error: false,
            span: def.span.into(),
        });
        id
    }

    fn lower_kind(&mut self, kind: &TypeDefKind) -> TypeKind {
        match kind {
            TypeDefKind::Record(record) => TypeKind::Record(
                record
                    .fields
                    .iter()
                    .map(|field| Field {
                        name: Name::new(&field.name),
                        ty: self.lower_type(&field.ty),
                        docs: lower_docs(&field.docs, &WitStability::Unknown),
                        span: field.span.into(),
                    })
                    .collect(),
            ),
            TypeDefKind::Variant(variant) => TypeKind::Variant(
                variant
                    .cases
                    .iter()
                    .map(|case| Case {
                        name: Name::new(&case.name),
                        ty: case.ty.as_ref().map(|ty| self.lower_type(ty)),
                        docs: lower_docs(&case.docs, &WitStability::Unknown),
                        span: case.span.into(),
                    })
                    .collect(),
            ),
            TypeDefKind::Enum(cases) => TypeKind::Enum(
                cases
                    .cases
                    .iter()
                    .map(|case| plain_case(&case.name, &case.docs, case.span))
                    .collect(),
            ),
            TypeDefKind::Flags(flags) => TypeKind::Flags(
                flags
                    .flags
                    .iter()
                    .map(|flag| plain_case(&flag.name, &flag.docs, flag.span))
                    .collect(),
            ),
            TypeDefKind::Resource => TypeKind::Resource,
            other => TypeKind::Alias(self.lower_anonymous(other)),
        }
    }

    fn lower_type(&mut self, ty: &WitType) -> Type {
        match ty {
            WitType::Bool => Type::Bool,
            WitType::U8 => Type::U8,
            WitType::U16 => Type::U16,
            WitType::U32 => Type::U32,
            WitType::U64 => Type::U64,
            WitType::S8 => Type::S8,
            WitType::S16 => Type::S16,
            WitType::S32 => Type::S32,
            WitType::S64 => Type::S64,
            WitType::F32 => Type::F32,
            WitType::F64 => Type::F64,
            WitType::Char => Type::Char,
            WitType::String => Type::String,
            WitType::ErrorContext => Type::ErrorContext,
            WitType::Id(id) => {
                let def = &self.resolve.types[*id];
                if def.name.is_some() {
                    Type::Named(self.lower_named(*id))
                } else {
                    self.lower_anonymous(&def.kind)
                }
            }
        }
    }

    fn lower_anonymous(&mut self, kind: &TypeDefKind) -> Type {
        match kind {
            TypeDefKind::Handle(Handle::Own(id)) => Type::Own(self.lower_named(*id)),
            TypeDefKind::Handle(Handle::Borrow(id)) => Type::Borrow(self.lower_named(*id)),
            TypeDefKind::Tuple(tuple) => {
                Type::Tuple(tuple.types.iter().map(|ty| self.lower_type(ty)).collect())
            }
            TypeDefKind::Option(ty) => Type::Option(self.lower_box(ty)),
            TypeDefKind::Result(result) => Type::Result {
                ok: result.ok.as_ref().map(|ty| self.lower_box(ty)),
                err: result.err.as_ref().map(|ty| self.lower_box(ty)),
            },
            TypeDefKind::List(ty) => Type::List(self.lower_box(ty)),
            TypeDefKind::Map(key, value) => Type::Map(self.lower_box(key), self.lower_box(value)),
            TypeDefKind::FixedLengthList(ty, len) => Type::FixedList(self.lower_box(ty), *len),
            TypeDefKind::Future(ty) => Type::Future(ty.as_ref().map(|ty| self.lower_box(ty))),
            TypeDefKind::Stream(ty) => Type::Stream(ty.as_ref().map(|ty| self.lower_box(ty))),
            TypeDefKind::Type(ty) => self.lower_type(ty),
            TypeDefKind::Record(_)
            | TypeDefKind::Resource
            | TypeDefKind::Flags(_)
            | TypeDefKind::Variant(_)
            | TypeDefKind::Enum(_)
            | TypeDefKind::Unknown => unreachable!("wit-parser names every {}", kind.as_str()),
        }
    }

    fn lower_box(&mut self, ty: &WitType) -> Box<Type> {
        Box::new(self.lower_type(ty))
    }

    fn lower_func(&mut self, func: &Function) -> Func {
        let kind = match func.kind {
            FunctionKind::Freestanding
            | FunctionKind::AsyncFreestanding
            | FunctionKind::Getter
            | FunctionKind::Setter => FuncKind::Free,
            FunctionKind::Constructor(id) => FuncKind::Constructor(self.lower_named(id)),
            FunctionKind::Method(id)
            | FunctionKind::AsyncMethod(id)
            | FunctionKind::MethodGetter(id)
            | FunctionKind::MethodSetter(id) => FuncKind::Method(self.lower_named(id)),
            FunctionKind::Static(id)
            | FunctionKind::AsyncStatic(id)
            | FunctionKind::StaticGetter(id)
            | FunctionKind::StaticSetter(id) => FuncKind::Static(self.lower_named(id)),
        };
        let own_params = match kind {
            FuncKind::Method(_) => &func.params[1..],
            FuncKind::Free | FuncKind::Constructor(_) | FuncKind::Static(_) => &func.params[..],
        };
        Func {
            id: func.name.clone(),
            name: Name::new(func.item_name()),
            kind,
            params: own_params
                .iter()
                .map(|param| Param {
                    name: Name::new(&param.name),
                    ty: self.lower_type(&param.ty),
                    span: param.span.into(),
                })
                .collect(),
            result: func.result.as_ref().map(|ty| self.lower_type(ty)),
            is_async: func.kind.is_async(),
            docs: lower_docs(&func.docs, &func.stability),
            span: func.span.into(),
        }
    }

    /// Gives each interface the shortest module name that no other one has.
    fn name_modules(&mut self) {
        let interfaces = &mut self.world.interfaces;
        let candidates: Vec<Vec<String>> = interfaces
            .iter()
            .map(|interface| module_candidates(&interface.id, interface.name.wit()))
            .collect();
        // Where two have the same name, both take the next longer one: neither is preferred.
        let mut levels = vec![0; candidates.len()];
        loop {
            let name = |index: usize| candidates[index].get(levels[index]);
            let clashing: Vec<usize> = (0..candidates.len())
                .filter(|index| name(*index).is_some())
                .filter(|index| {
                    (0..candidates.len())
                        .any(|other| other != *index && name(other) == name(*index))
                })
                .collect();
            if clashing.is_empty() {
                break;
            }
            for index in clashing {
                levels[index] += 1;
            }
        }
        let mut taken: HashSet<String> = HashSet::new();
        for (index, interface) in interfaces.iter_mut().enumerate() {
            let name = match candidates[index].get(levels[index]) {
                Some(name) => name.clone(),
                // Interfaces in place on both sides have all of their names in common.
                None if interface.imported => format!("imported-{}", interface.name.wit()),
                None => interface.name.wit().to_string(),
            };
            let mut unique = name.clone();
            let mut number = 2;
            while !taken.insert(unique.clone()) {
                unique = format!("{name}-{number}");
                number += 1;
            }
            interface.module = Name::new(unique);
        }
    }

    fn mark_errors(&mut self) {
        let funcs = self
            .world
            .interfaces
            .iter()
            .flat_map(|interface| &interface.funcs);
        let funcs = funcs
            .chain(&self.world.exported_funcs)
            .chain(&self.world.imported_funcs);
        let errors: Vec<TypeId> = funcs
            .filter_map(|func| match &func.result {
                Some(Type::Result { err: Some(err), .. }) => Some(err),
                _ => None,
            })
            .filter_map(|err| match **err {
                Type::Named(id) => Some(id),
                _ => None,
            })
            .collect();
        for mut id in errors {
            while let TypeKind::Alias(Type::Named(next)) = self.world.types[id.0].kind {
                id = next;
            }
            self.world.types[id.0].is_error = true;
        }
    }
}

/// `store`, `notes-store`, `wittgen-notes-store`, `wittgen-notes-store-0-1-0`.
fn module_candidates(id: &str, name: &str) -> Vec<String> {
    let (path, version) = id.split_once('@').unwrap_or((id, ""));
    let package = path.split_once('/').map_or("", |(package, _)| package);
    let (namespace, package) = package.split_once(':').unwrap_or(("", package));
    let join = |parts: &[&str]| {
        parts
            .iter()
            .filter(|part| !part.is_empty())
            .map(|part| part.replace(['.', '+', ':'], "-"))
            .collect::<Vec<_>>()
            .join("-")
    };
    let mut candidates = vec![
        join(&[name]),
        join(&[package, name]),
        join(&[namespace, package, name]),
        join(&[namespace, package, name, version]),
    ];
    candidates.dedup();
    candidates
}

fn plain_case(name: &str, docs: &WitDocs, span: WitSpan) -> Case {
    Case {
        name: Name::new(name),
        ty: None,
        docs: lower_docs(docs, &WitStability::Unknown),
        span: span.into(),
    }
}

fn lower_docs(docs: &WitDocs, stability: &WitStability) -> Docs {
    let stability = match stability {
        WitStability::Unknown => Stability::default(),
        WitStability::Unstable {
            feature,
            deprecated,
        } => Stability {
            since: None,
            unstable: Some(feature.clone()),
            deprecated: deprecated.as_ref().map(ToString::to_string),
        },
        WitStability::Stable { since, deprecated } => Stability {
            since: Some(since.to_string()),
            unstable: None,
            deprecated: deprecated.as_ref().map(ToString::to_string),
        },
    };
    Docs {
        text: docs.contents.clone().unwrap_or_default(),
        stability,
    }
}
