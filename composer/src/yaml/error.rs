//! Why a configuration can't be followed.

use std::path::PathBuf;

use crate::check::ComponentError;
use crate::component::ReadError;
use crate::document::DocumentError;
use crate::graph::{AliasError, ConnectError, ExportError};
use crate::name::list;

/// Why a [`Configuration`](super::Configuration) can't be followed. Each message ends with a line
/// that says what to do, where anything can be done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigurationError {
    /// The text can't be understood.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// A component's file can't be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A file is no component.
    #[error(transparent)]
    Component(#[from] ComponentError),
    /// There is no component for an import, though there has to be.
    #[error(
        "`{importer}` imports `{import}`, but there is no component `{component}` for it; looked \
         for{}\nhelp: name its file under `dependencies`, or leave out `disallow-imports`",
        paths(searched)
    )]
    NotFound {
        /// The instance that imports.
        importer: String,
        /// The import.
        import: String,
        /// The component's name.
        component: String,
        /// Where it would have been found.
        searched: Vec<PathBuf>,
    },
    /// There is no root.
    #[error(
        "there is no component `root`; looked for{}\nhelp: give its file, or name it as `root` \
         under `dependencies`",
        paths(searched)
    )]
    NoRoot {
        /// Where it would have been found.
        searched: Vec<PathBuf>,
    },
    /// The root imports no instance.
    #[error("`{root}` imports no instance, so there is nothing to link it with")]
    NoImports {
        /// The root's name.
        root: String,
    },
    /// Nothing that the root imports was found.
    #[error(
        "nothing that `{root}` imports was found{}\nhelp: name the files of its components under \
         `dependencies`, or their folder under `search-paths`",
        list(imports)
    )]
    NothingFound {
        /// The root's name.
        root: String,
        /// What it imports.
        imports: Vec<String>,
    },
    /// Neither an instance nor any of its exports fits.
    #[error(
        "`{importer}` imports `{import}`, but neither the instance `{provider}` nor any of its \
         exports has that type{}\nhelp: say which with `export`, or give another instance",
        list(exports)
    )]
    NothingFits {
        /// The instance that imports.
        importer: String,
        /// The import.
        import: String,
        /// The instance that is to be given.
        provider: String,
        /// What that exports.
        exports: Vec<String>,
    },
    /// An export is to be taken from what has no component.
    #[error(
        "the export `{export}` is to be taken from `{instance}`, but there is no component \
         `{component}`\nhelp: name its file under `dependencies`"
    )]
    ExportOfNothing {
        /// The export.
        export: String,
        /// The instance.
        instance: String,
        /// The component that was not found.
        component: String,
    },
    /// An instance has no such export.
    #[error(transparent)]
    Alias(#[from] AliasError),
    /// Something can't be given for an import.
    #[error(transparent)]
    Connect(#[from] ConnectError),
    /// The root exports what can't be exported.
    #[error(transparent)]
    Export(#[from] ExportError),
}

fn paths(searched: &[PathBuf]) -> String {
    let paths: Vec<_> = searched
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    list(&paths)
}
