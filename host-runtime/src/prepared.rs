//! A component that is ready to be instantiated, once or many times.

use std::sync::Arc;
use std::time::Duration;

use wasmtime::Store;
use wasmtime::component::InstancePre;

use crate::contract::Functions;
pub(crate) use crate::failure::not_started;
use crate::grant::{Grants, Rules};
use crate::host::Host;
use crate::instance::{Bind, Live};
use crate::limit::{Cancel, Limits};
use crate::metrics::Counters;
use crate::{Area, Error, ErrorKind, needs, scope};

/// A component that has been linked, and what its instances are granted.
pub(crate) struct Prepared {
    pub(crate) linked: InstancePre<Host>,
    pub(crate) functions: Arc<Functions>,
    grants: Grants,
    rules: Rules,
    limits: Limits,
    counters: Arc<Counters>,
    missing: Arc<[Area]>,
}

impl Prepared {
    pub(crate) fn new(
        linked: InstancePre<Host>,
        functions: Functions,
        grants: &Grants,
        limits: &Limits,
        counters: Arc<Counters>,
    ) -> Result<Self, Error> {
        let component = linked.component();
        let ty = component.component_type();
        let missing = grants.missing(ty.imports(component.engine()).map(|(name, _)| name));
        needs::warn(&missing);
        Ok(Self {
            linked,
            functions: Arc::new(functions),
            rules: grants.read()?,
            missing: missing.iter().map(|missing| missing.area).collect(),
            grants: grants.clone(),
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
        Live::new(&self.functions, store, instance, bind)
    }

    /// A store for an instance, with what was granted.
    pub(crate) fn store(&self, is_async: bool) -> Result<Store<Host>, Error> {
        let mut host = Host::new(
            self.grants.open(&self.rules, self.limits.print)?,
            &self.limits,
            &self.counters,
        );
        host.missing = Arc::clone(&self.missing);
        let mut store = Store::new(self.linked.engine(), host);
        self.limits.apply(&mut store, is_async);
        Ok(store)
    }

    /// Instantiates the component.
    pub(crate) fn instantiate(
        &self,
    ) -> Result<(Store<Host>, wasmtime::component::Instance), Error> {
        let mut store = self.store(false)?;
        let table = Arc::clone(&store.data().table);
        begin(&mut store)?;
        let instance = scope::within(None, &table, || self.linked.instantiate(&mut store));
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
    let watch = &mut store.data_mut().watch;
    if !watch.is_on() {
        return Ok(());
    }
    // What was cancelled before it began doesn't begin.
    if let Some(error) = watch.check() {
        return Err(error);
    }
    watch.begin();
    store.set_epoch_deadline(1);
    Ok(())
}
