//! A folder to work in, and components to work on.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A plugin that imports a function from an interface and exports another that calls it.
pub(crate) const PLUGIN: &str = r#"(component
    (import "demo:numbers/source@0.1.0" (instance $source
        (export "number" (func (result u32)))))
    (core module $m
        (import "source" "number" (func $number (result i32)))
        (func (export "double") (result i32) (i32.mul (i32.const 2) (call $number)))
        (func (export "crash") unreachable)
        (func (export "check") (result i32) (i32.const 1)))
    (core func $number (canon lower (func $source "number")))
    (core instance $i (instantiate $m
        (with "source" (instance (export "number" (func $number))))))
    (func $double (result u32) (canon lift (core func $i "double")))
    (func $crash (canon lift (core func $i "crash")))
    (func $check (result (result)) (canon lift (core func $i "check")))
    (instance $api
        (export "double" (func $double))
        (export "crash" (func $crash))
        (export "check" (func $check)))
    (export "demo:plugin/api@0.1.0" (instance $api)))"#;

/// What provides that interface: the number 21.
pub(crate) const PROVIDER: &str = r#"(component
    (core module $m (func (export "number") (result i32) (i32.const 21)))
    (core instance $i (instantiate $m))
    (func $number (result u32) (canon lift (core func $i "number")))
    (instance $source (export "number" (func $number)))
    (export "demo:numbers/source@0.1.0" (instance $source)))"#;

/// A program that fails.
pub(crate) const PROGRAM: &str = r#"(component
    (core module $m (func (export "run") (result i32) (i32.const 1)))
    (core instance $i (instantiate $m))
    (func $run (result (result)) (canon lift (core func $i "run")))
    (instance $api (export "run" (func $run)))
    (export "wasi:cli/run@0.2.0" (instance $api)))"#;

/// A folder for one test, removed afterwards.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    /// A folder with `plugin.wasm` and `provider.wasm`.
    pub(crate) fn new() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        folder.add("plugin.wasm", PLUGIN);
        folder.add("provider.wasm", PROVIDER);
        folder
    }

    /// A folder with `app.wasm`, which is both together.
    pub(crate) fn composed() -> Self {
        let folder = Self::new();
        folder.succeed(&["compose", "plugin.wasm", "provider.wasm", "-o", "app.wasm"]);
        folder
    }

    /// Adds a component in text format as a binary file.
    pub(crate) fn add(&self, name: &str, text: &str) {
        self.write(name, &wat::parse_str(text).unwrap());
    }

    /// Adds a file.
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.path().join(name), bytes).unwrap();
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// The names of all files in it, sorted.
    pub(crate) fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.path()).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// Runs the command in it.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        Command::new(program())
            .args(arguments)
            .current_dir(self.path())
            .env("NO_COLOR", "1")
            .output()
            .unwrap()
    }

    /// Runs the command, which must succeed, and returns what it printed.
    #[track_caller]
    pub(crate) fn succeed(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?} failed:\n{errors}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs the command, which must fail with `status` and all of `expected` in its message.
    #[track_caller]
    pub(crate) fn fail(&self, arguments: &[&str], status: i32, expected: &[&str]) {
        assert_failed(&self.run(arguments), arguments, status, expected);
    }
}

/// The command that is tested.
pub(crate) fn program() -> PathBuf {
    env!("CARGO_BIN_EXE_wittgen").into()
}

/// The command failed with `status`, and all of `expected` in its message.
#[track_caller]
pub(crate) fn assert_failed(output: &Output, arguments: &[&str], status: i32, expected: &[&str]) {
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(
        output.status.code(),
        Some(status),
        "{arguments:?}:\n{errors}"
    );
    // The message is wrapped to the terminal's width.
    let flat: Vec<_> = errors
        .split_whitespace()
        .filter(|word| *word != "│")
        .collect();
    let flat = flat.join(" ");
    for expected in expected {
        assert!(
            flat.contains(expected),
            "`{expected}` is missing in:\n{errors}"
        );
    }
}
