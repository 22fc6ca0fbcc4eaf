//! Why files can't be composed.

use std::path::{Path, PathBuf};

use crate::check::ComponentError;
use crate::component::ReadError;
use crate::encode::EncodeError;
use crate::located::{Located, Place};
use crate::manifest::ManifestError;
use crate::name::list;
use crate::plug::PlugError;
use crate::wac::WacError;
use crate::yaml::ConfigurationError;

/// Why files can't be composed. Each message ends with a line that says what to do, where
/// anything can be done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ComposeError {
    /// There is no file.
    #[error("there is nothing to compose\nhelp: name components, or a `wittgen.toml`")]
    NoFile,
    /// A file can't stand beside another.
    #[error(
        "`{path}` says what the composition is, so `{other}` can't stand beside it\nhelp: {help}"
    )]
    Beside {
        /// The manifest, text or configuration.
        path: PathBuf,
        /// The other file.
        other: PathBuf,
        /// What to do.
        help: &'static str,
    },
    /// An option has no meaning for a file.
    #[error("`{path}` says by itself {what}\nhelp: write it there")]
    Said {
        /// The text or configuration.
        path: PathBuf,
        /// What the option says.
        what: &'static str,
    },
    /// A file can't be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A file is no component.
    #[error(transparent)]
    Component(#[from] ComponentError),
    /// A text in WAC can't be followed.
    #[error("`{path}`, {error}")]
    Wac {
        /// The file.
        path: PathBuf,
        /// Its text.
        text: String,
        /// What is wrong with it.
        error: Located<WacError>,
    },
    /// A manifest can't be followed.
    #[error("`{path}`, {error}")]
    Manifest {
        /// The file.
        path: PathBuf,
        /// Its text.
        text: String,
        /// What is wrong with it.
        error: Located<ManifestError>,
    },
    /// A configuration can't be followed.
    #[error("`{path}`, {error}")]
    Configuration {
        /// The file.
        path: PathBuf,
        /// Its text.
        text: String,
        /// What is wrong with it.
        error: Located<ConfigurationError>,
    },
    /// No component has the name of the root.
    #[error(
        "no component is called `{name}`; there are{}\nhelp: name one of these",
        list(components)
    )]
    NoRoot {
        /// The name.
        name: String,
        /// What the components are called.
        components: Vec<String>,
    },
    /// The components don't go together.
    #[error(transparent)]
    Plug(Box<PlugError>),
    /// The result can't be encoded.
    #[error(transparent)]
    Encode(Box<EncodeError>),
    /// The result can't be written.
    #[error("`{path}` can't be written: {source}")]
    Write {
        /// The file.
        path: PathBuf,
        /// What the file system said.
        source: std::io::Error,
    },
    /// There is no `OUT_DIR`.
    #[error(
        "there is no `OUT_DIR`, which Cargo gives to build scripts\nhelp: use `write` elsewhere"
    )]
    NoOutDir,
}

impl From<PlugError> for ComposeError {
    fn from(error: PlugError) -> Self {
        Self::Plug(Box::new(error))
    }
}

impl From<EncodeError> for ComposeError {
    fn from(error: EncodeError) -> Self {
        Self::Encode(Box::new(error))
    }
}

impl ComposeError {
    /// Why a file can't be read, if that is what is wrong.
    #[must_use]
    pub fn read_error(&self) -> Option<&ReadError> {
        match self {
            Self::Read(error) => Some(error),
            Self::Wac { error, .. } => match &*error.error {
                WacError::Read(error) => Some(error),
                _ => None,
            },
            Self::Manifest { error, .. } => match &*error.error {
                ManifestError::Read(error) => Some(error),
                _ => None,
            },
            Self::Configuration { error, .. } => match &*error.error {
                ConfigurationError::Read(error) => Some(error),
                _ => None,
            },
            _ => None,
        }
    }

    /// The file whose text is wrong, the text, where it is wrong and what is, to be shown together.
    #[must_use]
    pub fn in_text(&self) -> Option<(&Path, &str, &Place, String)> {
        let (path, text, place, message) = match self {
            Self::Wac { path, text, error } => (path, text, &error.place, error.error.to_string()),
            Self::Manifest { path, text, error } => {
                (path, text, &error.place, error.error.to_string())
            }
            Self::Configuration { path, text, error } => {
                (path, text, &error.place, error.error.to_string())
            }
            _ => return None,
        };
        Some((path, text, place.as_ref()?, message))
    }
}
