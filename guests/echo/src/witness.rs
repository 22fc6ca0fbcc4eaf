//! Writes down what comes, when it is asked to.

use std::cell::{Cell, RefCell};

use wittgen_shapes::Show;

thread_local! {
    static WATCHING: Cell<bool> = const { Cell::new(false) };
    static SEEN: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Begins or ends writing down.
pub(crate) fn watch(on: bool) {
    WATCHING.set(on);
}

/// What came last.
pub(crate) fn seen() -> String {
    SEEN.take()
}

/// Writes down a value that came.
pub(crate) fn note(value: &impl Show) {
    if WATCHING.get() {
        SEEN.set(wittgen_shapes::text(value));
    }
}
