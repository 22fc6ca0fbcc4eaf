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
//! - `compiler` (default): compile components where they are loaded. Without it, what was compiled ahead of time is loaded:
//!   by `wittgen build`, by `Precompile`, or by `precompile` in [`bindgen!`].
//! - `precompile`: compile components while the program is built.
//! - `http` (default): grant HTTP requests.
//! - `guest`: write components; see [`guest`].

#[cfg(feature = "host")]
pub use wittgen_runtime::{
    Area, ArtifactInfo, ArtifactKey, Borrowed, BoxFuture, Builder, CallError, Cancel, Capture,
    Command, Component, Contract, Denied, Dynamic, Error, ErrorContext, ErrorKind, ExitStatus,
    FutureReader, Imports, Input, KeyValue, Limit, Limits, MemoryBudget, Metrics, Missing, Output,
    Pool, Resource, Source, StreamReader, Swappable, Unexplained, World, metrics,
};

#[cfg(all(feature = "host", feature = "http"))]
pub use wittgen_runtime::Http;

#[cfg(all(feature = "host", feature = "compiler"))]
pub use wittgen_runtime::{Artifact, Precompile};

#[cfg(feature = "host")]
#[doc(hidden)]
pub use wittgen_runtime::__private;

/// Generates host bindings for a world.
///
/// ```ignore
/// wittgen::bindgen!({ path: "wit", world: "notes" });
/// ```
///
/// # What comes of a world
///
/// A world `notes` that exports an interface `store` and imports an interface `clock` gives
///
/// - `struct Notes`, with `Notes::builder()`, `notes.store()`, and each exported function as a method
///   where its name is unique among the exports;
/// - `mod store` with the interface's types: records are structs, variants, enums and flags what they are
///   in Rust, and resources are owned values whose `Drop` releases them in the component.
///   A resource's constructor and static functions take the instance first:
///   `Connection::open(&sqlite, "/data/a.db", options)`;
/// - `mod clock` with a trait `Host`, which a type of yours implements, and which [`Builder::imports`] takes.
///   WASI's own interfaces need no trait: the runtime has them.
///
/// An interface that is imported as well as exported is `mod imported_store` on the one side, as it is in a guest.
///
/// # Results
///
/// A function that returns `result<T, E>` gives `Result<T, CallError<E>>`; any other function gives
/// `Result<T, Error>`. WIT types that stand as `E` implement [`std::error::Error`]. A function that returns a string
/// or bytes has a second method, `name_with`, which shows them in the component's memory instead of copying them.
///
/// # Imports
///
/// ```no_run
/// wittgen::bindgen!({ inline: "
///     package demo:shop;
///     interface stock {
///         resource shelf { put: func(item: string); }
///         find: func(name: string) -> result<shelf, string>;
///     }
///     world shop { import stock; export open: func(); }
/// " });
///
/// struct Wood;
/// impl stock::HostShelf for Wood {
///     fn put(&self, item: &str) { println!("{item}") }
/// }
///
/// struct Warehouse;
/// impl stock::Host for Warehouse {
///     fn find(&self, name: &str) -> Result<stock::Shelf, String> {
///         if name == "wood" { Ok(Wood.into()) } else { Err(format!("no {name}")) }
///     }
/// }
///
/// # fn main() -> Result<(), wittgen::Error> {
/// let shop = Shop::builder().imports(Warehouse).load("shop.wasm")?;
/// # Ok(()) }
/// ```
///
/// Strings and lists of bytes are lent to the function, anything else is its own; a `result` is a `Result`. A
/// constructor or static function of a resource is a function of `Host` with the resource's name in front
/// (`shelf_new`). A panic goes to whoever called the component, and ends the instance; a function that is listed
/// as `trappable` may return [`Error::host`] for the same end without a panic.
///
/// # Asynchronous worlds
///
/// A function that WIT declares `async` is an `async fn`, `stream<T>` is [`StreamReader<T>`](StreamReader) and
/// `future<T>` is [`FutureReader<T>`](FutureReader), both made from a Rust stream or future and used as one.
/// One instance runs many calls at a time, on threads of its own, so any executor will do. Dropping a call's future gives
/// the call up. Arguments are owned. Functions that are not `async` block the thread.
/// A world without any of this has no part of it, and needs no executor.
///
/// # Options
///
/// | option | |
/// |---|---|
/// | `path: "wit"` | a directory with `deps/`, a directory of packages, a file, or a list of them; `"wit"` where nothing is said |
/// | `inline: "..."` | the WIT itself; with `path` for what it uses |
/// | `component: "a.wasm"` | a component, which carries its WIT |
/// | `world: "notes"` | needed where there are several; with or without the package's name and version |
/// | `with: { "a:b/types": crate::types, "a:b/c/item": crate::Item }` | modules and types to use instead of generating them. For a resource that the host implements: the type whose values it is, held as [`Resource<Item>`](Resource) |
/// | `derives: [serde::Serialize]` | traits to derive for records, variants, enums |
/// | `rename: { "a:b/c/item": Entry, "a:b/c#get": fetch }` | other names in Rust |
/// | `async: true` or `["a:b/c#get"]` | functions that are `async` in Rust though not in WIT |
/// | `trappable: true` or `["a:b/c#get"]` | functions of the host that may fail with an [`Error`] |
/// | `features: all` or `["x"]` | parts of WIT that are `@unstable` |
/// | `precompile: true` | with `component`: compiles it while the crate is built, and makes it part of the program; see below |
/// | `crate: some::path` | where this crate is found, if not at `::wittgen` |
///
/// Paths are relative to the folder of `Cargo.toml`. An edited file of WIT compiles the crate anew; for a new
/// file in a folder, touch one of the old ones.
///
/// # A component inside the program
///
/// ```ignore
/// wittgen::bindgen!({ component: "app.wasm", precompile: true });
///
/// let app = App::builder().dir("/data", "./data").load(App::embedded())?;
/// ```
///
/// With the feature `precompile`, the macro compiles the component while the crate is built, and `App::embedded()` is a
/// [`Component`] whose machine code is part of the program, as trusted as the rest of it. Nothing is compiled when it is
/// loaded, so a program without the feature `compiler` will do. A component that has not changed is taken from the
/// cache.
///
/// The machine code is for any processor of the kind and the system that the Rust compiler itself runs on. Where a program is
/// built for another, the component is embedded instead, and compiled when it is loaded.
/// `precompile: { native: true }` compiles for the very processor at hand; `interruptible: true` is needed by
/// [`Builder::deadline`], [`Builder::cpu_limit`] and [`Builder::cancel`], `fuel: true` by [`Builder::fuel`]; and what is
/// built for such a limit is loaded with one.
///
/// Macros are built without optimisation: a large component takes long, once, unless `Cargo.toml` says
/// `[profile.dev.build-override] opt-level = 2`, and `[profile.release.build-override]` the same.
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
    //!
    //! In a build script, of files or of what a `wittgen.toml` or a text in WAC says:
    //!
    //! ```no_run
    //! // build.rs
    //! fn main() -> Result<(), wittgen::compose::ComposeError> {
    //!     wittgen::compose::Compose::new()
    //!         .file("plugins/notes.wasm")
    //!         .file("plugins/sqlite.wasm")
    //!         .write_to_out_dir("app.wasm")?;
    //!     Ok(())
    //! }
    //! ```
    //!
    //! The crate then has it as `include_bytes!(concat!(env!("OUT_DIR"), "/app.wasm"))`.
    pub use wittgen_composer::*;
}

#[cfg(feature = "guest")]
pub mod guest;
