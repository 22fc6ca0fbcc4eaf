//! Functions that take their time, streams and futures: the world `live` of `wit/live`.

mod bindings {
    //! What `wit/live` becomes in Rust.

    wittgen::guest::bindgen!({ path: "../../wit/live", world: "live" });
}

use std::cell::Cell;
use std::rc::Rc;

use bindings::feed::{Guest, GuestTotal};
use bindings::source::{self, Door};
use bindings::{wit_future, wit_stream};
use wittgen::guest::{FutureReader, StreamReader, StreamResult, spawn_local};

thread_local! {
    static WRITTEN: Cell<u32> = const { Cell::new(0) };
    static WAITING: Rc<Cell<u32>> = Rc::default();
}

/// Counts a call that waits, until it is answered or given up.
struct Waiting(Rc<Cell<u32>>);

impl Waiting {
    fn begin() -> Self {
        let count = WAITING.with(Rc::clone);
        count.set(count.get() + 1);
        Self(count)
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

struct Live;

impl Guest for Live {
    type Total = Total;

    fn double(x: u32) -> u32 {
        x * 2
    }

    async fn lookup(first: String, second: String) -> Result<(String, String), String> {
        let _waiting = Waiting::begin();
        let (first, second) = futures::join!(source::fetch(first), source::fetch(second));
        Ok((first?, second?))
    }

    async fn count(to: u32) -> StreamReader<u32> {
        let (mut writer, reader) = wit_stream::new();
        spawn_local(async move {
            for number in 0..to {
                WRITTEN.set(number);
                if writer.write_one(number).await.is_some() {
                    // Nobody reads any more.
                    return;
                }
            }
        });
        reader
    }

    fn written() -> u32 {
        WRITTEN.with(Cell::get)
    }

    async fn sum(mut numbers: StreamReader<u32>) -> u64 {
        let mut sum = 0;
        while let Some(number) = numbers.next().await {
            sum += u64::from(number);
        }
        sum
    }

    async fn sum_of_source(first: u32) -> u64 {
        let mut numbers = source::numbers();
        let mut sum = 0;
        for _ in 0..first {
            match numbers.next().await {
                Some(number) => sum += u64::from(number),
                None => break,
            }
        }
        sum
    }

    async fn upper(mut text: StreamReader<u8>) -> StreamReader<u8> {
        let (mut writer, reader) = wit_stream::new();
        spawn_local(async move {
            let mut buffer = Vec::with_capacity(4096);
            loop {
                let (result, mut bytes) = text.read(buffer).await;
                bytes.make_ascii_uppercase();
                if !writer.write_all(bytes).await.is_empty() {
                    return;
                }
                if !matches!(result, StreamResult::Complete(_)) {
                    return;
                }
                buffer = Vec::with_capacity(4096);
            }
        });
        reader
    }

    fn pass(text: StreamReader<u8>) -> StreamReader<u8> {
        text
    }

    async fn later(value: FutureReader<String>) -> FutureReader<String> {
        let (writer, reader) = wit_future::new(String::new);
        spawn_local(async move {
            let value = value.await;
            let _ = writer.write(format!("{value}, later")).await;
        });
        reader
    }

    async fn news() -> String {
        source::news().await
    }

    async fn enter(door: &Door) -> String {
        let own = Door::new("inner");
        let (outer, inner) = (door.wait().await, own.wait().await);
        format!("{} {outer}, {} {inner}", door.name(), own.name())
    }

    async fn fail() {
        let _ = source::fetch("before the failure".to_string()).await;
        panic!("the feed has failed")
    }

    async fn fail_while_writing() -> StreamReader<u32> {
        let (mut writer, reader) = wit_stream::new();
        spawn_local(async move {
            writer.write_all(vec![1, 2, 3]).await;
            panic!("no more numbers")
        });
        reader
    }

    fn waiting() -> u32 {
        WAITING.with(|count| count.get())
    }
}

struct Total(Cell<u64>);

impl GuestTotal for Total {
    fn new(start: u64) -> Self {
        Self(Cell::new(start))
    }

    async fn add(&self, mut numbers: StreamReader<u32>) -> u64 {
        while let Some(number) = numbers.next().await {
            self.0.set(self.0.get() + u64::from(number));
        }
        self.0.get()
    }

    fn get(&self) -> u64 {
        self.0.get()
    }
}

bindings::export!(Live in bindings);
