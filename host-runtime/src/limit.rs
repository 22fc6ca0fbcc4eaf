//! How much a component may use, and who notices.
//!
//! ```text
//! memory, tables      asked by wasmtime at each growth (ResourceLimiter)
//! core instances      asked by wasmtime as each is made (ResourceLimiter)
//! handles, transfers  counted by wasmtime as values go over the boundary
//! stack               checked by compiled code at each call
//! fuel                counted by compiled code
//! deadline, CPU time, cancelling
//!     while it computes    compiled code looks at each beat of the ticker ──► Watch::check
//!     while it waits       the host's waiting functions race with Watch::over (see `blocking`)
//! ```
//!
//! A limit that is hit ends the instance. What limits of time and fuel cost, only components that have them pay; they
//! run on engines of their own.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use cpu_time::ThreadTime;
use tokio::sync::Notify;
use wasmtime::component::ResourceTable;
use wasmtime::{ResourceLimiter, Store, UpdateDeadline};

use crate::engine::{DEFAULT_STACK, Settings};
use crate::host::Host;
use crate::metrics::{Counted, Counters};
use crate::ticker::Running;
use crate::{Error, ErrorKind};

/// How much memory a component may use unless said otherwise, in bytes.
const DEFAULT_MEMORY: usize = 512 << 20;

/// How many elements a component's tables may have together unless said otherwise.
const DEFAULT_TABLE: usize = 1 << 20;

/// How many core instances a component may be made of unless said otherwise.
const DEFAULT_INSTANCES: usize = 1_000;

/// How much a component may hand to the host at once unless said otherwise, in bytes.
const DEFAULT_TRANSFER: usize = 128 << 20;

/// How many resources a component may hold unless said otherwise.
const DEFAULT_RESOURCES: usize = 100_000;

/// A beat of the ticker that does not come, a process's life from now on.
const NEVER: u64 = u64::MAX / 2;

/// The limits of a component's instances.
#[derive(Clone, Debug)]
pub(crate) struct Limits {
    pub(crate) memory: usize,
    pub(crate) budget: Option<MemoryBudget>,
    pub(crate) table: usize,
    pub(crate) instances: usize,
    pub(crate) transfer: usize,
    pub(crate) resources: usize,
    pub(crate) stack: usize,
    pub(crate) fuel: Option<u64>,
    pub(crate) deadline: Option<Duration>,
    pub(crate) cpu: Option<Duration>,
    pub(crate) cancel: Option<Cancel>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            memory: DEFAULT_MEMORY,
            budget: None,
            table: DEFAULT_TABLE,
            instances: DEFAULT_INSTANCES,
            transfer: DEFAULT_TRANSFER,
            resources: DEFAULT_RESOURCES,
            stack: DEFAULT_STACK,
            fuel: None,
            deadline: None,
            cpu: None,
            cancel: None,
        }
    }
}

impl Limits {
    /// Whether a call may have to be interrupted.
    pub(crate) fn interrupt(&self) -> bool {
        self.deadline.is_some() || self.cpu.is_some() || self.cancel.is_some()
    }

    /// The engine that can keep them.
    pub(crate) fn settings(&self, is_async: bool) -> Result<Settings, Error> {
        if is_async && (self.fuel.is_some() || self.cpu.is_some()) {
            return Err(Error::new(
                ErrorKind::BadGrant,
                "asynchronous worlds have no limits of fuel or CPU time: their calls run side by side",
            )
            .with_help("set a `Builder::deadline` instead"));
        }
        Ok(Settings {
            is_async,
            interruptible: self.interrupt(),
            fuel: self.fuel.is_some(),
            composed: false,
            stack: self.stack,
        })
    }

    /// Has a new store keep them.
    ///
    /// An asynchronous component that computes makes way at each beat for the others on its thread.
    pub(crate) fn apply(&self, store: &mut Store<Host>, settings: Settings) {
        store.limiter(|host| &mut host.usage);
        store.set_hostcall_fuel(self.transfer);
        store.set_max_component_handles(self.resources);
        if settings.fuel && self.fuel.is_none() {
            // The engine counts, and nobody bounds it. A store always has fewer than can be counted.
            let _ = store.set_fuel(u64::MAX);
        }
        if settings.interruptible && !self.interrupt() {
            store.set_epoch_deadline(NEVER);
        }
        if self.interrupt() {
            let is_async = settings.is_async;
            store.set_epoch_deadline(1);
            store.epoch_deadline_callback(move |store| match store.data().watch.check() {
                Some(error) => Err(error.into()),
                None if is_async => Ok(UpdateDeadline::Yield(1)),
                None => Ok(UpdateDeadline::Continue(1)),
            });
        }
    }

    /// A table of resources that holds no more than it may.
    pub(crate) fn resource_table(&self) -> ResourceTable {
        let mut table = ResourceTable::new();
        table.set_max_capacity(self.resources);
        table
    }
}

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

    async fn cancelled(&self) {
        let notified = self.0.notify.notified();
        let mut notified = std::pin::pin!(notified);
        notified.as_mut().enable();
        if !self.is_cancelled() {
            notified.await;
        }
    }
}

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

fn cancelled() -> Error {
    Error::new(ErrorKind::Cancelled, "the call was cancelled")
}

fn deadline_passed(deadline: Duration) -> Error {
    Error::new(
        ErrorKind::Deadline,
        format!("the call took longer than the {deadline:?} that it may"),
    )
    .with_help("raise the limit with `Builder::deadline`")
}

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

    fn take(&self, bytes: usize) -> bool {
        let used = self.0.used.fetch_add(bytes, Ordering::Relaxed);
        let fits = used.saturating_add(bytes) <= self.0.limit;
        if !fits {
            self.give_back(bytes);
        }
        fits
    }

    fn give_back(&self, bytes: usize) {
        self.0.used.fetch_sub(bytes, Ordering::Relaxed);
    }
}

/// What an instance uses, and may.
pub(crate) struct Usage {
    limit: usize,
    table_limit: usize,
    instance_limit: usize,
    transfer: usize,
    budget: Option<MemoryBudget>,
    pub(crate) counted: Counted,
    /// How many elements its tables have.
    elements: usize,
    /// What the latest growth that was refused was about.
    refused: Option<Refused>,
}

/// A growth that was refused.
#[derive(Clone, Copy)]
enum Refused {
    /// To so many bytes.
    Memory(usize),
    /// By so many bytes, which the shared bound had not left.
    Budget(usize),
    /// To so many elements.
    Table(usize),
}

impl Usage {
    pub(crate) fn new(limits: &Limits, counters: &Arc<Counters>) -> Self {
        Self {
            limit: limits.memory,
            table_limit: limits.table,
            instance_limit: limits.instances,
            transfer: limits.transfer,
            budget: limits.budget.clone(),
            counted: Counted::new(counters),
            elements: 0,
            refused: None,
        }
    }

    /// Of how many core instances it may be made, and as many memories and tables.
    pub(crate) fn instance_limit(&self) -> usize {
        self.instance_limit
    }

    /// How much it may hand to the host at once, in bytes.
    pub(crate) fn transfer(&self) -> usize {
        self.transfer
    }

    /// Forgets what was refused.
    #[inline]
    pub(crate) fn forget(&mut self) {
        self.refused = None;
    }

    /// The error of what was refused in this call, which is what made it fail.
    pub(crate) fn refusal(&self) -> Option<Error> {
        let (kind, message, option) = match self.refused? {
            Refused::Memory(bytes) => (
                ErrorKind::OutOfMemory,
                format!(
                    "out of memory: the component needed {} and is limited to {}",
                    mebibytes(bytes),
                    mebibytes(self.limit)
                ),
                "raise the limit with `Builder::memory_limit`, or pass less at once",
            ),
            Refused::Budget(bytes) => (
                ErrorKind::OutOfMemory,
                format!(
                    "out of memory: the component needed {} more, and all that share its bound of {} have used it up",
                    mebibytes(bytes),
                    mebibytes(self.budget.as_ref().map_or(0, |budget| budget.0.limit)),
                ),
                "raise the `MemoryBudget`, or drop other components first",
            ),
            Refused::Table(elements) => (
                ErrorKind::TableLimit,
                format!(
                    "the component needed tables of {elements} elements and is limited to {}",
                    self.table_limit
                ),
                "raise the limit with `Builder::table_limit`",
            ),
        };
        Some(Error::new(kind, message).with_help(option))
    }

    fn refuse(&mut self, what: Refused) -> wasmtime::Result<bool> {
        self.refused = Some(what);
        Ok(false)
    }
}

impl Drop for Usage {
    fn drop(&mut self) {
        if let Some(budget) = &self.budget {
            budget.give_back(self.counted.memory());
        }
    }
}

impl ResourceLimiter for Usage {
    fn memory_growing(
        &mut self,
        current: usize,
        desired: usize,
        maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        if maximum.is_some_and(|maximum| desired > maximum) {
            return Ok(false);
        }
        let more = desired - current;
        let used = self.counted.memory().saturating_add(more);
        if used > self.limit {
            return self.refuse(Refused::Memory(used));
        }
        if self
            .budget
            .as_ref()
            .is_some_and(|budget| !budget.take(more))
        {
            return self.refuse(Refused::Budget(more));
        }
        self.counted.grow(more);
        Ok(true)
    }

    fn table_growing(
        &mut self,
        current: usize,
        desired: usize,
        maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        if maximum.is_some_and(|maximum| desired > maximum) {
            return Ok(false);
        }
        let elements = self.elements.saturating_add(desired - current);
        if elements > self.table_limit {
            return self.refuse(Refused::Table(elements));
        }
        self.elements = elements;
        Ok(true)
    }

    fn instances(&self) -> usize {
        self.instance_limit
    }

    fn memories(&self) -> usize {
        self.instance_limit
    }

    fn tables(&self) -> usize {
        self.instance_limit
    }
}

fn mebibytes(bytes: usize) -> String {
    format!("{} MiB", bytes.div_ceil(1 << 20))
}
