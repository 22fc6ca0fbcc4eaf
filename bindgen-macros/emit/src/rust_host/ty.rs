//! Rust types for WIT types: owned, and as a parameter borrows them.
//!
//! A lent resource is a reference where the component exports it, so that the compiler checks its lifetime.
//! Inside other values it is a `Borrowed` where the host implements it, or where a call outlives the
//! statement that makes it (in worlds with asynchronous functions).

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use wittgen_ir::{Type, TypeId, TypeKind, World};

use super::place::{self, Owner, Place};
use crate::choices::Choices;

/// How the pieces of a type are named from where it is written.
#[derive(Clone, Copy)]
pub(super) struct Types<'a> {
    pub(super) world: &'a World,
    pub(super) choices: &'a Choices,
    pub(super) place: Place,
    /// Whether the world has asynchronous functions, so that arguments must be owned.
    pub(super) is_async: bool,
}

impl Types<'_> {
    fn facade(&self) -> &TokenStream {
        &self.choices.crate_path
    }

    /// The path to a named type.
    pub(super) fn path(&self, id: TypeId) -> TokenStream {
        place::type_path(self.world, self.choices, self.place, id)
    }

    /// The same types seen from where `id` is declared.
    fn at(&self, id: TypeId) -> Self {
        Self {
            place: place::declared(self.world, self.place, id),
            ..*self
        }
    }

    /// Who implements a resource.
    pub(super) fn owner(&self, id: TypeId) -> Owner {
        place::owner(self.world, self.place, id)
    }

    /// The type of a value that the caller owns. `lifetime` is that of the resources lent in it.
    pub(super) fn owned(&self, ty: &Type, lifetime: &TokenStream) -> TokenStream {
        let owned = |ty: &Type| self.owned(ty, lifetime);
        let optional =
            |ty: &Option<Box<Type>>| ty.as_ref().map_or_else(|| quote!(()), |ty| owned(ty));
        let facade = self.facade();
        match ty {
            Type::Bool => quote!(bool),
            Type::U8 => quote!(u8),
            Type::U16 => quote!(u16),
            Type::U32 => quote!(u32),
            Type::U64 => quote!(u64),
            Type::S8 => quote!(i8),
            Type::S16 => quote!(i16),
            Type::S32 => quote!(i32),
            Type::S64 => quote!(i64),
            Type::F32 => quote!(f32),
            Type::F64 => quote!(f64),
            Type::Char => quote!(char),
            Type::String => quote!(::std::string::String),
            Type::ErrorContext => quote!(#facade::ErrorContext),
            Type::List(ty) => {
                let ty = owned(ty);
                quote!(::std::vec::Vec<#ty>)
            }
            Type::FixedList(ty, len) => {
                let ty = owned(ty);
                let len = *len as usize;
                quote!([#ty; #len])
            }
            Type::Map(key, value) => {
                let (key, value) = (owned(key), owned(value));
                quote!(::std::collections::HashMap<#key, #value>)
            }
            Type::Option(ty) => {
                let ty = owned(ty);
                quote!(::std::option::Option<#ty>)
            }
            Type::Result { ok, err } => {
                let (ok, err) = (optional(ok), optional(err));
                quote!(::std::result::Result<#ok, #err>)
            }
            Type::Tuple(types) => {
                let types = types.iter().map(owned);
                quote!((#(#types,)*))
            }
            Type::Named(id) | Type::Own(id) => {
                let path = self.path(*id);
                if self.has_lifetime(ty) {
                    quote!(#path<#lifetime>)
                } else {
                    path
                }
            }
            Type::Borrow(id) => {
                let path = self.path(*id);
                if self.lends_by_reference(*id) {
                    quote!(& #lifetime #path)
                } else {
                    quote!(#facade::Borrowed<#path>)
                }
            }
            Type::Stream(ty) => {
                let ty = optional(ty);
                quote!(#facade::StreamReader<#ty>)
            }
            Type::Future(ty) => {
                let ty = optional(ty);
                quote!(#facade::FutureReader<#ty>)
            }
        }
    }

    /// Whether a resource that is lent inside another value is a reference there.
    fn lends_by_reference(&self, id: TypeId) -> bool {
        !self.is_async && self.owner(id) != Owner::Host
    }

    /// The type of an argument of a call into the component: borrowed wherever that saves the caller a copy.
    ///
    /// `lifetime` names the lifetime of the references, where they need one.
    pub(super) fn param(&self, ty: &Type, lifetime: &TokenStream) -> TokenStream {
        if self.is_async {
            return match ty {
                Type::Borrow(id) => {
                    let path = self.path(*id);
                    quote!(& #lifetime #path)
                }
                _ => self.owned(ty, lifetime),
            };
        }
        match ty {
            _ if self.moves(ty) => self.owned(ty, lifetime),
            Type::String => quote!(& #lifetime str),
            Type::List(item) => {
                let item = self.item(item, lifetime);
                quote!(& #lifetime [#item])
            }
            Type::Option(ty) => {
                let ty = self.param(ty, lifetime);
                quote!(::std::option::Option<#ty>)
            }
            Type::Result { ok, err } => {
                let part = |ty: &Option<Box<Type>>| {
                    ty.as_ref()
                        .map_or_else(|| quote!(()), |ty| self.param(ty, lifetime))
                };
                let (ok, err) = (part(ok), part(err));
                quote!(::std::result::Result<#ok, #err>)
            }
            Type::Tuple(types) => {
                let types = types.iter().map(|ty| self.param(ty, lifetime));
                quote!((#(#types,)*))
            }
            Type::FixedList(..) | Type::Map(..) => {
                let owned = self.owned(ty, lifetime);
                quote!(& #lifetime #owned)
            }
            Type::Named(id) => self.named_param(*id, ty, lifetime),
            Type::Borrow(id) => {
                let path = self.path(*id);
                quote!(& #lifetime #path)
            }
            _ => self.owned(ty, lifetime),
        }
    }

    /// A named type: an alias of a string or list as what it stands for, anything else by reference or, where that
    /// is no more than a copy, by value.
    fn named_param(&self, id: TypeId, ty: &Type, lifetime: &TokenStream) -> TokenStream {
        let mut target = id;
        while !self.choices.types.contains_key(&target) {
            match &self.world.ty(target).kind {
                TypeKind::Alias(Type::Named(next)) => target = *next,
                TypeKind::Alias(anonymous) => return self.param(anonymous, lifetime),
                _ => break,
            }
        }
        self.reference(ty, lifetime)
    }

    fn reference(&self, ty: &Type, lifetime: &TokenStream) -> TokenStream {
        let owned = self.owned(ty, lifetime);
        if self.is_copy(ty) {
            owned
        } else {
            quote!(& #lifetime #owned)
        }
    }

    /// The type of an item in a list that is passed as a slice.
    fn item(&self, ty: &Type, lifetime: &TokenStream) -> TokenStream {
        match ty {
            Type::String | Type::List(_) => self.param(ty, lifetime),
            Type::Tuple(types) => {
                let types = types.iter().map(|ty| self.item(ty, lifetime));
                quote!((#(#types,)*))
            }
            Type::Option(ty) => {
                let ty = self.item(ty, lifetime);
                quote!(::std::option::Option<#ty>)
            }
            _ => self.owned(ty, lifetime),
        }
    }

    /// How the argument called `name` is handed on to the call.
    pub(super) fn argument(&self, ty: &Type, name: &Ident) -> TokenStream {
        let facade = self.facade();
        match ty {
            Type::Borrow(_) if self.is_async => quote!(#facade::Borrowed::from(#name)),
            _ => quote!(#name),
        }
    }

    /// The type of that.
    pub(super) fn wire(&self, ty: &Type) -> TokenStream {
        let facade = self.facade();
        match ty {
            Type::Borrow(id) if self.is_async => {
                let path = self.path(*id);
                quote!(#facade::Borrowed<#path>)
            }
            _ => self.param(ty, &quote!('static)),
        }
    }

    /// The type by which a function of the host gets a parameter.
    pub(super) fn given(&self, ty: &Type, is_async: bool) -> TokenStream {
        match ty {
            Type::String if !is_async => quote!(&str),
            Type::List(item) if !is_async && **item == Type::U8 => quote!(&[u8]),
            Type::Borrow(id) => {
                let path = self.path(*id);
                quote!(&#path)
            }
            _ => self.owned(ty, &quote!('_)),
        }
    }

    /// The type in which that comes over the boundary.
    pub(super) fn lifted(&self, ty: &Type, is_async: bool) -> TokenStream {
        let facade = self.facade();
        match ty {
            Type::String if !is_async => quote!(#facade::__private::WasmStr),
            Type::List(item) if !is_async && **item == Type::U8 => {
                quote!(#facade::__private::WasmList<u8>)
            }
            Type::Borrow(id) => {
                let path = self.path(*id);
                quote!(#facade::Borrowed<#path>)
            }
            _ => self.owned(ty, &quote!('static)),
        }
    }

    /// How the host's function is given what was lifted as `name`.
    pub(super) fn give(&self, ty: &Type, name: &Ident, is_async: bool) -> TokenStream {
        match ty {
            Type::String if !is_async => quote!(&__caller.str(&#name)?),
            Type::List(item) if !is_async && **item == Type::U8 => quote!(__caller.bytes(&#name)),
            Type::Borrow(_) => quote!(&#name),
            _ => quote!(#name),
        }
    }

    /// Whether passing a value moves it: it holds a resource, a stream or a future that it gives away.
    fn moves(&self, ty: &Type) -> bool {
        self.any(ty, &|_, ty| {
            matches!(
                ty,
                Type::Own(_) | Type::Stream(_) | Type::Future(_) | Type::ErrorContext
            )
        })
    }

    /// Whether a value holds what can't be cloned or compared.
    pub(super) fn is_unique(&self, ty: &Type) -> bool {
        self.moves(ty) || self.any(ty, &|_, ty| matches!(ty, Type::Borrow(_)))
    }

    /// Whether a type is written with a lifetime: it holds a reference to a resource.
    pub(super) fn has_lifetime(&self, ty: &Type) -> bool {
        self.any(
            ty,
            &|types, ty| matches!(ty, Type::Borrow(id) if types.lends_by_reference(*id)),
        )
    }

    /// Whether values can be compared for equality in the strict sense of `Eq`.
    pub(super) fn is_eq(&self, ty: &Type) -> bool {
        !self.any(ty, &|_, ty| {
            matches!(ty, Type::F32 | Type::F64 | Type::Map(..))
        })
    }

    /// Whether a value can be copied bit by bit.
    pub(super) fn is_copy(&self, ty: &Type) -> bool {
        !self.is_unique(ty)
            && !self.any(ty, &|types, ty| match ty {
                Type::String | Type::List(_) | Type::Map(..) => true,
                Type::Named(id) => types.choices.types.contains_key(id),
                _ => false,
            })
    }

    /// Whether `test` holds for `ty` or for any type in it, named types included.
    pub(super) fn any(&self, ty: &Type, test: &dyn Fn(&Self, &Type) -> bool) -> bool {
        self.any_new(ty, test, &mut HashSet::new())
    }

    /// The same, but for the named types that were walked already.
    fn any_new(
        &self,
        ty: &Type,
        test: &dyn Fn(&Self, &Type) -> bool,
        walked: &mut HashSet<(Place, TypeId)>,
    ) -> bool {
        if test(self, ty) {
            return true;
        }
        let Type::Named(id) = ty else {
            let mut parts = ty.parts().into_iter();
            return parts.any(|part| self.any_new(part, test, walked));
        };
        let there = self.at(*id);
        if !walked.insert((there.place, *id)) {
            return false;
        }
        let kind = &self.world.ty(*id).kind;
        kind_parts(kind).any(|part| there.any_new(part, test, walked))
    }

    /// Whether `test` holds for a part of a named type.
    pub(super) fn any_part(&self, kind: &TypeKind, test: impl Fn(&Self, &Type) -> bool) -> bool {
        kind_parts(kind).any(|part| test(self, part))
    }
}

/// The types that a named type is made of.
fn kind_parts(kind: &TypeKind) -> impl Iterator<Item = &Type> {
    let parts: Vec<&Type> = match kind {
        TypeKind::Record(fields) => fields.iter().map(|field| &field.ty).collect(),
        TypeKind::Variant(cases) => cases.iter().filter_map(|case| case.ty.as_ref()).collect(),
        TypeKind::Alias(ty) => vec![ty],
        TypeKind::Enum(_) | TypeKind::Flags(_) | TypeKind::Resource => Vec::new(),
    };
    parts.into_iter()
}
