//! The Rust target of the guests: adds it to the active toolchain where it is missing. Installs
//! no toolchain and doesn't touch any other.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::child::{self, Event};
use crate::failure::Failure;
use crate::layout::{Layout, variable};
use crate::progress::Voice;

/// What the guests are compiled to.
pub(crate) const TARGET: &str = "wasm32-wasip2";

/// About how many bytes rustup downloads.
const SIZE: u64 = 23_300_000;

/// Makes sure that the target's standard library is installed.
pub(crate) fn ensure_target(layout: &Layout, voice: &Voice) -> Result<(), Failure> {
    let sysroot = sysroot()?;
    if installed(&sysroot) {
        return Ok(());
    }
    let toolchain = match (sysroot.parent(), sysroot.file_name()) {
        (Some(parent), Some(name)) if parent.ends_with("toolchains") => name,
        _ => return Err(not_by_rustup(&sysroot)),
    };
    let what = format!("the Rust target {TARGET} for {}", toolchain.display());
    voice.say("Adding", &what);
    let log = layout.tools.join("rustup.log");
    let mut file = File::create(&log).map_err(|error| Failure::io("write", &log, &error))?;
    let downloads = sysroot
        .ancestors()
        .nth(2)
        .map(|home| home.join("downloads"));
    let bar = voice.bytes("Adding", SIZE);
    bar.set_message(TARGET);
    let mut command = Command::new("rustup");
    command
        .args(["target", "add", TARGET, "--toolchain"])
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
        Ok(status) if status.success() && installed(&sysroot) => Ok(()),
        Ok(_) => Err(not_added(&log)),
        Err(_) => Err(not_by_rustup(&sysroot)),
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

fn installed(sysroot: &Path) -> bool {
    sysroot
        .join("lib/rustlib")
        .join(TARGET)
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

fn not_by_rustup(sysroot: &Path) -> Failure {
    Failure::new(format!(
        "the Rust target `{TARGET}` is missing in `{}`, and `rustup` is not there to add it",
        sysroot.display()
    ))
    .help(format!(
        "install rustup (https://rustup.rs) and type `rustup target add {TARGET}`, or install the \
         target's standard library with whatever installed Rust"
    ))
}

fn not_added(log: &Path) -> Failure {
    let output = fs::read_to_string(log).unwrap_or_default();
    let why = output.lines().rev().find(|line| line.contains("error:"));
    let why = why.map_or("it ended without success", |line| {
        line.trim_start_matches("error:").trim()
    });
    Failure::new(format!("`rustup target add {TARGET}` failed: {why}"))
        .help(format!(
            "connect to the network and type `rustup target add {TARGET}`"
        ))
        .log(log)
}
