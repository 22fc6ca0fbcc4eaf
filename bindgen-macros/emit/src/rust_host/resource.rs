//! Resources that a component exports: owned Rust values with methods.

use proc_macro2::TokenStream;
use quote::quote;
use wittgen_ir::{FuncKind, TypeDef, TypeId};

use super::Emitter;
use super::func::{Entry, Receiver};
use super::ty::Types;
use crate::rust::{docs, host_type};

impl Emitter<'_> {
    /// The type of a resource. What goes over the boundary is the handle inside it.
    pub(super) fn emit_resource(&self, def: &TypeDef) -> TokenStream {
        let rt = &self.rt;
        let name = host_type(&def.name);
        let doc = docs(&def.docs, &format!("The resource `{}`.", def.name));
        quote! {
            #doc
            pub struct #name { __handle: #rt::Handle }
            #rt::resource!(#name);
        }
    }

    /// Constructors, static functions and methods of the resource `id`.
    pub(super) fn emit_methods(
        &self,
        types: Types<'_>,
        id: TypeId,
        entries: &[&Entry<'_>],
    ) -> TokenStream {
        let name = host_type(&self.world.ty(id).name);
        let methods = entries
            .iter()
            .filter(|entry| entry.func.kind.resource() == Some(id))
            .map(|entry| {
                let receiver = match entry.func.kind {
                    FuncKind::Method(_) => Receiver::Handle,
                    FuncKind::Constructor(_) | FuncKind::Static(_) | FuncKind::Free => {
                        Receiver::Explicit
                    }
                };
                self.emit_func(types, entry, receiver)
            });
        quote!(impl #name { #(#methods)* })
    }
}
