//! How an instance is shared: behind a lock, by one thread, or not at all; and what a function of the host can do to it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Barrier, OnceLock};
use std::thread;

use wittgen::{CallError, Error, ErrorKind};

mod bindings {
    #![allow(missing_docs)]
    wittgen::bindgen!({
        inline: "
            package test:sharing;

            /// What the host knows.
            interface host {
                tick: func(now: u32) -> u32;
                check: func(now: u32) -> result<u32, u32>;
            }

            world counter {
                import host;
                /// Counts the calls of this instance.
                export next: func() -> u32;
                export fail: func();
                export ask: func(now: u32) -> u32;
                export verify: func(now: u32) -> result<u32, u32>;
            }
        ",
        trappable: ["test:sharing/host#check"],
    });
}

use bindings::{Counter, host};

fn component() -> Vec<u8> {
    wat::parse_str(
        r#"(component
            (import "test:sharing/host" (instance $host
                (export "tick" (func (param "now" u32) (result u32)))
                (export "check" (func (param "now" u32) (result (result u32 (error u32)))))))
            (core module $memory (memory (export "memory") 1))
            (core instance $memory (instantiate $memory))
            (alias core export $memory "memory" (core memory $mem))
            (core func $tick (canon lower (func $host "tick")))
            (core func $check (canon lower (func $host "check") (memory $mem)))
            (core module $m
                (import "host" "tick" (func $tick (param i32) (result i32)))
                (import "host" "check" (func $check (param i32 i32)))
                (global $count (mut i32) (i32.const 0))
                (func (export "next") (result i32)
                    (global.set $count (i32.add (global.get $count) (i32.const 1)))
                    (global.get $count))
                (func (export "fail") unreachable)
                (func (export "ask") (param i32) (result i32) (call $tick (local.get 0)))
                (func (export "verify") (param i32) (result i32)
                    (call $check (local.get 0) (i32.const 16)) (i32.const 16)))
            (core instance $i (instantiate $m (with "host" (instance
                (export "tick" (func $tick)) (export "check" (func $check))))))
            (func (export "next") (result u32) (canon lift (core func $i "next")))
            (func (export "fail") (canon lift (core func $i "fail")))
            (func (export "ask") (param "now" u32) (result u32) (canon lift (core func $i "ask")))
            (func (export "verify") (param "now" u32) (result (result u32 (error u32)))
                (canon lift (core func $i "verify") (memory $mem)))
        )"#,
    )
    .expect("the text is a component")
}

/// A host that answers as the test says.
struct Host<F>(F);

impl<F: Fn(u32) -> u32 + Send + Sync + 'static> host::Host for Host<F> {
    fn tick(&self, now: u32) -> u32 {
        (self.0)(now)
    }

    fn check(&self, now: u32) -> Result<u32, CallError<u32>> {
        match now {
            0 => Err(CallError::Guest(7)),
            1 => Err(Error::host("the clock has stopped").into()),
            now => Ok(now),
        }
    }
}

fn builder() -> wittgen::Builder<Counter> {
    Counter::builder().imports(Host(|now| now + 1)).no_cache()
}

#[test]
fn a_shared_instance_serves_threads_one_after_the_other() {
    let counter = builder().load(component()).unwrap();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..100 {
                    counter.next().unwrap();
                }
            });
        }
    });
    assert_eq!(counter.next().unwrap(), 401);
}

#[test]
fn an_owned_instance_serves_its_own_thread_alone() {
    let counter = builder().owned().load(component()).unwrap();
    assert_eq!(counter.next().unwrap(), 1);
    let elsewhere = thread::scope(|scope| scope.spawn(|| counter.next()).join().unwrap());
    let error = elsewhere.unwrap_err();
    assert!(
        error.to_string().contains("belongs to the thread"),
        "{error}"
    );
    assert!(error.help().unwrap().contains("Builder::owned"), "{error}");
    assert_eq!(counter.next().unwrap(), 2);
    // It may be dropped anywhere.
    thread::spawn(move || drop(counter)).join().unwrap();
}

#[test]
fn each_call_of_a_pool_gets_a_clean_instance() {
    let counter = builder().pool(2).load(component()).unwrap();
    for _ in 0..5 {
        assert_eq!(counter.next().unwrap(), 1);
    }
    let error = counter.fail().unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Trap);
    assert_eq!(counter.next().unwrap(), 1);
}

#[test]
fn a_pool_runs_as_many_calls_at_once_as_it_has_places() {
    let (running, most) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
    let both = Arc::new(Barrier::new(2));
    let host = {
        let (running, most) = (Arc::clone(&running), Arc::clone(&most));
        Host(move |now| {
            most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            both.wait();
            running.fetch_sub(1, Ordering::SeqCst);
            now
        })
    };
    let counter = Counter::builder()
        .imports(host)
        .no_cache()
        .pool(2)
        .load(component())
        .unwrap();
    thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| counter.ask(1).unwrap());
        }
    });
    assert_eq!(most.load(Ordering::SeqCst), 2);
}

#[test]
fn a_function_of_the_host_answers() {
    let counter = builder().load(component()).unwrap();
    assert_eq!(counter.ask(41).unwrap(), 42);
    assert_eq!(counter.verify(5).unwrap(), 5);
    assert_eq!(counter.verify(0).unwrap_err().guest(), Some(&7));
}

#[test]
fn a_failure_of_the_host_is_not_the_guests_to_see() {
    let counter = builder().load(component()).unwrap();
    let error = counter.verify(1).unwrap_err();
    let error = error.host().expect("the host failed");
    assert_eq!(*error.kind(), ErrorKind::Host);
    assert_eq!(error.message(), "the clock has stopped");
    assert_eq!(*counter.next().unwrap_err().kind(), ErrorKind::Gone);
}

#[test]
fn a_panic_in_the_host_goes_to_the_caller_and_ends_the_instance() {
    for owned in [false, true] {
        let builder = Counter::builder()
            .imports(Host(|_| panic!("not today")))
            .no_cache();
        let builder = if owned { builder.owned() } else { builder };
        let counter = builder.load(component()).unwrap();
        let panic = catch_unwind(AssertUnwindSafe(|| counter.ask(1))).unwrap_err();
        assert_eq!(panic.downcast_ref::<&str>(), Some(&"not today"));
        let error = counter.next().unwrap_err();
        assert_eq!(*error.kind(), ErrorKind::Gone, "{error}");
        assert!(
            error.to_string().contains("panicked in the host"),
            "{error}"
        );
    }
}

#[test]
fn a_function_of_the_host_cannot_call_the_instance_that_called_it() {
    for owned in [false, true] {
        let slot: Arc<OnceLock<Counter>> = Arc::default();
        let refused = Arc::new(AtomicBool::new(false));
        let host = {
            let (slot, refused) = (Arc::clone(&slot), Arc::clone(&refused));
            Host(move |now| {
                let error = slot.get().expect("it was put there").next().unwrap_err();
                refused.store(
                    error.to_string().contains("in the middle of a call"),
                    Ordering::SeqCst,
                );
                now
            })
        };
        let builder = Counter::builder().imports(host).no_cache();
        let builder = if owned { builder.owned() } else { builder };
        let counter = slot.get_or_init(|| builder.load(component()).unwrap());
        assert_eq!(counter.ask(3).unwrap(), 3);
        assert!(refused.load(Ordering::SeqCst));
        assert_eq!(counter.next().unwrap(), 1);
    }
}

#[test]
fn what_is_not_provided_is_named() {
    let error = Counter::builder()
        .no_cache()
        .load(component())
        .err()
        .unwrap();
    assert_eq!(*error.kind(), ErrorKind::MissingImport);
    assert!(
        error
            .message()
            .contains("`test:sharing/host` (tick, check)"),
        "{error}"
    );
    assert!(
        error.help().unwrap().contains("Builder::imports"),
        "{error}"
    );
}
