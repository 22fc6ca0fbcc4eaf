//! How hostile components are made, and what is true after each attack.

use std::time::{Duration, Instant};

use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::Resolve;
use wittgen::{Error, ErrorKind};

/// A component of the one world in `wit`, made of a core module's text.
#[track_caller]
pub(crate) fn encode(wit: &str, module: &str) -> Vec<u8> {
    encode_as(wit, module, StringEncoding::UTF8)
}

/// The same with strings in another encoding.
#[track_caller]
pub(crate) fn encode_as(wit: &str, module: &str, encoding: StringEncoding) -> Vec<u8> {
    let mut resolve = Resolve::default();
    let package = resolve.push_str("test.wit", wit).expect("good WIT");
    let world = resolve.select_world(&[package], None).expect("one world");
    let mut module = wat::parse_str(module).unwrap_or_else(|error| panic!("{error}"));
    embed_component_metadata(&mut module, &resolve, world, encoding, false).expect("metadata");
    ComponentEncoder::default()
        .module(&module)
        .and_then(|encoder| encoder.validate(true).encode())
        .unwrap_or_else(|error| panic!("{error:#}"))
}

/// A component's text.
#[track_caller]
pub(crate) fn component(text: &str) -> Vec<u8> {
    wat::parse_str(text).unwrap_or_else(|error| panic!("{error}"))
}

/// The error is of that kind, and says all of that.
#[track_caller]
pub(crate) fn assert_error(error: &Error, kind: ErrorKind, says: &[&str]) {
    assert_eq!(*error.kind(), kind, "{error:?}");
    let text = error.to_string();
    for part in says {
        assert!(text.contains(part), "`{part}` is not in: {text}");
    }
    assert!(!error.message().contains('\n'), "{error}");
}

/// What the component was doing is in the error, by name.
#[track_caller]
pub(crate) fn assert_in(error: &Error, function: &str) {
    let calls = error
        .backtrace()
        .unwrap_or_else(|| panic!("nothing says where: {error:?}"));
    assert!(calls.contains(function), "`{function}` is not in: {calls}");
}

/// Runs `attack`, which must come to an end.
#[track_caller]
pub(crate) fn soon<T>(attack: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = attack();
    let took = start.elapsed();
    assert!(took < Duration::from_secs(30), "{took:?}");
    result
}
