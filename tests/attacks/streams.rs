//! Streams and futures whose items are none.

use futures::executor::block_on;
use wittgen::{Error, ErrorKind};

use super::support::{encode, soon};

#[allow(missing_docs)]
mod sender {
    wittgen::bindgen!({
        inline: "
            package test:sender;
            interface api {
                texts: async func(at: u32, length: u32) -> stream<string>;
                letters: async func(at: u32, length: u32) -> stream<option<char>>;
                later: async func(at: u32, length: u32) -> future<string>;
            }
            world sender { export api; }
        ",
    });
}

use sender::Sender;

const SENDER_WIT: &str = "
    package test:sender;
    interface api {
        texts: async func(at: u32, length: u32) -> stream<string>;
        letters: async func(at: u32, length: u32) -> stream<option<char>>;
        later: async func(at: u32, length: u32) -> future<string>;
    }
    world sender { export api; }
";

/// Returns a stream or future, and writes one item into it: what was asked for, as text or as a letter.
const SENDER: &str = r#"(module
    (import "[export]test:sender/api" "[stream-new-0]texts" (func $new-texts (result i64)))
    (import "[export]test:sender/api" "[async-lower][stream-write-0]texts"
        (func $write-texts (param i32 i32 i32) (result i32)))
    (import "[export]test:sender/api" "[task-return]texts" (func $return-texts (param i32)))
    (import "[export]test:sender/api" "[stream-new-0]letters" (func $new-letters (result i64)))
    (import "[export]test:sender/api" "[async-lower][stream-write-0]letters"
        (func $write-letters (param i32 i32 i32) (result i32)))
    (import "[export]test:sender/api" "[task-return]letters" (func $return-letters (param i32)))
    (import "[export]test:sender/api" "[future-new-0]later" (func $new-later (result i64)))
    (import "[export]test:sender/api" "[async-lower][future-write-0]later"
        (func $write-later (param i32 i32) (result i32)))
    (import "[export]test:sender/api" "[task-return]later" (func $return-later (param i32)))
    (import "$root" "[waitable-set-new]" (func $set (result i32)))
    (import "$root" "[waitable-join]" (func $join (param i32 i32)))
    (memory (export "memory") 1)
    (func $ask (param i32 i32)
        (i32.store (i32.const 64) (local.get 0))
        (i32.store (i32.const 68) (local.get 1)))
    (func $wait (param $writer i64) (result i32)
        (local $all i32)
        (local.set $all (call $set))
        (call $join (i32.wrap_i64 (i64.shr_u (local.get $writer) (i64.const 32))) (local.get $all))
        (i32.or (i32.const 2) (i32.shl (local.get $all) (i32.const 4))))
    (func $writer (param i64) (result i32)
        (i32.wrap_i64 (i64.shr_u (local.get 0) (i64.const 32))))
    (func $never (param i32 i32 i32) (result i32) (i32.const 0))
    (func (export "[async-lift]test:sender/api#texts") (param i32 i32) (result i32)
        (local $ends i64)
        (call $ask (local.get 0) (local.get 1))
        (local.set $ends (call $new-texts))
        (call $return-texts (i32.wrap_i64 (local.get $ends)))
        (drop (call $write-texts (call $writer (local.get $ends)) (i32.const 64) (i32.const 1)))
        (call $wait (local.get $ends)))
    (export "[callback][async-lift]test:sender/api#texts" (func $never))
    (func (export "[async-lift]test:sender/api#letters") (param i32 i32) (result i32)
        (local $ends i64)
        (call $ask (local.get 0) (local.get 1))
        (local.set $ends (call $new-letters))
        (call $return-letters (i32.wrap_i64 (local.get $ends)))
        (drop (call $write-letters (call $writer (local.get $ends)) (i32.const 64) (i32.const 1)))
        (call $wait (local.get $ends)))
    (export "[callback][async-lift]test:sender/api#letters" (func $never))
    (func (export "[async-lift]test:sender/api#later") (param i32 i32) (result i32)
        (local $ends i64)
        (call $ask (local.get 0) (local.get 1))
        (local.set $ends (call $new-later))
        (call $return-later (i32.wrap_i64 (local.get $ends)))
        (drop (call $write-later (call $writer (local.get $ends)) (i32.const 64)))
        (call $wait (local.get $ends)))
    (export "[callback][async-lift]test:sender/api#later" (func $never)))"#;

/// What is tried.
type Attack<'a> = &'a dyn Fn(&Sender) -> Result<String, Error>;

#[test]
fn items_that_are_none_end_the_stream_with_an_error() {
    let component = encode(SENDER_WIT, SENDER);
    let load = || Sender::builder().no_cache().load(&component[..]).unwrap();
    let text = |sender: &Sender, at, length| {
        let mut texts = block_on(sender.texts(at, length))?;
        block_on(texts.next()).expect("there is one, or an error")
    };
    let letter = |sender: &Sender, at| {
        let mut letters = block_on(sender.letters(1, at))?;
        block_on(letters.next())
            .expect("there is one, or an error")
            .map(|letter| letter.map_or(String::new(), String::from))
    };
    let later = |sender: &Sender, at, length| block_on(block_on(sender.later(at, length))?);
    let neighbour = load();
    assert_eq!(text(&neighbour, 64, 1).unwrap(), "@");
    assert_eq!(letter(&neighbour, 0xe9).unwrap(), "é");
    assert_eq!(later(&neighbour, 64, 1).unwrap(), "@");
    let attacks: [Attack<'_>; 6] = [
        &|it| text(it, u32::MAX, 1),
        &|it| text(it, 0, u32::MAX),
        &|it| letter(it, 0xd800),
        &|it| letter(it, 0x11_0000),
        &|it| later(it, u32::MAX, 1),
        &|it| later(it, 65_536, 1),
    ];
    for (number, attack) in attacks.iter().enumerate() {
        let victim = load();
        let error = soon(|| attack(&victim).unwrap_err());
        assert!(
            [ErrorKind::Trap, ErrorKind::Gone].contains(error.kind()),
            "{number}: {error}"
        );
        let after = text(&victim, 64, 1).unwrap_err();
        assert_eq!(*after.kind(), ErrorKind::Gone, "{number}: {after}");
        assert_eq!(text(&neighbour, 64, 1).unwrap(), "@");
    }
}
