//! Where a component comes from.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use crate::{Component, Error, ErrorKind};

/// A component to load: a file's path, its bytes, or a [`Component`] that was read before.
pub struct Source<'a>(Kind<'a>);

enum Kind<'a> {
    Path(PathBuf),
    Bytes(Cow<'a, [u8]>),
    Component(Component),
}

impl<'a> Source<'a> {
    /// The component.
    pub(crate) fn open(self) -> Result<Component, Error> {
        match self.0 {
            Kind::Component(component) => Ok(component),
            Kind::Bytes(bytes) => Component::from_bytes(bytes.into_owned()),
            Kind::Path(path) => match fs::read(&path) {
                Ok(bytes) => Component::from_bytes(bytes),
                Err(error) => Err(Error::new(
                    ErrorKind::Read,
                    format!("cannot read the component `{}`: {error}", path.display()),
                )),
            },
        }
    }
}

impl From<&Component> for Source<'_> {
    fn from(component: &Component) -> Self {
        Source(Kind::Component(component.clone()))
    }
}

impl From<Component> for Source<'_> {
    fn from(component: Component) -> Self {
        Source(Kind::Component(component))
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
