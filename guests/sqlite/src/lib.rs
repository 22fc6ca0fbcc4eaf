//! The component `sqlite`: `wittgen:sqlite` on the genuine SQLite library.
//!
//! `ffi` makes SQLite's C interface safe, `vfs` is its file system, `database` and `rows` hold
//! what the WIT promises beyond SQLite, and one module for each resource hands it out. Nothing
//! here knows who calls.

#[cfg(target_family = "wasm")]
mod backup;
#[cfg(target_family = "wasm")]
mod bindings;
#[cfg(target_family = "wasm")]
mod cache;
#[cfg(target_family = "wasm")]
mod clock;
#[cfg(target_family = "wasm")]
mod component;
#[cfg(target_family = "wasm")]
mod connection;
#[cfg(target_family = "wasm")]
mod database;
#[cfg(target_family = "wasm")]
mod error;
#[cfg(target_family = "wasm")]
mod ffi;
#[cfg(target_family = "wasm")]
mod limit;
#[cfg(target_family = "wasm")]
mod rows;
#[cfg(target_family = "wasm")]
mod statement;
#[cfg(target_family = "wasm")]
mod transaction;
#[cfg_attr(
    not(target_family = "wasm"),
    expect(dead_code, reason = "only its tests run here")
)]
mod vfs;
