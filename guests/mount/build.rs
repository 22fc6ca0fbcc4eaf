//! Links without the adapter of WASI's preview 1 (nothing here needs it, and the versions of its
//! interfaces would take the place of those in `wit/mount`), and without names.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "wasi") {
        println!("cargo::rustc-link-arg-cdylib=--wasi-adapter=none");
        println!("cargo::rustc-link-arg-cdylib=--strip-all");
    }
}
