//! An instance of a component, and how a call is made.
//!
//! ```text
//! State::Single   one instance, called by one thread at a time: any, or the one that loaded it
//! State::Pool     no instance of its own: each call gets one of a pool (see `places`)
//! State::Driven   one instance on a task of its own; calls are sent to it, many at a time (see `driver`)
//! ```
//!
//! What fails in the middle of a call ends the instance, and with it everything that it held: memory, files,
//! locks.

mod failure;

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use wasmtime::component::{Component, ResourceAny};

use crate::contract::Export;
use crate::driver::Driver;
use crate::failure::explain;
use crate::live::{Life, Live};
use crate::metrics::Counters;
use crate::places::{Place, Places, Spare};
use crate::resource::Table;
use crate::scope::{self, Here};
use crate::turn::Turn;
use crate::{Error, ErrorKind, observe};

pub(crate) use failure::{busy, gone};
use failure::{fail, refuse};

/// An instance. Clones are the same instance.
#[derive(Clone)]
pub struct Instance(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    exports: &'static [Export],
    /// The host's resources that it holds.
    table: Arc<Table>,
    /// Resources that were dropped while a call was running.
    dropped: Mutex<Vec<ResourceAny>>,
    has_dropped: AtomicBool,
    state: State,
    /// Its place in a pool, if it came from one.
    place: Option<Place>,
    /// How many calls were begun; whoever has the turn counts.
    calls: AtomicU64,
    counters: Option<Arc<Counters>>,
}

impl Inner {
    /// How many calls were begun.
    pub(crate) fn calls(&self) -> u64 {
        self.calls.load(Ordering::Relaxed)
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        if let Some(counters) = &self.counters {
            counters.add_calls(*self.calls.get_mut());
        }
        let Some(place) = self.place.take() else {
            return;
        };
        let mut spare = None;
        if let State::Single(turn) = &mut self.state {
            let life = std::mem::replace(turn.get_mut(), Life::Gone(String::new()));
            if let Life::Live(live) = life {
                let dropped = self
                    .dropped
                    .get_mut()
                    .unwrap_or_else(PoisonError::into_inner);
                let dropped = std::mem::take(dropped);
                spare = Some(Spare { live, dropped });
            }
        }
        place.give_back(spare);
    }
}

enum State {
    Single(Turn<Life>),
    Pool(Places),
    Driven(Driver),
}

/// How an instance is shared between callers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Sharing {
    #[default]
    Shared,
    Owned,
}

impl Instance {
    /// A synchronous instance.
    pub(crate) fn new(exports: &'static [Export], live: Live, sharing: Sharing) -> Self {
        let host = live.store.data();
        let (table, counters) = (Arc::clone(&host.table), Arc::clone(host.counters()));
        let life = Life::Live(live);
        let turn = match sharing {
            Sharing::Shared => Turn::shared(life, Life::panicked),
            Sharing::Owned => Turn::owned(life, Life::panicked, scope::here(Here::thread)),
        };
        Self::with_state(exports, table, State::Single(turn), Some(counters))
    }

    /// One of a pool's instances, for one call and what comes of it.
    pub(crate) fn lent(exports: &'static [Export], spare: Spare, place: Place) -> Self {
        let Spare { live, dropped } = spare;
        let host = live.store.data();
        let (table, counters) = (Arc::clone(&host.table), Arc::clone(host.counters()));
        let turn = Turn::shared(Life::Live(live), Life::panicked);
        Self(Arc::new(Inner {
            exports,
            table,
            has_dropped: AtomicBool::new(!dropped.is_empty()),
            dropped: Mutex::new(dropped),
            state: State::Single(turn),
            place: Some(place),
            calls: AtomicU64::new(0),
            counters: Some(counters),
        }))
    }

    /// No instance of its own: each call takes one.
    pub(crate) fn pooled(exports: &'static [Export], places: Places) -> Self {
        Self::with_state(exports, Arc::default(), State::Pool(places), None)
    }

    /// An instance on a task of its own.
    pub(crate) fn driven(
        exports: &'static [Export],
        table: Arc<Table>,
        driver: Driver,
        counters: Arc<Counters>,
    ) -> Self {
        Self::with_state(exports, table, State::Driven(driver), Some(counters))
    }

    fn with_state(
        exports: &'static [Export],
        table: Arc<Table>,
        state: State,
        counters: Option<Arc<Counters>>,
    ) -> Self {
        let inner = Arc::new(Inner {
            exports,
            table,
            dropped: Mutex::default(),
            has_dropped: AtomicBool::new(false),
            state,
            place: None,
            calls: AtomicU64::new(0),
            counters,
        });
        if let Some(counters) = &inner.counters {
            counters.watch(&inner);
        }
        Self(inner)
    }

    /// Counts a call of an instance that runs several at a time.
    pub(crate) fn count_call(&self) {
        self.0.calls.fetch_add(1, Ordering::Relaxed);
    }

    /// The instance that this thread is calling.
    pub(crate) fn current() -> wasmtime::Result<Self> {
        scope::instance(|instance| match instance {
            Some(instance) => Ok(instance.clone()),
            None => wasmtime::bail!("a resource can only be received in a call"),
        })
    }

    /// Whether both are the same.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Whether this thread is calling this instance.
    #[inline]
    pub(crate) fn is_current(&self) -> bool {
        scope::instance(|current| current.is_some_and(|it| Arc::ptr_eq(&it.0, &self.0)))
    }

    /// Whether this is the instance whose resources of the host are in `table`.
    #[inline]
    pub(crate) fn has_table(&self, table: &Arc<Table>) -> bool {
        Arc::ptr_eq(&self.0.table, table)
    }

    /// What the instances of a pool are made of.
    pub(crate) fn pooled_component(&self) -> Option<&Component> {
        match &self.0.state {
            State::Pool(places) => Some(places.component()),
            State::Single(_) | State::Driven(_) => None,
        }
    }

    /// The full name of the function of this number.
    pub(crate) fn name(&self, index: usize) -> String {
        self.0.exports[index].full_name()
    }

    /// The driver of an asynchronous instance.
    pub(crate) fn driver(&self) -> Result<&Driver, Error> {
        match &self.0.state {
            State::Driven(driver) => Ok(driver),
            State::Single(_) | State::Pool(_) => Err(Error::new(
                ErrorKind::Host,
                "the instance was loaded for synchronous calls",
            )),
        }
    }

    /// Runs `body` in the instance. `name` gives the function's name for errors.
    #[inline]
    pub(crate) fn enter<R>(
        &self,
        name: impl Fn() -> String,
        body: impl FnOnce(&mut Live) -> wasmtime::Result<R>,
    ) -> Result<R, Error> {
        match &self.0.state {
            State::Single(turn) => self.take_turn(turn, name, body),
            State::Pool(_) | State::Driven(_) => self.enter_other(name, body),
        }
    }

    /// Where there is not just one instance.
    #[cold]
    fn enter_other<R>(
        &self,
        name: impl Fn() -> String,
        body: impl FnOnce(&mut Live) -> wasmtime::Result<R>,
    ) -> Result<R, Error> {
        if let State::Pool(places) = &self.0.state {
            let instance = places.take().map_err(|error| error.with_function(name()))?;
            if let State::Single(turn) = &instance.0.state {
                return instance.take_turn(turn, name, body);
            }
        }
        Err(Error::new(
            ErrorKind::Host,
            "the instance was loaded for asynchronous calls",
        )
        .with_function(name()))
    }

    #[inline(always)]
    fn take_turn<R>(
        &self,
        turn: &Turn<Life>,
        name: impl Fn() -> String,
        body: impl FnOnce(&mut Live) -> wasmtime::Result<R>,
    ) -> Result<R, Error> {
        scope::here(|here| match turn.take(here.thread()) {
            Ok(mut life) => {
                let result = self.run(here, &mut life, name, body);
                life.finish();
                result
            }
            Err(refused) => Err(refuse(refused, name())),
        })
    }

    #[inline(always)]
    fn run<R>(
        &self,
        here: &Here,
        life: &mut Life,
        name: impl Fn() -> String,
        body: impl FnOnce(&mut Live) -> wasmtime::Result<R>,
    ) -> Result<R, Error> {
        let live = match life {
            Life::Live(live) => live,
            Life::Gone(reason) => return Err(gone(reason).with_function(name())),
        };
        // Nobody else counts: this thread has the turn.
        let calls = &self.0.calls;
        calls.store(calls.load(Ordering::Relaxed) + 1, Ordering::Relaxed);
        let stack = live.store.data().stack;
        let result = here.run(Some(self), &self.0.table, stack, || {
            live.store.data_mut().usage.forget();
            let body = |live: &mut Live| {
                if self.has_pending() {
                    self.drop_pending(live)?;
                }
                body(live)
            };
            if observe::is_on() {
                return observe::call(live, &name(), |live| live.bounded(body));
            }
            if live.bounded {
                return live.bounded(body);
            }
            body(live)
        });
        self.0.table.end_loans();
        match result {
            Ok(value) => Ok(value),
            Err(error) => Err(fail(life, error, name())),
        }
    }

    /// Drops a resource: now, or at the latest with the next call when one is running.
    pub(crate) fn release(&self, resource: ResourceAny) {
        if let State::Driven(driver) = &self.0.state {
            driver.release(resource);
            return;
        }
        self.0
            .dropped
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(resource);
        self.0.has_dropped.store(true, Ordering::Release);
        if let State::Single(turn) = &self.0.state
            && !scope::here(Here::is_ending)
            && let Ok(Some(mut life)) = turn.try_take(scope::here(Here::thread))
        {
            self.release_pending(&mut life);
            life.finish();
        }
    }

    fn release_pending(&self, life: &mut Life) {
        if let Life::Live(live) = life {
            let stack = live.store.data().stack;
            let dropped = scope::run(Some(self), &self.0.table, stack, || {
                live.bounded(|live| self.drop_pending(live))
            });
            if let Err(error) = dropped {
                let error = explain(live.store.data(), error);
                if error.ends_instance() {
                    life.end(error.message().to_string());
                }
            }
        }
    }

    /// Whether resources were left to be dropped.
    #[inline]
    fn has_pending(&self) -> bool {
        self.0.has_dropped.load(Ordering::Acquire)
    }

    /// Drops the resources that were left for later.
    ///
    /// # Errors
    ///
    /// When that ends the instance.
    #[cold]
    fn drop_pending(&self, live: &mut Live) -> wasmtime::Result<()> {
        self.0.has_dropped.store(false, Ordering::Release);
        let pending = std::mem::take(
            &mut *self
                .0
                .dropped
                .lock()
                .unwrap_or_else(PoisonError::into_inner),
        );
        for resource in pending {
            if let Err(error) = resource.resource_drop(&mut live.store) {
                let error = explain(live.store.data(), error);
                if error.ends_instance() {
                    return Err(error.during("while a resource was dropped").into());
                }
            }
        }
        Ok(())
    }
}
