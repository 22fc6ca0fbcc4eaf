//! Types of a component in a few words.
//!
//! They have no names. What is inside records and variants is left out: the path of a difference leads there.

use wasmtime::component::Type;

use super::Resources;

/// How many levels of a type are written.
const DEPTH: usize = 4;

/// How many names are written of a record or the like.
const NAMES: usize = 4;

/// A type as WIT would write it, if it wrote records and the like in place.
pub(super) fn describe(ty: &Type, resources: &Resources<'_>) -> String {
    text(ty, resources, DEPTH)
}

/// A function's parameters by number and name.
pub(super) fn describe_params<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.filter(|name| *name != "self").collect();
    match names.len() {
        0 => "no params".to_string(),
        1 => format!("1 param ({})", names[0]),
        more => format!("{more} params ({})", names.join(", ")),
    }
}

fn text(ty: &Type, resources: &Resources<'_>, depth: usize) -> String {
    let Some(below) = depth.checked_sub(1) else {
        return "…".to_string();
    };
    let text = |ty: &Type| text(ty, resources, below);
    let optional = |what: &str, ty: Option<Type>| match ty {
        Some(ty) => format!("{what}<{}>", text(&ty)),
        None => what.to_string(),
    };
    match ty {
        Type::Bool => "bool".to_string(),
        Type::S8 => "s8".to_string(),
        Type::U8 => "u8".to_string(),
        Type::S16 => "s16".to_string(),
        Type::U16 => "u16".to_string(),
        Type::S32 => "s32".to_string(),
        Type::U32 => "u32".to_string(),
        Type::S64 => "s64".to_string(),
        Type::U64 => "u64".to_string(),
        Type::Float32 => "f32".to_string(),
        Type::Float64 => "f64".to_string(),
        Type::Char => "char".to_string(),
        Type::String => "string".to_string(),
        Type::ErrorContext => "error-context".to_string(),
        Type::List(list) => format!("list<{}>", text(&list.ty())),
        Type::FixedLengthList(list) => format!("list<{}, {}>", text(&list.ty()), list.len()),
        Type::Map(map) => format!("map<{}, {}>", text(&map.key()), text(&map.value())),
        Type::Option(option) => format!("option<{}>", text(&option.ty())),
        Type::Result(result) => match (result.ok(), result.err()) {
            (ok, None) => optional("result", ok),
            (None, Some(err)) => format!("result<_, {}>", text(&err)),
            (Some(ok), Some(err)) => format!("result<{}, {}>", text(&ok), text(&err)),
        },
        Type::Tuple(tuple) => {
            let types: Vec<String> = tuple.types().map(|ty| text(&ty)).collect();
            format!("tuple<{}>", types.join(", "))
        }
        Type::Stream(stream) => optional("stream", stream.ty()),
        Type::Future(future) => optional("future", future.ty()),
        Type::Record(record) => names("record", record.fields().map(|field| field.name)),
        Type::Variant(variant) => names("variant", variant.cases().map(|case| case.name)),
        Type::Enum(cases) => names("enum", cases.names()),
        Type::Flags(flags) => names("flags", flags.names()),
        Type::Own(resource) => format!("own<{}>", resources.name_of(*resource)),
        Type::Borrow(resource) => format!("borrow<{}>", resources.name_of(*resource)),
    }
}

/// A type by the names in it.
fn names<'n>(what: &str, all: impl ExactSizeIterator<Item = &'n str>) -> String {
    let more = if all.len() > NAMES { ", …" } else { "" };
    let shown: Vec<&str> = all.take(NAMES).collect();
    format!("{what} {{ {}{more} }}", shown.join(", "))
}
