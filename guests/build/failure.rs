//! What is told when a step fails: the fact, then what to type. Deliberately short: whole
//! outputs go to a log file, which the help names.

use std::path::Path;

/// A failed step, as the lines that a person reads.
#[derive(Debug)]
pub(crate) struct Failure {
    lines: Vec<String>,
}

impl Failure {
    /// The fact: lower case, no full stop.
    pub(crate) fn new(fact: impl Into<String>) -> Self {
        let mut failure = Self { lines: Vec::new() };
        failure.push(&fact.into());
        failure
    }

    /// What to do about it.
    pub(crate) fn help(self, help: impl AsRef<str>) -> Self {
        self.line(format!("help: {}", help.as_ref()))
    }

    /// Where the rest can be read.
    pub(crate) fn log(self, log: &Path) -> Self {
        self.line(format!("the whole output is in `{}`", log.display()))
    }

    /// A further line, or several.
    pub(crate) fn line(mut self, text: impl AsRef<str>) -> Self {
        self.push(text.as_ref());
        self
    }

    /// An operation on a file or directory that the system refused.
    pub(crate) fn io(action: &str, path: &Path, error: &std::io::Error) -> Self {
        Self::new(format!("cannot {action} `{}`: {error}", path.display()))
    }

    /// Reports each line by cargo's own means; the build then fails.
    pub(crate) fn report(&self) {
        for line in &self.lines {
            println!("cargo::error={line}");
        }
    }

    fn push(&mut self, text: &str) {
        self.lines.extend(text.lines().map(str::to_owned));
    }
}
