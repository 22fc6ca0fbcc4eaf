//! The example `notes`, as a user runs it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

/// The example's binary.
fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| wittgen_tests::example("notes"))
}

fn run(dir: &Path, args: &[&str]) -> Output {
    Command::new(binary())
        .current_dir(dir)
        .args(args)
        .output()
        .expect("the example runs")
}

/// What it prints when it succeeds.
#[track_caller]
fn printed(dir: &Path, args: &[&str]) -> String {
    let output = run(dir, args);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {stderr}");
    String::from_utf8(output.stdout).expect("it prints UTF-8")
}

/// What it says when it fails.
#[track_caller]
fn complaint(dir: &Path, args: &[&str]) -> String {
    let output = run(dir, args);
    assert!(!output.status.success(), "{args:?} succeeds");
    let stderr = String::from_utf8(output.stderr).expect("it writes UTF-8");
    for noise in ["panicked", "RUST_BACKTRACE", "Guest(", "Host(", "Os {"] {
        assert!(!stderr.contains(noise), "{stderr}");
    }
    stderr
}

#[test]
fn notes_are_added_found_and_kept() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    assert_eq!(
        printed(dir, &["add", "buy oat milk", "--tag", "home"]),
        "1\n"
    );
    assert_eq!(
        printed(
            dir,
            &["add", "call the plumber", "--tag", "home", "--tag", "now"]
        ),
        "2\n"
    );
    assert_eq!(printed(dir, &["search", "milk"]), "   1  buy oat [milk]\n");
    let table = printed(dir, &["list"]);
    let lines: Vec<&str> = table.lines().map(str::trim_end).collect();
    assert_eq!(lines.len(), 3, "{table}");
    assert!(
        lines[0].contains("TEXT") && lines[1].ends_with("home") && lines[2].ends_with("home, now")
    );
    assert_eq!(printed(dir, &["list", "--tag", "now"]).lines().count(), 2);
    assert_eq!(printed(dir, &["remove", "1"]), "removed: buy oat milk\n");
    assert_eq!(printed(dir, &["search", "milk"]), "");
    assert!(dir.join("notes-data/notes.db").is_file());
    assert_eq!(
        std::fs::read_dir(dir).unwrap().count(),
        1,
        "nothing else is written"
    );
}

#[test]
fn failures_are_said_in_a_sentence() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    assert!(complaint(dir, &["remove", "7"]).contains("not found: 7"));
    assert!(complaint(dir, &["add", "  "]).contains("a note needs a text"));
    assert!(complaint(dir, &["search", "\"open"]).contains("quotation mark"));
    std::fs::write(dir.join("file"), "").unwrap();
    let complaint_of_file = complaint(dir, &["--data", "file", "list"]);
    assert!(complaint_of_file.contains("file"), "{complaint_of_file}");
    std::fs::create_dir(dir.join("damaged")).unwrap();
    std::fs::write(dir.join("damaged/notes.db"), "no database ".repeat(500)).unwrap();
    let damaged = complaint(dir, &["--data", "damaged", "list"]);
    assert!(damaged.contains("not a database"), "{damaged}");
}
