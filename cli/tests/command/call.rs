use crate::support::Folder;

#[test]
fn functions_are_found_by_every_name() {
    let folder = Folder::composed();
    let calls = [
        "double()",
        "api.double()",
        "demo:plugin/api#double()",
        "demo:plugin/api@0.1.0#double()",
    ];
    for call in calls {
        assert_eq!(
            folder.succeed(&["call", "app.wasm", call]),
            "42\n",
            "{call}"
        );
    }
    assert_eq!(
        folder.succeed(&["call", "app.wasm", "double()", "--json"]),
        "42\n"
    );
}

#[test]
fn functions_are_listed() {
    let folder = Folder::composed();
    let listed = folder.succeed(&["call", "app.wasm"]);
    assert!(
        listed.contains("demo:plugin/api@0.1.0#double: func() -> u32\n"),
        "{listed}"
    );
}

#[test]
fn a_failure_of_the_function_is_printed_and_gives_status_1() {
    let folder = Folder::composed();
    let output = folder.run(&["call", "app.wasm", "check()"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8_lossy(&output.stdout), "err\n");
}

#[test]
fn each_failure_has_its_status() {
    let folder = Folder::composed();
    folder.fail(
        &["call", "app.wasm", "crash()"],
        5,
        &[
            "demo:plugin/api@0.1.0#crash",
            "panicked or aborted",
            "backtrace",
        ],
    );
    folder.fail(
        &["call", "app.wasm", "nothing()"],
        2,
        &["no function `nothing`", "double"],
    );
    folder.fail(
        &["call", "app.wasm", "duoble()"],
        2,
        &["no function `duoble`", "write `double` if that is meant"],
    );
    folder.fail(&["call", "app.wasm", "double(1)"], 2, &["double"]);
    folder.fail(&["call", "app.wasm", "double("], 2, &["double("]);
    folder.fail(
        &["call", "plugin.wasm", "double()"],
        3,
        &["demo:numbers/source@0.1.0"],
    );
    folder.fail(
        &["call", "missing.wasm", "double()"],
        4,
        &["`missing.wasm`"],
    );
    folder.fail(
        &["call", "app.wasm", "double()", "--dir", "/d=./missing"],
        4,
        &["./missing"],
    );
}

#[test]
fn another_component_is_linked_beside_it() {
    let folder = Folder::new();
    folder.fail(
        &["call", "plugin.wasm", "double()"],
        3,
        &["demo:numbers/source", "wittgen compose"],
    );
    let call = ["call", "plugin.wasm", "double()", "--link", "provider.wasm"];
    assert_eq!(folder.succeed(&call), "42\n");
    let none = ["call", "plugin.wasm", "double()", "--link", "none.wasm"];
    folder.fail(&none, 4, &["none.wasm"]);
}
