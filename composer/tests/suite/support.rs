//! Components made from text.

use wit_component::{ComponentEncoder, StringEncoding, dummy_module, embed_component_metadata};
use wit_parser::{ManglingAndAbi, Resolve};

/// A component from its text format.
#[track_caller]
pub(crate) fn wat(text: &str) -> Vec<u8> {
    wat::parse_str(text).expect("the text format of a component")
}

/// A component of the world `world` of the first package in `wit`, whose functions trap.
#[track_caller]
pub(crate) fn component(wit: &str, world: &str) -> Vec<u8> {
    let mut resolve = Resolve::default();
    let package = resolve.push_str("test.wit", wit).expect("WIT");
    dummy(&resolve, package, Some(world))
}

/// A component of a world that is in `resolve`.
#[track_caller]
pub(crate) fn dummy(
    resolve: &Resolve,
    package: wit_parser::PackageId,
    world: Option<&str>,
) -> Vec<u8> {
    let world = resolve.select_world(&[package], world).expect("a world");
    let mut module = dummy_module(resolve, world, ManglingAndAbi::Standard32);
    embed_component_metadata(&mut module, resolve, world, StringEncoding::UTF8, false)
        .expect("metadata");
    ComponentEncoder::default()
        .module(&module)
        .and_then(|encoder| encoder.validate(true).encode())
        .expect("a component")
}

/// The names of what a component imports and exports.
#[track_caller]
pub(crate) fn outside(bytes: &[u8]) -> (Vec<String>, Vec<String>) {
    wasmparser::Validator::new_with_features(wasmparser::WasmFeatures::all())
        .validate_all(bytes)
        .expect("a valid component");
    let inspection = wittgen_composer::inspect(bytes).expect("a component");
    let names = |items: Vec<wittgen_composer::Item>| items.into_iter().map(|i| i.name).collect();
    (names(inspection.imports), names(inspection.exports))
}

/// An interface of a database and a plugin that uses it, in the manner of the real ones.
pub(crate) const NOTES: &str = "
    package example:notes@1.0.0;
    interface store {
        use example:sqlite/database@0.1.2.{error};
        add: func(text: string) -> result<u64, error>;
    }
    world notes { import example:sqlite/database@0.1.2; import wasi:log/log@0.2.0; export store; }
    package wasi:log@0.2.0 { interface log { log: func(text: string); } }
    package example:sqlite@0.1.2 {
        interface database {
            record error { code: u32, message: string }
            resource connection {
                open: static func(path: string) -> result<connection, error>;
                execute: func(sql: string) -> result<u64, error>;
            }
        }
    }
";

/// A provider of that database.
pub(crate) const SQLITE: &str = "
    package example:sqlite@0.1.4;
    interface database {
        record error { code: u32, message: string }
        resource connection {
            open: static func(path: string) -> result<connection, error>;
            execute: func(sql: string) -> result<u64, error>;
            interrupt: func();
        }
        version: func() -> string;
    }
    world sqlite { import example:files/files@0.1.0; import wasi:log/log@0.2.1; export database; }
    package wasi:log@0.2.1 { interface log { log: func(text: string); flush: func(); } }
    package example:files@0.1.0 { interface files { read: func(path: string) -> list<u8>; } }
";

/// A provider of what that provider imports.
pub(crate) const FILES: &str = "
    package example:files@0.1.0;
    interface files { read: func(path: string) -> list<u8>; }
    world provider { import wasi:clocks/wall-clock@0.2.0; export files; }
    package wasi:clocks@0.2.0 { interface wall-clock { now: func() -> u64; } }
";

/// Holds `text` against what is recorded under `name`. With `BLESS=1` it is recorded anew: read
/// the difference.
#[track_caller]
pub(crate) fn assert_recorded(name: &str, text: &str) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/recorded");
    let path = folder.join(name);
    if std::env::var_os("BLESS").is_some() {
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(&path, text).expect("a file");
    }
    let recorded = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        text, recorded,
        "`{name}` differs; `BLESS=1` records it anew"
    );
}
