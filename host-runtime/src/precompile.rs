//! Compiling ahead of time.
//!
//! The engine is set up by the very function that sets up those on which components are run, so what is built for the
//! same limits fits. The size of the stack is no part of that: the code is the same for any.

use std::path::{Path, PathBuf};

use wasmtime::Engine;

use crate::artifact::ArtifactInfo;
use crate::cache::Cache;
use crate::compile::{component_hash, engine_hash};
use crate::engine::{Settings, config};
use crate::extent::Extent;
use crate::key::{self, ArtifactKey};
use crate::{Error, ErrorKind, Source, seal};

/// Compiles components ahead of time, to artifacts (`.cwasm`) that are loaded like components, without a compiler.
///
/// An artifact must be compiled for the limits that it is loaded with: [`Builder::deadline`](crate::Builder::deadline),
/// [`cpu_limit`](crate::Builder::cpu_limit) and [`cancel`](crate::Builder::cancel) need
/// [`interruptible`](Precompile::interruptible), [`Builder::fuel`](crate::Builder::fuel) needs
/// [`fuel`](Precompile::fuel). It runs without those limits as well. Other limits and all grants are free.
///
/// ```no_run
/// # use wittgen_runtime::{Dynamic, Precompile};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let artifact = Precompile::new().compile("app.wasm")?;
/// std::fs::write("app.cwasm", artifact.bytes())?;
/// let app = Dynamic::builder().load("app.cwasm")?;
/// # Ok(()) }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Precompile {
    is_async: bool,
    interruptible: bool,
    fuel: bool,
    target: Option<String>,
    key: Option<ArtifactKey>,
    with_source: bool,
    cache: Cache,
}

/// A component that was compiled ahead of time. Its format is described in the source of this crate (`seal.rs`).
#[derive(Clone, Debug)]
pub struct Artifact {
    bytes: Vec<u8>,
    info: ArtifactInfo,
}

impl Artifact {
    /// Its bytes, to be written to a file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Its bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// What it says about itself.
    pub fn info(&self) -> &ArtifactInfo {
        &self.info
    }
}

impl Precompile {
    /// For a synchronous world without limits of time and fuel, for this machine, sealed with the user's own key.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether the world has asynchronous functions, streams or futures.
    pub fn asynchronous(mut self, is_async: bool) -> Self {
        self.is_async = is_async;
        self
    }

    /// Whether limits of time, or a cancel, can stop it while it computes.
    pub fn interruptible(mut self, is_interruptible: bool) -> Self {
        self.interruptible = is_interruptible;
        self
    }

    /// Whether it counts what it computes.
    pub fn fuel(mut self, counts_fuel: bool) -> Self {
        self.fuel = counts_fuel;
        self
    }

    /// Compiles for any processor and system of a kind, such as `x86_64-unknown-linux-gnu`, and not for the one at hand
    /// with all that it can do.
    pub fn target(mut self, triple: impl Into<String>) -> Self {
        self.target = Some(triple.into());
        self
    }

    /// Compiles for any machine with this one's kind of processor and system.
    pub fn any_processor(self) -> Self {
        let triple = match std::env::consts::OS {
            "macos" => format!("{}-apple-darwin", std::env::consts::ARCH),
            "windows" => format!("{}-pc-windows-msvc", std::env::consts::ARCH),
            "linux" => format!("{}-unknown-linux-gnu", std::env::consts::ARCH),
            os => format!("{}-unknown-{os}", std::env::consts::ARCH),
        };
        self.target(triple)
    }

    /// Seals with `key`, and not with the user's own. Those who load the artifact need the same:
    /// [`Builder::artifact_key`](crate::Builder::artifact_key).
    pub fn key(mut self, key: &ArtifactKey) -> Self {
        self.key = Some(key.clone());
        self
    }

    /// Whether the component is included, to be compiled anew where the machine code does not fit.
    pub fn with_source(mut self, is_included: bool) -> Self {
        self.with_source = is_included;
        self
    }

    /// Keeps compiled components in `dir` instead of the user's cache directory.
    pub fn cache_dir(mut self, dir: impl Into<PathBuf>) -> Self {
        self.cache = Cache::Dir(dir.into());
        self
    }

    /// Compiles anew each time, and keeps nothing.
    pub fn no_cache(mut self) -> Self {
        self.cache = Cache::Off;
        self
    }

    /// Compiles a component, or takes what was compiled before from the cache.
    ///
    /// # Errors
    ///
    /// When it can't be read or is not valid, when this program has no compiler for the target, and when there is no key
    /// to seal with.
    pub fn compile<'a>(&self, source: impl Into<Source<'a>>) -> Result<Artifact, Error> {
        let component = source.into().open()?;
        let wasm = component.wasm().ok_or_else(not_a_component)?;
        let key = match &self.key {
            Some(key) => key.clone(),
            None => users_key()?,
        };
        self.seal(wasm, &key)
    }

    /// Compiles a component to a file that is to become part of a program, and gives its path. The same content has the
    /// same path. Its seal is by a key that opens nothing, so that equal inputs give equal programs.
    ///
    /// # Errors
    ///
    /// As [`Precompile::compile`], and when there is no place for the file.
    #[doc(hidden)]
    pub fn compile_to_embed(&self, component: &Path) -> Result<PathBuf, Error> {
        let component = Source::from(component).open()?;
        let wasm = component.wasm().ok_or_else(not_a_component)?;
        let artifact = self.seal(wasm, &ArtifactKey::public())?;
        let name = blake3::hash(artifact.bytes()).to_hex();
        crate::cache::keep_to_embed(&name, artifact.bytes())
    }

    fn seal(&self, wasm: &[u8], key: &ArtifactKey) -> Result<Artifact, Error> {
        let composed = Extent::of(wasm, usize::MAX)?.is_composed;
        let engine = self.engine(composed)?;
        let code = self
            .cache
            .code(&engine, wasm)
            .map_err(|error| self.explain(error, wasm))?;
        let included = if self.with_source { wasm } else { &[] };
        let info = ArtifactInfo {
            component: component_hash(wasm),
            version: env!("CARGO_PKG_VERSION").into(),
            target: self
                .target
                .clone()
                .unwrap_or_else(|| format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS)),
            is_async: self.is_async,
            interruptible: self.interruptible,
            fuel: self.fuel,
            composed,
            code: code.len() as u64,
            source: included.len() as u64,
            key: key.fingerprint(),
            engine: engine_hash(&engine, true),
        };
        let bytes = seal::seal(code, included, &info, key).map_err(Error::host)?;
        Ok(Artifact { bytes, info })
    }

    /// An engine that compiles for what was asked for; `composed` says whether the component is.
    fn engine(&self, composed: bool) -> Result<Engine, Error> {
        if self.is_async && self.fuel {
            return Err(Error::new(
                ErrorKind::BadGrant,
                "asynchronous worlds have no limit of fuel: their calls run side by side",
            )
            .with_help("leave one of the two out"));
        }
        let mut config = config(Settings {
            interruptible: self.interruptible,
            fuel: self.fuel,
            composed,
            ..Settings::new(self.is_async)
        });
        let unknown = |triple: &str, error: &wasmtime::Error| {
            let text = format!("cannot compile for `{triple}`: {error:#}");
            Error::new(ErrorKind::Incompatible, text).with_help(format!(
                "this program compiles for `{}` processors, on systems such as `unknown-linux-gnu`, `apple-darwin` and \
                 `pc-windows-msvc`; for another kind, build there, or ship the component itself",
                std::env::consts::ARCH
            ))
        };
        if let Some(triple) = &self.target {
            config
                .target(triple)
                .map_err(|error| unknown(triple, &error))?;
        }
        Engine::new(&config).map_err(|error| match &self.target {
            Some(triple) => unknown(triple, &error),
            None => Error::new(
                ErrorKind::Host,
                format!("cannot start the compiler: {error:#}"),
            ),
        })
    }

    /// A component with asynchronous functions is not valid where none are expected.
    fn explain(&self, error: Error, wasm: &[u8]) -> Error {
        let is_valid_async = || {
            let engine = Engine::new(&config(Settings::new(true))).ok()?;
            engine.precompile_component(wasm).ok()
        };
        if self.is_async || *error.kind() != ErrorKind::Invalid || is_valid_async().is_none() {
            return error;
        }
        error.with_help("it uses asynchronous functions, streams or futures: add `--async` (`Precompile::asynchronous`)")
    }
}

fn not_a_component() -> Error {
    Error::new(ErrorKind::Invalid, "this is machine code already")
        .with_help("name the component that it was compiled from")
}

/// The user's own key, made where there is none.
fn users_key() -> Result<ArtifactKey, Error> {
    let no_key = |why: &str| {
        let text = format!("there is no key of yours to seal the artifact with: {why}");
        Error::new(ErrorKind::Read, text).with_help(
            "name one: `wittgen build --key FILE` makes the file if it is not there (`Precompile::key`)",
        )
    };
    let dir = key::user_dir().ok_or_else(|| no_key("the user has no cache directory"))?;
    crate::cache::create_private(&dir)
        .and_then(|()| ArtifactKey::for_cache(&dir))
        .map_err(|error| no_key(&format!("{}: {error}", dir.display())))
}
