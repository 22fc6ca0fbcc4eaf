//! wasmtime, by the typed functions of its component API.

use wasmtime::component::{
    Component, ComponentNamedList, ComponentType, Instance, Lift, Linker, Lower, ResourceAny,
    ResourceTable, TypedFunc,
};
use wasmtime::{Config, Engine, OptLevel, Store};
use wasmtime_wasi::{WasiCtx, WasiCtxView, WasiView};
use wittgen_bench_guests::CALLS;

use crate::candidate::Candidate;
use crate::{Result, data};

/// How the engine is set.
#[derive(Clone, Copy)]
pub(crate) enum Settings {
    /// Not at all.
    Default,
    /// For the fastest calls.
    Best,
}

impl Settings {
    fn config(self) -> Config {
        let mut config = Config::new();
        if let Self::Best = self {
            config.concurrency_support(false);
            config.wasm_component_model_async(false);
            config.cranelift_opt_level(OptLevel::Speed);
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

#[derive(ComponentType, Lift, Lower)]
#[component(record)]
struct Item {
    id: u64,
    text: String,
    score: f64,
    tags: Vec<String>,
}

/// The guest and its functions.
pub(crate) struct Wasmtime {
    store: Store<Host>,
    items: Vec<Item>,
    counter: ResourceAny,
    add: TypedFunc<(u32, u32), (u32,)>,
    echo_text: TypedFunc<(&'static str,), (String,)>,
    echo_bytes: TypedFunc<(&'static [u8],), (Vec<u8>,)>,
    echo_items: TypedFunc<(&'static [Item],), (Vec<Item>,)>,
    sum: TypedFunc<(u32,), (u32,)>,
    count: TypedFunc<(ResourceAny, u32), (u32,)>,
}

impl Wasmtime {
    pub(crate) fn new(settings: Settings) -> Result<Self> {
        let engine = Engine::new(&settings.config())?;
        let component = Component::new(&engine, CALLS)?;
        let mut linker = Linker::new(&engine);
        wasmtime_wasi::p2::add_to_linker_sync(&mut linker)?;
        linker
            .instance("wittgen:calls/host@0.1.0")?
            .func_wrap("add", |_, (left, right): (u32, u32)| {
                Ok((left.wrapping_add(right),))
            })?;
        let host = Host {
            wasi: WasiCtx::builder().build(),
            table: ResourceTable::new(),
        };
        let mut store = Store::new(&engine, host);
        let mut guest = Exports {
            instance: linker.instantiate(&mut store, &component)?,
            store: &mut store,
        };
        let new = guest.func::<(), (ResourceAny,)>("[constructor]counter")?;
        let add = guest.func("add")?;
        let echo_text = guest.func("echo-text")?;
        let echo_bytes = guest.func("echo-bytes")?;
        let echo_items = guest.func("echo-items")?;
        let sum = guest.func("sum")?;
        let count = guest.func("[method]counter.add")?;
        let (counter,) = new.call(&mut store, ())?;
        Ok(Self {
            items: data::items(|(id, text, score, tags)| Item {
                id,
                text,
                score,
                tags,
            }),
            store,
            counter,
            add,
            echo_text,
            echo_bytes,
            echo_items,
            sum,
            count,
        })
    }
}

/// Where the functions are found.
struct Exports<'a> {
    instance: Instance,
    store: &'a mut Store<Host>,
}

impl Exports<'_> {
    fn func<P, R>(&mut self, name: &str) -> Result<TypedFunc<P, R>>
    where
        P: ComponentNamedList + Lower,
        R: ComponentNamedList + Lift,
    {
        let (instance, store) = (&self.instance, &mut *self.store);
        let guest = instance
            .get_export_index(&mut *store, None, "wittgen:calls/guest@0.1.0")
            .ok_or("the interface is missing")?;
        let func = instance
            .get_export_index(&mut *store, Some(&guest), name)
            .ok_or_else(|| format!("`{name}` is missing"))?;
        Ok(instance.get_typed_func(&mut *store, &func)?)
    }
}

/// The function for parameters that live shorter: wasmtime has the lifetime in the type.
fn shorten<P, Q, R>(func: &TypedFunc<P, R>) -> TypedFunc<Q, R>
where
    P: ComponentNamedList + Lower,
    Q: ComponentNamedList + Lower,
    R: ComponentNamedList + Lift,
{
    // SAFETY: used below with `P` and `Q` that differ in a lifetime only.
    unsafe { TypedFunc::new_unchecked(*func.func()) }
}

impl Candidate for Wasmtime {
    fn add(&mut self, left: u32, right: u32) -> Result<u32> {
        Ok(self.add.call(&mut self.store, (left, right))?.0)
    }

    fn echo_text(&mut self, text: &str) -> Result<String> {
        let func = shorten::<_, (&str,), _>(&self.echo_text);
        Ok(func.call(&mut self.store, (text,))?.0)
    }

    fn echo_bytes(&mut self, bytes: &[u8]) -> Result<Vec<u8>> {
        let func = shorten::<_, (&[u8],), _>(&self.echo_bytes);
        Ok(func.call(&mut self.store, (bytes,))?.0)
    }

    fn echo_items(&mut self) -> Result<usize> {
        let func = shorten::<_, (&[Item],), _>(&self.echo_items);
        Ok(func.call(&mut self.store, (&self.items,))?.0.len())
    }

    fn sum(&mut self, below: u32) -> Result<u32> {
        Ok(self.sum.call(&mut self.store, (below,))?.0)
    }

    fn count(&mut self, by: u32) -> Result<u32> {
        Ok(self.count.call(&mut self.store, (self.counter, by))?.0)
    }
}
