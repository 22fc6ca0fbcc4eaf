//! Compiled components, kept by the content that they were compiled from.
//!
//! The folder is `wittgen/` in the user's cache directory, readable and writable by the user alone. A file's
//! name is made of the BLAKE3 hashes of the component's bytes and of all that the machine code depends on (the engine's
//! version, its settings, the processor). Files are written under another name and moved into place, so
//! that a reader never meets half of one; what can't be read or written is compiled anew. What was not used
//! for longest goes when the folder has more than `slot::BUDGET`.
//!
//! Each file is an artifact (see `seal`), sealed with a random key that lies beside it. What was not written by this
//! user's Wittgen, was written for something else, or was changed, is not run but compiled anew: the seal covers every
//! byte, and what is sealed says which component and which engine it is for, so that a file is of no use under another's
//! name.

use std::path::PathBuf;

#[cfg(feature = "compiler")]
use wasmtime::{Engine, component::Component as WasmComponent};

#[cfg(feature = "compiler")]
use self::slot::Slot;
#[cfg(feature = "compiler")]
use crate::compile::{compile, component_hash, engine_hash, settings_hash};
#[cfg(feature = "compiler")]
use crate::engine::Target;
use crate::key;
#[cfg(feature = "compiler")]
use crate::{Error, ErrorKind};

#[cfg(feature = "compiler")]
mod kept;
#[cfg(feature = "compiler")]
mod slot;

/// Where compiled components are kept.
#[derive(Clone, Debug, Default)]
pub(crate) enum Cache {
    /// In the user's cache directory.
    #[default]
    User,
    /// In this directory.
    Dir(PathBuf),
    /// Nowhere.
    Off,
}

impl Cache {
    /// The folder, where there is one.
    #[cfg_attr(not(feature = "compiler"), allow(dead_code))]
    fn dir(&self) -> Option<PathBuf> {
        match self {
            Cache::User => key::user_dir(),
            Cache::Dir(dir) => Some(dir.clone()),
            Cache::Off => None,
        }
    }
}

#[cfg(feature = "compiler")]
impl Cache {
    /// Loads a component compiled earlier, with or without a front, or compiles it after telling `on_compile`.
    pub(crate) fn load(
        &self,
        target: Target<'_>,
        bytes: &[u8],
        front: bool,
        on_compile: impl FnOnce(),
    ) -> Result<WasmComponent, Error> {
        let Target { engine, settings } = target;
        let slot = self.slot(bytes, || settings_hash(engine, settings, front));
        if let Some(component) = slot.as_ref().and_then(|slot| slot.load(engine)) {
            return Ok(component);
        }
        on_compile();
        let code = compile(engine, bytes, front)?;
        // SAFETY: wasmtime serialized it a moment ago, for this engine.
        let component = unsafe { WasmComponent::deserialize(engine, &code) }.map_err(|error| {
            let text = format!("the compiled component can't be loaded: {error:#}");
            Error::new(ErrorKind::Host, text)
        })?;
        if let Some(slot) = slot {
            slot.keep(code);
        }
        Ok(component)
    }

    /// The machine code of a component for any engine: compiled earlier, or now.
    pub(crate) fn code(&self, engine: &Engine, bytes: &[u8]) -> Result<Vec<u8>, Error> {
        let slot = self.slot(bytes, || engine_hash(engine, true));
        if let Some(code) = slot.as_ref().and_then(Slot::code) {
            return Ok(code);
        }
        let code = compile(engine, bytes, true)?;
        if let Some(slot) = slot {
            slot.keep(code.clone());
        }
        Ok(code)
    }

    /// Where the machine code of a component is kept, for an engine with this hash; none where nothing can be.
    fn slot(&self, bytes: &[u8], engine: impl FnOnce() -> String) -> Option<Slot> {
        let dir = self.dir()?;
        Slot::in_dir(&dir, component_hash(bytes), engine())
            .inspect_err(|error| {
                tracing::warn!(dir = %dir.display(), %error, "cannot use the cache of compiled components");
            })
            .ok()
    }
}

/// Keeps what becomes part of a program where the compiler can read it: in the folder that cargo has for what is built, or
/// beside the cache.
///
/// # Errors
///
/// When there is no place for it.
#[cfg(feature = "compiler")]
pub(crate) fn keep_to_embed(name: &str, bytes: &[u8]) -> Result<PathBuf, Error> {
    let dir = match std::env::var_os("OUT_DIR") {
        Some(dir) => Some(PathBuf::from(dir)),
        None => key::user_dir().map(|dir| dir.join("embedded")),
    };
    let no_place = |why: &str| {
        let text = format!("there is no place to keep the machine code: {why}");
        Error::new(ErrorKind::Read, text)
            .with_help("set `XDG_CACHE_HOME` to a folder that can be written")
    };
    let dir = dir.ok_or_else(|| no_place("the user has no cache directory"))?;
    let path = dir.join(format!("{name}.{}", slot::EXTENSION));
    if std::fs::read(&path).is_ok_and(|there| there == bytes) {
        return Ok(path);
    }
    let write = || {
        create_private(&dir)?;
        slot::replace(&path, bytes)
    };
    write().map_err(|error: std::io::Error| no_place(&format!("{}: {error}", dir.display())))?;
    Ok(path)
}

/// Makes a folder for the user alone, where there is none yet.
#[cfg(all(unix, feature = "compiler"))]
pub(crate) fn create_private(dir: &std::path::Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(dir)
}

/// Makes a folder, where there is none yet.
#[cfg(all(not(unix), feature = "compiler"))]
pub(crate) fn create_private(dir: &std::path::Path) -> std::io::Result<()> {
    std::fs::create_dir_all(dir)
}
