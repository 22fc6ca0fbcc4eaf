//! Stacks of their own for calls within calls.
//!
//! Compiled code is allowed so much stack from where it is called, whatever is left of the thread's. A thread has enough for
//! one component; but a component may use up what it may, and then call another one, through a link or by way of a
//! function of the host. So a call that is made while the thread is in another instance gets a stack that has what it may
//! use, and what the host's functions need. Each thread keeps one for the next time.
//!
//! How much a component may use is not decided here.

use std::cell::Cell;

use corosensei::on_stack;
use corosensei::stack::DefaultStack;

use crate::{Error, ErrorKind};

/// What functions of the host may need besides, in bytes: as much as they have on a thread of the default size.
const HOST: usize = 1 << 20;

/// A stack that nobody is on.
struct Stack {
    stack: DefaultStack,
    size: usize,
}

thread_local! {
    static KEPT: Cell<Option<Stack>> = const { Cell::new(None) };
}

/// Runs `body` on a stack with room for `bytes` of a component's, and what the host needs.
///
/// # Errors
///
/// When the system has no room for it.
#[cold]
#[inline(never)]
pub(crate) fn apart<R>(
    bytes: usize,
    body: impl FnOnce() -> wasmtime::Result<R>,
) -> wasmtime::Result<R> {
    let size = bytes.saturating_add(HOST);
    let kept = KEPT.try_with(Cell::take).unwrap_or_default();
    let mut stack = match kept {
        Some(stack) if stack.size >= size => stack,
        _ => make(size)?,
    };
    let result = on_stack(&mut stack.stack, body);
    let _ = KEPT.try_with(|kept| kept.set(Some(stack)));
    result
}

fn make(size: usize) -> Result<Stack, Error> {
    let stack = DefaultStack::new(size).map_err(|error| {
        Error::new(
            ErrorKind::Host,
            format!("there is no room for the stack of a call within a call: {error}"),
        )
    })?;
    Ok(Stack { stack, size })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Uses about so many KiB of stack, one after the other.
    fn deep(kibibytes: usize) -> usize {
        let filled = std::hint::black_box([1_u8; 1024]);
        match kibibytes {
            0 => 0,
            more => usize::from(filled[more % 1024]) + deep(more - 1),
        }
    }

    #[test]
    fn stacks_within_stacks_are_whole() {
        fn descend(levels: u32) -> wasmtime::Result<usize> {
            match levels {
                0 => Ok(0),
                more => Ok(deep(512) + apart(1 << 20, || descend(more - 1))?),
            }
        }
        let all = std::thread::spawn(|| descend(20).map_err(|error| error.to_string()));
        assert_eq!(all.join().ok(), Some(Ok(20 * 512)));
    }

    #[test]
    fn a_panic_goes_on_outside() {
        let caught =
            std::panic::catch_unwind(|| apart(0, || -> wasmtime::Result<()> { panic!("inside") }));
        assert!(caught.is_err());
        assert_eq!(apart(0, || Ok(1)).ok(), Some(1));
    }

    #[test]
    fn what_no_system_has_is_an_error() {
        assert!(apart(usize::MAX / 4, || Ok(())).is_err());
    }
}
