//! SQLite's C interface behind safe types: the only unsafe code of this component.
//!
//! It knows handles, result codes and pointers. What the WIT promises beyond SQLite's own
//! behaviour (caches, batches, nested transactions) is not here.

mod backup;
mod file;
mod handle;
mod statement;
mod vfs;

pub(crate) use backup::Backup;
pub(crate) use handle::{Handle, compile_options, version};
pub(crate) use statement::Statement;

use std::ffi::{CStr, c_char};

/// A C string of SQLite's as Rust's; empty for a null pointer.
///
/// # Safety
///
/// `text` is null, or ends with a NUL byte and stays unchanged during this call.
unsafe fn text(text: *const c_char) -> String {
    if text.is_null() {
        return String::new();
    }
    // SAFETY: the caller promises a NUL-terminated string.
    unsafe { CStr::from_ptr(text) }
        .to_string_lossy()
        .into_owned()
}
