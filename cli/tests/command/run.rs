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
