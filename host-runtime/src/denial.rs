//! What an instance asked for and was not granted.
//!
//! WASI answers such a question with an error code, which a component may well swallow. So each refusal is noted where
//! it is made: `tracing` hears of it, [`Builder::on_denied`] is told, and when the call fails afterwards, its error's
//! help says what was wanted. What is granted costs nothing here.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use crate::{Area, Builder, Error, ErrorKind};

/// How many different refusals of an instance are told: an attacker's log is not to be the host's.
const TOLD: usize = 16;

/// How many of them an error's help lists.
const LISTED: usize = 4;

/// How many characters of what a component wrote are told.
const LONGEST: usize = 200;

/// Something that a component asked for and was not granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Denied {
    area: Area,
    what: String,
    reason: Option<Reason>,
}

/// Why something was refused by what was granted, and what helps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reason {
    pub(crate) why: &'static str,
    pub(crate) help: &'static str,
}

impl Denied {
    /// What it is about.
    pub fn area(&self) -> Area {
        self.area
    }

    /// What was asked for: `a TCP connection to 192.0.2.7:80`.
    pub fn what(&self) -> &str {
        &self.what
    }

    /// Why it was refused although something of the area was granted, where there is more to say than that this was
    /// not: `the directory was granted for reading only`.
    pub fn why(&self) -> Option<&str> {
        self.reason.map(|reason| reason.why)
    }
}

impl fmt::Display for Denied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.reason {
            None => write!(f, "{} was not granted; {}", self.what, self.area.grant()),
            Some(Reason { why, help }) => {
                write!(f, "{} was not granted: {why}; {help}", self.what)
            }
        }
    }
}

/// Who is told of refusals.
#[derive(Clone)]
pub(crate) struct Listener(Arc<dyn Fn(&Denied) + Send + Sync>);

impl fmt::Debug for Listener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Listener")
    }
}

/// The refusals of an instance.
#[derive(Debug, Default)]
pub(crate) struct Denials {
    kept: Mutex<Vec<Denied>>,
    listener: Option<Listener>,
}

impl Denials {
    pub(crate) fn new(listener: Option<Listener>) -> Self {
        Self {
            kept: Mutex::default(),
            listener,
        }
    }

    /// Notes that `what` was refused.
    #[cold]
    pub(crate) fn note(&self, area: Area, what: impl Into<String>) {
        self.tell(area, &what.into(), None);
    }

    /// The same where there is more to say than that nobody granted it.
    #[cold]
    pub(crate) fn note_for(&self, area: Area, what: &str, reason: Reason) {
        self.tell(area, what, Some(reason));
    }

    /// Whether nothing more is told, so that nobody need look for reasons.
    pub(crate) fn is_full(&self) -> bool {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.len() == TOLD
    }

    fn tell(&self, area: Area, what: &str, reason: Option<Reason>) {
        let denied = Denied {
            area,
            what: printable(what),
            reason,
        };
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() == TOLD || kept.contains(&denied) {
            return;
        }
        kept.push(denied.clone());
        drop(kept);
        // The libraries of some languages ask for directories without having a use for one.
        if area == Area::Files && reason.is_none() {
            tracing::debug!(area = %area, "{denied}");
        } else {
            tracing::warn!(area = %area, "{denied}");
        }
        if let Some(listener) = &self.listener {
            (listener.0)(&denied);
        }
    }

    /// Says in the help of an error that may follow from it what was refused.
    pub(crate) fn advise(&self, error: Error, missing: &[Area]) -> Error {
        if error.help().is_some() || !matches!(error.kind(), ErrorKind::Trap | ErrorKind::Exit) {
            return error;
        }
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let mut sentences: Vec<String> =
            kept.iter().take(LISTED).map(ToString::to_string).collect();
        if sentences.is_empty() {
            // Without any grant, sockets are refused before anybody asks for an address.
            sentences = missing
                .iter()
                .filter(|area| **area == Area::Network)
                .map(|area| {
                    format!(
                        "it imports {area}, of which nothing was granted; {}",
                        area.grant()
                    )
                })
                .collect();
        }
        match sentences.is_empty() {
            true => error,
            false => error.with_help(sentences.join("; ")),
        }
    }
}

/// The text on one line, without what terminals obey, and not too long.
fn printable(text: &str) -> String {
    let mut printable: String = text
        .chars()
        .take(LONGEST)
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect();
    if text.chars().nth(LONGEST).is_some() {
        printable.push('…');
    }
    printable
}

/// What was not granted.
impl<W> Builder<W> {
    /// Calls `tell` when an instance asks for something that was not granted: to log it, or to ask somebody whether it should
    /// be. The instance is in the middle of a call meanwhile. Of each instance, the first 16 different refusals are told.
    pub fn on_denied(mut self, tell: impl Fn(&Denied) + Send + Sync + 'static) -> Self {
        self.grants.on_denied = Some(Listener(Arc::new(tell)));
        self
    }
}
