//! What can't be loaded or composed is refused with an error that says why.
//!
//! What goes wrong later is elsewhere: memory in `memory`, paths in `sandbox`, disks in `disk`.

use wittgen::compose::plug;
use wittgen::{Builder, Error, ErrorKind};
use wittgen_guests::{NOTES, SQLITE};
use wittgen_tests::notes::Notes;
use wittgen_tests::{Random, load, notes_with_sqlite};

/// A world that a few lines of WebAssembly can be of.
mod greeter {
    #![allow(missing_docs)]
    wittgen::bindgen!({ inline: "
        package test:greeter;
        interface api { greet: func(times: u32) -> u32; }
        world greeter { export api; export version: func() -> string; }
    " });
}

use greeter::Greeter;

/// Loads without the cache, so that nothing made here is kept there.
#[track_caller]
fn refusal<W: wittgen::World>(bytes: &[u8]) -> Error {
    match Builder::<W>::new().no_cache().load(bytes) {
        Ok(_) => panic!("it was loaded"),
        Err(error) => {
            let message = error.message();
            let first = message.chars().next().expect("there is a message");
            assert!(first == '`' || first.is_lowercase(), "{message}");
            assert!(
                !message.ends_with('.') && !message.contains('\n'),
                "{message}"
            );
            error
        }
    }
}

#[track_caller]
fn assert_refused<W: wittgen::World>(bytes: &[u8], kind: ErrorKind, words: &[&str]) {
    let error = refusal::<W>(bytes);
    assert_eq!(*error.kind(), kind, "{error}");
    for word in words {
        assert!(
            error.to_string().contains(word),
            "`{word}` is not in: {error}"
        );
    }
}

fn component(text: &str) -> Vec<u8> {
    wat::parse_str(text).expect("the test's own component is well-formed")
}

#[test]
fn what_is_no_component_is_refused() {
    assert_refused::<Notes>(b"", ErrorKind::Invalid, &["empty"]);
    assert_refused::<Notes>(b"#!/bin/sh\n", ErrorKind::Invalid, &["not WebAssembly"]);
    assert_refused::<Notes>(b"\0asm", ErrorKind::Invalid, &[]);
    assert_refused::<Notes>(b"\0asm\x02\0\0\0", ErrorKind::Invalid, &["version"]);
    let module = component("(module)");
    assert_refused::<Notes>(
        &module,
        ErrorKind::Invalid,
        &["core module", "help", "component"],
    );
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let dir = tempfile::tempdir().unwrap();
    for path in [dir.path().join("missing.wasm"), dir.path().to_owned()] {
        let Err(error) = Notes::builder().load(&path) else {
            panic!("it was loaded")
        };
        assert_eq!(*error.kind(), ErrorKind::Read, "{error}");
        assert!(
            error.to_string().contains(&path.display().to_string()),
            "{error}"
        );
    }
    let missing = dir.path().join("missing");
    let Err(error) = load(Notes::builder().dir("/data", &missing)) else {
        panic!("it was loaded")
    };
    assert_eq!(*error.kind(), ErrorKind::Read, "{error}");
    assert!(
        error.to_string().contains(&missing.display().to_string()),
        "{error}"
    );
}

#[test]
fn a_truncated_component_is_refused() {
    let app = notes_with_sqlite();
    let mut random = Random::from_environment();
    let ends = (0..60).chain((0..40).map(|_| random.below(app.len() as u64) as usize));
    for end in ends.chain([app.len() - 1]) {
        // A component may end after any of its sections: then it is whole, and lacks something.
        let error = refusal::<Notes>(&app[..end]);
        let kinds = [ErrorKind::Invalid, ErrorKind::Mismatch];
        assert!(
            kinds.contains(error.kind()),
            "cut at {end}: {:?}: {error}",
            error.kind()
        );
    }
}

#[test]
fn random_bytes_are_refused() {
    let mut random = Random::from_environment();
    let header = *b"\0asm\x0d\0\x01\0";
    for size in 0..200 {
        let noise: Vec<u8> = (0..size).map(|_| random.below(256) as u8).collect();
        refusal::<Notes>(&noise);
        let error = refusal::<Notes>(&[&header[..], &noise].concat());
        assert!(
            matches!(error.kind(), ErrorKind::Invalid | ErrorKind::Mismatch),
            "{error}"
        );
    }
}

#[test]
fn a_damaged_component_never_harms_the_host() {
    // A small one: each of these is compiled, and that of SQLite takes seconds.
    let greeter = component(GREETER);
    let mut random = Random::from_environment();
    for _ in 0..500 {
        let mut damaged = greeter.clone();
        let place = random.below(damaged.len() as u64) as usize;
        damaged[place] ^= 1 << random.below(8);
        if let Ok(greeter) = Builder::<Greeter>::new().no_cache().load(&damaged) {
            // Whatever it does now: it returns, or says why not.
            let _ = (greeter.greet(2), greeter.version());
        }
    }
}

const GREETER: &str = r#"(component
    (core module $m
        (memory (export "memory") 1)
        (data (i32.const 8) "\10\00\00\00\03\00\00\00" "1.0")
        (func (export "greet") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 2)))
        (func (export "version") (result i32) (i32.const 8)))
    (core instance $i (instantiate $m))
    (func $greet (param "times" u32) (result u32) (canon lift (core func $i "greet")))
    (instance $api (export "greet" (func $greet)))
    (export "test:greeter/api" (instance $api))
    (func (export "version") (result string)
        (canon lift (core func $i "version") (memory (core memory $i "memory")))))"#;

#[test]
fn a_component_of_the_world_is_loaded() {
    let greeter = Builder::<Greeter>::new()
        .no_cache()
        .load(component(GREETER))
        .unwrap();
    assert_eq!(greeter.greet(21).unwrap(), 42);
    assert_eq!(greeter.version().unwrap(), "1.0");
}

#[test]
fn a_missing_or_mistyped_export_is_named() {
    let lacks = GREETER.replace("test:greeter/api", "test:other/api");
    let words = ["interface test:greeter/api", "nothing of this name", "help"];
    assert_refused::<Greeter>(&component(&lacks), ErrorKind::Mismatch, &words);
    let lacks = GREETER.replace("(export \"greet\" (func", "(export \"meet\" (func");
    let words = [
        "interface test:greeter/api, func greet",
        "nothing of this name",
    ];
    assert_refused::<Greeter>(&component(&lacks), ErrorKind::Mismatch, &words);
    let mistyped = GREETER.replace("(param \"times\" u32)", "(param \"times\" s32)");
    let words = ["func greet, param times: expected u32, found s32"];
    assert_refused::<Greeter>(&component(&mistyped), ErrorKind::Mismatch, &words);
    let more = GREETER
        .replace(
            "(param \"times\" u32)",
            "(param \"times\" u32) (param \"more\" u32)",
        )
        .replace(
            "(func (export \"greet\") (param i32)",
            "(func (export \"greet\") (param i32 i32)",
        );
    let words = ["func greet: expected 1 param (times), found 2 params (times, more)"];
    assert_refused::<Greeter>(&component(&more), ErrorKind::Mismatch, &words);
    assert_refused::<Notes>(
        SQLITE,
        ErrorKind::Mismatch,
        &["interface wittgen:notes/store@0.1.0"],
    );
}

#[test]
fn a_missing_import_is_named() {
    let words = [
        "`wittgen:sqlite/database@0.1.0`",
        "imports",
        "help",
        "compose",
    ];
    assert_refused::<Notes>(NOTES, ErrorKind::MissingImport, &words);
    let needing = |import: &str| {
        component(&GREETER.replacen("(component", &format!("(component {import}"), 1))
    };
    let needs = needing(r#"(import "test:host/log" (instance (export "log" (func))))"#);
    assert_refused::<Greeter>(&needs, ErrorKind::MissingImport, &["`test:host/log` (log)"]);
    let newer =
        needing(r#"(import "wasi:cli/environment@0.9.0" (instance (export "look" (func))))"#);
    assert_refused::<Greeter>(
        &newer,
        ErrorKind::MissingImport,
        &["wasi:cli/environment@0.9.0"],
    );
}

#[test]
fn a_composition_that_does_not_fit_is_refused() {
    let wrong = component(
        r#"(component
            (core module $m (func (export "version") (result i32) (i32.const 8)))
            (core instance $i (instantiate $m))
            (func $version (result u32) (canon lift (core func $i "version")))
            (instance $api (export "version" (func $version)))
            (export "wittgen:sqlite/database@0.1.0" (instance $api)))"#,
    );
    let error = plug(NOTES, [&wrong[..]]).unwrap_err().to_string();
    assert!(error.contains("wittgen:sqlite/database@0.1.0"), "{error}");
    for broken in [
        &b""[..],
        b"junk",
        &component("(module)"),
        &SQLITE[..SQLITE.len() / 2],
    ] {
        assert!(plug(NOTES, [broken]).is_err());
        assert!(plug(broken, [SQLITE]).is_err());
    }
}
