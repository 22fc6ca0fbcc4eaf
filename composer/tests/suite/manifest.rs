//! Compositions in `wittgen.toml`.

use std::path::Path;

use wittgen_composer::{Component, EncodeOptions, Located, Manifest, ManifestError, ReadError};

use crate::support::{FILES, NOTES, SQLITE, component, outside};

fn load(path: &Path) -> Result<Component<'static>, ReadError> {
    Ok(match path.to_str() {
        Some("parts/notes.wasm") => component(NOTES, "notes").into(),
        Some("parts/sqlite.wasm") => component(SQLITE, "sqlite").into(),
        Some("parts/files.wasm") => component(FILES, "provider").into(),
        _ => return Component::read(path),
    })
}

/// The imports, exports and connections of a composition.
#[track_caller]
fn made(text: &str) -> (Vec<String>, Vec<String>, Vec<String>) {
    let manifest = Manifest::read(text).unwrap_or_else(|error| panic!("{error}"));
    let described = manifest.build(Path::new("parts"), &mut load);
    let described = described.unwrap_or_else(|error| panic!("{error}"));
    let encoded = described.encode(&EncodeOptions::default()).unwrap();
    let connections = encoded.connections.iter();
    let connections = connections
        .map(|c| format!("{} gets {} from {}", c.importer, c.import, c.provider))
        .collect();
    let (imports, exports) = outside(&encoded.bytes.to_vec());
    (imports, exports, connections)
}

#[track_caller]
fn refused(text: &str) -> Located<ManifestError> {
    let made =
        Manifest::read(text).and_then(|manifest| manifest.build(Path::new("parts"), &mut load));
    match made {
        Ok(_) => panic!("it was followed"),
        Err(error) => error,
    }
}

const APP: &str = r#"
[compose.components]
notes = "notes.wasm"
sqlite = { path = "sqlite.wasm" }
files = "files.wasm"
"#;

#[test]
fn components_are_wired_by_themselves() {
    let (imports, exports, connections) = made(APP);
    assert_eq!(
        imports,
        ["wasi:clocks/wall-clock@0.2.0", "wasi:log/log@0.2.1"]
    );
    assert_eq!(exports, ["example:notes/store@1.0.0"]);
    assert_eq!(
        connections,
        [
            "notes gets example:sqlite/database@0.1.2 from sqlite",
            "sqlite gets example:files/files@0.1.0 from files"
        ]
    );
}

#[test]
fn connections_are_made_by_hand() {
    let text = format!(
        "{APP}others = \"files.wasm\"
        [compose.imports.sqlite]
        \"example:files/files@0.1.0\" = \"others\"
        [compose.imports.notes]
        \"example:sqlite/database@0.1.2\" = {{ from = \"sqlite\", export = \"example:sqlite/database@0.1.4\" }}
        [compose]
        root = \"notes\""
    );
    let (.., connections) = made(&text);
    assert_eq!(
        connections[1],
        "sqlite gets example:files/files@0.1.0 from others"
    );
}

#[test]
fn exports_are_chosen_and_renamed() {
    let text = format!(
        "{APP}
        [compose.exports]
        store = {{ from = \"notes\", export = \"example:notes/store@1.0.0\" }}
        \"example:sqlite/database@0.1.4\" = \"sqlite\""
    );
    let (_, exports, _) = made(&text);
    assert_eq!(exports, ["store", "example:sqlite/database@0.1.4"]);
    let text = format!("{APP}[compose]\nexpose = [\"example:sqlite/database\"]");
    let (_, exports, _) = made(&text);
    assert_eq!(
        exports,
        ["example:notes/store@1.0.0", "example:sqlite/database@0.1.4"]
    );
}

#[test]
fn a_component_gets_less_than_the_rest() {
    let text = APP.replace(
        "path = \"sqlite.wasm\"",
        "path = \"sqlite.wasm\", deny = [\"wasi:log\"]",
    );
    let (imports, ..) = made(&text);
    assert_eq!(
        imports,
        ["wasi:clocks/wall-clock@0.2.0", "wasi:log/log@0.2.0"]
    );
}

#[test]
fn errors_say_where_they_are_and_what_to_do() {
    let check = |text: &str, place: &str, message: &str| {
        let error = refused(text).to_string();
        assert!(error.starts_with(place), "{error}");
        assert!(error.contains(message), "{error}");
    };
    let more = |line: &str| format!("{APP}{line}\n");
    check(
        "[compose]\ncomponets = {}",
        "line 2, column 1: ",
        "help: write `components`",
    );
    check(
        &more("[compose]\nclose = true"),
        "line 7, column 1: ",
        "help: write `closed`",
    );
    check(
        &APP.replace("{ path", "{ pth"),
        "line 4, column 12: ",
        "help: write `path`",
    );
    check(
        &more("[compose]\nroot = \"note\""),
        "line 7, column 8: ",
        "help: write `notes`",
    );
    check(
        &more("[compose]\ninstances = \"per-import\""),
        "line 7, column 13: ",
        "help: write `per-importer`",
    );
    check(
        &more("[compose]\nclosed = 1"),
        "line 7, column 10: ",
        "`closed` is a number\nhelp: write `true` or `false`",
    );
    check(
        &more("[compose.imports.sqlite]\n\"example:files/files@0.1.0\" = \"notes\""),
        "line 7, column 31: ",
        "`notes` does not export `example:files/files@0.1.0`",
    );
    check(
        &APP.replace("files.wasm", "none.wasm"),
        "line 5, column 1: ",
        "none.wasm` can't be read",
    );
    check("[compose]", "line 1, column 1: ", "help: add `components`");
    check("[compose", "line 1, column 9: ", "is no TOML");
}
