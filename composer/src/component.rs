//! What goes into a composition: a component's bytes and, where it is known, its name.
//!
//! Nothing is parsed here; bytes that are no component are refused where they are used.

use std::borrow::Cow;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The largest file that is read, in bytes: sizes inside WebAssembly are 32 bits wide.
const LARGEST: u64 = u32::MAX as u64;

/// A component to compose: its bytes, borrowed or owned, and a name to call it by in messages,
/// provenance and debug information.
///
/// A component without a name is called by the name in its own name section, else by the package
/// whose interface it exports first, else by its number.
#[derive(Clone, Debug)]
pub struct Component<'a> {
    name: Option<Cow<'a, str>>,
    bytes: Cow<'a, [u8]>,
}

impl<'a> Component<'a> {
    /// A component called `name`.
    pub fn named(name: impl Into<Cow<'a, str>>, bytes: impl Into<Cow<'a, [u8]>>) -> Self {
        Self {
            name: Some(name.into()),
            bytes: bytes.into(),
        }
    }

    /// The same component, called `name`.
    #[must_use]
    pub fn renamed(mut self, name: impl Into<Cow<'a, str>>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The name that was given, if any.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The bytes as they were given.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl Component<'static> {
    /// Reads the component in the file at `path` and calls it by the file's stem.
    ///
    /// # Errors
    /// The file can't be read, or is larger than 4 GiB.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, ReadError> {
        let path = path.as_ref();
        let failed = |source| ReadError::Io {
            path: path.to_owned(),
            source,
        };
        let file = File::open(path).map_err(failed)?;
        let metadata = file.metadata().map_err(failed)?;
        if metadata.is_dir() {
            return Err(ReadError::Directory {
                path: path.to_owned(),
            });
        }
        // A pipe has no size in advance: read one byte more than is allowed to notice.
        let mut bytes = Vec::with_capacity(metadata.len().min(LARGEST) as usize);
        file.take(LARGEST + 1)
            .read_to_end(&mut bytes)
            .map_err(failed)?;
        if bytes.len() as u64 > LARGEST {
            return Err(ReadError::TooLarge {
                path: path.to_owned(),
            });
        }
        let name = path
            .file_stem()
            .map(|stem| Cow::Owned(stem.to_string_lossy().into_owned()));
        Ok(Self {
            name,
            bytes: bytes.into(),
        })
    }
}

impl<'a> From<&'a [u8]> for Component<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Self {
            name: None,
            bytes: bytes.into(),
        }
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for Component<'a> {
    fn from(bytes: &'a [u8; N]) -> Self {
        bytes.as_slice().into()
    }
}

impl<'a> From<&'a Vec<u8>> for Component<'a> {
    fn from(bytes: &'a Vec<u8>) -> Self {
        bytes.as_slice().into()
    }
}

impl From<Vec<u8>> for Component<'_> {
    fn from(bytes: Vec<u8>) -> Self {
        Self {
            name: None,
            bytes: bytes.into(),
        }
    }
}

impl<'a> From<&'a Component<'_>> for Component<'a> {
    fn from(component: &'a Component<'_>) -> Self {
        Self {
            name: component.name.as_deref().map(Cow::Borrowed),
            bytes: Cow::Borrowed(&component.bytes),
        }
    }
}

/// Why a component's file can't be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The file system refused.
    #[error("`{path}` can't be read: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the file system said.
        source: std::io::Error,
    },
    /// The path is a directory.
    #[error("`{path}` is a directory\nhelp: name the `.wasm` file in it")]
    Directory {
        /// The directory.
        path: PathBuf,
    },
    /// The file is larger than a component can be.
    #[error("`{path}` is larger than 4 GiB, which no component can be")]
    TooLarge {
        /// The file.
        path: PathBuf,
    },
    /// What should be WIT is not.
    #[error("`{path}` is not valid WIT: {message}")]
    Wit {
        /// The file or directory.
        path: PathBuf,
        /// What is wrong.
        message: String,
    },
}
