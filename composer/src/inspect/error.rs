//! Why bytes can't be described.

use crate::check::ComponentError;

/// Why bytes can't be described.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InspectError {
    /// They are no valid WebAssembly binary.
    #[error(transparent)]
    Component(#[from] ComponentError),
    /// The world that was read can't be written as text.
    #[error("the component's world can't be written as WIT: {message}")]
    Print {
        /// What the printer says.
        message: String,
    },
}
