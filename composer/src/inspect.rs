//! What is in a component: its world, what it imports and exports, how large its pieces are, and
//! what it was composed from.
//!
//! A core module is described too, as far as it has a description. Nothing is run, and no code
//! is looked into beyond validity.

mod census;
mod error;
mod needs;
mod world;

pub use census::{Census, Module, Section};
pub use error::InspectError;
pub use needs::{Area, Need};

use serde::Serialize;

use crate::check::{Header, read_header, validate};
use crate::component::Component;
use crate::provenance::Provenance;

/// What [`inspect`] found.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Inspection {
    /// Component or core module.
    pub kind: Kind,
    /// The world as WIT text; none for a core module, and for a component with types that WIT
    /// can't express.
    pub wit: Option<String>,
    /// What is imported, in the component's order.
    pub imports: Vec<Item>,
    /// What is exported, in the component's order.
    pub exports: Vec<Item>,
    /// Sizes of the whole and its pieces.
    pub census: Census,
    /// What it was composed from, if it says so.
    pub provenance: Option<Provenance>,
}

/// What a WebAssembly binary is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Kind {
    /// A component.
    Component,
    /// A core module.
    CoreModule,
}

/// An import or export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Item {
    /// Its name; for a core module's import the module's name, a dot and the field's.
    pub name: String,
    /// What it is: `interface`, `function`, `type`, or for core modules `memory`, `table` and
    /// the like.
    pub kind: &'static str,
    /// The functions that it consists of.
    pub functions: Vec<Function>,
}

/// A function as WIT describes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Function {
    /// Its name, of a resource's function with the resource before a dot: `connection.prepare`.
    pub name: String,
    /// Its type in WIT: `func(sql: string) -> result<statement, error>`.
    pub signature: String,
}

/// Describes a component or core module.
///
/// # Errors
/// The bytes are neither, or not valid.
pub fn inspect<'a>(component: impl Into<Component<'a>>) -> Result<Inspection, InspectError> {
    let component = component.into();
    let name = component.name().unwrap_or("the input");
    let bytes = component.bytes();
    let kind = match read_header(name, bytes)? {
        Header::Component => Kind::Component,
        Header::Module => Kind::CoreModule,
    };
    validate(name, bytes)?;

    let census = census::count(name, bytes)?;
    let provenance = Provenance::read(bytes);
    let described = match kind {
        Kind::Component => world::describe_component(bytes)?,
        Kind::CoreModule => world::describe_module(name, bytes)?,
    };
    let world::Description {
        wit,
        imports,
        exports,
    } = described;
    Ok(Inspection {
        kind,
        wit,
        imports,
        exports,
        census,
        provenance,
    })
}
