//! A component that does not fit its world is refused when it is loaded, with the path to the first difference.
//!
//! The components are made of WIT alone: their functions trap, but they are never called.

use wit_component::{ComponentEncoder, StringEncoding, dummy_module, embed_component_metadata};
use wit_parser::{ManglingAndAbi, Resolve};
use wittgen::__private::signature::{Func, Type};
use wittgen::__private::{Export, Instance};
use wittgen::{Builder, Error, ErrorKind};

#[path = "load/change.rs"]
mod change;

#[allow(missing_docs)]
mod world {
    wittgen::bindgen!({ path: "load/notes.wit" });
}

use world::Notes;

/// What the component has to export.
const WIT: &str = include_str!("load/notes.wit");

/// A component of the one world in `wit`.
#[track_caller]
fn component(wit: &str) -> Vec<u8> {
    let mut resolve = Resolve::default();
    let package = resolve
        .push_str("test.wit", wit)
        .unwrap_or_else(|error| panic!("{error:#}\n{wit}"));
    let world = resolve.select_world(&[package], None).expect("one world");
    let mut module = dummy_module(&resolve, world, ManglingAndAbi::Standard32);
    embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8, false)
        .expect("metadata");
    ComponentEncoder::default()
        .module(&module)
        .and_then(|encoder| encoder.validate(true).encode())
        .expect("a component")
}

fn load(wit: &str) -> Result<Notes, Error> {
    Builder::<Notes>::new().no_cache().load(component(wit))
}

#[track_caller]
fn refusal(wit: &str) -> Error {
    match load(wit) {
        Ok(_) => panic!("it was loaded:\n{wit}"),
        Err(error) => {
            assert_eq!(*error.kind(), ErrorKind::Mismatch, "{error}");
            error
        }
    }
}

/// The world's WIT with `from`, which stands in it once, replaced by `to`.
#[track_caller]
fn changed(from: &str, to: &str) -> String {
    assert_eq!(WIT.matches(from).count(), 1, "`{from}`");
    WIT.replacen(from, to, 1)
}

/// Makes sure that a component with `to` in the place of `from` is refused, and where the difference is said to be.
#[track_caller]
fn refused(from: &str, to: &str, difference: &str) {
    let error = refusal(&changed(from, to));
    let expected =
        format!("the component does not fit the world `test:notes/notes@0.2.3`: {difference}");
    assert_eq!(error.message(), expected, "{error}");
}

/// As [`refused`], for a difference in the interface `store` at which `path` ends.
#[track_caller]
fn refused_in_store(from: &str, to: &str, difference: &str) {
    refused(
        from,
        to,
        &format!("interface test:notes/store@0.2.3, {difference}"),
    );
}

#[test]
fn a_component_of_the_world_is_loaded() {
    load(WIT).unwrap();
}

#[test]
fn parameters_differ_by_type_and_number() {
    refused_in_store(
        "        limit: u32,\n",
        "        limit: s32,\n",
        "func search, param limit: expected u32, found s32",
    );
    refused_in_store(
        "        limit: u32,\n",
        "",
        "func search: expected 2 params (words, limit), found 1 param (words)",
    );
    refused_in_store(
        "        limit: u32,\n",
        "        limit: u32,\n        newest: bool,\n",
        "func search: expected 2 params (words, limit), found 3 params (words, limit, newest)",
    );
    refused_in_store(
        "            at: u32,\n",
        "",
        "resource blob, method read: expected 1 param (at), found no params",
    );
    refused_in_store(
        "            at: u32,\n",
        "            at: u64,\n",
        "resource blob, method read, param at: expected u32, found u64",
    );
    refused_in_store(
        "            size: u32,\n",
        "            size: string,\n",
        "resource blob, constructor, param size: expected u32, found string",
    );
    refused_in_store(
        "            path: string,\n",
        "            path: list<string>,\n",
        "resource blob, static func open, param path: expected string, found list<string>",
    );
}

#[test]
fn an_async_function_is_another_one() {
    refused_in_store(
        "    search: func(",
        "    search: async func(",
        "func search: expected a function, found an async function",
    );
}

#[test]
fn results_differ() {
    refused_in_store(
        ") -> list<note>;",
        ") -> option<note>;",
        "func search, result: expected list<note>, found option<record { id, text, colour }>",
    );
    refused_in_store(
        ") -> list<note>;",
        ");",
        "func search, result: expected list<note>, found nothing",
    );
    refused_in_store(
        "        access: access,\n    );",
        "        access: access,\n    ) -> bool;",
        "func draw, result: expected nothing, found bool",
    );
    refused_in_store(
        ") -> f64;",
        ") -> f32;",
        "func swap, result: expected f64, found f32",
    );
    refused_in_store(
        ") -> char;",
        ") -> string;",
        "func merge, result: expected char, found string",
    );
}

#[test]
fn the_parts_of_a_wit_result_differ() {
    let wit = ") -> result<page, failure>;";
    let path = "func browse, result";
    refused_in_store(
        wit,
        ") -> result<bool, failure>;",
        &format!("{path}, ok: expected record page, found bool"),
    );
    refused_in_store(
        wit,
        ") -> result<_, failure>;",
        &format!("{path}, ok: expected record page, found nothing"),
    );
    refused_in_store(
        wit,
        ") -> result<page, string>;",
        &format!("{path}, err: expected variant failure, found string"),
    );
    refused_in_store(
        wit,
        ") -> result<page>;",
        &format!("{path}, err: expected variant failure, found nothing"),
    );
    refused_in_store(
        wit,
        ") -> page;",
        &format!("{path}: expected result<page, failure>, found record {{ notes, next }}"),
    );
}

#[test]
fn records_differ() {
    let path = "func search, result, list element, record note";
    let also = "; 2 more functions differ";
    refused_in_store(
        "        id: u64,\n",
        "        id: u32,\n",
        &format!("{path}, field id: expected u64, found u32{also}"),
    );
    refused_in_store(
        "        text: string,\n        colour",
        "        colour",
        &format!("{path}: expected field text, found no such field{also}"),
    );
    refused_in_store(
        "        colour: colour,\n",
        "",
        &format!("{path}: expected field colour, found no such field{also}"),
    );
    refused_in_store(
        "        colour: colour,\n",
        "        colour: colour,\n        pinned: bool,\n",
        &format!("{path}: expected no such field, found field pinned{also}"),
    );
    refused_in_store(
        "        id: u64,\n",
        "        pinned: bool,\n        id: u64,\n",
        &format!("{path}: expected no such field, found field pinned{also}"),
    );
    refused_in_store(
        "        id: u64,\n",
        "        key: u64,\n",
        &format!("{path}: expected field id, found field key{also}"),
    );
    refused_in_store(
        "        id: u64,\n        text: string,\n",
        "        text: string,\n        id: u64,\n",
        &format!(
            "{path}: expected the fields in the order id, text, colour, found text, id, colour{also}"
        ),
    );
    refused_in_store(
        "        next: option<u32>,\n",
        "        next: u32,\n",
        "func browse, result, ok, record page, field next: expected option<u32>, found u32",
    );
    refused_in_store(
        "        next: option<u32>,\n",
        "        next: option<u8>,\n",
        "func browse, result, ok, record page, field next, option value: expected u32, found u8",
    );
}

#[test]
fn variants_enums_and_flags_differ() {
    let path = "func draw, param shape, variant shape";
    refused_in_store(
        "        dot(u32),\n",
        "        dot(s32),\n",
        &format!("{path}, case dot: expected u32, found s32"),
    );
    refused_in_store(
        "        dot(u32),\n",
        "        dot,\n",
        &format!("{path}, case dot: expected u32, found nothing"),
    );
    refused_in_store(
        "        nothing,\n",
        "        nothing(string),\n",
        &format!("{path}, case nothing: expected nothing, found string"),
    );
    refused_in_store(
        "        nothing,\n",
        "",
        &format!("{path}: expected case nothing, found no such case"),
    );
    refused_in_store(
        "        line(tuple<u32, s16>),\n",
        "        line(tuple<u32, s16>),\n        arc,\n",
        &format!("{path}: expected no such case, found case arc"),
    );
    refused_in_store(
        "shape: shape",
        "shape: access",
        "func draw, param shape: expected variant shape, found flags { read, write }",
    );
    let path = "func search, result, list element, record note, field colour, enum colour";
    refused_in_store(
        "        green,\n",
        "        yellow,\n",
        &format!("{path}: expected case green, found case yellow; 2 more functions differ"),
    );
    let path = "func draw, param access, flags access";
    refused_in_store(
        "        read,\n        write,\n",
        "        write,\n        read,\n",
        &format!("{path}: expected the flags in the order read, write, found write, read"),
    );
    refused_in_store(
        "        write,\n",
        "        write,\n        share,\n",
        &format!("{path}: expected no such flag, found flag share"),
    );
    refused_in_store(
        "access: access",
        "access: colour",
        "func draw, param access: expected flags access, found enum { red, green, blue }",
    );
}

#[test]
fn tuples_differ() {
    let path = "func swap, param pair";
    refused_in_store(
        "tuple<u8, s64>",
        "tuple<u8, u64>",
        &format!("{path}, tuple element 1: expected s64, found u64"),
    );
    refused_in_store(
        "tuple<u8, s64>",
        "tuple<u8, s64, bool>",
        &format!("{path}: expected tuple<u8, s64>, found tuple<u8, s64, bool>"),
    );
}

#[test]
fn resources_differ() {
    refused_in_store(
        "        blob: blob,\n    ) -> char",
        "        blob: borrow<blob>,\n    ) -> char",
        "func merge, param blob: expected own<blob>, found borrow<blob>",
    );
    refused_in_store(
        "        into: borrow<blob>,\n",
        "        into: borrow<cursor>,\n",
        "func merge, param into: expected borrow<blob>, found borrow<cursor>",
    );
    refused_in_store(
        "        into: borrow<blob>,\n",
        "        into: u32,\n",
        "func merge, param into: expected borrow<blob>, found u32",
    );
    refused_in_store(
        "blobs: func() -> list<blob>",
        "blobs: func() -> list<cursor>",
        "resource cursor, method blobs, result, list element: expected own<blob>, found own<cursor>",
    );
    refused_in_store(
        "    resource cursor {\n        blobs: func() -> list<blob>;\n    }\n",
        "",
        "resource cursor: expected a resource, found nothing of this name",
    );
    refused_in_store(
        "    resource cursor {\n        blobs: func() -> list<blob>;\n    }\n",
        "    resource cursor;\n",
        "resource cursor, method blobs: expected a function, found nothing of this name",
    );
    // A resource of the same name, but another one.
    refused(
        "    use store.{blob, note};\n",
        "    use store.{note};\n    resource blob;\n",
        "interface test:notes/index@0.2.3, func add, param blob: \
         expected borrow<blob> of test:notes/store@0.2.3, found that of test:notes/index@0.2.3",
    );
}

#[test]
fn functions_are_missing() {
    refused_in_store(
        "    search: func(",
        "    serach: func(",
        "func search: expected a function, found nothing of this name",
    );
    let help = refusal(&changed("    search: func(", "    serach: func("))
        .help()
        .unwrap()
        .to_string();
    assert!(
        help.contains("did you mean `serach`? it exports `"),
        "{help}"
    );
    assert!(help.contains("`merge`"), "{help}");
    refused(
        "    export version: func() -> string;\n",
        "    export varsion: func() -> string;\n",
        "func version: expected a function, found nothing of this name",
    );
    refused(
        "    export version: func() -> string;\n",
        "    export version: interface { get: func(); }\n",
        "func version: expected a function, found an interface",
    );
}

#[test]
fn other_functions_that_differ_are_counted() {
    let both = changed("        limit: u32,\n", "").replace("-> f64", "-> f32");
    let message = refusal(&both).message().to_string();
    assert!(
        message.ends_with("found 1 param (words); 1 more function differs"),
        "{message}"
    );
}

#[test]
fn interfaces_are_missing() {
    let wit = changed("    export index;\n", "");
    let error = refusal(&wit);
    assert!(
        error.message().ends_with(
            "interface test:notes/index@0.2.3: expected an interface, found nothing of this name"
        ),
        "{error}"
    );
    let help = error.help().unwrap();
    assert!(help.contains("the component exports `"), "{help}");
    assert!(help.contains("`test:notes/store@0.2.3`"), "{help}");
    let near = WIT
        .replace("interface index {", "interface indices {")
        .replace("export index;", "export indices;");
    let error = refusal(&near);
    assert!(
        error
            .help()
            .unwrap()
            .starts_with("did you mean `test:notes/indices@0.2.3`?"),
        "{error}"
    );
    // All of a component with nothing in it is missing; the interface's functions count as one.
    let empty = refusal("package test:empty; world empty {}");
    assert!(
        empty.message().ends_with("func version: expected a function, found nothing of this name; 10 more functions differ"),
        "{empty}"
    );
}

#[test]
fn other_versions_are_told_apart() {
    let version = |version: &str| WIT.replace("@0.2.3", version);
    for compatible in ["@0.2.3", "@0.2.4", "@0.2.30", "@0.2.3+build"] {
        load(&version(compatible)).unwrap();
    }
    // An older one is of the same track; it may lack what the world has since.
    load(&version("@0.2.1")).unwrap();
    let lacking = version("@0.2.1").replace("    swap: func(", "    exchange: func(");
    let error = refusal(&lacking);
    assert!(
        error
            .message()
            .ends_with("func swap: expected a function, found nothing of this name"),
        "{error}"
    );
    assert!(
        error.help().unwrap().starts_with(
            "the component has version 0.2.1 of the interface, which is older than 0.2.3; "
        ),
        "{error}"
    );
    for (other, found) in [
        ("@0.3.0", "version 0.3.0"),
        ("@1.0.0", "version 1.0.0"),
        ("@0.2.3-rc.1", "version 0.2.3-rc.1"),
        ("", "one without a version"),
    ] {
        // The function of the world has no version.
        let error = refusal(&version(other));
        let words =
            format!("interface test:notes/store@0.2.3: expected version 0.2.3, found {found}");
        assert!(error.message().contains(&words), "{error}");
        if let Some(number) = found.strip_prefix("version ") {
            let words = format!("version {number} does not stand in for 0.2.3");
            assert!(error.help().unwrap().contains(&words), "{error}");
        }
    }
}

#[test]
fn what_a_newer_component_adds_does_no_harm() {
    let wit = WIT
        .replace("@0.2.3", "@0.2.4")
        .replace("    search: func(", "    count: func() -> u64;\n    search: func(")
        .replace("    resource cursor {", "    resource lock { constructor(); }\n    resource cursor {\n        rewind: func();")
        .replace("world notes {", "interface more { all: func(); }\nworld notes {\n    export more;\n    export build: func() -> string;");
    load(&wit).unwrap();
}

#[test]
fn parameters_may_have_other_names() {
    load(&changed("        limit: u32,\n", "        at-most: u32,\n")).unwrap();
}

/// A world whose Rust types are not those of its description, as a user's own type in the place of another may be.
struct Careless;

impl wittgen::World for Careless {
    const NAME: &'static str = "test:notes/careless";

    fn exports() -> &'static [Export] {
        static VERSION: Func = Func {
            interface: None,
            name: "version",
            is_async: false,
            params: &[],
            result: Some(Type::String),
        };
        static EXPORTS: &[Export] = &[Export::new::<(), (u32,)>(&VERSION)];
        EXPORTS
    }

    fn new(_: Instance) -> Self {
        Careless
    }
}

#[test]
fn rust_types_that_do_not_fit_are_refused_all_the_same() {
    let Err(error) = Builder::<Careless>::new().no_cache().load(component(WIT)) else {
        panic!("it was loaded")
    };
    assert_eq!(*error.kind(), ErrorKind::Mismatch, "{error}");
    for words in ["`version`", "another type", "`u32`", "`string`"] {
        assert!(error.message().contains(words), "{words}: {error}");
    }
}
