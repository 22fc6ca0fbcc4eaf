//! Components that give no room for arguments, or the wrong one: `realloc` that lies, grows the memory, calls out, traps or
//! never returns; and clean-ups after a call that do the same.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use wittgen::{Builder, Dynamic, Error, ErrorKind};

use super::support::{assert_error, assert_in, encode, soon};

#[allow(missing_docs)]
mod bindings {
    wittgen::bindgen!({ path: "attacks/room.wit" });
}

use bindings::Guest;
use bindings::api::Item;

const WIT: &str = include_str!("room.wit");

/// How often the host's function was called.
#[derive(Clone, Default)]
struct Outside(Arc<AtomicU32>);

impl bindings::outside::Host for Outside {
    fn notice(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// A component with this body of `realloc` (parameters 0 to 3) and of the clean-up after `text`.
fn guest(realloc: &str, cleanup: &str) -> Vec<u8> {
    encode(
        WIT,
        &format!(
            r#"(module
                (import "test:room/outside" "notice" (func $notice))
                (memory (export "memory") 2)
                (global $heap (mut i32) (i32.const 4096))
                (global $calls (mut i32) (i32.const 0))
                (func $realloc (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) {realloc})
                (func $bump (param i32 i32 i32 i32) (result i32)
                    (global.set $heap
                        (i32.and (i32.add (global.get $heap) (i32.const 15)) (i32.const -16)))
                    (global.get $heap)
                    (global.set $heap (i32.add (global.get $heap) (local.get 3))))
                (func $sum (export "test:room/api#total") (param i32 i32) (result i64)
                    (local $sum i64)
                    (loop $next (if (local.get 1) (then
                        (local.set $sum (i64.add (local.get $sum) (i64.load (local.get 0))))
                        (local.set 0 (i32.add (local.get 0) (i32.const 8)))
                        (local.set 1 (i32.sub (local.get 1) (i32.const 1)))
                        (br $next))))
                    (local.get $sum))
                (func $length (export "test:room/api#length") (param i32 i32) (result i32) (local.get 1))
                (export "test:room/api#count" (func $length))
                (func (export "test:room/api#many") (param i32) (result i32) (i32.load offset=4 (local.get 0)))
                (func (export "test:room/api#text") (result i32)
                    (i32.store (i32.const 1024) (i32.const 2048))
                    (i32.store (i32.const 1028) (i32.const 4))
                    (i32.const 1024))
                (func $cleanup (export "cabi_post_test:room/api#text") (param i32) {cleanup}))"#
        ),
    )
}

const HONEST: &str = "(call $bump (local.get 0) (local.get 1) (local.get 2) (local.get 3))";

fn builder() -> Builder<Guest> {
    Guest::builder().imports(Outside::default()).no_cache()
}

fn items() -> Vec<Item> {
    (0..10)
        .map(|index| Item {
            name: "x".repeat(index),
            sizes: vec![1; index],
            bytes: vec![2; index],
        })
        .collect()
}

type Call = fn(&Guest) -> Result<u64, Error>;

/// Calls that ask for room, each in its own way.
const CALLS: [(&str, Call); 4] = [
    ("length", |guest| {
        guest.length("sixteen letters!").map(u64::from)
    }),
    ("total", |guest| guest.total(&[1, 2, 3])),
    ("count", |guest| guest.count(&items()).map(u64::from)),
    ("many", |guest| {
        let text = "abc";
        let many = guest.many(text, text, text, text, text, text, text, text, text);
        many.map(u64::from)
    }),
];

#[track_caller]
fn assert_well(guest: &Guest) {
    let results: Vec<u64> = CALLS.iter().map(|(_, call)| call(guest).unwrap()).collect();
    assert_eq!(results, [16, 6, 10, 3]);
    assert_eq!(guest.text().unwrap(), "\0\0\0\0");
}

#[test]
fn room_that_is_none_is_refused() {
    let neighbour = builder().load(guest(HONEST, "")).unwrap();
    assert_well(&neighbour);
    let broken = "broke the rules of the call";
    let lies = [
        // Beyond the memory, at its very end, with an end that overflows.
        ("(i32.const 0x20000)", [broken, "beyond end of memory"]),
        ("(i32.const 0x1fff8)", [broken, "beyond end of memory"]),
        ("(i32.const 0xfffffff8)", [broken, "beyond end of memory"]),
        ("(i32.const -8)", [broken, "beyond end of memory"]),
        ("(unreachable)", ["panicked or aborted", ""]),
        (
            "(i32.div_u (i32.const 1) (i32.const 0))",
            ["divide by zero", ""],
        ),
        (
            "(i32.load (i32.const -1))",
            ["out of bounds memory access", ""],
        ),
        // It may not leave the component.
        (
            "(call $notice) (i32.const 64)",
            ["cannot leave component", ""],
        ),
        (
            "(call $realloc (local.get 0) (local.get 1) (local.get 2) (local.get 3))",
            ["stack", ""],
        ),
    ];
    for (realloc, says) in lies {
        let component = guest(realloc, "");
        for (name, call) in CALLS {
            let victim = builder().load(&component[..]).unwrap();
            let error = call(&victim).unwrap_err();
            let kind = match says[0] {
                "stack" => ErrorKind::StackLimit,
                _ => ErrorKind::Trap,
            };
            assert_error(&error, kind, &says);
            assert_eq!(
                error.function(),
                Some(format!("test:room/api#{name}").as_str())
            );
            if says[1].is_empty() {
                assert_in(&error, "realloc");
            }
            let after = call(&victim).unwrap_err();
            assert_eq!(*after.kind(), ErrorKind::Gone, "{after}");
        }
    }
    assert_well(&neighbour);
}

#[test]
fn room_in_the_wrong_place_is_refused() {
    let component = guest("(i32.const 4097)", "");
    let calls: [(Call, &str); 3] = [
        (CALLS[1].1, "not aligned"),
        (CALLS[2].1, "not aligned"),
        (CALLS[3].1, "not aligned"),
    ];
    for (call, says) in calls {
        let victim = builder().load(&component[..]).unwrap();
        let error = call(&victim).unwrap_err();
        assert_error(
            &error,
            ErrorKind::Trap,
            &["broke the rules of the call", says],
        );
        let after = call(&victim).unwrap_err();
        assert_eq!(*after.kind(), ErrorKind::Gone, "{after}");
    }
    // Text may lie anywhere.
    let odd = builder().load(&component[..]).unwrap();
    assert_eq!(odd.length("odd").unwrap(), 3);
}

#[test]
fn room_given_twice_harms_the_component_alone() {
    // Everything in one place, at the beginning or where the arguments themselves are.
    for place in [0, 16, 4096] {
        let component = guest(&format!("(i32.const {place})"), "");
        let muddled = builder().load(&component[..]).unwrap();
        assert_eq!(muddled.length("abc").unwrap(), 3);
        assert_eq!(muddled.total(&[1, 2, 3]).unwrap(), 6);
        assert_eq!(muddled.count(&items()).unwrap(), 10);
        // Its own arguments are written over each other; the host reads none of them back.
        let text = "abc";
        let many = muddled.many(text, text, text, text, text, text, text, text, text);
        assert!(many.is_ok(), "{many:?}");
    }
}

#[test]
fn a_memory_that_grows_while_arguments_are_passed_is_followed() {
    // The memory may move with each growth.
    let growing = "(drop (memory.grow (i32.const 16))) \
        (call $bump (local.get 0) (local.get 1) (local.get 2) (local.get 3))";
    let component = guest(growing, "");
    for _ in 0..3 {
        let guest = builder().load(&component[..]).unwrap();
        assert_well(&guest);
        assert_well(&guest);
    }
    let limited = builder()
        .memory_limit(20 << 16)
        .load(&component[..])
        .unwrap();
    // Growth that is refused is no error as long as the component does without.
    assert_well(&limited);
    // New room in a page that was only just made, which the host must see.
    let fresh = "(i32.mul (memory.grow (i32.const 1)) (i32.const 65536))";
    assert_well(&builder().load(guest(fresh, "")).unwrap());
}

#[test]
fn endless_room_meets_the_deadline() {
    let component = guest("(loop (br 0)) (unreachable)", "");
    for (_, call) in CALLS {
        let victim = builder()
            .deadline(Duration::from_millis(50))
            .load(&component[..])
            .unwrap();
        let error = soon(|| call(&victim).unwrap_err());
        assert_error(&error, ErrorKind::Deadline, &["50ms", "Builder::deadline"]);
        assert_in(&error, "realloc");
        assert_eq!(*call(&victim).unwrap_err().kind(), ErrorKind::Gone);
    }
}

#[test]
fn a_clean_up_that_fails_ends_the_instance() {
    let neighbour = builder().load(guest(HONEST, "")).unwrap();
    let cleanups = [
        ("(unreachable)", ErrorKind::Trap, "panicked or aborted"),
        (
            "(drop (i32.load (i32.const -1)))",
            ErrorKind::Trap,
            "out of bounds memory access",
        ),
        ("(call $notice)", ErrorKind::Trap, "cannot leave component"),
        ("(loop (br 0))", ErrorKind::Deadline, "50ms"),
        (
            "(call $cleanup (local.get 0))",
            ErrorKind::StackLimit,
            "stack",
        ),
    ];
    for (cleanup, kind, says) in cleanups {
        let component = guest(HONEST, cleanup);
        let load = || {
            builder()
                .deadline(Duration::from_millis(50))
                .load(&component[..])
                .unwrap()
        };
        let victim = load();
        let error = soon(|| victim.text().unwrap_err());
        assert_error(&error, kind, &[says, "test:room/api#text"]);
        assert_in(&error, "cleanup");
        assert_eq!(*victim.length("x").unwrap_err().kind(), ErrorKind::Gone);
        // The text is shown before it is cleaned up; that comes to nothing.
        let victim = load();
        let error = soon(|| victim.text_with(|text: &str| text.len()).unwrap_err());
        assert_error(&error, kind, &[says]);
        assert_eq!(*victim.length("x").unwrap_err().kind(), ErrorKind::Gone);
    }
    assert_well(&neighbour);
}

#[test]
fn the_same_without_bindings() {
    let wit = &WIT.replace("import outside;", "");
    let module = |realloc: &str| {
        format!(
            r#"(module
                (memory (export "memory") 1)
                (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) {realloc})
                (func $two (param i32 i32) (result i32) (local.get 1))
                (export "test:room/api#length" (func $two))
                (export "test:room/api#count" (func $two))
                (func (export "test:room/api#total") (param i32 i32) (result i64) (i64.const 0))
                (func (export "test:room/api#many") (param i32) (result i32) (i32.const 0))
                (func (export "test:room/api#text") (result i32) (i32.const 0)))"#
        )
    };
    let calls = [
        r#"length("abc")"#,
        "total([1, 2])",
        r#"count([{name: "x", sizes: [1], bytes: [2]}])"#,
        r#"many("a", "b", "c", "d", "e", "f", "g", "h", "i")"#,
    ];
    let lies = [
        ("(i32.const 0x10000)", "beyond end of memory"),
        ("(i32.const -8)", "beyond end of memory"),
        ("(unreachable)", "panicked or aborted"),
    ];
    for (realloc, says) in lies {
        let component = encode(wit, &module(realloc));
        for call in calls {
            let victim = Dynamic::builder().no_cache().load(&component[..]).unwrap();
            let error = victim.call(call).unwrap_err();
            assert_error(&error, ErrorKind::Trap, &[says]);
            let after = victim.call("text()").unwrap_err();
            assert_eq!(*after.kind(), ErrorKind::Gone, "{after}");
        }
    }
}
