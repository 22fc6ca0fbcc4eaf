//! Compiled components, kept by the content that they were compiled from.
//!
//! The folder is `wittgen/` in the user's cache directory, readable and writable by the user alone. A file's
//! name is the BLAKE3 hash of the component's bytes and of all that the machine code depends on (the engine's
//! version, its settings, the processor). Files are written under another name and moved into place, so
//! that a reader never meets half of one; what can't be read or written is compiled anew.

use std::fs;
use std::hash::{Hash, Hasher};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use wasmtime::Engine;
use wasmtime::component::Component;

use crate::{Error, ErrorKind};

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
    fn dir(&self) -> Option<PathBuf> {
        match self {
            Cache::User => {
                let base = etcetera::choose_base_strategy().ok()?;
                Some(base.cache_dir().join("wittgen"))
            }
            Cache::Dir(dir) => Some(dir.clone()),
            Cache::Off => None,
        }
    }

    /// Loads a component compiled earlier, or compiles it after telling `on_compile`.
    pub(crate) fn load(
        &self,
        engine: &Engine,
        bytes: &[u8],
        on_compile: impl FnOnce(),
    ) -> Result<Component, Error> {
        let path = self.dir().map(|dir| dir.join(key(engine, bytes)));
        if let Some(component) = path.as_deref().and_then(|path| read(engine, path)) {
            return Ok(component);
        }
        on_compile();
        tracing::debug!(bytes = bytes.len(), "compiling a component");
        let component = Component::from_binary(engine, bytes).map_err(|error| {
            let error = format!("{error:#}");
            let words: Vec<&str> = error.split_whitespace().collect();
            Error::new(
                ErrorKind::Invalid,
                format!("the component is not valid: {}", words.join(" ")),
            )
        })?;
        if let Some(path) = path
            && let Err(error) = write(&component, &path)
        {
            tracing::warn!(path = %path.display(), %error, "cannot keep the compiled component");
        }
        Ok(component)
    }
}

fn read(engine: &Engine, path: &Path) -> Option<Component> {
    if !path.is_file() {
        return None;
    }
    // SAFETY: the file must be one that `Component::serialize` wrote. It lies in a folder that only the user
    // can write to, under a name made of the hash of what it was compiled from, and was put there
    // complete; the engine itself refuses another version's or another machine's.
    match unsafe { Component::deserialize_file(engine, path) } {
        Ok(component) => Some(component),
        Err(error) => {
            tracing::warn!(path = %path.display(), %error, "cannot use the compiled component");
            None
        }
    }
}

fn write(component: &Component, path: &Path) -> wasmtime::Result<()> {
    let dir = path.parent().unwrap_or(Path::new("."));
    create_private(dir)?;
    let mut file = tempfile::NamedTempFile::new_in(dir)?;
    file.write_all(&component.serialize()?)?;
    file.persist(path)?;
    Ok(())
}

#[cfg(unix)]
fn create_private(dir: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(dir)
}

#[cfg(not(unix))]
fn create_private(dir: &Path) -> std::io::Result<()> {
    fs::create_dir_all(dir)
}

/// The name of the file for a component compiled by an engine.
fn key(engine: &Engine, bytes: &[u8]) -> String {
    let mut hasher = Blake3(blake3::Hasher::new());
    engine.precompile_compatibility_hash().hash(&mut hasher);
    let hash = hasher.0.update(bytes).finalize();
    format!("{}.cwasm", hash.to_hex())
}

/// Feeds what is hashed by Rust's `Hash` to BLAKE3.
struct Blake3(blake3::Hasher);

impl Hasher for Blake3 {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        unreachable!("only the digest is asked for")
    }
}
