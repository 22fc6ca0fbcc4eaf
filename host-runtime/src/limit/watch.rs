//! What an instance's calls are watched for: the deadline, CPU time, and being cancelled.
//!
//! When it is asked is not decided here: compiled code does so at each beat of the ticker, the host's waiting functions
//! for as long as they wait.

use std::time::{Duration, Instant};

use cpu_time::ThreadTime;

use super::Limits;
use super::cancel::{Cancel, cancelled};
use crate::ticker::Running;
use crate::{Error, ErrorKind};

/// How long the call that is running may go on.
#[derive(Default)]
pub(crate) struct Watch {
    deadline: Option<Duration>,
    cpu: Option<Duration>,
    cancel: Option<Cancel>,
    until: Option<Instant>,
    /// When each of several calls at a time has to be over.
    calls: Vec<Instant>,
    /// The thread's CPU time when the call began.
    cpu_start: Option<Duration>,
    running: Option<Running>,
}

impl Watch {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            deadline: limits.deadline,
            cpu: limits.cpu,
            cancel: limits.cancel.clone(),
            ..Self::default()
        }
    }

    /// Whether there is anything to watch.
    #[inline]
    pub(crate) fn is_on(&self) -> bool {
        self.deadline.is_some() || self.cpu.is_some() || self.cancel.is_some()
    }

    /// Begins a call.
    #[cold]
    pub(crate) fn begin(&mut self) {
        self.until = self.deadline.map(|deadline| Instant::now() + deadline);
        self.cpu_start = self.cpu.map(|_| ThreadTime::now().as_duration());
        self.running = Some(Running::begin());
    }

    /// Ends a call.
    #[cold]
    pub(crate) fn end(&mut self) {
        self.until = None;
        self.cpu_start = None;
        self.running = None;
    }

    /// Begins one of several calls at a time; when it has to be over.
    pub(crate) fn begin_one(&mut self) -> Option<Instant> {
        if !self.is_on() {
            return None;
        }
        if self.running.is_none() {
            self.running = Some(Running::begin());
        }
        let until = Instant::now() + self.deadline?;
        self.calls.push(until);
        Some(until)
    }

    /// Ends one of several calls at a time.
    pub(crate) fn end_one(&mut self, until: Option<Instant>) {
        let place = until.and_then(|until| self.calls.iter().position(|call| *call == until));
        if let Some(place) = place {
            self.calls.swap_remove(place);
        }
        if self.calls.is_empty() {
            self.running = None;
        }
    }

    /// What keeps the call from going on.
    pub(crate) fn check(&self) -> Option<Error> {
        if let Some(cancel) = &self.cancel
            && cancel.is_cancelled()
        {
            return Some(cancelled());
        }
        let until = self.until.or_else(|| self.calls.iter().min().copied());
        if let (Some(deadline), Some(until)) = (self.deadline, until)
            && Instant::now() >= until
        {
            return Some(deadline_passed(deadline));
        }
        if let (Some(limit), Some(start)) = (self.cpu, self.cpu_start)
            && ThreadTime::now().as_duration().saturating_sub(start) >= limit
        {
            return Some(
                Error::new(
                    ErrorKind::CpuLimit,
                    format!("the component computed for longer than the {limit:?} that it may"),
                )
                .with_help("raise the limit with `Builder::cpu_limit`"),
            );
        }
        None
    }

    /// Is ready when the call has to end, with the reason.
    pub(crate) fn over(&self) -> impl Future<Output = Error> + Send + use<> {
        self.over_one(self.until)
    }

    /// The same for one of several calls at a time.
    pub(crate) fn over_one(
        &self,
        until: Option<Instant>,
    ) -> impl Future<Output = Error> + Send + use<> {
        let (cancel, deadline) = (self.cancel.clone(), self.deadline);
        async move {
            let cancelled = async {
                match &cancel {
                    Some(cancel) => cancel.cancelled().await,
                    None => std::future::pending().await,
                }
            };
            let passed = async {
                match until {
                    Some(until) => tokio::time::sleep_until(until.into()).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = cancelled => self::cancelled(),
                () = passed => deadline_passed(deadline.unwrap_or_default()),
            }
        }
    }
}

fn deadline_passed(deadline: Duration) -> Error {
    Error::new(
        ErrorKind::Deadline,
        format!("the call took longer than the {deadline:?} that it may"),
    )
    .with_help("raise the limit with `Builder::deadline`")
}
