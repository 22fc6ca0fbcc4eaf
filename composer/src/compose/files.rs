//! Reading files, with a list of those that were read, and finding the packages of a text in WAC.

use std::fs;
use std::path::{Path, PathBuf};

use wit_parser::Resolve;

use crate::component::{Component, ReadError};
use crate::wac::PackageName;

/// The files that were read.
#[derive(Default)]
pub(super) struct Files {
    pub(super) read: Vec<PathBuf>,
}

impl Files {
    pub(super) fn component(&mut self, path: &Path) -> Result<Component<'static>, ReadError> {
        self.note(path);
        Component::read(path)
    }

    pub(super) fn text(&mut self, path: &Path) -> Result<String, ReadError> {
        self.note(path);
        fs::read_to_string(path).map_err(|source| ReadError::Io {
            path: path.to_owned(),
            source,
        })
    }

    pub(super) fn note(&mut self, path: &Path) {
        if !self.read.iter().any(|known| known == path) {
            self.read.push(path.to_owned());
        }
    }

    /// Finds a package: where it is said to be, else in `folder`.
    pub(super) fn package(
        &mut self,
        name: &PackageName,
        known: &[(String, PathBuf)],
        folder: &Path,
    ) -> Result<Option<Component<'static>>, ReadError> {
        let full = name.to_string();
        let of = |wanted: &str| known.iter().find(|(known, _)| known == wanted);
        if let Some((_, path)) = of(&full).or_else(|| of(&name.name)) {
            return self.package_at(path).map(Some);
        }
        let words = name.name.split(':').map(ToOwned::to_owned);
        let words = words.chain(name.version.iter().map(ToString::to_string));
        let path = words.fold(folder.to_owned(), |path, word| path.join(word));
        let candidates = [".wasm", ".wit", ""].map(|extension| {
            let mut path = path.clone().into_os_string();
            path.push(extension);
            PathBuf::from(path)
        });
        match candidates.iter().find(|path| path.exists()) {
            Some(path) => self.package_at(path).map(Some),
            None => Ok(None),
        }
    }

    /// The package in a file, or of the WIT in a file or folder.
    fn package_at(&mut self, path: &Path) -> Result<Component<'static>, ReadError> {
        let is_wit = path.is_dir() || path.extension().is_some_and(|extension| extension == "wit");
        if !is_wit {
            return self.component(path);
        }
        self.note(path);
        let mut resolve = Resolve::default();
        let encoded = resolve
            .push_path(path)
            .and_then(|(package, _)| wit_component::encode(&resolve, package, false));
        let bytes = encoded.map_err(|error| ReadError::Wit {
            path: path.to_owned(),
            message: format!("{error:#}"),
        })?;
        Ok(bytes.into())
    }
}
