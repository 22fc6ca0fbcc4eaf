//! Where a component comes from.

use std::fs;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::component::Code;
use crate::{Component, Error, ErrorKind};

/// A component to load: a file's path, its bytes, or a [`Component`] that was read before.
///
/// Bytes that are lent (`&[u8]`) are copied only where they are kept beyond the load: by [`Component::read`], not by
/// [`Builder::load`](crate::Builder::load). Shared ones (`Arc<[u8]>`) never are.
pub struct Source<'a>(Kind<'a>);

enum Kind<'a> {
    Path(PathBuf),
    Bytes(Data<'a>),
    Component(Component),
}

/// Bytes, whoever has them.
pub(crate) enum Data<'a> {
    Lent(&'a [u8]),
    Owned(Vec<u8>),
    Shared(Arc<[u8]>),
}

impl Deref for Data<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Data::Lent(bytes) => bytes,
            Data::Owned(bytes) => bytes,
            Data::Shared(bytes) => bytes,
        }
    }
}

impl<'a> Source<'a> {
    /// The component.
    pub(crate) fn open(self) -> Result<Arc<Code<'a>>, Error> {
        let bytes = match self.0 {
            Kind::Component(component) => return Ok(component.0),
            Kind::Bytes(bytes) => bytes,
            Kind::Path(path) => Data::Owned(read(&path)?),
        };
        Ok(Arc::new(Code::of(bytes)?))
    }

    /// The component, to be kept.
    pub(crate) fn open_to_keep(self) -> Result<Component, Error> {
        let bytes = match self.0 {
            Kind::Component(component) => return Ok(component),
            Kind::Bytes(Data::Lent(bytes)) => Data::Owned(bytes.to_vec()),
            Kind::Bytes(Data::Owned(bytes)) => Data::Owned(bytes),
            Kind::Bytes(Data::Shared(bytes)) => Data::Shared(bytes),
            Kind::Path(path) => Data::Owned(read(&path)?),
        };
        Ok(Component(Arc::new(Code::of(bytes)?)))
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Error> {
    fs::read(path).map_err(|error| {
        let text = format!("cannot read the component `{}`: {error}", path.display());
        Error::new(ErrorKind::Read, text)
    })
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
        Source(Kind::Bytes(Data::Lent(bytes)))
    }
}

impl<'a> From<&'a Vec<u8>> for Source<'a> {
    fn from(bytes: &'a Vec<u8>) -> Self {
        Source(Kind::Bytes(Data::Lent(bytes)))
    }
}

impl From<Vec<u8>> for Source<'_> {
    fn from(bytes: Vec<u8>) -> Self {
        Source(Kind::Bytes(Data::Owned(bytes)))
    }
}

impl From<Arc<[u8]>> for Source<'_> {
    fn from(bytes: Arc<[u8]>) -> Self {
        Source(Kind::Bytes(Data::Shared(bytes)))
    }
}
