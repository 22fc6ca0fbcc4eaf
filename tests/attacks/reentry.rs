//! Calls that come back to where they are: a function of the host, a view, an output or a value's end that calls the
//! instance in the middle of whose call it is. It is refused there and then; nothing waits for itself.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use wittgen::{Error, ErrorKind, Output};
use wittgen_tests::probe::Probe;

use super::liar;
use super::support::{assert_error, encode, soon};

#[allow(missing_docs)]
mod bindings {
    wittgen::bindgen!({
        inline: "
            package test:reentry;

            interface outside {
                resource thing {
                    constructor();
                }
                call: func(depth: u32) -> u32;
                dive: func(frames: u32, depth: u32) -> u32;
            }

            interface api {
                descend: func(depth: u32) -> u32;
                hold: func();
                dive: func(frames: u32, depth: u32) -> u32;
            }

            world guest {
                import outside;
                export api;
            }
        ",
    });
}

use bindings::Guest;
use bindings::outside::{self, Thing};

const WIT: &str = "
    package test:reentry;
    interface outside {
        resource thing { constructor(); }
        call: func(depth: u32) -> u32;
        dive: func(frames: u32, depth: u32) -> u32;
    }
    interface api {
        descend: func(depth: u32) -> u32;
        hold: func();
        dive: func(frames: u32, depth: u32) -> u32;
    }
    world guest { import outside; export api; }
";

const MODULE: &str = r#"(module
    (import "test:reentry/outside" "call" (func $call (param i32) (result i32)))
    (import "test:reentry/outside" "dive" (func $below (param i32 i32) (result i32)))
    (import "test:reentry/outside" "[constructor]thing" (func $thing (result i32)))
    (import "test:reentry/outside" "[resource-drop]thing" (func $drop (param i32)))
    (memory (export "memory") 1)
    (func (export "test:reentry/api#descend") (param i32) (result i32)
        (i32.add (i32.const 1) (call $call (local.get 0))))
    (global $frames (mut i32) (i32.const 0))
    (func $dive (param i32 i32) (result i32)
        (if (result i32) (local.get 0)
            (then (i32.add (i32.const 1)
                (call $dive (i32.sub (local.get 0) (i32.const 1)) (local.get 1))))
            (else (call $below (global.get $frames) (local.get 1)))))
    (func (export "test:reentry/api#dive") (param i32 i32) (result i32)
        (global.set $frames (local.get 0))
        (call $dive (local.get 0) (local.get 1)))
    (func (export "test:reentry/api#hold")
        (drop (call $thing))
        (call $drop (call $thing))))"#;

/// What the host's functions reach.
#[derive(Clone, Default)]
struct Outside {
    /// The instances that are called in turn.
    guests: Arc<OnceLock<Vec<Guest>>>,
    refusals: Arc<Mutex<Vec<Error>>>,
    dropped: Arc<AtomicU32>,
}

impl Outside {
    fn refused(&self, error: Error) {
        self.refusals.lock().unwrap().push(error);
    }

    /// All calls that were refused were for the same reason; how many there were.
    #[track_caller]
    fn assert_refused(&self) -> usize {
        let refusals = self.refusals.lock().unwrap();
        for error in &*refusals {
            assert_error(
                error,
                ErrorKind::Host,
                &["in the middle of a call", "descend"],
            );
        }
        refusals.len()
    }
}

/// Calls the guest when it ends.
struct Caller(Outside);

impl outside::HostThing for Caller {}

impl Drop for Caller {
    fn drop(&mut self) {
        self.0.dropped.fetch_add(1, Ordering::Relaxed);
        if let Some(guests) = self.0.guests.get()
            && let Err(error) = guests[0].descend(0)
            && *error.kind() != ErrorKind::Gone
        {
            self.0.refused(error);
        }
    }
}

impl outside::Host for Outside {
    fn thing_new(&self) -> Thing {
        Thing::new(Caller(self.clone()))
    }

    fn call(&self, depth: u32) -> u32 {
        let guests = self.guests.get().expect("they were loaded");
        if depth == 0 {
            return 0;
        }
        let next = &guests[depth as usize % guests.len()];
        next.descend(depth - 1).unwrap_or_else(|error| {
            self.refused(error);
            100
        })
    }

    fn dive(&self, frames: u32, depth: u32) -> u32 {
        let guests = self.guests.get().expect("they were loaded");
        if depth == 0 {
            return 0;
        }
        let next = &guests[depth as usize % guests.len()];
        next.dive(frames, depth - 1).unwrap_or_else(|error| {
            assert_error(&error, ErrorKind::StackLimit, &["1024 KiB"]);
            0
        })
    }
}

fn guests(count: usize) -> Outside {
    let outside = Outside::default();
    let component = encode(WIT, MODULE);
    let load = |_| {
        let builder = Guest::builder().imports(outside.clone());
        builder.no_cache().load(&component[..]).unwrap()
    };
    let guests: Vec<Guest> = (0..count).map(load).collect();
    assert!(outside.guests.set(guests).is_ok());
    outside
}

#[test]
fn a_function_of_the_host_does_not_get_into_the_same_instance() {
    let outside = guests(1);
    let guest = &outside.guests.get().unwrap()[0];
    assert_eq!(guest.descend(0).unwrap(), 1);
    // The call inside is refused, and the one outside goes on.
    assert_eq!(soon(|| guest.descend(5).unwrap()), 101);
    assert_eq!(outside.assert_refused(), 1);
    assert_eq!(guest.descend(0).unwrap(), 1);
}

#[test]
fn instances_that_call_each_other_stop_where_the_circle_closes() {
    let outside = guests(3);
    let all = outside.guests.get().unwrap();
    // 2 calls 1, which calls 0; that is as far as it goes.
    assert_eq!(soon(|| all[0].descend(2).unwrap()), 3);
    assert_eq!(outside.assert_refused(), 0);
    assert_eq!(soon(|| all[0].descend(9).unwrap()), 101);
    assert_eq!(outside.assert_refused(), 1);
    for guest in all {
        assert_eq!(guest.descend(0).unwrap(), 1);
    }
}

#[test]
fn instances_that_call_each_other_have_a_stack_each() {
    // How many frames there is room for, about: two thirds of it at least.
    let mut frames = 1_000;
    while guests(1).guests.get().unwrap()[0]
        .dive(frames / 2 * 3, 0)
        .is_ok()
    {
        frames = frames / 2 * 3;
    }
    let outside = guests(12);
    let all = outside.guests.get().unwrap();
    // Together that is several times what this thread has.
    assert_eq!(soon(|| all[0].dive(frames, 11).unwrap()), 12 * frames);
    // The one in the middle of whose call another one goes too deep, goes on.
    let error = all[0].dive(frames * 2, 0).unwrap_err();
    assert_error(&error, ErrorKind::StackLimit, &["1024 KiB"]);
    assert_eq!(all[11].dive(frames, 10).unwrap(), 11 * frames);
}

#[test]
fn a_value_that_calls_when_it_ends_is_refused_or_told() {
    let outside = guests(1);
    let guest = &outside.guests.get().unwrap()[0];
    soon(|| guest.hold().unwrap());
    // One was dropped by the component, in the middle of its call.
    assert_eq!(outside.dropped.load(Ordering::Relaxed), 1);
    assert_eq!(outside.assert_refused(), 1);
    assert_eq!(guest.descend(0).unwrap(), 1);
}

#[test]
fn a_view_does_not_get_into_the_same_instance() {
    let (here, there) = (liar::load(), liar::load());
    let seen = soon(|| {
        here.text_with(0, 4, |text| {
            let error = here.small(1, 0).unwrap_err();
            assert_error(&error, ErrorKind::Host, &["in the middle of a call"]);
            let error = here.text_with(0, 1, str::len).unwrap_err();
            assert_error(&error, ErrorKind::Host, &["in the middle of a call"]);
            // Another instance is free, also for a view within the view.
            assert_eq!(there.text_with(0, 2, str::len).unwrap(), 2);
            text.len()
        })
    });
    assert_eq!(seen.unwrap(), 4);
    liar::assert_well(&here);
}

#[test]
fn an_output_does_not_get_into_the_same_instance() {
    let this: Arc<OnceLock<Probe>> = Arc::default();
    let refused: Arc<AtomicU32> = Arc::default();
    let output = {
        let (this, refused) = (Arc::clone(&this), Arc::clone(&refused));
        Output::callback(move |_| {
            if let Some(probe) = this.get() {
                let error = probe.random().unwrap_err();
                assert_eq!(*error.kind(), ErrorKind::Host, "{error}");
                refused.fetch_add(1, Ordering::Relaxed);
            }
        })
    };
    let probe = Probe::builder()
        .stdout(output)
        .load(wittgen_test_guests::PROBE_PATH);
    let probe = this.get_or_init(|| probe.unwrap_or_else(|error| panic!("{error}")));
    soon(|| probe.print("line\n", 3).unwrap());
    assert!(refused.load(Ordering::Relaxed) > 0);
    probe.random().unwrap();
}

#[test]
fn threads_that_call_one_instance_wait_for_each_other_and_for_nothing_else() {
    let outside = guests(2);
    let all = outside.guests.get().unwrap();
    soon(|| {
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..200 {
                        assert_eq!(all[0].descend(0).unwrap(), 1);
                    }
                });
            }
        });
    });
}
