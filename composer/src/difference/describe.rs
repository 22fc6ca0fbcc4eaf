//! Types in a few words, for messages. Structure inside records and variants is left out: the
//! path of a difference leads there.

use crate::types::{Def, Defined, Item, TypeId, Types, Val};

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
pub(super) fn describe_kind(types: &Types, item: Item) -> String {
    match item {
        Item::Func(id) if types[id].is_async => "an async function".into(),
        Item::Func(_) => "a function".into(),
        Item::Instance(_) => "an instance".into(),
        Item::Component(_) => "a component".into(),
        Item::Module(_) => "a core module".into(),
        Item::Value(_) => "a value".into(),
        Item::Type { name, .. } => describe_type(types, name),
    }
}

/// What kind of type it is.
pub(super) fn describe_type(types: &Types, id: TypeId) -> String {
    let resolved = types.resolve(id);
    match types[resolved] {
        Def::Resource => "a resource".into(),
        Def::Value(_) => format!("the type {}", describe_value(types, Val::Type(resolved))),
        Def::Func(_) => "a function's type".into(),
        Def::Instance(_) => "an instance's type".into(),
        Def::Component(_) => "a component's type".into(),
        Def::Alias(_) => "a type".into(),
    }
}

/// A value type as WIT writes it, in backticks.
pub(super) fn describe_value(types: &Types, val: Val) -> String {
    format!("`{}`", value_text(types, val, 3))
}

/// The text of a type down to `depth` levels.
fn value_text(types: &Types, val: Val, depth: usize) -> String {
    let Some(below) = depth.checked_sub(1) else {
        return "…".into();
    };
    let text = |val| value_text(types, val, below);
    let optional = |val: Option<Val>| val.map_or_else(|| "_".into(), text);
    let payload = |what: &str, val: Option<Val>| match val {
        Some(val) => format!("{what}<{}>", text(val)),
        None => what.to_owned(),
    };
    match types.defined(val) {
        Defined::Primitive(primitive) => primitive.to_string(),
        Defined::Own(id) => types.label(id).into(),
        Defined::Borrow(id) => format!("borrow<{}>", types.label(id)),
        Defined::Tuple(elements) => {
            let elements: Vec<_> = elements.into_iter().map(text).collect();
            format!("tuple<{}>", elements.join(", "))
        }
        Defined::List(val) => format!("list<{}>", text(val)),
        Defined::FixedLengthList(val, length) => format!("list<{}, {length}>", text(val)),
        Defined::Map(key, value) => format!("map<{}, {}>", text(key), text(value)),
        Defined::Option(val) => format!("option<{}>", text(val)),
        Defined::Result(None, None) => "result".into(),
        Defined::Result(Some(ok), None) => format!("result<{}>", text(ok)),
        Defined::Result(ok, err) => format!("result<{}, {}>", optional(ok), optional(err)),
        Defined::Stream(val) => payload("stream", val),
        Defined::Future(val) => payload("future", val),
        Defined::Record(fields) => names("record", fields.iter().map(|(name, _)| name)),
        Defined::Variant(cases) => names("variant", cases.iter().map(|(name, _)| name)),
        Defined::Flags(all) => names("flags", all.iter()),
        Defined::Enum(all) => names("enum", all.iter()),
    }
}

/// A type by the names in it, at most four of them.
fn names<'n>(what: &str, all: impl ExactSizeIterator<Item = &'n String>) -> String {
    let more = if all.len() > 4 { ", …" } else { "" };
    let shown: Vec<_> = all.take(4).map(String::as_str).collect();
    format!("{what} {{ {}{more} }}", shown.join(", "))
}
