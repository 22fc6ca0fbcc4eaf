//! What the host keeps for one instance: WASI's state and the limits.

use std::collections::HashMap;
use std::sync::Arc;

use wasmtime::ResourceLimiter;
use wasmtime::component::ResourceTable;
use wasmtime_wasi::{WasiCtx, WasiCtxView, WasiView};

use crate::arguments::Line;
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
    pub(crate) memory: MemoryLimit,
    /// What it may reach.
    pub(crate) network: Arc<Network>,
    /// The names that look-ups under way are for.
    pub(crate) lookups: HashMap<u32, String>,
    /// The resources among the arguments that are being passed.
    pub(crate) line: Line,
}

impl Host {
    pub(crate) fn new(
        wasi: WasiCtx,
        network: Arc<Network>,
        stderr: Tail,
        memory_limit: usize,
    ) -> Self {
        Self {
            wasi,
            wasi_table: ResourceTable::new(),
            table: Arc::default(),
            stderr,
            memory: MemoryLimit {
                limit: memory_limit,
                used: 0,
                refused: None,
            },
            network,
            lookups: HashMap::new(),
            line: Line::default(),
        }
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

/// Bounds the linear memories of an instance, all of them together.
pub(crate) struct MemoryLimit {
    /// The bound, in bytes.
    pub(crate) limit: usize,
    used: usize,
    /// How many bytes the latest growth that was refused would have come to.
    pub(crate) refused: Option<usize>,
}

impl ResourceLimiter for MemoryLimit {
    fn memory_growing(
        &mut self,
        current: usize,
        desired: usize,
        maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        if maximum.is_some_and(|maximum| desired > maximum) {
            return Ok(false);
        }
        let used = self.used + (desired - current);
        if used > self.limit {
            self.refused = Some(used);
            return Ok(false);
        }
        self.used = used;
        Ok(true)
    }

    fn table_growing(
        &mut self,
        _: usize,
        desired: usize,
        _: Option<usize>,
    ) -> wasmtime::Result<bool> {
        Ok(desired <= 1 << 20)
    }
}
