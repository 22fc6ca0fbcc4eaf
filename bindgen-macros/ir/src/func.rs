//! A function's signature.

use crate::{Docs, Name, Span, Type, TypeId};

/// A function.
#[derive(Clone, Debug)]
pub struct Func {
    /// The name by which components import and export it, `[method]connection.prepare` for a
    /// function of a resource.
    pub id: String,
    /// The last part of that name: `prepare`; the resource's name for a constructor.
    pub name: Name,
    /// What it belongs to.
    pub kind: FuncKind,
    /// Its parameters; for a method without the leading `self`.
    pub params: Vec<Param>,
    /// Its result.
    pub result: Option<Type>,
    /// Whether WIT declares it `async`.
    pub is_async: bool,
    /// Its documentation.
    pub docs: Docs,
    /// Where it is declared in the text.
    pub span: Span,
}

/// What a function belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FuncKind {
    /// To its interface or world alone.
    Free,
    /// To a resource, of which it makes a new one.
    Constructor(TypeId),
    /// To a resource, one of which it is called on.
    Method(TypeId),
    /// To a resource, without being called on one.
    Static(TypeId),
}

impl FuncKind {
    /// The resource that the function belongs to.
    pub fn resource(self) -> Option<TypeId> {
        match self {
            FuncKind::Free => None,
            FuncKind::Constructor(id) | FuncKind::Method(id) | FuncKind::Static(id) => Some(id),
        }
    }
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct Param {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: Type,
    /// Where it is declared in the text.
    pub span: Span,
}
