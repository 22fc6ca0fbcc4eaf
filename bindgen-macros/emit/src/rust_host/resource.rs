//! Resources: owned Rust values with methods where the component exports them, the host's own values where it imports
//! them.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use wittgen_ir::{FuncKind, TypeDef, TypeId};

use super::Emitter;
use super::func::{Entry, Receiver};
use super::place::{self, Owner};
use super::ty::Types;
use crate::rust::{docs, host_type};

impl Emitter<'_> {
    /// The type of a resource.
    pub(super) fn emit_resource(&self, types: Types<'_>, id: TypeId) -> TokenStream {
        let def = self.world.ty(id);
        match types.owner(id) {
            Owner::Component | Owner::Runtime => self.emit_handle(def),
            Owner::Host => self.emit_host_resource(types, id, def),
        }
    }

    /// What goes over the boundary is the handle inside it.
    fn emit_handle(&self, def: &TypeDef) -> TokenStream {
        let rt = &self.rt;
        let name = host_type(&def.name);
        let doc = docs(&def.docs, &format!("The resource `{}`.", def.name));
        quote! {
            #doc
            #[allow(dead_code)]
            pub struct #name { __handle: #rt::Handle }
            #rt::resource!(#name);
        }
    }

    fn emit_host_resource(&self, types: Types<'_>, id: TypeId, def: &TypeDef) -> TokenStream {
        let (rt, facade) = (&self.rt, &self.facade);
        let name = host_type(&def.name);
        let doc = docs(&def.docs, &format!("The resource `{}`.", def.name));
        if let Some(path) = self.choices.types.get(&id) {
            let path = place::from(types.place, path);
            return quote!(#doc #[allow(dead_code)] pub type #name = #facade::Resource<#path>;);
        }
        let interface = self.resource_trait(types, id);
        let about = format!(
            " Any type that implements [`{interface}`] makes one: `{name}::new(value)`, or `value.into()`."
        );
        quote! {
            #doc
            #[doc = ""]
            #[doc = #about]
            #[allow(dead_code)]
            pub struct #name(#facade::Resource<dyn #interface>);
            #rt::host_resource!(#name, dyn #interface);
            #[allow(dead_code)]
            impl #name {
                /// Makes a resource of a value of the host's.
                pub fn new(value: impl #interface) -> Self {
                    Self(#facade::Resource::from_arc(::std::sync::Arc::new(value)))
                }
                /// The value, if it is of the type `T`.
                pub fn downcast_ref<T: #interface>(&self) -> ::std::option::Option<&T> {
                    let value: &dyn ::std::any::Any = &*self.0;
                    value.downcast_ref::<T>()
                }
            }
            impl<T: #interface> ::std::convert::From<T> for #name {
                fn from(value: T) -> Self {
                    Self::new(value)
                }
            }
        }
    }

    /// The name of the trait that the host implements for a resource.
    pub(super) fn resource_trait(&self, types: Types<'_>, id: TypeId) -> Ident {
        self.free_name(types, &format!("Host{}", self.world.ty(id).name.camel()))
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
        quote! {
            #[allow(dead_code, clippy::all)]
            impl #name { #(#methods)* }
        }
    }
}
