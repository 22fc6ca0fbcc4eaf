use crate::support::{Folder, PROGRAM};

/// A program that never ends.
const ENDLESS: &str = r#"(component
    (core module $m (func (export "run") (result i32) (loop $again (br $again)) unreachable))
    (core instance $i (instantiate $m))
    (func $run (result (result)) (canon lift (core func $i "run")))
    (instance $api (export "run" (func $run)))
    (export "wasi:cli/run@0.2.0" (instance $api)))"#;

/// A program that opens the key-value store `notes`, and fails where it can't.
const OPENER: &str = r#"(component
    (import "wasi:keyvalue/store@0.2.0-draft" (instance $store
        (export "bucket" (type $bucket (sub resource)))
        (type $why (variant (case "no-such-store") (case "access-denied") (case "other" string)))
        (export "error" (type $error (eq $why)))
        (export "open" (func (param "identifier" string)
            (result (result (own $bucket) (error $error)))))))
    (core module $memory
        (memory (export "memory") 1)
        (data (i32.const 100) "notes")
        (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024)))
    (core instance $memory (instantiate $memory))
    (core func $open (canon lower (func $store "open")
        (memory (core memory $memory "memory")) (realloc (core func $memory "realloc"))))
    (core module $m
        (import "memory" "memory" (memory 1))
        (import "store" "open" (func $open (param i32 i32 i32)))
        (func (export "run") (result i32)
            (call $open (i32.const 100) (i32.const 5) (i32.const 200))
            (i32.load8_u (i32.const 200))))
    (core instance $i (instantiate $m
        (with "memory" (instance $memory))
        (with "store" (instance (export "open" (func $open))))))
    (func $run (result (result)) (canon lift (core func $i "run")))
    (instance $api (export "run" (func $run)))
    (export "wasi:cli/run@0.2.0" (instance $api)))"#;

#[test]
fn limits_are_options() {
    let folder = Folder::new();
    folder.add("endless.wasm", ENDLESS);
    for (option, message) in [
        (["--deadline", "100ms"], "took longer than the 100ms"),
        (["--timeout", "100 ms"], "took longer than the 100ms"),
        (["--cpu", "100ms"], "computed for longer than the 100ms"),
        (["--fuel", "1000000"], "fuel of 1000000"),
    ] {
        folder.fail(
            &["run", "endless.wasm", option[0], option[1]],
            5,
            &[message],
        );
    }
    folder.fail(
        &["run", "endless.wasm", "--deadline", "soon"],
        2,
        &["`soon` is no duration", "200 ms"],
    );
    folder.fail(
        &["run", "endless.wasm", "--stack", "1"],
        2,
        &["`1` has no unit", "write `1 MiB`"],
    );
    folder.fail(
        &["run", "endless.wasm", "--deadline", "0s"],
        2,
        &["a deadline of 0 lets no call run"],
    );
}

#[test]
fn a_manifest_grants_and_limits() {
    let folder = Folder::new();
    folder.add("endless.wasm", ENDLESS);
    folder.add("opener.wasm", OPENER);
    let manifest = "[compose.components]\na = \"a.wasm\"\n\n[grants]\nkey-value = { notes = { file = \"notes.redb\" } }\n\n[limits]\ndeadline = \"100 ms\"\n";
    folder.write("wittgen.toml", manifest.as_bytes());
    folder.fail(
        &["run", "endless.wasm", "--manifest", "wittgen.toml"],
        5,
        &["took longer than the 100ms"],
    );
    // It is read where it is named, and nowhere else.
    folder.fail(
        &["run", "opener.wasm"],
        1,
        &[
            "note: the key-value store `notes` was not granted",
            "--key-value",
        ],
    );
    folder.succeed(&["run", "opener.wasm", "--manifest", "wittgen.toml"]);
    assert!(folder.files().contains(&"notes.redb".to_string()));
    folder.write("wittgen.toml", b"[grants]\n\ntcpp = []\n");
    folder.fail(
        &["run", "opener.wasm", "--manifest", "wittgen.toml"],
        2,
        &[
            "wittgen.toml, line 3, column 1",
            "`tcpp` means nothing",
            "`tcp`",
        ],
    );
    folder.fail(
        &["run", "opener.wasm", "--manifest", "missing.toml"],
        4,
        &["`missing.toml`"],
    );
}

#[test]
fn one_manifest_composes_and_grants() {
    let folder = Folder::new();
    let manifest = "[compose]\noutput = \"app.wasm\"\n\n[compose.components]\nplugin = \"plugin.wasm\"\nprovider = \"provider.wasm\"\n\n[grants]\nconfig = { a = \"b\" }\n\n[limits]\nmemory = \"1 MiB\"\n";
    folder.write("wittgen.toml", manifest.as_bytes());
    folder.succeed(&["compose"]);
    let called = &["call", "app.wasm", "double()", "--manifest", "wittgen.toml"];
    assert_eq!(folder.succeed(called), "42\n");
    folder.write(
        "wittgen.toml",
        manifest.replace("[grants]", "[grant]").as_bytes(),
    );
    folder.fail(&["compose"], 3, &["`grant` means nothing", "`grants`"]);
}

#[test]
fn stores_are_options() {
    let folder = Folder::new();
    folder.add("opener.wasm", OPENER);
    folder.succeed(&["run", "opener.wasm", "--key-value", "notes"]);
    folder.succeed(&["run", "opener.wasm", "--key-value", "notes=n.redb:ro"]);
    folder.fail(
        &["run", "opener.wasm", "--key-value", "other"],
        1,
        &["the key-value store `notes` was not granted"],
    );
    folder.write(
        "letter.txt",
        b"Dear Ludwig, how is it in Norway? It is cold here.",
    );
    folder.fail(
        &["run", "opener.wasm", "--key-value", "notes=letter.txt"],
        4,
        &["`letter.txt`", "help:"],
    );
}

#[test]
fn grants_are_printed() {
    let folder = Folder::new();
    folder.add("works.wasm", &PROGRAM.replace("i32.const 1", "i32.const 0"));
    let output = folder.run(&[
        "run",
        "works.wasm",
        "--http",
        "https://*.example.org/v1/*",
        "--config",
        "greeting=hello",
        "--key-value",
        "cache",
        "--precise-clock",
        "--deadline",
        "2s",
        "--print-grants",
    ]);
    assert!(output.status.success());
    let text = String::from_utf8_lossy(&output.stderr);
    for line in [
        "http https://*.example.org/v1/*",
        "configuration greeting=hello",
        "key-value store cache = in memory (read and write, up to 64 MiB)",
        "wall clock precise",
        "limit memory = 512 MiB (default)",
        "limit deadline = 2 s",
    ] {
        assert!(text.lines().any(|l| l == line), "{line} is not in:\n{text}");
    }
    folder.fail(
        &["run", "works.wasm", "--http", "example.org"],
        2,
        &["`example.org`", "https://api.example.org"],
    );
}

#[test]
fn grants_are_printed_as_json_beside_json() {
    let folder = Folder::composed();
    let manifest = "[grants]\nconfig = { a = \"b\" }\n[limits]\nmemory = \"1 MiB\"\n";
    folder.write("wittgen.toml", manifest.as_bytes());
    let output = folder.run(&[
        "call",
        "app.wasm",
        "double()",
        "--json",
        "--manifest",
        "wittgen.toml",
        "--print-grants",
    ]);
    assert_eq!(String::from_utf8_lossy(&output.stdout), "42\n");
    let printed: serde_json::Value = serde_json::from_slice(&output.stderr).unwrap();
    assert_eq!(printed["grants"][0], "configuration a=b");
    let limits = printed["limits"].as_array().unwrap();
    let memory = serde_json::json!({ "name": "memory", "value": "1 MiB", "is_default": false });
    let fuel = serde_json::json!({ "name": "fuel", "value": null, "is_default": true });
    assert!(
        limits.contains(&memory) && limits.contains(&fuel),
        "{printed}"
    );
}

#[test]
fn needs_name_the_options() {
    let folder = Folder::new();
    folder.add("opener.wasm", OPENER);
    let needs = folder.succeed(&["inspect", "opener.wasm", "--needs"]);
    assert!(
        needs.contains("key-value stores: `--key-value NAME`"),
        "{needs}"
    );
}
