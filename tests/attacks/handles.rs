//! Handles that are none any more, were never any, or are another's: dropped twice, used afterwards, made up, of another
//! type, kept for longer than they were lent; and more of them than there may be.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Barrier, LazyLock};
use std::time::Duration;

use wittgen::{Builder, Error, ErrorKind};

use super::support::{assert_error, assert_in, encode, soon};

#[allow(missing_docs)]
mod bindings {
    wittgen::bindgen!({ path: "attacks/thief.wit" });
}

use bindings::Thief;
use bindings::api::{Gem, Thing};
use bindings::outside::{self, Other, Token};

/// What the host's functions do besides.
#[derive(Clone, Default)]
struct Outside {
    /// All of the host's values have this one.
    shared: Arc<()>,
    panic: Arc<AtomicBool>,
    /// Where a loan waits for another thread, twice.
    gate: Option<Arc<Barrier>>,
}

struct Number(u32, #[allow(dead_code)] Arc<()>);

impl outside::HostToken for Number {
    fn number(&self) -> u32 {
        self.0
    }
}

struct Nothing;

impl outside::HostOther for Nothing {}

impl outside::Host for Outside {
    fn token_new(&self, number: u32) -> Token {
        Token::new(Number(number, Arc::clone(&self.shared)))
    }

    fn other_new(&self) -> Other {
        Other::new(Nothing)
    }

    fn lend(&self, token: &Token) -> u32 {
        if let Some(gate) = &self.gate {
            gate.wait();
            gate.wait();
        }
        assert!(
            !self.panic.load(Ordering::Relaxed),
            "the host's own mistake"
        );
        token.number()
    }

    fn lend_all(&self, tokens: Vec<wittgen::Borrowed<Token>>) -> u32 {
        tokens.iter().map(|token| token.number()).sum()
    }

    fn take(&self, token: Token) -> u32 {
        token.number()
    }

    fn take_all(&self, tokens: Vec<Token>) -> u32 {
        tokens.iter().map(|token| token.number()).sum()
    }
}

const MODULE: &str = r#"(module
    (import "test:thief/outside" "[constructor]token" (func $token (param i32) (result i32)))
    (import "test:thief/outside" "[method]token.number" (func $number (param i32) (result i32)))
    (import "test:thief/outside" "[resource-drop]token" (func $drop-token (param i32)))
    (import "test:thief/outside" "[constructor]other" (func $other (result i32)))
    (import "test:thief/outside" "[resource-drop]other" (func $drop-other (param i32)))
    (import "test:thief/outside" "lend" (func $lend (param i32) (result i32)))
    (import "test:thief/outside" "lend-all" (func $lend-all (param i32 i32) (result i32)))
    (import "test:thief/outside" "take" (func $take (param i32) (result i32)))
    (import "test:thief/outside" "take-all" (func $take-all (param i32 i32) (result i32)))
    (import "[export]test:thief/api" "[resource-new]thing" (func $new (param i32) (result i32)))
    (import "[export]test:thief/api" "[resource-rep]thing" (func $rep (param i32) (result i32)))
    (import "[export]test:thief/api" "[resource-drop]thing" (func $drop-thing (param i32)))
    (import "[export]test:thief/api" "[resource-new]gem" (func $new-gem (param i32) (result i32)))
    (memory (export "memory") 1)
    (global $dropped (mut i32) (i32.const 0))
    (func $two (param i32 i32)
        (i32.store (i32.const 512) (local.get 0))
        (i32.store (i32.const 516) (local.get 1)))
    (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024))
    (func (export "test:thief/api#[dtor]thing") (param i32)
        (global.set $dropped (i32.add (global.get $dropped) (i32.const 1)))
        DTOR)
    (func (export "test:thief/api#[constructor]thing") (param i32) (result i32)
        (call $new (local.get 0)))
    (func (export "test:thief/api#[method]thing.number") (param i32) (result i32) (local.get 0))
    (func (export "test:thief/api#[constructor]gem") (result i32) (call $new-gem (i32.const 5)))
    (func (export "test:thief/api#new-token") (result i32) (call $token (i32.const 11)))
    (func (export "test:thief/api#new-other") (result i32) (call $other))
    (func (export "test:thief/api#new-thing") (result i32) (call $new (i32.const 12)))
    (func $same (param i32) (result i32) (local.get 0))
    (export "test:thief/api#thing-of" (func $same))
    (export "test:thief/api#gem-of" (func $same))
    (export "test:thief/api#token-of" (func $same))
    (func (export "test:thief/api#things-of") (param i32 i32) (result i32)
        (call $two (local.get 0) (local.get 1))
        (i32.store (i32.const 256) (i32.const 512))
        (i32.store (i32.const 260) (i32.const 2))
        (i32.const 256))
    (export "test:thief/api#drop-token" (func $drop-token))
    (export "test:thief/api#drop-other" (func $drop-other))
    (export "test:thief/api#drop-thing" (func $drop-thing))
    (export "test:thief/api#rep-thing" (func $rep))
    (export "test:thief/api#number-of" (func $number))
    (export "test:thief/api#lend" (func $lend))
    (export "test:thief/api#take" (func $take))
    (func (export "test:thief/api#lend-all") (param i32 i32) (result i32)
        (call $two (local.get 0) (local.get 1))
        (call $lend-all (i32.const 512) (i32.const 2)))
    (func (export "test:thief/api#take-all") (param i32 i32) (result i32)
        (call $two (local.get 0) (local.get 1))
        (call $take-all (i32.const 512) (i32.const 2)))
    (export "test:thief/api#keep" (func $same))
    (func (export "test:thief/api#drop-and-use") (param i32) (result i32)
        (call $drop-token (local.get 0))
        (call $number (local.get 0)))
    (func (export "test:thief/api#give-lent") (param i32) (result i32)
        (call $take (local.get 0)))
    (func $fail (export "test:thief/api#fail-with") (param i32 i32) (unreachable))
    (func (export "test:thief/api#lend-on") (param i32) (result i32)
        (call $lend (local.get 0))
        (call $drop-token (local.get 0)))
    (export "test:thief/api#give" (func $same))
    (func $hoard-tokens (export "test:thief/api#hoard-tokens") (param i32)
        (loop $next (if (local.get 0) (then
            (drop (call $token (local.get 0)))
            (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
            (br $next)))))
    (func $hoard-things (export "test:thief/api#hoard-things") (param i32)
        (loop $next (if (local.get 0) (then
            (drop (call $new (local.get 0)))
            (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
            (br $next)))))
    (func (export "test:thief/api#dropped") (result i32) (global.get $dropped)))"#;

fn component(dtor: &str) -> Vec<u8> {
    encode(include_str!("thief.wit"), &MODULE.replace("DTOR", dtor))
}

fn builder() -> Builder<Thief> {
    Thief::builder().imports(Outside::default()).no_cache()
}

fn load(builder: Builder<Thief>) -> Thief {
    static HONEST: LazyLock<Vec<u8>> = LazyLock::new(|| component(""));
    builder.load(&HONEST[..]).unwrap()
}

/// The thief does honest work.
#[track_caller]
fn assert_well(thief: &Thief) {
    let token = thief.new_token().unwrap();
    assert_eq!(thief.number_of(token).unwrap(), 11);
    assert_eq!(thief.lend(token).unwrap(), 11);
    assert_eq!(thief.take(token).unwrap(), 11);
    let before = thief.dropped().unwrap();
    let handle = thief.new_thing().unwrap();
    assert_eq!(thief.rep_thing(handle).unwrap(), 12);
    let thing = thief.thing_of(handle).unwrap();
    assert_eq!(thing.number().unwrap(), 12);
    drop(thing);
    assert_eq!(thief.dropped().unwrap(), before + 1);
    drop(Gem::new(thief).unwrap());
}

type Attack = fn(&Thief) -> Result<(), Error>;

/// Runs `attack` on an instance of its own.
#[track_caller]
fn assert_stopped(neighbour: &Thief, attack: Attack, says: &str) -> Error {
    let victim = load(builder());
    let error = attack(&victim).unwrap_err();
    assert_error(&error, ErrorKind::Trap, &[says]);
    let after = victim.dropped().unwrap_err();
    assert_eq!(*after.kind(), ErrorKind::Gone, "{after}");
    assert_well(neighbour);
    error
}

#[test]
fn nothing_is_dropped_twice_or_used_afterwards() {
    let neighbour = load(builder());
    let attacks: [(Attack, &str); 11] = [
        (
            |it| {
                let token = it.new_token()?;
                it.drop_token(token)?;
                it.drop_token(token)
            },
            "unknown handle index",
        ),
        (
            |it| {
                let thing = it.new_thing()?;
                it.drop_thing(thing)?;
                it.drop_thing(thing)
            },
            "unknown handle index",
        ),
        (
            |it| {
                let token = it.new_token()?;
                it.drop_token(token)?;
                it.number_of(token).map(drop)
            },
            "unknown handle index",
        ),
        (
            |it| {
                let token = it.new_token()?;
                it.take(token)?;
                it.take(token).map(drop)
            },
            "unknown handle index",
        ),
        (
            |it| {
                let token = it.new_token()?;
                it.take_all(token, token).map(drop)
            },
            "unknown handle index",
        ),
        (
            |it| {
                let token = it.new_token()?;
                it.take(token)?;
                it.lend(token).map(drop)
            },
            "unknown handle index",
        ),
        (
            |it| {
                let thing = it.new_thing()?;
                it.drop_thing(thing)?;
                it.rep_thing(thing).map(drop)
            },
            "unknown handle index",
        ),
        (
            |it| {
                let thing = it.new_thing()?;
                it.things_of(thing, thing).map(drop)
            },
            "unknown handle index",
        ),
        (
            |it| {
                let thing = it.new_thing()?;
                let mine = it.thing_of(thing)?;
                let again = it.thing_of(thing).map(drop);
                drop(mine);
                again
            },
            "unknown handle index",
        ),
        (
            |it| {
                let token = it.new_token()?;
                drop(it.token_of(token)?);
                it.token_of(token).map(drop)
            },
            "unknown handle index",
        ),
        (
            |it| {
                it.drop_and_use(&Token::new(Number(1, Arc::default())))
                    .map(drop)
            },
            "unknown handle index",
        ),
    ];
    for (attack, says) in attacks {
        assert_stopped(&neighbour, attack, says);
    }
}

/// What is done with a handle that was guessed.
type Guess = fn(&Thief, u32) -> Result<(), Error>;

#[test]
fn handles_are_not_guessed() {
    let neighbour = load(builder());
    // None is there before something was made; 0 never is one.
    for handle in [
        0,
        1,
        2,
        3,
        255,
        1 << 20,
        1 << 28,
        1 << 30,
        (1 << 30) + 1,
        1 << 31,
        u32::MAX,
    ] {
        let guesses: [Guess; 10] = [
            |it, handle| it.thing_of(handle).map(drop),
            |it, handle| it.gem_of(handle).map(drop),
            |it, handle| it.token_of(handle).map(drop),
            |it, handle| it.drop_token(handle),
            |it, handle| it.drop_other(handle),
            |it, handle| it.drop_thing(handle),
            |it, handle| it.rep_thing(handle).map(drop),
            |it, handle| it.number_of(handle).map(drop),
            |it, handle| it.lend(handle).map(drop),
            |it, handle| it.take(handle).map(drop),
        ];
        for guess in guesses {
            let victim = load(builder());
            let error = guess(&victim, handle).unwrap_err();
            assert_error(&error, ErrorKind::Trap, &["handle"]);
            assert_eq!(*victim.dropped().unwrap_err().kind(), ErrorKind::Gone);
        }
    }
    assert_well(&neighbour);
}

#[test]
fn a_handle_of_one_type_is_none_of_another() {
    let neighbour = load(builder());
    let attacks: [Attack; 8] = [
        |it| it.number_of(it.new_other()?).map(drop),
        |it| it.take(it.new_other()?).map(drop),
        |it| it.drop_token(it.new_other()?),
        |it| it.drop_other(it.new_token()?),
        |it| it.drop_token(it.new_thing()?),
        |it| it.thing_of(it.new_token()?).map(drop),
        |it| it.gem_of(it.new_thing()?).map(drop),
        |it| it.token_of(it.new_other()?).map(drop),
    ];
    for attack in attacks {
        assert_stopped(&neighbour, attack, "handle index");
    }
}

#[test]
fn what_is_lent_is_not_kept_or_given_away() {
    let neighbour = load(builder());
    let kept: Attack = |it| it.keep(&Token::new(Number(1, Arc::default()))).map(drop);
    assert_stopped(
        &neighbour,
        kept,
        "borrow handles still remain at the end of the call",
    );
    let given: Attack = |it| {
        it.give_lent(&Token::new(Number(1, Arc::default())))
            .map(drop)
    };
    assert_stopped(&neighbour, given, "cannot lift own resource from a borrow");
    // Lending on what is lent is fair, and what was not given back is the host's again.
    let value = Arc::new(());
    let token = Token::new(Number(9, Arc::clone(&value)));
    let thief = load(builder());
    thief.lend_on(&token).unwrap();
    assert!(thief.keep(&token).is_err());
    assert_eq!(Arc::strong_count(&value), 2);
    drop(token);
    assert_eq!(Arc::strong_count(&value), 1);
}

#[test]
fn a_panic_with_borrows_in_hand_leaves_nothing_behind() {
    let neighbour = load(builder());
    let value = Arc::new(());
    let token = Token::new(Number(9, Arc::clone(&value)));
    let victim = load(builder());
    let thing = Thing::new(&victim, 3).unwrap();
    let error = victim.fail_with(&token, &thing).unwrap_err();
    assert_error(
        &error,
        ErrorKind::Trap,
        &["panicked or aborted", "fail-with"],
    );
    assert_in(&error, "fail");
    assert_eq!(Arc::strong_count(&value), 2);
    let error = thing.number().unwrap_err();
    assert_error(&error, ErrorKind::Gone, &["fail-with"]);
    drop(thing);
    // The same token is of use elsewhere.
    neighbour.lend_on(&token).unwrap();
    neighbour.give(token).unwrap();
    assert_eq!(Arc::strong_count(&value), 2);
    drop(neighbour);
    assert_eq!(Arc::strong_count(&value), 1);
}

#[test]
fn a_function_of_the_host_that_panics_ends_the_instance_alone() {
    let outside = Outside::default();
    let neighbour = load(builder());
    let victim = load(Thief::builder().imports(outside.clone()).no_cache());
    let token = victim.new_token().unwrap();
    victim.hoard_tokens(100).unwrap();
    // One of them is the linker's.
    assert_eq!(Arc::strong_count(&outside.shared), 2 + 101);
    outside.panic.store(true, Ordering::Relaxed);
    let panicked = catch_unwind(AssertUnwindSafe(|| victim.lend(token)));
    assert!(panicked.is_err());
    let after = victim.dropped().unwrap_err();
    assert_error(&after, ErrorKind::Gone, &["a call panicked in the host"]);
    // What the instance held went with it, before anybody drops it.
    assert_eq!(Arc::strong_count(&outside.shared), 1);
    assert_well(&neighbour);
}

#[test]
fn a_hoard_of_handles_is_bounded() {
    let neighbour = load(builder());
    let hoards: [(Attack, &str); 2] = [
        (|it| it.hoard_tokens(u32::MAX), "hoard-tokens"),
        (|it| it.hoard_things(u32::MAX), "hoard-things"),
    ];
    for (hoard, name) in hoards {
        for limit in [None, Some(1_000)] {
            let outside = Outside::default();
            let mut builder = Thief::builder().imports(outside.clone()).no_cache();
            if let Some(limit) = limit {
                builder = builder.resource_limit(limit);
            }
            let victim = load(builder);
            let error = soon(|| hoard(&victim).unwrap_err());
            let number = limit.unwrap_or(100_000).to_string();
            let says = [number.as_str(), "Builder::resource_limit", name];
            assert_error(&error, ErrorKind::ResourceLimit, &says);
            assert_in(&error, name);
            assert_eq!(*victim.dropped().unwrap_err().kind(), ErrorKind::Gone);
            // What it held went with it.
            assert_eq!(Arc::strong_count(&outside.shared), 1);
        }
    }
    // Many, one after the other, are as good as one.
    let busy = load(builder().resource_limit(10));
    for _ in 0..1_000 {
        assert_well(&busy);
    }
    assert_well(&neighbour);
}

#[test]
fn a_thousand_handles_of_the_component_are_the_hosts_to_drop() {
    let thief = load(builder());
    let things: Vec<Thing> = (0..10_000)
        .map(|number| Thing::new(&thief, number).unwrap())
        .collect();
    for (number, thing) in (0..).zip(&things) {
        assert_eq!(thing.number().unwrap(), number);
    }
    drop(things);
    assert_eq!(thief.dropped().unwrap(), 10_000);
    let limited = load(builder().resource_limit(100));
    let error = (0..)
        .map(|number| Thing::new(&limited, number))
        .collect::<Result<Vec<_>, _>>()
        .unwrap_err();
    assert_error(
        &error,
        ErrorKind::ResourceLimit,
        &["100", "Builder::resource_limit"],
    );
}

#[test]
fn drops_from_another_thread_during_a_call_come_later() {
    let gate = Arc::new(Barrier::new(2));
    let outside = Outside {
        gate: Some(Arc::clone(&gate)),
        ..Outside::default()
    };
    let thief = load(Thief::builder().imports(outside).no_cache());
    let token = thief.new_token().unwrap();
    let things: Vec<Thing> = (0..1_000)
        .map(|number| Thing::new(&thief, number).unwrap())
        .collect();
    std::thread::scope(|scope| {
        let call = scope.spawn(|| thief.lend(token));
        gate.wait();
        // The call is in the middle of the host's function.
        drop(things);
        gate.wait();
        assert_eq!(call.join().unwrap().unwrap(), 11);
    });
    assert_eq!(thief.dropped().unwrap(), 1_000);
}

#[test]
fn what_is_left_to_be_dropped_is_within_the_limits_of_the_next_call() {
    let neighbour = load(builder());
    let gate = Arc::new(Barrier::new(2));
    let outside = Outside {
        gate: Some(Arc::clone(&gate)),
        ..Outside::default()
    };
    let victim = Thief::builder().imports(outside).no_cache();
    let component = component("(loop (br 0))");
    // Long enough for the call in whose middle the thing is dropped.
    let victim = victim.deadline(Duration::from_secs(3)).load(&component[..]);
    let victim = victim.unwrap();
    let token = victim.new_token().unwrap();
    let thing = Thing::new(&victim, 1).unwrap();
    std::thread::scope(|scope| {
        let call = scope.spawn(|| victim.lend(token));
        gate.wait();
        drop(thing);
        gate.wait();
        assert_eq!(call.join().unwrap().unwrap(), 11);
    });
    let error = soon(|| victim.dropped().unwrap_err());
    assert_error(
        &error,
        ErrorKind::Deadline,
        &["while a resource was dropped", "3s"],
    );
    let error = victim.dropped().unwrap_err();
    assert_error(&error, ErrorKind::Gone, &["while a resource was dropped"]);
    assert_well(&neighbour);
}

#[test]
fn a_destructor_that_fails_ends_the_instance() {
    let neighbour = load(builder());
    let dtors = [
        ("(unreachable)", "panicked or aborted"),
        ("(loop (br 0))", "50ms"),
        ("(call $drop-thing (i32.const 99))", "unknown handle index"),
    ];
    for (dtor, says) in dtors {
        let component = component(dtor);
        let victim = builder()
            .deadline(Duration::from_millis(50))
            .load(&component[..])
            .unwrap();
        let thing = Thing::new(&victim, 1).unwrap();
        let other = Thing::new(&victim, 2).unwrap();
        soon(|| drop(thing));
        let error = victim.dropped().unwrap_err();
        assert_error(
            &error,
            ErrorKind::Gone,
            &["while a resource was dropped", says],
        );
        drop(other);
        assert_well(&neighbour);
    }
    // One that makes and drops others goes as deep as its stack.
    let component = component("(call $drop-thing (call $new (i32.const 1)))");
    let victim = builder().load(&component[..]).unwrap();
    let thing = Thing::new(&victim, 1).unwrap();
    drop(thing);
    let error = victim.dropped().unwrap_err();
    assert_error(
        &error,
        ErrorKind::Gone,
        &["while a resource was dropped", "KiB"],
    );
    assert_well(&neighbour);
}
