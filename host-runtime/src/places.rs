//! A pool that is running.
//!
//! ```text
//! fresh     call ──► spare (made in advance) or made now ──► dropped
//! reused    call ──► spare (used before) or made now ──► spare again
//! ```
//!
//! A place is the right to have an instance. It is taken before one is made and given back when it is gone, so that
//! there are never more than `size`; a spare instance keeps its place. One that a call has ended is dropped, and what is
//! to be there in advance is made again by the pool's keeper, a thread that sleeps otherwise.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError, Weak};
use std::thread::Thread;
use std::time::{Duration, Instant as Time};

use wasmtime::component::{Component, ResourceAny};

use crate::contract::Export;
use crate::instance::Instance;
use crate::limit::{Allowance, Cancel};
use crate::live::{Bind, Live};
use crate::prepared::Prepared;
use crate::{Error, ErrorKind, Pool};

/// How often a call that waits for an instance looks whether it may go on.
const LOOK: Duration = Duration::from_millis(10);

/// An instance that no call has.
pub(crate) struct Spare {
    pub(crate) live: Live,
    /// Resources that are still to be dropped.
    pub(crate) dropped: Vec<ResourceAny>,
}

/// A pool that is running.
pub(crate) struct Places(Arc<Shared>);

struct Shared {
    policy: Pool,
    exports: &'static [Export],
    prepared: Prepared,
    /// How long a call waits, and who may end that.
    wait: Duration,
    cancel: Option<Cancel>,
    state: Mutex<State>,
    returned: Condvar,
    keeper: OnceLock<Thread>,
}

#[derive(Default)]
struct State {
    /// How many places are taken.
    taken: usize,
    /// Those that have an instance which no call has; the one used last is the last.
    spare: Vec<Spare>,
    /// How many calls wait. Waking nobody would be a call of the system as well.
    waiting: usize,
}

/// A place in a pool, given back when dropped. It has none any more once a spare instance has it.
pub(crate) struct Place(Option<Arc<Shared>>);

impl Drop for Place {
    fn drop(&mut self) {
        let Some(pool) = self.0.take() else {
            return;
        };
        let mut state = pool.state();
        state.taken -= 1;
        pool.wake_one(state);
        pool.wake_keeper();
    }
}

impl Place {
    fn new(pool: &Arc<Shared>) -> Self {
        Self(Some(Arc::clone(pool)))
    }

    /// Gives back an instance after its call, where it can still be used.
    pub(crate) fn give_back(mut self, spare: Option<Spare>) {
        let reuse = self.0.as_ref().is_some_and(|pool| pool.policy.reuse);
        // An instance that isn't used again goes before its place is free.
        let Some(spare) = spare.filter(|_| reuse) else {
            return;
        };
        spare.live.store.data().clear_stderr();
        if let Some(pool) = self.0.take() {
            let mut state = pool.state();
            state.spare.push(spare);
            pool.wake_one(state);
        }
    }
}

impl Places {
    /// A pool of instances of a component, of which the first has been made.
    pub(crate) fn new(pool: Pool, prepared: Prepared, first: Live) -> Self {
        let spare = Spare {
            live: first,
            dropped: Vec::new(),
        };
        let (deadline, cancel) = prepared.patience();
        let shared = Arc::new(Shared {
            wait: deadline.map_or(pool.wait, |deadline| deadline.min(pool.wait)),
            cancel,
            exports: prepared.linked.functions.exports(),
            prepared,
            state: Mutex::new(State {
                taken: 1,
                spare: vec![spare],
                waiting: 0,
            }),
            returned: Condvar::new(),
            keeper: OnceLock::new(),
            policy: pool,
        });
        shared.fill();
        if shared.policy.warm > 0 {
            start_keeper(&shared);
        }
        Self(shared)
    }

    /// What its instances are made of: for a pool with an engine of its own, machine code of its own.
    pub(crate) fn component(&self) -> &Component {
        self.0.prepared.linked.pre.component()
    }

    /// An instance for one call; waits while all are busy.
    ///
    /// # Errors
    ///
    /// When none was free for as long as a call waits, and when a new one can't be made.
    pub(crate) fn take(&self) -> Result<Instance, Error> {
        let taken = self.take_place();
        if let Err(error) = &taken {
            self.0.prepared.counters().add_failure(error);
        }
        taken
    }

    fn take_place(&self) -> Result<Instance, Error> {
        let shared = &self.0;
        let mut began = None;
        let mut state = shared.state();
        loop {
            if let Some(spare) = state.spare.pop() {
                drop(state);
                shared.wake_keeper();
                return Ok(self.lend(spare, Place::new(shared)));
            }
            if state.taken < shared.policy.size {
                state.taken += 1;
                drop(state);
                return self.make();
            }
            let began = *began.get_or_insert_with(|| {
                shared.prepared.counters().add_wait();
                Time::now()
            });
            state = shared.wait(state, began)?;
        }
    }

    fn make(&self) -> Result<Instance, Error> {
        let place = Place::new(&self.0);
        let live = self.0.start()?;
        let dropped = Vec::new();
        Ok(self.lend(Spare { live, dropped }, place))
    }

    fn lend(&self, spare: Spare, place: Place) -> Instance {
        Instance::lent(self.0.exports, spare, place)
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn start(&self) -> Result<Live, Error> {
        self.prepared.start(if self.policy.reuse {
            Bind::All
        } else {
            Bind::Called
        })
    }

    #[cold]
    fn wait<'a>(
        &'a self,
        mut state: MutexGuard<'a, State>,
        began: Time,
    ) -> Result<MutexGuard<'a, State>, Error> {
        if let Some(cancel) = &self.cancel {
            cancel.check()?;
        }
        let allowance = Allowance::current();
        if let Some(error) = allowance.as_ref().and_then(|allowance| allowance.check()) {
            return Err(error);
        }
        let left = self.wait.saturating_sub(began.elapsed());
        if left.is_zero() {
            return Err(self.busy());
        }
        let looks = self.cancel.is_some() || allowance.is_some();
        let longest = if looks { left.min(LOOK) } else { left };
        state.waiting += 1;
        let waited = self.returned.wait_timeout(state, longest);
        let (mut state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        state.waiting -= 1;
        Ok(state)
    }

    fn busy(&self) -> Error {
        Error::new(
            ErrorKind::Busy,
            format!(
                "all {} instances of the pool were busy for the {:?} that a call waits",
                self.policy.size,
                self.wait
            ),
        )
        .with_help(
            "make the pool larger, let calls wait longer (`Pool::wait`), or drop what they returned: a resource keeps its instance",
        )
    }

    /// Makes what is to be there in advance. Those that can't be made are left for another time.
    fn fill(&self) {
        loop {
            {
                let mut state = self.state();
                if state.spare.len() >= self.policy.warm || state.taken >= self.policy.size {
                    return;
                }
                state.taken += 1;
            }
            let made = self.start();
            let mut state = self.state();
            match made {
                Ok(live) => state.spare.insert(
                    0,
                    Spare {
                        live,
                        dropped: Vec::new(),
                    },
                ),
                Err(error) => {
                    state.taken -= 1;
                    self.wake_one(state);
                    tracing::warn!(%error, "cannot make an instance in advance");
                    return;
                }
            }
            self.wake_one(state);
        }
    }

    /// Wakes a call that waits, if any does.
    fn wake_one(&self, state: MutexGuard<'_, State>) {
        let waits = state.waiting > 0;
        drop(state);
        if waits {
            self.returned.notify_one();
        }
    }

    fn wake_keeper(&self) {
        if let Some(keeper) = self.keeper.get()
            && self.state().spare.len() < self.policy.warm
        {
            keeper.unpark();
        }
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        if let Some(keeper) = self.keeper.get() {
            keeper.unpark();
        }
    }
}

fn start_keeper(shared: &Arc<Shared>) {
    let weak = Arc::downgrade(shared);
    let thread = std::thread::Builder::new()
        .name("wittgen-pool".into())
        .spawn(move || keep(&weak));
    match thread {
        Ok(thread) => drop(shared.keeper.set(thread.thread().clone())),
        Err(error) => {
            tracing::warn!(%error, "cannot start the thread that makes instances in advance")
        }
    }
}

fn keep(pool: &Weak<Shared>) {
    while let Some(shared) = pool.upgrade() {
        shared.fill();
        drop(shared);
        std::thread::park();
    }
}
