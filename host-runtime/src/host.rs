//! What the host keeps for one instance: WASI's state and the limits.

use std::sync::Arc;

use wasmtime::component::ResourceTable;
use wasmtime_wasi::{WasiCtxView, WasiView};

use crate::Error;
use crate::arguments::Line;
use crate::denial::Denials;
use crate::limit::{Limits, Usage, Watch};
use crate::metrics::Counters;
use crate::opened::{Granted, Opened};
use crate::resource::Table;

/// The state beside a component's instance.
pub(crate) struct Host {
    pub(crate) granted: Arc<Granted>,
    /// None until the component asks for any of it. It goes before the table, whose files it unlocks.
    opened: Option<Box<Opened>>,
    /// The resources of WASI that it holds.
    pub(crate) wasi_table: ResourceTable,
    /// The host's own resources.
    pub(crate) table: Arc<Table>,
    pub(crate) usage: Usage,
    pub(crate) watch: Watch,
    /// How much fuel a call gets.
    pub(crate) fuel: Option<u64>,
    /// The caller whose fuel the call uses, where that has less left.
    pub(crate) spends: Option<Arc<str>>,
    /// How much stack there is, in bytes.
    pub(crate) stack: usize,
    /// How many resources of WASI it may hold.
    pub(crate) resource_limit: usize,
    /// The resources among the arguments that are being passed.
    pub(crate) line: Line,
}

impl Host {
    /// # Errors
    ///
    /// When what was granted can't be opened.
    pub(crate) fn new(
        granted: &Arc<Granted>,
        limits: &Limits,
        counters: &Arc<Counters>,
    ) -> Result<Self, Error> {
        Ok(Self {
            granted: Arc::clone(granted),
            opened: granted.open()?,
            wasi_table: limits.resource_table(),
            table: Arc::default(),
            usage: Usage::new(limits, counters),
            watch: Watch::new(limits),
            fuel: limits.fuel,
            spends: None,
            stack: limits.stack(),
            resource_limit: limits.resources(),
            line: Line::default(),
        })
    }

    /// What it has of what was granted.
    pub(crate) fn opened(&mut self) -> &mut Opened {
        self.opened_and_table().0
    }

    /// The same, and the resources of WASI that it holds.
    pub(crate) fn opened_and_table(&mut self) -> (&mut Opened, &mut ResourceTable) {
        let opened = self.opened.get_or_insert_with(|| self.granted.open_late());
        (opened, &mut self.wasi_table)
    }

    /// What is counted of it.
    pub(crate) fn counters(&self) -> &Arc<Counters> {
        &self.usage.counted.counters
    }

    /// Says in an error's help what was not granted, where that may be why.
    pub(crate) fn advise(&self, error: Error) -> Error {
        let none = Denials::default();
        let denials = self.opened.as_ref().map(|opened| &*opened.denials);
        denials
            .unwrap_or(&none)
            .advise(error, &self.granted.missing)
    }

    /// The end of what was written to standard error since this was last asked.
    pub(crate) fn take_stderr(&self) -> String {
        let opened = self.opened.as_ref();
        opened.map_or_else(String::new, |opened| opened.stderr.take())
    }

    /// Forgets what was written to standard error.
    pub(crate) fn clear_stderr(&self) {
        if let Some(opened) = &self.opened {
            opened.stderr.clear();
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
        let (opened, table) = self.opened_and_table();
        WasiCtxView {
            ctx: &mut opened.wasi,
            table,
        }
    }
}
