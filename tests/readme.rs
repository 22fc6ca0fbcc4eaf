//! The README's program is the example `tour`, and the example does what it says.

use std::fs;
use std::path::Path;
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the crate lies in the repository")
}

#[test]
fn the_program_is_the_example() {
    let read = |name: &str| fs::read_to_string(root().join(name)).expect("it is in the repository");
    let (readme, example) = (read("README.md"), read("examples/tour.rs"));
    let (_, block) = readme
        .split_once("```rust\n")
        .expect("the README has a program");
    let (block, _) = block.split_once("```").expect("the block ends");
    let (_, program) = example
        .split_once("\n\n")
        .expect("the example begins with its documentation");
    assert_eq!(block, program);
}

#[test]
fn the_program_does_what_it_says() {
    let output = Command::new(wittgen_tests::example("tour"))
        .output()
        .expect("the example runs");
    let said = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{complained}");
    assert!(said.contains("buy oat milk"), "{said}");
    assert!(said.contains("1 on the first page"), "{said}");
    assert!(said.contains("the plugin says: not found"), "{said}");
}
