//! Grants, limits, and loading.

use std::marker::PhantomData;
use std::path::PathBuf;
use std::sync::Arc;

use wasmtime::Store;
use wasmtime::component::Component;

use crate::cache::Cache;
use crate::engine::engine;
use crate::grant::{Access, Dir, Grants};
use crate::host::Host;
use crate::instance::Instance;
use crate::linker::link;
use crate::stderr::Tail;
use crate::{Error, ErrorKind, Source, World};

/// How much memory a component may use unless said otherwise, in bytes.
const DEFAULT_MEMORY_LIMIT: usize = 512 << 20;

/// Prepares to load a component: says what it may touch and how much it may use.
///
/// Nothing is granted to begin with, but for what a component can't do without: random numbers, a monotonic
/// clock, and the wall clock in whole seconds.
#[derive(Clone)]
pub struct Builder<W> {
    grants: Grants,
    memory_limit: usize,
    cache: Cache,
    on_compile: Option<Arc<dyn Fn() + Send + Sync>>,
    world: PhantomData<fn() -> W>,
}

impl<W> Default for Builder<W> {
    fn default() -> Self {
        Self {
            grants: Grants::default(),
            memory_limit: DEFAULT_MEMORY_LIMIT,
            cache: Cache::default(),
            on_compile: None,
            world: PhantomData,
        }
    }
}

impl<W> Builder<W> {
    /// Grants nothing, with the default limits.
    pub fn new() -> Self {
        Self::default()
    }

    /// Grants reading and writing in the directory `host` and below it; the component sees it as `guest`.
    pub fn dir(self, guest: impl Into<String>, host: impl Into<PathBuf>) -> Self {
        self.dir_with(guest, host, Access::ReadWrite)
    }

    /// Grants reading in the directory `host` and below it; the component sees it as `guest`.
    pub fn read_only_dir(self, guest: impl Into<String>, host: impl Into<PathBuf>) -> Self {
        self.dir_with(guest, host, Access::ReadOnly)
    }

    /// Grants `access` to the directory `host` and to what is below it; the component sees it as `guest`.
    pub fn dir_with(
        mut self,
        guest: impl Into<String>,
        host: impl Into<PathBuf>,
        access: Access,
    ) -> Self {
        self.grants.dirs.push(Dir {
            guest: guest.into(),
            host: host.into(),
            access,
        });
        self
    }

    /// Sets an environment variable of the component. None of the host's is visible to it.
    pub fn env(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.grants.env.push((name.into(), value.into()));
        self
    }

    /// Sets the component's arguments, of which the first is by custom the program's name.
    pub fn args<S: Into<String>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        self.grants.args = args.into_iter().map(Into::into).collect();
        self
    }

    /// Lets the component use the host's standard input, output and error.
    pub fn inherit_stdio(mut self) -> Self {
        self.grants.stdin = true;
        self.grants.stdout = true;
        self.grants.stderr = true;
        self
    }

    /// Lets the component write to the host's standard error.
    pub fn inherit_stderr(mut self) -> Self {
        self.grants.stderr = true;
        self
    }

    /// Lets the component see the wall clock in full instead of in whole seconds.
    pub fn precise_clock(mut self) -> Self {
        self.grants.precise_clock = true;
        self
    }

    /// Bounds the component's memory, in bytes, all its parts together. 512 MiB unless set.
    pub fn memory_limit(mut self, bytes: usize) -> Self {
        self.memory_limit = bytes;
        self
    }

    /// Keeps compiled components in `dir` instead of the user's cache directory.
    ///
    /// What lies there is run as machine code: it must be a directory that only trusted users can write to.
    pub fn cache_dir(mut self, dir: impl Into<PathBuf>) -> Self {
        self.cache = Cache::Dir(dir.into());
        self
    }

    /// Compiles the component anew at each load, and keeps nothing.
    pub fn no_cache(mut self) -> Self {
        self.cache = Cache::Off;
        self
    }

    /// Calls `tell` before a component is compiled, which can take seconds. It is not called when the
    /// compiled form is found in the cache.
    pub fn on_compile(mut self, tell: impl Fn() + Send + Sync + 'static) -> Self {
        self.on_compile = Some(Arc::new(tell));
        self
    }

    /// What has been granted so far.
    pub fn grants(&self) -> &Grants {
        &self.grants
    }

    /// Compiles and links a component.
    pub(crate) fn compile(&self, source: Source<'_>) -> Result<Component, Error> {
        let bytes = source.read()?;
        refuse_other_formats(&bytes)?;
        self.cache.load(engine()?, &bytes, || {
            if let Some(tell) = &self.on_compile {
                tell();
            }
        })
    }

    /// Instantiates a component with what was granted.
    pub(crate) fn instantiate(
        &self,
        component: &Component,
    ) -> Result<(Store<Host>, wasmtime::component::Instance), Error> {
        let engine = engine()?;
        let linked = link(engine, component)?;
        let stderr = Tail::new(self.grants.stderr);
        let wasi = self.grants.open(stderr.clone())?;
        let mut store = Store::new(engine, Host::new(wasi, stderr, self.memory_limit));
        store.limiter(|host| &mut host.memory);
        let instance = linked.instantiate(&mut store).map_err(|error| {
            Error::new(
                ErrorKind::Trap,
                format!("the component could not be started: {error:#}"),
            )
            .with_stderr(store.data().stderr.take())
        })?;
        Ok((store, instance))
    }
}

impl<W: World> Builder<W> {
    /// Loads a component: a file's path, or its bytes.
    ///
    /// It is compiled to machine code unless an earlier load has left that in the cache, linked to
    /// WASI with what was granted, instantiated, and checked to have every function of the world with
    /// the same types.
    ///
    /// # Errors
    ///
    /// When the file can't be read, is no component, imports what nobody provides, or is not of this
    /// world; and when a granted directory can't be opened.
    pub fn load<'a>(self, source: impl Into<Source<'a>>) -> Result<W, Error> {
        let component = self.compile(source.into())?;
        let (store, instance) = self.instantiate(&component)?;
        Ok(W::new(Instance::new(W::exports(), store, instance)?))
    }
}

/// Says what the bytes are, where they are no component.
fn refuse_other_formats(bytes: &[u8]) -> Result<(), Error> {
    let invalid = |message: &str| Err(Error::new(ErrorKind::Invalid, message));
    match bytes {
        [b'\0', b'a', b's', b'm', 0x0d, 0, 1, 0, ..] => Ok(()),
        [b'\0', b'a', b's', b'm', 1, 0, 0, 0, ..] => Err(Error::new(
            ErrorKind::Invalid,
            "this is a core module, not a component",
        )
        .with_help("build it for `wasm32-wasip2`, or make a component of it with `wasm-tools component new`")),
        [b'\0', b'a', b's', b'm', ..] => {
            invalid("this is WebAssembly of a version or layer that is not known here")
        }
        [] => invalid("the file is empty"),
        _ => invalid("this is not WebAssembly: it does not begin with `\\0asm`"),
    }
}
