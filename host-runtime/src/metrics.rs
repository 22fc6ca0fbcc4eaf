//! What is counted, for each name under which components were loaded.
//!
//! A call is counted in its instance, which one thread has at a time, so that counting costs no more than an addition;
//! what is counted there is added up when somebody asks, and when the instance ends.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use crate::instance::Inner;
use crate::{Builder, Error, ErrorKind};

/// What the components of a name did since the process began.
///
/// ```
/// for component in wittgen_runtime::metrics() {
///     println!("{component}");
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Metrics {
    /// The name: [`Builder::name`]'s, or the world's.
    pub component: String,
    /// How often one was loaded.
    pub loads: u64,
    /// How many instances there are now.
    pub instances: u64,
    /// How many were made.
    pub instances_made: u64,
    /// How many calls were begun.
    pub calls: u64,
    /// How many of them failed on the host's side, by kind. What a function itself fails with is not counted.
    pub failures: Vec<(ErrorKind, u64)>,
    /// How many calls had to wait for an instance of a pool.
    pub waits: u64,
    /// The linear memories of the instances that there are now, together, in bytes.
    pub memory: u64,
}

impl fmt::Display for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: loads {}, instances {} of {} made, calls {}, waits {}, memory {} bytes",
            self.component,
            self.loads,
            self.instances,
            self.instances_made,
            self.calls,
            self.waits,
            self.memory
        )?;
        for (kind, count) in &self.failures {
            write!(f, ", {kind:?} {count}")?;
        }
        Ok(())
    }
}

/// What the components of the process did, by name.
pub fn metrics() -> Vec<Metrics> {
    registry()
        .values()
        .map(|counters| counters.read())
        .collect()
}

impl<W> Builder<W> {
    /// What the component is called in spans and in [`metrics`]. The world's name unless set.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }
}

fn registry() -> MutexGuard<'static, BTreeMap<String, Arc<Counters>>> {
    static REGISTRY: Mutex<BTreeMap<String, Arc<Counters>>> = Mutex::new(BTreeMap::new());
    REGISTRY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The counters of a name.
#[derive(Default)]
pub(crate) struct Counters {
    name: String,
    loads: AtomicU64,
    made: AtomicU64,
    live: AtomicU64,
    /// Of instances that have ended, or were given back.
    calls: AtomicU64,
    waits: AtomicU64,
    memory: AtomicU64,
    failures: Mutex<Vec<(ErrorKind, u64)>>,
    /// The instances whose calls are not in `calls` yet.
    instances: Mutex<Vec<Weak<Inner>>>,
}

impl Counters {
    /// Those of a name that is loaded once more.
    pub(crate) fn load(name: &str) -> Arc<Self> {
        let mut registry = registry();
        let counters = match registry.get(name) {
            Some(counters) => Arc::clone(counters),
            None => {
                let counters = Arc::new(Self {
                    name: name.to_string(),
                    ..Self::default()
                });
                registry.insert(name.to_string(), Arc::clone(&counters));
                counters
            }
        };
        counters.loads.fetch_add(1, Ordering::Relaxed);
        counters
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Has an instance's calls be seen while it lives.
    pub(crate) fn watch(&self, instance: &Arc<Inner>) {
        let mut instances = self
            .instances
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if instances.len() == instances.capacity() {
            instances.retain(|instance| instance.strong_count() > 0);
        }
        instances.push(Arc::downgrade(instance));
    }

    /// Counts the calls of an instance that is not seen any more.
    pub(crate) fn add_calls(&self, calls: u64) {
        self.calls.fetch_add(calls, Ordering::Relaxed);
    }

    /// Counts a call that waits for an instance.
    pub(crate) fn add_wait(&self) {
        self.waits.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts a call that failed.
    pub(crate) fn add_failure(&self, error: &Error) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        match failures.iter_mut().find(|(kind, _)| kind == error.kind()) {
            Some((_, count)) => *count += 1,
            None => failures.push((*error.kind(), 1)),
        }
    }

    /// Notes that the memory of an instance has grown.
    pub(crate) fn add_memory(&self, bytes: usize) {
        self.memory.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    fn read(&self) -> Metrics {
        let running: u64 = {
            let instances = self
                .instances
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            let instances = instances.iter().filter_map(Weak::upgrade);
            // Dropped outside the lock: the last reference counts its calls.
            let instances: Vec<_> = instances.collect();
            instances.iter().map(|instance| instance.calls()).sum()
        };
        let failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Metrics {
            component: self.name.clone(),
            loads: count(&self.loads),
            instances: count(&self.live),
            instances_made: count(&self.made),
            calls: count(&self.calls) + running,
            failures: failures.clone(),
            waits: count(&self.waits),
            memory: count(&self.memory),
        }
    }
}

/// An instance, counted for as long as it is there.
pub(crate) struct Counted {
    pub(crate) counters: Arc<Counters>,
    memory: usize,
}

impl Counted {
    pub(crate) fn new(counters: &Arc<Counters>) -> Self {
        counters.made.fetch_add(1, Ordering::Relaxed);
        counters.live.fetch_add(1, Ordering::Relaxed);
        Self {
            counters: Arc::clone(counters),
            memory: 0,
        }
    }

    /// Notes that its memory has grown by so many bytes.
    pub(crate) fn grow(&mut self, bytes: usize) {
        self.memory += bytes;
        self.counters.add_memory(bytes);
    }

    /// Its linear memories, in bytes.
    pub(crate) fn memory(&self) -> usize {
        self.memory
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.counters.live.fetch_sub(1, Ordering::Relaxed);
        self.counters
            .memory
            .fetch_sub(self.memory as u64, Ordering::Relaxed);
    }
}
