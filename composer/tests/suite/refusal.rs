//! What can't be plugged together, and how it is explained.

use wittgen_composer::{Plug, PlugError, Step, plug};

use crate::support::{FILES, NOTES, SQLITE, component, wat};

#[track_caller]
fn assert_explains(error: &PlugError, expected: &[&str]) {
    let text = error.to_string();
    for expected in expected {
        assert!(
            text.contains(expected),
            "`{expected}` is missing in:\n{text}"
        );
    }
    assert!(!text.ends_with('.'), "{text}");
}

/// A plugin that imports, and a provider that exports, interface `a:b/c` with these contents.
fn pair(wanted: &str, offered: &str) -> (Vec<u8>, Vec<u8>) {
    let plugin = format!(
        "package a:app; world w {{ import a:b/c@1.0.0; }}
         package a:b@1.0.0 {{ interface c {{ {wanted} mark: func(); }} }}"
    );
    let provider = format!(
        "package a:b@1.0.0; interface c {{ {offered} mark: func(); }} world w {{ export c; }}"
    );
    (component(&plugin, "w"), component(&provider, "w"))
}

#[track_caller]
fn assert_differs(wanted: &str, offered: &str, expected: &str) {
    let (plugin, provider) = pair(wanted, offered);
    let error = plug(&plugin, [&provider]).unwrap_err();
    let PlugError::Mismatch {
        differences,
        import,
        export,
        ..
    } = &error
    else {
        panic!("not a mismatch: {error}")
    };
    assert_eq!(
        (import.as_str(), export.as_str()),
        ("a:b/c@1.0.0", "a:b/c@1.0.0")
    );
    assert_eq!(differences[0].to_string(), expected);
    assert_explains(&error, &["another type", expected]);
}

#[test]
fn a_field_deep_inside_is_found() {
    assert_differs(
        "record note { id: u64, text: string } put: func(notes: list<note>) -> bool;",
        "record note { id: u32, text: string } put: func(notes: list<note>) -> bool;",
        "type `note`, field `id`: expected `u64`, found `u32`",
    );
    let (plugin, provider) = pair("put: func(a: list<u64>);", "put: func(a: list<s64>);");
    let PlugError::Mismatch { differences, .. } = plug(&plugin, [&provider]).unwrap_err() else {
        panic!("not a mismatch")
    };
    let path = [
        Step::Function("put".into()),
        Step::Parameter("a".into()),
        Step::Item("list"),
    ];
    assert_eq!(differences[0].path, path);
}

#[test]
fn every_kind_of_type_is_compared() {
    for (wanted, offered, expected) in [
        (
            "f: func();",
            "g: func();",
            "function `f`: expected a function, found nothing of this name",
        ),
        (
            "f: func();",
            "f: async func();",
            "function `f`: expected a function, found an async function",
        ),
        (
            "f: func(a: u8);",
            "f: func();",
            "function `f`: expected parameter `a`, found no further parameter",
        ),
        (
            "f: func(a: u8);",
            "f: func(b: u8);",
            "function `f`: expected parameter `a`, found parameter `b`",
        ),
        (
            "f: func(a: u8);",
            "f: func(a: list<u8>);",
            "function `f`, parameter `a`: expected `u8`, found `list<u8>`",
        ),
        (
            "f: func() -> u8;",
            "f: func();",
            "function `f`, result: expected `u8`, found nothing",
        ),
        (
            "f: func();",
            "f: func() -> string;",
            "function `f`, result: expected nothing, found `string`",
        ),
        (
            "f: func() -> result<u8, string>;",
            "f: func() -> result<u8>;",
            "function `f`, result, `err`: expected `string`, found nothing",
        ),
        (
            "f: func() -> result<u8, string>;",
            "f: func() -> result<s8, string>;",
            "function `f`, result, `ok`: expected `u8`, found `s8`",
        ),
        (
            "f: func(a: tuple<u8, u8>);",
            "f: func(a: tuple<u8, u16>);",
            "function `f`, parameter `a`, element 1: expected `u8`, found `u16`",
        ),
        (
            "f: func(a: tuple<u8, u8>);",
            "f: func(a: tuple<u8>);",
            "function `f`, parameter `a`: expected `tuple<u8, u8>`, found `tuple<u8>`",
        ),
        (
            "f: func(a: option<u8>);",
            "f: func(a: option<char>);",
            "function `f`, parameter `a`, inside `option`: expected `u8`, found `char`",
        ),
        (
            "variant v { a, b(u8) } f: func(a: v);",
            "variant v { a, b(u16) } f: func(a: v);",
            "type `v`, case `b`: expected `u8`, found `u16`",
        ),
        (
            "variant v { a, b(u8) } f: func(a: v);",
            "variant v { a, b } f: func(a: v);",
            "type `v`, case `b`: expected `u8`, found nothing",
        ),
        (
            "enum e { a, b } f: func(a: e);",
            "enum e { b, a } f: func(a: e);",
            "type `e`: expected case `a`, found case `b`",
        ),
        (
            "flags x { a, b, c } f: func(a: x);",
            "flags x { a, b } f: func(a: x);",
            "type `x`: expected flag `c`, found no further flag",
        ),
        (
            "record r { a: u8 } f: func(a: r);",
            "record r { a: u8, b: u8 } f: func(a: r);",
            "type `r`: expected no further field, found field `b`",
        ),
        (
            "record r { a: u8 } f: func(a: r);",
            "variant r { a(u8) } f: func(a: r);",
            "type `r`: expected `record { a }`, found `variant { a }`",
        ),
        (
            "resource r; f: func(a: r);",
            "record r { a: u8 } f: func(a: r);",
            "type `r`: expected a resource, found the type `record { a }`",
        ),
        (
            "resource r { m: func(); }",
            "resource r { n: func(); }",
            "method `m` of `r`: expected a function, found nothing of this name",
        ),
    ] {
        assert_differs(wanted, offered, expected);
    }
}

#[test]
fn all_differences_are_listed() {
    let (plugin, provider) = pair(
        "f: func(a: u8); g: func() -> u8; h: func();",
        "f: func(a: s8); g: func() -> s8;",
    );
    let error = plug(&plugin, [&provider]).unwrap_err();
    assert_explains(
        &error,
        &[
            "\n  - function `f`",
            "\n  - function `g`",
            "\n  - function `h`",
        ],
    );
}

#[test]
fn an_unused_provider_is_refused() {
    let [notes, sqlite, files] = [
        component(NOTES, "notes"),
        component(SQLITE, "sqlite"),
        component(FILES, "provider"),
    ];
    let error = plug(&notes, [&files]).unwrap_err();
    let expected = [
        "`example:files` is not used",
        "`example:files/files@0.1.0`",
        "`example:sqlite/database@0.1.2`",
    ];
    assert_explains(&error, &expected);
    assert!(!error.to_string().contains("wasi:"), "{error}");
    plug(&notes, [&files, &sqlite]).unwrap();
}

#[test]
fn an_incompatible_version_is_named() {
    let notes = component(NOTES, "notes");
    let sqlite = component(
        &SQLITE.replace("example:sqlite@0.1.4", "example:sqlite@0.2.0"),
        "sqlite",
    );
    let error = plug(&notes, [&sqlite]).unwrap_err();
    assert_explains(
        &error,
        &[
            "wants version 0.1.2 of `example:sqlite/database` and `example:sqlite` has version 0.2.0, which is not compatible",
        ],
    );
}

#[test]
fn two_providers_of_one_interface_are_ambiguous() {
    let notes = component(NOTES, "notes");
    let one = component(SQLITE, "sqlite");
    let other = component(&SQLITE.replace("version: func() -> string;", ""), "sqlite");
    let error = plug(&notes, [&one, &other]).unwrap_err();
    assert!(matches!(&error, PlugError::Ambiguous { candidates, .. } if candidates.len() == 2));
    let expected = [
        "`example:sqlite/database@0.1.2`, which `example:notes` imports,",
        "`example:sqlite` offers",
        "`example:sqlite 2` offers",
    ];
    assert_explains(&error, &expected);
}

#[test]
fn circles_are_drawn() {
    let link = |own: &str, other: &str| {
        let wit = format!(
            "package c:{own}; interface i {{ f: func(); }} world w {{ import c:{other}/i; export i; }}
             package c:{other} {{ interface i {{ f: func(); }} }}"
        );
        component(&wit, "w")
    };
    let (a, b, c) = (link("a", "b"), link("b", "c"), link("c", "b"));
    let error = plug(&a, [&b, &c]).unwrap_err();
    let expected = [
        "`c:b` imports `c:c/i` from `c:c`",
        "`c:c` imports `c:b/i` from `c:b`",
    ];
    assert_explains(&error, &expected);
    assert!(!error.to_string().contains("`c:a` imports"), "{error}");
    // The plugin itself may be part of it.
    let back = link("b", "a");
    assert!(matches!(plug(&a, [&back]), Err(PlugError::Cycle { cycle }) if cycle.len() == 2));
}

#[test]
fn a_closed_composition_leaves_only_wasi_open() {
    let [notes, sqlite, files] = [
        component(NOTES, "notes"),
        component(SQLITE, "sqlite"),
        component(FILES, "provider"),
    ];
    Plug::new(&notes)
        .with(&sqlite)
        .with(&files)
        .closed()
        .compose()
        .unwrap();
    let error = Plug::new(&notes)
        .with(&sqlite)
        .closed()
        .compose()
        .unwrap_err();
    assert_explains(
        &error,
        &["`example:files/files@0.1.0`, which `example:sqlite` imports"],
    );
}

#[test]
fn what_is_not_there_can_not_be_exposed() {
    let [notes, sqlite] = [component(NOTES, "notes"), component(SQLITE, "sqlite")];
    let plug = Plug::new(&notes).with(&sqlite);
    let error = plug
        .clone()
        .expose("example:sqlite/databse")
        .compose()
        .unwrap_err();
    assert_explains(
        &error,
        &[
            "`example:sqlite/databse`",
            "offers `example:sqlite/database@0.1.4`",
        ],
    );
    let twin = component(&NOTES.replace("text: string", "note: string"), "notes");
    let error = Plug::new(&notes)
        .with(&twin)
        .expose("example:notes/store")
        .compose()
        .unwrap_err();
    assert!(matches!(error, PlugError::Taken { .. }), "{error}");
}

#[test]
fn a_plugin_in_the_place_of_a_provider_is_recognised() {
    let [notes, sqlite] = [component(NOTES, "notes"), component(SQLITE, "sqlite")];
    let error = plug(&sqlite, [&notes]).unwrap_err();
    assert_explains(
        &error,
        &[
            "it imports `example:sqlite/database@0.1.4` of `example:sqlite` itself",
            "help: give `example:notes` first",
        ],
    );
}

#[test]
fn a_plugin_without_imports_has_no_use_for_a_provider() {
    let files = component(FILES, "provider");
    let error = plug(wat("(component)"), [files]).unwrap_err();
    assert_explains(
        &error,
        &[
            "`example:files` is not used",
            "no other component has an import",
        ],
    );
}
