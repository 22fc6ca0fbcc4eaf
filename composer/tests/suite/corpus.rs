//! Compositions that others wrote, from the folder of `WITTGEN_CORPUS`, where it is at hand: what
//! succeeds there succeeds here with the same imports and exports, and what fails there fails here.
//!
//! Names are compared, not bytes.

mod plugs;
mod wac_graph;
mod wasm_compose;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use wasmparser::{ComponentTypeRef, Parser, Payload};

/// Cases that end differently here, and why that is right.
const DIFFERENT: &[(&str, &str)] = &[
    (
        "wac-graph/package-already-registered",
        "a graph keeps the same bytes once, so adding them again is no mistake; that a name is given \
         twice is refused where names are given: in WAC, a manifest or on the command line",
    ),
    (
        "wac-graph/implicit-resource-import",
        "`baz` gets the interface of a resource from `bar` and a function about the resource of the \
         same name of the host, which are two; there the result imports a component of a type that \
         `baz` does not have",
    ),
];

/// How a case ended here: the composition, or why there is none.
enum Outcome {
    Made(Vec<u8>),
    Refused(String),
    Skipped(String),
}

/// The folder of the corpus, or none with a word of why.
fn corpus() -> Option<PathBuf> {
    let given = std::env::var_os("WITTGEN_CORPUS").map(PathBuf::from);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let path = given.unwrap_or(root).join("compose");
    if !path.exists() {
        println!("skipped: there is no `{}`", path.display());
        return None;
    }
    Some(path)
}

/// Runs all cases of `source`, prints how they ended, and fails if any ended otherwise than there.
#[track_caller]
fn run_all(source: &str, expected: &str, run: impl Fn(&Path) -> Outcome) {
    let Some(folder) = corpus().map(|corpus| corpus.join(source)) else {
        return;
    };
    let mut cases: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|case| check(source, case, &case.join(expected), run(case)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Prints how a case ended; returns what is wrong with that.
fn check(source: &str, case: &Path, expected: &Path, outcome: Outcome) -> Option<String> {
    let name = format!("{source}/{}", case.file_name().unwrap().display());
    let theirs = fs::read_to_string(case.join("error.txt")).ok();
    let different = DIFFERENT.iter().find(|(case, _)| *case == name);
    let wrong = match (&theirs, outcome) {
        (_, Outcome::Skipped(why)) => {
            println!("{name}: skipped, {why}");
            None
        }
        (Some(theirs), Outcome::Refused(ours)) => {
            println!(
                "{name}: refused\n  theirs: {}\n  ours:   {}",
                flat(theirs),
                flat(&ours)
            );
            None
        }
        (None, Outcome::Made(bytes)) => {
            let (ours, theirs) = (names(&bytes), names(&wat::parse_file(expected).unwrap()));
            println!("{name}: made");
            (ours != theirs).then(|| format!("{name}: ours is {ours:#?}, theirs {theirs:#?}"))
        }
        (None, Outcome::Refused(ours)) => Some(format!("{name}: refused here alone: {ours}")),
        (Some(theirs), Outcome::Made(_)) => Some(format!("{name}: refused there: {theirs}")),
    };
    match (wrong, different) {
        (Some(_), Some((_, why))) => {
            println!("{name}: otherwise, {why}");
            None
        }
        (wrong, _) => wrong,
    }
}

/// The names of a component's imports and exports. Components that it imports are left out: there
/// they are called by names that validators refuse by now, here by plain ones.
fn names(bytes: &[u8]) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut imports, mut exports) = (BTreeSet::new(), BTreeSet::new());
    let mut depth = 0;
    for payload in Parser::new(0).parse_all(bytes) {
        match payload.unwrap() {
            Payload::Version { .. } => depth += 1,
            Payload::End(_) => depth -= 1,
            Payload::ComponentImportSection(section) if depth == 1 => {
                let is_component = |ty| matches!(ty, ComponentTypeRef::Component(_));
                let others = section.into_iter().map(Result::unwrap);
                let others = others.filter(|import| !is_component(import.ty));
                imports.extend(others.map(|import| import.name.name.to_owned()));
            }
            Payload::ComponentExportSection(section) if depth == 1 => {
                exports.extend(section.into_iter().map(|e| e.unwrap().name.name.to_owned()));
            }
            _ => {}
        }
    }
    (imports, exports)
}

fn flat(text: &str) -> String {
    text.trim().replace('\n', "\n          ")
}
