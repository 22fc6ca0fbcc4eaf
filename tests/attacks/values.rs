//! Results that are no values of their types: pointers to nowhere, lengths beyond measure, text that is none, cases that
//! there are not. By the bindings, which copy or show them, and without bindings.

use wit_component::StringEncoding;
use wittgen::ErrorKind;

use super::liar::{self, Liar, assert_ended, assert_well, call};
use super::support::assert_error;

/// Two pages.
const END: u32 = 2 * 65_536;

/// A function, what it is told to return, and what the error says of it.
const LIES: &[(&str, u32, u32, &str)] = &[
    // Outside of the memory, in whole or by the last byte; the end overflows.
    ("text", END, 1, "out of bounds"),
    ("text", END - 1, 2, "out of bounds"),
    ("text", u32::MAX, u32::MAX, "out of bounds"),
    ("text", 0, u32::MAX, "out of bounds"),
    ("text-with", END, 1, "out of bounds"),
    ("text-with", END - 1, 2, "out of bounds"),
    ("text-with", u32::MAX, u32::MAX, "out of bounds"),
    ("bytes", END - 7, 8, "out of bounds"),
    ("bytes", 0, u32::MAX, "out of bounds"),
    ("bytes", u32::MAX, 1, "out of bounds"),
    ("bytes-with", END - 7, 8, "out of bounds"),
    ("bytes-with", u32::MAX, u32::MAX, "out of bounds"),
    ("shorts", END - 2, 2, "out of bounds"),
    ("shorts", 1, 1, "aligned"),
    // The number of bytes overflows 32 bits, to 0 and to little.
    ("longs", 0, 0x2000_0000, "out of bounds"),
    ("longs", 0, 0x2000_0001, "out of bounds"),
    ("longs", 4, 1, "aligned"),
    ("texts", 0, 0x2000_0000, "out of bounds"),
    ("texts", END - 4, 1, "out of bounds"),
    ("texts", 2, 1, "aligned"),
    ("pairs", 0, 0x1000_0000, "out of bounds"),
    ("pairs", 2, 1, "aligned"),
    ("letters", 0, 0x4000_0000, "out of bounds"),
    ("letters", 3, 1, "aligned"),
    ("truths", END, 1, "out of bounds"),
    ("colours", END, 1, "out of bounds"),
    ("units", END, 1, "out of bounds"),
    ("table", 0, 0x2000_0000, "out of bounds"),
    ("table", 2, 1, "aligned"),
    ("couple", END, 1, "out of bounds"),
    // The place of the result itself.
    ("placed", END, 0, "out of bounds"),
    ("placed", END - 8, 0, "out of bounds"),
    ("placed", u32::MAX - 3, 0, "out of bounds"),
    ("placed", 2, 0, "aligned"),
    ("placed-outer", END - 8, 0, "out of bounds"),
    ("placed-outer", 4, 0, "aligned"),
    // No such character, truth, case.
    ("letter", 0xd800, 0, "char"),
    ("letter", 0xdfff, 0, "char"),
    ("letter", 0x11_0000, 0, "char"),
    ("letter", u32::MAX, 0, "char"),
    ("tint", 3, 0, "discriminant"),
    ("tint", u32::MAX, 0, "discriminant"),
    ("shape", 3, 0, "discriminant"),
    ("shape", 255, 0, "discriminant"),
    ("shape", 2, u32::MAX, "out of bounds"),
    ("maybe", 2, 0, "discriminant"),
    ("maybe", 255, 0, "discriminant"),
    ("outcome", 2, 0, "discriminant"),
    ("outcome", 0, u32::MAX, "out of bounds"),
    ("outcome", 1, u32::MAX, "out of bounds"),
    ("outcome-with", 2, 0, "discriminant"),
    ("outcome-with", 0, u32::MAX, "out of bounds"),
    ("outcome-with", 1, u32::MAX, "out of bounds"),
];

#[track_caller]
fn assert_refused(liar: &Liar, neighbour: &Liar, function: &str, a: u32, b: u32, says: &str) {
    let Err(error) = call(liar, function, a, b) else {
        panic!("`{function}({a}, {b})` was believed");
    };
    let rules = "broke the rules of the call";
    assert_error(&error, ErrorKind::Trap, &[rules, says]);
    let name = function.trim_end_matches("-with");
    let name = format!("test:liar/lies#{name}");
    assert_eq!(error.function(), Some(name.as_str()));
    assert_ended(liar, neighbour);
}

#[test]
fn the_liar_can_say_the_truth() {
    let liar = liar::load();
    assert_well(&liar);
    liar.poke(16, u32::from_le_bytes(*b"milk")).unwrap();
    liar.poke(32, 16).unwrap();
    liar.poke(36, 4).unwrap();
    assert_eq!(liar.text(16, 4).unwrap(), "milk");
    assert_eq!(liar.text_with(16, 4, str::len).unwrap(), 4);
    assert_eq!(liar.texts(32, 1).unwrap(), ["milk"]);
    assert_eq!(liar.letter(0xe9, 0).unwrap(), 'é');
    assert!(liar.bytes(END, 0).unwrap().is_empty());
    assert_eq!(liar.bytes_with(END - 1, 1, <[u8]>::len).unwrap(), 1);
}

#[test]
fn results_that_are_none_are_refused() {
    let neighbour = liar::load();
    for (function, a, b, says) in LIES {
        assert_refused(&liar::load(), &neighbour, function, *a, *b, says);
    }
}

#[test]
fn results_that_are_none_are_refused_without_bindings() {
    let neighbour = liar::load();
    for (function, a, b, says) in LIES {
        if function.ends_with("-with") {
            continue;
        }
        let liar = liar::load_dynamic();
        let call = format!("{function}({a}, {b})");
        let Err(error) = liar.call(&call) else {
            panic!("`{call}` was believed");
        };
        assert_error(&error, ErrorKind::Trap, &["broke the rules of the call"]);
        assert!(
            error.message().contains(says) || *says == "char",
            "`{says}` is not in: {error}"
        );
        let after = liar.call("small(1, 0)").unwrap_err();
        assert_eq!(*after.kind(), ErrorKind::Gone, "{after}");
    }
    assert_well(&neighbour);
}

#[test]
fn what_text_has_no_words_for_is_written_all_the_same() {
    let liar = liar::load_dynamic();
    assert_eq!(liar.call("table(16, 0)").unwrap().to_wave(), "[]");
    liar.call("poke(16, 7)").unwrap();
    assert_eq!(liar.call("table(16, 1)").unwrap().to_wave(), "[(7, 0)]");
    let maker = super::support::component(
        r#"(component
            (type $r (resource (rep i32)))
            (core func $new (canon resource.new $r))
            (core module $m (import "" "new" (func $new (param i32) (result i32)))
                (func (export "make") (result i32) (call $new (i32.const 7))))
            (core instance $i (instantiate $m (with "" (instance (export "new" (func $new))))))
            (export $t "r" (type $r))
            (func (export "make") (result (own $t)) (canon lift (core func $i "make"))))"#,
    );
    let maker = wittgen::Dynamic::builder()
        .no_cache()
        .load(&maker[..])
        .unwrap();
    let made = maker.call("make()").unwrap();
    assert_eq!(made.to_wave(), "\"<resource>\"");
    assert_eq!(made.to_json().to_string(), "\"<resource>\"");
}

#[test]
fn what_is_inside_a_list_is_looked_at_too() {
    let neighbour = liar::load();
    // A list at 32 of one element, whose words are these.
    let inside: &[(&str, [u32; 4], &str)] = &[
        ("texts", [END, 1, 0, 0], "out of bounds"),
        ("texts", [u32::MAX, u32::MAX, 0, 0], "out of bounds"),
        ("pairs", [END, 1, 0, 0], "out of bounds"),
        ("pairs", [0, 0, END, 1], "out of bounds"),
        ("letters", [0xd800, 0, 0, 0], "char"),
        ("letters", [0x11_0000, 0, 0, 0], "char"),
        ("colours", [3, 0, 0, 0], "discriminant"),
        ("colours", [255, 0, 0, 0], "discriminant"),
        ("placed", [0, 0, u32::MAX, 1], "out of bounds"),
    ];
    for (function, words, says) in inside {
        let liar = liar::load();
        for (at, word) in (32..).step_by(4).zip(words) {
            liar.poke(at, *word).unwrap();
        }
        assert_refused(&liar, &neighbour, function, 32, 1, says);
    }
}

#[test]
fn text_that_is_not_utf8_is_refused() {
    let neighbour = liar::load();
    // Alone, cut off, overlong, a surrogate, beyond the last character.
    let wrong: [[u8; 4]; 6] = [
        [0x80, 0, 0, 0],
        [0xc3, 0, 0, 0],
        [0xc0, 0x80, 0, 0],
        [0xed, 0xa0, 0x80, 0],
        [0xf4, 0x90, 0x80, 0x80],
        [0xff, 0xff, 0xff, 0xff],
    ];
    for bytes in wrong {
        for function in [
            "text",
            "text-with",
            "couple",
            "shape",
            "outcome",
            "outcome-with",
        ] {
            let liar = liar::load();
            // What has a case gets its pointer for a length too, so both are 64.
            let at = 64;
            for place in (at..2 * at).step_by(4) {
                liar.poke(place, u32::from_le_bytes(bytes)).unwrap();
            }
            let (a, b) = match function {
                "shape" => (2, at),
                "outcome" | "outcome-with" => (0, at),
                _ => (at, 4),
            };
            assert_refused(&liar, &neighbour, function, a, b, "utf-8");
        }
    }
}

#[test]
fn text_in_other_encodings_is_looked_at_too() {
    let neighbour = liar::load();
    for encoding in [StringEncoding::UTF16, StringEncoding::CompactUTF16] {
        let component = liar::encoded(encoding);
        let load = || Liar::builder().no_cache().load(&component[..]).unwrap();
        assert_well(&load());
        // In the compact encoding, the highest bit of the length says that it is UTF-16.
        let tag = match encoding {
            StringEncoding::CompactUTF16 => 1 << 31,
            _ => 0,
        };
        for function in ["text", "text-with"] {
            let lies = [
                (1, tag | 1, "aligned"),
                (END, tag | 1, "out of bounds"),
                (END - 2, tag | 2, "out of bounds"),
                (0, tag | (END / 2 + 1), "out of bounds"),
                (0, u32::MAX, "out of bounds"),
                (0, 0x7fff_ffff, "out of bounds"),
            ];
            for (a, b, says) in lies {
                assert_refused(&load(), &neighbour, function, a, b, says);
            }
            // One half of a pair alone.
            let liar = load();
            liar.poke(16, 0x0041_d800).unwrap();
            assert_refused(&liar, &neighbour, function, 16, tag | 2, "surrogate");
        }
    }
}

#[test]
fn more_than_a_byte_of_truth_or_flags_is_none() {
    // The canonical ABI says: what is not zero is true, and bits without a flag are left out.
    let liar = liar::load();
    for truth in [1, 2, 255, 256, u32::MAX] {
        assert!(liar.truth(truth, 0).unwrap());
    }
    assert!(!liar.truth(0, 0).unwrap());
    let all = bindings::Access::READ | bindings::Access::WRITE | bindings::Access::SHARE;
    assert_eq!(liar.rights(u32::MAX, 0).unwrap(), all);
    assert_eq!(
        liar.rights(0xff00_0008, 0).unwrap(),
        bindings::Access::empty()
    );
    assert_eq!(liar.small(0x1ff, 0).unwrap(), 255);
    liar.poke(16, 0x0100_02ff).unwrap();
    assert_eq!(liar.truths(16, 4).unwrap(), [true, true, false, true]);
    assert_well(&liar);
}

use super::liar::bindings::lies as bindings;

#[test]
fn a_view_that_panics_ends_the_instance_alone() {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    let (liar, neighbour) = (liar::load(), liar::load());
    let looked = AssertUnwindSafe(|| liar.text_with(0, 1, |_| panic!("what is that?")));
    let panicked = catch_unwind(|| looked().map(|(): ()| ()));
    assert!(panicked.is_err());
    let after = liar.small(1, 0).unwrap_err();
    assert_error(&after, ErrorKind::Gone, &["a call panicked in the host"]);
    assert_ended(&liar, &neighbour);
}
