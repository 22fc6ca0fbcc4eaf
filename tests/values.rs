//! Values of every shape go through a component and come back as they were: between hosts and guests on Wittgen's
//! bindings, and against a host on wasmtime's own and a guest on wit-bindgen's own, so that neither side can agree with
//! itself in error. Whoever receives a value also writes it down, in a notation of this repository's.
//!
//! ```text
//!                     guests/echo   guests/echo-plain   guests/relay   guests/relay-plain
//! values/wittgen.rs        x                x                x                 x
//! values/plain.rs          x                x                x                 x
//! ```
//!
//! The guests `echo` return a value (host to guest to host), the guests `relay` pass it to a function of the host, which
//! returns it (guest to host to guest, within the same round).

// Each host has a copy of the matrix of its own, beside its bindings' types.
#![allow(clippy::duplicate_mod)]

#[macro_use]
#[path = "values/any.rs"]
mod any;
#[path = "values/check.rs"]
mod check;
#[path = "values/plain.rs"]
mod plain;
#[path = "values/wittgen.rs"]
mod wittgen;
