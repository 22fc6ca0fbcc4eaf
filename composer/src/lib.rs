//! Links WebAssembly components into one.
//!
//! ```
//! # let wat = |text| wat::parse_str(text).unwrap();
//! # let notes = wat(r#"(component
//! #     (import "example:sqlite/database@0.1.0" (instance $d (export "open" (func))))
//! #     (alias export $d "open" (func $f)) (export "open-notes" (func $f)))"#);
//! # let sqlite = wat(r#"(component
//! #     (core module $m (func (export "f"))) (core instance $i (instantiate $m))
//! #     (func $f (canon lift (core func $i "f"))) (instance $d (export "open" (func $f)))
//! #     (export "example:sqlite/database@0.1.0" (instance $d)))"#);
//! // `notes` imports what `sqlite` exports.
//! let app: Vec<u8> = wittgen_composer::plug(&notes, [&sqlite])?;
//!
//! let inspection = wittgen_composer::inspect(&app)?;
//! assert!(inspection.imports.is_empty());
//! assert_eq!(inspection.exports[0].name, "open-notes");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`plug`] connects a plugin's imports with the exports of providers, and theirs with each
//! other's; [`Plug`] is the same with options. The result is one valid component, the same bytes
//! for the same inputs, and it carries its [`Provenance`]. [`inspect`] says what is in a
//! component.
//!
//! [`targets`] says whether a component is what a world asks for, [`diff`] what changed from one to
//! the next and whom it breaks, and [`draw`] shows a composition.
//!
//! [`Compose`] links files, for build scripts: components, or what a `wittgen.toml`
//! ([`Manifest`]), a text in WAC ([`read_wac`]) or a configuration of `wasm-compose`
//! ([`Configuration`]) says. [`Graph`] is what all of them build on.
//!
//! What this crate deliberately does not do: it runs nothing, knows no bindings and no runtime,
//! and changes nothing of what the components that it links do.

mod check;
mod compare;
mod component;
mod compose;
mod cycle;
mod dependency;
mod difference;
mod document;
mod draw;
mod encode;
mod graph;
mod inspect;
mod located;
mod manifest;
mod module;
mod name;
mod plug;
mod provenance;
mod restrict;
mod shrink;
mod text;
mod types;
mod wac;
mod yaml;

pub use check::ComponentError;
pub use compare::{
    Breaks, Bump, Change, Diff, DiffError, Edition, Fit, Misfit, PartChange, Release, Side,
    StandIn, TargetsError, What, Wit, WitError, diff, targets,
};
pub use component::{Component, ReadError};
pub use compose::{Compose, ComposeError, Composed};
pub use difference::{Difference, Step};
pub use document::DocumentError;
pub use draw::{Drawing, Format, UnknownFormat, draw};
pub use encode::{Bytes, EncodeError, EncodeOptions, Encoded};
pub use graph::{
    AliasError, ComponentId, ConnectError, ExportError, Graph, ImportError, ItemType, NodeId,
    NodeKind,
};
pub use inspect::{
    Area, Census, Function, InspectError, Inspection, Item, Kind, Module, Need, Section, inspect,
};
pub use located::{Located, Place};
pub use manifest::{Described, Given, Manifest, ManifestError, Member, Restrictions};
pub use module::{ModuleError, componentize};
pub use plug::{
    Composition, Instances, Likeness, Near, Offer, Open, Plug, PlugError, Wire, Wired, plug,
};
pub use provenance::{Connection, Part, Provenance, SECTION, Tool};
pub use restrict::{
    Link, Met, Pattern, Provider, Provision, RestrictError, Restriction, RestrictionError, provide,
};
pub use wac::{PackageName, Packages, WacError, read_wac};
pub use yaml::{Argument, Configuration, ConfigurationError, Instantiation};
