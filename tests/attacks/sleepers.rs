//! Providers that sleep, for importers that have less time than that, or that run where others do.

use std::thread;
use std::time::Duration;

use futures::executor::block_on;
use wittgen::{Dynamic, Error, ErrorKind};

use super::support::{assert_error, component, encode, soon};

#[allow(missing_docs)]
mod asynchronous {
    wittgen::bindgen!({
        inline: "
            package test:link;
            interface later {
                sleep: async func(ns: u64);
                quick: async func() -> u32;
            }
            world waiter { export later; }
        ",
    });
}

use asynchronous::Waiter;

const LIMIT: Duration = Duration::from_millis(100);

/// Waits for so many nanoseconds, by WASI's clock.
const SLEEPER: &str = r#"(component
    (import "wasi:io/poll@0.2.0" (instance $poll
        (export "pollable" (type $pollable (sub resource)))
        (export "[method]pollable.block" (func (param "self" (borrow $pollable))))))
    (alias export $poll "pollable" (type $pollable))
    (import "wasi:clocks/monotonic-clock@0.2.0" (instance $clock
        (alias outer 1 $pollable (type $outer))
        (export "pollable" (type $inner (eq $outer)))
        (export "subscribe-duration" (func (param "when" u64) (result (own $inner))))))
    (core func $block (canon lower (func $poll "[method]pollable.block")))
    (core func $subscribe (canon lower (func $clock "subscribe-duration")))
    (core func $drop (canon resource.drop $pollable))
    (core module $m
        (import "" "block" (func $block (param i32)))
        (import "" "subscribe" (func $subscribe (param i64) (result i32)))
        (import "" "drop" (func $drop (param i32)))
        (func (export "sleep") (param i64)
            (local $pollable i32)
            (local.set $pollable (call $subscribe (local.get 0)))
            (call $block (local.get $pollable))
            (call $drop (local.get $pollable))))
    (core instance $i (instantiate $m (with "" (instance
        (export "block" (func $block))
        (export "subscribe" (func $subscribe))
        (export "drop" (func $drop))))))
    (func $sleep (param "ns" u64) (canon lift (core func $i "sleep")))
    (instance $sleeper (export "sleep" (func $sleep)))
    (export "test:link/sleeper" (instance $sleeper)))"#;

/// Sleeps by way of another component.
const DREAMER: &str = r#"(component
    (import "test:link/sleeper" (instance $sleeper (export "sleep" (func (param "ns" u64)))))
    (core func $sleep (canon lower (func $sleeper "sleep")))
    (core module $m
        (import "" "sleep" (func $sleep (param i64)))
        (export "sleep" (func $sleep)))
    (core instance $i (instantiate $m (with "" (instance (export "sleep" (func $sleep))))))
    (func (export "dream") (param "ns" u64) (canon lift (core func $i "sleep"))))"#;

fn sleeper(builder: wittgen::Builder<Dynamic>) -> Dynamic {
    builder.no_cache().load(component(SLEEPER)).unwrap()
}

fn dreamer(provider: &Dynamic) -> Dynamic {
    let builder = Dynamic::builder().name("dreamer").deadline(LIMIT);
    builder
        .no_cache()
        .link(provider)
        .load(component(DREAMER))
        .unwrap()
}

#[test]
fn a_provider_that_waits_is_not_waited_for_any_longer() {
    let sleeper = sleeper(Dynamic::builder().interruptible());
    let dreamer = dreamer(&sleeper);
    dreamer.call("dream(1)").unwrap();
    let error = soon(|| dreamer.call("dream(3600000000000)").unwrap_err());
    assert_error(
        &error,
        ErrorKind::Deadline,
        &[
            "in the linked",
            "the call of `dreamer` took longer than the 100ms",
        ],
    );
    let error = sleeper.call("sleep(1)").unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Gone, "{error}");
}

#[test]
fn waiting_for_a_providers_turn_has_the_importers_deadline() {
    let sleeper = sleeper(Dynamic::builder().interruptible());
    thread::scope(|scope| {
        let call = scope.spawn(|| sleeper.call("sleep(3000000000)"));
        // Until that call has begun, these ones do not wait.
        let refused = |error: Error| {
            assert_error(&error, ErrorKind::Deadline, &["the call of `dreamer`"]);
        };
        let mut tries = (0..1_000).map(|_| dreamer(&sleeper).call("dream(1)"));
        refused(tries.find_map(Result::err).expect("one has to wait"));
        // The provider was not in the middle of that call.
        call.join().unwrap().unwrap();
    });
    sleeper.call("sleep(1)").unwrap();
}

const WAITER: &str = r#"(module
    (import "test:link/sleeper" "sleep" (func $sleep (param i64)))
    (memory (export "memory") 1)
    (export "test:link/later#sleep" (func $sleep))
    (func (export "test:link/later#quick") (result i32) (i32.const 7)))"#;

fn waiter(builder: wittgen::Builder<Waiter>) -> Waiter {
    let wit = "
        package test:link;
        interface sleeper { sleep: func(ns: u64); }
        interface later { sleep: async func(ns: u64); quick: async func() -> u32; }
        world it { import sleeper; export later; }
    ";
    builder.no_cache().load(encode(wit, WAITER)).unwrap()
}

#[test]
fn asynchronous_importers_wait_for_providers_and_keep_nobody_waiting() {
    let sleeper = sleeper(Dynamic::builder().interruptible());
    // More of them than there are threads; they wait for the provider in turn.
    let threads = thread::available_parallelism().map_or(4, usize::from);
    let waiters: Vec<Waiter> = (0..2 * threads)
        .map(|_| waiter(Waiter::builder().link(&sleeper)))
        .collect();
    let neighbour = waiter(Waiter::builder().link(&sleeper));
    thread::scope(|scope| {
        let calls: Vec<_> = waiters
            .iter()
            .map(|waiter| scope.spawn(|| block_on(waiter.sleep(200_000_000))))
            .collect();
        thread::sleep(LIMIT);
        assert_eq!(soon(|| block_on(neighbour.quick()).unwrap()), 7);
        // The provider was not done with all of them when the neighbour had its answer.
        assert!(calls.iter().any(|call| !call.is_finished()));
        for call in calls {
            soon(|| call.join().unwrap().unwrap());
        }
    });
}

#[test]
fn an_asynchronous_importers_deadline_ends_its_calls_in_the_provider() {
    let sleeper = sleeper(Dynamic::builder().interruptible());
    let builder = Waiter::builder().name("waiter").deadline(LIMIT);
    let victim = waiter(builder.link(&sleeper));
    block_on(victim.sleep(1)).unwrap();
    let error = soon(|| block_on(victim.sleep(3_600_000_000_000)).unwrap_err());
    assert_error(
        &error,
        ErrorKind::Deadline,
        &[
            "in the linked",
            "the call of `waiter` took longer than the 100ms",
        ],
    );
    let error = block_on(victim.quick()).unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Gone, "{error}");
    let error = sleeper.call("sleep(1)").unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Gone, "{error}");
}
