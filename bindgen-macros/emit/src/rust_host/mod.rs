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
//! Imports are not generated: what a component imports beyond WASI is linked by composition.

mod def;
mod func;
mod resource;
mod ty;

use std::collections::{HashMap, HashSet};

use proc_macro2::TokenStream;
use quote::quote;
use wittgen_ir::{
    Checked, FeatureSet, Func, FuncKind, InterfaceId, Source, TypeKind, TypeOwner, World,
};

use self::func::{Entry, Receiver};
use self::ty::Types;
use crate::choices::Choices;
use crate::prepare::prepare;
use crate::rust::{Place, camel, docs, snake};
use crate::{EmitError, Options};

/// What the target can express: no asynchronous types yet.
pub(crate) const FEATURES: FeatureSet = FeatureSet::new(&[]).exports_only();

/// Writes host bindings for the world that `options` names.
///
/// # Errors
///
/// When there is no such world, or it needs what the target can't express.
pub fn host_tokens(source: &Source, options: &Options) -> Result<TokenStream, EmitError> {
    let (checked, choices) = prepare(source, options, FEATURES, "rust-host")?;
    Ok(emit_host(&checked, &choices))
}

fn emit_host(checked: &Checked, choices: &Choices) -> TokenStream {
    let world = checked.world();
    Emitter {
        world,
        facade: choices.crate_path.clone(),
        rt: {
            let facade = &choices.crate_path;
            quote!(#facade::__private)
        },
        choices,
    }
    .emit_world()
}

struct Emitter<'a> {
    world: &'a World,
    choices: &'a Choices,
    /// The path of the crate `wittgen`.
    facade: TokenStream,
    /// The path of what only generated code uses.
    rt: TokenStream,
}

impl Emitter<'_> {
    fn emit_world(&self) -> TokenStream {
        let entries = self.entries();
        let types = Types {
            world: self.world,
            place: Place::World,
        };
        let world_types = self.world.world_types.iter().map(|id| {
            let def = self.world.ty(*id);
            self.emit_type(types, def)
        });
        let modules = self
            .interfaces()
            .into_iter()
            .map(|id| self.emit_interface(id, &entries));
        let main = self.emit_main(types, &entries);
        quote!(#(#world_types)* #(#modules)* #main)
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

    /// The exported interfaces, and those whose types they use.
    fn interfaces(&self) -> Vec<InterfaceId> {
        let mut needed: HashSet<InterfaceId> = HashSet::new();
        let mut todo = self.world.exports.clone();
        for id in &self.world.world_types {
            self.owners(&self.world.ty(*id).kind, &mut todo);
        }
        while let Some(id) = todo.pop() {
            if needed.insert(id) {
                for ty in &self.world.interface(id).types {
                    self.owners(&self.world.ty(*ty).kind, &mut todo);
                }
            }
        }
        self.world
            .interface_ids()
            .filter(|id| needed.contains(id))
            .collect()
    }

    /// Adds the interfaces that an alias leads to.
    fn owners(&self, kind: &TypeKind, out: &mut Vec<InterfaceId>) {
        if let TypeKind::Alias(wittgen_ir::Type::Named(id)) = kind
            && let TypeOwner::Interface(owner) = self.world.ty(*id).owner
        {
            out.push(owner);
        }
    }

    fn emit_interface(&self, id: InterfaceId, entries: &[Entry<'_>]) -> TokenStream {
        let interface = self.world.interface(id);
        let types = Types {
            world: self.world,
            place: Place::Interface(id),
        };
        let doc = docs(
            &interface.docs,
            &format!("The interface `{}`.", interface.id),
        );
        let module = snake(&interface.module);
        let definitions = interface
            .types
            .iter()
            .map(|id| self.emit_type(types, self.world.ty(*id)));
        let own: Vec<&Entry<'_>> = entries
            .iter()
            .filter(|entry| entry.interface == Some(id))
            .collect();
        let exports = interface
            .exported
            .then(|| self.emit_exports(types, id, &own));
        let methods = interface
            .types
            .iter()
            .filter(|id| matches!(self.world.ty(**id).kind, TypeKind::Resource))
            .map(|resource| self.emit_methods(types, *resource, &own));
        quote! {
            #doc
            pub mod #module {
                #(#definitions)*
                #exports
                #(#methods)*
            }
        }
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
            impl Exports<'_> { #(#funcs)* }
        }
    }

    fn emit_main(&self, types: Types<'_>, entries: &[Entry<'_>]) -> TokenStream {
        let (rt, facade) = (&self.rt, &self.facade);
        let name = camel(&self.world.name);
        let doc = docs(
            &self.world.docs,
            &format!("The world `{}`.", self.world.name),
        );
        let full_name = self.full_name();
        let accessors = self.world.exports.iter().map(|id| self.emit_accessor(*id));
        let funcs = self
            .direct(entries)
            .into_iter()
            .map(|entry| self.emit_func(types, entry, Receiver::Instance));
        let table = entries.iter().map(|entry| self.emit_entry(types, entry));
        let builder_doc = format!(
            " Begins loading a component of the world `{}`; nothing is granted to it yet.",
            self.world.name
        );
        quote! {
            #doc
            pub struct #name { __instance: #rt::Instance }
            impl #name {
                #[doc = #builder_doc]
                pub fn builder() -> #facade::Builder<Self> {
                    #facade::Builder::new()
                }
                #(#accessors)*
                #(#funcs)*
            }
            impl #facade::World for #name {
                const NAME: &'static str = #full_name;
                fn exports() -> &'static [#rt::Export] {
                    static __EXPORTS: &[#rt::Export] = &[#(#table),*];
                    __EXPORTS
                }
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

    fn emit_accessor(&self, id: InterfaceId) -> TokenStream {
        let interface = self.world.interface(id);
        let module = snake(&interface.module);
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
        accessors.chain(["builder".to_string()]).collect()
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
