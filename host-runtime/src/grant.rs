//! What a component may touch. Nothing, unless it is granted here.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use rand::SeedableRng as _;
use rand::rngs::StdRng;
use wasmtime_wasi::p2::pipe::MemoryInputPipe;
use wasmtime_wasi::{FsPerms, WasiCtx, WasiCtxBuilder};
use wasmtime_wasi_config::WasiConfigVariables;

use crate::clock::Clock;
use crate::denial::{Denials, Listener};
#[cfg(feature = "http")]
use crate::http::{self, HttpGrants};
use crate::key_value::{KeyValue, Stores};
use crate::network::{self, Network, NetworkGrants};
use crate::output::{Input, InputKind, Output, Quota, Stream, Tail};
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

/// The rules among what was granted, as they were read, once for all instances of a component.
#[derive(Clone, Debug)]
pub(crate) struct Rules {
    network: Arc<network::Rules>,
    #[cfg(feature = "http")]
    http: Arc<http::Rules>,
}

/// What an instance gets of what was granted.
pub(crate) struct Opened {
    pub(crate) wasi: WasiCtx,
    pub(crate) network: Arc<Network>,
    pub(crate) stderr: Tail,
    #[cfg(feature = "http")]
    pub(crate) http: http::Sender,
    pub(crate) config: WasiConfigVariables,
    pub(crate) stores: Stores,
    pub(crate) has_dirs: bool,
    pub(crate) denials: Arc<Denials>,
}

#[derive(Clone, Debug)]
pub(crate) struct Dir {
    pub(crate) guest: String,
    pub(crate) host: PathBuf,
    pub(crate) access: Access,
}

impl Grants {
    /// Reads the rules.
    pub(crate) fn read(&self) -> Result<Rules, Error> {
        let network = Arc::new(self.network.read()?);
        Ok(Rules {
            #[cfg(feature = "http")]
            http: Arc::new(self.http.read(&network)?),
            network,
        })
    }

    /// Opens what was granted; `rules` are what was read of it. An instance may print so many bytes, if that is limited.
    pub(crate) fn open(&self, rules: &Rules, print: Option<u64>) -> Result<Opened, Error> {
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
        match &self.stdin.0 {
            InputKind::Null => {}
            InputKind::Inherit => drop(builder.inherit_stdin()),
            InputKind::Bytes(bytes) => drop(builder.stdin(MemoryInputPipe::new(bytes.clone()))),
        }
        let stderr = Tail::default();
        let quota = Arc::new(Quota::new(print.unwrap_or(u64::MAX)));
        builder.stdout(Stream::new(self.stdout.clone(), Arc::clone(&quota), None));
        builder.stderr(Stream::new(
            self.stderr.clone(),
            quota,
            Some(stderr.clone()),
        ));
        if let Some(seed) = self.seed {
            builder
                .secure_random(StdRng::seed_from_u64(seed))
                .insecure_random(StdRng::seed_from_u64(seed ^ 1))
                .insecure_random_seed(seed.into());
        }
        let denials = Arc::new(Denials::new(self.on_denied.clone()));
        let network = Network::new(Arc::clone(&rules.network), Arc::clone(&denials));
        let network = Arc::new(network);
        network.apply(&mut builder);
        self.clock.apply(&mut builder);
        Ok(Opened {
            wasi: builder.build(),
            network,
            stderr,
            #[cfg(feature = "http")]
            http: http::Sender::new(&rules.http, &denials),
            config: crate::config::variables(&self.config),
            stores: self.key_values.iter().cloned().collect(),
            has_dirs: !self.dirs.is_empty(),
            denials,
        })
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
