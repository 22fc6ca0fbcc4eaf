//! Compiled components, kept by the content that they were compiled from.
//!
//! The folder is `wittgen/` in the user's cache directory, readable and writable by the user alone. A file's
//! name is the BLAKE3 hash of the component's bytes and of all that the machine code depends on (the engine's
//! version, its settings, the processor). Files are written under another name and moved into place, so
//! that a reader never meets half of one; what can't be read or written is compiled anew. What was not used
//! for longest goes when the folder has more than [`BUDGET`].

use std::fs;
use std::hash::{Hash, Hasher};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use etcetera::BaseStrategy;
use wasmtime::Engine;
use wasmtime::component::Component;

use crate::{Error, ErrorKind, front};

/// How much is kept, in bytes.
const BUDGET: u64 = 1 << 30;

/// How the names of kept files end.
const EXTENSION: &str = "cwasm";

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
        let changed = front::put_in_front(bytes);
        let compiled = changed.and_then(|bytes| Component::from_binary(engine, &bytes).ok());
        let compiled = compiled.map_or_else(|| Component::from_binary(engine, bytes), Ok);
        let component = compiled.map_err(|error| {
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
        Ok(component) => {
            mark_used(path);
            Some(component)
        }
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
    trim(dir, BUDGET)?;
    Ok(())
}

/// Sets the file's time of modification, by which [`trim`] goes.
fn mark_used(path: &Path) {
    let marked = fs::File::options()
        .append(true)
        .open(path)
        .and_then(|file| file.set_modified(SystemTime::now()));
    if let Err(error) = marked {
        tracing::debug!(path = %path.display(), %error, "cannot mark the compiled component as used");
    }
}

/// Deletes what was not used for longest, until no more than `budget` bytes are left. The newest stays in any case.
fn trim(dir: &Path, budget: u64) -> std::io::Result<()> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == EXTENSION)
            // Another process may have deleted it since.
            && let Ok(metadata) = fs::metadata(&path)
        {
            files.push((metadata.modified()?, metadata.len(), path));
        }
    }
    files.sort_by(|a, b| b.cmp(a));
    let mut total = 0;
    for (index, (_, len, path)) in files.iter().enumerate() {
        total += len;
        if index > 0 && total > budget {
            // Where it is mapped, it stays until that ends; where the system forbids that, it goes another time.
            let _ = fs::remove_file(path);
        }
    }
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
    hasher.0.update(front::VERSION);
    let hash = hasher.0.update(bytes).finalize();
    format!("{}.{EXTENSION}", hash.to_hex())
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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn what_was_not_used_for_longest_goes_first() {
        let dir = tempfile::tempdir().unwrap();
        let path = |name: &str| dir.path().join(name);
        for (age, name) in ["new.cwasm", "middle.cwasm", "old.cwasm", "other.txt"]
            .iter()
            .enumerate()
        {
            fs::write(path(name), [0; 100]).unwrap();
            let file = fs::File::options().append(true).open(path(name)).unwrap();
            let time = SystemTime::now() - Duration::from_secs(age as u64 * 60);
            file.set_modified(time).unwrap();
        }
        mark_used(&path("old.cwasm"));
        trim(dir.path(), 250).unwrap();
        assert!(path("old.cwasm").exists() && path("new.cwasm").exists());
        assert!(!path("middle.cwasm").exists());
        assert!(path("other.txt").exists(), "what is not the cache's stays");
        trim(dir.path(), 0).unwrap();
        assert!(path("old.cwasm").exists(), "what was used just now stays");
        assert!(!path("new.cwasm").exists());
    }
}
