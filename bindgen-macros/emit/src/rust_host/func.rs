//! Functions that the component exports: a method that makes the call, and the entry that is checked when a component
//! is loaded.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use wittgen_ir::{Func, FuncKind, InterfaceId, Type};

use super::Emitter;
use super::place::{Place, Side};
use super::ty::Types;
use crate::rust::{docs, snake};

/// How a method reaches the instance that it calls.
#[derive(Clone, Copy)]
pub(super) enum Receiver {
    /// `&self`, in which `self.__instance` is the instance.
    Instance,
    /// `&self` of a resource, which is also the first parameter.
    Handle,
    /// None: the first parameter names the world or interface.
    Explicit,
}

/// An exported function and its number in the world's table.
pub(super) struct Entry<'a> {
    pub(super) index: usize,
    pub(super) interface: Option<InterfaceId>,
    pub(super) func: &'a Func,
}

impl Entry<'_> {
    /// The place of code for it that stands beside the world: it means the types of the function's own side.
    pub(super) fn beside_world(&self) -> Place {
        match self.interface {
            Some(_) => Place::beside_world(Side::Export),
            None => Place::WORLD,
        }
    }
}

impl Emitter<'_> {
    /// A method for `func`.
    pub(super) fn emit_func(
        &self,
        types: Types<'_>,
        entry: &Entry<'_>,
        receiver: Receiver,
    ) -> TokenStream {
        let (rt, facade) = (&self.rt, &self.facade);
        let func = entry.func;
        let index = entry.index;
        let name = match func.kind {
            FuncKind::Constructor(_) => crate::rust::ident("new"),
            FuncKind::Free if entry.interface.is_none() => self.world_method(func),
            FuncKind::Free | FuncKind::Method(_) | FuncKind::Static(_) => snake(&func.name),
        };
        let doc = self.func_docs(func);
        let params = func.params.iter().map(|param| {
            let (name, ty) = (snake(&param.name), types.param(&param.ty, &quote!()));
            quote!(#name: #ty)
        });
        let args = func
            .params
            .iter()
            .map(|param| types.argument(&param.ty, &snake(&param.name)));
        let (head, instance, first) = match receiver {
            Receiver::Instance => (quote!(&self,), quote!(&self.__instance), None),
            Receiver::Handle if types.is_async => (
                quote!(&self,),
                quote!(self.__handle.instance()),
                Some(quote!(#facade::Borrowed::from(self),)),
            ),
            Receiver::Handle => (
                quote!(&self,),
                quote!(self.__handle.instance()),
                Some(quote!(&self.__handle,)),
            ),
            Receiver::Explicit => (
                quote!(__on: &impl #rt::HasInstance,),
                quote!(#rt::HasInstance::instance(__on)),
                None,
            ),
        };
        let args = quote!((#first #(#args,)*));
        let is_async = self.choices.is_async(entry.interface, func);
        let wire = types.is_async.then(|| self.emit_wire(types, func));
        let call = quote!(#instance, #index, #args);
        let (output, body) = self.emit_call(types, func, is_async, wire.as_ref(), &call);
        let is_async = is_async.then(|| quote!(async));
        let params: Vec<TokenStream> = params.collect();
        let view = (!types.is_async)
            .then(|| self.emit_view(types, func, &name, &quote!(#head #(#params,)*), &call))
            .flatten();
        quote! {
            #doc
            pub #is_async fn #name(#head #(#params),*) -> #output {
                #body
            }
            #view
        }
    }

    /// For a function that returns a string or bytes, a second method that shows them without a copy.
    fn emit_view(
        &self,
        types: Types<'_>,
        func: &Func,
        name: &Ident,
        params: &TokenStream,
        args: &TokenStream,
    ) -> Option<TokenStream> {
        let (rt, facade) = (&self.rt, &self.facade);
        let seen = |ty: &Type| match ty {
            Type::String => Some(quote!(str)),
            Type::List(item) if **item == Type::U8 => Some(quote!([u8])),
            _ => None,
        };
        let (seen, failure, call) = match func.result.as_ref()? {
            Type::Result { ok: Some(ok), err } => {
                let seen = seen(ok)?;
                let (lifted, failure) = self.failure(types, err.as_deref());
                let call = quote!(
                    #rt::call_result_view::<_, #seen, #lifted, #failure, __R>(#args, __look)
                );
                (seen, quote!(#facade::CallError<#failure>), call)
            }
            ty => {
                let seen = seen(ty)?;
                let call = quote!(#rt::call_view::<_, #seen, __R>(#args, __look));
                (seen, quote!(#facade::Error), call)
            }
        };
        let name_of_view = format_ident!("{}_with", name);
        if self.is_taken(types, func, &name_of_view) {
            return None;
        }
        let doc = format!(
            " As [`{name}`](Self::{name}), but calls `look` with the result where it is, in the component's memory, without copying it."
        );
        Some(quote! {
            #[doc = #doc]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = ""]
            #[doc = " As there."]
            pub fn #name_of_view<__R>(
                #params __look: impl ::std::ops::FnOnce(&#seen) -> __R,
            ) -> ::std::result::Result<__R, #failure> {
                #call
            }
        })
    }

    /// Whether another exported function would have that name, or it is an accessor's.
    fn is_taken(&self, types: Types<'_>, func: &Func, name: &Ident) -> bool {
        let world = self.world;
        let interfaces = world.exports.iter().map(|id| &world.interface(*id).funcs);
        let mut funcs = interfaces.flatten().chain(&world.exported_funcs);
        let is_method = types.place.interface().is_some() && func.kind.resource().is_some();
        funcs.any(|other| snake(&other.name) == *name)
            || (!is_method && self.reserved().contains(&name.to_string()))
    }

    /// The name of the world's own function: with an underscore behind it where it is taken, as for a keyword.
    fn world_method(&self, func: &Func) -> Ident {
        let name = snake(&func.name);
        if self.reserved().contains(&name.to_string()) {
            format_ident!("{name}_")
        } else {
            name
        }
    }

    /// The types in which the parameters go over the boundary.
    fn emit_wire(&self, types: Types<'_>, func: &Func) -> TokenStream {
        let (rt, facade) = (&self.rt, &self.facade);
        let handle = match func.kind {
            FuncKind::Method(id) if types.is_async => {
                let path = types.path(id);
                Some(quote!(#facade::Borrowed<#path>,))
            }
            FuncKind::Method(_) => Some(quote!(&'static #rt::Handle,)),
            FuncKind::Free | FuncKind::Constructor(_) | FuncKind::Static(_) => None,
        };
        let params = func.params.iter().map(|param| types.wire(&param.ty));
        quote!((#handle #(#params,)*))
    }

    /// The method's return type and body for a call with `args`. `wire` is there in worlds with asynchronous
    /// functions.
    fn emit_call(
        &self,
        types: Types<'_>,
        func: &Func,
        is_async: bool,
        wire: Option<&TokenStream>,
        args: &TokenStream,
    ) -> (TokenStream, TokenStream) {
        let (rt, facade) = (&self.rt, &self.facade);
        let owned = |ty: &Type| types.owned(ty, &quote!('static));
        let call = |result: TokenStream| match wire {
            None => quote!(#rt::call::<_, #result>(#args)),
            Some(wire) if is_async => quote!(#rt::call_async::<#wire, #result>(#args).await),
            Some(wire) => quote!(#rt::call_blocking::<#wire, #result>(#args)),
        };
        match &func.result {
            None => (
                quote!(::std::result::Result<(), #facade::Error>),
                call(quote!(())),
            ),
            Some(Type::Result { ok, err }) => {
                let ok = ok.as_ref().map_or_else(|| quote!(()), |ty| owned(ty));
                let (lifted, failure) = self.failure(types, err.as_deref());
                let body = if wire.is_some() {
                    let call = call(quote!((::std::result::Result<#ok, #lifted>,)));
                    quote!(#rt::flatten::<#ok, #lifted, #failure>(#call))
                } else {
                    quote!(#rt::call_result::<_, #ok, #lifted, #failure>(#args))
                };
                (
                    quote!(::std::result::Result<#ok, #facade::CallError<#failure>>),
                    body,
                )
            }
            Some(ty) => {
                let ty = owned(ty);
                let call = call(quote!((#ty,)));
                (
                    quote!(::std::result::Result<#ty, #facade::Error>),
                    quote!(#call.map(|(__result,)| __result)),
                )
            }
        }
    }

    /// What a `result` fails with: as it comes over the boundary, and as the caller gets it.
    fn failure(&self, types: Types<'_>, err: Option<&Type>) -> (TokenStream, TokenStream) {
        let facade = &self.facade;
        match err {
            Some(ty) => {
                let ty = types.owned(ty, &quote!('static));
                (ty.clone(), ty)
            }
            None => (quote!(()), quote!(#facade::Unexplained)),
        }
    }

    fn func_docs(&self, func: &Func) -> TokenStream {
        let doc = docs(&func.docs, &format!("Calls `{}`.", func.id));
        let errors = match &func.result {
            Some(Type::Result { .. }) => {
                " `CallError::Guest` with what the function itself fails with, `CallError::Host` when it could not be run to its end."
            }
            _ => " When the function could not be run to its end.",
        };
        quote!(#doc #[doc = ""] #[doc = " # Errors"] #[doc = ""] #[doc = #errors])
    }

    /// The entry in the world's table, by which a component is checked when it is loaded.
    pub(super) fn emit_entry(&self, types: Types<'_>, entry: &Entry<'_>) -> TokenStream {
        let rt = &self.rt;
        let func = entry.func;
        let index = entry.index;
        let types = Types {
            place: entry.beside_world(),
            ..types
        };
        let params = self.emit_wire(types, func);
        let result = func.result.as_ref().map(|ty| {
            let ty = types.owned(ty, &quote!('static));
            quote!(#ty,)
        });
        quote!(#rt::Export::new::<#params, (#result)>(&__signature::FUNCS[#index]))
    }
}
