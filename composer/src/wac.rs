//! The language WAC: compositions as text.
//!
//! ```text
//! package example:app;
//!
//! let sqlite = new example:sqlite { ... };
//! let notes = new example:notes { database: sqlite.database, ... };
//!
//! export notes.store;
//! ```
//!
//! The path of the data:
//!
//! ```text
//! text ──► statements ──► types, as WIT ──► graph
//!          wac-parser     declare           resolve, argument
//! ```
//!
//! The language is [WAC's own](https://github.com/bytecodealliance/wac/blob/main/LANGUAGE.md). Types
//! that a text declares are there for its imports, and are not exported; a world can't be
//! imported as a component.

mod argument;
mod declare;
mod error;
mod print;
mod resolve;
mod target;
mod wit;

pub use error::WacError;

use std::fmt;
use std::ops::Range;

use semver::Version;

use crate::component::{Component, ReadError};
use crate::graph::Graph;
use crate::located::Located;

/// The name of a package in WAC: `example:sqlite`, `example:sqlite@1.0.0`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct PackageName {
    /// What is before the `@`.
    pub name: String,
    /// What is after it.
    pub version: Option<Version>,
}

impl fmt::Display for PackageName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        match &self.version {
            Some(version) => write!(f, "@{version}"),
            None => Ok(()),
        }
    }
}

/// Finds packages: a component, or the binary form of a package of WIT; none where there is none of
/// the name.
pub type Packages<'p> =
    &'p mut dyn FnMut(&PackageName) -> Result<Option<Component<'static>>, ReadError>;

/// Reads a composition from its text. Each package that the text names is asked of `packages` once.
///
/// # Errors
/// See [`WacError`].
pub fn read_wac(text: &str, packages: Packages<'_>) -> Result<Graph<'static>, Located<WacError>> {
    let document = wac_parser::Document::parse(text).map_err(|error| {
        let span = error::syntax_span(&error);
        let message = error.to_string();
        Located::new(text, span, WacError::Syntax { message })
    })?;
    resolve::resolve(text, &document, packages)
}

/// The bytes of a span of the parser's.
macro_rules! bytes {
    ($span:expr) => {{
        let span = $span;
        span.offset()..span.offset() + span.len()
    }};
}
use bytes;

/// The bytes of a name in the text.
fn ident_span(ident: &wac_parser::Ident<'_>) -> Range<usize> {
    bytes!(ident.span)
}
