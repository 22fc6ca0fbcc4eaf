//! Compositions on an engine with its default configuration, beside the hosts of their case.

use std::sync::OnceLock;

use wasmtime::component::{
    Component, ComponentType, Lift, Linker, LinkerInstance, Lower, Resource, ResourceType,
};
use wasmtime::{Engine, Store, StoreContextMut};

use super::case::{Case, Id};
use super::model::Model;

/// Points, choices and kinds as the interfaces have them.
#[derive(Clone, Copy, ComponentType, Lift, Lower)]
#[component(record)]
struct Point {
    a: u32,
    b: u32,
}

#[derive(Clone, Copy, ComponentType, Lift, Lower)]
#[component(variant)]
enum Choice {
    #[component(name = "no")]
    No,
    #[component(name = "yes")]
    Yes(u32),
    #[component(name = "both")]
    Both(Point),
}

#[derive(Clone, Copy, ComponentType, Lift, Lower)]
#[component(enum)]
#[expect(dead_code, reason = "they are lifted, never made here")]
#[repr(u8)]
enum Kind {
    #[component(name = "one")]
    One,
    #[component(name = "two")]
    Two,
    #[component(name = "three")]
    Three,
}

#[derive(Clone, Copy, ComponentType, Lift, Lower)]
#[component(record)]
struct Wrapped {
    v: u32,
}

/// A resource of a host.
struct Thing;

/// What a host's functions work on: a model of its own, of which only the hosts are used.
struct Hosts(Model<'static>);

type Context<'a> = StoreContextMut<'a, Hosts>;

/// Calls `run` of a composition several times with the arguments of `calls`.
pub(crate) fn run(
    model: &Model<'_>,
    bytes: &[u8],
    calls: &[(u32, u32)],
) -> wasmtime::Result<Vec<u32>> {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    let engine = ENGINE.get_or_init(Engine::default);
    // The engine asks for functions that live as long as it likes; a case is small.
    let case: &'static Case = Box::leak(Box::new(model.case.clone()));
    let hosts = Hosts(Model {
        case,
        instances: model.instances.clone(),
    });

    let component = Component::new(engine, bytes)?;
    let mut linker = Linker::<Hosts>::new(engine);
    for (name, _) in component.component_type().imports(engine) {
        define(&mut linker, model, name)?;
    }
    let mut store = Store::new(engine, hosts);
    let instance = linker.instantiate(&mut store, &component)?;
    let run = instance.get_typed_func::<(u32, u32), (u32,)>(&mut store, "run")?;
    calls
        .iter()
        .map(|&call| Ok(run.call(&mut store, call)?.0))
        .collect()
}

fn define(linker: &mut Linker<Hosts>, model: &Model<'_>, name: &str) -> wasmtime::Result<()> {
    if let Some(id) = Case::part_of(name) {
        if let Some(host) = model.host(id.part) {
            interface(&mut linker.instance(name)?, host, id)?;
        }
        return Ok(());
    }
    let mut root = linker.root();
    if let Some(host) = number(name, "poke-n").and_then(|part| model.host(part)) {
        return root.func_wrap(
            name,
            move |mut context: Context<'_>, (p, thing): (Point, Resource<Thing>)| {
                Ok((context.data_mut().0.poke(host, p.a, p.b, thing.rep()),))
            },
        );
    }
    match number(name, "w").and_then(|part| model.host(part)) {
        Some(host) => work(&mut root, name, host, 100),
        None => Ok(()),
    }
}

fn number(name: &str, prefix: &str) -> Option<usize> {
    name.strip_prefix(prefix)?.parse().ok()
}

fn work(
    linker: &mut LinkerInstance<'_, Hosts>,
    name: &str,
    host: usize,
    number: u32,
) -> wasmtime::Result<()> {
    linker.func_wrap(
        name,
        move |mut context: Context<'_>, (x, fuel): (u32, u32)| {
            Ok((context.data_mut().0.work(host, number, x, fuel),))
        },
    )
}

/// What a host has in its interface.
fn interface(linker: &mut LinkerInstance<'_, Hosts>, host: usize, id: Id) -> wasmtime::Result<()> {
    for f in 0..=id.minor {
        work(linker, &format!("f{f}"), host, f)?;
    }
    let thing = ResourceType::host::<Thing>();
    linker.resource("thing", thing, move |mut context, rep| {
        context.data_mut().0.drop_thing(host, rep);
        Ok(())
    })?;
    linker.func_wrap(
        "[constructor]thing",
        move |mut context: Context<'_>, (x,): (u32,)| {
            let rep = context.data_mut().0.construct(host, x);
            Ok((Resource::<Thing>::new_own(rep),))
        },
    )?;
    linker.func_wrap(
        "[method]thing.value",
        move |mut context: Context<'_>, (thing, x): (Resource<Thing>, u32)| {
            Ok((context.data_mut().0.value(host, thing.rep(), x),))
        },
    )?;
    linker.func_wrap(
        "take",
        move |mut context: Context<'_>, (point, choice, kind): (Point, Choice, Kind)| {
            let [d, c, e] = match choice {
                Choice::No => [0, 0, 0],
                Choice::Yes(c) => [1, c, 0],
                Choice::Both(both) => [2, both.a, both.b],
            };
            let flat = [point.a, point.b, d, c, e, kind as u32];
            let v = context.data_mut().0.take(host, flat);
            Ok((Wrapped { v },))
        },
    )
}
