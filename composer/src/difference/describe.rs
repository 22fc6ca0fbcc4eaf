//! Types in a few words, for messages. Structure inside records and variants is left out: the
//! path of a difference leads there.

use wac_graph::types::{DefinedType, ItemKind, Type, Types, ValueType};

/// A function's name as WIT's author knows it: `method "prepare" of "connection"`.
pub(super) fn describe_function(name: &str) -> String {
    let resource = |rest: &str, what: &str| match rest.split_once('.') {
        Some((resource, name)) => format!("{what} `{name}` of `{resource}`"),
        None => format!("{what} `{rest}`"),
    };
    if let Some(rest) = name.strip_prefix("[method]") {
        resource(rest, "method")
    } else if let Some(rest) = name.strip_prefix("[static]") {
        resource(rest, "static function")
    } else if let Some(rest) = name.strip_prefix("[constructor]") {
        format!("constructor of `{rest}`")
    } else {
        format!("function `{name}`")
    }
}

/// What kind of item it is, with its article.
pub(super) fn describe_kind(types: &Types, kind: ItemKind) -> String {
    match kind {
        ItemKind::Func(_) => "a function".into(),
        ItemKind::Instance(_) => "an instance".into(),
        ItemKind::Component(_) => "a component".into(),
        ItemKind::Module(_) => "a core module".into(),
        ItemKind::Value(_) => "a value".into(),
        ItemKind::Type(Type::Resource(_)) => "a resource".into(),
        ItemKind::Type(Type::Value(ty)) => format!("the type {}", describe_value(types, ty)),
        ItemKind::Type(ty) => format!("a type ({})", ty.desc(types)),
    }
}

/// A value type as WIT writes it, in backticks.
pub(super) fn describe_value(types: &Types, ty: ValueType) -> String {
    format!("`{}`", value_text(types, ty, 3))
}

/// The text of a type down to `depth` levels.
fn value_text(types: &Types, ty: ValueType, depth: usize) -> String {
    let Some(below) = depth.checked_sub(1) else {
        return "…".into();
    };
    let text = |ty| value_text(types, ty, below);
    let optional = |ty: Option<ValueType>| ty.map_or_else(|| "_".into(), text);
    match types.resolve_value_type(ty) {
        ValueType::Primitive(primitive) => primitive.desc().into(),
        ValueType::Own(id) => types[types.resolve_resource(id)].name.clone(),
        ValueType::Borrow(id) => format!("borrow<{}>", types[types.resolve_resource(id)].name),
        ValueType::Defined(id) => match &types[id] {
            DefinedType::Tuple(elements) => {
                let elements: Vec<_> = elements.iter().map(|&ty| text(ty)).collect();
                format!("tuple<{}>", elements.join(", "))
            }
            DefinedType::List(ty) => format!("list<{}>", text(*ty)),
            DefinedType::FixedSizeList(ty, length) => format!("list<{}, {length}>", text(*ty)),
            DefinedType::Map(key, value) => format!("map<{}, {}>", text(*key), text(*value)),
            DefinedType::Option(ty) => format!("option<{}>", text(*ty)),
            DefinedType::Result {
                ok: None,
                err: None,
            } => "result".into(),
            DefinedType::Result {
                ok: Some(ok),
                err: None,
            } => format!("result<{}>", text(*ok)),
            DefinedType::Result { ok, err } => {
                format!("result<{}, {}>", optional(*ok), optional(*err))
            }
            DefinedType::Stream(ty) => format!("stream<{}>", optional(*ty)),
            DefinedType::Future(ty) => format!("future<{}>", optional(*ty)),
            DefinedType::Record(record) => names("record", record.fields.keys()),
            DefinedType::Variant(variant) => names("variant", variant.cases.keys()),
            DefinedType::Flags(flags) => names("flags", flags.0.iter()),
            DefinedType::Enum(cases) => names("enum", cases.0.iter()),
            DefinedType::Alias(ty) => text(*ty),
        },
    }
}

/// A type by the names in it, at most four of them.
fn names<'n>(what: &str, all: impl ExactSizeIterator<Item = &'n String>) -> String {
    let more = if all.len() > 4 { ", …" } else { "" };
    let shown: Vec<_> = all.take(4).map(String::as_str).collect();
    format!("{what} {{ {}{more} }}", shown.join(", "))
}
