//! A spinner for what takes longer than a moment. Nothing is shown where standard error is not a
//! terminal.

use std::io::{self, IsTerminal};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::ProgressBar;

/// What takes no longer than this is not worth a spinner.
const MOMENT: Duration = Duration::from_secs(1);

/// The time between two pictures of the spinner.
const TICK: Duration = Duration::from_millis(100);

/// Work under way. Dropping it ends the spinner and wipes it away.
pub(crate) struct Progress {
    running: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Begins; `message` is shown beside the spinner after a second.
    pub(crate) fn start(message: impl Into<String>) -> Self {
        if !io::stderr().is_terminal() {
            return Self { running: None };
        }
        let message = message.into();
        let (sender, receiver) = mpsc::channel::<()>();
        let thread = thread::spawn(move || {
            if receiver.recv_timeout(MOMENT) == Err(RecvTimeoutError::Timeout) {
                let spinner = ProgressBar::new_spinner().with_message(message);
                spinner.enable_steady_tick(TICK);
                // An error here is the sender's end, which is what is waited for.
                let _ = receiver.recv();
                spinner.finish_and_clear();
            }
        });
        Self {
            running: Some((sender, thread)),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((sender, thread)) = self.running.take() {
            drop(sender);
            // A spinner that panicked has nothing more to wipe away.
            let _ = thread.join();
        }
    }
}

/// A spinner that something else may start, and that is ended here.
#[derive(Clone, Default)]
pub(crate) struct Later(Arc<Mutex<Option<Progress>>>);

impl Later {
    /// Starts the spinner.
    pub(crate) fn start(&self, message: &str) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Progress::start(message));
    }

    /// Ends it, if it was started.
    pub(crate) fn end(&self) {
        drop(self.0.lock().unwrap_or_else(PoisonError::into_inner).take());
    }
}
