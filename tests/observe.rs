//! What a program can see of its components: spans for who listens, and counts for who asks.

use std::cell::RefCell;
use std::io;
use std::sync::Once;
use std::time::{Duration, Instant};

use tracing_subscriber::fmt::format::FmtSpan;
use wittgen::{ErrorKind, Metrics, Pool, metrics};
use wittgen_test_guests::PROBE_PATH as PROBE;
use wittgen_tests::probe::Probe;

mod bindings {
    #![allow(missing_docs)]
    wittgen::bindgen!({
        inline: "
            package test:observe;
            interface host { ask: func() -> u32; }
            world asker { import host; export ask: func() -> u32; }
        ",
    });
}

thread_local! {
    /// What was written on this thread.
    static WRITTEN: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Writes to the thread's own place: the subscriber is the process's.
struct Writer;

impl io::Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        WRITTEN.with_borrow_mut(|written| written.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What a subscriber was told.
struct Written(Vec<String>);

impl Written {
    /// The line that contains all of `words`.
    #[track_caller]
    fn line(&self, words: &[&str]) -> &str {
        let mut lines = self.0.iter();
        let found = lines.find(|line| words.iter().all(|word| line.contains(word)));
        found.unwrap_or_else(|| panic!("no line with {words:?} in\n{}", self.0.join("\n")))
    }
}

/// Runs `body` with somebody who listens.
fn listening(body: impl FnOnce()) -> Written {
    static LISTENING: Once = Once::new();
    LISTENING.call_once(|| {
        tracing_subscriber::fmt()
            .with_max_level(tracing::Level::DEBUG)
            .with_span_events(FmtSpan::CLOSE)
            .with_ansi(false)
            .with_writer(|| Writer)
            .init();
    });
    WRITTEN.with_borrow_mut(Vec::clear);
    body();
    let written = WRITTEN.take();
    let text = String::from_utf8(written).expect("subscribers write text");
    Written(text.lines().map(str::to_string).collect())
}

fn counted(name: &str) -> Metrics {
    let all = metrics();
    let found = all.into_iter().find(|one| one.component == name);
    found.unwrap_or_else(|| panic!("nothing is counted for `{name}`"))
}

#[test]
fn spans_tell_of_loading_and_calls() {
    let written = listening(|| {
        let probe = Probe::builder()
            .name("spans")
            .fuel(1_000_000_000)
            .load(PROBE)
            .unwrap();
        probe.work(1000).unwrap();
        probe.spin().unwrap_err();
    });
    written.line(&["load{component=\"spans\"}", "close"]);
    written.line(&["instantiate{component=\"spans\"}", "close"]);
    let call = written.line(&["function=\"wittgen:probe/excesses@0.1.0#work\"", "close"]);
    for field in ["component=\"spans\"", "duration_us=", "memory=", "fuel="] {
        assert!(call.contains(field), "{field}: {call}");
    }
    assert!(!call.contains("error="), "{call}");
    written.line(&["#spin\"", "error=", "close"]);
}

#[test]
fn spans_tell_of_calls_of_the_host() {
    struct Host;
    impl bindings::host::Host for Host {
        fn ask(&self) -> u32 {
            tracing::info!("asked");
            7
        }
    }
    let component = wat::parse_str(
        r#"(component
            (import "test:observe/host" (instance $host (export "ask" (func (result u32)))))
            (core func $ask (canon lower (func $host "ask")))
            (core module $m
                (import "" "ask" (func $ask (result i32)))
                (func (export "ask") (result i32) (call $ask)))
            (core instance $i (instantiate $m (with "" (instance (export "ask" (func $ask))))))
            (func (export "ask") (result u32) (canon lift (core func $i "ask"))))"#,
    )
    .unwrap();
    let written = listening(|| {
        let asker = bindings::Asker::builder()
            .imports(Host)
            .no_cache()
            .load(component)
            .unwrap();
        assert_eq!(asker.ask().unwrap(), 7);
    });
    // What the host says is within its span, which is within that of the call.
    written.line(&[
        "call{component=\"test:observe/asker\" function=\"ask\"}",
        "host call{function=\"test:observe/host#ask\"}",
        "asked",
    ]);
    written.line(&["host call{", "close"]);
}

#[test]
fn calls_are_counted_whoever_listens() {
    let probe = Probe::builder().name("counts").load(PROBE).unwrap();
    for _ in 0..5 {
        probe.work(1).unwrap();
    }
    let seen = counted("counts");
    assert_eq!((seen.loads, seen.instances, seen.instances_made), (1, 1, 1));
    assert_eq!((seen.calls, seen.waits), (5, 0));
    assert!(seen.memory >= 1 << 16, "{seen}");
    assert_eq!(seen.failures, []);
    drop(probe);
    let seen = counted("counts");
    assert_eq!((seen.calls, seen.instances, seen.memory), (5, 0, 0));
}

#[test]
fn nothing_is_left_of_a_pool() {
    for (index, pool) in [
        Pool::fresh(3).warm(2),
        Pool::reused(3),
        Pool::reused(3).warm(3),
    ]
    .into_iter()
    .enumerate()
    {
        let name = format!("left {index}");
        let probe = Probe::builder().name(&name).pool(pool).load(PROBE).unwrap();
        for _ in 0..10 {
            probe.work(1).unwrap();
        }
        assert_eq!(counted(&name).calls, 10);
        drop(probe);
        // The keeper may be in the middle of making one.
        let begin = Instant::now();
        while counted(&name).instances > 0 && begin.elapsed() < Duration::from_secs(10) {
            std::thread::yield_now();
        }
        let seen = counted(&name);
        assert_eq!((seen.instances, seen.memory), (0, 0), "{seen}");
    }
}

#[test]
fn pools_and_failures_are_counted() {
    let probe = Probe::builder()
        .name("pool")
        .fuel(10_000_000)
        .pool(Pool::fresh(2))
        .load(PROBE)
        .unwrap();
    for _ in 0..3 {
        probe.work(1).unwrap();
    }
    for _ in 0..2 {
        probe.spin().unwrap_err();
    }
    let seen = counted("pool");
    assert_eq!((seen.calls, seen.instances_made), (5, 5), "{seen}");
    assert_eq!(seen.failures, [(ErrorKind::FuelLimit, 2)]);
    assert_eq!((seen.instances, seen.memory), (0, 0), "{seen}");
}
