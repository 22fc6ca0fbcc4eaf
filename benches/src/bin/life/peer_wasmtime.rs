//! wasmtime, by the typed functions of its component API.

use std::any::Any;

use tempfile::NamedTempFile;
use wasmtime::component::{
    Component, ComponentExportIndex, InstancePre, Linker, ResourceTable, TypedFunc,
};
use wasmtime::{Config, Enabled, Engine, OptLevel, PoolingAllocationConfig, Store};
use wasmtime_wasi::{WasiCtx, WasiCtxView, WasiView};
use wittgen_bench_guests::CALLS;

use crate::Result;
use crate::candidate::{Call, Candidate, Load};

type Add = TypedFunc<(u32, u32), (u32,)>;

/// How the engine is set.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Settings {
    /// Not at all.
    Default,
    /// For the fastest calls and instances.
    Best,
}

impl Settings {
    fn config(self) -> Config {
        let mut config = Config::new();
        if self == Self::Best {
            config.concurrency_support(false);
            config.wasm_component_model_async(false);
            config.cranelift_opt_level(OptLevel::Speed);
        }
        config
    }

    /// The same with room set apart for instances.
    fn pooling(self, size: u32) -> Config {
        let mut config = self.config();
        if self == Self::Best {
            let mut pool = PoolingAllocationConfig::new();
            pool.total_component_instances(size)
                .total_core_instances(size * 8)
                .total_memories(size)
                .total_tables(size * 4)
                .max_unused_warm_slots(size);
            if std::env::var_os("WITTGEN_BENCH_NO_SCAN").is_none() {
                pool.pagemap_scan(Enabled::Yes)
                    .linear_memory_keep_resident(256 << 10)
                    .table_keep_resident(16 << 10);
            }
            config.allocation_strategy(pool);
        }
        config
    }
}

/// What the guest's standard library asks for.
struct Host {
    wasi: WasiCtx,
    table: ResourceTable,
}

impl WasiView for Host {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView {
            ctx: &mut self.wasi,
            table: &mut self.table,
        }
    }
}

/// The guest, linked, and where its function is.
#[derive(Clone)]
struct Linked {
    pre: InstancePre<Host>,
    add: ComponentExportIndex,
}

impl Linked {
    fn new(component: &Component) -> Result<Self> {
        let mut linker = Linker::new(component.engine());
        wasmtime_wasi::p2::add_to_linker_sync(&mut linker)?;
        linker
            .instance("wittgen:calls/host@0.1.0")?
            .func_wrap("add", |_, (left, right): (u32, u32)| {
                Ok((left.wrapping_add(right),))
            })?;
        let guest = component
            .get_export_index(None, "wittgen:calls/guest@0.1.0")
            .ok_or("the interface is missing")?;
        Ok(Self {
            pre: linker.instantiate_pre(component)?,
            add: component
                .get_export_index(Some(&guest), "add")
                .ok_or("the function is missing")?,
        })
    }

    fn instance(&self) -> Result<(Store<Host>, Add)> {
        let host = Host {
            wasi: WasiCtx::builder().build(),
            table: ResourceTable::new(),
        };
        let mut store = Store::new(self.pre.engine(), host);
        let instance = self.pre.instantiate(&mut store)?;
        let add = instance.get_typed_func(&mut store, self.add)?;
        Ok((store, add))
    }
}

/// The guest.
pub(crate) struct Wasmtime {
    settings: Settings,
    linked: Linked,
    pooled: Linked,
    serialized: Vec<u8>,
}

impl Wasmtime {
    pub(crate) fn new(settings: Settings) -> Result<Self> {
        let engine = Engine::new(&settings.config())?;
        let component = Component::new(&engine, CALLS)?;
        let pooling = Engine::new(&settings.pooling(4))?;
        Ok(Self {
            settings,
            linked: Linked::new(&component)?,
            pooled: Linked::new(&Component::new(&pooling, CALLS)?)?,
            serialized: component.serialize()?,
        })
    }
}

impl Candidate for Wasmtime {
    fn warm(&self) -> Result<Call> {
        let (mut store, add) = self.linked.instance()?;
        Ok(Box::new(move |left, right| {
            Ok(add.call(&mut store, (left, right))?.0)
        }))
    }

    fn fresh(&self) -> Result<Call> {
        let linked = self.pooled.clone();
        Ok(Box::new(move |left, right| {
            let (mut store, add) = linked.instance()?;
            Ok(add.call(&mut store, (left, right))?.0)
        }))
    }

    fn loads(&self) -> Result<[Option<Load>; 3]> {
        let engine = Engine::new(&self.settings.config())?;
        let file = NamedTempFile::new()?;
        std::fs::write(file.path(), &self.serialized)?;
        let serialized = self.serialized.clone();
        let (wasm, mapped) = (engine.clone(), engine.clone());
        let start = |component: &Component| Linked::new(component)?.instance().map(drop);
        Ok([
            Some(Box::new(move || start(&Component::new(&wasm, CALLS)?))),
            Some(Box::new(move || {
                // SAFETY: it was written above.
                start(&unsafe { Component::deserialize_file(&mapped, file.path())? })
            })),
            Some(Box::new(move || {
                // SAFETY: it was made above.
                start(&unsafe { Component::deserialize(&engine, &serialized)? })
            })),
        ])
    }

    fn idle(&self, count: usize) -> Result<Vec<Box<dyn Any>>> {
        let instance = |_| {
            let (mut store, add) = self.linked.instance()?;
            add.call(&mut store, (1, 2))?;
            Ok(Box::new((store, add)) as Box<dyn Any>)
        };
        (0..count).map(instance).collect()
    }
}
