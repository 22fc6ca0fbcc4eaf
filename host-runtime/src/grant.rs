//! What a component may touch. Nothing, unless it is granted here.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::path::PathBuf;
use std::sync::Arc;

use crate::clock::Clock;
use crate::denial::Listener;
#[cfg(feature = "http")]
use crate::http::HttpGrants;
use crate::key_value::KeyValue;
use crate::network::NetworkGrants;
use crate::output::{Input, InputKind, Output};

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
    pub(crate) stdin: Input,
    pub(crate) stdout: Output,
    pub(crate) stderr: Output,
    pub(crate) clock: Clock,
    pub(crate) seed: Option<u64>,
    pub(crate) network: NetworkGrants,
    #[cfg(feature = "http")]
    pub(crate) http: HttpGrants,
    pub(crate) config: Vec<(String, String)>,
    pub(crate) key_values: Vec<(String, KeyValue)>,
    pub(crate) on_denied: Option<Listener>,
}

/// Grants that clones of a builder share until one of them changes them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shared(Arc<Grants>);

impl Shared {
    /// Whether both are the same, unchanged.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Deref for Shared {
    type Target = Grants;

    fn deref(&self) -> &Grants {
        &self.0
    }
}

impl DerefMut for Shared {
    fn deref_mut(&mut self) -> &mut Grants {
        Arc::make_mut(&mut self.0)
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Dir {
    pub(crate) guest: String,
    pub(crate) host: PathBuf,
    pub(crate) access: Access,
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
        match self.stdin.0 {
            InputKind::Null => {}
            InputKind::Inherit => writeln!(f, "stream stdin = the host's standard input")?,
            InputKind::Bytes(ref bytes) => writeln!(f, "stream stdin = {} bytes", bytes.len())?,
        }
        for (name, output) in [("stdout", &self.stdout), ("stderr", &self.stderr)] {
            if !output.is_null() {
                writeln!(f, "stream {name} = {output}")?;
            }
        }
        write!(f, "{}", self.network)?;
        #[cfg(feature = "http")]
        write!(f, "{}", self.http)?;
        for (key, value) in &self.config {
            writeln!(f, "configuration {key}={value}")?;
        }
        for (name, store) in &self.key_values {
            writeln!(f, "key-value store {name} = {store}")?;
        }
        if let Some(seed) = self.seed {
            writeln!(f, "random numbers from the seed {seed}")?;
        }
        writeln!(f, "{}", self.clock)
    }
}
