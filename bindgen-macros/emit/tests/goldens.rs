//! Every target's output for every case in `tests/codegen`, against the files beside it.
//!
//! `BLESS=1 cargo test --test goldens` writes the files anew; read the difference.

use std::fs;
use std::path::{Path, PathBuf};

use wittgen_emit::{Options, TARGETS};
use wittgen_ir::{Input, dump, lower, read};

fn cases() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/codegen");
    let mut cases: Vec<PathBuf> = fs::read_dir(root)
        .expect("the cases are part of the repository")
        .map(|entry| entry.expect("the folder can be read").path())
        .collect();
    cases.sort();
    cases
}

#[test]
fn output_is_as_recorded() {
    let mut wrong = Vec::new();
    for case in cases() {
        let source = read(&Input::Paths(vec![case.join("case.wit")])).expect("the case is WIT");
        let world = lower(&source, None).expect("the case has one world");
        compare(&case.join("ir.txt"), &dump(&world), &mut wrong);
        for target in TARGETS {
            let files = target
                .emit(&source, &Options::default())
                .expect("the targets can express the case");
            for file in files {
                let name = format!("{}-{}", target.name, file.name);
                compare(&case.join(name), &file.text, &mut wrong);
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "not as recorded: {wrong:#?}\nrun again with BLESS=1 to record what is written now"
    );
}

fn compare(path: &Path, text: &str, wrong: &mut Vec<String>) {
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, text).expect("the file can be written");
    } else if fs::read_to_string(path).unwrap_or_default() != text {
        wrong.push(path.display().to_string());
    }
}

#[test]
fn output_does_not_vary() {
    for case in cases() {
        let emit = || {
            let source = read(&Input::Paths(vec![case.join("case.wit")])).expect("the case is WIT");
            let emit = |target: &wittgen_emit::Target| {
                target
                    .emit(&source, &Options::default())
                    .expect("the targets can express the case")
            };
            TARGETS.iter().map(emit).collect::<Vec<_>>()
        };
        assert_eq!(emit(), emit(), "{}", case.display());
    }
}
