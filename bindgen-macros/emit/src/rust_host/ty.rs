//! Rust types for WIT types: owned, and as a parameter borrows them.

use proc_macro2::TokenStream;
use quote::quote;
use wittgen_ir::{Type, TypeId, TypeKind, World};

use crate::rust::{Place, type_path};

/// How the pieces of a type are named from where it is written.
#[derive(Clone, Copy)]
pub(super) struct Types<'a> {
    pub(super) world: &'a World,
    pub(super) place: Place,
}

impl Types<'_> {
    /// The type of a value that the caller owns.
    pub(super) fn owned(&self, ty: &Type) -> TokenStream {
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
            Type::List(ty) => {
                let ty = self.owned(ty);
                quote!(::std::vec::Vec<#ty>)
            }
            Type::FixedList(ty, len) => {
                let ty = self.owned(ty);
                let len = *len as usize;
                quote!([#ty; #len])
            }
            Type::Map(key, value) => {
                let (key, value) = (self.owned(key), self.owned(value));
                quote!(::std::collections::HashMap<#key, #value>)
            }
            Type::Option(ty) => {
                let ty = self.owned(ty);
                quote!(::std::option::Option<#ty>)
            }
            Type::Result { ok, err } => {
                let (ok, err) = (self.optional(ok), self.optional(err));
                quote!(::std::result::Result<#ok, #err>)
            }
            Type::Tuple(types) => {
                let types = types.iter().map(|ty| self.owned(ty));
                quote!((#(#types,)*))
            }
            Type::Named(id) | Type::Own(id) => type_path(self.world, self.place, *id),
            Type::Borrow(id) => {
                let path = type_path(self.world, self.place, *id);
                quote!(&#path)
            }
            Type::ErrorContext | Type::Stream(_) | Type::Future(_) => {
                unreachable!("refused when the world was checked")
            }
        }
    }

    fn optional(&self, ty: &Option<Box<Type>>) -> TokenStream {
        ty.as_ref().map_or_else(|| quote!(()), |ty| self.owned(ty))
    }

    /// The type of a parameter: borrowed wherever that saves the caller a copy.
    ///
    /// `lifetime` names the lifetime of the references, where they need one.
    pub(super) fn param(&self, ty: &Type, lifetime: &TokenStream) -> TokenStream {
        match ty {
            _ if self.holds_own(ty) => self.owned(ty),
            Type::String => quote!(&#lifetime str),
            Type::List(item) => {
                let item = self.item(item, lifetime);
                quote!(&#lifetime [#item])
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
                let owned = self.owned(ty);
                quote!(&#lifetime #owned)
            }
            Type::Named(id) => self.named_param(*id, ty, lifetime),
            Type::Borrow(id) => {
                let path = type_path(self.world, self.place, *id);
                quote!(&#lifetime #path)
            }
            _ => self.owned(ty),
        }
    }

    /// A named type: an alias as what it stands for, the small ones by value.
    fn named_param(&self, id: TypeId, ty: &Type, lifetime: &TokenStream) -> TokenStream {
        match &self.world.resolve(id).kind {
            TypeKind::Alias(target) => self.param(target, lifetime),
            TypeKind::Enum(_) | TypeKind::Flags(_) => self.owned(ty),
            TypeKind::Record(_) | TypeKind::Variant(_) if self.is_copy(ty) => self.owned(ty),
            TypeKind::Record(_) | TypeKind::Variant(_) | TypeKind::Resource => {
                let path = type_path(self.world, self.place, id);
                quote!(&#lifetime #path)
            }
        }
    }

    /// The type of an item in a list that is passed as a slice.
    fn item(&self, ty: &Type, lifetime: &TokenStream) -> TokenStream {
        match ty {
            Type::String | Type::List(_) | Type::Borrow(_) => self.param(ty, lifetime),
            Type::Tuple(types) => {
                let types = types.iter().map(|ty| self.item(ty, lifetime));
                quote!((#(#types,)*))
            }
            Type::Option(ty) => {
                let ty = self.item(ty, lifetime);
                quote!(::std::option::Option<#ty>)
            }
            _ => self.owned(ty),
        }
    }

    /// Whether a value holds a resource that passing it gives away.
    pub(super) fn holds_own(&self, ty: &Type) -> bool {
        self.any(ty, &|ty| matches!(ty, Type::Own(_)))
    }

    /// Whether a value holds any handle of a resource.
    pub(super) fn holds_handle(&self, ty: &Type) -> bool {
        self.any(ty, &|ty| matches!(ty, Type::Own(_) | Type::Borrow(_)))
    }

    /// Whether values can be compared for equality in the strict sense of `Eq`.
    pub(super) fn is_eq(&self, ty: &Type) -> bool {
        !self.any(ty, &|ty| {
            matches!(ty, Type::F32 | Type::F64 | Type::Map(..))
        })
    }

    /// Whether a value can be copied bit by bit.
    pub(super) fn is_copy(&self, ty: &Type) -> bool {
        !self.any(ty, &|ty| {
            matches!(
                ty,
                Type::String | Type::List(_) | Type::Map(..) | Type::Own(_) | Type::Borrow(_)
            )
        })
    }

    /// Whether `test` holds for `ty` or for any type in it, named types included.
    fn any(&self, ty: &Type, test: &dyn Fn(&Type) -> bool) -> bool {
        if test(ty) {
            return true;
        }
        if let Type::Named(id) = ty {
            return self.kind_any(&self.world.ty(*id).kind, test);
        }
        ty.parts().into_iter().any(|part| self.any(part, test))
    }

    /// The same for what a named type is made of.
    pub(super) fn kind_any(&self, kind: &TypeKind, test: &dyn Fn(&Type) -> bool) -> bool {
        match kind {
            TypeKind::Record(fields) => fields.iter().any(|field| self.any(&field.ty, test)),
            TypeKind::Variant(cases) => cases
                .iter()
                .filter_map(|case| case.ty.as_ref())
                .any(|ty| self.any(ty, test)),
            TypeKind::Alias(ty) => self.any(ty, test),
            TypeKind::Enum(_) | TypeKind::Flags(_) | TypeKind::Resource => false,
        }
    }
}
