//! Guest bindings for every world that is at hand compile, without a warning.
//!
//! The worlds are those of `tests/codegen` and `tests/worlds`, those that others wrote (the folder that `WITTGEN_CORPUS`
//! names, or `../shared/corpus`), and those of WASI that cargo has unpacked for other crates. What is not here is passed
//! over. `CORPUS.md` lists the worlds that get no bindings; `BLESS=1` writes it anew.

#![cfg(feature = "guest")]

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use proc_macro2::Span;
use quote::quote;
use wittgen_emit::{Derive, Options, Rename, Target, With};
use wittgen_ir::{Input, Source, Unstable, read_with};

/// WIT to read, and the name by which `CORPUS.md` and the generated modules know it.
struct Case {
    name: String,
    path: PathBuf,
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The `.wit` files in `folder`, and the folders in it that are packages.
fn cases_in(folder: &Path, prefix: &str) -> Vec<Case> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut cases: Vec<Case> = entries
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.is_dir() || path.extension().is_some_and(|it| it == "wit"))
        .map(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            Case {
                name: format!("{prefix}/{name}"),
                path,
            }
        })
        .collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

fn own_cases() -> Vec<Case> {
    let tests = repository().join("tests");
    let mut cases = cases_in(&tests.join("worlds"), "worlds");
    cases.extend(cases_in(&tests.join("codegen"), "codegen"));
    cases.push(Case {
        name: "wit".to_string(),
        path: repository().join("wit"),
    });
    cases
}

fn corpus_cases() -> Vec<Case> {
    let root = match std::env::var_os("WITTGEN_CORPUS") {
        Some(root) => PathBuf::from(root),
        None => repository().join("../shared/corpus"),
    };
    let mut cases = Vec::new();
    for source in ["wasmtime", "wit-bindgen"] {
        cases.extend(cases_in(&root.join("wit").join(source), source));
    }
    cases
}

/// WIT in the sources of crates that cargo has unpacked.
fn wasi_cases() -> Vec<Case> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let registries = home.and_then(|home| fs::read_dir(home.join("registry/src")).ok());
    let crates: Vec<PathBuf> = registries
        .into_iter()
        .flatten()
        .filter_map(|registry| fs::read_dir(registry.ok()?.path()).ok())
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    let mut cases = Vec::new();
    for (package, folder) in [
        ("wasmtime-wasi-48.", "src/p2/wit"),
        ("wasmtime-wasi-48.", "src/p3/wit"),
        ("wasip2-2.", "wit"),
    ] {
        let here = crates.iter().find(|path| {
            let name = path.file_name().unwrap_or_default();
            name.to_string_lossy().starts_with(package) && path.join(folder).is_dir()
        });
        if let Some(path) = here {
            cases.push(Case {
                name: format!("{package}{folder}"),
                path: path.join(folder),
            });
        }
    }
    cases
}

/// One world's bindings.
struct Module {
    name: String,
    text: String,
}

/// What became of a set of cases.
#[derive(Default)]
struct Outcome {
    modules: Vec<Module>,
    /// What got no bindings, with the reason.
    refused: Vec<(String, String)>,
}

fn generate(cases: &[Case]) -> Outcome {
    let mut outcome = Outcome::default();
    for case in cases {
        // Everything behind a feature is wanted, where there is any.
        let input = Input::Paths(vec![case.path.clone()]);
        let source = read_with(&input, &Unstable::All).or_else(|_| wittgen_ir::read(&input));
        match source {
            Ok(source) => generate_worlds(case, &source, &mut outcome),
            Err(error) => outcome.refused.push((case.name.clone(), reason(&error))),
        }
    }
    outcome
}

fn generate_worlds(case: &Case, source: &Source, outcome: &mut Outcome) {
    let target = Target::find("rust-guest").expect("the target is in the list");
    // Those of the packages in `deps/` as well.
    let mut source = source.clone();
    source.packages = source.resolve.package_names.values().copied().collect();
    for package in &source.packages {
        for name in source.resolve.packages[*package].worlds.keys() {
            let world = source.resolve.id_of_name(*package, name);
            let options = Options {
                world: Some(world.clone()),
                crate_path: quote!(crate::wittgen),
                ..Options::default()
            };
            match target.emit(&source, &options) {
                Ok(mut files) => outcome.modules.push(Module {
                    name: module_name(&format!("{}/{world}", case.name)),
                    text: files.remove(0).text,
                }),
                Err(error) => {
                    let name = format!("{}, world {world}", case.name);
                    outcome.refused.push((name, reason(&error)));
                }
            }
        }
    }
}

/// The first line of an error says what is wrong; behind it are paths of this machine.
fn reason(error: &impl ToString) -> String {
    let text = error.to_string();
    text.lines().next().unwrap_or_default().to_string()
}

fn module_name(text: &str) -> String {
    let letters = text.chars().map(|it| match it {
        it if it.is_ascii_alphanumeric() => it.to_ascii_lowercase(),
        _ => '_',
    });
    format!("w_{}", letters.collect::<String>())
}

/// Compiles all modules as one crate, in which every warning is an error.
fn compile(folder: &str, modules: &[Module]) {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder);
    let source = root.join("src");
    if source.is_dir() {
        fs::remove_dir_all(&source).expect("an earlier run's files can be removed");
    }
    fs::create_dir_all(&source).expect("the folder can be made");
    let mut lib = String::from(
        "#![deny(warnings)]\npub mod wittgen { pub mod guest { pub mod __private { pub use wit_bindgen::rt; } } }\n",
    );
    for module in modules {
        writeln!(lib, "pub mod {};", module.name).expect("a string can be written to");
        let path = source.join(format!("{}.rs", module.name));
        fs::write(path, &module.text).expect("the file can be written");
    }
    fs::write(source.join("lib.rs"), lib).expect("the file can be written");
    fs::write(root.join("Cargo.toml"), MANIFEST).expect("the file can be written");
    // The versions that the repository is built with, which are here.
    fs::copy(repository().join("Cargo.lock"), root.join("Cargo.lock"))
        .expect("there is a lock file");
    let output = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet"])
        .current_dir(&root)
        .env(
            "CARGO_TARGET_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("guests-target"),
        )
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo can be run");
    assert!(
        output.status.success(),
        "guest bindings do not compile:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

const MANIFEST: &str = r#"[package]
name = "wittgen-generated-guests"
version = "0.0.0"
edition = "2024"

[workspace]

[dependencies]
wit-bindgen = { version = "=0.63.0", default-features = false, features = ["async", "bitflags", "realloc", "std"] }
"#;

#[test]
fn bindings_for_all_own_and_wasi_worlds_compile() {
    let mut cases = own_cases();
    cases.extend(wasi_cases());
    let outcome = generate(&cases);
    assert!(outcome.refused.is_empty(), "{:#?}", outcome.refused);
    assert!(
        outcome.modules.len() > 10,
        "the repository's own worlds are there"
    );
    compile("own-guests", &outcome.modules);
}

#[test]
fn bindings_for_all_worlds_of_others_compile() {
    let cases = corpus_cases();
    if cases.is_empty() {
        println!("there is no corpus");
        return;
    }
    let outcome = generate(&cases);
    let mut table = String::from(TABLE);
    for (name, reason) in &outcome.refused {
        writeln!(table, "| `{name}` | {reason} |").expect("a string can be written to");
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("CORPUS.md");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &table).expect("the file can be written");
    }
    assert_eq!(
        fs::read_to_string(&path).unwrap_or_default(),
        table,
        "CORPUS.md is not what is refused now; run again with BLESS=1"
    );
    compile("others-guests", &outcome.modules);
}

#[test]
fn options_are_followed() {
    let options = |world: &str| Options {
        world: Some(world.to_string()),
        crate_path: quote!(crate::wittgen),
        ..Options::default()
    };
    let span = Span::call_site();
    let with = |wit: &str, path| With {
        wit: wit.to_string(),
        path,
        span,
    };
    let rename = |wit: &str, rust: &str| Rename {
        wit: wit.to_string(),
        rust: rust.to_string(),
        span,
    };
    let emit = |name: &str, options: &Options| {
        let source = read_with(&Input::inline(OPTIONS_WIT), &Unstable::None).expect("it is WIT");
        let target = Target::find("rust-guest").expect("the target is in the list");
        let mut files = target.emit(&source, options).expect("the options fit");
        Module {
            name: name.to_string(),
            text: files.remove(0).text,
        }
    };
    let modules = [
        emit("shared", &options("shared")),
        emit(
            "user",
            &Options {
                with: vec![
                    with("example:options/types", quote!(super::shared::types)),
                    with("example:options/more/mine", quote!(super::uses::Own)),
                    with("example:options/more/inner", quote!(crate::uses::Inner)),
                ],
                derives: vec![Derive {
                    path: quote!(PartialOrd),
                    span,
                }],
                renames: vec![
                    rename("example:options/more", "extra"),
                    rename("example:options/more/level", "HTTPLevel"),
                    rename("example:options/more#rate", "rate_all"),
                    rename("example:options/served/thing", "Item"),
                    rename("log", "write_log"),
                    rename("pair", "Couple"),
                ],
                ..options("user")
            },
        ),
        Module {
            name: "uses".to_string(),
            text: OPTIONS_USES.to_string(),
        },
    ];
    compile("options", &modules);
}

const OPTIONS_WIT: &str = "
    package example:options@0.1.0;
    interface types {
        record entry { id: u32 }
        resource session { constructor(); name: func() -> string; }
    }
    interface more {
        use types.{entry, session};
        record mine { a: u32 }
        record inner { b: u32 }
        record outer { inner: inner, many: list<mine> }
        enum level { low, high }
        rate: func(e: entry, s: borrow<session>, o: mine, l: level) -> outer;
    }
    interface served {
        use types.{entry};
        variant part { one(u32), two(f64) }
        resource thing { constructor(p: part); get: func() -> entry; }
        all: func() -> list<thing>;
    }
    world shared { import types; }
    world user {
        record pair { a: u32, b: f32 }
        import more;
        import log: func(text: string);
        export served;
        export swap: func(p: pair) -> pair;
    }
";

const OPTIONS_USES: &str = r#"
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd)]
pub struct Own { pub a: u32 }
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd)]
pub struct Inner { pub b: u32 }

use crate::user::extra::{HTTPLevel, Outer, rate_all};
use crate::user::served::{Guest, GuestItem, Item, Part};
use crate::user::Couple;
use crate::shared::types::{Entry, Session};

pub struct Component;

impl Guest for Component {
    type Thing = Thing;
    fn all() -> Vec<Item> { Vec::new() }
}

pub struct Thing;

impl GuestItem for Thing {
    fn new(part: Part) -> Self {
        assert!(part < Part::Two(1.0));
        Thing
    }
    fn get(&self) -> Entry { Entry { id: 1 } }
}

impl crate::user::Guest for Component {
    fn swap(p: Couple) -> Couple {
        crate::user::write_log("swapping");
        assert!(p <= p);
        let outer: Outer = rate_all(Entry { id: 1 }, &Session::new(), Own { a: 1 }, HTTPLevel::Low);
        assert!(outer.inner < Inner { b: 2 } && outer.many[0] == Own { a: 1 });
        p
    }
}

crate::user::export!(Component in crate::user);
"#;

const TABLE: &str = "\
# Worlds of others that get no bindings

Of the worlds in `wit-bindgen`'s and wasmtime's tests, as far as they are at hand, these are refused. All others are
generated for the target `rust-guest` and compile without a warning; `cargo test --test guests` makes sure of it.

| world | reason |
|---|---|
";
