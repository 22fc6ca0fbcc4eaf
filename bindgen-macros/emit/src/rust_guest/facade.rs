//! The modules around what wit-bindgen writes, named as on the host.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{format_ident, quote};
use wit_bindgen_core::name_package_module;
use wit_bindgen_rust::to_rust_ident;
use wit_parser::{Resolve, WorldId, WorldItem, WorldKey};
use wittgen_ir::{FuncKind, InterfaceId, Name, TypeId, TypeKind, World};

use super::abi::Abi;
use crate::choices::Choices;
use crate::names::Item;
use crate::rust::{camel, docs, ident, snake};

/// The modules around the hidden one.
pub(super) struct Facade<'a> {
    pub(super) resolve: &'a Resolve,
    pub(super) id: WorldId,
    pub(super) world: &'a World,
    pub(super) choices: &'a Choices,
    pub(super) abi: &'a Abi<'a>,
}

impl Facade<'_> {
    pub(super) fn emit_modules(&self) -> Vec<TokenStream> {
        let world = &self.resolve.worlds[self.id];
        let interfaces = |exported: bool| {
            let (items, ids) = if exported {
                (&world.exports, &self.world.exports)
            } else {
                (&world.imports, &self.world.imports)
            };
            let keys = items.iter().filter_map(|(key, item)| match item {
                WorldItem::Interface { .. } => Some(key),
                WorldItem::Function(_) | WorldItem::Type { .. } => None,
            });
            keys.zip(ids).map(move |(key, id)| (exported, key, *id))
        };
        interfaces(true)
            .chain(interfaces(false))
            .map(|(exported, key, id)| self.emit_module(exported, key, id))
            .collect()
    }

    fn emit_module(&self, exported: bool, key: &WorldKey, id: InterfaceId) -> TokenStream {
        let interface = self.world.interface(id);
        let module = if !exported && interface.exported {
            self.imported_module(&interface.module)
        } else {
            snake(&interface.module)
        };
        let doc = docs(
            &interface.docs,
            &format!("The interface `{}`.", interface.id),
        );
        let contents = match self.abi.interfaces.get(&id) {
            Some(alias) => quote!(pub use super::#alias::*;),
            None => {
                let path = self.abi_path(exported, key);
                let more = self.emit_other_names(exported, id, &path);
                quote!(pub use super::__abi::#path::*; #more)
            }
        };
        quote! {
            #doc
            #[allow(unused_imports)]
            pub mod #module { #contents }
        }
    }

    /// An interface on both sides has two sets of types; the imported one stands apart.
    fn imported_module(&self, module: &Name) -> Ident {
        let mut name = format!("imported_{}", module.snake());
        let interfaces = &self.world.interfaces;
        while interfaces.iter().any(|other| other.module.snake() == name) {
            name.push('_');
        }
        ident(&name)
    }

    /// What the options name otherwise than wit-bindgen, or have in place of what it writes.
    fn emit_other_names(&self, exported: bool, id: InterfaceId, path: &TokenStream) -> TokenStream {
        let interface = self.world.interface(id);
        let mut uses = Vec::new();
        for ty in &interface.types {
            let def = self.world.ty(*ty);
            let name = camel(&def.name);
            if let Some(alias) = self.abi.types.get(ty) {
                uses.push(quote!(pub type #name = super::#alias;));
            } else if self.choices.renamed.contains(&Item::Type(*ty)) {
                uses.extend(
                    self.type_names(exported, *ty)
                        .into_iter()
                        .map(|(old, new)| quote!(pub use super::__abi::#path::#old as #new;)),
                );
            }
        }
        for func in &interface.funcs {
            if self
                .choices
                .renamed
                .contains(&Item::Func((Some(id), func.id.clone())))
            {
                let (old, new) = (ident(&to_rust_ident(func.name.wit())), snake(&func.name));
                uses.push(quote!(pub use super::__abi::#path::#old as #new;));
            }
        }
        quote!(#(#uses)*)
    }

    /// wit-bindgen's names for a renamed type and what belongs to it, each with the new one.
    fn type_names(&self, exported: bool, id: TypeId) -> Vec<(Ident, Ident)> {
        let def = self.world.ty(id);
        let (old, new) = (abi_type(&def.name), camel(&def.name));
        let mut names = vec![(old.clone(), new.clone())];
        if exported && matches!(def.kind, TypeKind::Resource) {
            names.push((format_ident!("{old}Borrow"), format_ident!("{new}Borrow")));
            names.push((format_ident!("Guest{old}"), format_ident!("Guest{new}")));
        }
        names
    }

    /// Where wit-bindgen puts an interface.
    fn abi_path(&self, exported: bool, key: &WorldKey) -> TokenStream {
        let mut parts = Vec::new();
        if exported {
            parts.push("exports".to_string());
        }
        match key {
            WorldKey::Name(name) => parts.push(to_rust_ident(name)),
            WorldKey::Interface(id) => {
                let interface = &self.resolve.interfaces[*id];
                if let Some(package) = interface.package {
                    let name = &self.resolve.packages[package].name;
                    parts.push(to_rust_ident(&name.namespace));
                    parts.push(to_rust_ident(&name_package_module(self.resolve, package)));
                }
                parts.push(to_rust_ident(interface.name.as_deref().unwrap_or_default()));
            }
        }
        let parts = parts.iter().map(|part| ident(part));
        quote!(#(#parts)::*)
    }

    /// Functions and types of the world itself, its trait, what makes streams and futures, and `export!`.
    pub(super) fn emit_items(&self, abi: &TokenStream) -> TokenStream {
        let types = self.world.world_types.iter().map(|id| {
            let name = camel(&self.world.ty(*id).name);
            if let Some(alias) = self.abi.types.get(id) {
                return quote!(pub type #name = #alias;);
            }
            let old = abi_type(&self.world.ty(*id).name);
            quote!(pub use __abi::#old as #name;)
        });
        let funcs = self.world.imported_funcs.iter();
        let funcs = funcs
            .filter(|func| func.kind == FuncKind::Free)
            .map(|func| {
                let (old, name) = (ident(&to_rust_ident(func.name.wit())), snake(&func.name));
                quote!(pub use __abi::#old as #name;)
            });
        let guest = (!self.world.exported_funcs.is_empty()).then(|| {
            quote!(
                pub use __abi::Guest;
            )
        });
        let channels = ["wit_stream", "wit_future"]
            .into_iter()
            .filter(|name| has_module(abi, name))
            .map(|name| {
                let name = ident(name);
                quote!(pub use __abi::#name;)
            });
        let exports = !(self.world.exports.is_empty() && self.world.exported_funcs.is_empty());
        let export = exports.then(|| self.emit_export());
        let uses = types.chain(funcs).chain(guest).chain(channels);
        let uses = uses.map(|one| quote!(#[allow(unused_imports)] #one));
        quote!(#(#uses)* #export)
    }

    /// `export!(Component)` beside the bindings, `bindings::export!(Component in bindings)` elsewhere.
    fn emit_export(&self) -> TokenStream {
        let name = format_ident!("__wittgen_export_{}", self.world.name.snake());
        quote! {
            #[doc(hidden)]
            #[allow(unused_macros)]
            macro_rules! #name {
                ($component:ident) => {
                    self::__abi::export!($component with_types_in self::__abi);
                };
                ($component:ident in $($path:ident)::+) => {
                    $($path)::+::__abi::export!($component with_types_in $($path)::+::__abi);
                };
            }
            #[allow(unused_imports)]
            pub(crate) use #name as export;
        }
    }
}

/// wit-bindgen's name for a type, whatever it is called here.
fn abi_type(name: &Name) -> Ident {
    camel(&match name.wit() {
        "guest" => name.renamed("Guest_"),
        wit => Name::new(wit),
    })
}

/// Whether a module of that name is at the head of the code.
fn has_module(tokens: &TokenStream, name: &str) -> bool {
    let mut after_mod = false;
    tokens.clone().into_iter().any(|token| {
        let found = matches!(&token, TokenTree::Ident(ident) if after_mod && ident == name);
        after_mod = matches!(&token, TokenTree::Ident(ident) if ident == "mod");
        found
    })
}
