//! Components, before anything is granted to them.

use std::collections::HashMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use wasmtime::Engine;
use wasmtime::component::Component as Compiled;

use crate::cache::Cache;
use crate::engine::{Settings, engine};
use crate::{Builder, Error, ErrorKind, Source, extent};

/// A component that is loaded often: for many tenants, with other grants for each. Its machine code is there once,
/// for as long as the component or something loaded from it. Clones are the same component.
///
/// ```no_run
/// # use wittgen_runtime::{Component, Dynamic};
/// # fn main() -> Result<(), wittgen_runtime::Error> {
/// let plugin = Component::read("plugin.wasm")?;
/// for tenant in ["ada", "kurt"] {
///     let plugin = Dynamic::builder().dir("/data", tenant).load(&plugin)?;
/// }
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Component(Arc<Inner>);

struct Inner {
    bytes: Vec<u8>,
    /// What it was compiled to, for each kind of engine that it was loaded for.
    compiled: Mutex<HashMap<Settings, Compiled>>,
}

impl Component {
    /// Reads a component: a file's path, or its bytes. It is compiled when it is first loaded.
    ///
    /// # Errors
    ///
    /// When the file can't be read, or is no component at first sight.
    pub fn read<'a>(source: impl Into<Source<'a>>) -> Result<Self, Error> {
        source.into().open()
    }

    /// Makes a component of its bytes.
    pub(crate) fn from_bytes(bytes: Vec<u8>) -> Result<Self, Error> {
        refuse_other_formats(&bytes)?;
        Ok(Self(Arc::new(Inner {
            bytes,
            compiled: Mutex::default(),
        })))
    }

    /// Its bytes.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0.bytes
    }
}

impl fmt::Debug for Component {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Component")
            .field("bytes", &self.0.bytes.len())
            .finish_non_exhaustive()
    }
}

/// How components are compiled.
impl<W> Builder<W> {
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

    /// Compiles a component for the engine with `settings`.
    pub(crate) fn compile(
        &self,
        component: &Component,
        settings: Settings,
    ) -> Result<Compiled, Error> {
        let lock = || {
            component
                .0
                .compiled
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
        };
        if let Some(compiled) = lock().get(&settings) {
            return Ok(compiled.clone());
        }
        // What it was compiled for keeps its limits at run time.
        extent::check(component.bytes(), self.limits.instances)?;
        let compiled = self.compile_for(component, engine(settings)?)?;
        lock().insert(settings, compiled.clone());
        Ok(compiled)
    }

    /// Compiles a component for an engine.
    pub(crate) fn compile_for(
        &self,
        component: &Component,
        engine: &Engine,
    ) -> Result<Compiled, Error> {
        self.cache.load(engine, component.bytes(), || {
            if let Some(tell) = &self.on_compile {
                tell();
            }
        })
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
