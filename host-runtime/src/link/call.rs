//! A call through a link: from the store of the one component into that of the other.

use wasmtime::component::{ComponentExportIndex, Val};
use wasmtime::{AsContextMut as _, StoreContextMut};

use super::carry::{Passed, Returned};
use crate::host::Host;
use crate::instance::Instance;

/// A function of the provider, as the importer calls it.
pub(super) struct Call {
    pub(super) name: String,
    pub(super) instance: Instance,
    pub(super) index: ComponentExportIndex,
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
            None => self.run(&self.instance, params, &[])?.values,
            Some(resources) => {
                let mut params = params.to_vec();
                let passed = Passed::unwrap(store.as_context_mut(), &mut params)?;
                let instance = passed.instance()?.unwrap_or(&self.instance);
                let returned = self.run(instance, &params, resources)?;
                passed.arrived();
                returned.wrap(store.as_context_mut())?
            }
        };
        for (result, value) in results.iter_mut().zip(returned) {
            *result = value;
        }
        Ok(())
    }

    /// Calls the function in the provider.
    fn run(
        &self,
        instance: &Instance,
        params: &[Val],
        resources: &[(ComponentExportIndex, u32)],
    ) -> wasmtime::Result<Returned> {
        let returned = instance.enter(
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
        )?;
        Ok(returned)
    }
}
