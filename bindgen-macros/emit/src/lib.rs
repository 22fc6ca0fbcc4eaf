//! Writes bindings, one language per target.
//!
//! A target takes a [`Checked`](wittgen_ir::Checked) world and therefore can't fail: what it could
//! not express was refused before. It reads no files and knows nothing of WebAssembly's bytes.
//! [`TARGETS`] is the one list of targets that the macros, the command line and the tests go by.

mod choices;
mod file;
mod names;
mod options;
mod prepare;
mod rename;
mod rust;
#[cfg(feature = "guest")]
mod rust_guest;
mod rust_host;
mod target;

pub use file::File;
pub use names::did_you_mean;
pub use options::{Derive, OptionError, Options, Rename, Selection, With, path_tokens};
#[cfg(feature = "guest")]
pub use rust_guest::guest_tokens;
pub use rust_host::{host_is_async, host_tokens};
pub use target::{EmitError, TARGETS, Target};
