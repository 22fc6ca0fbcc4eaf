//! What an instance uses of memory, tables and core instances, as wasmtime asks for more.

use std::sync::Arc;

use wasmtime::ResourceLimiter;

use super::{Limits, MemoryBudget};
use crate::metrics::{Counted, Counters};
use crate::{Error, ErrorKind};

/// What an instance uses, and may.
pub(crate) struct Usage {
    limit: usize,
    table_limit: usize,
    instance_limit: usize,
    transfer: usize,
    budget: Option<MemoryBudget>,
    pub(crate) counted: Counted,
    /// How many elements its tables have.
    elements: usize,
    /// What the latest growth that was refused was about.
    refused: Option<Refused>,
}

/// A growth that was refused.
#[derive(Clone, Copy)]
enum Refused {
    /// To so many bytes.
    Memory(usize),
    /// By so many bytes, which the shared bound had not left.
    Budget(usize),
    /// To so many elements.
    Table(usize),
}

impl Usage {
    pub(crate) fn new(limits: &Limits, counters: &Arc<Counters>) -> Self {
        Self {
            limit: limits.memory(),
            table_limit: limits.table(),
            instance_limit: limits.instances(),
            transfer: limits.transfer(),
            budget: limits.budget.clone(),
            counted: Counted::new(counters),
            elements: 0,
            refused: None,
        }
    }

    /// Of how many core instances it may be made, and as many memories and tables.
    pub(crate) fn instance_limit(&self) -> usize {
        self.instance_limit
    }

    /// How much it may hand to the host at once, in bytes.
    pub(crate) fn transfer(&self) -> usize {
        self.transfer
    }

    /// Forgets what was refused.
    #[inline]
    pub(crate) fn forget(&mut self) {
        self.refused = None;
    }

    /// The error of what was refused in this call, which is what made it fail.
    pub(crate) fn refusal(&self) -> Option<Error> {
        let (kind, message, option) = match self.refused? {
            Refused::Memory(bytes) => (
                ErrorKind::OutOfMemory,
                format!(
                    "out of memory: the component needed {} and is limited to {}",
                    mebibytes(bytes),
                    mebibytes(self.limit)
                ),
                "raise the limit with `Builder::memory_limit`, or pass less at once",
            ),
            Refused::Budget(bytes) => (
                ErrorKind::OutOfMemory,
                format!(
                    "out of memory: the component needed {} more, and all that share its bound of {} have used it up",
                    mebibytes(bytes),
                    mebibytes(self.budget.as_ref().map_or(0, MemoryBudget::limit)),
                ),
                "raise the `MemoryBudget`, or drop other components first",
            ),
            Refused::Table(elements) => (
                ErrorKind::TableLimit,
                format!(
                    "the component needed tables of {elements} elements and is limited to {}",
                    self.table_limit
                ),
                "raise the limit with `Builder::table_limit`",
            ),
        };
        Some(Error::new(kind, message).with_help(option))
    }

    fn refuse(&mut self, what: Refused) -> wasmtime::Result<bool> {
        self.refused = Some(what);
        Ok(false)
    }
}

impl Drop for Usage {
    fn drop(&mut self) {
        if let Some(budget) = &self.budget {
            budget.give_back(self.counted.memory());
        }
    }
}

impl ResourceLimiter for Usage {
    fn memory_growing(
        &mut self,
        current: usize,
        desired: usize,
        maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        if maximum.is_some_and(|maximum| desired > maximum) {
            return Ok(false);
        }
        let more = desired - current;
        let used = self.counted.memory().saturating_add(more);
        if used > self.limit {
            return self.refuse(Refused::Memory(used));
        }
        if self
            .budget
            .as_ref()
            .is_some_and(|budget| !budget.take(more))
        {
            return self.refuse(Refused::Budget(more));
        }
        self.counted.grow(more);
        Ok(true)
    }

    fn table_growing(
        &mut self,
        current: usize,
        desired: usize,
        maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        if maximum.is_some_and(|maximum| desired > maximum) {
            return Ok(false);
        }
        let elements = self.elements.saturating_add(desired - current);
        if elements > self.table_limit {
            return self.refuse(Refused::Table(elements));
        }
        self.elements = elements;
        Ok(true)
    }

    fn instances(&self) -> usize {
        self.instance_limit
    }

    fn memories(&self) -> usize {
        self.instance_limit
    }

    fn tables(&self) -> usize {
        self.instance_limit
    }
}

fn mebibytes(bytes: usize) -> String {
    format!("{} MiB", bytes.div_ceil(1 << 20))
}
