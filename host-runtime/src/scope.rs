//! What a thread is in the middle of: which instance's values it lifts and lowers.
//!
//! wasmtime hands neither the store's data nor the instance to code that lifts or lowers a value, so a resource
//! finds both here. [`Here::within`] is called around everything that runs in an instance; [`Here::run`] besides has
//! a stack for what is run while the thread is in another one.

use std::cell::Cell;
use std::ptr;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::instance::Instance;
use crate::resource::Table;
use crate::stack;

/// The instance that is running, and its table of the host's resources.
#[derive(Clone, Copy)]
struct Scope {
    /// Null while the instance is being made.
    instance: *const Instance,
    table: *const Table,
}

/// A thread, by a number that no other has or had. Never 0.
#[derive(Clone, Copy)]
pub(crate) struct Thread(u64);

impl Thread {
    #[inline]
    pub(crate) fn number(self) -> u64 {
        self.0
    }
}

/// What is kept for each thread, in one place: finding it costs a call of a function.
pub(crate) struct Here {
    scope: Cell<Scope>,
    /// The thread's number, or 0 before somebody has asked.
    number: Cell<u64>,
    /// Whether the thread is dropping what a call has left that is over.
    is_ending: Cell<bool>,
}

thread_local! {
    static HERE: Here = const {
        Here {
            scope: Cell::new(Scope { instance: ptr::null(), table: ptr::null() }),
            number: Cell::new(0),
            is_ending: Cell::new(false),
        }
    };
}

/// Runs `body` with what is kept for this thread.
#[inline]
pub(crate) fn here<R>(body: impl FnOnce(&Here) -> R) -> R {
    HERE.with(body)
}

/// Takes the thread back to what it was in before, when dropped.
struct Entered<'a>(&'a Here, Scope);

impl Drop for Entered<'_> {
    #[inline]
    fn drop(&mut self) {
        self.0.scope.set(self.1);
    }
}

impl Here {
    /// This thread.
    #[inline]
    pub(crate) fn thread(&self) -> Thread {
        match self.number.get() {
            0 => self.new_thread(),
            number => Thread(number),
        }
    }

    #[cold]
    fn new_thread(&self) -> Thread {
        static LAST: AtomicU64 = AtomicU64::new(0);
        self.number.set(LAST.fetch_add(1, Ordering::Relaxed) + 1);
        Thread(self.number.get())
    }

    /// Whether a component must not run now, although no call is running: see [`Here::ending`].
    pub(crate) fn is_ending(&self) -> bool {
        self.is_ending.get()
    }

    /// Runs `body`, which drops what a call has left: an instance that it ended, or resources that did not arrive. What
    /// that is of resources of components is left for these components' next calls, as the limits of the one that is over
    /// don't allow others to run for any longer.
    pub(crate) fn ending<R>(&self, body: impl FnOnce() -> R) -> R {
        let before = self.is_ending.replace(true);
        let result = body();
        self.is_ending.set(before);
        result
    }

    /// Runs `body` with `instance` (none while it is being made) and `table` as what this thread is in.
    #[inline]
    pub(crate) fn within<R>(
        &self,
        instance: Option<&Instance>,
        table: &Table,
        body: impl FnOnce() -> R,
    ) -> R {
        // Both references outlive `_entered`, which takes the pointers away again.
        let before = self.scope.replace(Scope {
            instance: instance.map_or(ptr::null(), ptr::from_ref),
            table,
        });
        let _entered = Entered(self, before);
        body()
    }

    /// The same for code of the instance's that may use so many bytes of `stack`: on another stack than that of the instance
    /// which the thread is in, if any.
    #[inline]
    pub(crate) fn run<R>(
        &self,
        instance: Option<&Instance>,
        table: &Table,
        stack: usize,
        body: impl FnOnce() -> wasmtime::Result<R>,
    ) -> wasmtime::Result<R> {
        let is_inside = !self.scope.get().table.is_null();
        self.within(instance, table, || {
            if is_inside {
                return stack::apart(stack, body);
            }
            body()
        })
    }
}

/// Runs `body` with `instance` (none while it is being made) and `table` as what this thread is in.
pub(crate) fn within<R>(instance: Option<&Instance>, table: &Table, body: impl FnOnce() -> R) -> R {
    here(|here| here.within(instance, table, body))
}

/// The same for code that may use so many bytes of `stack`: see [`Here::run`].
pub(crate) fn run<R>(
    instance: Option<&Instance>,
    table: &Table,
    stack: usize,
    body: impl FnOnce() -> wasmtime::Result<R>,
) -> wasmtime::Result<R> {
    here(|here| here.run(instance, table, stack, body))
}

/// The instance that this thread is running, if any.
pub(crate) fn instance<R>(body: impl FnOnce(Option<&Instance>) -> R) -> R {
    let scope = here(|here| here.scope.get());
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
    let scope = here(|here| here.scope.get());
    // SAFETY: as in `instance`.
    match unsafe { scope.table.as_ref() } {
        Some(table) => body(table),
        None => wasmtime::bail!("a resource can only be passed in a call"),
    }
}
