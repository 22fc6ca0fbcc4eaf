//! Ending calls from another thread.
//!
//! Who looks whether to end is not said here: see [`super::watch`].

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::Notify;

use crate::{Error, ErrorKind};

/// Cancels calls from another thread. Clones cancel the same calls.
///
/// A component that computes notices within milliseconds, one that waits for something of WASI at once. Its instance has ended
/// then, and its calls, also later ones, fail with an error of the kind [`ErrorKind::Cancelled`] or
/// [`ErrorKind::Gone`]. A function of the host that is running comes to its end first.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<Cancelled>);

#[derive(Debug, Default)]
struct Cancelled {
    flag: AtomicBool,
    notify: Notify,
}

impl Cancel {
    /// Nothing is cancelled yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Cancels every call of the components that were loaded with this, running and to come.
    pub fn cancel(&self) {
        self.0.flag.store(true, Ordering::Release);
        self.0.notify.notify_waiters();
    }

    /// Whether it was cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.0.flag.load(Ordering::Acquire)
    }

    /// # Errors
    ///
    /// When it was cancelled.
    pub(crate) fn check(&self) -> Result<(), Error> {
        if self.is_cancelled() {
            return Err(cancelled());
        }
        Ok(())
    }

    pub(super) async fn cancelled(&self) {
        let notified = self.0.notify.notified();
        let mut notified = std::pin::pin!(notified);
        notified.as_mut().enable();
        if !self.is_cancelled() {
            notified.await;
        }
    }
}

pub(super) fn cancelled() -> Error {
    Error::new(ErrorKind::Cancelled, "the call was cancelled")
}
