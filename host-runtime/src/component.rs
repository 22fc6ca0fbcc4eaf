//! Components, before anything is granted to them.

use std::collections::HashMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use wasmtime::component::Component as WasmComponent;

use crate::cache::Cache;
use crate::engine::{Settings, Target, engine};
use crate::extent::Extent;
use crate::limit::Limits;
use crate::seal::{self, Parts};
use crate::source::Data;
use crate::{ArtifactKey, Builder, Error, ErrorKind, Source};

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
pub struct Component(pub(crate) Arc<Code<'static>>);

/// The bytes of a component, and what they were compiled to.
pub(crate) struct Code<'a> {
    content: Content<'a>,
    /// What it is made of, once that was looked at.
    extent: OnceLock<Extent>,
    /// What it was compiled to, for each kind of engine that it was loaded for, whether with a front, and the key
    /// that it was trusted by.
    compiled: Mutex<HashMap<For, WasmComponent>>,
}

/// What a component was compiled for.
type For = (Settings, bool, Option<String>);

/// What a component was compiled to, and the kind of engine that it is for.
#[derive(Clone)]
pub(crate) struct Compiled {
    pub(crate) component: WasmComponent,
    pub(crate) settings: Settings,
    /// Whether the engine is the one that all components with these settings share.
    pub(crate) shares_engine: bool,
}

/// What a component was read from.
enum Content<'a> {
    /// WebAssembly.
    Wasm(Data<'a>),
    /// An artifact, to be trusted by its seal.
    Sealed(Data<'a>),
    /// An artifact that is trusted as it is.
    Trusted(Data<'a>),
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
        source.into().open_to_keep()
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
            Some(Content::Sealed(bytes)) => Ok(Self::new(Content::Trusted(bytes))),
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
        Self::new(Content::Trusted(Data::Lent(bytes)))
    }

    /// A component that is part of this program.
    #[doc(hidden)]
    pub fn embedded(bytes: &'static [u8]) -> Self {
        Self::new(Content::Wasm(Data::Lent(bytes)))
    }

    fn new(content: Content<'static>) -> Self {
        Self(Arc::new(Code::new(content)))
    }
}

impl<'a> Code<'a> {
    /// Takes bytes for what they seem to be.
    ///
    /// # Errors
    ///
    /// When they are neither a component nor an artifact.
    pub(crate) fn of(bytes: Data<'a>) -> Result<Self, Error> {
        if seal::is_machine_code(&bytes) {
            return Ok(Self::new(Content::Sealed(bytes)));
        }
        refuse_other_formats(&bytes)?;
        Ok(Self::new(Content::Wasm(bytes)))
    }

    fn new(content: Content<'a>) -> Self {
        Self {
            content,
            extent: OnceLock::new(),
            compiled: Mutex::default(),
        }
    }

    /// The kind of engine that it needs to keep `limits`.
    ///
    /// # Errors
    ///
    /// When there is no such engine, and when the component is made of more than it may.
    fn settings(&self, limits: &Limits, is_async: bool) -> Result<Settings, Error> {
        let mut settings = limits.settings(is_async)?;
        match &self.content {
            Content::Wasm(bytes) => {
                settings.composed = self.extent(bytes, limits.instances())?.is_composed;
            }
            Content::Sealed(bytes) | Content::Trusted(bytes) => {
                // What is no artifact is refused when it is loaded. One may be compiled for more than is asked of it.
                if let Ok(Parts { info, .. }) = Parts::read(bytes) {
                    settings.composed = info.composed;
                    settings.interruptible |= info.interruptible;
                    settings.fuel |= info.fuel;
                }
            }
        }
        Ok(settings)
    }

    fn extent(&self, bytes: &[u8], limit: usize) -> Result<Extent, Error> {
        if let Some(extent) = self.extent.get() {
            extent.check(limit)?;
            return Ok(*extent);
        }
        let extent = Extent::of(bytes, limit)?;
        Ok(*self.extent.get_or_init(|| extent))
    }

    /// The component's bytes; none of an artifact.
    pub(crate) fn wasm(&self) -> Option<&[u8]> {
        match &self.content {
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

    /// Compiles a component for a world with asynchronous functions or without.
    pub(crate) fn compile(&self, code: &Code<'_>, is_async: bool) -> Result<Compiled, Error> {
        let settings = code.settings(&self.limits, is_async)?;
        let lock = || code.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        let key = match &code.content {
            Content::Sealed(_) => self.trusted_key(),
            Content::Wasm(_) | Content::Trusted(_) => None,
        };
        let place = (
            settings,
            self.is_called_often(),
            key.as_ref().map(ArtifactKey::fingerprint),
        );
        let known = lock().get(&place).cloned();
        let component = match known {
            Some(known) => known,
            None => {
                let engine = engine(settings)?;
                let compiled = self.compile_for(code, Target { engine, settings })?;
                lock().insert(place, compiled.clone());
                compiled
            }
        };
        Ok(Compiled {
            component,
            settings,
            shares_engine: true,
        })
    }

    /// Compiles a component for an engine, or loads the artifact that it is.
    pub(crate) fn compile_for(
        &self,
        code: &Code<'_>,
        target: Target<'_>,
    ) -> Result<WasmComponent, Error> {
        match &code.content {
            Content::Wasm(bytes) => self.compile_wasm(bytes, target),
            Content::Sealed(bytes) => self.load_sealed(bytes, target, self.trusted_key().as_ref()),
            // SAFETY: who made it of these bytes vouched for them.
            Content::Trusted(bytes) => unsafe { self.load_trusted(bytes, target) },
        }
    }

    /// Compiles WebAssembly for an engine.
    #[cfg(feature = "compiler")]
    pub(crate) fn compile_wasm(
        &self,
        bytes: &[u8],
        target: Target<'_>,
    ) -> Result<WasmComponent, Error> {
        self.cache.load(target, bytes, self.is_called_often(), || {
            if let Some(tell) = &self.on_compile {
                tell();
            }
        })
    }

    /// There is no compiler.
    #[cfg(not(feature = "compiler"))]
    pub(crate) fn compile_wasm(&self, _: &[u8], _: Target<'_>) -> Result<WasmComponent, Error> {
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
