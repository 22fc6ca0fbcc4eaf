//! The target `rust-guest`: traits for what a component exports, functions and types for what it imports.
//!
//! wit-bindgen writes the canonical ABI, into a hidden module; around it stand modules of the same
//! names as in `rust-host`, so that code on both sides names a type alike. Resources, keyword escapes and
//! ownership are wit-bindgen's.

use std::str;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use wit_bindgen_core::{Files, name_package_module};
use wit_bindgen_rust::{Opts, to_rust_ident};
use wit_parser::{Resolve, WorldId, WorldItem, WorldKey};
use wittgen_ir::{Interface, Source, World, lower, world_id};

use crate::rust::{camel, docs, ident, parse, snake};
use crate::{EmitError, Options};

/// Writes guest bindings for the world that `options` names.
///
/// # Errors
///
/// When there is no such world, or wit-bindgen refuses it.
pub fn guest_tokens(source: &Source, options: &Options) -> Result<TokenStream, EmitError> {
    let world = lower(source, options.world.as_deref())?;
    let id = world_id(source, options.world.as_deref())?;
    let abi = abi_tokens(source, id, options).map_err(EmitError::Guest)?;
    let facade = Facade {
        resolve: &source.resolve,
        id,
        world: &world,
    };
    let modules = facade.emit_modules();
    let items = facade.emit_items();
    Ok(quote! {
        #[doc(hidden)]
        #[allow(warnings, clippy::all)]
        pub mod __abi { #abi }
        #(#modules)*
        #items
    })
}

/// What wit-bindgen writes.
fn abi_tokens(source: &Source, id: WorldId, options: &Options) -> Result<TokenStream, String> {
    let crate_path = options.crate_path.to_string().replace(' ', "");
    let opts = Opts {
        generate_all: true,
        runtime_path: Some(format!("{crate_path}::guest::__private::rt")),
        bitflags_path: Some(format!("{crate_path}::guest::__private::rt::bitflags")),
        ..Opts::default()
    };
    let mut resolve = source.resolve.clone();
    let mut files = Files::default();
    wit_bindgen_core::WorldGenerator::generate(&mut opts.build(), &mut resolve, id, &mut files)
        .map_err(|error| format!("{error:#}"))?;
    let mut tokens = TokenStream::new();
    for (_, bytes) in files.iter() {
        let text = str::from_utf8(bytes).map_err(|error| error.to_string())?;
        tokens.extend(parse(text)?);
    }
    Ok(tokens)
}

/// The modules around the hidden one.
struct Facade<'a> {
    resolve: &'a Resolve,
    id: WorldId,
    world: &'a World,
}

impl Facade<'_> {
    fn emit_modules(&self) -> Vec<TokenStream> {
        let world = &self.resolve.worlds[self.id];
        let exported = world.exports.iter().map(|(key, item)| (true, key, item));
        let imported = world.imports.iter().map(|(key, item)| (false, key, item));
        exported
            .chain(imported)
            .filter_map(|(exported, key, item)| match item {
                WorldItem::Interface { .. } => Some(self.emit_module(exported, key)),
                WorldItem::Function(_) | WorldItem::Type { .. } => None,
            })
            .collect()
    }

    fn emit_module(&self, exported: bool, key: &WorldKey) -> TokenStream {
        let interface = self.interface(key);
        let module = snake(&interface.module);
        // An interface on both sides has two sets of types; the imported one stands apart.
        let module = if !exported && interface.exported {
            ident(&format!("imported_{}", interface.module.snake()))
        } else {
            module
        };
        let doc = docs(
            &interface.docs,
            &format!("The interface `{}`.", interface.id),
        );
        let path = self.abi_path(exported, key);
        quote! {
            #doc
            pub mod #module {
                #[allow(unused_imports)]
                pub use super::__abi::#path::*;
            }
        }
    }

    fn interface(&self, key: &WorldKey) -> &Interface {
        let id = match key {
            WorldKey::Name(name) => name.clone(),
            WorldKey::Interface(id) => self.resolve.id_of(*id).unwrap_or_default(),
        };
        self.world
            .interfaces
            .iter()
            .find(|interface| interface.id == id)
            .expect("every interface of the world was lowered")
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

    /// Functions and types of the world itself, its trait, and `export!`.
    fn emit_items(&self) -> TokenStream {
        let types = self
            .world
            .world_types
            .iter()
            .map(|id| camel(&self.world.ty(*id).name));
        let funcs = self
            .world
            .imported_funcs
            .iter()
            .map(|func| snake(&func.name));
        let guest = (!self.world.exported_funcs.is_empty()).then(|| quote!(Guest,));
        let exports = !(self.world.exports.is_empty() && self.world.exported_funcs.is_empty());
        let export = exports.then(|| self.emit_export());
        quote! {
            #[allow(unused_imports)]
            pub use __abi::{#(#types,)* #(#funcs,)* #guest};
            #export
        }
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
