//! One compiled component in the cache.
//!
//! # Why the file may be mapped
//!
//! Mapping shares the machine code among processes, and takes a fraction of the time of a copy. But a mapping shows what
//! others write to the file after its seal was checked, a private mapping too. So it is done only where nobody else can:
//! the file is opened once; it belongs to this user, and nobody else has the right to write to it; it is read and checked
//! through this descriptor, and through the same descriptor mapped, whatever its name has come to mean meanwhile.
//! Wittgen itself never writes to such a file again, it moves another into its place. Who could still write to it is this
//! user, or the machine's administrator: both could as well change the program that runs. Anything else (another owner, a
//! folder that is shared, a system without `/proc`) is copied into memory of its own, and those bytes are what is
//! checked and run.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use wasmtime::Engine;
use wasmtime::component::Component;

use super::create_private;
use crate::artifact::ArtifactInfo;
use crate::key::{self, ArtifactKey};
use crate::seal::{self, Flaw, Parts};

/// How much the cache keeps, in bytes.
const BUDGET: u64 = 1 << 30;

/// How the names of kept files end.
pub(super) const EXTENSION: &str = "cwasm";

/// The place of one component's machine code for one engine.
pub(super) struct Slot {
    path: PathBuf,
    component: String,
    engine: String,
    key: ArtifactKey,
}

impl Slot {
    /// The place in a folder, which is made where it is not yet.
    ///
    /// # Errors
    ///
    /// When nothing can be kept there.
    pub(super) fn in_dir(dir: &Path, component: String, engine: String) -> io::Result<Self> {
        create_private(dir)?;
        let key = ArtifactKey::for_cache(dir)?;
        let name = format!("{component}{engine}{}", seal::VERSION);
        let name = blake3::hash(name.as_bytes()).to_hex();
        Ok(Self {
            path: dir.join(format!("{name}.{EXTENSION}")),
            component,
            engine,
            key,
        })
    }

    /// Loads what is there, if it can be trusted.
    pub(super) fn load(&self, engine: &Engine) -> Option<Component> {
        self.with_checked(|file, parts| {
            if let Some(component) = map(engine, file) {
                return Ok(component);
            }
            // SAFETY: this user's Wittgen sealed these bytes, and it seals nothing but what wasmtime serialized.
            unsafe { Component::deserialize(engine, parts.code) }
                .map_err(|error| format!("{error:#}"))
        })
    }

    /// The machine code that is there, if it can be trusted.
    pub(super) fn code(&self) -> Option<Vec<u8>> {
        self.with_checked(|_, parts| Ok(parts.code.to_vec()))
    }

    fn with_checked<T>(
        &self,
        take: impl FnOnce(&File, &Parts<'_>) -> Result<T, String>,
    ) -> Option<T> {
        let taken = (|| {
            let mut file = open(&self.path)?;
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes)?;
            let parts = Parts::read(&bytes).and_then(|parts| self.check(&parts).map(|()| parts));
            let parts = parts.map_err(|flaw| io::Error::other(flaw.to_string()))?;
            take(&file, &parts).map_err(io::Error::other)
        })();
        match taken {
            Ok(taken) => {
                mark_used(&self.path);
                Some(taken)
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => {
                let path = self.path.display();
                tracing::warn!(%path, %error, "compiling anew: the compiled component is not used");
                None
            }
        }
    }

    fn check(&self, parts: &Parts<'_>) -> Result<(), Flaw> {
        parts.check(&self.key)?;
        let info = &parts.info;
        if info.component == self.component && info.engine == self.engine {
            Ok(())
        } else {
            Err(Flaw::Elsewhere)
        }
    }

    /// Keeps machine code.
    pub(super) fn keep(&self, code: Vec<u8>) {
        if let Err(error) = self.write(code) {
            let path = self.path.display();
            tracing::warn!(%path, %error, "cannot keep the compiled component");
        }
    }

    fn write(&self, code: Vec<u8>) -> io::Result<()> {
        let info = ArtifactInfo {
            component: self.component.clone(),
            version: env!("CARGO_PKG_VERSION").into(),
            target: String::new(),
            is_async: false,
            interruptible: false,
            fuel: false,
            code: code.len() as u64,
            source: 0,
            key: self.key.fingerprint(),
            engine: self.engine.clone(),
        };
        let bytes = seal::seal(code, &[], &info, &self.key)?;
        replace(&self.path, &bytes)
    }
}

/// Writes a file whole or not at all, and makes room in its folder.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let dir = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(dir)?;
    file.write_all(bytes)?;
    file.persist(path)?;
    trim(dir, BUDGET)
}

/// Opens a file to read, without waiting at what only looks like one.
fn open(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NONBLOCK);
    let file = options.open(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::Error::other("it is no file"));
    }
    Ok(file)
}

/// Maps the file that `file` is, which was checked, if nobody but this user can write to it.
#[cfg(target_os = "linux")]
fn map(engine: &Engine, file: &File) -> Option<Component> {
    use std::os::fd::AsRawFd;
    use std::os::unix::fs::MetadataExt;
    let metadata = file.metadata().ok()?;
    if metadata.mode() & 0o022 != 0 || !key::is_ours(file).ok()? {
        return None;
    }
    // The same file, whatever has its name by now.
    let path = format!("/proc/self/fd/{}", file.as_raw_fd());
    let again = fs::metadata(&path).ok()?;
    if (again.dev(), again.ino()) != (metadata.dev(), metadata.ino()) {
        return None;
    }
    // SAFETY: this user's Wittgen sealed the file's content and never writes to it again, and nobody else can; see
    // the top of the module. The engine refuses what is another version's or another machine's.
    let mapped = unsafe { Component::deserialize_file(engine, &path) };
    mapped
        .inspect_err(|error| tracing::debug!(%error, "cannot map the compiled component"))
        .ok()
}

#[cfg(not(target_os = "linux"))]
fn map(_: &Engine, _: &File) -> Option<Component> {
    None
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
