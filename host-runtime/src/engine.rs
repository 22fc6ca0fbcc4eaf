//! The engines that the components of the process share.
//!
//! What a component needs costs those who don't need it, so there is an engine for each combination that is asked for:
//! support for asynchronous functions (about 2.5 times on the smallest calls, synchronous ones as well), a
//! look at the clock in every loop for limits of time, counting instructions for limits of fuel, and the size of
//! the stack, and looking for functions to inline across the parts of a composition. Most programs have one or two.
//!
//! A pool of fresh instances has an engine of its own besides, whose memories and tables lie in one place that was set
//! apart for them: instances are made and dropped without the system's mapping and unmapping anything.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use wasmtime::component::Component;
use wasmtime::{Config, Enabled, Engine, Inlining, PoolingAllocationConfig};

use crate::{Error, ErrorKind, ticker};

/// How much stack a component may use unless said otherwise, in bytes: twice wasmtime's default, for parsers that
/// recurse; half of what the standard library gives a thread.
pub(crate) const DEFAULT_STACK: usize = 1 << 20;

/// What an engine can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Settings {
    /// Whether it runs asynchronous functions.
    pub(crate) is_async: bool,
    /// Whether a component that computes can be interrupted.
    pub(crate) interruptible: bool,
    /// Whether instructions are counted.
    pub(crate) fuel: bool,
    /// Whether its components are composed, and functions of one part compiled into those of another.
    pub(crate) composed: bool,
    /// How much stack a component may use, in bytes.
    pub(crate) stack: usize,
}

/// An engine, and what it was set up with.
#[derive(Clone, Copy)]
pub(crate) struct Target<'e> {
    pub(crate) engine: &'e Engine,
    #[cfg_attr(not(feature = "compiler"), allow(dead_code))]
    pub(crate) settings: Settings,
}

impl Settings {
    /// Of an engine without limits, for components that are not composed.
    #[cfg(feature = "compiler")]
    pub(crate) fn new(is_async: bool) -> Self {
        Self {
            is_async,
            interruptible: false,
            fuel: false,
            composed: false,
            stack: DEFAULT_STACK,
        }
    }
}

/// The engine with these settings, started where it is not yet. It lives as long as the process.
pub(crate) fn engine(settings: Settings) -> Result<&'static Engine, Error> {
    static ENGINES: LazyLock<Mutex<HashMap<Settings, &'static Engine>>> =
        LazyLock::new(Mutex::default);
    let mut engines = ENGINES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(engine) = engines.get(&settings) {
        return Ok(engine);
    }
    let engine = Engine::new(&config(settings)).map_err(|error| {
        Error::new(
            ErrorKind::Host,
            format!("cannot start the engine on this machine: {error:#}"),
        )
    })?;
    let engine: &'static Engine = Box::leak(Box::new(engine));
    if settings.interruptible {
        ticker::add(engine);
    }
    engines.insert(settings, engine);
    Ok(engine)
}

/// How many memories a pool may have: each takes 4 GiB of addresses, of which processors of today have 128 TiB.
const POOLED_MEMORIES: usize = 10_000;

/// How large what wasmtime keeps for an instance may be, in bytes.
const POOLED_STATE: usize = 256 << 20;

/// How much of the memory that an instance of a pool wrote stays with the pool, in bytes.
const KEPT_MEMORY: usize = 256 << 10;

/// The same of its tables.
const KEPT_TABLE: usize = 16 << 10;

/// An engine with room for `size` instances of a component. None where they can't be counted beforehand, are too many, or
/// the system doesn't give room for them.
pub(crate) fn for_pool(
    settings: Settings,
    table: usize,
    component: &Component,
    size: usize,
) -> Option<Engine> {
    let needed = component.resources_required()?;
    let memories = size.checked_mul(needed.num_memories as usize)?;
    if memories > POOLED_MEMORIES {
        return None;
    }
    let count = |each: u32| u32::try_from(size.checked_mul(each as usize)?.max(1)).ok();
    let mut pool = PoolingAllocationConfig::new();
    pool.total_component_instances(count(1)?)
        .total_core_instances(u32::MAX)
        .max_component_instance_size(POOLED_STATE)
        .max_core_instance_size(POOLED_STATE)
        .total_memories(count(needed.num_memories)?)
        .max_memories_per_module(needed.num_memories.max(1))
        .max_unused_warm_slots(count(needed.num_memories)?)
        .total_tables(count(needed.num_tables)?)
        .max_tables_per_module(needed.num_tables.max(1))
        .table_elements(table)
        .total_stacks(1);
    let engine = pooling(settings, keep_resident(pool.clone()))
        .or_else(|_| pooling(settings, pool))
        .inspect_err(|error| tracing::debug!(%error, "the system has no room set apart for a pool"))
        .ok()?;
    if settings.interruptible {
        ticker::add(&engine);
    }
    Some(engine)
}

fn pooling(settings: Settings, pool: PoolingAllocationConfig) -> wasmtime::Result<Engine> {
    let mut config = config(settings);
    config.allocation_strategy(pool);
    Engine::new(&config)
}

/// Has what an instance wrote to be overwritten for the next one, instead of unmapped and faulted in again. The system must say
/// what was written (Linux from 6.7 on); an engine can't be made where it does not.
fn keep_resident(mut pool: PoolingAllocationConfig) -> PoolingAllocationConfig {
    pool.pagemap_scan(Enabled::Yes)
        .linear_memory_keep_resident(KEPT_MEMORY)
        .table_keep_resident(KEPT_TABLE);
    pool
}

/// How engines are set up.
pub(crate) fn config(settings: Settings) -> Config {
    let mut config = Config::new();
    #[cfg(feature = "compiler")]
    config.cranelift_opt_level(wasmtime::OptLevel::Speed);
    // Across the parts of a composition only: within a part its own compiler has done so, and doing it again
    // made SQLite slower. Where there are no parts, looking for what to inline is a third of compiling.
    config.compiler_inlining(match settings.composed {
        true => Inlining::InterModuleAndIntraGc,
        false => Inlining::No,
    });
    config.max_wasm_stack(settings.stack);
    // On a stack of their own, asynchronous calls need room for the host's functions besides.
    config.async_stack_size(settings.stack + (1 << 20));
    config.epoch_interruption(settings.interruptible);
    config.consume_fuel(settings.fuel);
    config.wasm_component_model_map(true);
    config.wasm_component_model_fixed_length_lists(true);
    config.concurrency_support(settings.is_async);
    config.wasm_component_model_async(settings.is_async);
    if settings.is_async {
        config.wasm_component_model_error_context(true);
        config.wasm_component_model_more_async_builtins(true);
        config.wasm_component_model_async_stackful(true);
    }
    config
}
