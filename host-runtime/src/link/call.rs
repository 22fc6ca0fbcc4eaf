//! A call through a link: from the store of the one component into that of the other.

use wasmtime::component::{ComponentExportIndex, Val};
use wasmtime::{AsContextMut as _, StoreContextMut};

use super::carry::{Passed, Returned};
use crate::Error;
use crate::host::Host;
use crate::instance::Instance;
use crate::limit::Allowance;

/// A function of the provider, as the importer calls it.
pub(super) struct Call {
    pub(super) name: String,
    pub(super) instance: Instance,
    pub(super) index: ComponentExportIndex,
    /// Whether the importer runs on threads that others run on.
    pub(super) is_async: bool,
    /// How many results it has.
    pub(super) results: usize,
    /// Where the provider exports the resources that go across, and their numbers; none where the function passes none.
    pub(super) resources: Option<Vec<(ComponentExportIndex, u32)>>,
}

impl Call {
    pub(super) fn make(
        &self,
        mut store: StoreContextMut<'_, Host>,
        params: &[Val],
        results: &mut [Val],
    ) -> wasmtime::Result<()> {
        let returned = match &self.resources {
            None => {
                let run = || self.run(&self.instance, params, &[]);
                self.lend(&mut store, run)?.values
            }
            Some(resources) => {
                let mut params = params.to_vec();
                let passed = Passed::unwrap(store.as_context_mut(), &mut params)?;
                let instance = passed.instance()?.unwrap_or(&self.instance);
                let run = || self.run(instance, &params, resources);
                let returned = self.lend(&mut store, run)?;
                passed.arrived();
                returned.wrap(store.as_context_mut())?
            }
        };
        for (result, value) in results.iter_mut().zip(returned) {
            *result = value;
        }
        Ok(())
    }

    /// Runs the call in the provider within what the importer's limits leave it.
    fn lend(
        &self,
        store: &mut StoreContextMut<'_, Host>,
        run: impl FnOnce() -> Result<Returned, Error>,
    ) -> Result<Returned, Error> {
        let returned = Allowance::lend(store, || in_place(self.is_async, run))?;
        returned.map_err(|error| error.during(&format!("in the linked `{}`", self.name)))
    }

    /// Calls the function in the provider.
    fn run(
        &self,
        instance: &Instance,
        params: &[Val],
        resources: &[(ComponentExportIndex, u32)],
    ) -> Result<Returned, Error> {
        instance.enter(
            || self.name.clone(),
            |live| {
                let Some(func) = live.instance.get_func(&mut live.store, self.index) else {
                    wasmtime::bail!("the linked component no longer has the function");
                };
                let mut results = vec![Val::Bool(false); self.results];
                func.call(&mut live.store, params, &mut results)?;
                let types: Vec<_> = resources
                    .iter()
                    .filter_map(|(index, number)| {
                        Some((live.instance.get_resource(&mut live.store, index)?, *number))
                    })
                    .collect();
                Returned::receive(results, &|ty| {
                    let known = types.iter().find(|(known, _)| known == ty);
                    known.map(|(_, number)| *number)
                })
            },
        )
    }
}

/// Drops a resource of the provider's that the importer has dropped, within what the importer's limits leave it.
pub(super) fn drop_resource(
    mut store: StoreContextMut<'_, Host>,
    index: u32,
    is_async: bool,
) -> wasmtime::Result<()> {
    let table = std::sync::Arc::clone(&store.data().table);
    Allowance::lend(&mut store, || {
        in_place(is_async, || drop(table.take(index)))
    })?;
    Ok(())
}

/// Runs what may wait, which a thread that is there for many components must not: another one takes its place.
fn in_place<R>(is_async: bool, body: impl FnOnce() -> R) -> R {
    if is_async {
        tokio::task::block_in_place(body)
    } else {
        body()
    }
}
