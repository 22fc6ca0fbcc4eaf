//! Builds the guests into components, and fetches what that needs: the Rust target and the C
//! compiler. Everything fetched or built lies under the target directory; what it takes from the
//! user is the network and patience, and it says so. It contains nothing of the guests' own code.
//!
//! Two packages have it as their build script: `guests`, and `tests/guests` with what only tests need, which
//! therefore isn't built for anything else.

mod cargo;
mod child;
mod compiler;
mod failure;
mod guest;
mod layout;
mod progress;
mod python;
mod rustup;
mod terminal;
mod zig;

use std::fs;
use std::path::Path;

use failure::Failure;
use guest::GUESTS;
use layout::Layout;
use progress::Voice;

fn main() {
    // Where no handler can be installed, an interrupt ends this process without ceremony.
    let _ = ctrlc::set_handler(|| {
        child::kill();
        progress::release();
        std::process::exit(130);
    });
    if let Err(failure) = build() {
        failure.report();
    }
}

/// The package that this is the build script of.
const PACKAGE: &str = env!("CARGO_PKG_NAME");

/// Builds the package's guests and writes the constants that name them.
fn build() -> Result<(), Failure> {
    let layout = Layout::find()?;
    let voice = Voice::find();
    watch(&layout);
    let _lock = layout.lock(&voice)?;
    let guests = || GUESTS.iter().filter(|guest| guest.of == PACKAGE);
    let mut compiler = None;
    if guests().any(|guest| guest.compiles_c) {
        let chosen = compiler::choose(&layout, &voice)?;
        write_environment(&layout, &chosen)?;
        compiler = Some(chosen);
    }
    let mut constants = String::new();
    for guest in guests() {
        rustup::ensure_target(guest.target, &layout, &voice)?;
        let compiler = compiler.as_ref().filter(|_| guest.compiles_c);
        guest.build(&layout, &voice, compiler)?;
        guest
            .watch(&layout)
            .iter()
            .for_each(|path| rerun_if_changed(path));
        constants += &guest.constants();
    }
    let path = layout.out.join("guests.rs");
    fs::write(&path, constants).map_err(|error| Failure::io("write", &path, &error))
}

/// Says what all guests depend on.
fn watch(layout: &Layout) {
    for path in [
        "wit",
        "Cargo.toml",
        "Cargo.lock",
        "rust-toolchain.toml",
        "guests/build",
    ] {
        rerun_if_changed(&layout.workspace.join(path));
    }
    for variable in compiler::VARIABLES {
        println!("cargo::rerun-if-env-changed={variable}");
    }
}

fn rerun_if_changed(path: &Path) {
    println!("cargo::rerun-if-changed={}", path.display());
}

/// Writes what a shell needs to build a guest by hand: `. target/guests/environment.sh`.
fn write_environment(layout: &Layout, compiler: &compiler::Compiler) -> Result<(), Failure> {
    let path = layout.guests.join("environment.sh");
    let lines = compiler
        .variables
        .iter()
        .map(|(name, value)| format!("export {name}={}\n", compiler::quote(Path::new(value))));
    fs::write(&path, lines.collect::<String>()).map_err(|error| Failure::io("write", &path, &error))
}
