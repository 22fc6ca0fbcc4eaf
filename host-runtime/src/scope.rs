//! What a thread is in the middle of: which instance's values it lifts and lowers.
//!
//! wasmtime hands neither the store's data nor the instance to code that lifts or lowers a value, so a resource
//! finds both here. [`Scope::enter`] is called around everything that runs in an instance.

use std::cell::Cell;
use std::ptr;

use crate::instance::Instance;
use crate::resource::Table;

/// The instance that is running, and its table of the host's resources.
#[derive(Clone, Copy)]
struct Scope {
    /// Null while the instance is being made.
    instance: *const Instance,
    table: *const Table,
}

thread_local! {
    static SCOPE: Cell<Scope> = const {
        Cell::new(Scope { instance: ptr::null(), table: ptr::null() })
    };
}

/// Takes the thread back to what it was in before, when dropped.
pub(crate) struct Entered(Scope);

impl Drop for Entered {
    #[inline]
    fn drop(&mut self) {
        SCOPE.set(self.0);
    }
}

/// Runs `body` with `instance` (none while it is being made) and `table` as what this thread is in.
pub(crate) fn within<R>(instance: Option<&Instance>, table: &Table, body: impl FnOnce() -> R) -> R {
    // Both references outlive `_entered`, which takes the pointers away again.
    let _entered = Entered(SCOPE.replace(Scope {
        instance: instance.map_or(ptr::null(), ptr::from_ref),
        table,
    }));
    body()
}

/// The instance that this thread is running, if any.
pub(crate) fn instance<R>(body: impl FnOnce(Option<&Instance>) -> R) -> R {
    let scope = SCOPE.get();
    // SAFETY: `within` put the pointer there from a reference that lives until `within` returns, and
    // takes it away then, on the same thread.
    body(unsafe { scope.instance.as_ref() })
}

/// The table of the instance that this thread is running.
///
/// # Errors
///
/// When it is running none.
pub(crate) fn table<R>(body: impl FnOnce(&Table) -> wasmtime::Result<R>) -> wasmtime::Result<R> {
    let scope = SCOPE.get();
    // SAFETY: as in `instance`.
    match unsafe { scope.table.as_ref() } {
        Some(table) => body(table),
        None => wasmtime::bail!("a resource can only be passed in a call"),
    }
}
