use crate::support::Folder;

#[test]
fn a_plugin_and_a_provider_become_one() {
    let folder = Folder::new();
    let said = folder.succeed(&["compose", "plugin.wasm", "provider.wasm", "-o", "app.wasm"]);
    assert!(
        said.contains("plugin gets demo:numbers/source@0.1.0 from provider"),
        "{said}"
    );
    assert_eq!(folder.files(), ["app.wasm", "plugin.wasm", "provider.wasm"]);
    assert_eq!(folder.succeed(&["call", "app.wasm", "double()"]), "42\n");
}

#[test]
fn components_come_in_any_order() {
    let folder = Folder::composed();
    let first = std::fs::read(folder.path().join("app.wasm")).unwrap();
    folder.succeed(&["compose", "provider.wasm", "plugin.wasm", "-o", "app.wasm"]);
    let second = std::fs::read(folder.path().join("app.wasm")).unwrap();
    assert!(first == second, "another order gave other bytes");
}

#[test]
fn roots_are_named_where_there_are_several() {
    let folder = Folder::new();
    let other = crate::support::PLUGIN.replace("demo:plugin/api", "demo:other/api");
    folder.add("other.wasm", &other);
    let arguments = [
        "compose",
        "provider.wasm",
        "plugin.wasm",
        "other.wasm",
        "-oapp.wasm",
    ];
    folder.fail(&arguments, 3, &["- `other`", "- `plugin`", "`--root`"]);
    folder.fail(
        &[&arguments[..], &["--root", "plugn"]].concat(),
        2,
        &["no component is called `plugn`", "- `plugin`"],
    );
    folder.succeed(&[&arguments[..], &["--root=plugin", "--root=other"]].concat());
}

#[test]
fn a_manifest_says_what_is_composed() {
    let folder = Folder::new();
    folder.fail(&["compose"], 2, &["there is no `wittgen.toml` here"]);
    let manifest = b"[compose]
output = \"app.wasm\"
[compose.components]
main = \"plugin.wasm\"
source = \"provider.wasm\"
[compose.exports]
api = { from = \"main\", export = \"demo:plugin/api@0.1.0\" }
";
    folder.write("wittgen.toml", manifest);
    let said = folder.succeed(&["compose"]);
    assert!(
        said.contains("main gets demo:numbers/source@0.1.0 from source"),
        "{said}"
    );
    let text = String::from_utf8_lossy(manifest).replace("source =", "sorce = 1\nsource =");
    folder.write("wittgen.toml", text.as_bytes());
    folder.fail(
        &["compose"],
        3,
        &["wittgen.toml:5:9", "the component `sorce` is a number"],
    );
    let text = String::from_utf8_lossy(manifest).replace("provider.wasm", "none.wasm");
    folder.write("wittgen.toml", text.as_bytes());
    folder.fail(
        &["compose"],
        4,
        &["wittgen.toml:5:1", "`none.wasm` can't be read"],
    );
}

#[test]
fn wac_says_what_is_composed() {
    let folder = Folder::new();
    let text = "package demo:app;
let source = new demo:provider {};
let plugin = new demo:plugin { source: source.source };
export plugin.api;
";
    folder.write("app.wac", text.as_bytes());
    let arguments = [
        "compose",
        "app.wac",
        "--dep=demo:plugin=plugin.wasm",
        "-oapp.wasm",
    ];
    folder.fail(
        &arguments,
        3,
        &[
            "there is no package `demo:provider`",
            "app.wac:2:18",
            "`deps/demo/provider.wasm`",
        ],
    );
    std::fs::create_dir_all(folder.path().join("deps/demo")).unwrap();
    folder.add("deps/demo/provider.wasm", crate::support::PROVIDER);
    let said = folder.succeed(&arguments);
    assert!(
        said.contains("plugin gets demo:numbers/source@0.1.0 from source"),
        "{said}"
    );
    folder.fail(
        &[&arguments[..], &["--root=plugin"]].concat(),
        2,
        &["`app.wac` says by itself what is exported"],
    );
    folder.fail(
        &[&arguments[..], &["plugin.wasm"]].concat(),
        2,
        &["`plugin.wasm` can't stand beside it"],
    );
    folder.fail(
        &[&arguments[..], &["--dep=plugin.wasm"]].concat(),
        2,
        &["--dep example:sqlite=sqlite.wasm"],
    );
}

#[test]
fn a_configuration_of_wasm_compose_says_what_is_composed() {
    let folder = Folder::new();
    let configuration = "instantiations:
  root:
    arguments:
      demo:numbers/source@0.1.0:
        instance: provider
";
    folder.write("config.yml", configuration.as_bytes());
    let arguments = ["compose", "plugin.wasm", "config.yml", "-oapp.wasm"];
    let said = folder.succeed(&arguments);
    assert!(
        said.contains("root gets demo:numbers/source@0.1.0 from provider"),
        "{said}"
    );
    let text = configuration.replace("instance:", "instnce:");
    folder.write("config.yml", text.as_bytes());
    folder.fail(
        &arguments,
        3,
        &["config.yml:5:9", "`instnce` means nothing", "`instance`"],
    );
}

#[test]
fn the_report_is_json_on_demand() {
    let folder = Folder::new();
    let said = folder.succeed(&[
        "compose",
        "plugin.wasm",
        "provider.wasm",
        "-o",
        "app.wasm",
        "--json",
    ]);
    let report: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(report["connections"][0]["provider"], "provider");
    let size = std::fs::metadata(folder.path().join("app.wasm"))
        .unwrap()
        .len();
    assert_eq!(report["size"], size);
}

#[test]
fn standard_output_is_the_component_alone() {
    let folder = Folder::composed();
    let output = folder.run(&[
        "compose",
        "plugin.wasm",
        "provider.wasm",
        "-o",
        "-",
        "--json",
    ]);
    assert!(output.status.success());
    assert!(output.stdout == std::fs::read(folder.path().join("app.wasm")).unwrap());
    serde_json::from_slice::<serde_json::Value>(&output.stderr).unwrap();
}

#[test]
fn an_exposed_interface_can_be_called() {
    let folder = Folder::new();
    let arguments = [
        "compose",
        "plugin.wasm",
        "provider.wasm",
        "-o",
        "app.wasm",
        "-q",
    ];
    let said = folder.succeed(&[&arguments[..], &["--expose", "demo:numbers/source"]].concat());
    assert_eq!(said, "");
    assert_eq!(
        folder.succeed(&["call", "app.wasm", "source.number()"]),
        "21\n"
    );
}

#[test]
fn a_failure_leaves_nothing_behind() {
    let folder = Folder::new();
    folder.write("app.wasm", b"the old one");
    folder.fail(
        &[
            "compose",
            "plugin.wasm",
            "provider.wasm",
            "-o",
            "app.wasm",
            "--expose",
            "demo:numbers/sorce",
        ],
        3,
        &["`demo:numbers/sorce` can't be exposed"],
    );
    folder.fail(
        &[
            "compose",
            "plugin.wasm",
            "provider.wasm",
            "-o",
            "no/app.wasm",
        ],
        4,
        &["`no/app.wasm` can't be written"],
    );
    folder.fail(
        &["compose", "plugin.wasm", "provider.wasm", "-o", "."],
        4,
        &["is a directory"],
    );
    assert_eq!(
        std::fs::read(folder.path().join("app.wasm")).unwrap(),
        b"the old one"
    );
    assert_eq!(folder.files(), ["app.wasm", "plugin.wasm", "provider.wasm"]);
}

#[test]
fn bad_input_is_explained() {
    let folder = Folder::new();
    let compose = |provider: &str, status, expected: &[&str]| {
        folder.fail(
            &["compose", "plugin.wasm", provider, "-o", "x.wasm"],
            status,
            expected,
        );
    };
    compose("missing.wasm", 4, &["`missing.wasm` can't be read"]);
    folder.add("module.wasm", "(module)");
    compose(
        "module.wasm",
        3,
        &["`module` is a core module", "help: embed its world first"],
    );
    folder.write("text.wasm", b"hello");
    compose("text.wasm", 3, &["`text` is not WebAssembly"]);
    let whole = std::fs::read(folder.path().join("provider.wasm")).unwrap();
    folder.write("cut.wasm", &whole[..whole.len() / 2]);
    compose("cut.wasm", 3, &["`cut`"]);
    let mistyped = crate::support::PROVIDER.replace("u32", "s32");
    folder.add("mistyped.wasm", &mistyped);
    compose(
        "mistyped.wasm",
        3,
        &["function `number`, result: expected `u32`, found `s32`"],
    );
}

#[test]
fn an_open_import_is_refused_on_demand() {
    let folder = Folder::new();
    folder.add(
        "open.wasm",
        r#"(component
        (import "demo:numbers/source@0.1.0" (instance (export "number" (func (result u32)))))
        (import "demo:other/thing@0.1.0" (instance)))"#,
    );
    folder.fail(
        &[
            "compose",
            "open.wasm",
            "provider.wasm",
            "-o",
            "app.wasm",
            "--closed",
        ],
        3,
        &["`demo:other/thing@0.1.0`, which `open` imports"],
    );
}

#[cfg(unix)]
#[test]
fn a_link_and_a_device_stay_what_they_are() {
    use std::os::unix::fs::{FileTypeExt, PermissionsExt};
    let folder = Folder::new();
    folder.write("real.wasm", b"");
    let path = |name: &str| folder.path().join(name);
    std::os::unix::fs::symlink(path("real.wasm"), path("link.wasm")).unwrap();
    std::fs::set_permissions(path("real.wasm"), PermissionsExt::from_mode(0o640)).unwrap();
    folder.succeed(&["compose", "plugin.wasm", "provider.wasm", "-o", "link.wasm"]);
    assert!(
        std::fs::symlink_metadata(path("link.wasm"))
            .unwrap()
            .is_symlink()
    );
    let real = std::fs::metadata(path("real.wasm")).unwrap();
    assert!(real.len() > 0);
    assert_eq!(real.permissions().mode() & 0o777, 0o640);
    folder.succeed(&["compose", "plugin.wasm", "provider.wasm", "-o", "/dev/null"]);
    assert!(
        std::fs::metadata("/dev/null")
            .unwrap()
            .file_type()
            .is_char_device()
    );
}

#[test]
fn a_part_is_given_less() {
    let folder = Folder::new();
    let plain = ["compose", "plugin.wasm", "provider.wasm", "-oapp.wasm"];
    fn with<'t>(plain: &[&'t str], more: &[&'t str]) -> Vec<&'t str> {
        [plain, more].concat()
    }
    let with = |more| with(&plain, more);
    folder.fail(
        &with(&["--deny", "plugin=wasi:sockets"]),
        3,
        &["`plugin`", "wasi:sockets"],
    );
    folder.fail(
        &with(&["--deny", "nobody=wasi:io"]),
        2,
        &["`nobody`", "plugin"],
    );
    folder.fail(&with(&["--deny", "wasi:io"]), 2, &["notes=wasi:sockets"]);
    folder.fail(&with(&["--mount", "plugin:assets=."]), 2, &["/assets"]);
    // What is denied needs no provider any more.
    folder.succeed(&[
        "compose",
        "plugin.wasm",
        "-oapp.wasm",
        "--deny=plugin=demo:numbers",
        "--closed",
    ]);
    folder.fail(
        &["call", "app.wasm", "double()"],
        5,
        &["denied demo:numbers"],
    );
}

#[test]
fn a_composition_is_drawn() {
    let folder = Folder::new();
    let plain = ["compose", "plugin.wasm", "provider.wasm", "-oapp.wasm"];
    let said = folder.succeed(&[&plain[..], &["--quiet", "--graph", "tree"]].concat());
    assert!(said.contains("demo:numbers/source"), "{said}");
    folder.succeed(&[&plain[..], &["--graph", "svg=app.svg", "--strip"]].concat());
    let svg = std::fs::read_to_string(folder.path().join("app.svg")).unwrap();
    assert!(svg.starts_with("<svg"), "{svg}");
    folder.fail(&[&plain[..], &["--graph", "png"]].concat(), 2, &["svg"]);
}
