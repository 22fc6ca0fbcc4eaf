//! Linker arguments of the component.

fn main() {
    // SQLite walks expressions and its parser's trees recursively, up to 1,000 levels deep.
    println!("cargo::rustc-link-arg-cdylib=-zstack-size=2097152");
    println!("cargo::rerun-if-changed=build.rs");
}
