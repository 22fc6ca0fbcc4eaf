//! `wittgen.toml`: a composition as a file.
//!
//! What `imports` does not say follows from names and types, as by [`Graph::wire`]. Nothing is read
//! or written here but components, and those through a function of the caller's.

mod build;
mod error;
mod read;

pub use error::ManifestError;

use std::ops::Range;
use std::path::{Path, PathBuf};

use indexmap::IndexMap;

use crate::component::{Component, ReadError};
use crate::encode::{EncodeOptions, Encoded};
use crate::graph::Graph;
use crate::located::Located;
use crate::plug::{Instances, Wired};
use crate::restrict::Restriction;

/// What a manifest says, `wittgen.toml`:
///
/// ```toml
/// [compose]
/// output = "app.wasm"
///
/// [compose.components]
/// notes = "notes.wasm"
/// sqlite = { path = "sqlite.wasm", deny = ["wasi:sockets"] }
///
/// [compose.imports.notes]
/// "wittgen:sqlite/database@0.1.0" = "sqlite"
///
/// [compose.exports]
/// store = { from = "notes", export = "wittgen:notes/store@0.1.0" }
/// ```
///
/// | key of `[compose]` | |
/// |---|---|
/// | `components` | files by name, relative to the manifest: `"a.wasm"`, or a table with `path` and what the component gets less of: `deny`, `env`, `config`, `mount` |
/// | `root` | the component, or a list of those, whose exports the result has; where it is not there: the only one that nobody imports from |
/// | `imports` | by component and import: what is given, as `"component"` for the export of the import's own name, or as `{ from = "component", export = "name" }` |
/// | `exports` | by name: what the result exports, written in the same way. Where it is there, the result exports nothing else |
/// | `expose` | interfaces of other components that are exported as well |
/// | `instances` | `"shared"`, which it is without, or `"per-importer"` |
/// | `closed` | `true`: it is an error if an import stays open, other than WASI's |
/// | `import-components` | `true`: the result imports the components instead of holding them |
/// | `output` | where the command writes the result, relative to the manifest |
///
/// Parts `[grants]` and `[limits]` in the same file are the runtime's.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Manifest {
    /// The components by name.
    pub components: IndexMap<String, Member>,
    /// The names of the components whose exports the result has; empty for the only one that nobody
    /// imports from.
    pub roots: Vec<String>,
    /// What is given for imports: by the component that imports, and the import.
    pub imports: IndexMap<String, IndexMap<String, Given>>,
    /// What the result exports, by name; all that the roots export where it is not there.
    pub exports: Option<IndexMap<String, Given>>,
    /// Interfaces of components that are exported as well.
    pub expose: Vec<String>,
    /// How many instances there are of what several import from.
    pub instances: Instances,
    /// Whether it is an error if any import stays open but WASI's.
    pub closed: bool,
    /// Whether the result imports the components instead of holding them.
    pub import_components: bool,
    /// Where the result is to be written; relative to the manifest.
    pub output: Option<PathBuf>,
    text: String,
    /// The places of the roots' names.
    root_spans: Vec<Range<usize>>,
    /// Restrictions that were said elsewhere.
    restrictions: Vec<(String, Restriction)>,
}

/// A component of a [`Manifest`].
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Member {
    /// Its file, relative to the manifest.
    pub path: PathBuf,
    /// What it gets less of than the rest.
    pub restrictions: Restrictions,
    span: Range<usize>,
}

/// What a component of a [`Manifest`] gets less of than the rest, or something else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Restrictions {
    /// Imports that it doesn't get: `wasi:sockets`.
    pub deny: Vec<String>,
    /// The environment variables that it sees, if it is not to see the result's.
    pub environment: Vec<(String, String)>,
    /// The configuration that it sees, if it is not to see the result's.
    pub config: Vec<(String, String)>,
    /// The files that it sees: the path where it sees them, and the folder that they are from,
    /// relative to the manifest.
    pub mounts: Vec<(String, PathBuf)>,
}

/// What is given for an import, or exported.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Given {
    /// The component that it is from.
    pub component: String,
    /// The name of the export there; none where it is the import's or export's own.
    pub export: Option<String>,
    span: Range<usize>,
}

/// The composition that a [`Manifest`] describes.
pub struct Described {
    /// The components and what is connected.
    pub graph: Graph<'static>,
    /// The instances, and what nobody provides.
    pub wired: Wired,
}

impl Manifest {
    /// Reads a manifest.
    ///
    /// # Errors
    /// The text is no TOML, or says what no manifest can.
    pub fn read(text: &str) -> Result<Self, Located<ManifestError>> {
        read::read_manifest(text)
    }

    /// Adds what was said elsewhere, for example on a command line.
    pub(crate) fn take_over(
        &mut self,
        roots: &[String],
        exposed: &[String],
        restrictions: &[(String, Restriction)],
        instances: Option<Instances>,
        closed: bool,
    ) {
        if !roots.is_empty() {
            self.roots = roots.to_vec();
        }
        self.expose.extend_from_slice(exposed);
        self.restrictions.extend_from_slice(restrictions);
        self.instances = instances.unwrap_or(self.instances);
        self.closed |= closed;
    }

    /// Composes what the manifest describes, of files in `folder`. `load` reads a component's file.
    ///
    /// # Errors
    /// See [`ManifestError`].
    pub fn build(
        &self,
        folder: &Path,
        load: &mut dyn FnMut(&Path) -> Result<Component<'static>, ReadError>,
    ) -> Result<Described, Located<ManifestError>> {
        build::build(self, folder, load)
    }
}

impl Described {
    /// Encodes the composition.
    ///
    /// # Errors
    /// See [`EncodeError`](crate::EncodeError).
    pub fn encode(&self, options: &EncodeOptions) -> Result<Encoded<'_>, crate::EncodeError> {
        let instances = self.wired.instances.clone();
        self.graph.encode_reached(instances, options)
    }
}
