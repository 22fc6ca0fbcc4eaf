//! The methods of [`Builder`] that bound what a component may use.

use std::time::Duration;

use crate::{Builder, Cancel, Limits, MemoryBudget};

/// Limits. Each has an error of its own kind, which says what was hit, its value, and where in the component; after it the
/// instance has ended. A limit of 0 of time, fuel or stack is refused when the component is loaded.
impl<W> Builder<W> {
    /// Bounds the memory of an instance, in bytes, all its parts together. 512 MiB unless set.
    pub fn memory_limit(mut self, bytes: usize) -> Self {
        self.limits.memory = Some(bytes);
        self
    }

    /// Bounds the memory of all instances that have the same budget, together.
    pub fn memory_budget(mut self, budget: &MemoryBudget) -> Self {
        self.limits.budget = Some(budget.clone());
        self
    }

    /// Bounds the tables of an instance, in elements, all of them together. 1,048,576 unless set.
    pub fn table_limit(mut self, elements: usize) -> Self {
        self.limits.table = Some(elements);
        self
    }

    /// Bounds how many core instances a component may be made of, and how many memories and tables they may have. 1,000
    /// of each unless set.
    ///
    /// A component that a toolchain makes has about three; a composition has those of all its parts.
    pub fn instance_limit(mut self, instances: usize) -> Self {
        self.limits.instances = Some(instances);
        self
    }

    /// Bounds what a component may hand to the host at once, in bytes that the host needs for it: what a call returns, or
    /// what a function of the host is passed. 134,217,728 (128 MiB) unless set.
    ///
    /// A list takes its elements' size on the host, and each string what it is long, also where several lie in the
    /// same place in the component's memory. What goes to the component is bounded by its memory.
    pub fn transfer_limit(mut self, bytes: usize) -> Self {
        self.limits.transfer = Some(bytes);
        self
    }

    /// Bounds how many resources an instance may hold at a time: of WASI (files, streams, sockets and the like), and
    /// handles of any others, its own included. 100,000 of either unless set.
    pub fn resource_limit(mut self, resources: usize) -> Self {
        self.limits.resources = Some(resources);
        self
    }

    /// Bounds the stack of a component's code, in bytes. 1 MiB unless set; the thread that calls must have more, or the
    /// process is aborted by a component that uses it all.
    ///
    /// Each value that is in use makes an engine of its own, which stays for as long as the process.
    pub fn stack_limit(mut self, bytes: usize) -> Self {
        self.limits.stack = Some(bytes);
        self
    }

    /// Bounds what each call may compute, in units of fuel: about one for each instruction, the same each time.
    ///
    /// Counting slows the component down, and nothing else.
    pub fn fuel(mut self, fuel: u64) -> Self {
        self.limits.fuel = Some(fuel);
        self
    }

    /// Bounds how long each call, and starting the component, may take, waiting included.
    ///
    /// It is noticed within a few milliseconds, but for functions of the host that you provide, which come to their
    /// end first.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.limits.deadline = Some(deadline);
        self
    }

    /// Bounds how long each call may compute on the thread that makes it; waiting doesn't count.
    pub fn cpu_limit(mut self, limit: Duration) -> Self {
        self.limits.cpu = Some(limit);
        self
    }

    /// Bounds what an instance may write to its standard output and error together, in bytes. Writing more ends
    /// it, with an error of the kind [`ErrorKind::OutputLimit`](crate::ErrorKind::OutputLimit).
    pub fn print_limit(mut self, bytes: u64) -> Self {
        self.limits.print = Some(bytes);
        self
    }

    /// Lets `cancel` end the component's calls from another thread.
    pub fn cancel(mut self, cancel: &Cancel) -> Self {
        self.limits.cancel = Some(cancel.clone());
        self
    }

    /// Lets limits of time of the components that link this one end its calls, where it has none of its own: see
    /// [`Builder::link`].
    pub fn interruptible(mut self) -> Self {
        self.limits.interruptible = true;
        self
    }

    /// The limits so far, with the default of what was not set.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }
}
