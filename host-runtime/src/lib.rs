//! Loads components, grants and limits what they can touch, and calls them.
//!
//! ```no_run
//! use wittgen_runtime::{Dynamic, ErrorKind};
//!
//! # fn main() -> Result<(), wittgen_runtime::Error> {
//! let app = Dynamic::builder().dir("/data", "./data").load("notes-app.wasm")?;
//! match app.call(r#"search("milk", 10)"#) {
//!     Ok(found) => println!("{}", found.to_wave()),
//!     Err(error) if *error.kind() == ErrorKind::Trap => eprintln!("{error}"),
//!     Err(error) => return Err(error),
//! }
//! # Ok(()) }
//! ```
//!
//! Typed bindings, as `wittgen::bindgen!` writes them, stand on the same [`Builder`].
//!
//! # The path of a call
//!
//! ```text
//! generated method ──► __private::call(instance, number, params) ──► wasmtime's typed component API
//! ```
//!
//! Generated code names values and functions; that one function makes the call. No type of wasmtime is
//! part of the public interface, so that what lies beneath can change.
//!
//! This crate knows nothing of WIT's text or of generated code.

mod arguments;
mod artifact;
mod blocking;
mod builder;
mod cache;
mod call;
mod clock;
mod command;
#[cfg(feature = "compiler")]
mod compile;
mod component;
mod config;
mod contract;
mod denial;
mod difference;
mod driver;
mod dynamic;
mod engine;
mod error;
mod error_context;
mod extent;
mod failure;
mod filesystem;
mod fit;
#[cfg(feature = "compiler")]
mod front;
mod future;
mod grant;
mod grants;
mod handle;
mod host;
#[cfg(feature = "http")]
mod http;
mod import;
mod instance;
mod io_error;
mod key;
mod key_value;
mod limit;
mod limits;
mod link;
mod linked;
mod linker;
mod live;
mod lock;
mod manifest;
mod metrics;
mod mount;
mod near;
mod needs;
mod network;
mod observe;
mod opened;
mod output;
mod places;
mod pool;
#[cfg(feature = "compiler")]
mod precompile;
mod prepared;
pub mod quantity;
mod resource;
mod scope;
mod seal;
mod signature;
mod source;
mod stack;
mod stream;
mod swap;
mod ticker;
mod turn;
mod value;
mod version;
mod view;
mod wire;
mod written;

pub use artifact::ArtifactInfo;
pub use builder::Builder;
pub use command::{Command, ExitStatus};
pub use component::Component;
pub use contract::{Contract, World};
pub use denial::Denied;
pub use dynamic::{Dynamic, Function};
pub use error::{CallError, Error, ErrorKind, Unexplained};
pub use error_context::ErrorContext;
pub use future::FutureReader;
pub use grant::{Access, Grants};
#[cfg(feature = "http")]
pub use http::Http;
pub use import::Imports;
pub use key::ArtifactKey;
pub use key_value::KeyValue;
pub use limit::{Cancel, Limit, Limits, MemoryBudget};
pub use metrics::{Metrics, metrics};
pub use needs::{Area, Missing};
pub use output::{Capture, Input, Output};
pub use pool::Pool;
#[cfg(feature = "compiler")]
pub use precompile::{Artifact, Precompile};
pub use resource::{Borrowed, Resource};
pub use source::Source;
pub use stream::StreamReader;
pub use swap::Swappable;
pub use value::Value;

/// What an `async` method of a resource that the host implements returns: `Box::pin(async move { .. })`.
pub type BoxFuture<'a, T> = std::pin::Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What only generated code uses.
#[doc(hidden)]
pub mod __private {
    pub use wasmtime;
    pub use wasmtime::component::{
        ComponentType, Lift, Lower, Resource as Index, WasmList, WasmStr,
    };

    /// What implementations of [`Lift`] and [`Lower`] name.
    pub mod abi {
        pub use wasmtime::component::__internal::{
            CanonicalAbiInfo, InstanceType, InterfaceType, LiftContext, LowerContext,
        };
    }

    pub use crate::call::{call, call_result, flatten};
    pub use crate::contract::Export;
    pub use crate::driver::{call_async, call_blocking};
    pub use crate::handle::{Handle, HasInstance};
    pub use crate::import::{Caller, Linker, LinkerScope, fail, settle};
    pub use crate::instance::Instance;
    pub use crate::resource::{HostResource, lift as lift_resource, lower as lower_resource};
    pub use crate::view::{call_result_view, call_view};
    pub use crate::{host_resource, resource, wire};

    /// What describes functions and types.
    pub mod signature {
        pub use crate::signature::{Func, Kind, Named, Resource, Type};
    }
}
