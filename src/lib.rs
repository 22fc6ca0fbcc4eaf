//! A library written in any language, as a native library of yours.
//!
//! WIT describes the interface; [`bindgen!`] turns it into typed Rust; [`compose`] links components into
//! one; and a [`Builder`] loads the result into your process, compiled to native code, able to touch only what
//! you grant it.
//!
//! ```no_run
//! wittgen::bindgen!({ inline: "
//!     package demo:greeter;
//!     world greeter { export greet: func(name: string) -> string; }
//! " });
//!
//! # fn main() -> Result<(), wittgen::Error> {
//! let greeter = Greeter::builder().load("greeter.wasm")?;
//! println!("{}", greeter.greet("Ada")?);
//! # Ok(()) }
//! ```
//!
//! # Features
//!
//! - `host` (default): load and call components.
//! - `compose` (default): link components into one.
//! - `guest`: write components; see [`guest`].

#[cfg(feature = "host")]
pub use wittgen_runtime::{
    Borrowed, BoxFuture, Builder, CallError, Command, Contract, Dynamic, Error, ErrorContext,
    ErrorKind, ExitStatus, FutureReader, Imports, Resource, Source, StreamReader, Unexplained,
    World,
};

#[cfg(feature = "host")]
#[doc(hidden)]
pub use wittgen_runtime::__private;

/// Generates host bindings for a world.
///
/// ```ignore
/// wittgen::bindgen!({
///     path: "wit",            // a directory or file, or a list of them; "wit" where it is left out
///     world: "notes",         // needed where there are several
/// });
/// ```
///
/// In place of `path`, `inline: "..."` gives the text itself and `component: "notes.wasm"` a component, of
/// which the WIT is read. Paths are relative to the folder of `Cargo.toml`. `crate: some::path` says
/// where this crate is found, if not at `::wittgen`.
///
/// A world `notes` that exports an interface `store` gives
///
/// - `struct Notes`, with `Notes::builder()`, `notes.store()`, and each exported function as a method
///   where its name is unique among the exports;
/// - `mod store` with the interface's types: records are structs, variants, enums and flags what they are
///   in Rust, and resources are owned values whose `Drop` releases them in the component.
///   A resource's constructor and static functions take the instance first:
///   `Connection::open(&sqlite, "/data/a.db", options)`.
///
/// A function that returns `result<T, E>` gives `Result<T, CallError<E>>`; any other function gives
/// `Result<T, Error>`. WIT types that stand as `E` implement [`std::error::Error`].
///
/// `wittgen bindgen --target rust-host` prints what this macro expands to.
#[cfg(feature = "host")]
pub use wittgen_macros::bindgen;

#[cfg(feature = "compose")]
pub mod compose {
    //! Links components into one.
    //!
    //! ```no_run
    //! # fn main() -> Result<(), Box<dyn std::error::Error>> {
    //! let notes = std::fs::read("notes.wasm")?;
    //! let sqlite = std::fs::read("sqlite.wasm")?;
    //! let app = wittgen::compose::plug(&notes[..], [&sqlite[..]])?;
    //! # Ok(()) }
    //! ```
    pub use wittgen_composer::*;
}

#[cfg(feature = "guest")]
pub mod guest;
