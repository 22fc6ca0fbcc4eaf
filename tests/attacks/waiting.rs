//! Asynchronous components that keep others waiting: loops, tasks that never return or return twice, streams without end or
//! without a reader, futures without a value. Their callers are told; neighbours, who share the threads, go on.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use futures::StreamExt as _;
use futures::executor::block_on;
use wittgen::{
    BoxFuture, Builder, CallError, Cancel, Error, ErrorKind, FutureReader, StreamReader,
};

use super::support::{assert_error, encode, soon};

#[allow(missing_docs)]
mod bindings {
    wittgen::bindgen!({ path: "attacks/waiting.wit" });
}

use bindings::Waiting;
use bindings::api::Endless;

#[allow(missing_docs)]
mod live {
    wittgen::bindgen!({ path: "../wit/live", world: "live" });
}

use live::Live;
use live::source::{self, Door};

const WIT: &str = include_str!("waiting.wit");

/// What the code of a task says when it wants to be called again: never (0), at once (1), or when something of a set
/// happens (2, with the set).
const MODULE: &str = r#"(module
    (import "$root" "[waitable-set-new]" (func $set (result i32)))
    (import "[export]test:waiting/api" "[task-return]twice" (func $return))
    (import "[export]test:waiting/api" "[resource-new]endless" (func $new (param i32) (result i32)))
    (memory (export "memory") 1)
    (global $quick (mut i32) (i32.const 0))
    (func (export "test:waiting/api#quick") (result i32)
        (global.set $quick (i32.const 1))
        (i32.const 7))
    (func $spin (export "test:waiting/api#spin") (loop (br 0)))
    (func (export "test:waiting/api#[constructor]endless") (result i32) (call $new (i32.const 1)))
    (func (export "test:waiting/api#[dtor]endless") (param i32) (call $spin))
    (func $never (param i32 i32 i32) (result i32) (i32.const 0))
    (func $again (param i32 i32 i32) (result i32) (i32.const 1))
    (func $stuck (export "[async-lift]test:waiting/api#stuck") (result i32)
        (i32.or (i32.const 2) (i32.shl (call $set) (i32.const 4))))
    (export "[callback][async-lift]test:waiting/api#stuck" (func $never))
    (func (export "[async-lift]test:waiting/api#forever") (result i32) (i32.const 1))
    (export "[callback][async-lift]test:waiting/api#forever" (func $again))
    (func (export "[async-lift]test:waiting/api#late") (result i32) (i32.const 1))
    (func (export "[callback][async-lift]test:waiting/api#late") (param i32 i32 i32) (result i32)
        (if (global.get $quick) (then (call $spin)))
        (i32.const 1))
    (func (export "[async-lift]test:waiting/api#silent") (result i32) (i32.const 0))
    (export "[callback][async-lift]test:waiting/api#silent" (func $never))
    (func (export "[async-lift]test:waiting/api#twice") (result i32)
        (call $return) (call $return) (i32.const 0))
    (export "[callback][async-lift]test:waiting/api#twice" (func $never)))"#;

fn load(builder: Builder<Waiting>) -> Waiting {
    static COMPONENT: std::sync::LazyLock<Vec<u8>> =
        std::sync::LazyLock::new(|| encode(WIT, MODULE));
    builder.no_cache().load(&COMPONENT[..]).unwrap()
}

/// The instance has ended, and the neighbour has not.
#[track_caller]
fn assert_ended(victim: &Waiting, neighbour: &Waiting) {
    let after = block_on(victim.quick()).unwrap_err();
    assert_eq!(*after.kind(), ErrorKind::Gone, "{after}");
    assert_eq!(block_on(neighbour.quick()).unwrap(), 7);
}

const LIMIT: Duration = Duration::from_millis(100);

type Attack = fn(&Waiting) -> Result<(), Error>;

const ENDLESS: [(Attack, &str); 3] = [
    (|it| block_on(it.spin()), "spin"),
    (|it| block_on(it.stuck()), "stuck"),
    (|it| block_on(it.forever()), "forever"),
];

#[test]
fn what_does_not_end_meets_its_deadline() {
    let neighbour = load(Waiting::builder());
    for (attack, name) in ENDLESS {
        let victim = load(Waiting::builder().deadline(LIMIT));
        assert_eq!(block_on(victim.quick()).unwrap(), 7);
        let error = soon(|| attack(&victim).unwrap_err());
        assert_error(
            &error,
            ErrorKind::Deadline,
            &["100ms", name, "Builder::deadline"],
        );
        assert_ended(&victim, &neighbour);
    }
}

#[test]
fn what_does_not_end_is_cancelled() {
    let neighbour = load(Waiting::builder());
    for (attack, name) in ENDLESS {
        let cancel = Cancel::new();
        let victim = load(Waiting::builder().cancel(&cancel));
        let error = std::thread::scope(|scope| {
            let call = scope.spawn(|| attack(&victim).unwrap_err());
            std::thread::sleep(LIMIT);
            cancel.cancel();
            soon(|| call.join().unwrap())
        });
        assert_error(
            &error,
            ErrorKind::Cancelled,
            &["the call was cancelled", name],
        );
        assert_ended(&victim, &neighbour);
    }
}

#[test]
fn what_does_not_end_is_cancelled_also_after_others_have_ended() {
    let neighbour = load(Waiting::builder());
    let cancel = Cancel::new();
    let victim = load(Waiting::builder().cancel(&cancel));
    let error = std::thread::scope(|scope| {
        let call = scope.spawn(|| block_on(victim.late()).unwrap_err());
        std::thread::sleep(LIMIT);
        assert_eq!(soon(|| block_on(victim.quick()).unwrap()), 7);
        std::thread::sleep(LIMIT);
        cancel.cancel();
        soon(|| call.join().unwrap())
    });
    assert_error(
        &error,
        ErrorKind::Cancelled,
        &["the call was cancelled", "late"],
    );
    assert_ended(&victim, &neighbour);
}

#[test]
fn a_resource_that_does_not_end_meets_the_deadline() {
    let neighbour = load(Waiting::builder());
    let victim = load(Waiting::builder().deadline(LIMIT));
    drop(Endless::new(&victim).unwrap());
    // A call that comes before it is noticed waits until it is.
    let error = soon(|| block_on(victim.quick()).unwrap_err());
    assert!(
        matches!(error.kind(), ErrorKind::Deadline | ErrorKind::Gone),
        "{error}"
    );
    assert!(
        error.message().contains("while a resource was dropped"),
        "{error}"
    );
    assert_ended(&victim, &neighbour);
}

#[test]
fn those_who_compute_make_way_for_their_neighbours() {
    // More of them than there are threads, and each for longer than the test may take.
    let threads = std::thread::available_parallelism().map_or(4, usize::from);
    let cancel = Cancel::new();
    let victims: Vec<Waiting> = (0..2 * threads)
        .map(|_| {
            load(
                Waiting::builder()
                    .cancel(&cancel)
                    .deadline(Duration::from_secs(60)),
            )
        })
        .collect();
    let neighbour = load(Waiting::builder());
    std::thread::scope(|scope| {
        for victim in &victims {
            scope.spawn(|| block_on(victim.spin()).unwrap_err());
        }
        std::thread::sleep(LIMIT);
        soon(|| {
            for _ in 0..20 {
                assert_eq!(block_on(neighbour.quick()).unwrap(), 7);
            }
            assert_eq!(block_on(load(Waiting::builder()).quick()).unwrap(), 7);
        });
        cancel.cancel();
    });
}

#[test]
fn a_task_returns_once() {
    let neighbour = load(Waiting::builder());
    let attacks: [(Attack, &str); 2] = [
        (|it| block_on(it.silent()), "silent"),
        (|it| block_on(it.twice()), "twice"),
    ];
    for (attack, name) in attacks {
        let victim = load(Waiting::builder());
        let error = soon(|| attack(&victim).unwrap_err());
        assert_error(&error, ErrorKind::Trap, &[name]);
        assert_ended(&victim, &neighbour);
    }
}

#[test]
fn a_caller_that_goes_away_leaves_nothing_waiting() {
    let victim = load(Waiting::builder());
    for _ in 0..50 {
        let stuck = victim.stuck();
        let both = futures::future::select(Box::pin(stuck), Box::pin(victim.quick()));
        match block_on(both) {
            futures::future::Either::Left((result, _)) => panic!("{result:?}"),
            futures::future::Either::Right((result, _)) => assert_eq!(result.unwrap(), 7),
        }
    }
    assert_eq!(block_on(victim.quick()).unwrap(), 7);
}

/// A host whose functions never answer, and whose streams never end.
#[derive(Clone, Default)]
struct Never {
    numbers: Arc<AtomicU64>,
}

struct Closed;

impl source::HostDoor for Closed {
    fn name(&self) -> String {
        String::new()
    }

    fn wait(&self) -> BoxFuture<'_, u32> {
        Box::pin(std::future::pending())
    }
}

impl source::Host for Never {
    fn door_new(&self, _: &str) -> Door {
        Closed.into()
    }

    async fn fetch(&self, _: String) -> Result<String, String> {
        std::future::pending().await
    }

    fn numbers(&self) -> StreamReader<u32> {
        let numbers = Arc::clone(&self.numbers);
        StreamReader::new(futures::stream::repeat(0).inspect(move |_| {
            numbers.fetch_add(1, Ordering::Relaxed);
        }))
    }

    fn news(&self) -> FutureReader<String> {
        FutureReader::new(std::future::pending())
    }
}

fn load_live(builder: Builder<Live>) -> Live {
    let builder = builder.imports(Never::default());
    builder.load(wittgen_test_guests::LIVE).unwrap()
}

#[track_caller]
fn host_error<T, E: std::fmt::Debug>(result: Result<T, CallError<E>>) -> Error {
    match result {
        Err(CallError::Host(error)) => error,
        Err(CallError::Guest(error)) => panic!("{error:?}"),
        Ok(_) => panic!("it came to an end"),
    }
}

#[test]
fn waiting_for_what_never_comes_meets_its_deadline() {
    let neighbour = load_live(Live::builder());
    let attacks: [fn(&Live) -> Error; 5] = [
        |it| host_error(block_on(it.lookup("a".into(), "b".into()))),
        |it| block_on(it.news()).unwrap_err(),
        |it| block_on(it.enter(&Closed.into())).unwrap_err(),
        // A stream without end, read to its end.
        |it| block_on(it.sum(StreamReader::new(futures::stream::repeat(1)))).unwrap_err(),
        // A stream with nothing in it.
        |it| block_on(it.sum(StreamReader::new(futures::stream::pending()))).unwrap_err(),
    ];
    for attack in attacks {
        let victim = load_live(Live::builder().deadline(LIMIT));
        let error = soon(|| attack(&victim));
        assert_error(&error, ErrorKind::Deadline, &["100ms", "Builder::deadline"]);
        assert_eq!(*victim.double(1).unwrap_err().kind(), ErrorKind::Gone);
        assert_eq!(neighbour.double(1).unwrap(), 2);
    }
}

#[test]
fn streams_without_reader_or_end_take_no_more_than_a_buffer() {
    let live = load_live(Live::builder());
    let streams: Vec<_> = (0..50)
        .map(|_| block_on(live.count(u32::MAX)).unwrap())
        .collect();
    std::thread::sleep(LIMIT);
    assert_eq!(live.double(1).unwrap(), 2);
    assert!(live.written().unwrap() < 1 << 20, "{:?}", live.written());
    // Half of them are read a little.
    for stream in streams {
        let numbers: Vec<u32> = block_on(stream.take(10).map(Result::unwrap).collect());
        assert_eq!(numbers, (0..10).collect::<Vec<_>>());
    }
    assert_eq!(live.double(1).unwrap(), 2);
    // A future that nobody resolves is no burden either.
    let later = block_on(live.later(FutureReader::new(std::future::pending()))).unwrap();
    drop(later);
    assert_eq!(live.double(1).unwrap(), 2);
}
