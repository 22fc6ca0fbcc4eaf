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

mod allowance;
mod bound;
mod budget;
mod cancel;
mod list;
mod usage;
mod watch;

use std::time::Duration;

use wasmtime::component::ResourceTable;
use wasmtime::{Store, UpdateDeadline};

use crate::engine::{DEFAULT_STACK, Settings};
use crate::host::Host;
use crate::{Error, ErrorKind};

pub(crate) use allowance::{Allowance, Spending};
pub use budget::MemoryBudget;
pub use cancel::Cancel;
pub use list::Limit;
pub(crate) use usage::Usage;
pub(crate) use watch::Watch;

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

/// The limits of a component's instances. `Display` prints them, a limit a line, in the words of a manifest's `[limits]`.
#[derive(Clone, Debug, Default)]
pub struct Limits {
    pub(crate) memory: Option<usize>,
    pub(crate) budget: Option<MemoryBudget>,
    pub(crate) table: Option<usize>,
    pub(crate) instances: Option<usize>,
    pub(crate) transfer: Option<usize>,
    pub(crate) resources: Option<usize>,
    pub(crate) stack: Option<usize>,
    pub(crate) fuel: Option<u64>,
    pub(crate) deadline: Option<Duration>,
    pub(crate) cpu: Option<Duration>,
    pub(crate) print: Option<u64>,
    pub(crate) cancel: Option<Cancel>,
    /// Whether limits of time of others can end a call.
    pub(crate) interruptible: bool,
}

/// What holds, whether it was set or not.
impl Limits {
    pub(crate) fn memory(&self) -> usize {
        self.memory.unwrap_or(DEFAULT_MEMORY)
    }

    pub(crate) fn table(&self) -> usize {
        self.table.unwrap_or(DEFAULT_TABLE)
    }

    pub(crate) fn instances(&self) -> usize {
        self.instances.unwrap_or(DEFAULT_INSTANCES)
    }

    pub(crate) fn transfer(&self) -> usize {
        self.transfer.unwrap_or(DEFAULT_TRANSFER)
    }

    pub(crate) fn resources(&self) -> usize {
        self.resources.unwrap_or(DEFAULT_RESOURCES)
    }

    /// How much stack the component's code may use, in bytes. A thread that calls it must have more, or the process is
    /// aborted when the component uses it.
    pub fn stack(&self) -> usize {
        self.stack.unwrap_or(DEFAULT_STACK)
    }
}

impl Limits {
    /// Whether a call may have to be interrupted.
    pub(crate) fn interrupt(&self) -> bool {
        self.interruptible || self.deadline.is_some() || self.cpu.is_some() || self.cancel.is_some()
    }

    /// Refuses limits with which nothing could run.
    ///
    /// # Errors
    ///
    /// When there is no time, no fuel or no stack at all.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let nothing = [
            ("deadline", self.deadline == Some(Duration::ZERO)),
            ("limit of CPU time", self.cpu == Some(Duration::ZERO)),
            ("limit of fuel", self.fuel == Some(0)),
            ("limit of the stack", self.stack == Some(0)),
        ];
        match nothing.iter().find(|(_, is_nothing)| *is_nothing) {
            None => Ok(()),
            Some((limit, _)) => Err(Error::new(
                ErrorKind::BadGrant,
                format!("a {limit} of 0 lets no call run"),
            )
            .with_help("raise it, or leave it out")),
        }
    }

    /// The engine that can keep them.
    pub(crate) fn settings(&self, is_async: bool) -> Result<Settings, Error> {
        self.check()?;
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
            stack: self.stack(),
        })
    }

    /// Has a new store keep them.
    ///
    /// An asynchronous component that computes makes way at each beat for the others on its thread.
    pub(crate) fn apply(&self, store: &mut Store<Host>, settings: Settings) {
        store.limiter(|host| &mut host.usage);
        store.set_hostcall_fuel(self.transfer());
        store.set_max_component_handles(self.resources());
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
        table.set_max_capacity(self.resources());
        table
    }
}
