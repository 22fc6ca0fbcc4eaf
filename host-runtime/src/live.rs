//! What a running instance is made of, for as long as it can be called.

use std::sync::Arc;

use wasmtime::Store;
use wasmtime::component::{Func, Instance as WasmInstance};

use crate::host::Host;
use crate::limit::{Allowance, Spending};
use crate::linked::Linked;
use crate::{Error, scope};

/// Whether an instance can still be called.
pub(crate) enum Life {
    Live(Live),
    /// What ended the instance.
    Gone(String),
}

impl Life {
    pub(crate) fn panicked() -> Self {
        Life::Gone("a call panicked in the host".to_string())
    }

    /// Ends the instance, if it has not ended, and says why.
    pub(crate) fn end(&mut self, reason: String) {
        if let Life::Live(live) = std::mem::replace(self, Life::Gone(reason)) {
            live.end();
        }
    }
}

/// Which functions of a world are looked for beforehand. The first time all are, and their types held against the Rust
/// types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bind {
    /// All.
    All,
    /// None but those that are called: for an instance that serves one call.
    Called,
}

/// What a running instance is made of.
pub(crate) struct Live {
    pub(crate) store: Store<Host>,
    pub(crate) instance: WasmInstance,
    linked: Arc<Linked>,
    /// Those of the world, by their number, unless each is looked for when it is called.
    pub(crate) funcs: Vec<Func>,
    /// Whether calls are bounded in time or fuel.
    pub(crate) bounded: bool,
}

impl Live {
    /// Finds the functions of a world.
    pub(crate) fn new(
        linked: &Arc<Linked>,
        mut store: Store<Host>,
        instance: WasmInstance,
        bind: Bind,
    ) -> Result<Self, Error> {
        let is_unchecked = linked.is_unchecked();
        let funcs = if is_unchecked || bind == Bind::All {
            linked.functions.bind(&instance, &mut store, is_unchecked)?
        } else {
            Vec::new()
        };
        if is_unchecked {
            linked.set_checked();
        }
        let host = store.data();
        let bounded = host.watch.is_on() || host.fuel.is_some();
        Ok(Self {
            store,
            instance,
            linked: Arc::clone(linked),
            funcs,
            bounded,
        })
    }

    /// Ends the instance after a call, within the limits that the call had.
    pub(crate) fn end(self) {
        if self.bounded {
            scope::here(|here| here.ending(|| drop(self)));
        }
    }

    /// The function of this number.
    #[inline]
    pub(crate) fn func(&mut self, number: usize) -> wasmtime::Result<Func> {
        match self.funcs.get(number) {
            Some(func) => Ok(*func),
            None => self.find(number),
        }
    }

    #[cold]
    fn find(&mut self, number: usize) -> wasmtime::Result<Func> {
        let functions = &self.linked.functions;
        Ok(functions.bind_one(number, &self.instance, &mut self.store)?)
    }

    /// Runs `body` within the limits of time and fuel of one call, if there are any.
    #[cold]
    pub(crate) fn bounded<R>(
        &mut self,
        body: impl FnOnce(&mut Self) -> wasmtime::Result<R>,
    ) -> wasmtime::Result<R> {
        crate::prepared::begin(&mut self.store)?;
        let spending = Spending::begin(&mut self.store)?;
        let result = Allowance::spent(|| body(self));
        self.store.data_mut().watch.end();
        match spending {
            Some(spending) => spending.end(&mut self.store, result),
            None => result,
        }
    }
}
