//! SQLite's file system layer straight over `wasi:filesystem`: one host call for a page.
//!
//! Everything here is safe Rust; `crate::ffi::vfs` hands it to SQLite and turns failures into
//! result codes. No libc, no memory mapping, no shared memory, no temporary files (SQLite is
//! compiled to keep those in memory).

#[cfg(target_family = "wasm")]
mod database;
#[cfg(target_family = "wasm")]
mod failure;
#[cfg(target_family = "wasm")]
mod file;
mod lock;
mod path;
#[cfg(target_family = "wasm")]
mod place;

#[cfg(target_family = "wasm")]
pub(crate) use {
    failure::{Cause, Failure},
    file::{Access, File},
    lock::Level,
    place::Place,
};
