//! What the limits of a component leave of time and fuel to another that it calls through a link.
//!
//! ```text
//! importer's call ──► Allowance::lend ──► this thread's allowance ──► provider's call: Watch::begin, Spending::begin
//!                                                                       waiting for it: turns, pools
//! ```
//!
//! It is the thread's until the provider runs, so that whatever the call needs on its way is bounded as well: the provider's
//! turn, a new instance, the end of a resource. It is nobody else's: what a function of the host calls meanwhile has
//! limits of its own. Whether a provider can be bounded is not asked here but when it is linked (see `link`).

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use wasmtime::{Store, StoreContextMut, Trap};

use super::bound::Bound;
use crate::host::Host;
use crate::{Error, ErrorKind};

/// What the callers of a component leave it.
pub(crate) struct Allowance {
    pub(super) bounds: Vec<Bound>,
    fuel: Option<Fuel>,
}

/// Fuel that a caller has left.
struct Fuel {
    caller: Arc<str>,
    left: Cell<u64>,
}

thread_local! {
    static CURRENT: RefCell<Option<Rc<Allowance>>> = const { RefCell::new(None) };
}

/// Takes the thread back to the allowance that it had before, when dropped.
struct Lent(Option<Rc<Allowance>>);

impl Drop for Lent {
    fn drop(&mut self) {
        replace(self.0.take());
    }
}

/// Makes an allowance the thread's; the one before. A thread that is about to end has none.
fn replace(allowance: Option<Rc<Allowance>>) -> Option<Rc<Allowance>> {
    let before = CURRENT.try_with(|current| current.replace(allowance));
    before.unwrap_or_default()
}

impl Allowance {
    /// That of the call which this thread is making, if it is bounded.
    pub(crate) fn current() -> Option<Rc<Self>> {
        let current = CURRENT.try_with(|current| current.borrow().clone());
        current.unwrap_or_default()
    }

    /// What keeps the call from going on.
    pub(crate) fn check(&self) -> Option<Error> {
        self.bounds.iter().find_map(Bound::check)
    }

    /// Runs `body`, which calls another component, within what the limits of the one in `store` leave it.
    ///
    /// # Errors
    ///
    /// When nothing is left. The other component is not left in the middle of anything then.
    pub(crate) fn lend<R>(
        store: &mut StoreContextMut<'_, Host>,
        body: impl FnOnce() -> R,
    ) -> Result<R, Error> {
        let Some(allowance) = Self::of(store) else {
            return Ok(body());
        };
        if let Some(error) = allowance.check() {
            return Err(error);
        }
        let allowance = Rc::new(allowance);
        let lent = Lent(replace(Some(Rc::clone(&allowance))));
        let result = body();
        drop(lent);
        if let Some(fuel) = &allowance.fuel {
            // The engine counts: it has said so.
            let _ = store.set_fuel(fuel.left.get());
        }
        Ok(result)
    }

    /// Runs `body`, in which the thread runs a component that has its allowance already.
    pub(crate) fn spent<R>(body: impl FnOnce() -> R) -> R {
        let _lent = Lent(replace(None));
        body()
    }

    fn of(store: &StoreContextMut<'_, Host>) -> Option<Self> {
        let host = store.data();
        if !host.watch.is_on() && host.fuel.is_none() {
            return None;
        }
        let name: Arc<str> = host.counters().name().into();
        let bounds = host.watch.bounds(&name);
        let fuel = host.fuel.and_then(|_| {
            Some(Fuel {
                left: Cell::new(store.get_fuel().ok()?),
                caller: host.spends.clone().unwrap_or(name),
            })
        });
        (fuel.is_some() || !bounds.is_empty()).then_some(Self { bounds, fuel })
    }
}

/// A call that uses up what its callers have left of fuel, if that is less than its own.
pub(crate) struct Spending {
    allowance: Rc<Allowance>,
    given: u64,
}

impl Spending {
    /// Begins a call that has been given its own fuel. None where there is none of a caller's to use.
    pub(crate) fn begin(store: &mut Store<Host>) -> wasmtime::Result<Option<Self>> {
        let Some(own) = store.data().fuel else {
            return Ok(None);
        };
        let Some(allowance) = Allowance::current() else {
            return Ok(None);
        };
        let Some(fuel) = &allowance.fuel else {
            return Ok(None);
        };
        let given = own.min(fuel.left.get());
        if given < own {
            store.set_fuel(given)?;
            store.data_mut().spends = Some(Arc::clone(&fuel.caller));
        }
        Ok(Some(Self { allowance, given }))
    }

    /// Ends the call, and takes what it used from what the caller has left.
    pub(crate) fn end<R>(
        self,
        store: &mut Store<Host>,
        result: wasmtime::Result<R>,
    ) -> wasmtime::Result<R> {
        let used = self.given.saturating_sub(store.get_fuel()?);
        if let Some(fuel) = &self.allowance.fuel {
            fuel.left.set(fuel.left.get().saturating_sub(used));
        }
        let Some(caller) = store.data_mut().spends.take() else {
            return result;
        };
        result.map_err(|error| match error.downcast_ref() {
            Some(Trap::OutOfFuel) => error.context(used_up(&caller)),
            _ => error,
        })
    }
}

fn used_up(caller: &str) -> Error {
    Error::new(
        ErrorKind::FuelLimit,
        format!("the component used up the fuel that `{caller}` had left"),
    )
    .with_help("raise the limit with `Builder::fuel`")
}
