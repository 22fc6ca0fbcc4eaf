//! A filesystem of which a part is inside the composition, and the rest the host's: the world
//! `mount` of `wit/mount`.
//!
//! What is inside comes through `wittgen:mount/files`, is read-only and has no times, so that it is
//! the same everywhere. Everything else is passed on. The standard library is left out, because it
//! would import what a composition may have denied.

#![cfg_attr(target_family = "wasm", no_std)]

extern crate alloc;

mod descriptor;
#[cfg(target_family = "wasm")]
mod heap;
mod preopen;
mod stream;
mod tree;

mod bindings {
    //! What `wit/mount` becomes in Rust.

    wit_bindgen::generate!({
        path: "../../wit/mount",
        world: "mount",
        generate_all,
        merge_structurally_equal_types: true,
    });
}

/// The component.
struct Mount;

bindings::export!(Mount with_types_in bindings);
