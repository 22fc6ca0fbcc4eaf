//! A file of the cache, open to be read.
//!
//! # Why it may be mapped
//!
//! Mapping shares the machine code among processes, and takes a fraction of the time of a copy. But a mapping shows what
//! others write to the file after its seal was checked, a private mapping too. So it is done only where nobody else can:
//! the file is opened once; it belongs to this user, and nobody else has the right to write to it; it is checked
//! through this descriptor, and through the same descriptor mapped, whatever its name has come to mean meanwhile.
//! Wittgen itself never writes to such a file again, it moves another into its place. Who could still write to it is this
//! user, or the machine's administrator: both could as well change the program that runs. Anything else (another owner, a
//! folder that is shared, a system without `/proc`) is copied into memory of its own, and those bytes are what is
//! checked and run.
//!
//! # Why it is not checked each time
//!
//! By the same argument a file that this process has checked is the same file as long as the system says that it was not
//! changed: its [`Stamp`] has the time at which anything about it last changed, which no program can set.

use std::fs::{File, Metadata};
use std::io::{self, Read as _};
use std::ops::Deref;
use std::path::Path;
use std::time::{Duration, SystemTime};

use memmap2::{Mmap, MmapOptions};
use wasmtime::Engine;
use wasmtime::component::Component as WasmComponent;

use crate::key;

/// How long ago a file may have been marked as used for that to do.
const RECENT: Duration = Duration::from_secs(3600);

/// A file that is open.
pub(super) struct Kept {
    file: File,
    metadata: Metadata,
    /// Whether nobody but this user can write to it.
    is_private: bool,
}

/// What changes when a file does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Stamp {
    file: (u64, u64),
    len: u64,
    modified: (i64, i64),
    changed: (i64, i64),
}

impl Stamp {
    /// Whether the file has not changed for this long.
    pub(super) fn is_older_than(&self, age: Duration) -> bool {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let seconds = u64::try_from(self.changed.0).ok();
        now.ok()
            .zip(seconds)
            // A second more than it may be, for the part of it that is left out.
            .and_then(|(now, seconds)| now.checked_sub(Duration::from_secs(seconds + 1)))
            .is_some_and(|since| since >= age)
    }
}

/// What is in it.
pub(super) enum Bytes {
    Mapped(Mmap),
    Copied(Vec<u8>),
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Bytes::Mapped(bytes) => bytes,
            Bytes::Copied(bytes) => bytes,
        }
    }
}

impl Kept {
    /// Opens a file to read, without waiting at what only looks like one, and marks it as used.
    ///
    /// # Errors
    ///
    /// When it is not there, can't be read, or is no file.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let mut options = File::options();
        options.read(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NONBLOCK);
        let file = options.open(path)?;
        let metadata = file.metadata()?;
        if !metadata.is_file() {
            return Err(io::Error::other("it is no file"));
        }
        let mut kept = Self {
            is_private: is_private(&file, &metadata)?,
            file,
            metadata,
        };
        if let Err(error) = kept.mark_used() {
            let path = path.display();
            tracing::debug!(%path, %error, "cannot mark the compiled component as used");
        }
        Ok(kept)
    }

    /// Sets the time of modification, by which what was not used for longest is found.
    fn mark_used(&mut self) -> io::Result<()> {
        let now = SystemTime::now();
        let since = now.duration_since(self.metadata.modified()?);
        if since.is_ok_and(|since| since < RECENT) {
            return Ok(());
        }
        self.file.set_modified(now)?;
        self.metadata = self.file.metadata()?;
        Ok(())
    }

    /// What it is known by, where the system says so and nobody but this user can change the file.
    #[cfg(unix)]
    pub(super) fn stamp(&self) -> Option<Stamp> {
        use std::os::unix::fs::MetadataExt;
        let it = &self.metadata;
        self.is_private.then(|| Stamp {
            file: (it.dev(), it.ino()),
            len: it.len(),
            modified: (it.mtime(), it.mtime_nsec()),
            changed: (it.ctime(), it.ctime_nsec()),
        })
    }

    /// Elsewhere it is checked each time.
    #[cfg(not(unix))]
    pub(super) fn stamp(&self) -> Option<Stamp> {
        None
    }

    /// What is in it.
    ///
    /// # Errors
    ///
    /// When it can't be read.
    pub(super) fn bytes(&mut self) -> io::Result<Bytes> {
        if self.is_private {
            // SAFETY: nobody writes to it; see the top of the module.
            let mapped = unsafe { MmapOptions::new().populate().map(&self.file) };
            if let Ok(mapped) = mapped {
                return Ok(Bytes::Mapped(mapped));
            }
        }
        let mut bytes = Vec::new();
        self.file.read_to_end(&mut bytes)?;
        Ok(Bytes::Copied(bytes))
    }

    /// Maps the machine code, where that is sound and possible.
    ///
    /// # Safety
    ///
    /// Its content must be what wasmtime serialized.
    #[cfg(target_os = "linux")]
    pub(super) unsafe fn map(&self, engine: &Engine) -> Option<WasmComponent> {
        use std::os::fd::AsRawFd;
        use std::os::unix::fs::MetadataExt;
        if !self.is_private {
            return None;
        }
        // The same file, whatever has its name by now.
        let path = format!("/proc/self/fd/{}", self.file.as_raw_fd());
        let again = std::fs::metadata(&path).ok()?;
        if (again.dev(), again.ino()) != (self.metadata.dev(), self.metadata.ino()) {
            return None;
        }
        // SAFETY: as the caller says, and nobody writes to it; see the top of the module. The engine refuses what is
        // another version's or another machine's.
        let mapped = unsafe { WasmComponent::deserialize_file(engine, &path) };
        mapped
            .inspect_err(|error| tracing::debug!(%error, "cannot map the compiled component"))
            .ok()
    }

    /// Elsewhere a file that is open has no path of its own.
    ///
    /// # Safety
    ///
    /// As on Linux.
    #[cfg(not(target_os = "linux"))]
    pub(super) unsafe fn map(&self, _: &Engine) -> Option<WasmComponent> {
        None
    }
}

/// Whether nobody but this user can write to a file.
#[cfg(unix)]
fn is_private(file: &File, metadata: &Metadata) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    Ok(metadata.mode() & 0o022 == 0 && key::is_ours(file)?)
}

/// Where that is not known, it is not assumed.
#[cfg(not(unix))]
fn is_private(_: &File, _: &Metadata) -> io::Result<bool> {
    Ok(false)
}
