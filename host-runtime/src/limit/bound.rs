//! What the limits of time of one component allow a call: until when, how much CPU time, and until it is cancelled.
//!
//! Whose call it is that runs is not known here; where it is another component's, the bound has the name of its own.

use std::sync::Arc;
use std::time::{Duration, Instant};

use cpu_time::ThreadTime;

use super::Limits;
use super::cancel::{Cancel, cancelled};
use crate::{Error, ErrorKind};

/// The limits of time of a component, and since when they count.
#[derive(Clone, Default)]
pub(super) struct Bound {
    /// The component, where another one is running.
    caller: Option<Arc<str>>,
    deadline: Option<Duration>,
    cpu: Option<Duration>,
    cancel: Option<Cancel>,
    until: Option<Instant>,
    /// The thread's CPU time when the call began.
    cpu_start: Option<Duration>,
}

impl Bound {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            deadline: limits.deadline,
            cpu: limits.cpu,
            cancel: limits.cancel.clone(),
            ..Self::default()
        }
    }

    /// Whether it bounds anything.
    #[inline]
    pub(super) fn is_some(&self) -> bool {
        self.deadline.is_some() || self.cpu.is_some() || self.cancel.is_some()
    }

    /// Counts from now on.
    pub(super) fn begin(&mut self) {
        self.until = self.end_of_call();
        self.cpu_start = self.cpu.map(|_| ThreadTime::now().as_duration());
    }

    /// Counts no more.
    pub(super) fn end(&mut self) {
        self.until = None;
        self.cpu_start = None;
    }

    /// When a call that begins now has to be over. A deadline that is further off than the clock goes is none.
    pub(super) fn end_of_call(&self) -> Option<Instant> {
        Instant::now().checked_add(self.deadline?)
    }

    /// The same, with another time at which the call has to be over unless it has one.
    pub(super) fn or_until(&self, until: Option<Instant>) -> Self {
        Self {
            until: self.until.or(until),
            ..self.clone()
        }
    }

    /// The same, for a call that another component makes for `caller`.
    pub(super) fn of_caller(mut self, caller: &Arc<str>) -> Self {
        self.caller = Some(Arc::clone(caller));
        self
    }

    /// What keeps the call from going on.
    pub(super) fn check(&self) -> Option<Error> {
        if self.cancel.as_ref().is_some_and(Cancel::is_cancelled) {
            return Some(self.cancelled());
        }
        if self.until.is_some_and(|until| Instant::now() >= until) {
            return Some(self.deadline_passed());
        }
        let (limit, start) = (self.cpu?, self.cpu_start?);
        let used = ThreadTime::now().as_duration().saturating_sub(start);
        (used >= limit).then(|| self.computed_for_long(limit))
    }

    /// Is ready when the call has to end, with the reason. CPU time is not used by waiting.
    pub(super) async fn over(self) -> Error {
        let cancelled = async {
            match &self.cancel {
                Some(cancel) => cancel.cancelled().await,
                None => std::future::pending().await,
            }
        };
        let passed = async {
            match self.until {
                Some(until) => tokio::time::sleep_until(until.into()).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = cancelled => self.cancelled(),
            () = passed => self.deadline_passed(),
        }
    }

    fn cancelled(&self) -> Error {
        match &self.caller {
            None => cancelled(),
            Some(caller) => Error::new(
                ErrorKind::Cancelled,
                format!("the call of `{caller}` was cancelled"),
            ),
        }
    }

    fn deadline_passed(&self) -> Error {
        let call = match &self.caller {
            None => "the call".to_string(),
            Some(caller) => format!("the call of `{caller}`"),
        };
        let deadline = self.deadline.unwrap_or_default();
        Error::new(
            ErrorKind::Deadline,
            format!("{call} took longer than the {deadline:?} that it may"),
        )
        .with_help("raise the limit with `Builder::deadline`")
    }

    fn computed_for_long(&self, limit: Duration) -> Error {
        let who = match &self.caller {
            None => "the component".to_string(),
            Some(caller) => format!("the call of `{caller}`"),
        };
        Error::new(
            ErrorKind::CpuLimit,
            format!("{who} computed for longer than the {limit:?} that it may"),
        )
        .with_help("raise the limit with `Builder::cpu_limit`")
    }
}
