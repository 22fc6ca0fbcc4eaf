//! A thread for the component: with the stack that it may use, and what the command needs beside.
//!
//! The command's own thread has as much as the system gives it, and a component that may use more would abort the command.

use std::panic::resume_unwind;
use std::thread;

use crate::failure::{Class, Failure};

/// What the host's functions and the command need, in bytes.
const OWN: usize = 8 << 20;

/// Does something where a component has `stack` bytes.
pub(crate) fn with_stack<T: Send>(
    stack: usize,
    body: impl FnOnce() -> Result<T, Failure> + Send,
) -> Result<T, Failure> {
    let size = stack.saturating_add(OWN);
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(size);
        let started = thread.spawn_scoped(scope, body).map_err(|error| {
            let text = format!("there is no room for the component's stack: {error}\nhelp: give it less, with `--stack`");
            Failure::new(Class::Usage, text)
        })?;
        started.join().unwrap_or_else(|panic| resume_unwind(panic))
    })
}
