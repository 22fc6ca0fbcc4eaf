//! Keys that say whose machine code an artifact is.
//!
//! A key is a secret: who has it can make artifacts that run here. The same key seals and checks, so it belongs to
//! those alone who may do both; there is no public half to hand out.

use std::fmt::{self, Write as _};
use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;

use crate::{Error, ErrorKind};

/// The least that a secret has, in bytes.
const SECRET: usize = 32;

/// More than this is no key file.
const MAX_FILE: u64 = 64 << 10;

/// What keys are derived for: nobody else's use of the same secret gives the same key.
const CONTEXT: &str = "wittgen 2026-11-21 seal of machine code";

/// A secret key by which artifacts of machine code are sealed, and known again.
///
/// ```no_run
/// # use wittgen_runtime::{ArtifactKey, Dynamic};
/// # fn main() -> Result<(), wittgen_runtime::Error> {
/// let key = ArtifactKey::read("/etc/notes/artifact.key")?;
/// let app = Dynamic::builder().artifact_key(&key).load("app.cwasm")?;
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct ArtifactKey([u8; 32]);

impl ArtifactKey {
    /// Makes a key of a secret of 32 bytes or more, which should be random.
    ///
    /// # Errors
    ///
    /// When the secret is shorter.
    pub fn from_secret(secret: &[u8]) -> Result<Self, Error> {
        if secret.len() < SECRET {
            let text = format!(
                "a key of {} bytes is too short to be a secret",
                secret.len()
            );
            return Err(Error::new(ErrorKind::BadGrant, text).with_help(
                "take 32 random bytes or more; `wittgen build --key FILE` makes such a file",
            ));
        }
        Ok(Self(blake3::derive_key(CONTEXT, secret)))
    }

    /// Reads a key from a file: a secret of 32 bytes or more. White space at its end doesn't count.
    ///
    /// # Errors
    ///
    /// When the file can't be read, is too short or far too long, or when other users could read or change it.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let file = File::open(path).map_err(|error| unreadable(path, &error))?;
        if let Some(open_to) = open_to_others(&file).map_err(|error| unreadable(path, &error))? {
            let text = format!("the key `{}` is no secret: {open_to}", path.display());
            return Err(Error::new(ErrorKind::BadGrant, text).with_help(format!(
                "make a new one, or take the access away: `chmod 600 {}`",
                path.display()
            )));
        }
        let mut secret = Vec::new();
        file.take(MAX_FILE + 1)
            .read_to_end(&mut secret)
            .map_err(|error| unreadable(path, &error))?;
        if secret.len() as u64 > MAX_FILE {
            let text = format!("`{}` is no key: it is larger than 64 KiB", path.display());
            return Err(Error::new(ErrorKind::BadGrant, text));
        }
        Self::from_secret(secret.trim_ascii_end())
    }

    /// Makes a new key in a file that only its owner can read: 64 random hexadecimal digits.
    ///
    /// # Errors
    ///
    /// When the file exists already, or can't be written.
    pub fn create(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        create(path).map_err(|error| {
            let text = format!("cannot write the key `{}`: {error}", path.display());
            Error::new(ErrorKind::Read, text)
        })?;
        Self::read(path)
    }

    /// A key that is no secret. Nobody is to trust it.
    #[cfg(feature = "compiler")]
    pub(crate) fn public() -> Self {
        Self([0; 32])
    }

    /// The user's own key, if there is one: the one by which the cache knows what it wrote.
    pub(crate) fn of_user() -> Option<Self> {
        let path = user_dir()?.join(NAME);
        path.is_file().then(|| Self::of_cache(&path).ok())?
    }

    /// The key in a cache's folder, made where there is none. One that others could read is replaced: what was sealed with
    /// it could be theirs.
    ///
    /// # Errors
    ///
    /// When it can't be read or written, or belongs to another user, who would decide what runs here.
    #[cfg_attr(not(feature = "compiler"), allow(dead_code))]
    pub(crate) fn for_cache(dir: &Path) -> io::Result<Self> {
        let path = dir.join(NAME);
        match Self::of_cache(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                tracing::warn!(path = %path.display(), %error, "replacing the cache's key");
                fs::remove_file(&path)?;
            }
            result => return result,
        }
        match create(&path) {
            // Another process was quicker.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            result => result?,
        }
        Self::of_cache(&path)
    }

    fn of_cache(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        if !is_ours(&file)? {
            let text = "the key belongs to another user";
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, text));
        }
        if let Some(open_to) = open_to_others(&file)? {
            return Err(io::Error::new(io::ErrorKind::InvalidData, open_to));
        }
        let mut secret = Vec::new();
        file.take(MAX_FILE).read_to_end(&mut secret)?;
        Self::from_secret(secret.trim_ascii_end())
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.message()))
    }

    /// A name for the key that tells nothing of it: 16 hexadecimal digits.
    pub(crate) fn fingerprint(&self) -> String {
        let hash = blake3::keyed_hash(&self.0, b"fingerprint");
        hash.to_hex()[..16].to_string()
    }

    /// The seal of `bytes`.
    pub(crate) fn seal(&self, bytes: &[u8]) -> blake3::Hash {
        blake3::keyed_hash(&self.0, bytes)
    }
}

impl fmt::Debug for ArtifactKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ArtifactKey")
            .field(&self.fingerprint())
            .finish()
    }
}

/// What the key of a cache is called.
const NAME: &str = "key";

/// The user's folder of the cache.
pub(crate) fn user_dir() -> Option<PathBuf> {
    let base = etcetera::choose_base_strategy().ok()?;
    Some(base.cache_dir().join("wittgen"))
}

/// Writes a random secret to a file that must not exist. It is there whole or not at all.
fn create(path: &Path) -> io::Result<()> {
    let mut secret = [0; SECRET];
    getrandom::fill(&mut secret).map_err(io::Error::other)?;
    let mut text = String::with_capacity(2 * SECRET + 1);
    for byte in secret {
        // Writing to a string can't fail.
        let _ = write!(text, "{byte:02x}");
    }
    text.push('\n');
    let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty());
    // On Unix its mode is 0600.
    let mut file = tempfile::NamedTempFile::new_in(dir.unwrap_or(Path::new(".")))?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist_noclobber(path)?;
    Ok(())
}

fn unreadable(path: &Path, error: &io::Error) -> Error {
    let text = format!("cannot read the key `{}`: {error}", path.display());
    Error::new(ErrorKind::Read, text)
}

/// Whether the file is of the user that runs this process.
#[cfg(unix)]
pub(crate) fn is_ours(file: &File) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    // SAFETY: it takes nothing, and can't fail.
    Ok(file.metadata()?.uid() == unsafe { libc::geteuid() })
}

/// Where files have no owner to ask for, the folder's protection is all there is.
#[cfg(not(unix))]
pub(crate) fn is_ours(_: &File) -> io::Result<bool> {
    Ok(true)
}

/// What others than the owner could do with the file that they should not.
#[cfg(unix)]
fn open_to_others(file: &File) -> io::Result<Option<&'static str>> {
    use std::os::unix::fs::MetadataExt;
    let mode = file.metadata()?.mode();
    Ok(match () {
        () if mode & 0o022 != 0 => Some("others than its owner can change it"),
        () if mode & 0o044 != 0 => Some("others than its owner can read it"),
        () => None,
    })
}

#[cfg(not(unix))]
fn open_to_others(_: &File) -> io::Result<Option<&'static str>> {
    Ok(None)
}
