//! 24 threads call one pool while faults are injected at random: traps, lies, limits, cancels, panics and errors in the
//! host's functions. No result is wrong, no memory is lost, and at the end the pool has as many instances as it should.
//!
//! Runs for 10 seconds, or for as many as `WITTGEN_STRESS_SECONDS` says. `WITTGEN_SEED` repeats what was random.

#![cfg(target_os = "linux")]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::Resolve;
use wittgen::{Builder, Cancel, Component, Error, ErrorKind, MemoryBudget, Pool};
use wittgen_tests::Random;

#[allow(missing_docs)]
mod bindings {
    wittgen::bindgen!({ path: "stress/stress.wit", trappable: ["test:stress/outside#fail"] });
}

use bindings::Stress;
use bindings::api::Thing;
use bindings::outside::{self, Token};

const THREADS: usize = 24;
const SIZE: usize = 8;

/// Growth of the process that is no leak, in bytes: arenas of the allocator for each thread, mostly.
const GROWTH: usize = 48 << 20;

/// How many of the host's values there are.
static TOKENS: AtomicUsize = AtomicUsize::new(0);

struct Counted(u32);

impl Counted {
    fn new(number: u32) -> Self {
        TOKENS.fetch_add(1, Ordering::Relaxed);
        Self(number)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        TOKENS.fetch_sub(1, Ordering::Relaxed);
    }
}

impl outside::HostToken for Counted {
    fn number(&self) -> u32 {
        self.0
    }
}

/// Where calls meet, each in an instance of its own.
#[derive(Default)]
struct Meeting {
    present: Mutex<usize>,
    came: Condvar,
}

#[derive(Clone, Default)]
struct Outside(Arc<Meeting>);

impl outside::Host for Outside {
    fn token_new(&self, number: u32) -> Token {
        Token::new(Counted::new(number))
    }

    fn take(&self, token: Token) -> u32 {
        token.number()
    }

    fn double(&self, number: u32) -> u32 {
        number.wrapping_mul(2)
    }

    fn panic(&self) {
        // Without the message of a panic, of which there are thousands.
        std::panic::resume_unwind(Box::new("injected"));
    }

    fn fail(&self) -> Result<(), Error> {
        Err(Error::host("injected"))
    }

    fn meet(&self, all: u32) -> bool {
        let mut present = self.0.present.lock().unwrap();
        *present += 1;
        self.0.came.notify_all();
        let all = all as usize;
        let (_present, late) = self
            .0
            .came
            .wait_timeout_while(present, Duration::from_secs(20), |present| *present < all)
            .unwrap();
        !late.timed_out()
    }
}

fn component() -> Vec<u8> {
    let mut resolve = Resolve::default();
    let package = resolve
        .push_str("stress.wit", include_str!("stress/stress.wit"))
        .expect("good WIT");
    let world = resolve.select_world(&[package], None).expect("one world");
    let mut module = wat::parse_str(include_str!("stress/stress.wat")).expect("good text");
    embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8, false)
        .expect("metadata");
    ComponentEncoder::default()
        .module(&module)
        .and_then(|encoder| encoder.validate(true).encode())
        .expect("a component")
}

fn builder(budget: &MemoryBudget) -> Builder<Stress> {
    Stress::builder()
        .imports(Outside::default())
        .deadline(Duration::from_secs(30))
        .memory_limit(4 << 20)
        .memory_budget(budget)
        .resource_limit(1_000)
        .transfer_limit(64 << 10)
        .stack_limit(256 << 10)
}

#[track_caller]
fn fails<T>(result: Result<T, Error>, kind: ErrorKind) {
    match result {
        Ok(_) => panic!("a fault was survived"),
        Err(error) => assert_eq!(*error.kind(), kind, "{error:?}"),
    }
}

/// One call, or a few that belong together.
fn one(stress: &Stress, strict: &Stress, random: &mut Random, reused: bool) {
    let number = u32::try_from(random.below(1_000_000)).expect("it is small");
    match random.below(24) {
        0..=4 => {
            let numbers: Vec<u32> = (0..random.below(200)).map(|_| number).collect();
            let sum = numbers.iter().map(|number| u64::from(*number)).sum::<u64>();
            assert_eq!(stress.sum(&numbers).unwrap(), sum);
        }
        5..=8 => {
            let text = format!("text {number} ").repeat(1 + number as usize % 50);
            assert_eq!(stress.echo(&text).unwrap(), text);
            let len = stress.echo_with(&text, |seen| {
                assert_eq!(seen, text);
                seen.len()
            });
            assert_eq!(len.unwrap(), text.len());
        }
        9 => assert_eq!(stress.double(number).unwrap(), number * 2),
        10 => {
            let count = stress.count().unwrap();
            assert!(count == 1 || reused && count > 1, "{count}");
        }
        11 => {
            let thing = Thing::new(stress, number).unwrap();
            assert_eq!(thing.number().unwrap(), number);
            // Dropped on another thread, which leaves it for later when a call is running.
            if random.below(2) == 0 {
                std::thread::scope(|scope| drop(scope.spawn(|| drop(thing))));
            }
        }
        12 => assert_eq!(stress.take(number).unwrap(), number),
        13 => {
            let held = stress.hold(20);
            // One that is reused may be full.
            assert!(held.is_ok() || reused, "{held:?}");
        }
        14 => fails(stress.fault(0), ErrorKind::Trap),
        15 => fails(stress.fault(1), ErrorKind::OutOfMemory),
        16 => fails(stress.fault(2), ErrorKind::StackLimit),
        17 => fails(stress.fault(3), ErrorKind::ResourceLimit),
        18 => fails(stress.lie(u32::MAX, 1), ErrorKind::Trap),
        19 => fails(stress.lie(0, 100_000), ErrorKind::TransferLimit),
        20 => fails(stress.fail(), ErrorKind::Host),
        21 => {
            let panicked = catch_unwind(AssertUnwindSafe(|| stress.panic()));
            assert!(panicked.is_err());
        }
        22 if random.below(20) == 0 => {
            let error = strict.fault(4).unwrap_err();
            let kinds = [ErrorKind::Deadline, ErrorKind::Busy];
            assert!(kinds.contains(error.kind()), "{error}");
        }
        _ => {
            // A fault while a resource of the same instance is held.
            let thing = Thing::new(stress, number).unwrap();
            fails(thing.fault(), ErrorKind::Trap);
            fails(thing.number(), ErrorKind::Gone);
        }
    }
}

/// Loads, is called by two threads, and is cancelled in the middle of that, again and again.
fn cancelled(component: &Component, budget: &MemoryBudget, over: &AtomicBool) {
    while !over.load(Ordering::Relaxed) {
        let cancel = Cancel::new();
        let stress = builder(budget)
            .cancel(&cancel)
            .pool(Pool::reused(2))
            .load(component);
        let stress = stress.unwrap();
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    let error = loop {
                        if let Err(error) = stress.sum(&[1, 2, 3]) {
                            break error;
                        }
                    };
                    assert_eq!(*error.kind(), ErrorKind::Cancelled, "{error}");
                });
            }
            std::thread::sleep(Duration::from_millis(30));
            cancel.cancel();
        });
    }
}

/// How much memory the process has, in bytes.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/statm").expect("Linux has it");
    let pages = status.split_whitespace().nth(1).expect("it has");
    pages.parse::<usize>().expect("a number") * 4096
}

fn run(component: &Component, pool: Pool, reused: bool, time: Duration, seed: u64) {
    let budget = MemoryBudget::new(256 << 20);
    let stress = builder(&budget).pool(pool).load(component).unwrap();
    // For calls that go on until they are stopped.
    let strict = builder(&budget).deadline(Duration::from_millis(50)).pool(2);
    let strict = strict.load(component).unwrap();
    let (start, calls) = (Instant::now(), AtomicU64::new(0));
    let over = AtomicBool::new(false);
    /// Ends everything when a thread fails, so that the test does.
    struct End<'a>(&'a AtomicBool);
    impl Drop for End<'_> {
        fn drop(&mut self) {
            self.0.store(true, Ordering::Relaxed);
        }
    }
    let mut sizes = Vec::new();
    std::thread::scope(|scope| {
        for thread in 0..THREADS as u64 {
            let (stress, strict, calls, over) = (&stress, &strict, &calls, &over);
            scope.spawn(move || {
                let mut random = Random::new(seed.wrapping_add(thread));
                let _end = End(over);
                while !over.load(Ordering::Relaxed) {
                    one(stress, strict, &mut random, reused);
                    calls.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        scope.spawn(|| cancelled(component, &budget, &over));
        while start.elapsed() < time && !over.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(100));
            sizes.push(resident());
        }
        over.store(true, Ordering::Relaxed);
    });
    // Every place has an instance that works: so many calls are in the middle of one at the same time.
    std::thread::scope(|scope| {
        for _ in 0..SIZE {
            scope.spawn(|| {
                let (count, all) = (stress.count().unwrap(), SIZE as u32);
                assert!(count == 1 || reused);
                assert!(stress.meet(all).unwrap(), "the pool has lost an instance");
            });
        }
    });
    drop((stress, strict));
    // What the pool's keeper is making just now is dropped when it is made.
    let dropped = Instant::now();
    while budget.used() > 0 && dropped.elapsed() < Duration::from_secs(10) {
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(budget.used(), 0, "memory of an instance is left");
    assert_eq!(
        TOKENS.load(Ordering::Relaxed),
        0,
        "values of the host's are left"
    );
    let settled = &sizes[sizes.len() / 4..];
    let early = settled[..settled.len() / 3]
        .iter()
        .max()
        .expect("it was measured");
    let late = settled[settled.len() * 2 / 3..]
        .iter()
        .max()
        .expect("it was measured");
    println!(
        "{} calls in {:?} ({}), {} MiB resident early, {} MiB late",
        calls.load(Ordering::Relaxed),
        start.elapsed(),
        if reused { "reused" } else { "fresh" },
        early >> 20,
        late >> 20,
    );
    assert!(*late < early + GROWTH, "memory grows: {sizes:?}");
}

#[test]
fn a_pool_outlives_all_that_goes_wrong_in_it() {
    let seconds = std::env::var("WITTGEN_STRESS_SECONDS")
        .ok()
        .map_or(10, |seconds| seconds.parse().expect("a number of seconds"));
    let time = Duration::from_secs(seconds) / 2;
    let component = Component::read(component()).unwrap();
    let seed = Random::from_environment().below(1 << 30);
    run(&component, Pool::fresh(SIZE), false, time, seed);
    run(
        &component,
        Pool::reused(SIZE).warm(SIZE / 2),
        true,
        time,
        seed,
    );
}
