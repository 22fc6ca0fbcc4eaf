//! What the host keeps for one instance: WASI's state and the limits.

use std::collections::HashMap;
use std::sync::Arc;

use wasmtime::component::ResourceTable;
use wasmtime_wasi::{WasiCtx, WasiCtxView, WasiView};
use wasmtime_wasi_config::WasiConfigVariables;

use crate::arguments::Line;
use crate::denial::Denials;
use crate::grant::Opened;
use crate::key_value::Stores;
use crate::limit::{Limits, Usage, Watch};
use crate::metrics::Counters;
use crate::network::Network;
use crate::output::Tail;
use crate::resource::Table;
use crate::{Area, Error};

/// The state beside a component's instance.
pub(crate) struct Host {
    wasi: WasiCtx,
    pub(crate) wasi_table: ResourceTable,
    /// The host's own resources.
    pub(crate) table: Arc<Table>,
    pub(crate) stderr: Tail,
    pub(crate) usage: Usage,
    pub(crate) watch: Watch,
    /// How much fuel a call gets.
    pub(crate) fuel: Option<u64>,
    /// How much stack there is, in bytes.
    pub(crate) stack: usize,
    /// How many resources of WASI it may hold.
    pub(crate) resource_limit: usize,
    /// What it may reach.
    pub(crate) network: Arc<Network>,
    /// The names that look-ups under way are for.
    pub(crate) lookups: HashMap<u32, String>,
    #[cfg(feature = "http")]
    pub(crate) http: crate::http::Sender,
    pub(crate) config: WasiConfigVariables,
    pub(crate) stores: Stores,
    /// Whether it may touch any file.
    pub(crate) has_dirs: bool,
    /// What it asked for in vain.
    pub(crate) denials: Arc<Denials>,
    /// The areas that it imports and of which it has nothing.
    pub(crate) missing: Arc<[Area]>,
    /// The resources among the arguments that are being passed.
    pub(crate) line: Line,
}

impl Host {
    pub(crate) fn new(opened: Opened, limits: &Limits, counters: &Arc<Counters>) -> Self {
        Self {
            wasi: opened.wasi,
            wasi_table: limits.resource_table(),
            table: Arc::default(),
            stderr: opened.stderr,
            usage: Usage::new(limits, counters),
            watch: Watch::new(limits),
            fuel: limits.fuel,
            stack: limits.stack(),
            resource_limit: limits.resources(),
            network: opened.network,
            lookups: HashMap::new(),
            #[cfg(feature = "http")]
            http: opened.http,
            config: opened.config,
            stores: opened.stores,
            has_dirs: opened.has_dirs,
            denials: opened.denials,
            missing: Arc::default(),
            line: Line::default(),
        }
    }

    /// What is counted of it.
    pub(crate) fn counters(&self) -> &Arc<Counters> {
        &self.usage.counted.counters
    }

    /// Says in an error's help what was not granted, where that may be why.
    pub(crate) fn advise(&self, error: Error) -> Error {
        self.denials.advise(error, &self.missing)
    }
}

impl Drop for Host {
    /// What the component held is gone with it, also where handles of the ended instance are still about.
    fn drop(&mut self) {
        self.table.clear();
    }
}

impl WasiView for Host {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView {
            ctx: &mut self.wasi,
            table: &mut self.wasi_table,
        }
    }
}
