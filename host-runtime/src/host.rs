//! What the host keeps for one instance: WASI's state and the limits.

use std::collections::HashMap;
use std::sync::Arc;

use wasmtime::component::ResourceTable;
use wasmtime_wasi::{WasiCtx, WasiCtxView, WasiView};

use crate::arguments::Line;
use crate::grant::Opened;
use crate::limit::{Limits, Usage, Watch};
use crate::network::Network;
use crate::output::Tail;
use crate::resource::Table;

/// The state beside a component's instance.
pub(crate) struct Host {
    wasi: WasiCtx,
    wasi_table: ResourceTable,
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
    /// The resources among the arguments that are being passed.
    pub(crate) line: Line,
}

impl Host {
    pub(crate) fn new(opened: Opened, limits: &Limits) -> Self {
        Self {
            wasi: opened.wasi,
            wasi_table: limits.resource_table(),
            table: Arc::default(),
            stderr: opened.stderr,
            usage: Usage::new(limits),
            watch: Watch::new(limits),
            fuel: limits.fuel,
            stack: limits.stack,
            resource_limit: limits.resources,
            network: opened.network,
            lookups: HashMap::new(),
            line: Line::default(),
        }
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
