//! Components that use more than there is for them: endless loops wherever code runs, bombs of memory, tables and calls.
//! Each limit says which it is, its value, and where the component was.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use wittgen::{Builder, Cancel, Capture, Dynamic, Error, ErrorKind, Output};
use wittgen_tests::probe::Probe;

use super::support::{assert_error, assert_in, component, encode, soon};

#[allow(missing_docs)]
mod bindings {
    wittgen::bindgen!({ path: "attacks/glutton.wit" });
}

pub(super) use bindings::Glutton;

const WIT: &str = include_str!("glutton.wit");

const MODULE: &str = r#"(module
    (import "test:glutton/outside" "tick" (func $tick))
    (import "test:glutton/outside" "store"
        (func $store (param i32 i32 i32 i32) (result i32)))
    (import "test:glutton/outside" "bytes" (func $bytes (param i32 i32) (result i32)))
    (memory (export "memory") 1)
    (table $table 1 funcref)
    (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024))
    (func $spin (export "test:glutton/api#spin") (loop (br 0)))
    (func $spin-outside (export "test:glutton/api#spin-outside") (loop (call $tick) (br 0)))
    (func $grow-memory (export "test:glutton/api#grow-memory") (param i32)
        (loop $next
            (if (i32.eq (memory.grow (local.get 0)) (i32.const -1)) (then (unreachable)))
            (br $next)))
    (func $grow-table (export "test:glutton/api#grow-table") (param i32)
        (loop $next
            (if (i32.eq (table.grow $table (ref.null func) (local.get 0)) (i32.const -1))
                (then (unreachable)))
            (br $next)))
    (func (export "test:glutton/api#probe-memory") (param i32) (result i32)
        (memory.grow (local.get 0)))
    (func $recurse (export "test:glutton/api#recurse") (param i32) (result i32)
        (if (result i32) (local.get 0)
            (then (i32.add (i32.const 1) (call $recurse (i32.sub (local.get 0) (i32.const 1)))))
            (else (i32.const 0))))
    (func $hand-over (export "test:glutton/api#hand-over") (param i32) (result i32)
        (call $store (i32.const 0) (i32.const 1) (i32.const 0) (local.get 0)))
    (func $hand-bytes (export "test:glutton/api#hand-bytes") (param i32) (result i32)
        (call $bytes (i32.const 0) (local.get 0))))"#;

#[derive(Clone, Default)]
struct Outside(Arc<AtomicU64>);

impl bindings::outside::Host for Outside {
    fn tick(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    fn store(&self, text: &str, numbers: Vec<u32>) -> u32 {
        u32::try_from(text.len() + numbers.len()).expect("it is short")
    }

    fn bytes(&self, bytes: &[u8]) -> u32 {
        u32::try_from(bytes.len()).expect("it is short")
    }
}

pub(super) fn builder() -> Builder<Glutton> {
    Glutton::builder().imports(Outside::default()).no_cache()
}

pub(super) fn load(builder: Builder<Glutton>) -> Glutton {
    static COMPONENT: std::sync::LazyLock<Vec<u8>> =
        std::sync::LazyLock::new(|| encode(WIT, MODULE));
    builder.load(&COMPONENT[..]).unwrap()
}

pub(super) type Attack = fn(&Glutton) -> Result<(), Error>;

/// The attack is stopped by that limit, in that function; the neighbour goes on.
#[track_caller]
pub(super) fn assert_stopped(
    victim: &Glutton,
    attack: Attack,
    kind: ErrorKind,
    says: &[&str],
    place: &str,
) {
    let neighbour = load(builder());
    assert_eq!(neighbour.recurse(100).unwrap(), 100);
    let error = soon(|| attack(victim).unwrap_err());
    assert_error(&error, kind, says);
    assert_in(&error, place);
    assert!(
        error.function().is_some_and(|name| name.ends_with(place)),
        "{error}"
    );
    let after = victim.recurse(1).unwrap_err();
    assert_eq!(*after.kind(), ErrorKind::Gone, "{after}");
    assert_eq!(neighbour.recurse(100).unwrap(), 100);
}

#[test]
fn a_loop_without_end_is_stopped_by_each_limit_of_time() {
    let spins: [(Attack, &str); 2] = [
        (Glutton::spin, "spin"),
        (Glutton::spin_outside, "spin-outside"),
    ];
    for (spin, place) in spins {
        let limit = Duration::from_millis(40);
        let victim = load(builder().deadline(limit));
        let says = ["40ms", "Builder::deadline"];
        assert_stopped(&victim, spin, ErrorKind::Deadline, &says, place);

        let victim = load(builder().cpu_limit(limit));
        let says = ["40ms", "Builder::cpu_limit"];
        assert_stopped(&victim, spin, ErrorKind::CpuLimit, &says, place);

        let victim = load(builder().fuel(100_000));
        let says = ["100000", "Builder::fuel"];
        assert_stopped(&victim, spin, ErrorKind::FuelLimit, &says, place);

        let cancel = Cancel::new();
        let victim = load(builder().cancel(&cancel));
        std::thread::scope(|scope| {
            scope.spawn(|| {
                // The call has begun by then, also on a busy machine.
                std::thread::sleep(Duration::from_millis(500));
                cancel.cancel();
            });
            let says = ["the call was cancelled"];
            assert_stopped(&victim, spin, ErrorKind::Cancelled, &says, place);
        });
    }
}

#[test]
fn a_start_is_bounded_as_a_call_is() {
    let starting = |start: &str| {
        component(&format!(
            r#"(component
                (core module $m
                    (memory 1)
                    (table $t 1 funcref)
                    (func $start {start})
                    (start $start))
                (core instance (instantiate $m)))"#
        ))
    };
    let load = |builder: Builder<Dynamic>, start: &str| {
        let component = starting(start);
        soon(|| builder.no_cache().load(&component[..]).err().unwrap())
    };
    let limit = Duration::from_millis(40);
    let spin = "(loop (br 0))";
    let builder = Dynamic::builder;

    let error = load(builder().deadline(limit), spin);
    assert_error(&error, ErrorKind::Deadline, &["40ms", "Builder::deadline"]);
    assert_in(&error, "start");
    let error = load(builder().cpu_limit(limit), spin);
    assert_error(&error, ErrorKind::CpuLimit, &["40ms", "Builder::cpu_limit"]);
    assert_in(&error, "start");
    let error = load(builder().fuel(10_000), spin);
    assert_error(&error, ErrorKind::FuelLimit, &["10000", "Builder::fuel"]);
    assert_in(&error, "start");
    let error = load(builder(), "(call $start)");
    assert_error(
        &error,
        ErrorKind::StackLimit,
        &["1024 KiB", "Builder::stack_limit"],
    );
    assert_in(&error, "start");
    let error = load(
        builder().memory_limit(1 << 20),
        "(if (i32.eq (memory.grow (i32.const 64)) (i32.const -1)) (then (unreachable)))",
    );
    assert_error(
        &error,
        ErrorKind::OutOfMemory,
        &["1 MiB", "Builder::memory_limit"],
    );
    assert_in(&error, "start");
    let error = load(builder(), "(unreachable)");
    let says = ["the component could not be started", "unreachable"];
    assert_error(&error, ErrorKind::Trap, &says);
    assert_in(&error, "start");
}

#[test]
fn memory_and_tables_are_bounded_however_they_grow() {
    // In small steps, in large ones, and in one that overflows.
    let bombs: [Attack; 3] = [
        |it| it.grow_memory(1),
        |it| it.grow_memory(100),
        |it| it.grow_memory(65_535),
    ];
    for attack in bombs {
        let victim = load(builder().memory_limit(8 << 20));
        let says = ["8 MiB", "Builder::memory_limit"];
        assert_stopped(
            &victim,
            attack,
            ErrorKind::OutOfMemory,
            &says,
            "grow-memory",
        );
    }
    for attack in [(|it| it.grow_table(1)) as Attack, |it| {
        it.grow_table(1 << 24)
    }] {
        let victim = load(builder().table_limit(5_000));
        let says = ["5000", "Builder::table_limit"];
        assert_stopped(&victim, attack, ErrorKind::TableLimit, &says, "grow-table");
    }
    // There are limits without any.
    let says = ["512 MiB", "Builder::memory_limit"];
    let victim = load(builder());
    assert_stopped(
        &victim,
        |it| it.grow_memory(256),
        ErrorKind::OutOfMemory,
        &says,
        "grow-memory",
    );
    let says = ["1048576", "Builder::table_limit"];
    let victim = load(builder());
    assert_stopped(
        &victim,
        |it| it.grow_table(50_000),
        ErrorKind::TableLimit,
        &says,
        "grow-table",
    );
}

#[test]
fn growth_that_is_refused_does_not_take_the_blame_for_something_else() {
    // It does without the memory that it was refused, and goes on; in the same call another limit is hit.
    let glutton = load(builder().memory_limit(1 << 20));
    assert_eq!(glutton.probe_memory(64).unwrap(), u32::MAX);
    assert_eq!(glutton.recurse(10).unwrap(), 10);
    let wit = "package test:two; world two { export both: func(); }";
    let both = r#"(module (memory 1)
        (func $both (export "both") (drop (memory.grow (i32.const 64))) (loop (br 0))))"#;
    let victim = Dynamic::builder()
        .no_cache()
        .memory_limit(1 << 20)
        .deadline(Duration::from_millis(40))
        .load(encode(wit, both))
        .unwrap();
    let error = soon(|| victim.call("both()").unwrap_err());
    assert_error(&error, ErrorKind::Deadline, &["40ms"]);
}

#[test]
fn recursion_is_bounded_by_the_stack_and_by_nothing_else() {
    let victim = load(builder());
    let says = ["1024 KiB", "Builder::stack_limit"];
    assert_stopped(
        &victim,
        |it| it.recurse(u32::MAX).map(drop),
        ErrorKind::StackLimit,
        &says,
        "recurse",
    );
    // Also on a thread whose own stack is all used but for what the component is promised.
    let small = std::thread::Builder::new().stack_size(3 << 19);
    let victim = load(builder().stack_limit(256 << 10));
    let error = small
        .spawn(move || victim.recurse(u32::MAX).unwrap_err())
        .unwrap()
        .join()
        .unwrap();
    assert_error(&error, ErrorKind::StackLimit, &["256 KiB"]);
}

#[test]
fn endless_output_is_bounded() {
    let said = Capture::new();
    let probe = Probe::builder()
        .stdout(Output::capture(&said))
        .print_limit(10_000)
        .load(wittgen_test_guests::PROBE_PATH)
        .unwrap();
    let error = soon(|| probe.print("hello, host\n", u32::MAX).unwrap_err());
    assert_error(
        &error,
        ErrorKind::OutputLimit,
        &["10000", "Builder::print_limit", "print"],
    );
    assert_in(&error, "print");
    assert_eq!(*probe.random().unwrap_err().kind(), ErrorKind::Gone);
    let said = said.take();
    assert!(
        said.len() <= 10_000 && said.starts_with(b"hello, host\n"),
        "{}",
        said.len()
    );
}
