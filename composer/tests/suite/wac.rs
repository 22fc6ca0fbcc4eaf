//! Compositions in WAC.

use wit_parser::Resolve;
use wittgen_composer::{Component, EncodeOptions, Located, PackageName, WacError, read_wac};

use crate::support::{FILES, NOTES, SQLITE, component, outside};

/// The package of WIT in `wit`, in its binary form.
fn package(wit: &str) -> Vec<u8> {
    let mut resolve = Resolve::default();
    let package = resolve.push_str("test.wit", wit).unwrap();
    wit_component::encode(&resolve, package, false).unwrap()
}

/// The components of the tests, and a package of WIT.
fn find(name: &PackageName) -> Option<Component<'static>> {
    let bytes = match name.name.as_str() {
        "example:notes" => component(NOTES, "notes"),
        "example:sqlite" => component(SQLITE, "sqlite"),
        "example:files" => component(FILES, "provider"),
        "wasi:log" => package("package wasi:log@0.2.0; interface log { log: func(text: string); }"),
        "app:targets" => package(
            "package app:targets@1.0.0;
            world app {
                import wasi:clocks/wall-clock@0.2.0;
                import wasi:log/log@0.2.1;
                export example:notes/store@1.0.0;
            }
            package wasi:clocks@0.2.0 { interface wall-clock { now: func() -> u64; } }
            package wasi:log@0.2.1 { interface log { log: func(text: string); flush: func(); } }
            package example:notes@1.0.0 {
                interface store {
                    record error { code: u32, message: string }
                    add: func(text: string) -> result<u64, error>;
                }
            }",
        ),
        _ => return None,
    };
    Some(bytes.into())
}

/// The imports and exports of a composition.
#[track_caller]
fn made(text: &str) -> (Vec<String>, Vec<String>) {
    let graph = read_wac(text, &mut |name| Ok(find(name))).unwrap_or_else(|e| panic!("{e}"));
    let encoded = graph.encode(&EncodeOptions::default());
    outside(&encoded.unwrap_or_else(|e| panic!("{e}")).bytes.to_vec())
}

#[track_caller]
fn refused(text: &str) -> Located<WacError> {
    match read_wac(text, &mut |name| Ok(find(name))) {
        Ok(_) => panic!("it was read"),
        Err(error) => error,
    }
}

const APP: &str = r#"
    package example:app;
    let files = new example:files { ... };
    let sqlite = new example:sqlite { files: files["example:files/files@0.1.0"], ... };
    let notes = new example:notes { ...sqlite, ... };
    export notes.store;
"#;

#[test]
fn instances_are_connected_by_name_by_access_and_by_spreading() {
    let (imports, exports) = made(APP);
    assert_eq!(
        imports,
        ["wasi:clocks/wall-clock@0.2.0", "wasi:log/log@0.2.1"]
    );
    assert_eq!(exports, ["example:notes/store@1.0.0"]);
}

#[test]
fn exports_are_renamed_and_spread() {
    let text = APP.replace(
        "export notes.store;",
        "export notes.store as \"my-store\"; export sqlite...;",
    );
    let (_, exports) = made(&text);
    assert_eq!(exports, ["my-store", "example:sqlite/database@0.1.4"]);
}

#[test]
fn imports_have_types_of_packages_and_of_the_text() {
    let text = "
        package example:app@2.0.0;
        interface shapes { record point { x: u32 } type count = u64; }
        type adder = func(a: u32) -> u32;
        import log: wasi:log/log;
        import the-shapes: shapes;
        import shapes-again as \"other\": shapes;
        import add: adder;
        import inline: interface { use shapes.{point}; move: func(p: point) -> option<point>; };
        let sqlite = new example:sqlite { ... };
        export log;
        export add;
        export inline as \"inlined\";
        export sqlite.database as \"database\";
    ";
    let (imports, exports) = made(text);
    for import in [
        "wasi:log/log",
        "example:app/shapes@2.0.0",
        "other",
        "add",
        "inline",
    ] {
        assert!(
            imports.iter().any(|known| known == import),
            "{import}: {imports:?}"
        );
    }
    assert_eq!(
        exports,
        ["wasi:log/log@0.2.0", "add", "inlined", "database"]
    );
}

#[test]
fn a_target_is_kept_to() {
    let text = APP.replace("example:app;", "example:app targets app:targets/app@1.0.0;");
    made(&text);
    let fewer = text.replace("export notes.store;", "export sqlite.database;");
    let error = refused(&fewer);
    assert!(
        matches!(*error.error, WacError::TargetExport { .. }),
        "{error}"
    );
    let more = text.replace("files: files[\"example:files/files@0.1.0\"], ", "");
    let error = refused(&more);
    assert!(
        matches!(*error.error, WacError::TargetImport { .. }),
        "{error}"
    );
}

#[test]
fn errors_say_where_they_are_and_what_to_do() {
    let check = |from: &str, to: &str, place: &str, message: &str| {
        let error = refused(&APP.replace(from, to)).to_string();
        assert!(error.starts_with(place), "{error}");
        assert!(error.contains(message), "{error}");
    };
    check(
        "notes.store",
        "notes.stor",
        "line 6, column 18: ",
        "`example:notes/store@1.0.0`",
    );
    check(
        "files: files[",
        "log: files[",
        "line 4, column 39: ",
        "another type",
    );
    check(
        "...sqlite, ... }",
        "...sqlite }",
        "line 5, column 21: ",
        "`wasi:log/log@0.2.0`",
    );
    check(
        "new example:files",
        "new example:fles",
        "line 3, column 21: ",
        "`--dep example:fles=FILE`",
    );
    check(
        "export notes",
        "export nots",
        "line 6, column 12: ",
        "help: write `notes`",
    );
    check("let notes", "let sqlite", "line 5, column 9: ", "in line 4");
    check(
        "export notes.store",
        "export notes",
        "line 6, column 12: ",
        "`as \"name\"`",
    );
    check(
        "{ ... };\n",
        "{ ... }\n",
        "line 4, column 5: ",
        "expected `;`",
    );
}
