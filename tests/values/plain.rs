//! The host on wasmtime's own bindings.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::{Mutex, OnceLock};

use wasmtime::component::{Component, Linker, ResourceTable};
use wasmtime::{Config, Engine, Store};
use wasmtime_wasi::{WasiCtx, WasiCtxView, WasiView};

use crate::check::Witness;

#[allow(missing_docs, unreachable_pub)]
mod bindings {
    wasmtime::component::bindgen!({ path: "../wit/echo", world: "echo" });
}

use bindings::{Echo, wittgen::echo::types::*};

/// A component of the world `echo`.
struct Host {
    echo: Echo,
    store: RefCell<Store<State>>,
}

/// What the component has of WASI: nothing but what the standard library of Rust asks for.
struct State {
    wasi: WasiCtx,
    table: ResourceTable,
}

impl WasiView for State {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView {
            ctx: &mut self.wasi,
            table: &mut self.table,
        }
    }
}

impl Host {
    fn load(guest: &[u8]) -> Self {
        let component = compile(guest);
        let engine = component.engine();
        let mut linker = Linker::new(engine);
        wasmtime_wasi::p2::add_to_linker_sync(&mut linker).expect("names are new");
        let state = State {
            wasi: WasiCtx::builder().build(),
            table: ResourceTable::new(),
        };
        let mut store = Store::new(engine, state);
        let echo = Echo::instantiate(&mut store, &component, &linker).expect("the component fits");
        Self {
            echo,
            store: RefCell::new(store),
        }
    }
}

impl Witness for Host {
    fn watch(&self) {
        let mut store = self.store.borrow_mut();
        self.echo
            .call_watch(&mut *store, true)
            .expect("the component runs");
    }

    fn seen(&self) -> String {
        let mut store = self.store.borrow_mut();
        self.echo
            .call_seen(&mut *store)
            .expect("the component runs")
    }
}

/// Compiles each component once.
fn compile(guest: &[u8]) -> Component {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    static COMPONENTS: Mutex<Option<HashMap<Vec<u8>, Component>>> = Mutex::new(None);
    let engine = ENGINE.get_or_init(|| {
        let mut config = Config::new();
        config.wasm_component_model_map(true);
        config.wasm_component_model_fixed_length_lists(true);
        Engine::new(&config).expect("the engine starts")
    });
    let mut components = COMPONENTS
        .lock()
        .expect("no other test fails while it compiles");
    let components = components.get_or_insert_default();
    let component = components
        .entry(guest.to_vec())
        .or_insert_with(|| Component::new(engine, guest).expect("the component compiles"));
    component.clone()
}

/// What a call gives when it runs to its end.
trait Answer<T> {
    fn answer(self) -> T;
}

impl<T> Answer<T> for wasmtime::Result<T> {
    fn answer(self) -> T {
        self.expect("the call runs to its end")
    }
}

/// Lists are borrowed as a whole.
fn views<T: ?Sized>(value: &T) -> &T {
    value
}

macro_rules! interface {
    ($host:ident, shapes) => {
        $host.echo.wittgen_echo_shapes()
    };
    ($host:ident, parameters) => {
        $host.echo.wittgen_echo_parameters()
    };
}

macro_rules! call {
    ($host:ident, $interface:ident, $name:ident, $plain_name:ident $(, $argument:expr)*) => {
        interface!($host, $interface)
            .$plain_name(&mut *$host.store.borrow_mut() $(, $argument)*)
            .answer()
    };
}

#[path = "matrix.rs"]
mod matrix;
