use crate::support::{Folder, PLUGIN};

const WIT: &str = "package demo:plugin@0.1.0;
    interface api { double: func() -> u32; crash: func(); check: func() -> result; }
    world plugin { import demo:numbers/source@0.1.0; export api; }
    world strict { export api; export stop: func(); }
    package demo:numbers@0.1.0 { interface source { number: func() -> u32; } }";

#[test]
fn a_component_is_held_against_a_world() {
    let folder = Folder::new();
    folder.write("plugin.wit", WIT.as_bytes());
    let arguments = ["targets", "plugin.wasm", "plugin.wit"];
    let with = |more: &[&'static str]| [&arguments[..], more].concat();
    let text = folder.succeed(&with(&["--world", "plugin"]));
    assert_eq!(text, "`plugin` fits the world `demo:plugin/plugin@0.1.0`\n");
    folder.fail(
        &with(&[]),
        2,
        &["several worlds", "demo:plugin/strict@0.1.0"],
    );
    let output = folder.run(&with(&["--world=strict"]));
    assert_eq!(output.status.code(), Some(3));
    let text = String::from_utf8(output.stdout).unwrap();
    for expected in [
        "does not fit the world `demo:plugin/strict@0.1.0`",
        "it imports `demo:numbers/source@0.1.0`, which the world does not have",
        "it does not export `stop`",
    ] {
        assert!(
            text.contains(expected),
            "`{expected}` is missing in:\n{text}"
        );
    }
    let output = folder.run(&with(&["--world=strict", "--json"]));
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["misfits"][1]["export"], "stop");
    folder.succeed(&["targets", "plugin.wasm", "plugin.wasm"]);
    folder.fail(
        &["targets", "plugin.wasm", "none.wit"],
        4,
        &["`none.wit` can't be read"],
    );
}

#[test]
fn what_wasi_would_have_to_grant_is_told() {
    let folder = Folder::new();
    folder.add(
        "files.wasm",
        r#"(component (import "wasi:filesystem/preopens@0.2.0" (instance (export "f" (func)))))"#,
    );
    folder.write("empty.wit", b"package a:b; world w {}");
    let output = folder.run(&["targets", "files.wasm", "empty.wit"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(text.contains("but for what it imports of WASI"), "{text}");
    folder.succeed(&["targets", "files.wasm", "empty.wit", "--wasi"]);
    assert!(text.contains("files: `--dir GUEST=HOST`"), "{text}");
    let needs = folder.succeed(&["inspect", "files.wasm", "--needs"]);
    assert!(needs.contains("\nfiles: `--dir GUEST=HOST`"), "{needs}");
    assert!(
        needs.contains("\n  wasi:filesystem/preopens@0.2.0\n"),
        "{needs}"
    );
    let json = folder.succeed(&["inspect", "files.wasm", "--needs", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json[0]["area"], "files");
    let nothing = folder.succeed(&["inspect", "provider.wasm", "--needs"]);
    assert!(nothing.contains("imports nothing"), "{nothing}");
}

#[test]
fn what_changed_is_told_and_can_fail() {
    let folder = Folder::new();
    let without = PLUGIN.replace(r#"(export "check" (func $check))"#, "");
    folder.add("new.wasm", &without);
    let arguments = ["diff", "plugin.wasm", "new.wasm"];
    let text = folder.succeed(&arguments);
    for expected in [
        "function `check` is gone",
        "breaks callers",
        "`demo:plugin` stays 0.1.0, but function `check`",
        "0.2.0 is what it should be",
    ] {
        assert!(
            text.contains(expected),
            "`{expected}` is missing in:\n{text}"
        );
    }
    let with = |more: &[&'static str]| [&arguments[..], more].concat();
    folder.fail(&with(&["--fail-if-breaking"]), 6, &[]);
    folder.fail(&with(&["--fail-if-understated"]), 6, &[]);
    let json = folder.succeed(&with(&["--json"]));
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["bump"], "major");
    // The other way round nothing breaks, but the version should say that something is new.
    let back = ["diff", "new.wasm", "plugin.wasm"];
    folder.succeed(&[&back[..], &["--fail-if-breaking"]].concat());
    folder.fail(&[&back[..], &["--fail-if-understated"]].concat(), 6, &[]);
    let same = folder.succeed(&[
        "diff",
        "plugin.wasm",
        "plugin.wasm",
        "--fail-if-understated",
    ]);
    assert!(same.contains("the bytes are the same"), "{same}");
}

#[test]
fn a_composition_is_drawn() {
    let folder = Folder::composed();
    let drawn = |format| folder.succeed(&["inspect", "app.wasm", "--graph", format]);
    let tree = drawn("tree");
    assert!(tree.starts_with("plugin 0.1.0 ("), "{tree}");
    assert!(
        tree.contains("└── demo:numbers/source from provider 0.1.0 ("),
        "{tree}"
    );
    assert!(drawn("svg").starts_with("<svg "));
    assert!(drawn("mermaid").starts_with("flowchart TD\n"));
    assert!(drawn("dot").starts_with("digraph composition {\n"));
    folder.fail(
        &["inspect", "app.wasm", "--graph", "png"],
        2,
        &["`png` is no format"],
    );
}
