//! Configuration by key: `wasi:config/store`.

use wasmtime::component::Linker;
use wasmtime_wasi_config::{WasiConfig, WasiConfigVariables};

use crate::Builder;
use crate::host::Host;

/// What a component is told.
pub(crate) fn variables(pairs: &[(String, String)]) -> WasiConfigVariables {
    pairs.iter().cloned().collect()
}

/// Provides the interface.
pub(crate) fn add_to_linker(linker: &mut Linker<Host>) -> wasmtime::Result<()> {
    wasmtime_wasi_config::add_to_linker(linker, |host| WasiConfig::from(&host.opened().config))
}

/// Configuration.
impl<W> Builder<W> {
    /// Gives the component a value that it can ask for by key (`wasi:config/store`). The last one for a key counts;
    /// other keys have none.
    pub fn config(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.grants.config.push((key.into(), value.into()));
        self
    }
}
