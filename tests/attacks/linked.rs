//! A provider that does anything, an importer that passes on what it is told, and a relay between them.

use std::sync::LazyLock;

use wittgen::{Builder, Dynamic, ErrorKind};

use super::support::encode;

#[allow(missing_docs)]
mod bindings {
    wittgen::bindgen!({
        inline: "
            package test:link;
            interface run {
                quick: func(number: u32) -> u32;
                spin: func();
                spin-here: func();
                fail: func();
                work-twice: func(rounds: u32) -> u32;
                dive: func(frames: u32, levels: u32) -> u32;
                make: func(number: u32) -> u32;
                number: func(handle: u32) -> u32;
                lend: func(handle: u32, how: u32) -> u32;
                drop: func(handle: u32);
                use-dropped: func(handle: u32) -> u32;
                take: func(bytes: u32) -> u32;
                give: func(bytes: u32) -> u32;
                many: func(count: u32) -> u32;
            }
            world importer { export run; }
        ",
    });
}

pub(super) use bindings::Importer;

/// The interfaces, and a world of some of them.
fn wit(world: &str) -> String {
    format!("{} world it {{ {world} }}", include_str!("linked.wit"))
}

const DIVE: &str = r#"
    (func $dive (param i32 i32) (result i32)
        (if (result i32) (local.get 0)
            (then (i32.add (i32.const 1)
                (call $dive (i32.sub (local.get 0) (i32.const 1)) (local.get 1))))
            (else BELOW)))"#;

/// Calls what is below, on the last frame of a level.
const BELOW: &str = "(if (result i32) (local.get 1)
    (then (call $below (global.get $frames) (i32.sub (local.get 1) (i32.const 1))))
    (else (i32.const 0)))";

const PROVIDER: &str = r#"(module
    (import "[export]test:link/things" "[resource-new]thing" (func $new (param i32) (result i32)))
    (memory (export "memory") 64)
    (global $dropped (mut i32) (i32.const 0))
    (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (i32.const 65536))
    (func (export "test:link/calls#quick") (param i32) (result i32)
        (i32.add (local.get 0) (i32.const 1)))
    (func $spin (export "test:link/calls#spin") (loop (br 0)))
    (func $fail (export "test:link/calls#fail") (unreachable))
    (func (export "test:link/calls#work") (param i32) (result i32)
        (loop $next
            (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
            (br_if $next (local.get 0)))
        (local.get 0))
    DIVE
    (export "test:link/calls#dive" (func $dive))
    (func (export "test:link/things#[constructor]thing") (param i32) (result i32)
        (call $new (local.get 0)))
    (func (export "test:link/things#[method]thing.number") (param i32) (result i32) (local.get 0))
    (func (export "test:link/things#[dtor]thing") (param i32)
        (global.set $dropped (i32.add (global.get $dropped) (i32.const 1)))
        DTOR)
    (func (export "test:link/things#take") (param i32 i32) (result i32) (local.get 1))
    (func (export "test:link/things#give") (param i32) (result i32)
        (i32.store (i32.const 8) (i32.const 65536))
        (i32.store (i32.const 12) (local.get 0))
        (i32.const 8))
    (func (export "test:link/things#lend") (param i32 i32) (result i32)
        (if (i32.eq (local.get 1) (i32.const 1)) (then (call $fail)))
        (if (i32.eq (local.get 1) (i32.const 2)) (then (call $spin)))
        (local.get 0))
    (func (export "test:link/things#many") (param i32) (result i32)
        (local $at i32)
        (local.set $at (i32.const 65536))
        (i32.store (i32.const 8) (local.get $at))
        (i32.store (i32.const 12) (local.get 0))
        (loop $next (if (local.get 0) (then
            (i32.store (local.get $at) (call $new (local.get 0)))
            (local.set $at (i32.add (local.get $at) (i32.const 4)))
            (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
            (br $next))))
        (i32.const 8))
    (func (export "test:link/things#dropped") (result i32) (global.get $dropped)))"#;

/// Exports what it imports.
const RELAY: &str = r#"(module
    (import "test:link/calls" "quick" (func $quick (param i32) (result i32)))
    (import "test:link/calls" "spin" (func $spin))
    (import "test:link/calls" "fail" (func $fail))
    (import "test:link/calls" "work" (func $work (param i32) (result i32)))
    (import "test:link/calls" "dive" (func $below (param i32 i32) (result i32)))
    (memory (export "memory") 1)
    (global $frames (mut i32) (i32.const 0))
    (export "test:link/calls#quick" (func $quick))
    (export "test:link/calls#spin" (func $spin))
    (export "test:link/calls#fail" (func $fail))
    (export "test:link/calls#work" (func $work))
    DIVE
    (func (export "test:link/calls#dive") (param i32 i32) (result i32)
        (global.set $frames (local.get 0))
        (call $dive (local.get 0) (local.get 1))))"#;

const IMPORTER: &str = r#"(module
    (import "test:link/calls" "quick" (func $quick (param i32) (result i32)))
    (import "test:link/calls" "spin" (func $spin))
    (import "test:link/calls" "fail" (func $fail))
    (import "test:link/calls" "work" (func $work (param i32) (result i32)))
    (import "test:link/calls" "dive" (func $below (param i32 i32) (result i32)))
    (import "test:link/things" "[constructor]thing" (func $thing (param i32) (result i32)))
    (import "test:link/things" "[method]thing.number" (func $number (param i32) (result i32)))
    (import "test:link/things" "[resource-drop]thing" (func $drop (param i32)))
    (import "test:link/things" "lend" (func $lend (param i32 i32) (result i32)))
    (import "test:link/things" "take" (func $take (param i32 i32) (result i32)))
    (import "test:link/things" "give" (func $give (param i32 i32)))
    (import "test:link/things" "many" (func $many (param i32 i32)))
    (memory (export "memory") 56)
    (global $frames (mut i32) (i32.const 0))
    (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (i32.const 65536))
    (export "test:link/run#quick" (func $quick))
    (export "test:link/run#spin" (func $spin))
    (func (export "test:link/run#spin-here") (loop (br 0)))
    (export "test:link/run#fail" (func $fail))
    (func (export "test:link/run#work-twice") (param i32) (result i32)
        (i32.add (call $work (local.get 0)) (call $work (local.get 0))))
    DIVE
    (func (export "test:link/run#dive") (param i32 i32) (result i32)
        (global.set $frames (local.get 0))
        (call $dive (local.get 0) (local.get 1)))
    (export "test:link/run#make" (func $thing))
    (export "test:link/run#number" (func $number))
    (export "test:link/run#lend" (func $lend))
    (export "test:link/run#drop" (func $drop))
    (func (export "test:link/run#use-dropped") (param i32) (result i32)
        (call $drop (local.get 0))
        (call $number (local.get 0)))
    (func (export "test:link/run#take") (param i32) (result i32)
        (call $take (i32.const 0) (local.get 0)))
    (func (export "test:link/run#give") (param i32) (result i32)
        (call $give (local.get 0) (i32.const 8))
        (i32.load (i32.const 12)))
    (func (export "test:link/run#many") (param i32) (result i32)
        (call $many (local.get 0) (i32.const 8))
        (i32.load (i32.const 12))))"#;

/// A provider whose things end with `dtor`.
pub(super) fn provider_with(builder: Builder<Dynamic>, dtor: &str) -> Dynamic {
    let dive = DIVE.replace("BELOW", "(i32.const 0)");
    let module = PROVIDER.replace("DIVE", &dive).replace("DTOR", dtor);
    let component = encode(&wit("export calls; export things;"), &module);
    builder.no_cache().load(component).unwrap()
}

pub(super) fn provider(builder: Builder<Dynamic>) -> Dynamic {
    provider_with(builder, "")
}

/// A component that passes the calls of others on to what `builder` links.
pub(super) fn relay(builder: Builder<Dynamic>) -> Dynamic {
    static COMPONENT: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let module = RELAY.replace("DIVE", &DIVE.replace("BELOW", BELOW));
        encode(&wit("import calls; export calls;"), &module)
    });
    builder.no_cache().load(&COMPONENT[..]).unwrap()
}

pub(super) fn importer(builder: Builder<Importer>) -> Importer {
    try_importer(builder).unwrap()
}

pub(super) fn try_importer(builder: Builder<Importer>) -> Result<Importer, wittgen::Error> {
    static COMPONENT: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let module = IMPORTER.replace("DIVE", &DIVE.replace("BELOW", BELOW));
        encode(&wit("import calls; import things; export run;"), &module)
    });
    builder.no_cache().name("app").load(&COMPONENT[..])
}

/// The provider serves another importer.
#[track_caller]
pub(super) fn assert_serves(provider: &Dynamic) {
    let importer = importer(Importer::builder().link(provider));
    assert_eq!(importer.quick(1).unwrap(), 2);
    let thing = importer.make(7).unwrap();
    assert_eq!(importer.number(thing).unwrap(), 7);
    importer.drop(thing).unwrap();
}

/// Neither has anything more to say.
#[track_caller]
pub(super) fn assert_ended(importer: &Importer, provider: &Dynamic) {
    let error = importer.quick(1).unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Gone, "{error}");
    let error = provider.call("calls.quick(1)").unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Gone, "{error}");
}
