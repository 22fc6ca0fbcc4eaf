//! Writing a component in Rust.
//!
//! ```ignore
//! wittgen::guest::bindgen!({ path: "wit", world: "greeter" });
//!
//! struct Component;
//!
//! impl Guest for Component {
//!     fn greet(name: String) -> String {
//!         format!("hello, {name}")
//!     }
//! }
//!
//! export!(Component);
//! ```
//!
//! The functions that the world itself exports are the trait `Guest`; those of an exported interface
//! `store` are the trait `store::Guest`, those of its resource `listing` the trait `store::GuestListing`.
//! Imported interfaces are modules of functions and types. Types have the same names and
//! shapes as on the host.

/// Generates guest bindings for a world; the options are those of [`bindgen!`](crate::bindgen) on the host, but for
/// `async` and `trappable`.
///
/// `with` replaces imported interfaces and single types, not what the component exports; `rename` names modules, types and
/// imported functions, not methods and the functions of traits. wit-bindgen writes both.
///
/// With it comes `export!`, which makes a type the component: `export!(Component)` in the same module, or
/// `bindings::export!(Component in bindings)` where the bindings are in the module `bindings`.
pub use wittgen_macros::guest_bindgen as bindgen;

pub use wit_bindgen::rt::async_support::{
    FutureReader, FutureWriter, StreamReader, StreamResult, StreamWriter, block_on, spawn_local,
    yield_async,
};

/// What only generated code uses.
#[doc(hidden)]
pub mod __private {
    pub use wit_bindgen::rt;
}
