//! Compositions of files, into files.

use std::fs;
use std::path::PathBuf;

use wittgen_composer::{Compose, ComposeError, Configuration, Restriction};

use crate::support::{FILES, NOTES, SQLITE, component, outside};

/// A folder with the components of the tests, removed afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let name = format!("wittgen-{name}-{}", std::process::id());
        let folder = Self(std::env::temp_dir().join(name));
        fs::create_dir_all(&folder.0).unwrap();
        folder.write("notes.wasm", component(NOTES, "notes"));
        folder.write("sqlite.wasm", component(SQLITE, "sqlite"));
        folder.write("files.wasm", component(FILES, "provider"));
        folder
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.0.join(name), content).unwrap();
    }

    fn compose(&self, files: &[&str]) -> Compose {
        let paths = files.iter().map(|file| self.0.join(file));
        paths.fold(Compose::new(), Compose::file)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Left behind at worst.
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn the_order_of_files_does_not_matter() {
    let folder = Folder::new("order");
    let one = folder.compose(&["notes.wasm", "sqlite.wasm", "files.wasm"]);
    let other = folder.compose(&["files.wasm", "notes.wasm", "sqlite.wasm"]);
    let (one, other) = (one.read().unwrap(), other.read().unwrap());
    let bytes = one.encode().unwrap().bytes.to_vec();
    assert!(bytes == other.encode().unwrap().bytes.to_vec());
    assert_eq!(outside(&bytes).1, ["example:notes/store@1.0.0"]);
    assert_eq!(one.inputs().len(), 3);
}

#[test]
fn a_result_is_written_whole_or_not_at_all() {
    let folder = Folder::new("write");
    let path = folder.0.join("app.wasm");
    folder.write("app.wasm", "the old one");
    let closed = folder.compose(&["notes.wasm", "sqlite.wasm"]).closed();
    let error = closed.write(&path).err().unwrap();
    assert!(matches!(error, ComposeError::Plug(_)), "{error}");
    assert_eq!(fs::read(&path).unwrap(), b"the old one");
    let composed = folder.compose(&["notes.wasm", "sqlite.wasm"]).write(&path);
    let composed = composed.unwrap_or_else(|error| panic!("{error}"));
    assert!(fs::read(&path).unwrap() == composed.encode().unwrap().bytes.to_vec());
    let error = folder
        .compose(&["notes.wasm"])
        .write(folder.0.join("no/app.wasm"));
    assert!(matches!(error, Err(ComposeError::Write { .. })));
    let names = fs::read_dir(&folder.0).unwrap();
    assert_eq!(names.count(), 4);
}

#[test]
fn one_file_says_what_is_composed() {
    let folder = Folder::new("one");
    folder.write(
        "wittgen.toml",
        "[compose]\noutput = \"app.wasm\"\n[compose.components]\nnotes = \"notes.wasm\"\n\
         sqlite = \"sqlite.wasm\"\n",
    );
    let manifest = folder.compose(&["wittgen.toml"]);
    let deny = Restriction::deny("wasi:log").unwrap();
    let composed = manifest.clone().restrict("sqlite", deny).read().unwrap();
    assert_eq!(composed.output(), Some(folder.0.join("app.wasm").as_path()));
    let imports = composed.encode().unwrap().imports;
    assert!(
        !imports.contains(&"wasi:log/log@0.2.1".into()),
        "{imports:?}"
    );

    let text = "package example:app; let s = new example:sqlite { ... }; export s.database;";
    folder.write("app.wac", text);
    let wac = folder.compose(&["app.wac"]);
    let error = wac.read().err().unwrap();
    let (path, _, place, message) = error.in_text().unwrap();
    assert!(path.ends_with("app.wac") && place.column == 34, "{place}");
    assert!(message.contains("there is no package"), "{message}");
    let sqlite = folder.0.join("sqlite.wasm");
    let composed = wac.package("example:sqlite", &sqlite).read().unwrap();
    assert_eq!(composed.inputs(), [folder.0.join("app.wac"), sqlite]);

    let error = folder.compose(&["app.wac", "notes.wasm"]).read();
    assert!(matches!(error, Err(ComposeError::Beside { .. })));
    let error = folder.compose(&["app.wac"]).root("notes").read();
    assert!(matches!(error, Err(ComposeError::Said { .. })));
    assert!(matches!(Compose::new().read(), Err(ComposeError::NoFile)));
}

#[test]
fn a_configuration_finds_its_components() {
    let folder = Folder::new("configuration");
    folder.write(
        "config.yml",
        "dependencies:
  root: notes.wasm
  database: { path: sqlite.wasm }
instantiations:
  root:
    arguments:
      example:sqlite/database@0.1.2: database
  database:
    arguments:
      example:files/files@0.1.0: { instance: files, export: example:files/files@0.1.0 }
",
    );
    let composed = folder.compose(&["config.yml"]).read();
    let composed = composed.unwrap_or_else(|error| panic!("{error}"));
    let encoded = composed.encode().unwrap();
    let providers: Vec<_> = encoded.connections.iter().map(|c| &c.provider).collect();
    assert_eq!(providers, ["database", "files"]);
}

#[test]
fn wrong_configurations_say_where() {
    let check = |text: &str, place: &str, message: &str| {
        let error = Configuration::read(text).unwrap_err().to_string();
        assert!(error.starts_with(place), "{error}");
        assert!(error.contains(message), "{error}");
    };
    check(
        "# ü\nserch-paths: []",
        "line 2, column 1: ",
        "help: write `search-paths`",
    );
    check(
        "disallow-imports: maybe",
        "line 1, column 19: ",
        "`true` or `false`",
    );
    check(
        "instantiations:\n  a:\n    arguments:\n      b: {export: c}",
        "line 4, column 10: ",
        "help: add `instance`",
    );
    check("dependencies: {a: [}", "line 1", "is no YAML");
}
