//! The format of artifacts: machine code with a seal behind it.
//!
//! ```text
//! machine code      an ELF file, as wasmtime serializes a component
//! component         the WebAssembly that it was compiled from, if it was included
//! manifest          JSON: see `ArtifactInfo`
//! u32               length of the manifest in bytes      \
//! u32               version of the format                 |  numbers are little-endian
//! 32 bytes          keyed BLAKE3 of everything before     |
//! 8 bytes           "WITTGEN\x1a"                        /
//! ```
//!
//! The seal stands at the end because wasmtime maps whole files, and the code has to be where its ELF header says. It
//! covers every byte before it, and so the lengths by which the file is taken apart. What is here reads bytes that
//! may be anybody's, and runs nothing.

use std::fmt;

use crate::artifact::ArtifactInfo;
use crate::key::ArtifactKey;

/// The last bytes of an artifact.
const MAGIC: &[u8; 8] = b"WITTGEN\x1a";

/// Changes with the layout and with the manifest's fields.
pub(crate) const VERSION: u32 = 2;

/// What stands behind the manifest.
#[cfg(feature = "compiler")]
const FOOTER: usize = 4 + 4 + 32 + MAGIC.len();

/// How ELF files begin.
const ELF: &[u8] = b"\x7fELF";

/// Whether the bytes are machine code, sealed or not.
pub(crate) fn is_machine_code(bytes: &[u8]) -> bool {
    bytes.starts_with(ELF)
}

/// Seals machine code. `info` must have the lengths of both.
#[cfg(feature = "compiler")]
pub(crate) fn seal(
    mut code: Vec<u8>,
    source: &[u8],
    info: &ArtifactInfo,
    key: &ArtifactKey,
) -> serde_json::Result<Vec<u8>> {
    let manifest = serde_json::to_vec(info)?;
    let length = u32::try_from(manifest.len()).map_err(serde::ser::Error::custom)?;
    code.reserve_exact(source.len() + manifest.len() + FOOTER);
    code.extend(source);
    code.extend(manifest);
    code.extend(length.to_le_bytes());
    code.extend(VERSION.to_le_bytes());
    let seal = key.seal(&code);
    code.extend(seal.as_bytes());
    code.extend(MAGIC);
    Ok(code)
}

/// An artifact taken apart. Nothing says yet that it is what it seems.
pub(crate) struct Parts<'a> {
    pub(crate) info: ArtifactInfo,
    pub(crate) code: &'a [u8],
    /// The component, empty if it was not included.
    pub(crate) source: &'a [u8],
    sealed: &'a [u8],
    seal: blake3::Hash,
}

/// Why bytes are no artifact, or not one to trust.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// There is no seal at the end.
    NoSeal,
    /// The format is of another version.
    Version(u32),
    /// The lengths or the manifest make no sense.
    Damaged,
    /// It was sealed with another key.
    OtherKey { sealed: String },
    /// The seal is not that of the bytes.
    Changed,
    /// It is for another component, or another engine, than its name says.
    #[cfg(feature = "compiler")]
    Elsewhere,
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Flaw::NoSeal => {
                f.write_str("there is no seal at its end: it was cut off, or never had one")
            }
            Flaw::Version(version) => write!(
                f,
                "its format has version {version}, and this is version {VERSION}"
            ),
            Flaw::Damaged => f.write_str("it is damaged: its parts are not where it says"),
            Flaw::OtherKey { sealed } => write!(f, "it is sealed with another key, `{sealed}`"),
            Flaw::Changed => f.write_str("it was changed after it was sealed"),
            #[cfg(feature = "compiler")]
            Flaw::Elsewhere => {
                f.write_str("it is for another component or engine than its name says")
            }
        }
    }
}

impl<'a> Parts<'a> {
    /// Takes bytes apart.
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, Flaw> {
        if !is_machine_code(bytes) {
            return Err(Flaw::NoSeal);
        }
        let rest = bytes.strip_suffix(MAGIC).ok_or(Flaw::NoSeal)?;
        let (sealed, seal) = rest.split_last_chunk::<32>().ok_or(Flaw::NoSeal)?;
        let (rest, version) = sealed.split_last_chunk().ok_or(Flaw::NoSeal)?;
        let version = u32::from_le_bytes(*version);
        if version != VERSION {
            return Err(Flaw::Version(version));
        }
        Self::read_parts(rest, sealed, *seal).ok_or(Flaw::Damaged)
    }

    fn read_parts(rest: &'a [u8], sealed: &'a [u8], seal: [u8; 32]) -> Option<Self> {
        let (rest, length) = rest.split_last_chunk()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        let (rest, manifest) = rest.split_at_checked(rest.len().checked_sub(length)?)?;
        let info: ArtifactInfo = serde_json::from_slice(manifest).ok()?;
        let (code, source) = rest.split_at_checked(usize::try_from(info.code).ok()?)?;
        (u64::try_from(source.len()).ok()? == info.source).then_some(Self {
            info,
            code,
            source,
            sealed,
            seal: seal.into(),
        })
    }

    /// Whether it was sealed with `key`, and has not been changed since.
    pub(crate) fn check(&self, key: &ArtifactKey) -> Result<(), Flaw> {
        // The comparison takes the same time wherever the two differ.
        if key.seal(self.sealed) == self.seal {
            return Ok(());
        }
        let sealed = self.info.key.clone();
        if sealed == key.fingerprint() {
            Err(Flaw::Changed)
        } else {
            Err(Flaw::OtherKey { sealed })
        }
    }
}
