//! Python's `sqlite3`: an implementation that shares no code of this repository.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::OnceLock;

/// Whether this machine has a Python with `sqlite3`.
pub fn is_there() -> bool {
    static THERE: OnceLock<bool> = OnceLock::new();
    *THERE.get_or_init(|| {
        let status = Command::new("python3")
            .args(["-c", "import sqlite3"])
            .stderr(Stdio::null())
            .status();
        status.is_ok_and(|status| status.success())
    })
}

/// Runs a script to its end and returns what it printed.
///
/// # Panics
///
/// When it fails.
pub fn run(script: &str, args: &[&Path]) -> String {
    let output = Command::new("python3")
        .args(["-c", script])
        .args(args)
        .stderr(Stdio::inherit())
        .output()
        .expect("python3 runs");
    assert!(output.status.success(), "the script fails:\n{script}");
    String::from_utf8(output.stdout).expect("the script prints UTF-8")
}

/// Makes sure that the database at `path` is whole.
///
/// # Panics
///
/// When it is not.
pub fn assert_whole(path: &Path) {
    let script = "import sqlite3, sys\n\
        print(sqlite3.connect(sys.argv[1]).execute('PRAGMA integrity_check').fetchone()[0])";
    assert_eq!(
        run(script, &[path]).trim(),
        "ok",
        "by Python's check of `{}`",
        path.display()
    );
}

/// A script that waits for its parent now and then: it prints a line when it has come so far, and reads one
/// before it goes on.
pub struct Waiting {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Waiting {
    /// Starts a script and returns when it has printed its first line.
    ///
    /// # Panics
    ///
    /// When it does not come so far.
    pub fn start(script: &str, args: &[&Path]) -> Self {
        let mut child = Command::new("python3")
            .args(["-c", script])
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("python3 runs");
        let input = child.stdin.take().expect("it is a pipe");
        let output = BufReader::new(child.stdout.take().expect("it is a pipe"));
        let mut waiting = Self {
            child,
            input,
            output,
        };
        waiting.read_line();
        waiting
    }

    /// Lets the script go on, and returns what else it prints to its end.
    ///
    /// # Panics
    ///
    /// When it fails.
    pub fn finish(mut self) -> String {
        writeln!(self.input, "go on").expect("the script waits");
        let mut rest = String::new();
        self.output
            .read_to_string(&mut rest)
            .expect("the script prints UTF-8");
        assert!(
            self.child.wait().expect("it runs").success(),
            "the script fails"
        );
        rest
    }

    fn read_line(&mut self) {
        let mut line = String::new();
        self.output
            .read_line(&mut line)
            .expect("the script prints UTF-8");
        assert!(
            !line.is_empty(),
            "the script ends before it has printed a line"
        );
    }
}
