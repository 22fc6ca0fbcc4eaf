//! One compiled component in the cache.

use std::collections::HashMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::Duration;

use wasmtime::Engine;
use wasmtime::component::Component as WasmComponent;

use super::create_private;
use super::kept::{Bytes, Kept, Stamp};
use crate::artifact::ArtifactInfo;
use crate::key::ArtifactKey;
use crate::seal::{self, Flaw, Parts};

/// How much the cache keeps, in bytes.
const BUDGET: u64 = 1 << 30;

/// How the names of kept files end.
pub(super) const EXTENSION: &str = "cwasm";

/// How many files are remembered as checked.
const REMEMBERED: usize = 4096;

/// How long a file must not have changed to be remembered: the clock by which systems note changes stands still for
/// milliseconds.
const SETTLED: Duration = Duration::from_secs(1);

/// The place of one component's machine code for one engine.
pub(super) struct Slot {
    path: PathBuf,
    content: Content,
}

/// What must be in a file, and by which key it is known.
struct Content {
    component: String,
    engine: String,
    key: ArtifactKey,
}

/// The same without the secret.
type Name = [String; 3];

impl Content {
    fn name(&self) -> Name {
        [
            self.component.clone(),
            self.engine.clone(),
            self.key.fingerprint(),
        ]
    }
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
            content: Content {
                component,
                engine,
                key,
            },
        })
    }

    /// Loads what is there, if it can be trusted.
    pub(super) fn load(&self, engine: &Engine) -> Option<WasmComponent> {
        self.used(|mut kept| {
            if self.is_remembered(&kept) {
                // SAFETY: it has not changed since this process checked it, as below.
                if let Some(component) = unsafe { kept.map(engine) } {
                    return Ok(component);
                }
            }
            let bytes = kept.bytes()?;
            let parts = self.checked(&bytes)?;
            // SAFETY: this user's Wittgen sealed these bytes, and it seals nothing but what wasmtime serialized.
            if let Some(component) = unsafe { kept.map(engine) } {
                self.remember(&kept);
                return Ok(component);
            }
            // SAFETY: as before; and these very bytes were checked.
            unsafe { WasmComponent::deserialize(engine, parts.code) }
                .map_err(|error| io::Error::other(format!("{error:#}")))
        })
    }

    /// The machine code that is there, if it can be trusted.
    pub(super) fn code(&self) -> Option<Vec<u8>> {
        self.used(|mut kept| {
            let bytes = kept.bytes()?;
            Ok(self.checked(&bytes)?.code.to_vec())
        })
    }

    /// What is made of the file, if it is there and of any use.
    fn used<T>(&self, make: impl FnOnce(Kept) -> io::Result<T>) -> Option<T> {
        match Kept::open(&self.path).and_then(make) {
            Ok(made) => Some(made),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => {
                let path = self.path.display();
                tracing::warn!(%path, %error, "compiling anew: the compiled component is not used");
                None
            }
        }
    }

    /// Takes the file apart and looks at its seal.
    fn checked<'b>(&self, bytes: &'b Bytes) -> io::Result<Parts<'b>> {
        let parts = Parts::read(bytes).and_then(|parts| self.check(&parts).map(|()| parts));
        parts.map_err(|flaw| io::Error::other(flaw.to_string()))
    }

    fn check(&self, parts: &Parts<'_>) -> Result<(), Flaw> {
        let (content, info) = (&self.content, &parts.info);
        parts.check(&content.key)?;
        if info.component == content.component && info.engine == content.engine {
            Ok(())
        } else {
            Err(Flaw::Elsewhere)
        }
    }

    /// Whether this process has checked this very file for this content.
    fn is_remembered(&self, kept: &Kept) -> bool {
        kept.stamp()
            .is_some_and(|stamp| remembered(|all| all.get(&stamp) == Some(&self.content.name())))
    }

    fn remember(&self, kept: &Kept) {
        let Some(stamp) = kept.stamp().filter(|stamp| stamp.is_older_than(SETTLED)) else {
            return;
        };
        remembered(|all| {
            if all.len() >= REMEMBERED {
                all.clear();
            }
            all.insert(stamp, self.content.name());
        });
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
            component: self.content.component.clone(),
            version: env!("CARGO_PKG_VERSION").into(),
            target: String::new(),
            is_async: false,
            interruptible: false,
            fuel: false,
            composed: false,
            code: code.len() as u64,
            source: 0,
            key: self.content.key.fingerprint(),
            engine: self.content.engine.clone(),
        };
        let bytes = seal::seal(code, &[], &info, &self.content.key)?;
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

/// The files that this process has checked, and what they contain.
fn remembered<T>(look: impl FnOnce(&mut HashMap<Stamp, Name>) -> T) -> T {
    static REMEMBERED: LazyLock<Mutex<HashMap<Stamp, Name>>> = LazyLock::new(Mutex::default);
    look(&mut REMEMBERED.lock().unwrap_or_else(PoisonError::into_inner))
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
    use std::time::SystemTime;

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
            let time = SystemTime::now() - Duration::from_secs(age as u64 * 7200);
            file.set_modified(time).unwrap();
        }
        drop(Kept::open(&path("old.cwasm")).unwrap());
        trim(dir.path(), 250).unwrap();
        assert!(path("old.cwasm").exists() && path("new.cwasm").exists());
        assert!(!path("middle.cwasm").exists());
        assert!(path("other.txt").exists(), "what is not the cache's stays");
        trim(dir.path(), 0).unwrap();
        assert!(path("old.cwasm").exists(), "what was used just now stays");
        assert!(!path("new.cwasm").exists());
    }
}
