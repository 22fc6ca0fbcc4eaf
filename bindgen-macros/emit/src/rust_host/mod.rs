//! The target `rust-host`: a world as a Rust library, on Wittgen's runtime.
//!
//! ```text
//! world notes { export store; }      pub struct Notes { .. }    impl Notes { builder, store, add, .. }
//! interface store { .. }             pub mod store { types; resources; pub struct Exports<'a> }
//! ```
//!
//! A function of an exported interface is reached through the interface (`notes.store().add(..)`),
//! and where no other export has the same name also directly (`notes.add(..)`). Each is called by its
//! number in one table, `__EXPORTS`, by which the component was checked when it was loaded.
//!
//! What the world imports is a trait for the host to implement (see `import`), unless it is one of WASI's interfaces
//! that the runtime provides.
//!
//! A world in which anything is asynchronous runs on a task of its own; arguments of its calls are owned.

mod def;
mod func;
mod import;
mod place;
mod resource;
mod signature;
mod ty;

use std::collections::{BTreeSet, HashMap, HashSet};

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use wittgen_ir::{
    Checked, Feature, FeatureSet, Func, FuncKind, InterfaceId, Source, Type, TypeId, TypeKind,
    TypeOwner, World,
};

use self::func::{Entry, Receiver};
use self::place::{Place, Side, Unit};
use self::ty::Types;
use crate::choices::Choices;
use crate::prepare::prepare;
use crate::rust::{camel, docs, host_type, snake};
use crate::{EmitError, Options};

/// What the target can express: all but the tuples for which wasmtime's typed calls have no type.
pub(crate) const FEATURES: FeatureSet = FeatureSet::new(&[
    Feature::AsyncFunc,
    Feature::Stream,
    Feature::Future,
    Feature::ErrorContext,
    Feature::Map,
    Feature::FixedList,
    Feature::ImportedResource,
]);

/// Writes host bindings for the world that `options` names.
///
/// # Errors
///
/// When there is no such world, or it needs what the target can't express.
pub fn host_tokens(source: &Source, options: &Options) -> Result<TokenStream, EmitError> {
    let (checked, choices) = prepare(source, options, FEATURES, "rust-host")?;
    Ok(emit_host(&checked, choices, options.embedded.as_ref()))
}

/// Whether the world that `options` names is asynchronous: whether anything in it is.
///
/// # Errors
///
/// Those of [`host_tokens`].
pub fn host_is_async(source: &Source, options: &Options) -> Result<bool, EmitError> {
    let (checked, choices) = prepare(source, options, FEATURES, "rust-host")?;
    let emitter = Emitter::new(&checked, &choices, None);
    Ok(emitter.is_async_world(&emitter.units()))
}

fn emit_host(
    checked: &Checked,
    mut choices: Choices,
    embedded: Option<&TokenStream>,
) -> TokenStream {
    let substitutes = emit_substitutes(&mut choices);
    let code = Emitter::new(checked, &choices, embedded).emit_world();
    quote!(#substitutes #code)
}

/// Gives each path of the user's a name beside the world, where it means what it does to the user, for the modules
/// to refer to.
fn emit_substitutes(choices: &mut Choices) -> TokenStream {
    let mut names = Vec::new();
    let mut name = |path: &mut TokenStream| {
        let name = format_ident!("__with_{}", names.len());
        let path = std::mem::replace(path, quote!(#name));
        names.push(name.clone());
        (name, path)
    };
    let mut interfaces: Vec<_> = choices.interfaces.iter_mut().collect();
    interfaces.sort_by_key(|(id, _)| **id);
    let mut types: Vec<_> = choices.types.iter_mut().collect();
    types.sort_by_key(|(id, _)| **id);
    let mut items = TokenStream::new();
    for (_, path) in interfaces {
        let (name, path) = name(path);
        items.extend(quote!(#[allow(unused_imports)] use #path as #name;));
    }
    for (_, path) in types {
        let (name, path) = name(path);
        items.extend(quote!(#[allow(dead_code, non_camel_case_types)] type #name = #path;));
    }
    items
}

struct Emitter<'a> {
    world: &'a World,
    choices: &'a Choices,
    /// The path of the crate `wittgen`.
    facade: TokenStream,
    /// The path of what only generated code uses.
    rt: TokenStream,
    /// The body of `embedded`.
    embedded: Option<&'a TokenStream>,
}

impl<'a> Emitter<'a> {
    fn new(checked: &'a Checked, choices: &'a Choices, embedded: Option<&'a TokenStream>) -> Self {
        let facade = choices.crate_path.clone();
        Self {
            world: checked.world(),
            choices,
            rt: quote!(#facade::__private),
            facade,
            embedded,
        }
    }
}

impl Emitter<'_> {
    fn emit_world(&self) -> TokenStream {
        let entries = self.entries();
        let units = self.units();
        let types = Types {
            world: self.world,
            choices: self.choices,
            place: Place::WORLD,
            is_async: self.is_async_world(&units),
        };
        let world_types = self
            .world
            .world_types
            .iter()
            .map(|id| self.emit_type(types, *id));
        let modules = units
            .iter()
            .map(|unit| self.emit_interface(types, *unit, &entries));
        let imported = self.emit_imported(types, &self.imported_by_world());
        let imports = self.emit_imports(types);
        let main = self.emit_main(types, &entries);
        quote!(#(#world_types)* #imported #(#modules)* #main #imports)
    }

    /// All exported functions, numbered.
    fn entries(&self) -> Vec<Entry<'_>> {
        let of_world = self.world.exported_funcs.iter().map(|func| (None, func));
        let of_interfaces = self.world.exports.iter().flat_map(|id| {
            self.world
                .interface(*id)
                .funcs
                .iter()
                .map(move |func| (Some(*id), func))
        });
        of_world
            .chain(of_interfaces)
            .enumerate()
            .map(|(index, (interface, func))| Entry {
                index,
                interface,
                func,
            })
            .collect()
    }

    /// The modules to write: for what the world exports, for what it imports, and for what those take types from.
    ///
    /// Of the interfaces that the runtime provides, only the ones that others take types from are among them.
    fn units(&self) -> BTreeSet<Unit> {
        let world = self.world;
        let mut units = BTreeSet::new();
        let exports = world.exports.iter().map(|id| (*id, Side::Export));
        let imports = world
            .imports
            .iter()
            .filter(|id| !place::is_provided(world.interface(**id)))
            .map(|id| (*id, Side::Import));
        let mut todo: Vec<Unit> = exports.chain(imports).collect();
        for id in &world.world_types {
            todo.extend(self.origin(Place::WORLD, *id));
        }
        while let Some(unit) = todo.pop() {
            // The user has a module for it.
            if unit.1 == Side::Import && self.choices.interfaces.contains_key(&unit.0) {
                continue;
            }
            if units.insert(unit) {
                for id in &world.interface(unit.0).types {
                    todo.extend(self.origin(Place::within(unit), *id));
                }
            }
        }
        units
    }

    /// The module that an alias leads to.
    fn origin(&self, place: Place, id: TypeId) -> Option<Unit> {
        if let TypeKind::Alias(Type::Named(next)) = &self.world.ty(id).kind
            && let TypeOwner::Interface(owner) = self.world.ty(*next).owner
        {
            return Some(place::unit(self.world, place, owner));
        }
        None
    }

    /// Whether anything in the world is asynchronous.
    fn is_async_world(&self, units: &BTreeSet<Unit>) -> bool {
        let world = self.world;
        let own = world.imported_funcs.iter().chain(&world.exported_funcs);
        let of_units = units
            .iter()
            .filter(|(id, side)| *side == Side::Export || !place::is_provided(world.interface(*id)))
            .flat_map(|(id, _)| {
                let funcs = world.interface(*id).funcs.iter();
                funcs.map(|func| (Some(*id), func))
            });
        let is_async = |interface, func: &Func| {
            let params = func.params.iter().map(|param| &param.ty);
            self.choices.is_async(interface, func)
                || params.chain(&func.result).any(|ty| self.holds_async(ty))
        };
        own.map(|func| (None, func))
            .chain(of_units)
            .any(|(interface, func)| is_async(interface, func))
    }

    /// Whether a value holds a stream, a future or an error context.
    fn holds_async(&self, ty: &Type) -> bool {
        let types = Types {
            world: self.world,
            choices: self.choices,
            place: Place::WORLD,
            is_async: true,
        };
        types.any(ty, &|_, ty| {
            matches!(ty, Type::Stream(_) | Type::Future(_) | Type::ErrorContext)
        })
    }

    fn emit_interface(&self, types: Types<'_>, unit: Unit, entries: &[Entry<'_>]) -> TokenStream {
        let (id, side) = unit;
        let interface = self.world.interface(id);
        let types = Types {
            place: Place::within(unit),
            ..types
        };
        let doc = docs(
            &interface.docs,
            &format!("The interface `{}`.", interface.id),
        );
        let module = place::module(self.world, unit);
        let definitions = interface
            .types
            .iter()
            .map(|ty| self.emit_type_of(types, id, *ty));
        let body = match side {
            Side::Export => self.emit_exported(types, id, entries),
            Side::Import if place::is_provided(interface) => TokenStream::new(),
            Side::Import => self.emit_imported(types, &self.imported(id)),
        };
        quote! {
            #doc
            #[allow(dead_code, unused_imports, deprecated, clippy::all)]
            pub mod #module {
                #(#definitions)*
                #body
            }
        }
    }

    /// A type of an interface; the user's, where there is a module of the user's.
    fn emit_type_of(&self, types: Types<'_>, interface: InterfaceId, id: TypeId) -> TokenStream {
        let def = self.world.ty(id);
        match self.choices.interfaces.get(&interface) {
            Some(path) if !matches!(def.kind, TypeKind::Resource) => {
                let name = host_type(&def.name);
                let path = place::from(types.place, path);
                quote!(pub use #path::#name;)
            }
            _ => self.emit_type(types, id),
        }
    }

    /// What an exported interface has to call.
    fn emit_exported(
        &self,
        types: Types<'_>,
        id: InterfaceId,
        entries: &[Entry<'_>],
    ) -> TokenStream {
        let own: Vec<&Entry<'_>> = entries
            .iter()
            .filter(|entry| entry.interface == Some(id))
            .collect();
        let exports = self.emit_exports(types, id, &own);
        let methods = self
            .world
            .interface(id)
            .types
            .iter()
            .filter(|id| matches!(self.world.ty(**id).kind, TypeKind::Resource))
            .map(|resource| self.emit_methods(types, *resource, &own));
        quote!(#exports #(#methods)*)
    }

    /// The interface's functions that belong to no resource.
    fn emit_exports(&self, types: Types<'_>, id: InterfaceId, own: &[&Entry<'_>]) -> TokenStream {
        let rt = &self.rt;
        let interface = self.world.interface(id);
        let doc = format!(" The functions of `{}`, on one instance.", interface.id);
        let funcs = own
            .iter()
            .filter(|entry| entry.func.kind == FuncKind::Free)
            .map(|entry| self.emit_func(types, entry, Receiver::Instance));
        quote! {
            #[doc = #doc]
            #[derive(Clone, Copy)]
            pub struct Exports<'a> {
                #[doc(hidden)]
                pub __instance: &'a #rt::Instance,
            }
            impl #rt::HasInstance for Exports<'_> {
                fn instance(&self) -> &#rt::Instance {
                    self.__instance
                }
            }
            #[allow(dead_code, clippy::all)]
            impl Exports<'_> { #(#funcs)* }
        }
    }

    fn emit_main(&self, types: Types<'_>, entries: &[Entry<'_>]) -> TokenStream {
        let (rt, facade) = (&self.rt, &self.facade);
        let name = self.struct_name();
        let doc = docs(
            &self.world.docs,
            &format!("The world `{}`.", self.world.name),
        );
        let full_name = self.full_name();
        let accessors = self.world.exports.iter().map(|id| self.emit_accessor(*id));
        let embedded = self.emit_embedded();
        let funcs = self.direct(entries).into_iter().map(|entry| {
            let place = entry.beside_world();
            self.emit_func(Types { place, ..types }, entry, Receiver::Instance)
        });
        let is_async = types.is_async;
        let table = entries.iter().map(|entry| self.emit_entry(types, entry));
        let signatures =
            self.emit_signatures(entries.iter().map(|entry| (entry.interface, entry.func)));
        let imports = self.emit_import_signatures();
        let builder_doc = format!(
            " Begins loading a component of the world `{}`; nothing is granted to it yet.",
            self.world.name
        );
        quote! {
            #doc
            #[allow(dead_code)]
            pub struct #name { __instance: #rt::Instance }
            #[allow(dead_code, deprecated, clippy::all)]
            impl #name {
                #[doc = #builder_doc]
                pub fn builder() -> #facade::Builder<Self> {
                    #facade::Builder::new()
                }
                #embedded
                #(#accessors)*
                #(#funcs)*
            }
            #[allow(deprecated)]
            impl #facade::World for #name {
                const NAME: &'static str = #full_name;
                const ASYNC: bool = #is_async;
                fn exports() -> &'static [#rt::Export] {
                    #signatures
                    static __EXPORTS: &[#rt::Export] = &[#(#table),*];
                    __EXPORTS
                }
                #imports
                fn new(instance: #rt::Instance) -> Self {
                    Self { __instance: instance }
                }
            }
            impl #rt::HasInstance for #name {
                fn instance(&self) -> &#rt::Instance {
                    &self.__instance
                }
            }
        }
    }

    /// The name of the world's struct: with an underscore behind it where one of its types has the name.
    fn struct_name(&self) -> Ident {
        let name = camel(&self.world.name);
        let types = self.world.world_types.iter();
        let mut names = types.map(|id| host_type(&self.world.ty(*id).name));
        if names.any(|taken| taken == name) {
            format_ident!("{name}_")
        } else {
            name
        }
    }

    fn full_name(&self) -> String {
        let package = &self.world.package;
        let version = package
            .version
            .as_ref()
            .map_or(String::new(), |version| format!("@{version}"));
        format!(
            "{}:{}/{}{version}",
            package.namespace, package.name, self.world.name
        )
    }

    /// The component, where it is part of the program.
    fn emit_embedded(&self) -> Option<TokenStream> {
        let (facade, body) = (&self.facade, self.embedded?);
        Some(quote! {
            /// The component, which is part of this program: `builder().load(Self::embedded())`.
            pub fn embedded() -> &'static #facade::Component {
                static __COMPONENT: ::std::sync::LazyLock<#facade::Component> =
                    ::std::sync::LazyLock::new(|| { #body });
                &__COMPONENT
            }
        })
    }

    fn emit_accessor(&self, id: InterfaceId) -> TokenStream {
        let interface = self.world.interface(id);
        let module = place::module(self.world, (id, Side::Export));
        let doc = format!(" The functions of the interface `{}`.", interface.id);
        quote! {
            #[doc = #doc]
            pub fn #module(&self) -> #module::Exports<'_> {
                #module::Exports { __instance: &self.__instance }
            }
        }
    }

    /// The names of the methods that the world has without being asked.
    fn reserved(&self) -> HashSet<String> {
        let accessors = self.world.exports.iter();
        let accessors = accessors.map(|id| snake(&self.world.interface(*id).module).to_string());
        let embedded = self.embedded.map(|_| "embedded".to_string());
        accessors
            .chain(["builder".to_string()])
            .chain(embedded)
            .collect()
    }

    /// The functions that are methods of the world itself: its own, and those of its interfaces
    /// whose name no other export has.
    fn direct<'a>(&self, entries: &'a [Entry<'a>]) -> Vec<&'a Entry<'a>> {
        let free = |entry: &&Entry<'_>| entry.func.kind == FuncKind::Free;
        let method = |func: &Func| snake(&func.name).to_string();
        let mut taken: HashMap<String, usize> = HashMap::new();
        for entry in entries.iter().filter(free) {
            *taken.entry(method(entry.func)).or_default() += 1;
        }
        let reserved = self.reserved();
        entries
            .iter()
            .filter(free)
            .filter(|entry| {
                let name = method(entry.func);
                entry.interface.is_none() || (taken[&name] == 1 && !reserved.contains(&name))
            })
            .collect()
    }
}
