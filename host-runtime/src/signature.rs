//! What the functions of a world look like, as generated code describes them: data, all of it `static`.
//!
//! It knows nothing of the Rust types that stand for these, and nothing of a component. What differs between the
//! two is found by [`crate::difference`].

use std::fmt;

/// A function of an interface, or (none) of the world itself.
#[derive(Clone, Copy, Debug)]
pub struct Func {
    /// The full name of the interface: `wittgen:notes/store@0.1.0`.
    pub interface: Option<&'static str>,
    /// The name by which components import and export it: `search`, `[method]connection.prepare`.
    pub name: &'static str,
    /// Whether WIT declares it `async`.
    pub is_async: bool,
    /// Its parameters, `self` included.
    pub params: &'static [(&'static str, Type)],
    /// Its result.
    pub result: Option<Type>,
}

/// A use of a type.
#[derive(Clone, Copy, Debug)]
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
    List(&'static Type),
    /// `list<T, N>`
    FixedList(&'static Type, u32),
    /// `map<K, V>`
    Map(&'static Type, &'static Type),
    /// `option<T>`
    Option(&'static Type),
    /// `result<T, E>`
    Result(Option<&'static Type>, Option<&'static Type>),
    /// `tuple<A, B>`
    Tuple(&'static [Type]),
    /// A record, variant, enum, flags or alias.
    Named(&'static Named),
    /// `own<R>`
    Own(&'static Resource),
    /// `borrow<R>`
    Borrow(&'static Resource),
    /// `stream<T>`
    Stream(Option<&'static Type>),
    /// `future<T>`
    Future(Option<&'static Type>),
}

/// A type with a name.
#[derive(Debug)]
pub struct Named {
    /// Its name in WIT.
    pub name: &'static str,
    /// What it is.
    pub kind: Kind,
}

/// What a named type is.
#[derive(Debug)]
pub enum Kind {
    /// `record`
    Record(&'static [(&'static str, Type)]),
    /// `variant`
    Variant(&'static [(&'static str, Option<Type>)]),
    /// `enum`
    Enum(&'static [&'static str]),
    /// `flags`
    Flags(&'static [&'static str]),
    /// `type a = b`, where `b` has no name.
    Alias(Type),
}

/// A resource.
#[derive(Debug)]
pub struct Resource {
    /// The interface that declares it; none for one of the world's own.
    pub interface: Option<&'static str>,
    /// Its name in WIT.
    pub name: &'static str,
}

impl Func {
    /// The function's name with its interface: `wittgen:notes/store#search`.
    pub(crate) fn full_name(&self) -> String {
        crate::contract::full_name(self.interface, self.name)
    }

    /// The resource that the function belongs to.
    pub(crate) fn resource(&self) -> Option<&'static str> {
        match split(self.name) {
            Split::Free => None,
            Split::Constructor(resource)
            | Split::Method(resource, _)
            | Split::Static(resource, _) => Some(resource),
        }
    }
}

/// The parts of a function's name.
pub(crate) enum Split<'a> {
    /// `search`
    Free,
    /// `[constructor]connection`
    Constructor(&'a str),
    /// `[method]connection.prepare`
    Method(&'a str, &'a str),
    /// `[static]connection.open`
    Static(&'a str, &'a str),
}

/// Splits a function's name at its resource, if it belongs to one.
pub(crate) fn split(name: &str) -> Split<'_> {
    let parts = || {
        let (kind, rest) = name.strip_prefix('[')?.split_once(']')?;
        match (kind, rest.split_once('.')) {
            ("constructor", None) => Some(Split::Constructor(rest)),
            ("method", Some((resource, name))) => Some(Split::Method(resource, name)),
            ("static", Some((resource, name))) => Some(Split::Static(resource, name)),
            _ => None,
        }
    };
    parts().unwrap_or(Split::Free)
}

impl Named {
    /// WIT's keyword for it.
    pub(crate) fn keyword(&self) -> &'static str {
        match self.kind {
            Kind::Record(_) => "record",
            Kind::Variant(_) => "variant",
            Kind::Enum(_) => "enum",
            Kind::Flags(_) => "flags",
            Kind::Alias(_) => "type",
        }
    }
}

/// As WIT writes it, named types by their names.
impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Type::Bool => f.write_str("bool"),
            Type::U8 => f.write_str("u8"),
            Type::U16 => f.write_str("u16"),
            Type::U32 => f.write_str("u32"),
            Type::U64 => f.write_str("u64"),
            Type::S8 => f.write_str("s8"),
            Type::S16 => f.write_str("s16"),
            Type::S32 => f.write_str("s32"),
            Type::S64 => f.write_str("s64"),
            Type::F32 => f.write_str("f32"),
            Type::F64 => f.write_str("f64"),
            Type::Char => f.write_str("char"),
            Type::String => f.write_str("string"),
            Type::ErrorContext => f.write_str("error-context"),
            Type::List(ty) => write!(f, "list<{ty}>"),
            Type::FixedList(ty, len) => write!(f, "list<{ty}, {len}>"),
            Type::Map(key, value) => write!(f, "map<{key}, {value}>"),
            Type::Option(ty) => write!(f, "option<{ty}>"),
            Type::Result(None, None) => f.write_str("result"),
            Type::Result(Some(ok), None) => write!(f, "result<{ok}>"),
            Type::Result(None, Some(err)) => write!(f, "result<_, {err}>"),
            Type::Result(Some(ok), Some(err)) => write!(f, "result<{ok}, {err}>"),
            Type::Tuple(types) => {
                let types: Vec<String> = types.iter().map(ToString::to_string).collect();
                write!(f, "tuple<{}>", types.join(", "))
            }
            Type::Named(named) => f.write_str(named.name),
            Type::Own(resource) => write!(f, "own<{}>", resource.name),
            Type::Borrow(resource) => write!(f, "borrow<{}>", resource.name),
            Type::Stream(None) => f.write_str("stream"),
            Type::Stream(Some(ty)) => write!(f, "stream<{ty}>"),
            Type::Future(None) => f.write_str("future"),
            Type::Future(Some(ty)) => write!(f, "future<{ty}>"),
        }
    }
}
