//! Composing files: components, a manifest, a text in WAC or a configuration of `wasm-compose`, and
//! the result into a file. For build scripts and the command line.
//!
//! Nothing is decided here about what is connected with what; see [`Graph::wire`],
//! [`Manifest`](crate::Manifest), [`read_wac`](crate::read_wac) and
//! [`Configuration`](crate::Configuration).

mod build;
mod error;
mod files;
mod write;

pub use error::ComposeError;

use std::path::{Path, PathBuf};

use crate::encode::{EncodeError, EncodeOptions, Encoded};
use crate::graph::{Graph, NodeId};
use crate::plug::{Instances, Open};
use crate::restrict::Restriction;

/// A composition of files.
///
/// In a build script, which runs again when any of the files changes:
///
/// ```no_run
/// // build.rs
/// wittgen_composer::Compose::new()
///     .file("plugins/notes.wasm")
///     .file("plugins/sqlite.wasm")
///     .write_to_out_dir("app.wasm")?;
/// # Ok::<(), wittgen_composer::ComposeError>(())
/// ```
///
/// The crate then has the result as `include_bytes!(concat!(env!("OUT_DIR"), "/app.wasm"))`. The same
/// with a manifest is `.file("wittgen.toml")`.
///
/// ```
/// use wittgen_composer::Compose;
/// # let folder = std::env::temp_dir().join(format!("wittgen-compose-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder)?;
/// # std::fs::write(folder.join("app.wasm"), wat::parse_str(r#"(component
/// #     (import "example:sqlite/database@0.1.0" (instance $d (export "open" (func))))
/// #     (alias export $d "open" (func $f)) (export "open-notes" (func $f)))"#)?)?;
/// # std::fs::write(folder.join("sqlite.wasm"), wat::parse_str(r#"(component
/// #     (core module $m (func (export "f"))) (core instance $i (instantiate $m))
/// #     (func $f (canon lift (core func $i "f"))) (instance $d (export "open" (func $f)))
/// #     (export "example:sqlite/database@0.1.0" (instance $d)))"#)?)?;
///
/// let composed = Compose::new()
///     .file(folder.join("sqlite.wasm"))
///     .file(folder.join("app.wasm"))
///     .closed()
///     .read()?;
/// let component = composed.encode()?;
/// assert_eq!(component.exports, ["open-notes"]);
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "nothing is linked before `read` or `write`"]
pub struct Compose {
    files: Vec<PathBuf>,
    packages: Vec<(String, PathBuf)>,
    packages_in: Option<PathBuf>,
    roots: Vec<String>,
    exposed: Vec<String>,
    restrictions: Vec<(String, Restriction)>,
    instances: Option<Instances>,
    closed: bool,
    options: EncodeOptions,
}

/// Files that were read and connected.
pub struct Composed {
    graph: Graph<'static>,
    instances: Vec<NodeId>,
    open: Vec<Open>,
    options: EncodeOptions,
    inputs: Vec<PathBuf>,
    output: Option<PathBuf>,
}

impl Compose {
    /// A composition of nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file: a component, or the only one that says what the composition is: a manifest
    /// (`.toml`), a text in WAC (`.wac`), or a configuration of `wasm-compose` (`.yml`, `.yaml`).
    ///
    /// Of components, in any order, the result exports what the first one does, if none of the others
    /// imports from it; else what the only one does that nobody imports from. Beside a
    /// configuration one component may stand: its root.
    pub fn file(mut self, path: impl Into<PathBuf>) -> Self {
        self.files.push(path.into());
        self
    }

    /// Says where the package `name` is, which a text in WAC names. The version may be left out:
    /// then the file is there for all versions that nothing else is said of.
    pub fn package(mut self, name: impl Into<String>, path: impl Into<PathBuf>) -> Self {
        self.packages.push((name.into(), path.into()));
        self
    }

    /// Looks for the other packages of a text in WAC in this folder, `example:sqlite` as
    /// `example/sqlite.wasm`; without, in the folder `deps` beside the text.
    pub fn packages_in(mut self, folder: impl Into<PathBuf>) -> Self {
        self.packages_in = Some(folder.into());
        self
    }

    /// Exports what the component of this name exports. May be said of several.
    pub fn root(mut self, name: impl Into<String>) -> Self {
        self.roots.push(name.into());
        self
    }

    /// Exports an interface of another component as well, as [`Plug::expose`](crate::Plug::expose).
    pub fn expose(mut self, interface: impl Into<String>) -> Self {
        self.exposed.push(interface.into());
        self
    }

    /// Gives the part called `part` less than the rest, as
    /// [`Plug::restrict`](crate::Plug::restrict).
    pub fn restrict(mut self, part: impl Into<String>, restriction: Restriction) -> Self {
        self.restrictions.push((part.into(), restriction));
        self
    }

    /// Gives each importer an instance of its own of what it imports, or all the same one.
    pub fn instances(mut self, instances: Instances) -> Self {
        self.instances = Some(instances);
        self
    }

    /// Refuses to leave any import open but WASI's.
    pub fn closed(mut self) -> Self {
        self.closed = true;
        self
    }

    /// Imports the components in place of having them in the result.
    pub fn import_components(mut self) -> Self {
        self.options.define_components = false;
        self
    }

    /// How the result is encoded.
    pub fn options(mut self, options: EncodeOptions) -> Self {
        self.options = options;
        self
    }

    /// Reads the files and connects them.
    ///
    /// # Errors
    /// See [`ComposeError`].
    pub fn read(&self) -> Result<Composed, ComposeError> {
        build::build(self)
    }

    /// Composes, and writes the result to `path`: whole, or not at all.
    ///
    /// # Errors
    /// See [`ComposeError`].
    pub fn write(&self, path: impl AsRef<Path>) -> Result<Composed, ComposeError> {
        let composed = self.read()?;
        write::write(path.as_ref(), &composed.encode()?.bytes)?;
        Ok(composed)
    }

    /// Composes in a build script: writes the result into its `OUT_DIR`, tells Cargo which files to
    /// watch, and returns the result's path.
    ///
    /// # Errors
    /// There is no `OUT_DIR`, or see [`ComposeError`].
    pub fn write_to_out_dir(&self, name: impl AsRef<Path>) -> Result<PathBuf, ComposeError> {
        let folder = std::env::var_os("OUT_DIR").ok_or(ComposeError::NoOutDir)?;
        let path = Path::new(&folder).join(name);
        // What is missing or wrong is watched too.
        for file in &self.files {
            println!("cargo::rerun-if-changed={}", file.display());
        }
        let composed = self.write(&path)?;
        for input in composed.inputs() {
            println!("cargo::rerun-if-changed={}", input.display());
        }
        Ok(path)
    }
}

impl Composed {
    /// Encodes the composition.
    ///
    /// # Errors
    /// See [`EncodeError`].
    pub fn encode(&self) -> Result<Encoded<'_>, EncodeError> {
        self.graph
            .encode_reached(self.instances.clone(), &self.options)
    }

    /// The components and what is connected.
    #[must_use]
    pub fn graph(&self) -> &Graph<'static> {
        &self.graph
    }

    /// Which import of which instance nobody provides.
    #[must_use]
    pub fn open(&self) -> &[Open] {
        &self.open
    }

    /// All files that were read.
    #[must_use]
    pub fn inputs(&self) -> &[PathBuf] {
        &self.inputs
    }

    /// Where a manifest wants the result.
    #[must_use]
    pub fn output(&self) -> Option<&Path> {
        self.output.as_deref()
    }
}
