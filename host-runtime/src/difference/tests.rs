//! Every kind of type against every other, and each of its parts.
//!
//! Functions come from a component's imports, which need nothing to stand behind them.

use wasmtime::component::Component;
use wasmtime::component::types::{ComponentFunc, ComponentItem};
use wasmtime::{Config, Engine};

use super::{Resources, compare};
use crate::signature::{Func, Kind, Named, Resource, Type};

/// An engine for every type that there is.
fn engine() -> Engine {
    let mut config = Config::new();
    config
        .wasm_component_model_async(true)
        .wasm_component_model_error_context(true)
        .wasm_component_model_map(true)
        .wasm_component_model_fixed_length_lists(true);
    Engine::new(&config).expect("an engine")
}

const INTERFACE: &str = "test:types/api@1.0.0";

/// The difference between `expected` and the function `f` of an interface with `items`.
#[track_caller]
fn difference(engine: &Engine, expected: &Func, items: &str) -> Option<String> {
    let text = format!("(component (import \"{INTERFACE}\" (instance {items})))");
    let bytes = wat::parse_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let component =
        Component::from_binary(engine, &bytes).unwrap_or_else(|error| panic!("{error:?}\n{text}"));
    let ty = component.component_type();
    let found: ComponentFunc = ty
        .imports(engine)
        .find_map(|(_, item)| match item.ty {
            ComponentItem::ComponentInstance(instance) => {
                match instance.get_export(engine, "f")?.ty {
                    ComponentItem::ComponentFunc(func) => Some(func),
                    _ => None,
                }
            }
            _ => None,
        })
        .expect("the function `f`");
    compare(expected, &found, &Resources::of(&ty, engine)).map(|it| it.to_string())
}

static NOTE: Named = Named {
    name: "note",
    kind: Kind::Record(&[("id", Type::U64), ("text", Type::String)]),
};
static SHAPE: Named = Named {
    name: "shape",
    kind: Kind::Variant(&[("nothing", None), ("dot", Some(Type::Named(&NOTE)))]),
};
static COLOUR: Named = Named {
    name: "colour",
    kind: Kind::Enum(&["red", "green"]),
};
static ACCESS: Named = Named {
    name: "access",
    kind: Kind::Flags(&["read", "write"]),
};
static PAIR: Named = Named {
    name: "pair",
    kind: Kind::Alias(Type::Tuple(&[Type::U8, Type::S64])),
};
static BLOB: Resource = Resource {
    interface: Some(INTERFACE),
    name: "blob",
};

/// One of each kind of type, and how the text format writes it where [`ITEMS`] stand before it.
static TYPES: &[(Type, &str)] = &[
    (Type::Bool, "bool"),
    (Type::U8, "u8"),
    (Type::U16, "u16"),
    (Type::U32, "u32"),
    (Type::U64, "u64"),
    (Type::S8, "s8"),
    (Type::S16, "s16"),
    (Type::S32, "s32"),
    (Type::S64, "s64"),
    (Type::F32, "f32"),
    (Type::F64, "f64"),
    (Type::Char, "char"),
    (Type::String, "string"),
    (Type::ErrorContext, "$error-context"),
    (Type::List(&Type::U8), "(list u8)"),
    (Type::FixedList(&Type::U8, 4), "(list u8 4)"),
    (Type::FixedList(&Type::U8, 5), "(list u8 5)"),
    (Type::Map(&Type::String, &Type::U8), "(map string u8)"),
    (Type::Option(&Type::U8), "(option u8)"),
    (Type::Result(None, None), "(result)"),
    (Type::Tuple(&[Type::U8]), "(tuple u8)"),
    (Type::Named(&NOTE), "$note"),
    (Type::Named(&SHAPE), "$shape"),
    (Type::Named(&COLOUR), "$colour"),
    (Type::Named(&ACCESS), "$access"),
    (Type::Named(&PAIR), "(tuple u8 s64)"),
    (Type::Own(&BLOB), "(own $blob)"),
    (Type::Borrow(&BLOB), "(borrow $blob)"),
    (Type::Stream(Some(&Type::U8)), "(stream u8)"),
    (Type::Future(Some(&Type::U8)), "(future u8)"),
];

const ITEMS: &str = r#"
    (type $error-context error-context)
    (type $note' (record (field "id" u64) (field "text" string)))
    (export "note" (type $note (eq $note')))
    (type $shape' (variant (case "nothing") (case "dot" $note)))
    (export "shape" (type $shape (eq $shape')))
    (type $colour' (enum "red" "green"))
    (export "colour" (type $colour (eq $colour')))
    (type $access' (flags "read" "write"))
    (export "access" (type $access (eq $access')))
    (export "blob" (type $blob (sub resource)))
    (export "cursor" (type $cursor (sub resource)))
"#;

/// A function `f` with one parameter of this type.
fn taking(ty: Type) -> Func {
    Func {
        interface: None,
        name: "f",
        is_async: false,
        params: Box::leak(Box::new([("x", ty)])),
        result: None,
    }
}

#[test]
fn each_kind_of_type_is_like_itself_alone() {
    let engine = engine();
    for (a, (expected, _)) in TYPES.iter().enumerate() {
        for (b, (_, found)) in TYPES.iter().enumerate() {
            let items = format!(r#"{ITEMS} (export "f" (func (param "x" {found})))"#);
            let difference = difference(&engine, &taking(*expected), &items);
            assert_eq!(
                difference.is_none(),
                a == b,
                "{expected} {found}: {difference:?}"
            );
            if let Some(difference) = difference {
                assert!(difference.starts_with("func f, param x"), "{difference}");
            }
        }
    }
}

/// A type, one that differs from it, and where.
static PARTS: &[(Type, &str, &str)] = &[
    (
        Type::List(&Type::U8),
        "(list s8)",
        "list element: expected u8, found s8",
    ),
    (
        Type::FixedList(&Type::U8, 4),
        "(list s8 4)",
        "list element: expected u8, found s8",
    ),
    (
        Type::FixedList(&Type::U8, 4),
        "(list u8 5)",
        "expected list<u8, 4>, found list<u8, 5>",
    ),
    (
        Type::List(&Type::U8),
        "(list u8 5)",
        "expected list<u8>, found list<u8, 5>",
    ),
    (
        Type::Map(&Type::String, &Type::U8),
        "(map u32 u8)",
        "map key: expected string, found u32",
    ),
    (
        Type::Map(&Type::String, &Type::List(&Type::U8)),
        "(map string (list u16))",
        "map value, list element: expected u8, found u16",
    ),
    (
        Type::Option(&Type::U8),
        "(option char)",
        "option value: expected u8, found char",
    ),
    (
        Type::Result(Some(&Type::U8), None),
        "(result u16)",
        "ok: expected u8, found u16",
    ),
    (
        Type::Result(Some(&Type::U8), None),
        "(result (error u8))",
        "ok: expected u8, found nothing",
    ),
    (
        Type::Result(Some(&Type::U8), Some(&Type::Named(&COLOUR))),
        "(result u8 (error $access))",
        "err: expected enum colour, found flags { read, write }",
    ),
    (
        Type::Result(None, None),
        "(result (error u8))",
        "err: expected nothing, found u8",
    ),
    (
        Type::Tuple(&[Type::U8, Type::Named(&NOTE)]),
        "(tuple u8 $shape)",
        "tuple element 1: expected record note, found variant { nothing, dot }",
    ),
    (
        Type::Named(&PAIR),
        "(tuple u8 u64)",
        "tuple element 1: expected s64, found u64",
    ),
    (
        Type::Stream(Some(&Type::U8)),
        "(stream u16)",
        "stream element: expected u8, found u16",
    ),
    (
        Type::Stream(None),
        "(stream u16)",
        "stream element: expected nothing, found u16",
    ),
    (
        Type::Future(Some(&Type::U8)),
        "(future)",
        "future value: expected u8, found nothing",
    ),
    (
        Type::Future(Some(&Type::Named(&NOTE))),
        "(future (list (future (list u8))))",
        "future value: expected record note, found list<future<list<u8>>>",
    ),
    (
        Type::List(&Type::Own(&BLOB)),
        "(list (own $cursor))",
        "list element: expected own<blob>, found own<cursor>",
    ),
    (
        Type::Borrow(&BLOB),
        "(own $blob)",
        "expected borrow<blob>, found own<blob>",
    ),
    (
        Type::U8,
        "(list (list (list (list (list u8)))))",
        "expected u8, found list<list<list<list<…>>>>",
    ),
];

#[test]
fn a_difference_within_a_type_is_found_there() {
    let engine = engine();
    for (expected, found, difference_in) in PARTS {
        let items = format!(r#"{ITEMS} (export "f" (func (param "x" {found})))"#);
        let found = difference(&engine, &taking(*expected), &items).expect("a difference");
        let colon = if difference_in.starts_with("expected") {
            ": "
        } else {
            ", "
        };
        assert_eq!(found, format!("func f, param x{colon}{difference_in}"));
    }
}

#[test]
fn a_result_of_streams_is_described() {
    static RESULT: Type = Type::Result(
        Some(&Type::Stream(Some(&Type::Named(&NOTE)))),
        Some(&Type::ErrorContext),
    );
    let engine = engine();
    let func = Func {
        result: Some(RESULT),
        params: &[],
        ..taking(Type::Bool)
    };
    let items =
        format!(r#"{ITEMS} (export "f" (func (result (future (tuple (stream) $error-context)))))"#);
    assert_eq!(
        difference(&engine, &func, &items).unwrap(),
        "func f, result: expected result<stream<note>, error-context>, found future<tuple<stream, error-context>>"
    );
}

#[test]
fn an_async_function_is_another_one() {
    let engine = engine();
    let sync = taking(Type::U8);
    let asynchronous = Func {
        is_async: true,
        ..sync
    };
    let sync_items = r#"(export "f" (func (param "x" u8)))"#;
    let async_items = r#"(export "f" (func async (param "x" u8)))"#;
    assert_eq!(difference(&engine, &sync, sync_items), None);
    assert_eq!(difference(&engine, &asynchronous, async_items), None);
    assert_eq!(
        difference(&engine, &sync, async_items).unwrap(),
        "func f: expected a function, found an async function"
    );
    assert_eq!(
        difference(&engine, &asynchronous, sync_items).unwrap(),
        "func f: expected an async function, found a function"
    );
}

#[test]
fn a_resource_without_a_name_in_the_component_may_be_any() {
    static ELSEWHERE: Resource = Resource {
        interface: Some("test:types/elsewhere"),
        name: "blob",
    };
    let engine = engine();
    let items = format!(r#"{ITEMS} (export "f" (func (param "x" (own $blob))))"#);
    assert_eq!(
        difference(&engine, &taking(Type::Own(&ELSEWHERE)), &items),
        None
    );
}
