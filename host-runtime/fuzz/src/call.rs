//! A component that is made of the data: a function from one type to another, whose module gives room for the argument where
//! the data says, and returns what the data says. It is called with values of the type, and with the data as text.
//!
//! However the call ends, an error that ends the instance does so for good, and any other leaves it as it was.

use wittgen_runtime::ErrorKind;

use super::load::builder;
use super::ty::{Data, Ty};

/// The core types of a function's parameters and of its result, as it is lifted.
pub(crate) fn flat(param: &Ty, result: &Ty) -> (Vec<&'static str>, Vec<&'static str>) {
    let (mut flat_params, mut flat_results) = (Vec::new(), Vec::new());
    param.flat(&mut flat_params);
    result.flat(&mut flat_results);
    if flat_params.len() > 16 {
        flat_params = vec!["i32"];
    }
    if flat_results.len() > 1 {
        flat_results = vec!["i32"];
    }
    (flat_params, flat_results)
}

/// What gives room for values, and where.
pub(crate) fn realloc(data: &mut Data<'_>) -> String {
    match data.below(8) {
        0 => format!("(i32.const {})", data.number()),
        1 => "(unreachable)".to_string(),
        2 => "(drop (memory.grow (i32.const 1))) (i32.const 64)".to_string(),
        3 => "(loop (br 0)) (i32.const 0)".to_string(),
        _ => "(global.get $heap) (global.set $heap (i32.and (i32.const -16)
            (i32.add (i32.const 15) (i32.add (global.get $heap) (local.get 3)))))"
            .to_string(),
    }
}

/// The component's text; `export` writes how the function `$f` is exported, with so many types.
pub(crate) fn text(
    data: &mut Data<'_>,
    param: &Ty,
    result: &Ty,
    export: impl FnOnce(usize) -> String,
) -> String {
    let (flat_params, flat_results) = flat(param, result);
    let returned = match (flat_results.first(), data.number()) {
        (None, _) => String::new(),
        (Some(&"f32"), number) => format!("(f32.reinterpret_i32 (i32.const {number}))"),
        (Some(&"f64"), number) => format!("(f64.convert_i32_u (i32.const {number}))"),
        // Where a result lies is mostly where the data is.
        (Some(&"i32"), number) if number % 3 == 0 => "(i32.const 0)".to_string(),
        (Some(ty), number) => format!("({ty}.const {number})"),
    };
    let realloc = realloc(data);
    let cleanup = match data.below(6) {
        0 => "(unreachable)",
        _ => "",
    };
    let (mut types, mut count) = (String::new(), 0);
    let param = param.define(&mut types, &mut count, own_name);
    let result = result.define(&mut types, &mut count, own_name);
    let memory: String = data.0.iter().map(|byte| format!("\\{byte:02x}")).collect();
    let (params, results) = (flat_params.join(" "), flat_results.join(" "));
    let export = export(count);
    format!(
        r#"(component
            (core module $m
                (memory (export "memory") 1)
                (data (i32.const 0) "{memory}")
                (global $heap (mut i32) (i32.const 8192))
                (func (export "realloc") (param i32 i32 i32 i32) (result i32) {realloc})
                (func (export "cleanup") (param {results}) {cleanup})
                (func (export "f") (param {params}) (result {results}) {returned}))
            (core instance $i (instantiate $m))
            {types}
            (func $f (param "x" {param}) (result {result})
                (canon lift (core func $i "f") (memory (core memory $i "memory"))
                    (realloc (core func $i "realloc")) (post-return (core func $i "cleanup"))))
            {export})"#
    )
}

/// How a component names a type that it exports.
fn own_name(number: usize) -> String {
    format!("(export $t{number} \"t{number}\" (type $d{number}))")
}

/// Makes a component of the data, and calls it.
pub fn run(data: &[u8]) {
    let data = &mut Data(data);
    let (param, result) = (Ty::new(data, 3), Ty::new(data, 3));
    let mut argument = String::new();
    param.value(data, &mut argument);
    let noise = String::from_utf8_lossy(data.0).into_owned();
    let export = |_| r#"(export "f" (func $f))"#.to_string();
    let text = text(data, &param, &result, export);
    let component = wat::parse_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let loaded = match builder().load(&component[..]) {
        Ok(loaded) => loaded,
        Err(error) => panic!("{error}\n{text}"),
    };
    for call in [
        format!("f({argument})"),
        noise.clone(),
        format!("f({noise})"),
    ] {
        let Err(error) = loaded
            .call(&call)
            .map(|value| (value.to_wave(), value.to_json()))
        else {
            continue;
        };
        assert_ne!(*error.kind(), ErrorKind::Host, "{error}\n{text}\n{call}");
        let after = loaded.call(&call).err();
        let is_gone = after.is_some_and(|after| *after.kind() == ErrorKind::Gone);
        let refused = *error.kind() == ErrorKind::BadCall;
        // What can't be read is refused whether or not there is an instance.
        assert!(refused || is_gone, "{error}\n{text}\n{call}");
    }
}
