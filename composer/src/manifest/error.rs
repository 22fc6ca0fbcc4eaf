//! Why a manifest can't be followed.

use crate::check::ComponentError;
use crate::component::ReadError;
use crate::document::DocumentError;
use crate::graph::{AliasError, ConnectError, ExportError};
use crate::name::instead_of;
use crate::plug::PlugError;
use crate::restrict::RestrictionError;

/// Why a [`Manifest`](super::Manifest) can't be followed. Each message ends with a line that says
/// what to do, where anything can be done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ManifestError {
    /// The text can't be understood.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// A name is that of no component.
    #[error("there is no component `{name}`{}", instead_of(name, components))]
    NoComponent {
        /// The name.
        name: String,
        /// The components that there are.
        components: Vec<String>,
    },
    /// A restriction is malformed.
    #[error(transparent)]
    Restriction(#[from] RestrictionError),
    /// A component's file can't be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A file is no component.
    #[error(transparent)]
    Component(#[from] ComponentError),
    /// A component has no such export.
    #[error(transparent)]
    Alias(#[from] AliasError),
    /// Something can't be given for an import.
    #[error(transparent)]
    Connect(#[from] ConnectError),
    /// Something can't be exported.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// The rest can't be connected.
    #[error(transparent)]
    Plug(#[from] PlugError),
}
