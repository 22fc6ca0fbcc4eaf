//! Asynchronous worlds: functions that take their time, streams and futures, from both sides.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use futures::StreamExt;
use futures::executor::block_on;
use tokio::sync::Notify;
use wittgen::{
    ArtifactKey, BoxFuture, CallError, Cancel, ErrorKind, FutureReader, Precompile, StreamReader,
};

mod bindings {
    #![allow(missing_docs)]
    wittgen::bindgen!({ path: "../wit/live", world: "live" });
}

use bindings::Live;
use bindings::feed::Total;
use bindings::source::{self, Door};

/// What the host provides, and what it saw.
#[derive(Clone, Default)]
struct Source(Arc<Seen>);

#[derive(Default)]
struct Seen {
    /// How many look-ups are waiting, and the most there were at once.
    waiting: AtomicU32,
    most: AtomicU32,
    /// How many numbers were taken from the host's stream.
    numbers: AtomicU32,
    release: Notify,
}

struct AtDoor(String);

impl source::HostDoor for AtDoor {
    fn name(&self) -> String {
        self.0.clone()
    }

    fn wait(&self) -> BoxFuture<'_, u32> {
        Box::pin(async {
            tokio::time::sleep(Duration::from_millis(5)).await;
            u32::try_from(self.0.len()).expect("names are short")
        })
    }
}

impl source::Host for Source {
    fn door_new(&self, name: &str) -> Door {
        AtDoor(name.to_string()).into()
    }

    async fn fetch(&self, key: String) -> Result<String, String> {
        let waiting = self.0.waiting.fetch_add(1, Ordering::SeqCst) + 1;
        self.0.most.fetch_max(waiting, Ordering::SeqCst);
        match key.as_str() {
            "never" => self.0.release.notified().await,
            _ => tokio::time::sleep(Duration::from_millis(20)).await,
        }
        self.0.waiting.fetch_sub(1, Ordering::SeqCst);
        match key.as_str() {
            "missing" => Err("there is no `missing`".to_string()),
            _ => Ok(format!("<{key}>")),
        }
    }

    fn numbers(&self) -> StreamReader<u32> {
        let seen = Arc::clone(&self.0);
        StreamReader::new(futures::stream::iter(1..).inspect(move |_| {
            seen.numbers.fetch_add(1, Ordering::SeqCst);
        }))
    }

    fn news(&self) -> FutureReader<String> {
        FutureReader::new(async {
            tokio::time::sleep(Duration::from_millis(5)).await;
            "nothing new".to_string()
        })
    }
}

fn load(source: Source) -> Live {
    Live::builder()
        .imports(source)
        .load(wittgen_test_guests::LIVE)
        .expect("the guest is of this world")
}

#[test]
fn a_plain_function_needs_no_executor() {
    assert_eq!(load(Source::default()).double(21).unwrap(), 42);
}

#[test]
fn machine_code_compiled_ahead_of_time_is_asynchronous_too() {
    let key = ArtifactKey::from_secret(&[1; 32]).unwrap();
    let precompile = Precompile::new().asynchronous(true).key(&key).no_cache();
    let artifact = precompile.compile(wittgen_test_guests::LIVE).unwrap();
    let live = Live::builder()
        .imports(Source::default())
        .artifact_key(&key)
        .on_compile(|| panic!("it was compiled"))
        .load(artifact.bytes())
        .unwrap();
    let found = block_on(live.lookup("a".into(), "b".into())).unwrap();
    assert_eq!(found, ("<a>".to_string(), "<b>".to_string()));
    // What is for a synchronous world is not for this one.
    let artifact = precompile
        .asynchronous(false)
        .compile(wittgen_guests::NOTES)
        .unwrap();
    let loaded = Live::builder().artifact_key(&key).load(artifact.bytes());
    let error = loaded.err().expect("it is refused");
    assert_eq!(*error.kind(), ErrorKind::Incompatible);
    assert!(
        error.help().is_some_and(|help| help.contains("--async")),
        "{error}"
    );
}

#[test]
fn one_call_awaits_several_functions_of_the_host_at_once() {
    let source = Source::default();
    let live = load(source.clone());
    let found = block_on(live.lookup("a".into(), "b".into())).unwrap();
    assert_eq!(found, ("<a>".to_string(), "<b>".to_string()));
    assert_eq!(source.0.most.load(Ordering::SeqCst), 2);
}

#[test]
fn many_calls_run_in_one_instance() {
    let source = Source::default();
    let live = load(source.clone());
    let calls = (0..10).map(|index| live.lookup(format!("a{index}"), format!("b{index}")));
    let found = block_on(futures::future::join_all(calls));
    for (index, found) in found.into_iter().enumerate() {
        assert_eq!(
            found.unwrap(),
            (format!("<a{index}>"), format!("<b{index}>"))
        );
    }
    assert!(source.0.most.load(Ordering::SeqCst) > 2);
}

#[test]
fn a_result_of_an_async_function_is_one_flat_result() {
    let live = load(Source::default());
    match block_on(live.lookup("missing".into(), "b".into())) {
        Err(CallError::Guest(error)) => assert_eq!(error, "there is no `missing`"),
        other => panic!("{other:?}"),
    }
    assert_eq!(live.double(1).unwrap(), 2);
}

#[test]
fn any_executor_will_do() {
    let live = load(Source::default());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let found = runtime
        .block_on(live.lookup("a".into(), "b".into()))
        .unwrap();
    assert_eq!(found.0, "<a>");
    let found = block_on(live.lookup("c".into(), "d".into())).unwrap();
    assert_eq!(found.0, "<c>");
}

#[test]
fn a_stream_of_the_component_is_a_rust_stream() {
    let live = load(Source::default());
    let numbers = block_on(block_on(live.count(1000)).unwrap().collect()).unwrap();
    assert_eq!(numbers, (0..1000).collect::<Vec<_>>());
    let none = block_on(live.count(0)).unwrap();
    assert!(block_on(none.collect()).unwrap().is_empty());
}

#[test]
fn a_rust_stream_is_a_stream_for_the_component() {
    let live = load(Source::default());
    let sum = block_on(live.sum(StreamReader::new(futures::stream::iter(1..=1000)))).unwrap();
    assert_eq!(sum, 500_500);
    assert_eq!(block_on(live.sum(Vec::new().into())).unwrap(), 0);
    assert_eq!(block_on(live.sum(vec![7].into())).unwrap(), 7);
}

#[test]
fn a_stream_that_nobody_reads_on_ends_for_its_writer() {
    let live = load(Source::default());
    let mut numbers = block_on(live.count(u32::MAX)).unwrap();
    for expected in 0..10 {
        assert_eq!(block_on(numbers.next()).unwrap().unwrap(), expected);
    }
    drop(numbers);
    drop(block_on(live.count(u32::MAX)).unwrap());
    assert_eq!(live.double(2).unwrap(), 4);
}

#[test]
fn a_slow_reader_holds_the_writer_back() {
    let live = load(Source::default());
    let mut numbers = block_on(live.count(200_000)).unwrap();
    assert_eq!(block_on(numbers.next()).unwrap().unwrap(), 0);
    // They would be 800 kB; the buffer has room for 64 KiB.
    std::thread::sleep(Duration::from_millis(200));
    let written = live.written().unwrap();
    assert!(written < 100_000, "{written} numbers were written");
    let rest = block_on(numbers.collect()).unwrap();
    assert_eq!(rest.len(), 199_999);
    assert_eq!(rest.last(), Some(&199_999));
}

#[test]
fn the_component_stops_reading_the_hosts_stream() {
    let source = Source::default();
    let live = load(source.clone());
    assert_eq!(block_on(live.sum_of_source(100)).unwrap(), 5050);
    let taken = source.0.numbers.load(Ordering::SeqCst);
    assert!((100..5000).contains(&taken), "{taken} were taken");
}

#[test]
fn bytes_flow_through_the_component() {
    let live = load(Source::default());
    let text: Vec<u8> = b"abc xyz ".iter().copied().cycle().take(300_000).collect();
    let upper = block_on(live.upper(text.clone().into())).unwrap();
    let upper = block_on(upper.collect()).unwrap();
    assert_eq!(upper, text.to_ascii_uppercase());
}

#[test]
fn a_stream_can_be_handed_on() {
    let live = load(Source::default());
    let text = b"round and round".to_vec();
    let once = live.pass(text.clone().into()).unwrap();
    let twice = live.pass(once).unwrap();
    let elsewhere = load(Source::default()).pass(twice).unwrap();
    assert_eq!(block_on(elsewhere.collect()).unwrap(), text);
}

#[test]
fn futures_go_both_ways() {
    let live = load(Source::default());
    let now = FutureReader::new(async { "now".to_string() });
    let later = block_on(live.later(now)).unwrap();
    let later = block_on(live.later(later)).unwrap();
    assert_eq!(block_on(later).unwrap(), "now, later, later");
    assert_eq!(block_on(live.news()).unwrap(), "nothing new");
}

#[test]
fn resources_of_the_host_wait() {
    let live = load(Source::default());
    let door = Door::new(AtDoor("outer door".to_string()));
    assert_eq!(
        block_on(live.enter(&door)).unwrap(),
        "outer door 10, inner 5"
    );
}

#[test]
fn resources_of_the_component_wait() {
    let live = load(Source::default());
    let total = Total::new(&live, 100).unwrap();
    assert_eq!(block_on(total.add(vec![1, 2, 3].into())).unwrap(), 106);
    let (first, second) =
        block_on(async { futures::join!(total.add(vec![10].into()), total.add(vec![20].into())) });
    assert_eq!(first.unwrap().max(second.unwrap()), 136);
    assert_eq!(total.get().unwrap(), 136);
    drop(total);
    assert_eq!(live.double(3).unwrap(), 6);
}

#[test]
fn a_call_that_nobody_waits_for_is_given_up() {
    let source = Source::default();
    let live = load(source.clone());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    runtime.block_on(async {
        let call = live.lookup("never".into(), "never".into());
        let waited = tokio::time::timeout(Duration::from_millis(50), call).await;
        assert!(waited.is_err());
    });
    // The instance serves on.
    assert_eq!(live.double(4).unwrap(), 8);
    assert_eq!(block_on(live.sum(vec![1].into())).unwrap(), 1);
}

#[test]
fn a_panic_ends_every_call_with_what_it_said() {
    let live = load(Source::default());
    let (failed, waiting) =
        block_on(async { futures::join!(live.fail(), live.lookup("never".into(), "b".into())) });
    let failed = failed.unwrap_err();
    assert_eq!(*failed.kind(), ErrorKind::Trap, "{failed}");
    assert!(
        failed.to_string().contains("the feed has failed"),
        "{failed}"
    );
    assert!(waiting.unwrap_err().host().is_some());
    let after = live.double(1).unwrap_err();
    assert_eq!(*after.kind(), ErrorKind::Gone, "{after}");
    let after = block_on(live.sum(vec![1].into())).unwrap_err();
    assert_eq!(*after.kind(), ErrorKind::Gone, "{after}");
}

#[test]
fn a_stream_whose_writer_fails_ends_with_an_error() {
    let live = load(Source::default());
    let mut numbers = block_on(live.fail_while_writing()).unwrap();
    let mut seen = Vec::new();
    let error = loop {
        match block_on(numbers.next()) {
            Some(Ok(number)) => seen.push(number),
            Some(Err(error)) => break error,
            None => panic!("the stream ended after {seen:?} as if that were all"),
        }
    };
    assert!(error.to_string().contains("panicked"), "{error}");
}

#[test]
fn a_call_that_waits_too_long_meets_its_deadline() {
    let live = Live::builder()
        .imports(Source::default())
        .deadline(Duration::from_millis(300))
        .load(wittgen_test_guests::LIVE)
        .unwrap();
    for _ in 0..3 {
        block_on(live.lookup("a".into(), "b".into())).unwrap();
    }
    let failed = block_on(live.lookup("never".into(), "b".into()));
    let Err(CallError::Host(error)) = failed else {
        panic!("no failure of the host");
    };
    assert_eq!(*error.kind(), ErrorKind::Deadline, "{error}");
    let gone = live.double(1).unwrap_err();
    assert_eq!(*gone.kind(), ErrorKind::Gone, "{gone}");
}

#[test]
fn another_thread_cancels_what_waits() {
    let cancel = Cancel::new();
    let live = Live::builder()
        .imports(Source::default())
        .cancel(&cancel)
        .load(wittgen_test_guests::LIVE)
        .unwrap();
    let later = cancel.clone();
    std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(50));
        later.cancel();
    });
    let failed = block_on(live.lookup("never".into(), "b".into()));
    let Err(CallError::Host(error)) = failed else {
        panic!("no failure of the host");
    };
    assert_eq!(*error.kind(), ErrorKind::Cancelled, "{error}");
}

#[test]
fn limits_that_asynchronous_worlds_do_not_have_are_refused() {
    let error = Live::builder()
        .imports(Source::default())
        .fuel(1)
        .load(wittgen_test_guests::LIVE)
        .err()
        .unwrap();
    assert_eq!(*error.kind(), ErrorKind::BadGrant, "{error}");
}
