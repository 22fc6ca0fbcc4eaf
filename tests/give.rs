//! Resources as arguments: given and lent when the call is made, and not when an argument is refused.

use std::sync::Arc;

use wittgen::Error;

mod bindings {
    #![allow(missing_docs)]
    wittgen::bindgen!({
        inline: "
            package test:give;

            interface host {
                resource token;
            }

            interface things {
                use host.{token};
                resource thing {
                    constructor();
                }
                /// Takes both, and drops them.
                take: func(first: thing, second: thing);
                /// Takes all, and drops them.
                take-all: func(things: list<thing>, last: thing);
                /// Takes both, and drops them.
                hand: func(token: token, last: thing);
                /// Looks at both.
                look: func(first: borrow<thing>, second: borrow<thing>) -> u32;
                /// How many things were dropped, by whomever.
                dropped: func() -> u32;
            }

            world giver {
                import host;
                export things;
            }
        ",
    });
}

use bindings::things::Thing;
use bindings::{Giver, host};

struct Host;

impl host::Host for Host {}

/// A value of the host's: there as long as something else has the same.
struct Token(#[allow(dead_code)] Arc<()>);

impl host::HostToken for Token {}

fn giver() -> Giver {
    let builder = Giver::builder().imports(Host).no_cache();
    builder.load(component()).unwrap()
}

fn thing(giver: &Giver) -> Thing {
    Thing::new(giver).unwrap()
}

fn refused<T>(result: Result<T, Error>) {
    let error = result.err().expect("one belongs to another instance");
    assert!(error.message().contains("another instance"), "{error}");
}

#[test]
fn what_is_given_is_the_components_to_drop() {
    let here = giver();
    here.take(thing(&here), thing(&here)).unwrap();
    assert_eq!(here.dropped().unwrap(), 2);
    let many = (0..5).map(|_| thing(&here)).collect();
    here.take_all(many, thing(&here)).unwrap();
    assert_eq!(here.dropped().unwrap(), 8);
}

#[test]
fn what_was_not_given_after_all_is_the_hosts_to_drop() {
    let (here, there) = (giver(), giver());
    refused(here.take(thing(&here), thing(&there)));
    assert_eq!(here.dropped().unwrap(), 1);
    assert_eq!(there.dropped().unwrap(), 1);
    refused(here.take_all(vec![thing(&here), thing(&here)], thing(&there)));
    assert_eq!(here.dropped().unwrap(), 3);
    refused(here.take_all(vec![thing(&here), thing(&there)], thing(&here)));
    assert_eq!(here.dropped().unwrap(), 5);
    assert_eq!(there.dropped().unwrap(), 3);
}

#[test]
fn what_was_not_lent_after_all_can_be_given_and_dropped() {
    let (here, there) = (giver(), giver());
    let (mine, other) = (thing(&here), thing(&there));
    assert_eq!(here.look(&mine, &mine).unwrap(), 14);
    refused(here.look(&mine, &other));
    here.take(mine, thing(&here)).unwrap();
    assert_eq!(here.dropped().unwrap(), 2);
    let mine = thing(&here);
    refused(here.look(&mine, &other));
    drop(mine);
    assert_eq!(here.dropped().unwrap(), 3);
}

#[test]
fn a_value_of_the_hosts_that_was_not_given_after_all_is_dropped() {
    let (here, there) = (giver(), giver());
    let value = Arc::new(());
    let token = || host::Token::new(Token(Arc::clone(&value)));
    refused(here.hand(token(), thing(&there)));
    assert_eq!(Arc::strong_count(&value), 1);
    here.hand(token(), thing(&here)).unwrap();
    assert_eq!(Arc::strong_count(&value), 1);
    assert_eq!(here.dropped().unwrap(), 1);
}

fn component() -> Vec<u8> {
    wat::parse_str(
        r#"(component
            (import "test:give/host" (instance $host (export "token" (type (sub resource)))))
            (alias export $host "token" (type $token))
            (core func $drop-token (canon resource.drop $token))
            (core module $count
                (global $dropped (mut i32) (i32.const 0))
                (func (export "drop") (param i32)
                    (global.set $dropped (i32.add (global.get $dropped) (i32.const 1))))
                (func (export "dropped") (result i32) (global.get $dropped)))
            (core instance $count (instantiate $count))
            (type $thing (resource (rep i32) (dtor (core func $count "drop"))))
            (core func $new (canon resource.new $thing))
            (core func $drop (canon resource.drop $thing))
            (core module $m
                (import "" "new" (func $new (param i32) (result i32)))
                (import "" "drop" (func $drop (param i32)))
                (import "" "drop-token" (func $drop-token (param i32)))
                (memory (export "memory") 1)
                (global $top (mut i32) (i32.const 1024))
                (func (export "realloc") (param i32 i32 i32 i32) (result i32)
                    (local $at i32)
                    (local.set $at (global.get $top))
                    (global.set $top (i32.add (local.get $at) (local.get 3)))
                    (local.get $at))
                (func (export "make") (result i32) (call $new (i32.const 7)))
                (func (export "take") (param i32 i32)
                    (call $drop (local.get 0)) (call $drop (local.get 1)))
                (func (export "take-all") (param $at i32) (param $count i32) (param $last i32)
                    (block $end (loop $next
                        (br_if $end (i32.eqz (local.get $count)))
                        (call $drop (i32.load (local.get $at)))
                        (local.set $at (i32.add (local.get $at) (i32.const 4)))
                        (local.set $count (i32.sub (local.get $count) (i32.const 1)))
                        (br $next)))
                    (call $drop (local.get $last)))
                (func (export "hand") (param i32 i32)
                    (call $drop-token (local.get 0)) (call $drop (local.get 1)))
                (func (export "look") (param i32 i32) (result i32)
                    (i32.add (local.get 0) (local.get 1))))
            (core instance $i (instantiate $m (with "" (instance
                (export "new" (func $new)) (export "drop" (func $drop))
                (export "drop-token" (func $drop-token))))))
            (func $make (result (own $thing)) (canon lift (core func $i "make")))
            (func $take (param "first" (own $thing)) (param "second" (own $thing))
                (canon lift (core func $i "take")))
            (func $take-all (param "things" (list (own $thing))) (param "last" (own $thing))
                (canon lift (core func $i "take-all")
                    (memory (core memory $i "memory")) (realloc (core func $i "realloc"))))
            (func $hand (param "token" (own $token)) (param "last" (own $thing))
                (canon lift (core func $i "hand")))
            (func $look (param "first" (borrow $thing)) (param "second" (borrow $thing)) (result u32)
                (canon lift (core func $i "look")))
            (func $dropped (result u32) (canon lift (core func $count "dropped")))
            (component $named
                (import "token" (type $token (sub resource)))
                (import "thing" (type $thing (sub resource)))
                (import "hand" (func $hand
                    (param "token" (own $token)) (param "last" (own $thing))))
                (import "make" (func $make (result (own $thing))))
                (import "take" (func $take
                    (param "first" (own $thing)) (param "second" (own $thing))))
                (import "take-all" (func $take-all
                    (param "things" (list (own $thing))) (param "last" (own $thing))))
                (import "look" (func $look
                    (param "first" (borrow $thing)) (param "second" (borrow $thing)) (result u32)))
                (import "dropped" (func $dropped (result u32)))
                (export $token' "token" (type $token))
                (export $named "thing" (type $thing))
                (export "hand" (func $hand)
                    (func (param "token" (own $token')) (param "last" (own $named))))
                (export "[constructor]thing" (func $make) (func (result (own $named))))
                (export "take" (func $take)
                    (func (param "first" (own $named)) (param "second" (own $named))))
                (export "take-all" (func $take-all)
                    (func (param "things" (list (own $named))) (param "last" (own $named))))
                (export "look" (func $look) (func
                    (param "first" (borrow $named)) (param "second" (borrow $named)) (result u32)))
                (export "dropped" (func $dropped)))
            (instance $things (instantiate $named
                (with "token" (type $token))
                (with "thing" (type $thing))
                (with "hand" (func $hand))
                (with "make" (func $make))
                (with "take" (func $take))
                (with "take-all" (func $take-all))
                (with "look" (func $look))
                (with "dropped" (func $dropped))))
            (export "test:give/things" (instance $things)))"#,
    )
    .expect("the text is a component")
}
