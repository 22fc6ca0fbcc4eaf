//! Reads WIT and lowers it to the typed representation that every emitter writes from.
//!
//! ```text
//! read ──► lower ──► check(target's features) ──► Checked
//! WIT      World     every refusal is here        a token that an emitter demands
//! ```
//!
//! ```
//! use wittgen_ir::{Input, check, lower, read};
//!
//! let input = Input::inline("package a:b; world w { export f: func(x: u32) -> string; }");
//! let source = read(&input).unwrap();
//! let world = lower(&source, Some("w")).unwrap();
//! let checked = check(world, wittgen_ir::FeatureSet::ALL, "any").unwrap();
//! assert_eq!(checked.world().name.wit(), "w");
//! ```
//!
//! # The representation
//!
//! A [`World`] owns two arenas, [`World::interfaces`] and [`World::types`], addressed by
//! [`InterfaceId`] and [`TypeId`], and lists what it imports and exports. These rules hold for
//! every world that [`lower`] returns:
//!
//! * every id points into the arena of the same world;
//! * an anonymous type is written out in place ([`Type::List`] and so on); only named types have an
//!   id, and [`TypeKind::Alias`] is the only indirection between two of them;
//! * [`Func::result`] is the function's result as WIT has it; a `result<T, E>` stays
//!   [`Type::Result`];
//! * the module names in [`Interface::module`] are distinct, and the same for every target;
//! * enumerations are exhaustive, so that a new kind of WIT breaks each emitter when it is compiled.
//!
//! This crate knows no target language, and writes no text but errors.

mod check;
mod circle;
mod dump;
mod error;
mod func;
mod interface;
mod lower;
mod name;
mod source;
mod span;
mod ty;
mod unstable;
mod world;

pub use check::{Checked, Feature, FeatureSet, check};
pub use dump::dump;
pub use error::{Diagnostic, Error};
pub use func::{Func, FuncKind, Param};
pub use interface::{Interface, InterfaceId};
pub use lower::{lower, world_id};
pub use name::Name;
pub use source::{Input, Source, read, read_with};
pub use span::{Excerpt, Span};
pub use ty::{Case, Field, Type, TypeDef, TypeId, TypeKind, TypeOwner};
pub use unstable::Unstable;
pub use world::{Docs, Package, Stability, World};
