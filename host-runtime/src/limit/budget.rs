//! A bound of memory that several instances share.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A bound of memory that several components share. Clones are the same bound.
#[derive(Clone, Debug)]
pub struct MemoryBudget(Arc<Budget>);

#[derive(Debug)]
struct Budget {
    limit: usize,
    used: AtomicUsize,
}

impl MemoryBudget {
    /// A bound of `bytes` for the linear memories of all instances that have it.
    pub fn new(bytes: usize) -> Self {
        Self(Arc::new(Budget {
            limit: bytes,
            used: AtomicUsize::new(0),
        }))
    }

    /// How many bytes are in use now.
    pub fn used(&self) -> usize {
        self.0.used.load(Ordering::Relaxed)
    }

    /// How many bytes there are.
    pub(super) fn limit(&self) -> usize {
        self.0.limit
    }

    /// Takes so many bytes; false if they are not left.
    pub(super) fn take(&self, bytes: usize) -> bool {
        let used = self.0.used.fetch_add(bytes, Ordering::Relaxed);
        let fits = used.saturating_add(bytes) <= self.0.limit;
        if !fits {
            self.give_back(bytes);
        }
        fits
    }

    /// Gives back what was taken.
    pub(super) fn give_back(&self, bytes: usize) {
        self.0.used.fetch_sub(bytes, Ordering::Relaxed);
    }
}
