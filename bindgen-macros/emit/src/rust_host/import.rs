//! What the world imports: a trait `Host` for each interface, one for each of its resources, and the code that puts
//! an implementation where components find it.
//!
//! ```text
//! interface store {                       pub mod store {
//!   resource blob { size: func() -> u64; }    pub struct Blob(..);  pub trait HostBlob { fn size(&self) -> u64; }
//!   get: func(k: string) -> option<blob>;     pub trait Host { fn get(&self, k: &str) -> Option<Blob>; }
//! }                                           pub fn __link<H: Host>(linker, host: &Arc<H>)
//!                                         }
//! world app { import store; }             impl<H: store::Host> Imports<H> for App { .. }
//! ```
//!
//! A constructor or static function of a resource is a function of `Host`, with the resource's name in front. Strings
//! and lists of bytes are lent from the component's memory; everything else is the function's own.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use wittgen_ir::{Func, FuncKind, InterfaceId, Type, TypeId, TypeKind};

use super::Emitter;
use super::place::{self, Place, Side};
use super::ty::Types;
use crate::rust::{docs, host_type, ident, snake};

/// What an interface, or the world itself, imports.
pub(super) struct Imported<'a> {
    pub(super) interface: Option<InterfaceId>,
    pub(super) types: &'a [TypeId],
    pub(super) funcs: &'a [Func],
}

impl Imported<'_> {
    /// Whether there is nothing for a host to provide.
    pub(super) fn is_empty(&self, emitter: &Emitter<'_>) -> bool {
        self.funcs.is_empty() && self.resources(emitter).next().is_none()
    }

    fn resources<'a>(&'a self, emitter: &'a Emitter<'_>) -> impl Iterator<Item = TypeId> + 'a {
        self.types
            .iter()
            .copied()
            .filter(|id| matches!(emitter.world.ty(*id).kind, TypeKind::Resource))
    }
}

impl<'w> Emitter<'w> {
    /// What the world imports by itself.
    pub(super) fn imported_by_world(&self) -> Imported<'w> {
        Imported {
            interface: None,
            types: &self.world.world_types,
            funcs: &self.world.imported_funcs,
        }
    }

    /// What the world imports through an interface.
    pub(super) fn imported(&self, id: InterfaceId) -> Imported<'w> {
        let interface = self.world.interface(id);
        Imported {
            interface: Some(id),
            types: &interface.types,
            funcs: &interface.funcs,
        }
    }

    /// A name that no type has at a place.
    pub(super) fn free_name(&self, types: Types<'_>, name: &str) -> Ident {
        let owned: Vec<TypeId> = match types.place.interface() {
            Some(id) => self.world.interface(id).types.clone(),
            None => self.world.world_types.clone(),
        };
        let taken = owned
            .into_iter()
            .any(|id| host_type(&self.world.ty(id).name) == name);
        let is_world = types.place.interface().is_none() && self.struct_name() == name;
        if taken || is_world {
            format_ident!("{name}_")
        } else {
            ident(name)
        }
    }

    /// The traits, and the function that links them.
    pub(super) fn emit_imported(&self, types: Types<'_>, imported: &Imported<'_>) -> TokenStream {
        if imported.is_empty(self) {
            return TokenStream::new();
        }
        let facade = &self.facade;
        let host = self.free_name(types, "Host");
        let own = imported
            .funcs
            .iter()
            .filter(|func| !matches!(func.kind, FuncKind::Method(_)));
        let mut taken = HashSet::new();
        let names: Vec<(&Func, Ident)> = own
            .map(|func| (func, self.host_name(func, &mut taken)))
            .collect();
        let signatures = names
            .iter()
            .map(|(func, name)| self.emit_signature(types, imported, func, name));
        let resources: Vec<TokenStream> = imported
            .resources(self)
            .map(|id| self.emit_resource_trait(types, imported, id))
            .collect();
        let what = match imported.interface {
            Some(id) => format!("the interface `{}`", self.world.interface(id).id),
            None => format!("the functions of the world `{}`", self.world.name),
        };
        let doc = format!(" What the host provides as {what}; see `wittgen::Builder::imports`.");
        let rt = &self.rt;
        let scope = match imported.interface {
            Some(id) => {
                let id = &self.world.interface(id).id;
                quote!(::std::option::Option::Some(#id))
            }
            None => quote!(::std::option::Option::None),
        };
        let links = self.emit_links(types, imported, &host, &names);
        quote! {
            #[doc = #doc]
            #[allow(dead_code, clippy::all)]
            pub trait #host: ::std::marker::Send + ::std::marker::Sync + 'static {
                #(#signatures)*
            }
            #(#resources)*
            #[doc(hidden)]
            #[allow(dead_code, deprecated, unused_variables, clippy::all)]
            pub fn __link<H: #host>(
                linker: &mut #rt::Linker<'_>,
                host: &::std::sync::Arc<H>,
            ) -> ::std::result::Result<(), #facade::Error> {
                let mut scope = linker.scope(#scope)?;
                #links
                ::std::result::Result::Ok(())
            }
        }
    }

    /// The name of a function in the trait `Host`.
    fn host_name(&self, func: &Func, taken: &mut HashSet<String>) -> Ident {
        let mut name = match func.kind {
            FuncKind::Constructor(id) => format_ident!("{}_new", self.world.ty(id).name.snake()),
            FuncKind::Static(id) => {
                let resource = self.world.ty(id).name.snake();
                format_ident!("{resource}_{}", func.name.snake())
            }
            FuncKind::Free | FuncKind::Method(_) => snake(&func.name),
        };
        while !taken.insert(name.to_string()) {
            name = format_ident!("{name}_");
        }
        name
    }

    /// The trait of a resource's methods.
    fn emit_resource_trait(
        &self,
        types: Types<'_>,
        imported: &Imported<'_>,
        id: TypeId,
    ) -> TokenStream {
        let def = self.world.ty(id);
        let name = self.resource_trait(types, id);
        let doc = format!(
            " What a value of the host's must do to be a `{}`. Dropping it is the end of the resource.",
            def.name
        );
        let methods = imported
            .funcs
            .iter()
            .filter(|func| func.kind == FuncKind::Method(id))
            .map(|func| self.emit_signature(types, imported, func, &snake(&func.name)));
        quote! {
            #[doc = #doc]
            #[allow(dead_code, clippy::all)]
            pub trait #name: ::std::any::Any + ::std::marker::Send + ::std::marker::Sync {
                #(#methods)*
            }
        }
    }

    fn is_async(&self, imported: &Imported<'_>, func: &Func) -> bool {
        self.choices.is_async(imported.interface, func)
    }

    /// A function as the host implements it.
    fn emit_signature(
        &self,
        types: Types<'_>,
        imported: &Imported<'_>,
        func: &Func,
        name: &Ident,
    ) -> TokenStream {
        let facade = &self.facade;
        let is_async = self.is_async(imported, func);
        let trappable = self.choices.is_trappable(imported.interface, func);
        let doc = docs(&func.docs, &format!("Provides `{}`.", func.id));
        // The future of a method outlives the call: it may hold what it was lent.
        let keeps = is_async && matches!(func.kind, FuncKind::Method(_));
        let params = func.params.iter().map(|param| {
            let name = snake(&param.name);
            let ty = match &param.ty {
                Type::Borrow(_) if keeps => types.lifted(&param.ty, is_async),
                ty => types.given(ty, is_async),
            };
            quote!(#name: #ty)
        });
        let result = self.host_result(types, func, trappable);
        let output = match (is_async, func.kind) {
            (false, _) if func.result.is_none() && !trappable => None,
            (false, _) => Some(quote!(-> #result)),
            // The trait of a resource is used as `dyn`.
            (true, FuncKind::Method(_)) => Some(quote!(-> #facade::BoxFuture<'_, #result>)),
            (true, _) => Some(quote! {
                -> impl ::std::future::Future<Output = #result> + ::std::marker::Send
            }),
        };
        quote!(#doc fn #name(&self, #(#params),*) #output;)
    }

    /// What the host's function returns.
    fn host_result(&self, types: Types<'_>, func: &Func, trappable: bool) -> TokenStream {
        let facade = &self.facade;
        let owned = |ty: &Type| types.owned(ty, &quote!('static));
        let part = |ty: &Option<Box<Type>>| ty.as_ref().map_or_else(|| quote!(()), |ty| owned(ty));
        match (&func.result, trappable) {
            (Some(Type::Result { ok, err }), true) => {
                let (ok, err) = (part(ok), part(err));
                quote!(::std::result::Result<#ok, #facade::CallError<#err>>)
            }
            (result, _) => {
                let result = result.as_ref().map_or_else(|| quote!(()), owned);
                if trappable {
                    quote!(::std::result::Result<#result, #facade::Error>)
                } else {
                    result
                }
            }
        }
    }

    /// Puts every resource and function in the linker.
    fn emit_links(
        &self,
        types: Types<'_>,
        imported: &Imported<'_>,
        host: &Ident,
        names: &[(&Func, Ident)],
    ) -> TokenStream {
        let resources = imported.resources(self).map(|id| {
            let def = self.world.ty(id);
            let (name, ty) = (def.name.wit(), host_type(&def.name));
            quote!(scope.resource::<#ty>(#name)?;)
        });
        let free = names
            .iter()
            .map(|(func, name)| self.emit_link(types, imported, host, func, name));
        let methods = imported
            .funcs
            .iter()
            .filter(|func| matches!(func.kind, FuncKind::Method(_)))
            .map(|func| self.emit_link(types, imported, host, func, &snake(&func.name)));
        quote!(#(#resources)* #(#free)* #(#methods)*)
    }

    fn emit_link(
        &self,
        types: Types<'_>,
        imported: &Imported<'_>,
        host: &Ident,
        func: &Func,
        name: &Ident,
    ) -> TokenStream {
        let (rt, facade) = (&self.rt, &self.facade);
        let is_async = self.is_async(imported, func);
        let wit = &func.id;
        let method = match func.kind {
            FuncKind::Method(id) => Some(id),
            FuncKind::Free | FuncKind::Constructor(_) | FuncKind::Static(_) => None,
        };
        let params: Vec<Ident> = (0..func.params.len())
            .map(|index| format_ident!("__p{index}"))
            .collect();
        let lifted = func
            .params
            .iter()
            .map(|param| types.lifted(&param.ty, is_async));
        let (this, this_type) = match method {
            Some(id) => {
                let path = types.path(id);
                (
                    Some(quote!(__this,)),
                    Some(quote!(#facade::Borrowed<#path>,)),
                )
            }
            None => (None, None),
        };
        let args = func.params.iter().zip(&params).map(|(param, name)| {
            if is_async && method.is_some() && matches!(param.ty, Type::Borrow(_)) {
                quote!(#name)
            } else {
                types.give(&param.ty, name, is_async)
            }
        });
        let callee = match method {
            Some(id) => {
                let interface = self.resource_trait(types, id);
                quote!(#interface::#name(&**__this, #(#args),*))
            }
            None => quote!(<H as #host>::#name(&__host, #(#args),*)),
        };
        let call = if is_async {
            quote!(#callee.await)
        } else {
            callee
        };
        let answer = self.emit_answer(imported, func, &call);
        let clone = method
            .is_none()
            .then(|| quote!(let __host = ::std::sync::Arc::clone(host);));
        let pattern = quote!((#this #(#params,)*): (#this_type #(#lifted,)*));
        if !is_async {
            return quote! {
                {
                    #clone
                    scope.func(#wit, move |__caller: &#rt::Caller<'_>, #pattern| {
                        #answer
                    })?;
                }
            };
        }
        let register = if func.is_async {
            quote!(func_concurrent)
        } else {
            quote!(func_async)
        };
        let again = method
            .is_none()
            .then(|| quote!(let __host = ::std::sync::Arc::clone(&__host);));
        quote! {
            {
                #clone
                scope.#register(#wit, move |#pattern| {
                    #again
                    async move { #answer }
                })?;
            }
        }
    }

    /// Wraps what the host's function returned as the function's results.
    fn emit_answer(&self, imported: &Imported<'_>, func: &Func, call: &TokenStream) -> TokenStream {
        let rt = &self.rt;
        let trappable = self.choices.is_trappable(imported.interface, func);
        match (&func.result, trappable) {
            (None, false) => quote!(#call; ::std::result::Result::Ok(())),
            (None, true) => quote!(#call.map_err(#rt::fail)),
            (Some(Type::Result { .. }), true) => {
                quote!(::std::result::Result::Ok((#rt::settle(#call)?,)))
            }
            (Some(_), true) => {
                quote!(::std::result::Result::Ok((#call.map_err(#rt::fail)?,)))
            }
            (Some(_), false) => quote!(::std::result::Result::Ok((#call,))),
        }
    }

    /// What the host's functions look like, to hold a component's imports against.
    pub(super) fn emit_import_signatures(&self) -> Option<TokenStream> {
        let rt = &self.rt;
        let interfaces = self
            .world
            .imports
            .iter()
            .filter(|id| !place::is_provided(self.world.interface(**id)))
            .map(|id| self.imported(*id));
        let funcs = interfaces.chain([self.imported_by_world()]).flat_map(|it| {
            let interface = it.interface;
            it.funcs.iter().map(move |func| (interface, func))
        });
        let signatures = self.emit_signatures(funcs)?;
        Some(quote! {
            #[allow(deprecated)]
            fn imports() -> &'static [#rt::signature::Func] {
                #signatures
                &__signature::FUNCS
            }
        })
    }

    /// The world's implementation of `Imports` for whatever implements all its traits.
    pub(super) fn emit_imports(&self, types: Types<'_>) -> TokenStream {
        let (rt, facade) = (&self.rt, &self.facade);
        let own = self.imported_by_world();
        let mut bounds = Vec::new();
        let mut links = Vec::new();
        for id in &self.world.imports {
            if place::is_provided(self.world.interface(*id)) || self.imported(*id).is_empty(self) {
                continue;
            }
            let unit = (*id, Side::Import);
            let Some(module) = place::module_path(self.world, self.choices, Place::WORLD, unit)
            else {
                continue;
            };
            let inside = Types {
                place: Place::within(unit),
                ..types
            };
            let host = self.free_name(inside, "Host");
            bounds.push(quote!(#module::#host));
            links.push(quote!(#module::__link(linker, host)?;));
        }
        if !own.is_empty(self) {
            let host = self.free_name(types, "Host");
            bounds.push(quote!(#host));
            links.push(quote!(__link(linker, host)?;));
        }
        if bounds.is_empty() {
            return TokenStream::new();
        }
        let name = self.struct_name();
        quote! {
            #[allow(deprecated)]
            impl<H> #facade::Imports<H> for #name
            where
                H: #(#bounds)+*
            {
                fn link(
                    linker: &mut #rt::Linker<'_>,
                    host: &::std::sync::Arc<H>,
                ) -> ::std::result::Result<(), #facade::Error> {
                    #(#links)*
                    ::std::result::Result::Ok(())
                }
            }
        }
    }
}
