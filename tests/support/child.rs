//! A test's own binary as another process.
//!
//! A test that needs a second process has a `main` of its own, asks [`mode`] first, and does what it says.

use std::ffi::OsStr;
use std::process::{Command, Stdio};

const MODE: &str = "WITTGEN_TEST_CHILD";

/// What this process was started for by [`command`], and with which arguments; none for the test itself.
pub fn mode() -> Option<(String, Vec<String>)> {
    let mode = std::env::var(MODE).ok()?;
    Some((mode, std::env::args().skip(1).collect()))
}

/// A command that runs this binary as a child; its standard input and output are pipes.
///
/// # Panics
///
/// When the binary's path can't be found out.
pub fn command<A: AsRef<OsStr>>(mode: &str, args: impl IntoIterator<Item = A>) -> Command {
    let binary = std::env::current_exe().expect("a process knows its binary");
    let mut command = Command::new(binary);
    command
        .env(MODE, mode)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    command
}

/// Prints a line, at once.
///
/// # Panics
///
/// When standard output is closed.
pub fn say(line: &str) {
    use std::io::Write as _;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")
        .and_then(|()| out.flush())
        .expect("the parent listens");
}
