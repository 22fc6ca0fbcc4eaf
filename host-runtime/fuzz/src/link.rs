//! The component of the target `call` as a provider, and an importer that exports what it imports of it: what the data says
//! goes over the boundary three times. The importer lies too.
//!
//! However a call ends, the importer has ended exactly if the error says so, and so has the provider where it happened there.

use std::fmt::Write as _;

use wittgen_runtime::{Dynamic, ErrorKind};

use super::call::{flat, realloc, text};
use super::load::builder;
use super::ty::{Data, Ty};

/// Where the importer has the provider's result.
const RESULT: u32 = 131_072;

/// Exports the function in an interface, with the types that it needs.
fn interface(types: usize) -> String {
    let mut exports = String::new();
    for number in 1..=types {
        let _ = write!(exports, r#"(export "t{number}" (type $t{number})) "#);
    }
    format!(
        r#"(instance $api {exports} (export "f" (func $f))) (export "fuzz:link/api" (instance $api))"#
    )
}

/// How an interface that is imported names a type.
fn name(number: usize) -> String {
    format!(r#"(export "t{number}" (type $t{number} (eq $d{number})))"#)
}

/// The importer's text.
fn importer(data: &mut Data<'_>, param: &Ty, result: &Ty) -> String {
    let (flat_params, flat_results) = flat(param, result);
    let mut all_results = Vec::new();
    result.flat(&mut all_results);
    let is_indirect = all_results.len() > 1;
    let lie = data.below(8);
    let at = if lie == 0 { data.number() } else { RESULT };
    let mut call = "(call $f".to_string();
    for (index, ty) in flat_params.iter().enumerate() {
        let _ = match lie {
            1 => write!(call, " ({ty}.const {})", data.below(100)),
            _ => write!(call, " (local.get {index})"),
        };
    }
    let out = if is_indirect { "i32" } else { "" };
    let _ = match is_indirect {
        true => write!(call, " (i32.const {at})) (i32.const {at})"),
        false => write!(call, ")"),
    };
    let before = match lie {
        2 => "(unreachable)",
        3 => "(loop (br 0))",
        _ => "",
    };
    let imported = if is_indirect {
        ""
    } else {
        &*flat_results.join(" ")
    };
    let (params, results) = (flat_params.join(" "), flat_results.join(" "));
    let realloc = realloc(data);
    let (mut types, mut count) = (String::new(), 0);
    let param = param.define(&mut types, &mut count, name);
    let result = result.define(&mut types, &mut count, name);
    let aliases: String = (1..=count)
        .map(|number| format!(r#"(alias export $api "t{number}" (type $t{number}))"#))
        .collect();
    format!(
        r#"(component
            (import "fuzz:link/api" (instance $api {types}
                (export "f" (func (param "x" {param}) (result {result})))))
            {aliases}
            (core module $libc
                (memory (export "memory") 3)
                (global $heap (mut i32) (i32.const 8192))
                (func (export "realloc") (param i32 i32 i32 i32) (result i32) {realloc}))
            (core instance $libc (instantiate $libc))
            (core func $f (canon lower (func $api "f") (memory (core memory $libc "memory"))
                (realloc (core func $libc "realloc"))))
            (core module $m
                (import "" "f" (func $f (param {params} {out}) (result {imported})))
                (func (export "f") (param {params}) (result {results}) {before} {call}))
            (core instance $m (instantiate $m (with "" (instance (export "f" (func $f))))))
            (func (export "f") (param "x" {param}) (result {result})
                (canon lift (core func $m "f") (memory (core memory $libc "memory"))
                    (realloc (core func $libc "realloc")))))"#
    )
}

fn load(text: &str, provider: Option<&Dynamic>) -> Dynamic {
    let component = wat::parse_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let builder = provider.into_iter().fold(builder(), |it, one| it.link(one));
    match builder.load(&component[..]) {
        Ok(loaded) => loaded,
        Err(error) => panic!("{error}\n{text}"),
    }
}

/// Makes two components of the data, and calls the one through the other.
pub fn run(data: &[u8]) {
    let data = &mut Data(data);
    let (param, result) = (Ty::new(data, 3), Ty::new(data, 3));
    let mut argument = String::new();
    param.value(data, &mut argument);
    let importer = importer(data, &param, &result);
    let provider = text(data, &param, &result, interface);
    let call = format!("f({argument})");
    let (one, texts) = (
        load(&provider, None),
        format!("{provider}\n{importer}\n{call}"),
    );
    for _ in 0..2 {
        let two = load(&importer, Some(&one));
        let Err(error) = two
            .call(&call)
            .map(|value| (value.to_wave(), value.to_json()))
        else {
            assert!(two.call("nothing()").is_err());
            continue;
        };
        assert_ne!(*error.kind(), ErrorKind::Host, "{error}\n{texts}");
        let is_gone = |it: &Dynamic| {
            let after = it.call(&call).err();
            after.is_some_and(|after| *after.kind() == ErrorKind::Gone)
        };
        assert!(is_gone(&two), "{error}\n{texts}");
        // Asked by another importer, because its own call may end the provider.
        let in_provider = error.message().starts_with("in the linked");
        let again = load(&importer, Some(&one)).call(&call).err();
        let says_gone = again.is_some_and(|again| *again.kind() == ErrorKind::Gone);
        assert!(says_gone <= in_provider, "{error}\n{texts}");
        if in_provider {
            assert!(is_gone(&one), "{error}\n{texts}");
            return;
        }
    }
}
