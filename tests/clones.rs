//! Clones of a builder: they share what a component was linked with, and nothing else.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use wittgen::{Builder, Component, Dynamic, ErrorKind};
use wittgen_guests::{NOTES, SQLITE};
use wittgen_tests::notes::Notes;
use wittgen_tests::notes::store::Order;

mod bindings {
    #![allow(missing_docs)]
    wittgen::bindgen!({
        inline: "
            package test:clones;

            interface host {
                next: func() -> u32;
            }

            world asker {
                import host;
                export ask: func() -> u32;
            }
        ",
    });
}

use bindings::{Asker, host};

/// A component that adds `more` to what the host says.
fn asker(more: u32) -> Vec<u8> {
    wat::parse_str(format!(
        r#"(component
            (import "test:clones/host" (instance $host (export "next" (func (result u32)))))
            (core func $next (canon lower (func $host "next")))
            (core module $m
                (import "host" "next" (func $next (result i32)))
                (func (export "ask") (result i32) (i32.add (call $next) (i32.const {more}))))
            (core instance $m (instantiate $m (with "host" (instance (export "next" (func $next))))))
            (func (export "ask") (result u32) (canon lift (core func $m "ask"))))"#
    ))
    .expect("the text is a component")
}

/// Counts from a number, and how many of its kind there are.
struct Counter {
    next: AtomicU32,
    alive: Arc<AtomicU32>,
}

impl Counter {
    fn new(first: u32, alive: &Arc<AtomicU32>) -> Self {
        alive.fetch_add(1, Ordering::Relaxed);
        Self {
            next: AtomicU32::new(first),
            alive: Arc::clone(alive),
        }
    }
}

impl Drop for Counter {
    fn drop(&mut self) {
        self.alive.fetch_sub(1, Ordering::Relaxed);
    }
}

impl host::Host for Counter {
    fn next(&self) -> u32 {
        self.next.fetch_add(1, Ordering::Relaxed)
    }
}

fn builder(first: u32, alive: &Arc<AtomicU32>) -> Builder<Asker> {
    Asker::builder().imports(Counter::new(first, alive))
}

#[test]
fn clones_ask_the_same_host_and_others_another() {
    let alive = Arc::default();
    let component = Component::read(asker(0)).unwrap();
    let first = builder(10, &alive);
    let one = first.clone().load(&component).unwrap();
    let two = first.clone().load(&component).unwrap();
    assert_eq!((one.ask().unwrap(), two.ask().unwrap()), (10, 11));
    // What comes later comes first, for this clone alone.
    let other = first.clone().imports(Counter::new(50, &alive));
    let refused = other.load(&component).err();
    let second = builder(20, &alive).load(&component).unwrap();
    assert_eq!(second.ask().unwrap(), 20);
    assert_eq!(one.ask().unwrap(), 12);
    // Providing the same twice is refused, whatever was linked before.
    assert_eq!(*refused.unwrap().kind(), ErrorKind::Host);
}

#[test]
fn another_component_is_linked_with_the_same() {
    let alive = Arc::default();
    let builder = builder(0, &alive);
    let mut asked = Vec::new();
    for more in [100, 200, 100, 300] {
        asked.push(builder.clone().load(asker(more)).unwrap().ask().unwrap());
    }
    assert_eq!(asked, [100, 201, 102, 303]);
    // So are instances that one call each ends, on an engine of their own, and ones with limits.
    let pool = builder.clone().pool(2).load(asker(1_000)).unwrap();
    assert_eq!((pool.ask().unwrap(), pool.ask().unwrap()), (1_004, 1_005));
    let bounded = builder.clone().fuel(10_000).load(asker(0)).unwrap();
    assert_eq!(bounded.ask().unwrap(), 6);
}

#[test]
fn a_component_that_does_not_fit_is_refused_each_time() {
    let alive = Arc::default();
    let builder = builder(0, &alive);
    assert_eq!(builder.clone().load(asker(5)).unwrap().ask().unwrap(), 5);
    let other = wat::parse_str(
        r#"(component
            (core module $m (func (export "ask") (result i64) (i64.const 0)))
            (core instance $m (instantiate $m))
            (func (export "ask") (result u64) (canon lift (core func $m "ask"))))"#,
    );
    let other = Component::read(other.unwrap()).unwrap();
    for _ in 0..3 {
        let refused = builder.clone().load(&other).err().unwrap();
        assert_eq!(*refused.kind(), ErrorKind::Mismatch);
    }
    assert_eq!(builder.clone().load(asker(5)).unwrap().ask().unwrap(), 6);
}

#[test]
fn the_host_is_let_go_with_the_builder_and_what_it_loaded() {
    let alive = Arc::default();
    let component = Component::read(asker(0)).unwrap();
    let builder = builder(0, &alive);
    let loaded = builder.clone().load(&component).unwrap();
    drop(builder);
    assert_eq!(loaded.ask().unwrap(), 0);
    assert_eq!(alive.load(Ordering::Relaxed), 1);
    drop(loaded);
    // The component is still there.
    assert_eq!(alive.load(Ordering::Relaxed), 0);
    drop(component);
}

#[test]
fn grants_and_limits_are_each_ones_own() {
    let app = Component::read(wittgen::compose::plug(NOTES, [SQLITE]).unwrap()).unwrap();
    let home = tempfile::tempdir().unwrap();
    let builder = Notes::builder();
    let tenants: Vec<Notes> = ["ada", "kurt"]
        .iter()
        .map(|name| {
            let dir = home.path().join(name);
            fs::create_dir(&dir).unwrap();
            builder.clone().dir("/data", dir).load(&app).unwrap()
        })
        .collect();
    tenants[0].add("oat milk", &[]).unwrap();
    let count = |notes: &Notes| {
        let listing = notes.list(None, Order::Newest).unwrap();
        listing.next(10).unwrap().len()
    };
    assert_eq!((count(&tenants[0]), count(&tenants[1])), (1, 0));
    assert!(home.path().join("ada/notes.db").is_file());
    // The builder itself was granted nothing, nor is a later clone.
    let without = builder.clone().load(&app).unwrap();
    assert!(without.add("lost", &[]).is_err());
    let small = builder.clone().memory_limit(64 << 10).load(&app).err();
    assert_eq!(*small.unwrap().kind(), ErrorKind::OutOfMemory);
}

#[test]
fn a_link_is_the_clones_that_has_it() {
    let provider = wat::parse_str(
        r#"(component
            (core module $m (func (export "next") (result i32) (i32.const 7)))
            (core instance $m (instantiate $m))
            (func $next (result u32) (canon lift (core func $m "next")))
            (instance $host (export "next" (func $next)))
            (export "test:clones/host" (instance $host)))"#,
    );
    let provider = Dynamic::builder().load(provider.unwrap()).unwrap();
    let alive = Arc::default();
    let component = Component::read(asker(0)).unwrap();
    let builder = builder(30, &alive);
    assert_eq!(builder.clone().load(&component).unwrap().ask().unwrap(), 30);
    let linked = builder.clone().link(&provider);
    assert_eq!(linked.clone().load(&component).unwrap().ask().unwrap(), 7);
    assert_eq!(builder.clone().load(&component).unwrap().ask().unwrap(), 31);
    assert_eq!(linked.load(&component).unwrap().ask().unwrap(), 7);
}
