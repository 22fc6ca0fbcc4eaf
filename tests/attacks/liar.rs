//! A component whose functions return whatever the caller says, whether or not it is a value of their type.

use std::sync::LazyLock;

use wit_component::StringEncoding;
use wittgen::{Dynamic, Error, ErrorKind};

use super::support::{encode, encode_as};

#[allow(missing_docs)]
pub(crate) mod bindings {
    wittgen::bindgen!({ path: "attacks/liar.wit" });
}

pub(crate) use bindings::Liar;
use bindings::lies::{Outer, Pair};

pub(crate) const WIT: &str = include_str!("liar.wit");

/// Every function that takes two numbers returns them as they are: by themselves where the result goes on the stack, and
/// in memory where it does not. A result that begins with a byte for its case has `a` there and `b` behind it.
pub(crate) const MODULE: &str = r#"(module
    (memory (export "memory") 2)
    (global $heap (mut i32) (i32.const 4096))
    (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)
        (global.set $heap (i32.and (i32.add (global.get $heap) (i32.const 15)) (i32.const -16)))
        (memory.copy (global.get $heap) (local.get 0)
            (select (local.get 1) (local.get 3) (i32.lt_u (local.get 1) (local.get 3))))
        (global.get $heap)
        (global.set $heap (i32.add (global.get $heap) (local.get 3))))
    (func $two (param i32 i32) (result i32)
        (i32.store (i32.const 1024) (local.get 0))
        (i32.store (i32.const 1028) (local.get 1))
        (i32.store (i32.const 1032) (local.get 0))
        (i32.store (i32.const 1036) (local.get 1))
        (i32.const 1024))
    (func $flat (param i32 i32) (result i32) (local.get 0))
    (func $case (param i32 i32) (result i32)
        (i32.store (i32.const 1024) (i32.const 0))
        (i32.store8 (i32.const 1024) (local.get 0))
        (i32.store (i32.const 1028) (local.get 1))
        (i32.store (i32.const 1032) (local.get 1))
        (i32.const 1024))
    (export "test:liar/lies#text" (func $two))
    (export "test:liar/lies#bytes" (func $two))
    (export "test:liar/lies#shorts" (func $two))
    (export "test:liar/lies#longs" (func $two))
    (export "test:liar/lies#texts" (func $two))
    (export "test:liar/lies#pairs" (func $two))
    (export "test:liar/lies#letters" (func $two))
    (export "test:liar/lies#truths" (func $two))
    (export "test:liar/lies#colours" (func $two))
    (export "test:liar/lies#units" (func $two))
    (export "test:liar/lies#table" (func $two))
    (export "test:liar/lies#couple" (func $two))
    (export "test:liar/lies#letter" (func $flat))
    (export "test:liar/lies#truth" (func $flat))
    (export "test:liar/lies#tint" (func $flat))
    (export "test:liar/lies#rights" (func $flat))
    (export "test:liar/lies#small" (func $flat))
    (export "test:liar/lies#shape" (func $case))
    (export "test:liar/lies#maybe" (func $case))
    (export "test:liar/lies#outcome" (func $case))
    (export "test:liar/lies#placed" (func $flat))
    (export "test:liar/lies#placed-outer" (func $flat))
    (func (export "test:liar/lies#poke") (param i32 i32)
        (i32.store (local.get 0) (local.get 1)))
    (func (export "test:liar/lies#echo") (param i32 i32) (result i32)
        (call $two (local.get 0) (local.get 1))))"#;

static COMPONENT: LazyLock<Vec<u8>> = LazyLock::new(|| encode(WIT, MODULE));

/// The component, with its strings in an encoding.
pub(crate) fn encoded(encoding: StringEncoding) -> Vec<u8> {
    encode_as(WIT, MODULE, encoding)
}

pub(crate) fn component() -> &'static [u8] {
    &COMPONENT
}

pub(crate) fn load() -> Liar {
    Liar::builder().no_cache().load(component()).unwrap()
}

pub(crate) fn load_dynamic() -> Dynamic {
    Dynamic::builder().no_cache().load(component()).unwrap()
}

/// An instance works as it should.
#[track_caller]
pub(crate) fn assert_well(liar: &Liar) {
    for text in ["", "well", "schön"] {
        assert_eq!(liar.echo(text).unwrap(), text);
        assert_eq!(liar.echo_with(text, str::to_string).unwrap(), text);
    }
    assert_eq!(liar.small(7, 0).unwrap(), 7);
}

/// An attack on `victim` failed with `error`: the neighbour and a new instance are well, the victim has ended.
#[track_caller]
pub(crate) fn assert_ended(victim: &Liar, neighbour: &Liar) {
    let after = victim.small(1, 0).unwrap_err();
    assert_eq!(*after.kind(), ErrorKind::Gone, "{after}");
    assert_well(neighbour);
}

/// Calls the function of this name by the bindings. The value is dropped.
pub(crate) fn call(liar: &Liar, function: &str, a: u32, b: u32) -> Result<(), Error> {
    use wittgen::CallError;
    fn host<T>(result: Result<T, CallError<String>>) -> Result<(), Error> {
        match result {
            Ok(_) | Err(CallError::Guest(_)) => Ok(()),
            Err(CallError::Host(error)) => Err(error),
        }
    }
    match function {
        "text" => liar.text(a, b).map(drop),
        "text-with" => liar.text_with(a, b, |_: &str| ()),
        "bytes" => liar.bytes(a, b).map(drop),
        "bytes-with" => liar.bytes_with(a, b, |_: &[u8]| ()),
        "shorts" => liar.shorts(a, b).map(drop),
        "longs" => liar.longs(a, b).map(drop),
        "texts" => liar.texts(a, b).map(drop),
        "pairs" => liar.pairs(a, b).map(|_: Vec<Pair>| ()),
        "letters" => liar.letters(a, b).map(drop),
        "truths" => liar.truths(a, b).map(drop),
        "colours" => liar.colours(a, b).map(drop),
        "units" => liar.units(a, b).map(drop),
        "table" => liar.table(a, b).map(drop),
        "couple" => liar.couple(a, b).map(drop),
        "letter" => liar.letter(a, b).map(drop),
        "truth" => liar.truth(a, b).map(drop),
        "tint" => liar.tint(a, b).map(drop),
        "rights" => liar.rights(a, b).map(drop),
        "small" => liar.small(a, b).map(drop),
        "shape" => liar.shape(a, b).map(drop),
        "maybe" => liar.maybe(a, b).map(drop),
        "outcome" => host(liar.outcome(a, b)),
        "outcome-with" => host(liar.outcome_with(a, b, |_: &str| ())),
        "placed" => liar.placed(a, b).map(drop),
        "placed-outer" => liar.placed_outer(a, b).map(|_: Outer| ()),
        other => panic!("there is no `{other}`"),
    }
}
