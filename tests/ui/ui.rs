//! What the macros say about wrong options and wrong WIT, against the files beside them.
//!
//! `TRYBUILD=overwrite cargo test --test ui` records what is said now; read the difference. Errors that come before any
//! code is written are those of `wittgen_macros`; the others need the crate around it, with the guests' side alone.

use std::fs;
use std::path::Path;

/// Copies the WIT to where the tests are compiled, which is what paths in them are relative to.
fn copy_wit() {
    let project = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../tests/trybuild/wittgen-ui");
    copy(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("wit"),
        &project.join("fixtures"),
    );
    let empty = project.join("fixtures/empty");
    fs::create_dir_all(empty).expect("the folder can be made");
    let core = project.join("fixtures/core.wasm");
    fs::write(core, b"\0asm\x01\0\0\0").expect("the file can be written");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the folder can be made");
    for entry in fs::read_dir(from).expect("the folder is part of the repository") {
        let entry = entry.expect("the folder can be read").path();
        let target = to.join(entry.file_name().unwrap_or_default());
        if entry.is_dir() {
            copy(&entry, &target);
        } else {
            fs::copy(&entry, target).expect("the file can be copied");
        }
    }
}

#[test]
fn errors_are_as_recorded() {
    // One verb for every recorded file.
    if std::env::var_os("BLESS").is_some() {
        // SAFETY: no other thread of this test binary runs yet: it has one test.
        unsafe { std::env::set_var("TRYBUILD", "overwrite") };
    }
    copy_wit();
    let cases = trybuild::TestCases::new();
    cases.compile_fail("host/*.rs");
    cases.compile_fail("guest/*.rs");
}
