//! The life of instances: pools and what they replace, versions that follow one another, and components that are linked
//! while they run.

use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, Instant};

use wittgen::{Cancel, Component, Dynamic, ErrorKind, Pool};
use wittgen_guests::{NOTES, SQLITE};
use wittgen_tests::notes::Notes;
use wittgen_tests::notes::store::Order;

mod bindings {
    #![allow(missing_docs)]
    wittgen::bindgen!({
        inline: "
            package test:life;

            interface host {
                wait: func();
            }

            interface shelf {
                /// Counts, and is counted.
                resource book {
                    constructor(pages: u32);
                    read: func() -> u32;
                    put-down: static func(book: book) -> u32;
                }
                /// How often this instance was called, and how many books it has.
                count: func() -> tuple<u32, u32>;
            }

            world library {
                import host;
                export shelf;
                export version: func() -> u32;
                export rest: func();
                export fail: func();
            }
        ",
    });
}

use bindings::{Library, host, shelf::Book};

/// The component of version `version`, which waits in `rest` for the host.
fn library(version: u32) -> Vec<u8> {
    let text = LIBRARY.replace("VERSION", &version.to_string());
    wat::parse_str(text).expect("the text is a component")
}

const LIBRARY: &str = r#"(component
    (import "test:life/host" (instance $host (export "wait" (func))))
    (core func $wait (canon lower (func $host "wait")))
    (core module $tables
        (global $calls (export "calls") (mut i32) (i32.const 0))
        (global $books (export "books") (mut i32) (i32.const 0))
        (func (export "drop") (param i32)
            (global.set $books (i32.sub (global.get $books) (i32.const 1)))))
    (core instance $tables (instantiate $tables))
    (type $book' (resource (rep i32) (dtor (core func $tables "drop"))))
    (core func $new (canon resource.new $book'))
    (core func $rep (canon resource.rep $book'))
    (core func $drop (canon resource.drop $book'))
    (core module $m
        (import "host" "wait" (func $wait))
        (import "host" "new" (func $new (param i32) (result i32)))
        (import "host" "rep" (func $rep (param i32) (result i32)))
        (import "host" "drop" (func $drop (param i32)))
        (import "tables" "calls" (global $calls (mut i32)))
        (import "tables" "books" (global $books (mut i32)))
        (memory (export "memory") 1)
        (func $called (global.set $calls (i32.add (global.get $calls) (i32.const 1))))
        (func (export "constructor") (param i32) (result i32)
            (call $called)
            (global.set $books (i32.add (global.get $books) (i32.const 1)))
            (call $new (local.get 0)))
        (func (export "read") (param i32) (result i32)
            (call $called)
            (local.get 0))
        (func (export "put-down") (param i32) (result i32) (local $pages i32)
            (call $called)
            (local.set $pages (call $rep (local.get 0)))
            (call $drop (local.get 0))
            (local.get $pages))
        (func (export "count") (result i32)
            (call $called)
            (i32.store (i32.const 16) (global.get $calls))
            (i32.store (i32.const 20) (global.get $books))
            (i32.const 16))
        (func (export "version") (result i32) (call $called) (i32.const VERSION))
        (func (export "rest") (call $called) (call $wait))
        (func (export "fail") unreachable))
    (core instance $i (instantiate $m
        (with "tables" (instance $tables))
        (with "host" (instance
            (export "wait" (func $wait))
            (export "new" (func $new))
            (export "rep" (func $rep))
            (export "drop" (func $drop))))))
    (func $constructor (param "pages" u32) (result (own $book')) (canon lift (core func $i "constructor")))
    (func $read (param "self" (borrow $book')) (result u32) (canon lift (core func $i "read")))
    (func $put-down (param "book" (own $book')) (result u32) (canon lift (core func $i "put-down")))
    (func $count (result (tuple u32 u32)) (canon lift (core func $i "count") (memory (core memory $i "memory"))))
    (component $shelf
        (import "book" (type $book (sub resource)))
        (import "constructor" (func $constructor (param "pages" u32) (result (own $book))))
        (import "read" (func $read (param "self" (borrow $book)) (result u32)))
        (import "put-down" (func $put-down (param "book" (own $book)) (result u32)))
        (import "count" (func $count (result (tuple u32 u32))))
        (export $book' "book" (type $book))
        (export "[constructor]book" (func $constructor) (func (param "pages" u32) (result (own $book'))))
        (export "[method]book.read" (func $read) (func (param "self" (borrow $book')) (result u32)))
        (export "[static]book.put-down" (func $put-down) (func (param "book" (own $book')) (result u32)))
        (export "count" (func $count)))
    (instance $shelf (instantiate $shelf
        (with "book" (type $book'))
        (with "constructor" (func $constructor))
        (with "read" (func $read))
        (with "put-down" (func $put-down))
        (with "count" (func $count))))
    (export "test:life/shelf" (instance $shelf))
    (func (export "version") (result u32) (canon lift (core func $i "version")))
    (func (export "rest") (canon lift (core func $i "rest")))
    (func (export "fail") (canon lift (core func $i "fail"))))"#;

/// A host whose `wait` does what the test says.
struct Host<F>(F);

impl<F: Fn() + Send + Sync + 'static> host::Host for Host<F> {
    fn wait(&self) {
        (self.0)();
    }
}

fn builder() -> wittgen::Builder<Library> {
    Library::builder().imports(Host(|| ())).no_cache()
}

#[test]
fn a_reused_instance_remembers() {
    let library = builder()
        .pool(Pool::reused(4))
        .load(crate::library(1))
        .unwrap();
    for calls in 1..=5 {
        assert_eq!(library.count().unwrap(), (calls, 0));
    }
}

#[test]
fn what_a_call_ended_is_replaced() {
    for pool in [
        Pool::fresh(2),
        Pool::reused(2),
        Pool::reused(2).warm(2),
        Pool::fresh(2).warm(2),
    ] {
        let library = builder().pool(pool).load(crate::library(1)).unwrap();
        for _ in 0..20 {
            let error = library.fail().unwrap_err();
            assert_eq!(*error.kind(), ErrorKind::Trap);
            assert_eq!(library.version().unwrap(), 1);
        }
        // All places are there: two calls run at a time.
        let both = Arc::new(Barrier::new(2));
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    let book = Book::new(&library, 7);
                    both.wait();
                    assert_eq!(book.unwrap().read().unwrap(), 7);
                });
            }
        });
    }
}

#[test]
fn a_resource_keeps_its_instance_until_it_is_dropped() {
    let pool = Pool::reused(2).wait(Duration::ZERO);
    let library = builder().pool(pool).load(crate::library(1)).unwrap();
    let (one, two) = (
        Book::new(&library, 1).unwrap(),
        Book::new(&library, 2).unwrap(),
    );
    assert_eq!((one.read().unwrap(), two.read().unwrap()), (1, 2));
    let error = library.version().unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Busy);
    assert_eq!(error.function(), Some("version"));
    assert!(error.to_string().contains("all 2 instances"), "{error}");
    drop(one);
    // The instance is back, and has no book any more.
    assert_eq!(library.count().unwrap(), (3, 0));
    // A book is of one instance, and others don't take it.
    let error = Book::put_down(&library, two).unwrap_err();
    assert!(
        error.message().contains("belongs to another instance"),
        "{error}"
    );
    assert_eq!(library.count().unwrap().1, 0);
}

#[test]
fn a_resource_of_an_instance_that_ended_is_gone_and_the_pool_is_not() {
    let library = builder().load(crate::library(1)).unwrap();
    let book = Book::new(&library, 1).unwrap();
    library.fail().unwrap_err();
    let error = book.read().unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Gone);
    assert!(error.message().contains("in `fail`"), "{error}");
}

#[test]
fn a_call_waits_for_an_instance_as_long_as_it_may() {
    let (begun, go_on) = (Arc::new(Barrier::new(2)), Arc::new(Barrier::new(2)));
    let host = {
        let (begun, go_on) = (Arc::clone(&begun), Arc::clone(&go_on));
        Host(move || {
            begun.wait();
            go_on.wait();
        })
    };
    let library = Library::builder()
        .imports(host)
        .no_cache()
        .pool(Pool::fresh(1).wait(Duration::from_millis(50)))
        .load(crate::library(1))
        .unwrap();
    thread::scope(|scope| {
        let resting = scope.spawn(|| library.rest());
        begun.wait();
        let asked = Instant::now();
        let error = library.version().unwrap_err();
        assert_eq!(*error.kind(), ErrorKind::Busy);
        assert!(asked.elapsed() >= Duration::from_millis(50));
        go_on.wait();
        resting.join().unwrap().unwrap();
        assert_eq!(library.version().unwrap(), 1);
    });
}

#[test]
fn a_call_that_waits_can_be_cancelled() {
    let (begun, go_on) = (Arc::new(Barrier::new(2)), Arc::new(AtomicBool::new(false)));
    let host = {
        let (begun, go_on) = (Arc::clone(&begun), Arc::clone(&go_on));
        Host(move || {
            begun.wait();
            while !go_on.load(Ordering::Relaxed) {
                thread::yield_now();
            }
        })
    };
    let cancel = Cancel::new();
    let library = Library::builder()
        .imports(host)
        .no_cache()
        .cancel(&cancel)
        .pool(1)
        .load(crate::library(1))
        .unwrap();
    thread::scope(|scope| {
        scope.spawn(|| library.rest());
        begun.wait();
        let waiting = scope.spawn(|| library.version());
        cancel.cancel();
        let error = waiting.join().unwrap().unwrap_err();
        assert_eq!(*error.kind(), ErrorKind::Cancelled);
        go_on.store(true, Ordering::Relaxed);
    });
}

#[test]
fn a_pool_is_compiled_once() {
    let dir = tempfile::tempdir().unwrap();
    let compiled = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&compiled);
    let builder = Library::builder()
        .imports(Host(|| ()))
        .cache_dir(dir.path())
        .on_compile(move || {
            count.fetch_add(1, Ordering::Relaxed);
        });
    let component = Component::read(crate::library(1)).unwrap();
    for _ in 0..2 {
        let reused = builder.clone().pool(Pool::reused(4));
        reused.load(&component).unwrap();
        builder.clone().load(&component).unwrap();
    }
    assert_eq!(compiled.load(Ordering::Relaxed), 1);
    // What serves one call only is compiled otherwise, once for two engines.
    for size in 1..4 {
        builder.clone().pool(size).load(&component).unwrap();
    }
    assert_eq!(compiled.load(Ordering::Relaxed), 2);
}

#[test]
fn more_instances_than_addresses_are_made_without_room_set_apart() {
    let library = builder().pool(100_000).load(crate::library(1)).unwrap();
    let books: Vec<Book> = (0..50)
        .map(|pages| Book::new(&library, pages).unwrap())
        .collect();
    assert!((0..50).eq(books.iter().map(|book| book.read().unwrap())));
}

#[test]
fn a_version_follows_another_and_comes_back() {
    let library = builder().load_swappable(crate::library(1)).unwrap();
    let before = library.current();
    let book = Book::new(&before, 40).unwrap();
    library.swap(crate::library(2)).unwrap();
    assert_eq!(library.current().version().unwrap(), 2);
    assert_eq!(before.version().unwrap(), 1, "who has the old one keeps it");
    assert_eq!(book.read().unwrap(), 40);
    library.roll_back().unwrap();
    assert_eq!(library.current().version().unwrap(), 1);
    assert_eq!(
        library.current().count().unwrap().1,
        1,
        "with all that it had"
    );
    library.roll_back().unwrap();
    assert_eq!(library.current().version().unwrap(), 2);
    library.forget_previous();
    let error = library.roll_back().unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Gone);
    assert_eq!(library.current().version().unwrap(), 2);
}

#[test]
fn a_version_that_does_not_keep_the_contract_is_refused() {
    let library = builder().load_swappable(crate::library(1)).unwrap();
    let error = library.swap(SQLITE).unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Mismatch);
    let error = library.swap(&b"\0asm"[..]).unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Invalid);
    assert_eq!(library.current().version().unwrap(), 1);
    assert_eq!(*library.roll_back().unwrap_err().kind(), ErrorKind::Gone);

    let component = |ty: &str| {
        let text = format!(
            r#"(component
                (core module $m (func (export "f") (param {}) ))
                (core instance $i (instantiate $m))
                (func (export "f") (param "a" {ty}) (canon lift (core func $i "f"))))"#,
            if ty == "u64" { "i64" } else { "i32" }
        );
        wat::parse_str(text).unwrap()
    };
    let any = Dynamic::builder()
        .no_cache()
        .load_swappable(component("u32"))
        .unwrap();
    any.swap(component("u32")).unwrap();
    let error = any.swap(component("u64")).unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Mismatch);
    assert!(
        error
            .to_string()
            .contains("has the function `f` as `f(a: u64)`"),
        "{error}"
    );
    let error = any
        .swap(wat::parse_str("(component)").unwrap())
        .unwrap_err();
    assert!(
        error.to_string().contains("lacks the function `f`"),
        "{error}"
    );
    any.current().call("f(1)").unwrap();
}

#[test]
fn no_call_fails_while_versions_change() {
    for pool in [None, Some(Pool::fresh(8)), Some(Pool::reused(8).warm(1))] {
        let builder = match pool {
            Some(pool) => builder().pool(pool),
            None => builder(),
        };
        let versions = [1, 2].map(|version| Component::read(crate::library(version)).unwrap());
        let library = builder.load_swappable(&versions[0]).unwrap();
        let (done, calls) = (AtomicBool::new(false), AtomicU32::new(0));
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    while !done.load(Ordering::Relaxed) {
                        let version = library.current();
                        let book = Book::new(&version, 5).unwrap();
                        let number = version.version().unwrap();
                        assert!(number == 1 || number == 2);
                        assert_eq!(book.read().unwrap(), 5);
                        calls.fetch_add(1, Ordering::Relaxed);
                    }
                });
            }
            for round in 0..20 {
                let seen = calls.load(Ordering::Relaxed);
                if round % 3 == 2 {
                    library.roll_back().unwrap();
                } else {
                    library.swap(&versions[round % 2]).unwrap();
                }
                while calls.load(Ordering::Relaxed) < seen + 4 {
                    thread::yield_now();
                }
            }
            done.store(true, Ordering::Relaxed);
        });
    }
}

#[test]
fn a_loaded_component_provides_what_another_imports() {
    let dir = tempfile::tempdir().unwrap();
    let database = Dynamic::builder()
        .dir("/data", dir.path())
        .load(SQLITE)
        .unwrap();
    // The plugin itself is granted nothing: the database has the directory.
    let notes = Notes::builder().link(&database).load(NOTES).unwrap();
    let id = notes.add("buy oat milk", &["home"]).unwrap();
    notes.add("read about handles", &["work"]).unwrap();
    assert_eq!(notes.get(id).unwrap().text, "buy oat milk");
    assert_eq!(notes.search("milk", 10).unwrap().len(), 1);
    let listing = notes.list(None, Order::Oldest).unwrap();
    assert_eq!(listing.next(10).unwrap().len(), 2);
    drop(listing);
    drop(notes);
    // What it left is there for the next one on the same database.
    let notes = Notes::builder().link(&database).load(NOTES).unwrap();
    assert_eq!(notes.get(id).unwrap().text, "buy oat milk");
    assert!(dir.path().read_dir().unwrap().next().is_some());
}

#[test]
fn what_does_not_fit_is_not_linked() {
    let consumer = |interface: &str, func: &str| {
        let text = format!(
            r#"(component
                (import "{interface}" (instance $i {func}))
                (core func $f (canon lower (func $i "f")))
                (core module $m (import "" "f" (func)) )
                (core instance (instantiate $m (with "" (instance (export "f" (func $f)))))))"#
        );
        wat::parse_str(text).unwrap()
    };
    let provider = wat::parse_str(
        r#"(component
            (core module $m (func (export "f")))
            (core instance $i (instantiate $m))
            (func $f (canon lift (core func $i "f")))
            (instance $a (export "f" (func $f)))
            (export "test:a/a@1.2.0" (instance $a)))"#,
    )
    .unwrap();
    let provider = Dynamic::builder().no_cache().load(provider).unwrap();
    let load = |bytes: Vec<u8>| Dynamic::builder().no_cache().link(&provider).load(bytes);
    load(consumer("test:a/a@1.0.0", r#"(export "f" (func))"#)).unwrap();
    let error = load(consumer("test:a/a@2.0.0", r#"(export "f" (func))"#))
        .err()
        .unwrap();
    assert_eq!(*error.kind(), ErrorKind::MissingImport);
    let error = load(consumer(
        "test:a/a@1.0.0",
        r#"(export "f" (func)) (export "g" (func))"#,
    ))
    .err()
    .unwrap();
    assert_eq!(*error.kind(), ErrorKind::Mismatch);
    assert!(
        error.to_string().contains("no function `test:a/a@1.2.0#g`"),
        "{error}"
    );
    let other = wat::parse_str(
        r#"(component
            (import "test:a/a@1.0.0" (instance $i (export "f" (func (param "x" u32)))))
            (core func $f (canon lower (func $i "f")))
            (core module $m (import "" "f" (func (param i32))))
            (core instance (instantiate $m (with "" (instance (export "f" (func $f)))))))"#,
    )
    .unwrap();
    let error = load(other).err().unwrap();
    assert!(
        error.to_string().contains("is wanted as `func(x: u32)`"),
        "{error}"
    );
}

#[test]
fn what_ends_a_provider_ends_the_call_and_says_so() {
    let provider = wat::parse_str(
        r#"(component
            (core module $m (func (export "f") unreachable))
            (core instance $i (instantiate $m))
            (func $f (canon lift (core func $i "f")))
            (instance $a (export "f" (func $f)))
            (export "test:a/a" (instance $a)))"#,
    )
    .unwrap();
    let consumer = wat::parse_str(
        r#"(component
            (import "test:a/a" (instance $i (export "f" (func))))
            (core func $f (canon lower (func $i "f")))
            (core module $m (import "" "f" (func $f)) (func (export "go") (call $f)))
            (core instance $m (instantiate $m (with "" (instance (export "f" (func $f))))))
            (func (export "go") (canon lift (core func $m "go"))))"#,
    )
    .unwrap();
    let provider = Dynamic::builder().no_cache().load(provider).unwrap();
    let consumer = Dynamic::builder()
        .no_cache()
        .link(&provider)
        .load(consumer)
        .unwrap();
    let error = consumer.call("go()").unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Trap);
    assert_eq!(*provider.call("f()").unwrap_err().kind(), ErrorKind::Gone);
    assert_eq!(*consumer.call("go()").unwrap_err().kind(), ErrorKind::Gone);
}
