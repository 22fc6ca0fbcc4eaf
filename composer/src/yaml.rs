//! The configuration of `wasm-compose` (`wasm-tools compose --config`), in YAML.
//!
//! ```yaml
//! instantiations:
//!   root:
//!     arguments:
//!       example:service/logging@0.1.0: logger
//!   logger:
//!     dependency: my-logger
//! ```
//!
//! The root is the component whose exports the result has. Each instance that it imports is looked
//! up: among the instantiations, then as the file of that name, beside the configuration and in
//! `search-paths`. What is not found stays an import, unless `disallow-imports` says otherwise.
//!
//! Other imports than instances are left open, as `wasm-compose` does, and `skip-validation` is
//! read but skips nothing.

mod build;
mod error;
mod read;

pub use error::ConfigurationError;

use std::ops::Range;
use std::path::{Path, PathBuf};

use indexmap::IndexMap;

use crate::component::{Component, ReadError};
use crate::graph::Graph;
use crate::located::Located;

/// The name of the instance whose exports the result has.
pub(crate) const ROOT: &str = "root";

/// What a configuration says.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Configuration {
    /// Where components are looked for, after the configuration's own folder; relative to that.
    pub search_paths: Vec<PathBuf>,
    /// Components whose exports meet any import of the same name.
    pub definitions: Vec<PathBuf>,
    /// Whether the result imports the components instead of holding them.
    pub import_components: bool,
    /// Whether it is an error if an imported instance is not found.
    pub disallow_imports: bool,
    /// Where components are, by name.
    pub dependencies: IndexMap<String, PathBuf>,
    /// Instances that are there by name.
    pub instantiations: IndexMap<String, Instantiation>,
    text: String,
}

/// An instance that a [`Configuration`] names.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Instantiation {
    /// The component's name, where it is another one than the instance's.
    pub dependency: Option<String>,
    /// What is given for imports, by their names.
    pub arguments: IndexMap<String, Argument>,
}

/// What is given for an import.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Argument {
    /// The instance's name.
    pub instance: String,
    /// The name of its export that is given; none for the whole instance, or for that of its
    /// exports that fits.
    pub export: Option<String>,
    span: Range<usize>,
}

impl Configuration {
    /// Reads a configuration.
    ///
    /// # Errors
    /// The text is no YAML, or says what no configuration can.
    pub fn read(text: &str) -> Result<Self, Located<ConfigurationError>> {
        read::read_configuration(text).map_err(|error| error.map(ConfigurationError::Document))
    }

    /// The composition of `root`, or of the component called `root` where there is none, with what
    /// is found from `folder` on. `load` reads a component's file.
    ///
    /// # Errors
    /// See [`ConfigurationError`].
    pub fn build(
        &self,
        root: Option<Component<'static>>,
        folder: &Path,
        load: &mut dyn FnMut(&Path) -> Result<Component<'static>, ReadError>,
    ) -> Result<Graph<'static>, Located<ConfigurationError>> {
        build::build(self, root, folder, load)
    }

    /// The name of the component that the instance `name` is of.
    fn component_of<'c>(&'c self, name: &'c str) -> &'c str {
        let instantiation = self.instantiations.get(name);
        instantiation
            .and_then(|known| known.dependency.as_deref())
            .unwrap_or(name)
    }
}
