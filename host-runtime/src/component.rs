//! Components, before anything is granted to them.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use wasmtime::Engine;
use wasmtime::component::Component as Compiled;

use crate::cache::Cache;
use crate::engine::{Settings, engine};
use crate::{ArtifactKey, Builder, Error, ErrorKind, Source, extent, seal};

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
    content: Content,
    /// What it was compiled to, for each kind of engine that it was loaded for, whether with a front, and the key
    /// that it was trusted by.
    compiled: Mutex<HashMap<For, Compiled>>,
}

/// What a component was compiled for.
type For = (Settings, bool, Option<String>);

/// What a component was read from.
enum Content {
    /// WebAssembly.
    Wasm(Cow<'static, [u8]>),
    /// An artifact, to be trusted by its seal.
    Sealed(Vec<u8>),
    /// An artifact that is trusted as it is.
    Trusted(Cow<'static, [u8]>),
}

impl Component {
    /// Reads a component: a file's path, or its bytes. It is compiled when it is first loaded.
    ///
    /// An artifact, which was compiled ahead of time (`wittgen build`, `Precompile`), is read the same way. Its seal is
    /// looked at when it is loaded: see [`Builder::artifact_key`].
    ///
    /// # Errors
    ///
    /// When the file can't be read, or is no component at first sight.
    pub fn read<'a>(source: impl Into<Source<'a>>) -> Result<Self, Error> {
        source.into().open()
    }

    /// Reads an artifact that is run without a look at its seal, whoever made it.
    ///
    /// # Errors
    ///
    /// When the file can't be read, or is no artifact.
    ///
    /// # Safety
    ///
    /// It must be what `Precompile` or `wittgen build` made, as they made it. It is run as machine code, which can do
    /// whatever this process can: no grant and no limit holds for what somebody else has written into it.
    pub unsafe fn trusted<'a>(source: impl Into<Source<'a>>) -> Result<Self, Error> {
        let component = Self::read(source)?;
        match Arc::into_inner(component.0).map(|inner| inner.content) {
            Some(Content::Sealed(bytes)) => Ok(Self::new(Content::Trusted(bytes.into()))),
            _ => Err(Error::new(
                ErrorKind::Invalid,
                "this is not an artifact of machine code",
            )
            .with_help("load a component as it is, with `Builder::load`")),
        }
    }

    /// An artifact that is part of this program.
    ///
    /// # Safety
    ///
    /// As [`Component::trusted`].
    #[doc(hidden)]
    pub unsafe fn embedded_artifact(bytes: &'static [u8]) -> Self {
        Self::new(Content::Trusted(bytes.into()))
    }

    /// A component that is part of this program.
    #[doc(hidden)]
    pub fn embedded(bytes: &'static [u8]) -> Self {
        Self::new(Content::Wasm(bytes.into()))
    }

    /// Makes a component of its bytes.
    pub(crate) fn from_bytes(bytes: Vec<u8>) -> Result<Self, Error> {
        if seal::is_machine_code(&bytes) {
            return Ok(Self::new(Content::Sealed(bytes)));
        }
        refuse_other_formats(&bytes)?;
        Ok(Self::new(Content::Wasm(bytes.into())))
    }

    fn new(content: Content) -> Self {
        Self(Arc::new(Inner {
            content,
            compiled: Mutex::default(),
        }))
    }

    /// The component's bytes; none of an artifact.
    pub(crate) fn wasm(&self) -> Option<&[u8]> {
        match &self.0.content {
            Content::Wasm(bytes) => Some(bytes),
            Content::Sealed(_) | Content::Trusted(_) => None,
        }
    }
}

impl fmt::Debug for Component {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, len) = match &self.0.content {
            Content::Wasm(bytes) => ("wasm", bytes.len()),
            Content::Sealed(bytes) => ("sealed", bytes.len()),
            Content::Trusted(bytes) => ("trusted", bytes.len()),
        };
        f.debug_struct("Component")
            .field(kind, &len)
            .finish_non_exhaustive()
    }
}

/// How components are compiled.
impl<W> Builder<W> {
    /// Keeps compiled components in `dir` instead of the user's cache directory.
    ///
    /// What lies there is sealed with a key that lies there too, which only this user can read: what others put there is
    /// not run. With `wittgen build`, machine code can be had before it is needed.
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
        let key = match &component.0.content {
            Content::Sealed(_) => self.trusted_key(),
            Content::Wasm(_) | Content::Trusted(_) => None,
        };
        let place = (
            settings,
            self.is_called_often(),
            key.as_ref().map(ArtifactKey::fingerprint),
        );
        if let Some(compiled) = lock().get(&place) {
            return Ok(compiled.clone());
        }
        // What it was compiled for keeps its limits at run time.
        if let Some(bytes) = component.wasm() {
            extent::check(bytes, self.limits.instances())?;
        }
        let compiled = self.compile_for(component, engine(settings)?)?;
        lock().insert(place, compiled.clone());
        Ok(compiled)
    }

    /// Compiles a component for an engine, or loads the artifact that it is.
    pub(crate) fn compile_for(
        &self,
        component: &Component,
        engine: &Engine,
    ) -> Result<Compiled, Error> {
        match &component.0.content {
            Content::Wasm(bytes) => self.compile_wasm(bytes, engine),
            Content::Sealed(bytes) => self.load_sealed(bytes, engine, self.trusted_key().as_ref()),
            // SAFETY: who made it of these bytes vouched for them.
            Content::Trusted(bytes) => unsafe { self.load_trusted(bytes, engine) },
        }
    }

    /// Compiles WebAssembly for an engine.
    #[cfg(feature = "compiler")]
    pub(crate) fn compile_wasm(&self, bytes: &[u8], engine: &Engine) -> Result<Compiled, Error> {
        self.cache.load(engine, bytes, self.is_called_often(), || {
            if let Some(tell) = &self.on_compile {
                tell();
            }
        })
    }

    /// There is no compiler.
    #[cfg(not(feature = "compiler"))]
    pub(crate) fn compile_wasm(&self, _: &[u8], _: &Engine) -> Result<Compiled, Error> {
        Err(Error::new(
            ErrorKind::NoCompiler,
            "the component has to be compiled, and this program was built without a compiler",
        )
        .with_help(
            "load what `wittgen build app.wasm -o app.cwasm` makes of it, or build the program with the feature `compiler` of `wittgen`",
        ))
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
