//! What an instance has of what was granted.
//!
//! ```text
//! Grants ──► Granted          read once for all instances of a component
//!               │ open        with the instance where that can fail: directories
//!               ▼             when the component first asks WASI for anything, otherwise
//!            Opened           streams, clocks, random numbers, sockets: an instance's own
//! ```
//!
//! Many calls of many components ask WASI for nothing, and what would answer them is a good tenth of what a fresh
//! instance costs.

use std::collections::HashMap;
use std::sync::Arc;

use rand::SeedableRng as _;
use rand::rngs::StdRng;
use wasmtime_wasi::p2::pipe::MemoryInputPipe;
use wasmtime_wasi::{FsPerms, WasiCtx, WasiCtxBuilder};
use wasmtime_wasi_config::WasiConfigVariables;

use crate::denial::Denials;
use crate::filesystem::Locked;
use crate::grant::{self, Access, Dir};
#[cfg(feature = "http")]
use crate::http;
use crate::key_value::Stores;
use crate::network::{self, Network};
use crate::output::{InputKind, Quota, Stream, Tail};
use crate::{Area, Error, ErrorKind, needs};

/// What a component was granted, with its rules read.
#[derive(Debug)]
pub(crate) struct Granted {
    grants: grant::Shared,
    /// How many bytes an instance may print.
    print: Option<u64>,
    network: Arc<network::Rules>,
    #[cfg(feature = "http")]
    http: Arc<http::Rules>,
    /// The areas that it imports and of which it has nothing.
    pub(crate) missing: Vec<Area>,
}

/// What one instance has of it.
pub(crate) struct Opened {
    pub(crate) wasi: WasiCtx,
    pub(crate) network: Arc<Network>,
    /// The names that look-ups under way are for.
    pub(crate) lookups: HashMap<u32, String>,
    pub(crate) stderr: Tail,
    #[cfg(feature = "http")]
    pub(crate) http: http::Sender,
    pub(crate) config: WasiConfigVariables,
    pub(crate) stores: Stores,
    pub(crate) locked: Locked,
    /// What it asked for in vain.
    pub(crate) denials: Arc<Denials>,
}

impl Granted {
    /// Reads the rules; `print` is how many bytes an instance may print, and `imports` are the names of what the
    /// component imports.
    ///
    /// # Errors
    ///
    /// When a rule can't be read.
    pub(crate) fn new<'n>(
        grants: &grant::Shared,
        print: Option<u64>,
        imports: impl Iterator<Item = &'n str>,
    ) -> Result<Self, Error> {
        let missing = grants.missing(imports);
        needs::warn(&missing);
        let network = Arc::new(grants.network.read()?);
        Ok(Self {
            #[cfg(feature = "http")]
            http: Arc::new(grants.http.read(&network)?),
            network,
            missing: missing.iter().map(|missing| missing.area).collect(),
            grants: grants.clone(),
            print,
        })
    }

    /// Whether it was made of these.
    pub(crate) fn is_of(&self, grants: &grant::Shared, print: Option<u64>) -> bool {
        self.grants.is_same(grants) && self.print == print
    }

    /// Whether the component may touch any file.
    pub(crate) fn has_dirs(&self) -> bool {
        !self.grants.dirs.is_empty()
    }

    /// Opens, with a new instance, what may fail to open.
    ///
    /// # Errors
    ///
    /// When a directory can't be opened.
    pub(crate) fn open(&self) -> Result<Option<Box<Opened>>, Error> {
        if !self.has_dirs() {
            return Ok(None);
        }
        let mut builder = begin();
        for dir in &self.grants.dirs {
            open_dir(&mut builder, dir)?;
        }
        Ok(Some(Box::new(self.open_with(builder))))
    }

    /// Opens what can't fail to open, at an instance's first question.
    #[cold]
    pub(crate) fn open_late(&self) -> Box<Opened> {
        Box::new(self.open_with(begin()))
    }

    fn open_with(&self, mut builder: WasiCtxBuilder) -> Opened {
        let grants = &self.grants;
        for (name, value) in &grants.env {
            builder.env(name, value);
        }
        builder.args(&grants.args);
        let stderr = self.open_streams(&mut builder);
        if let Some(seed) = grants.seed {
            builder
                .secure_random(StdRng::seed_from_u64(seed))
                .insecure_random(StdRng::seed_from_u64(seed ^ 1))
                .insecure_random_seed(seed.into());
        }
        let denials = Arc::new(Denials::new(grants.on_denied.clone()));
        let network = Network::new(Arc::clone(&self.network), Arc::clone(&denials));
        let network = Arc::new(network);
        network.apply(&mut builder);
        grants.clock.apply(&mut builder);
        Opened {
            wasi: builder.build(),
            network,
            lookups: HashMap::new(),
            stderr,
            #[cfg(feature = "http")]
            http: http::Sender::new(&self.http, &denials),
            config: crate::config::variables(&grants.config),
            stores: grants.key_values.iter().cloned().collect(),
            locked: Locked::default(),
            denials,
        }
    }

    /// Opens the standard streams; what is kept of standard error.
    fn open_streams(&self, builder: &mut WasiCtxBuilder) -> Tail {
        let grants = &self.grants;
        match &grants.stdin.0 {
            InputKind::Null => {}
            InputKind::Inherit => drop(builder.inherit_stdin()),
            InputKind::Bytes(bytes) => drop(builder.stdin(MemoryInputPipe::new(bytes.clone()))),
        }
        let tail = Tail::default();
        let quota = Arc::new(Quota::new(self.print.unwrap_or(u64::MAX)));
        let stdout = Stream::new(grants.stdout.clone(), Arc::clone(&quota), None);
        let stderr = Stream::new(grants.stderr.clone(), quota, Some(tail.clone()));
        builder.stdout(stdout).stderr(stderr);
        tail
    }
}

/// Begins with what holds for every directory that is opened after it: files are used on the calling thread.
fn begin() -> WasiCtxBuilder {
    let mut builder = WasiCtxBuilder::new();
    builder.allow_blocking_current_thread(true);
    builder
}

fn open_dir(builder: &mut WasiCtxBuilder, dir: &Dir) -> Result<(), Error> {
    let perms = match dir.access {
        Access::ReadOnly => FsPerms::ReadOnly,
        Access::ReadWrite => FsPerms::ReadWrite,
    };
    let opened = builder.preopened_dir(&dir.host, &dir.guest, perms);
    opened.map(drop).map_err(|error| {
        let dir = dir.host.display();
        let text = format!("cannot grant the directory `{dir}`: {error}");
        Error::new(ErrorKind::Read, text).with_help("create it first, or grant another one")
    })
}
