//! What a component may touch. Nothing, unless it is granted here.

use std::fmt;
use std::path::PathBuf;

use wasmtime_wasi::{FsPerms, WasiCtx, WasiCtxBuilder};

use crate::clock::CoarseClock;
use crate::stderr::Tail;
use crate::{Error, ErrorKind};

/// What may be done in a directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Reading.
    ReadOnly,
    /// Reading, writing, creating and deleting.
    ReadWrite,
}

/// Everything that was granted to a component. `Display` prints it, a grant a line.
#[derive(Clone, Debug, Default)]
pub struct Grants {
    pub(crate) dirs: Vec<Dir>,
    pub(crate) env: Vec<(String, String)>,
    pub(crate) args: Vec<String>,
    pub(crate) stdin: bool,
    pub(crate) stdout: bool,
    pub(crate) stderr: bool,
    pub(crate) precise_clock: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Dir {
    pub(crate) guest: String,
    pub(crate) host: PathBuf,
    pub(crate) access: Access,
}

impl Grants {
    /// Opens what was granted.
    pub(crate) fn open(&self, stderr: Tail) -> Result<WasiCtx, Error> {
        let mut builder = WasiCtxBuilder::new();
        builder.allow_blocking_current_thread(true);
        for dir in &self.dirs {
            let perms = match dir.access {
                Access::ReadOnly => FsPerms::ReadOnly,
                Access::ReadWrite => FsPerms::ReadWrite,
            };
            builder
                .preopened_dir(&dir.host, &dir.guest, perms)
                .map_err(|error| {
                    Error::new(
                        ErrorKind::Read,
                        format!(
                            "cannot grant the directory `{}`: {error}",
                            dir.host.display()
                        ),
                    )
                    .with_help("create it first, or grant another one")
                })?;
        }
        for (name, value) in &self.env {
            builder.env(name, value);
        }
        builder.args(&self.args);
        if self.stdin {
            builder.inherit_stdin();
        }
        if self.stdout {
            builder.inherit_stdout();
        }
        builder.stderr(stderr);
        if !self.precise_clock {
            builder.wall_clock(CoarseClock);
        }
        Ok(builder.build())
    }
}

impl fmt::Display for Grants {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for dir in &self.dirs {
            let access = match dir.access {
                Access::ReadOnly => "read",
                Access::ReadWrite => "read and write",
            };
            writeln!(
                f,
                "directory {} = {} ({access})",
                dir.guest,
                dir.host.display()
            )?;
        }
        for (name, value) in &self.env {
            writeln!(f, "environment {name}={value}")?;
        }
        if !self.args.is_empty() {
            writeln!(f, "arguments {:?}", self.args)?;
        }
        let streams = [
            (self.stdin, "stdin"),
            (self.stdout, "stdout"),
            (self.stderr, "stderr"),
        ];
        for (_, name) in streams.iter().filter(|(granted, _)| *granted) {
            writeln!(f, "stream {name}")?;
        }
        let clock = if self.precise_clock {
            "precise"
        } else {
            "in seconds"
        };
        writeln!(f, "wall clock {clock}")
    }
}
