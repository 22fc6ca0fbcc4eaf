//! Where a component comes from.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use crate::{Error, ErrorKind};

/// A component to load: a file's path, or its bytes.
pub struct Source<'a>(Kind<'a>);

enum Kind<'a> {
    Path(PathBuf),
    Bytes(Cow<'a, [u8]>),
}

impl<'a> Source<'a> {
    /// The component's bytes.
    pub(crate) fn read(self) -> Result<Cow<'a, [u8]>, Error> {
        match self.0 {
            Kind::Bytes(bytes) => Ok(bytes),
            Kind::Path(path) => match fs::read(&path) {
                Ok(bytes) => Ok(Cow::Owned(bytes)),
                Err(error) => Err(Error::new(
                    ErrorKind::Read,
                    format!("cannot read the component `{}`: {error}", path.display()),
                )),
            },
        }
    }
}

impl From<&str> for Source<'_> {
    fn from(path: &str) -> Self {
        Source(Kind::Path(path.into()))
    }
}

impl From<String> for Source<'_> {
    fn from(path: String) -> Self {
        Source(Kind::Path(path.into()))
    }
}

impl From<&Path> for Source<'_> {
    fn from(path: &Path) -> Self {
        Source(Kind::Path(path.into()))
    }
}

impl From<PathBuf> for Source<'_> {
    fn from(path: PathBuf) -> Self {
        Source(Kind::Path(path))
    }
}

impl From<&PathBuf> for Source<'_> {
    fn from(path: &PathBuf) -> Self {
        Source(Kind::Path(path.clone()))
    }
}

impl<'a> From<&'a [u8]> for Source<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Source(Kind::Bytes(Cow::Borrowed(bytes)))
    }
}

impl<'a> From<&'a Vec<u8>> for Source<'a> {
    fn from(bytes: &'a Vec<u8>) -> Self {
        Source(Kind::Bytes(Cow::Borrowed(bytes)))
    }
}

impl From<Vec<u8>> for Source<'_> {
    fn from(bytes: Vec<u8>) -> Self {
        Source(Kind::Bytes(Cow::Owned(bytes)))
    }
}
