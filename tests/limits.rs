//! A component that uses more than its share is stopped, with an error that says by which limit; its neighbours and the
//! host go on.

use std::time::{Duration, Instant};

use wittgen::{Builder, Cancel, Error, ErrorKind, MemoryBudget};
use wittgen_tests::probe::Probe;

#[track_caller]
fn load(builder: Builder<Probe>) -> Probe {
    builder.load(wittgen_test_guests::PROBE_PATH).unwrap()
}

/// The call was ended by that limit, in that function, and so was the instance.
#[track_caller]
fn assert_ended(probe: &Probe, error: &Error, kind: ErrorKind, says: &[&str]) {
    assert_eq!(*error.kind(), kind, "{error:?}");
    let text = error.to_string();
    for part in says {
        assert!(text.contains(part), "{part} is not in: {text}");
    }
    let calls = error.backtrace().unwrap_or_default();
    assert!(calls.contains("probe"), "nothing says where: {error:?}");
    let after = probe.work(1).unwrap_err();
    assert_eq!(*after.kind(), ErrorKind::Gone, "{after}");
}

/// Runs `call`, and checks that it did not take long.
#[track_caller]
fn soon<T>(call: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = call();
    assert!(
        start.elapsed() < Duration::from_secs(20),
        "{:?}",
        start.elapsed()
    );
    result
}

#[test]
fn an_endless_loop_meets_its_deadline() {
    let probe = load(Probe::builder().deadline(Duration::from_millis(50)));
    assert_eq!(probe.work(10).unwrap(), probe.work(10).unwrap());
    let error = soon(|| probe.spin().unwrap_err());
    assert_ended(
        &probe,
        &error,
        ErrorKind::Deadline,
        &["50ms", "#spin", "Builder::deadline"],
    );
    assert!(
        error.backtrace().is_some_and(|b| b.contains("spin")),
        "{error:?}"
    );
}

#[test]
fn each_call_has_the_whole_deadline() {
    let probe = load(Probe::builder().deadline(Duration::from_millis(500)));
    for _ in 0..4 {
        probe.sleep(150).unwrap();
    }
}

#[test]
fn waiting_meets_its_deadline_too() {
    let probe = load(Probe::builder().deadline(Duration::from_millis(50)));
    let error = soon(|| probe.sleep(3_600_000).unwrap_err());
    assert_ended(&probe, &error, ErrorKind::Deadline, &["50ms", "#sleep"]);
}

#[test]
fn only_computing_counts_as_cpu_time() {
    let probe = load(Probe::builder().cpu_limit(Duration::from_millis(60)));
    probe.sleep(150).unwrap();
    let error = soon(|| probe.spin().unwrap_err());
    assert_ended(
        &probe,
        &error,
        ErrorKind::CpuLimit,
        &["60ms", "Builder::cpu_limit"],
    );
}

#[test]
fn another_thread_cancels() {
    for wait in [false, true] {
        let cancel = Cancel::new();
        let probe = load(Probe::builder().cancel(&cancel));
        probe.work(1).unwrap();
        let error = std::thread::scope(|scope| {
            let call = scope.spawn(|| {
                let result = if wait {
                    probe.sleep(3_600_000)
                } else {
                    probe.spin()
                };
                result.unwrap_err()
            });
            std::thread::sleep(Duration::from_millis(50));
            cancel.cancel();
            soon(|| call.join().unwrap())
        });
        assert_ended(&probe, &error, ErrorKind::Cancelled, &["cancelled"]);
        // What comes later doesn't begin.
        let error = Probe::builder()
            .cancel(&cancel)
            .load(wittgen_test_guests::PROBE_PATH)
            .err()
            .unwrap();
        assert_eq!(*error.kind(), ErrorKind::Cancelled);
    }
}

#[test]
fn fuel_is_counted_for_each_call() {
    let probe = load(Probe::builder().fuel(1_000_000));
    for _ in 0..20 {
        probe.work(10_000).unwrap();
    }
    let error = probe.work(u64::MAX).unwrap_err();
    assert_ended(
        &probe,
        &error,
        ErrorKind::FuelLimit,
        &["1000000", "Builder::fuel"],
    );
}

#[test]
fn deep_recursion_ends_at_the_stack() {
    let component = wat::parse_str(
        r#"(component
            (core module $m
                (func $f (export "f") (param i32) (result i32)
                    (i32.add (call $f (i32.add (local.get 0) (i32.const 1))) (local.get 0))))
            (core instance $i (instantiate $m))
            (func (export "recurse") (param "n" u32) (result u32)
                (canon lift (core func $i "f"))))"#,
    )
    .unwrap();
    for size in [None, Some(64 << 10), Some(512 << 10)] {
        let mut builder = wittgen::Dynamic::builder();
        if let Some(size) = size {
            builder = builder.stack_limit(size);
        }
        let loaded = builder.load(&component[..]).unwrap();
        let error = loaded.call("recurse(0)").unwrap_err();
        assert_eq!(*error.kind(), ErrorKind::StackLimit, "{error}");
        let says = format!("{} KiB", size.unwrap_or(1 << 20) / 1024);
        assert!(error.to_string().contains(&says), "{error}");
        let after = loaded.call("recurse(0)").unwrap_err();
        assert_eq!(*after.kind(), ErrorKind::Gone, "{after}");
    }
}

#[test]
fn memory_is_bounded_alone_and_together() {
    let probe = load(Probe::builder().memory_limit(16 << 20));
    let error = probe.allocate(64 << 20).unwrap_err();
    assert_ended(
        &probe,
        &error,
        ErrorKind::OutOfMemory,
        &["16 MiB", "Builder::memory_limit"],
    );

    let budget = MemoryBudget::new(64 << 20);
    let (one, two) = (
        load(Probe::builder().memory_budget(&budget)),
        load(Probe::builder().memory_budget(&budget)),
    );
    one.allocate(40 << 20).unwrap();
    let error = two.allocate(40 << 20).unwrap_err();
    assert_ended(
        &two,
        &error,
        ErrorKind::OutOfMemory,
        &["64 MiB", "MemoryBudget"],
    );
    // The neighbour goes on, and what it gives back is there for others.
    assert!(budget.used() > 40 << 20);
    assert_eq!(one.allocate(1).unwrap(), (40 << 20) + 1);
    drop((one, two));
    assert_eq!(budget.used(), 0);
    load(Probe::builder().memory_budget(&budget))
        .allocate(40 << 20)
        .unwrap();
}

#[test]
fn handles_of_the_host_are_bounded() {
    let probe = load(Probe::builder().resource_limit(1_000));
    probe.hold(500).unwrap();
    let error = probe.hold(1_000_000).unwrap_err();
    assert_ended(
        &probe,
        &error,
        ErrorKind::ResourceLimit,
        &["1000", "Builder::resource_limit"],
    );
    // There is a limit without one, too.
    let probe = load(Probe::builder());
    assert_eq!(
        *probe.hold(u32::MAX).unwrap_err().kind(),
        ErrorKind::ResourceLimit
    );
}

#[test]
fn a_start_without_end_meets_its_deadline() {
    let component = wat::parse_str(
        r#"(component
            (core module $m (func $start (loop (br 0))) (start $start))
            (core instance (instantiate $m)))"#,
    )
    .unwrap();
    let start = |deadline| {
        wittgen::Dynamic::builder()
            .deadline(deadline)
            .no_cache()
            .load(&component[..])
    };
    let error = soon(|| start(Duration::from_millis(50)).err().unwrap());
    assert_eq!(*error.kind(), ErrorKind::Deadline, "{error}");
}

#[test]
fn limits_are_printed_with_their_defaults() {
    let printed = Probe::builder().limits().to_string();
    let expected = [
        "memory = 512 MiB (default)",
        "table = 1048576 (default)",
        "instances = 1000 (default)",
        "resources = 100000 (default)",
        "transfer = 128 MiB (default)",
        "stack = 1 MiB (default)",
        "fuel = no limit (default)",
        "deadline = no limit (default)",
        "cpu = no limit (default)",
        "print = no limit (default)",
    ];
    assert_eq!(printed.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn limits_that_were_set_are_told_from_defaults() {
    let builder = Probe::builder()
        .memory_limit(512 << 20)
        .stack_limit(1_000_000)
        .fuel(7)
        .deadline(Duration::from_millis(1_500))
        .memory_budget(&MemoryBudget::new(1 << 30))
        .cancel(&Cancel::new());
    let printed = builder.limits().to_string();
    for line in [
        // What was set is not the default, though it be the same.
        "memory = 512 MiB",
        "stack = 1000000 B",
        "fuel = 7",
        "deadline = 1500 ms",
        "cpu = no limit (default)",
        "memory budget = 1 GiB, with others",
        "cancelled = by the host",
    ] {
        assert!(
            printed.lines().any(|l| l == line),
            "{line} is not in:\n{printed}"
        );
    }
    let fuel = builder.limits().iter().find(|limit| limit.name() == "fuel");
    let fuel = fuel.unwrap();
    assert_eq!((fuel.value(), fuel.is_default()), (Some("7"), false));
}
