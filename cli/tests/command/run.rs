use crate::support::{Folder, PROGRAM};

#[test]
fn a_program_gives_its_status() {
    let folder = Folder::new();
    folder.add("fails.wasm", PROGRAM);
    folder.add("works.wasm", &PROGRAM.replace("i32.const 1", "i32.const 0"));
    folder.succeed(&["run", "works.wasm"]);
    assert_eq!(
        folder
            .run(&["run", "fails.wasm", "--", "--any", "thing"])
            .status
            .code(),
        Some(1)
    );
}

#[test]
fn a_program_that_traps_is_explained() {
    let folder = Folder::new();
    folder.add(
        "traps.wasm",
        &PROGRAM.replace("(i32.const 1)", "unreachable"),
    );
    folder.fail(&["run", "traps.wasm"], 5, &["panicked or aborted"]);
}

#[test]
fn a_component_that_is_no_program_is_refused() {
    let folder = Folder::composed();
    folder.fail(
        &["run", "app.wasm"],
        3,
        &["not a program", "help:", "wittgen call"],
    );
}

/// A program that calls itself without end.
const DEEP: &str = r#"(component
    (core module $m
        (func $deeper (param i32) (result i32)
            (i32.add (i32.const 1) (call $deeper (i32.add (local.get 0) (i32.const 1)))))
        (func (export "run") (result i32) (call $deeper (i32.const 0))))
    (core instance $i (instantiate $m))
    (func $run (result (result)) (canon lift (core func $i "run")))
    (instance $api (export "run" (func $run)))
    (export "wasi:cli/run@0.2.0" (instance $api)))"#;

#[test]
fn a_stack_may_be_larger_than_that_of_the_command() {
    let folder = Folder::new();
    folder.add("deep.wasm", DEEP);
    let says = ["called too deeply for its stack of 65536 KiB"];
    folder.fail(&["run", "deep.wasm", "--stack", "64MiB"], 5, &says);
    folder.fail(
        &["call", "deep.wasm", "run()", "--stack", "64MiB"],
        5,
        &says,
    );
}
