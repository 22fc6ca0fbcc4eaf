//! Types as WIT writes them, without the names of records and variants.

use wasm_wave::wasm::DisplayType;
use wasmtime::component::types::ComponentFunc;
use wasmtime::component::{ResourceType, Type};

/// What a resource is called, where that is known.
pub(crate) type Names<'a> = dyn Fn(&ResourceType) -> Option<String> + 'a;

/// A function: `search(text: string) -> list<u32>`.
pub(crate) fn signature(name: &str, func: &ComponentFunc, names: &Names<'_>) -> String {
    let params: Vec<String> = func
        .params()
        .map(|(name, ty)| format!("{name}: {}", type_name(&ty, names)))
        .collect();
    let results: Vec<String> = func.results().map(|ty| type_name(&ty, names)).collect();
    let arrow = if results.is_empty() { "" } else { " -> " };
    format!("{name}({}){arrow}{}", params.join(", "), results.join(", "))
}

fn handle(kind: &str, name: Option<String>) -> String {
    match name {
        Some(name) => format!("{kind}<{name}>"),
        None => kind.to_string(),
    }
}

/// A type; `name` names resources.
pub(crate) fn type_name(ty: &Type, name: &Names<'_>) -> String {
    match ty {
        Type::Own(resource) => handle("own", name(resource)),
        Type::Borrow(resource) => handle("borrow", name(resource)),
        Type::Future(_) => "future".to_string(),
        Type::Stream(_) => "stream".to_string(),
        Type::ErrorContext => "error-context".to_string(),
        Type::Option(option) => format!("option<{}>", type_name(&option.ty(), name)),
        Type::List(list) => format!("list<{}>", type_name(&list.ty(), name)),
        Type::Result(result) => {
            let part = |ty: Option<Type>| ty.map_or("_".to_string(), |ty| type_name(&ty, name));
            format!("result<{}, {}>", part(result.ok()), part(result.err()))
        }
        Type::Tuple(tuple) => {
            let types: Vec<String> = tuple.types().map(|ty| type_name(&ty, name)).collect();
            format!("tuple<{}>", types.join(", "))
        }
        Type::Record(record) => {
            let fields: Vec<String> = record
                .fields()
                .map(|field| format!("{}: {}", field.name, type_name(&field.ty, name)))
                .collect();
            format!("record {{ {} }}", fields.join(", "))
        }
        Type::Variant(variant) => {
            let cases: Vec<String> = variant
                .cases()
                .map(|case| match &case.ty {
                    Some(ty) => format!("{}({})", case.name, type_name(ty, name)),
                    None => case.name.to_string(),
                })
                .collect();
            format!("variant {{ {} }}", cases.join(", "))
        }
        other => DisplayType(other).to_string(),
    }
}
