//! A component that is ready to be instantiated, once or many times.

use std::sync::Arc;
use std::time::Duration;

use wasmtime::Store;

use crate::engine::Settings;
pub(crate) use crate::failure::not_started;
use crate::grant;
use crate::host::Host;
use crate::limit::{Allowance, Cancel, Limits};
use crate::linked::Linked;
use crate::live::{Bind, Live};
use crate::metrics::Counters;
use crate::opened::Granted;
use crate::{Error, ErrorKind, scope};

/// A component that has been linked, and what its instances are granted.
pub(crate) struct Prepared {
    pub(crate) linked: Arc<Linked>,
    settings: Settings,
    granted: Arc<Granted>,
    limits: Limits,
    counters: Arc<Counters>,
}

impl Prepared {
    pub(crate) fn new(
        linked: Arc<Linked>,
        settings: Settings,
        grants: &grant::Shared,
        limits: &Limits,
        counters: Arc<Counters>,
    ) -> Result<Self, Error> {
        Ok(Self {
            granted: linked.granted(grants, limits.print)?,
            linked,
            settings,
            limits: limits.clone(),
            counters,
        })
    }

    /// How long a call may take, and who can end it before.
    pub(crate) fn patience(&self) -> (Option<Duration>, Option<Cancel>) {
        (self.limits.deadline, self.limits.cancel.clone())
    }

    /// What is counted of its instances.
    pub(crate) fn counters(&self) -> &Counters {
        &self.counters
    }

    /// A new instance.
    pub(crate) fn start(&self, bind: Bind) -> Result<Live, Error> {
        let span = tracing::debug_span!("instantiate", component = self.counters.name());
        let _entered = span.enter();
        let (store, instance) = self.instantiate()?;
        Live::new(&self.linked, store, instance, bind)
    }

    /// A store for an instance, with what was granted.
    pub(crate) fn store(&self) -> Result<Store<Host>, Error> {
        let host = Host::new(&self.granted, &self.limits, &self.counters)?;
        let mut store = Store::new(self.linked.pre.engine(), host);
        self.limits.apply(&mut store, self.settings);
        Ok(store)
    }

    /// Instantiates the component.
    pub(crate) fn instantiate(
        &self,
    ) -> Result<(Store<Host>, wasmtime::component::Instance), Error> {
        let mut store = self.store()?;
        let table = Arc::clone(&store.data().table);
        begin(&mut store)?;
        let stack = store.data().stack;
        let instance = scope::run(None, &table, stack, || {
            Allowance::spent(|| self.linked.pre.instantiate(&mut store))
        });
        store.data_mut().watch.end();
        match instance {
            Ok(instance) => Ok((store, instance)),
            Err(error) => Err(not_started(store.data(), &error)),
        }
    }
}

/// Begins what limits bound: a call, or the start of a component.
pub(crate) fn begin(store: &mut Store<Host>) -> Result<(), Error> {
    if let Some(fuel) = store.data().fuel {
        store
            .set_fuel(fuel)
            .map_err(|error| Error::new(ErrorKind::Host, format!("{error:#}")))?;
    }
    if store.data_mut().watch.begin()? {
        store.set_epoch_deadline(1);
    }
    Ok(())
}
