use std::path::Path;
use std::process::{Command, Output};

use crate::support::{Folder, PROGRAM, assert_failed, program};

/// A folder with a program that works, and a cache of its own.
fn folder() -> Folder {
    let folder = Folder::composed();
    folder.add("tool.wasm", &PROGRAM.replace("i32.const 1", "i32.const 0"));
    folder
}

/// Runs the command as a user whose cache is `cache`.
fn run_as(folder: &Folder, cache: &str, arguments: &[&str]) -> Output {
    Command::new(program())
        .args(arguments)
        .current_dir(folder.path())
        .env("NO_COLOR", "1")
        .env("XDG_CACHE_HOME", folder.path().join(cache))
        .env("HOME", folder.path().join(cache))
        .output()
        .unwrap()
}

#[track_caller]
fn succeed(folder: &Folder, cache: &str, arguments: &[&str]) -> String {
    let output = run_as(folder, cache, arguments);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?} failed:\n{errors}");
    String::from_utf8(output.stdout).unwrap()
}

#[track_caller]
fn fail(folder: &Folder, cache: &str, arguments: &[&str], status: i32, expected: &[&str]) {
    assert_failed(
        &run_as(folder, cache, arguments),
        arguments,
        status,
        expected,
    );
}

#[test]
fn what_is_built_here_runs_here_and_for_no_other_user() {
    let folder = folder();
    let said = succeed(&folder, "me", &["build", "tool.wasm"]);
    assert!(
        said.contains("tool.cwasm: ") && said.contains("your own key"),
        "{said}"
    );
    succeed(&folder, "me", &["run", "tool.cwasm"]);
    let another = ["sealed with another key", "help:", "--key FILE"];
    fail(&folder, "you", &["run", "tool.cwasm"], 3, &another);
    // Having a key of one's own is not enough.
    succeed(&folder, "you", &["build", "tool.wasm", "-o", "yours.cwasm"]);
    succeed(&folder, "you", &["run", "yours.cwasm"]);
    fail(&folder, "you", &["run", "tool.cwasm"], 3, &another);
}

#[test]
fn a_key_that_is_given_away_runs_it_elsewhere() {
    let folder = folder();
    let build = [
        "build",
        "app.wasm",
        "-o",
        "app.cwasm",
        "--key",
        "artifact.key",
    ];
    let said = succeed(&folder, "me", &build);
    assert!(said.contains("the new key `artifact.key`"), "{said}");
    let call = ["call", "app.cwasm", "double()", "--key", "artifact.key"];
    assert_eq!(succeed(&folder, "you", &call), "42\n");
    // The same key again, not a new one.
    let said = succeed(&folder, "me", &build);
    assert!(!said.contains("new key"), "{said}");
    assert_eq!(succeed(&folder, "you", &call), "42\n");
    fail(&folder, "you", &call[..3], 3, &["sealed with another key"]);
    // A key that was not built with is not made up when it is run.
    let mistyped = ["call", "app.cwasm", "double()", "--key", "artefact.key"];
    fail(
        &folder,
        "you",
        &mistyped,
        4,
        &["cannot read the key `artefact.key`"],
    );
    assert!(!folder.path().join("artefact.key").exists());
}

#[cfg(unix)]
#[test]
fn a_key_is_a_secret() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    succeed(
        &folder,
        "me",
        &["build", "tool.wasm", "--key", "artifact.key"],
    );
    let path = folder.path().join("artifact.key");
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&path), 0o600);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
    let run = ["run", "tool.cwasm", "--key", "artifact.key"];
    fail(
        &folder,
        "me",
        &run,
        2,
        &["others than its owner can read it", "chmod 600"],
    );
    folder.write("short.key", b"secret");
    std::fs::set_permissions(
        folder.path().join("short.key"),
        std::fs::Permissions::from_mode(0o600),
    )
    .unwrap();
    let run = ["run", "tool.cwasm", "--key", "short.key"];
    fail(&folder, "me", &run, 2, &["6 bytes is too short"]);
}

#[test]
fn an_artifact_that_was_changed_is_not_run() {
    let folder = folder();
    succeed(&folder, "me", &["build", "tool.wasm"]);
    let whole = std::fs::read(folder.path().join("tool.cwasm")).unwrap();
    let mut changed = whole.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    folder.write("changed.cwasm", &changed);
    fail(
        &folder,
        "me",
        &["run", "changed.cwasm"],
        3,
        &["changed after it was sealed", "help:"],
    );
    folder.write("short.cwasm", &whole[..whole.len() - 1]);
    fail(
        &folder,
        "me",
        &["run", "short.cwasm"],
        3,
        &["no seal at its end", "help:"],
    );
}

#[test]
fn what_it_was_built_for_is_said() {
    let folder = folder();
    let triple = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    let build = [
        "build",
        "tool.wasm",
        "--with-source",
        "--interruptible",
        "--target",
        &triple,
    ];
    succeed(&folder, "me", &build);
    let text = succeed(&folder, "me", &["inspect", "tool.cwasm"]);
    for expected in [&*triple, "limits of time", "included, ", "your own key"] {
        assert!(text.contains(expected), "{text}");
    }
    let json = succeed(&folder, "you", &["inspect", "tool.cwasm", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["interruptible"], true);
    assert_eq!(
        json["source"],
        std::fs::metadata(folder.path().join("tool.wasm"))
            .unwrap()
            .len()
    );
    fail(
        &folder,
        "me",
        &["call", "tool.cwasm"],
        2,
        &["not listed", "help:"],
    );
}

#[test]
fn what_can_not_be_built_is_explained() {
    let folder = folder();
    let cases: &[(&[&str], i32, &[&str])] = &[
        (
            &["build", "absent.wasm"],
            4,
            &["cannot read the component `absent.wasm`"],
        ),
        (
            &["build", "tool.wasm", "-o", "tool.wasm"],
            2,
            &["would take the place", "-o app.cwasm"],
        ),
        (
            &[
                "build",
                "tool.wasm",
                "--target",
                "riscv64gc-unknown-linux-gnu",
            ],
            3,
            &["cannot compile for `riscv64gc-unknown-linux-gnu`", "help:"],
        ),
        (
            &["build", "tool.wasm", "--target", "my-pc"],
            3,
            &["cannot compile for `my-pc`"],
        ),
    ];
    for (arguments, status, expected) in cases {
        fail(&folder, "me", arguments, *status, expected);
    }
    succeed(&folder, "me", &["build", "tool.wasm"]);
    let again = ["build", "tool.cwasm", "-o", "again.cwasm"];
    fail(&folder, "me", &again, 3, &["machine code already", "help:"]);
}

#[test]
fn without_a_cache_directory_a_key_must_be_named() {
    let folder = folder();
    // Where the cache would be, there is a file.
    folder.write("me", b"");
    fail(
        &folder,
        "me",
        &["build", "tool.wasm"],
        4,
        &["no key of yours", "--key FILE"],
    );
    succeed(
        &folder,
        "me",
        &["build", "tool.wasm", "--key", "artifact.key"],
    );
    succeed(
        &folder,
        "me",
        &["run", "tool.cwasm", "--key", "artifact.key"],
    );
}
