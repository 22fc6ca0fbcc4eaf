//! The host on wasmtime's own bindings.

use std::cell::RefCell;
use std::collections::{HashMap, HashMap as Map};
use std::hash::Hash;
use std::sync::{Mutex, OnceLock};

use wasmtime::component::{Component, HasSelf, Linker, ResourceTable};
use wasmtime::{Config, Engine, Store};
use wasmtime_wasi::{WasiCtx, WasiCtxView, WasiView};

use crate::check::{GUESTS, Guest, Witness};

#[allow(missing_docs, unreachable_pub)]
mod bindings {
    wasmtime::component::bindgen!({
        path: "../wit/echo",
        world: "relay",
        with: {
            "wittgen:echo/resources.counter": super::imports::Counter,
            "wittgen:echo/resources.label": super::imports::Label,
        },
    });
}

use imports::Imports;

use bindings::{Relay, wittgen::echo::types::*};

/// A component of the world `relay`, or of `echo`, which imports less.
struct Host {
    relay: Relay,
    relays: bool,
    store: RefCell<Store<State>>,
}

/// What the component reaches: nothing of WASI but what the standard library of Rust asks for.
struct State {
    wasi: WasiCtx,
    table: ResourceTable,
    imports: Imports,
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
    const GUESTS: &[Guest] = &GUESTS;

    fn load(guest: &Guest) -> Self {
        let component = compile(guest.component);
        let engine = component.engine();
        let mut linker = Linker::new(engine);
        wasmtime_wasi::p2::add_to_linker_sync(&mut linker).expect("names are new");
        Relay::add_to_linker::<_, HasSelf<_>>(&mut linker, |state| state).expect("names are new");
        let state = State {
            wasi: WasiCtx::builder().build(),
            table: ResourceTable::new(),
            imports: Imports::default(),
        };
        let mut store = Store::new(engine, state);
        let relay = Relay::instantiate(&mut store, &component, &linker);
        Self {
            relay: relay.expect("the component fits"),
            relays: guest.relays,
            store: RefCell::new(store),
        }
    }
}

impl Witness for Host {
    fn watch(&self) {
        let store = &mut *self.store.borrow_mut();
        let watching = self.relay.call_watch(&mut *store, true);
        watching.expect("the component runs");
        store.data_mut().imports.seen = Some(String::new());
    }

    fn seen(&self) -> Vec<String> {
        let store = &mut *self.store.borrow_mut();
        let by_guest = self.relay.call_seen(&mut *store);
        let mut seen = vec![by_guest.expect("the component runs")];
        if self.relays {
            seen.extend(store.data().imports.seen.clone());
        }
        seen
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

/// Maps and lists of a fixed length are not: their items are.
trait Lend<'a> {
    type As: 'a;
    fn lend(&'a self) -> Self::As;
}

macro_rules! by_value {
    ($($ty:ty),*) => { $(
        impl Lend<'_> for $ty {
            type As = Self;
            fn lend(&self) -> Self {
                *self
            }
        }
    )* };
}

by_value!(u8, u32, u64, f32, char, Point);

impl<'a> Lend<'a> for String {
    type As = &'a str;
    fn lend(&'a self) -> &'a str {
        self
    }
}

impl<'a> Lend<'a> for Text {
    type As = &'a Text;
    fn lend(&'a self) -> &'a Text {
        self
    }
}

impl<'a> Lend<'a> for Vec<String> {
    type As = &'a [String];
    fn lend(&'a self) -> &'a [String] {
        self
    }
}

impl<'a, T: Lend<'a>> Lend<'a> for Option<T> {
    type As = Option<T::As>;
    fn lend(&'a self) -> Self::As {
        self.as_ref().map(Lend::lend)
    }
}

impl<'a, K: Lend<'a, As: Hash + Eq>, V: Lend<'a>> Lend<'a> for HashMap<K, V> {
    type As = HashMap<K::As, V::As>;
    fn lend(&'a self) -> Self::As {
        self.iter()
            .map(|(key, value)| (key.lend(), value.lend()))
            .collect()
    }
}

impl<'a, T: Lend<'a>, const N: usize> Lend<'a> for [T; N] {
    type As = [T::As; N];
    fn lend(&'a self) -> Self::As {
        self.each_ref().map(Lend::lend)
    }
}

fn lend<'a, T: Lend<'a>>(value: &'a T) -> T::As {
    value.lend()
}

use lend as array;

macro_rules! interface {
    ($host:ident, shapes) => {
        $host.relay.wittgen_echo_shapes()
    };
    ($host:ident, maps) => {
        $host.relay.wittgen_echo_maps()
    };
    ($host:ident, arrays) => {
        $host.relay.wittgen_echo_arrays()
    };
    ($host:ident, parameters) => {
        $host.relay.wittgen_echo_parameters()
    };
}

macro_rules! call {
    ($host:ident, $interface:ident, $name:ident, $plain_name:ident $(, $argument:expr)*) => {
        interface!($host, $interface)
            .$plain_name(&mut *$host.store.borrow_mut() $(, $argument)*)
            .answer()
    };
}

#[path = "plain/imports.rs"]
mod imports;
#[path = "matrix.rs"]
mod matrix;
