//! Types.

use crate::{Docs, InterfaceId, Name, Span};

/// Where a named type stands in [`crate::World::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub(crate) usize);

impl TypeId {
    /// The position in the arena.
    pub fn index(self) -> usize {
        self.0
    }
}

/// A use of a type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// `bool`
    Bool,
    /// `u8`
    U8,
    /// `u16`
    U16,
    /// `u32`
    U32,
    /// `u64`
    U64,
    /// `s8`
    S8,
    /// `s16`
    S16,
    /// `s32`
    S32,
    /// `s64`
    S64,
    /// `f32`
    F32,
    /// `f64`
    F64,
    /// `char`
    Char,
    /// `string`
    String,
    /// `error-context`
    ErrorContext,
    /// `list<T>`
    List(Box<Type>),
    /// `list<T, N>`
    FixedList(Box<Type>, u32),
    /// `map<K, V>`
    Map(Box<Type>, Box<Type>),
    /// `option<T>`
    Option(Box<Type>),
    /// `result<T, E>`
    Result {
        /// What success carries.
        ok: Option<Box<Type>>,
        /// What failure carries.
        err: Option<Box<Type>>,
    },
    /// `tuple<A, B>`
    Tuple(Vec<Type>),
    /// A record, variant, enum, flags, or an alias by its name.
    Named(TypeId),
    /// `own<R>`, or a resource by its name.
    Own(TypeId),
    /// `borrow<R>`
    Borrow(TypeId),
    /// `stream<T>`
    Stream(Option<Box<Type>>),
    /// `future<T>`
    Future(Option<Box<Type>>),
}

impl Type {
    /// The types that this one is made of.
    pub fn parts(&self) -> Vec<&Type> {
        match self {
            Type::List(ty) | Type::FixedList(ty, _) | Type::Option(ty) => vec![ty],
            Type::Map(key, value) => vec![key, value],
            Type::Result { ok, err } => ok.iter().chain(err).map(|ty| &**ty).collect(),
            Type::Tuple(types) => types.iter().collect(),
            Type::Stream(ty) | Type::Future(ty) => ty.iter().map(|ty| &**ty).collect(),
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
            | Type::String
            | Type::ErrorContext
            | Type::Named(_)
            | Type::Own(_)
            | Type::Borrow(_) => Vec::new(),
        }
    }
}

/// A type with a name.
#[derive(Clone, Debug)]
pub struct TypeDef {
    /// Its name.
    pub name: Name,
    /// Where it is declared.
    pub owner: TypeOwner,
    /// What it is.
    pub kind: TypeKind,
    /// Its documentation.
    pub docs: Docs,
    /// Whether some function fails with it: it stands as `E` in a function's `result<T, E>`.
    pub is_error: bool,
    /// Where it is declared in the text.
    pub span: Span,
}

/// Where a type is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeOwner {
    /// In the world itself.
    World,
    /// In an interface.
    Interface(InterfaceId),
}

/// What a named type is.
#[derive(Clone, Debug)]
pub enum TypeKind {
    /// `record`
    Record(Vec<Field>),
    /// `variant`
    Variant(Vec<Case>),
    /// `enum`; its cases carry no type.
    Enum(Vec<Case>),
    /// `flags`; its cases carry no type.
    Flags(Vec<Case>),
    /// `resource`; its functions are among those of its interface.
    Resource,
    /// `type a = b`, or a type that another interface declares and this one uses.
    Alias(Type),
}

/// A field of a record.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: Type,
    /// Its documentation.
    pub docs: Docs,
    /// Where it is declared in the text.
    pub span: Span,
}

/// A case of a variant or enum, or one of the flags.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its name.
    pub name: Name,
    /// What it carries.
    pub ty: Option<Type>,
    /// Its documentation.
    pub docs: Docs,
    /// Where it is declared in the text.
    pub span: Span,
}
