//! The one list of targets.

use proc_macro2::TokenStream;
use wittgen_ir::{Error, FeatureSet, Source};

use crate::{File, OptionError, Options};

/// Why no code was written.
#[derive(Debug)]
#[non_exhaustive]
pub enum EmitError {
    /// The WIT was refused.
    Wit(Error),
    /// Options name what the world does not have, or ask for what can't be.
    Options(Vec<OptionError>),
    /// More than one of these at once.
    Several(Vec<EmitError>),
    /// wit-bindgen, which the target `rust-guest` builds on, refused it.
    Guest(String),
}

impl std::fmt::Display for EmitError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            EmitError::Wit(error) => error.fmt(f),
            EmitError::Options(errors) => lines(f, errors.iter().map(|error| &error.message)),
            EmitError::Several(errors) => lines(f, errors),
            EmitError::Guest(message) => write!(f, "cannot write guest bindings: {message}"),
        }
    }
}

impl std::error::Error for EmitError {}

/// One below the other.
fn lines<T: std::fmt::Display>(
    f: &mut std::fmt::Formatter<'_>,
    errors: impl IntoIterator<Item = T>,
) -> std::fmt::Result {
    for (index, error) in errors.into_iter().enumerate() {
        if index > 0 {
            f.write_str("\n")?;
        }
        write!(f, "{error}")?;
    }
    Ok(())
}

impl From<Error> for EmitError {
    fn from(error: Error) -> Self {
        EmitError::Wit(error)
    }
}

/// A language, and a side of the boundary.
pub struct Target {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is, in a line.
    pub about: &'static str,
    /// What of WIT it can express.
    pub features: FeatureSet,
    emit: fn(&Source, &Options) -> Result<Vec<File>, EmitError>,
}

impl Target {
    /// Writes the bindings for the world that `options` names.
    ///
    /// # Errors
    ///
    /// When there is no such world, or it needs more than [`Target::features`].
    pub fn emit(&self, source: &Source, options: &Options) -> Result<Vec<File>, EmitError> {
        (self.emit)(source, options)
    }

    /// The target called `name`.
    pub fn find(name: &str) -> Option<&'static Target> {
        TARGETS.iter().find(|target| target.name == name)
    }
}

/// Every target.
pub static TARGETS: &[Target] = &[
    Target {
        name: "rust-host",
        about: "a Rust library that calls the component",
        features: crate::rust_host::FEATURES,
        emit: |source, options| rust_file(crate::host_tokens(source, options)),
    },
    #[cfg(feature = "guest")]
    Target {
        name: "rust-guest",
        about: "traits and functions for a component written in Rust",
        features: FeatureSet::ALL,
        emit: |source, options| rust_file(crate::guest_tokens(source, options)),
    },
];

/// The one file of a Rust target.
fn rust_file(tokens: Result<TokenStream, EmitError>) -> Result<Vec<File>, EmitError> {
    Ok(vec![File {
        name: "bindings.rs".to_string(),
        text: crate::rust::format(&tokens?),
    }])
}
