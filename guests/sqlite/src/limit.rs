//! How long a call may take, and how long it waits for locks.

use std::cell::Cell;

use crate::clock;

/// The limits of one connection. The deadline is set anew when a call begins.
pub(crate) struct Limit {
    per_call: Cell<Option<u64>>,
    deadline: Cell<Option<u64>>,
    busy_timeout: Cell<u64>,
}

/// How long to wait before each further attempt to get a lock, in milliseconds; the last one
/// repeats. These are SQLite's own.
const DELAYS: [u64; 12] = [1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50, 100];

const NANOSECONDS: u64 = 1_000_000;

impl Limit {
    /// No time limit, and no waiting.
    pub(crate) const fn new() -> Self {
        Self {
            per_call: Cell::new(None),
            deadline: Cell::new(None),
            busy_timeout: Cell::new(0),
        }
    }

    /// Sets how long a call may take, in nanoseconds.
    pub(crate) fn set_per_call(&self, nanoseconds: Option<u64>) {
        self.per_call.set(nanoseconds);
        self.deadline.set(None);
    }

    /// Sets how long to wait for locks, in milliseconds.
    pub(crate) fn set_busy_timeout(&self, milliseconds: u32) {
        self.busy_timeout.set(u64::from(milliseconds));
    }

    /// A call begins.
    pub(crate) fn start(&self) {
        if let Some(nanoseconds) = self.per_call.get() {
            self.deadline
                .set(Some(clock::now().saturating_add(nanoseconds)));
        }
    }

    /// Whether the call has taken longer than it may.
    pub(crate) fn has_passed(&self) -> bool {
        self.deadline
            .get()
            .is_some_and(|deadline| clock::now() >= deadline)
    }

    /// Waits before the next attempt to get a lock, after so many in vain; `false` is to give up.
    pub(crate) fn wait(&self, attempts: u32) -> bool {
        let attempts = attempts as usize;
        let delay = |attempt: usize| DELAYS[attempt.min(DELAYS.len() - 1)];
        let beyond = attempts.saturating_sub(DELAYS.len()) as u64;
        let waited: u64 = DELAYS.iter().take(attempts).sum::<u64>() + beyond * delay(usize::MAX);
        let left = self.busy_timeout.get().saturating_sub(waited);
        let mut pause = delay(attempts).min(left) * NANOSECONDS;
        if let Some(deadline) = self.deadline.get() {
            pause = pause.min(deadline.saturating_sub(clock::now()));
        }
        if pause > 0 {
            clock::sleep(pause);
        }
        pause > 0
    }
}
