//! Restrictions: one part of a composition gets less than another.
//!
//! What a host grants, it grants to the whole composition. A restriction holds for one part of it
//! and on every runtime, because it is made of components: they export what the part imports, and
//! nothing else of that is connected.
//!
//! What is generated is not connected here, and the restricted component stays as it is.

mod body;
mod constant;
mod core;
mod denial;
mod error;
mod files;
mod generate;
mod handle;
mod importer;
mod mount;
mod provision;
mod rule;
mod value;

pub use error::RestrictError;
pub use provision::{Link, Met, Provider, Provision, provide};
pub use rule::{Pattern, Restriction, RestrictionError};
