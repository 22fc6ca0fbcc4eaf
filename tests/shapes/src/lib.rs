//! What the echo guests and the tests of values say alike: one notation for values, and the tables of
//! the types and functions in `wit/echo`.
//!
//! A macro that reads a table is given the bindings' types by name, so each of the four bindings (host and guest,
//! Wittgen's and the plain ones) has to have every type, field, case and flag under the same name. Nothing here
//! knows any bindings.

mod show;
mod table;

pub use show::{Show, text};
