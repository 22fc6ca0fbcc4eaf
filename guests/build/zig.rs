//! Fetches the C compiler: the `ziglang` package from PyPI, which brings its own C library for
//! WASI and is the same on every system. Compiles nothing.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use indicatif::ProgressBar;

use crate::child::{self, Event};
use crate::failure::Failure;
use crate::layout::Layout;
use crate::progress::Voice;
use crate::python;

/// The version that `zig-requirements.txt` pins.
const VERSION: &str = if cfg!(windows) { "0.16.0" } else { "0.17.0" };

/// About how many bytes are downloaded, until pip says it exactly.
const SIZE: u64 = 101_000_000;

/// Returns the path of zig, which is fetched if it isn't there.
pub(crate) fn ensure(layout: &Layout, voice: &Voice) -> Result<PathBuf, Failure> {
    let complete = layout.tools.join(format!("ziglang-{VERSION}"));
    let program = Path::new("ziglang").join(if cfg!(windows) { "zig.exe" } else { "zig" });
    let zig = complete.join(&program);
    if zig.is_file() {
        return Ok(zig);
    }
    // Everything happens in one directory, which takes its proper name only when it is complete
    // and of which an interrupted build leaves nothing that counts.
    let partial = layout.tools.join("ziglang.partial");
    clear(&partial)?;
    let installed = partial.join("installed");
    let done = fetch(layout, voice, &partial, &installed);
    let done = done.and_then(|()| {
        if !installed.join(&program).is_file() {
            return Err(Failure::new("the package `ziglang` has no `zig` in it"));
        }
        clear(&complete)?;
        fs::rename(&installed, &complete).map_err(|error| Failure::io("create", &complete, &error))
    });
    // The failure is what matters, not whether its remains could be removed.
    let _ = fs::remove_dir_all(&partial);
    done.map(|()| zig)
}

/// Has pip install the package into `installed`; all that it writes meanwhile is in `partial`.
fn fetch(layout: &Layout, voice: &Voice, partial: &Path, installed: &Path) -> Result<(), Failure> {
    let temporary = partial.join("tmp");
    fs::create_dir_all(&temporary).map_err(|error| Failure::io("create", &temporary, &error))?;
    let mut pip = python::find(&partial.join("environment"))?;
    let what = format!(
        "the C compiler for SQLite (ziglang {VERSION} from PyPI, {} MB)",
        SIZE / 1_000_000
    );
    voice.say("Fetching", &what);
    configure(&mut pip, layout, &temporary, installed);
    let log = layout.tools.join("pip.log");
    let mut file = File::create(&log).map_err(|error| Failure::io("write", &log, &error))?;
    let bar = voice.bytes("Fetching", SIZE);
    bar.set_message("ziglang");
    let status = child::run(&mut pip, |event| match event {
        Event::Out(line) | Event::Err(line) => {
            follow(&line, &bar);
            // A log that can't be written is missed only if something else fails.
            let _ = writeln!(file, "{line}");
        }
        Event::Tick => bar.set_position(size(&temporary).min(bar.length().unwrap_or(SIZE))),
    });
    bar.finish_and_clear();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(explain(&log)),
        Err(error) => Err(Failure::new(format!("pip does not run: {error}"))),
    }
}

fn configure(pip: &mut Command, layout: &Layout, temporary: &Path, installed: &Path) {
    pip.args([
        "-m",
        "pip",
        "install",
        "--no-deps",
        "--no-cache-dir",
        "--no-compile",
    ])
    .args([
        "--only-binary",
        ":all:",
        "--require-hashes",
        "--retries",
        "2",
    ])
    .arg("--target")
    .arg(installed)
    .arg("--requirement")
    .arg(layout.workspace.join("guests/build/zig-requirements.txt"))
    .env("TMPDIR", temporary)
    .env("TEMP", temporary)
    .env("TMP", temporary)
    .env("PYTHONUNBUFFERED", "1")
    .env("PIP_DISABLE_PIP_VERSION_CHECK", "1")
    .env("PIP_NO_INPUT", "1")
    .env("PIP_PROGRESS_BAR", "off")
    .env("PIP_REQUIRE_VIRTUALENV", "0")
    .env("PIP_ROOT_USER_ACTION", "ignore")
    .env("PIP_USER", "0");
}

/// Takes from pip's output how large the download is and when it is over.
fn follow(line: &str, bar: &ProgressBar) {
    let line = line.trim();
    if line.starts_with("Downloading ") {
        let megabytes = line
            .rsplit_once('(')
            .and_then(|(_, size)| size.strip_suffix(" MB)"));
        if let Some(megabytes) = megabytes.and_then(|number| number.parse::<f64>().ok()) {
            bar.set_length((megabytes * 1e6) as u64);
        }
    } else if line.starts_with("Installing ") {
        bar.set_message("ziglang: unpacking");
    }
}

/// Makes a person's sentence of pip's output.
fn explain(log: &Path) -> Failure {
    let output = fs::read_to_string(log).unwrap_or_default();
    let has = |needles: &[&str]| needles.iter().any(|needle| output.contains(needle));
    let what = format!("the C compiler for SQLite (`ziglang` {VERSION} from PyPI)");
    let offline = [
        "NewConnectionError",
        "Connection refused",
        "name resolution",
        "ProxyError",
    ];
    let failure = if has(&["DO NOT MATCH THE HASHES"]) {
        Failure::new(format!("{what} is not the pinned one: its hash differs")).help(
            python::alternatives("use the index of PyPI itself or a true mirror of it"),
        )
    } else if has(&offline) || has(&["timed out", "SSLError", "ConnectionResetError"]) {
        Failure::new(format!(
            "{what} could not be fetched: the package index can't be reached"
        ))
        .help(python::alternatives(
            "connect to the network and type the same again",
        ))
    } else if has(&["No space left"]) {
        Failure::new(format!(
            "{what} could not be stored: no space left on the disk"
        ))
        .help("it needs 600 MB while it is unpacked, 420 MB afterwards")
    } else if has(&["No matching distribution"]) {
        Failure::new(format!("{what} is not offered for this system"))
            .help(python::alternatives("use an index that has it"))
    } else {
        let why = output
            .lines()
            .rev()
            .find_map(|line| line.strip_prefix("ERROR: "));
        Failure::new(format!(
            "{what} could not be fetched: {}",
            why.unwrap_or("pip failed")
        ))
        .help(python::alternatives("type the same again"))
    };
    failure.log(log)
}

fn clear(directory: &Path) -> Result<(), Failure> {
    match fs::remove_dir_all(directory) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Failure::io("remove", directory, &error))
        }
        _ => Ok(()),
    }
}

/// The bytes of all files in a directory and below; what vanishes meanwhile doesn't count.
fn size(directory: &Path) -> u64 {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    let sizes = entries.filter_map(|entry| {
        let data = entry.metadata().ok()?;
        Some(if data.is_dir() {
            size(&entry.path())
        } else {
            data.len()
        })
    });
    sizes.sum()
}
