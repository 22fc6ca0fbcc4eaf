//! The Rust targets of the guests: adds them to the active toolchain where they are missing. Installs
//! no toolchain and doesn't touch any other.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::child::{self, Event};
use crate::failure::Failure;
use crate::layout::{Layout, variable};
use crate::progress::Voice;

/// The target of guests that are components.
pub(crate) const COMPONENT: &str = "wasm32-wasip2";

/// The target of those that are core modules, for peers.
pub(crate) const MODULE: &str = "wasm32-unknown-unknown";

/// About how many bytes rustup downloads.
const SIZE: u64 = 23_300_000;

/// Makes sure that a target's standard library is installed.
pub(crate) fn ensure_target(target: &str, layout: &Layout, voice: &Voice) -> Result<(), Failure> {
    let sysroot = sysroot()?;
    if installed(target, &sysroot) {
        return Ok(());
    }
    let toolchain = match (sysroot.parent(), sysroot.file_name()) {
        (Some(parent), Some(name)) if parent.ends_with("toolchains") => name,
        _ => return Err(not_by_rustup(target, &sysroot)),
    };
    let what = format!("the Rust target {target} for {}", toolchain.display());
    voice.say("Adding", &what);
    let log = layout.tools.join("rustup.log");
    let mut file = File::create(&log).map_err(|error| Failure::io("write", &log, &error))?;
    let downloads = sysroot
        .ancestors()
        .nth(2)
        .map(|home| home.join("downloads"));
    let bar = voice.bytes("Adding", SIZE);
    bar.set_message(target.to_owned());
    let mut command = Command::new("rustup");
    command
        .args(["target", "add", target, "--toolchain"])
        .arg(toolchain);
    let status = child::run(&mut command, |event| match event {
        Event::Out(line) | Event::Err(line) => drop(writeln!(file, "{line}")),
        Event::Tick => {
            if let Some(bytes) = downloads.as_deref().map(size) {
                bar.set_position(bar.position().max(bytes));
            }
        }
    });
    bar.finish_and_clear();
    match status {
        Ok(status) if status.success() && installed(target, &sysroot) => Ok(()),
        Ok(_) => Err(not_added(target, &log)),
        Err(_) => Err(not_by_rustup(target, &sysroot)),
    }
}

/// The directory of the toolchain that compiles this workspace.
fn sysroot() -> Result<PathBuf, Failure> {
    let rustc = variable("RUSTC")?;
    let failed = |why: String| Failure::new(format!("`{}` does not run: {why}", rustc.display()));
    let output = Command::new(&rustc)
        .args(["--print", "sysroot"])
        .output()
        .map_err(|error| failed(error.to_string()))?;
    if !output.status.success() {
        return Err(failed(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    let path = String::from_utf8_lossy(&output.stdout);
    Ok(PathBuf::from(path.trim()))
}

fn installed(target: &str, sysroot: &Path) -> bool {
    sysroot
        .join("lib/rustlib")
        .join(target)
        .join("lib")
        .is_dir()
}

/// The bytes of the files in a directory that rustup downloads into.
fn size(directory: &Path) -> u64 {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| entry.metadata().ok())
        .map(|data| data.len())
        .sum()
}

fn not_by_rustup(target: &str, sysroot: &Path) -> Failure {
    Failure::new(format!(
        "the Rust target `{target}` is missing in `{}`, and `rustup` is not there to add it",
        sysroot.display()
    ))
    .help(format!(
        "install rustup (https://rustup.rs) and type `rustup target add {target}`, or install the \
         target's standard library with whatever installed Rust"
    ))
}

fn not_added(target: &str, log: &Path) -> Failure {
    let output = fs::read_to_string(log).unwrap_or_default();
    let why = output.lines().rev().find(|line| line.contains("error:"));
    let why = why.map_or("it ended without success", |line| {
        line.trim_start_matches("error:").trim()
    });
    Failure::new(format!("`rustup target add {target}` failed: {why}"))
        .help(format!(
            "connect to the network and type `rustup target add {target}`"
        ))
        .log(log)
}
