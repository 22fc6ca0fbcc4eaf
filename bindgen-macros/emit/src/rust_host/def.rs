//! Definitions of named types.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use wittgen_ir::{Case, Field, Type, TypeDef, TypeId, TypeKind};

use super::Emitter;
use super::place;
use super::ty::Types;
use crate::rust::{camel, docs, host_type, ident, snake};

impl Emitter<'_> {
    /// Defines a named type in the module of its owner.
    pub(super) fn emit_type(&self, types: Types<'_>, id: TypeId) -> TokenStream {
        let def = self.world.ty(id);
        if let Some(path) = self.choices.types.get(&id)
            && !matches!(def.kind, TypeKind::Resource)
        {
            return self.emit_substitute(types, def, path);
        }
        match &def.kind {
            TypeKind::Record(fields) => self.emit_record(types, def, fields),
            TypeKind::Variant(cases) => self.emit_variant(types, def, cases),
            TypeKind::Enum(cases) => self.emit_enum(types, def, cases),
            TypeKind::Flags(cases) => self.emit_flags(def, cases),
            TypeKind::Resource => self.emit_resource(types, id),
            TypeKind::Alias(ty) => {
                let (doc, name) = (
                    docs(&def.docs, &format!("`{}`", def.name)),
                    host_type(&def.name),
                );
                let generics = lifetime_of(types, ty);
                let ty = types.owned(ty, &quote!('a));
                quote!(#doc #[allow(dead_code, deprecated)] pub type #name #generics = #ty;)
            }
        }
    }

    /// An item of the user's in place of a type.
    fn emit_substitute(&self, types: Types<'_>, def: &TypeDef, path: &TokenStream) -> TokenStream {
        let name = host_type(&def.name);
        let doc = docs(&def.docs, &format!("`{}`", def.name));
        let path = place::from(types.place, path);
        quote!(#doc #[allow(dead_code, deprecated)] pub type #name = #path;)
    }

    fn emit_record(&self, types: Types<'_>, def: &TypeDef, fields: &[Field]) -> TokenStream {
        let (doc, name) = (
            docs(&def.docs, &format!("The record `{}`.", def.name)),
            host_type(&def.name),
        );
        let derives = self.derives(types, def, false);
        let component = self.component_attributes(&quote!(record));
        let error = self.error_impls(def, || display_record(fields));
        let generics = generics(types, &def.kind);
        let fields = fields.iter().map(|field| {
            let doc = docs(&field.docs, &format!("The field `{}`.", field.name));
            let (wit, name, ty) = (
                field.name.wit(),
                snake(&field.name),
                types.owned(&field.ty, &quote!('a)),
            );
            quote!(#doc #[component(name = #wit)] pub #name: #ty,)
        });
        quote! {
            #doc
            #derives
            #component
            #[allow(dead_code, deprecated)]
            pub struct #name #generics { #(#fields)* }
            #error
        }
    }

    fn emit_variant(&self, types: Types<'_>, def: &TypeDef, cases: &[Case]) -> TokenStream {
        let (doc, name) = (
            docs(&def.docs, &format!("The variant `{}`.", def.name)),
            host_type(&def.name),
        );
        let derives = self.derives(types, def, false);
        let component = self.component_attributes(&quote!(variant));
        let error = self.error_impls(def, || display_cases(types, cases));
        let generics = generics(types, &def.kind);
        let cases = cases.iter().map(|case| {
            let doc = docs(&case.docs, &format!("The case `{}`.", case.name));
            let (wit, name) = (case.name.wit(), camel(&case.name));
            let payload = case.ty.as_ref().map(|ty| {
                let ty = types.owned(ty, &quote!('a));
                quote!((#ty))
            });
            quote!(#doc #[component(name = #wit)] #name #payload,)
        });
        quote! {
            #doc
            #derives
            #component
            #[allow(dead_code, deprecated)]
            pub enum #name #generics { #(#cases)* }
            #error
        }
    }

    fn emit_enum(&self, types: Types<'_>, def: &TypeDef, cases: &[Case]) -> TokenStream {
        let (doc, name) = (
            docs(&def.docs, &format!("The enum `{}`.", def.name)),
            host_type(&def.name),
        );
        let derives = self.derives(types, def, true);
        let component = self.component_attributes(&quote!(enum));
        let error = self.error_impls(def, || display_cases(types, cases));
        let repr = match cases.len() {
            0..=256 => quote!(u8),
            257..=65536 => quote!(u16),
            _ => quote!(u32),
        };
        let cases = cases.iter().map(|case| {
            let doc = docs(&case.docs, &format!("The case `{}`.", case.name));
            let (wit, name) = (case.name.wit(), camel(&case.name));
            quote!(#doc #[component(name = #wit)] #name,)
        });
        quote! {
            #doc
            #derives
            #component
            #[repr(#repr)]
            #[allow(dead_code, deprecated)]
            pub enum #name { #(#cases)* }
            #error
        }
    }

    fn emit_flags(&self, def: &TypeDef, cases: &[Case]) -> TokenStream {
        let rt = &self.rt;
        let name = host_type(&def.name);
        let module = format_ident!("__flags_{}", def.name.snake());
        let consts = cases.iter().map(|case| {
            let (wit, name) = (case.name.wit(), ident(&case.name.shouty()));
            quote!(#[component(name = #wit)] const #name;)
        });
        quote! {
            #[doc(hidden)]
            #[allow(missing_docs, dead_code)]
            mod #module {
                use #rt::wasmtime;
                wasmtime::component::flags! { #name { #(#consts)* } }
            }
            #[allow(unused_imports)]
            pub use #module::#name;
        }
    }

    fn derives(&self, types: Types<'_>, def: &TypeDef, is_enum: bool) -> TokenStream {
        let rt = &self.rt;
        let has = |test: &dyn Fn(&Types<'_>, &Type) -> bool| {
            types.any_part(&def.kind, |types, ty| test(types, ty))
        };
        let mut traits = Vec::new();
        // The standard library has these traits for tuples of up to twelve.
        let is_long = has(&|types, ty| {
            types.any(
                ty,
                &|_, ty| matches!(ty, Type::Tuple(types) if types.len() > 12),
            )
        });
        if !speaks_in_debug(def) && !is_long {
            traits.push(quote!(Debug));
        }
        if !is_long && !has(&|types, ty| types.is_unique(ty)) {
            traits.push(quote!(Clone));
            traits.push(quote!(PartialEq));
            if !has(&|types, ty| !types.is_eq(ty)) {
                traits.push(quote!(Eq));
                traits.push(quote!(Hash));
            }
            if !has(&|types, ty| !types.is_copy(ty)) {
                traits.push(quote!(Copy));
            }
            if is_enum {
                traits.push(quote!(PartialOrd));
                traits.push(quote!(Ord));
            }
            let is_strict = !has(&|types, ty| !types.is_eq(ty));
            traits.extend(self.choices.more_derives(is_enum, is_strict));
        }
        // What refers to a resource only ever goes to the component.
        let lift = generics(types, &def.kind)
            .is_none()
            .then(|| quote!(#rt::Lift,));
        quote! {
            #[derive(#(#traits,)* #rt::ComponentType, #lift #rt::Lower)]
        }
    }

    fn component_attributes(&self, style: &TokenStream) -> TokenStream {
        let rt = &self.rt;
        quote!(#[component(#style)] #[component(wasmtime_crate = #rt::wasmtime)])
    }

    /// `Display` and `Error` for a type that some function fails with.
    fn error_impls(&self, def: &TypeDef, display: impl Fn() -> TokenStream) -> Option<TokenStream> {
        if !def.is_error {
            return None;
        }
        let name = host_type(&def.name);
        let display = display();
        let debug = speaks_in_debug(def).then(|| {
            quote! {
                impl ::std::fmt::Debug for #name {
                    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                        ::std::fmt::Display::fmt(self, f)
                    }
                }
            }
        });
        Some(quote! {
            #debug
            impl ::std::fmt::Display for #name {
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    #display
                }
            }
            impl ::std::error::Error for #name {}
        })
    }
}

/// `<'a>` for a type that refers to resources.
fn generics(types: Types<'_>, kind: &TypeKind) -> Option<TokenStream> {
    types
        .any_part(kind, Types::has_lifetime)
        .then(|| quote!(<'a>))
}

fn lifetime_of(types: Types<'_>, ty: &Type) -> Option<TokenStream> {
    types.has_lifetime(ty).then(|| quote!(<'a>))
}

/// Whether `Debug` writes what `Display` does. `main` and `unwrap` print an error by `Debug`, and the words of a
/// case leave nothing out; those of a record may.
fn speaks_in_debug(def: &TypeDef) -> bool {
    def.is_error && matches!(def.kind, TypeKind::Variant(_) | TypeKind::Enum(_))
}

/// A record speaks through its field `message`, where it has one.
fn display_record(fields: &[Field]) -> TokenStream {
    let message = fields
        .iter()
        .find(|field| field.name.wit() == "message" && field.ty == Type::String);
    match message {
        Some(field) => {
            let name = snake(&field.name);
            quote!(f.write_str(&self.#name))
        }
        None => quote!(::std::fmt::Debug::fmt(self, f)),
    }
}

/// A case speaks by its name, with what it carries behind it.
fn display_cases(types: Types<'_>, cases: &[Case]) -> TokenStream {
    if cases.is_empty() {
        return quote!(match *self {});
    }
    let arms = cases.iter().map(|case| {
        let name = camel(&case.name);
        let words = case.name.wit().replace('-', " ");
        match &case.ty {
            None => quote!(Self::#name => f.write_str(#words)),
            Some(ty) if shows(types, ty) => {
                let text = format!("{words}: {{}}");
                quote!(Self::#name(value) => write!(f, #text, value))
            }
            Some(_) => {
                let text = format!("{words}: {{:?}}");
                quote!(Self::#name(value) => write!(f, #text, value))
            }
        }
    });
    quote!(match self { #(#arms,)* })
}

/// Whether the Rust type has a `Display` of its own.
fn shows(types: Types<'_>, ty: &Type) -> bool {
    match ty {
        Type::Bool
        | Type::U8
        | Type::U16
        | Type::U32
        | Type::U64
        | Type::S8
        | Type::S16
        | Type::S32
        | Type::S64
        | Type::F32
        | Type::F64
        | Type::Char
        | Type::String => true,
        Type::Named(id) => match &types.world.ty(*id).kind {
            TypeKind::Alias(ty) => shows(types, ty),
            _ => types.world.ty(*id).is_error,
        },
        _ => false,
    }
}
