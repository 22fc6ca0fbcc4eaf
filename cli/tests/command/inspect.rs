use crate::support::Folder;

#[test]
fn a_composition_is_described() {
    let folder = Folder::composed();
    let text = folder.succeed(&["inspect", "app.wasm"]);
    for expected in [
        "app.wasm: a component, ",
        "\nimports nothing\n",
        "\n  demo:plugin/api@0.1.0\n    double: func() -> u32\n",
        "\ncomposed by wittgen ",
        "\n  plugin gets demo:numbers/source@0.1.0 from provider\n",
        "world root {\n  export demo:plugin/api@0.1.0;\n}",
    ] {
        assert!(
            text.contains(expected),
            "`{expected}` is missing in:\n{text}"
        );
    }
}

#[test]
fn programs_can_read_it() {
    let folder = Folder::composed();
    let json = folder.succeed(&["inspect", "app.wasm", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["kind"], "component");
    assert_eq!(json["provenance"]["parts"][1]["name"], "provider");
    assert_eq!(
        json["exports"][0]["functions"][0]["signature"],
        "func() -> u32"
    );
    let wit = folder.succeed(&["inspect", "app.wasm", "--wit"]);
    assert!(wit.starts_with("package root:component;"), "{wit}");
}

#[test]
fn what_is_no_component_is_refused() {
    let folder = Folder::new();
    folder.write("text.wasm", b"(component)");
    folder.fail(
        &["inspect", "text.wasm"],
        3,
        &["`text` is WebAssembly text", "help: make it binary"],
    );
    folder.fail(
        &["inspect", "missing.wasm"],
        4,
        &["`missing.wasm` can't be read"],
    );
    folder.add("module.wasm", "(module (memory (export \"m\") 1))");
    assert!(
        folder
            .succeed(&["inspect", "module.wasm"])
            .contains("a core module")
    );
}
