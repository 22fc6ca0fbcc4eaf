//! What an instance's calls are watched for: the limits of time of its own, and those of the components that a call comes
//! from through links.
//!
//! When it is asked is not decided here: compiled code does so at each beat of the ticker, the host's waiting functions
//! for as long as they wait.

use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Instant;

use super::bound::Bound;
use super::{Allowance, Limits};
use crate::Error;
use crate::ticker::Running;

/// How long the call that is running may go on. An instance whose code does not look has nothing to watch.
#[derive(Default)]
pub(crate) struct Watch(Option<Box<Watched>>);

#[derive(Default)]
struct Watched {
    own: Bound,
    callers: Vec<Bound>,
    /// How many of several calls at a time are running, and when each has to be over.
    running_calls: usize,
    calls: Vec<Instant>,
    running: Option<Running>,
}

impl Watch {
    pub(crate) fn new(limits: &Limits) -> Self {
        let watched = limits.interrupt().then(|| Watched {
            own: Bound::new(limits),
            ..Watched::default()
        });
        Self(watched.map(Box::new))
    }

    /// Whether there may be anything to watch.
    #[inline]
    pub(crate) fn is_on(&self) -> bool {
        self.0.is_some()
    }

    /// Begins a call; whether there is anything to watch.
    ///
    /// # Errors
    ///
    /// When it was cancelled before it began. That a caller's time is over is seen while it runs: it has been seen to before
    /// that there is some left.
    #[cold]
    pub(crate) fn begin(&mut self) -> Result<bool, Error> {
        match &mut self.0 {
            Some(watched) => watched.begin(),
            None => Ok(false),
        }
    }

    /// Ends a call.
    #[cold]
    pub(crate) fn end(&mut self) {
        if let Some(watched) = &mut self.0 {
            watched.end();
        }
    }

    /// Begins one of several calls at a time; when it has to be over.
    pub(crate) fn begin_one(&mut self) -> Option<Instant> {
        self.0.as_mut()?.begin_one()
    }

    /// Ends one of several calls at a time.
    pub(crate) fn end_one(&mut self, until: Option<Instant>) {
        if let Some(watched) = &mut self.0 {
            watched.end_one(until);
        }
    }

    /// What keeps the call from going on.
    pub(crate) fn check(&self) -> Option<Error> {
        self.0.as_ref()?.check()
    }

    /// What its limits, and those of its callers, leave a call that it makes as `name` through a link.
    pub(super) fn bounds(&self, name: &Arc<str>) -> Vec<Bound> {
        let watched = self.0.as_ref();
        watched.map_or_else(Vec::new, |watched| watched.bounds(name))
    }

    /// Is ready when the call has to end, with the reason.
    pub(crate) fn over(&self) -> impl Future<Output = Error> + Send + use<> {
        self.over_one(None)
    }

    /// The same for one of several calls at a time.
    pub(crate) fn over_one(
        &self,
        until: Option<Instant>,
    ) -> impl Future<Output = Error> + Send + use<> {
        let over = self.0.as_ref().map(|watched| watched.over_one(until));
        async move {
            match over {
                Some(over) => over.await,
                None => std::future::pending().await,
            }
        }
    }
}

impl Watched {
    fn begin(&mut self) -> Result<bool, Error> {
        if let Some(allowance) = Allowance::current() {
            self.callers.clone_from(&allowance.bounds);
        }
        if !self.own.is_some() && self.callers.is_empty() {
            return Ok(false);
        }
        self.own.begin();
        if let Some(error) = self.own.check() {
            self.end();
            return Err(error);
        }
        self.running = Some(Running::begin());
        Ok(true)
    }

    fn end(&mut self) {
        self.own.end();
        self.callers.clear();
        if self.running_calls == 0 {
            self.running = None;
        }
    }

    fn begin_one(&mut self) -> Option<Instant> {
        if !self.own.is_some() {
            return None;
        }
        self.running_calls += 1;
        if self.running.is_none() {
            self.running = Some(Running::begin());
        }
        let until = self.own.end_of_call()?;
        self.calls.push(until);
        Some(until)
    }

    fn end_one(&mut self, until: Option<Instant>) {
        let place = until.and_then(|until| self.calls.iter().position(|call| *call == until));
        if let Some(place) = place {
            self.calls.swap_remove(place);
        }
        self.running_calls = self.running_calls.saturating_sub(1);
        if self.running_calls == 0 {
            self.running = None;
        }
    }

    fn check(&self) -> Option<Error> {
        let own = match self.first_call() {
            None => self.own.check(),
            until => self.own.or_until(until).check(),
        };
        own.or_else(|| self.callers.iter().find_map(Bound::check))
    }

    /// When the first of several calls at a time has to be over. It ends all of them.
    fn first_call(&self) -> Option<Instant> {
        self.calls.iter().min().copied()
    }

    fn bounds(&self, name: &Arc<str>) -> Vec<Bound> {
        let mut bounds = Vec::new();
        if self.own.is_some() {
            bounds.push(self.own.or_until(self.first_call()).of_caller(name));
        }
        bounds.extend_from_slice(&self.callers);
        bounds
    }

    fn over_one(&self, until: Option<Instant>) -> impl Future<Output = Error> + Send + use<> {
        let own = self.own.or_until(until).over();
        let mut callers: Vec<Pin<Box<_>>> = self
            .callers
            .iter()
            .map(|bound| Box::pin(bound.clone().over()))
            .collect();
        async move {
            let callers = std::future::poll_fn(move |context| {
                let over =
                    callers
                        .iter_mut()
                        .find_map(|bound| match bound.as_mut().poll(context) {
                            Poll::Ready(error) => Some(error),
                            Poll::Pending => None,
                        });
                over.map_or(Poll::Pending, Poll::Ready)
            });
            tokio::select! {
                error = own => error,
                error = callers => error,
            }
        }
    }
}
