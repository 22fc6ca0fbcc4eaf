//! A test for each shape, with all guests. This file is compiled for each host, whose `Host`, types and `call!`
//! it finds above itself.

use proptest::prelude::{BoxedStrategy, Just, Strategy};
use proptest::sample::subsequence;
use proptest::strategy::Union;
use wittgen_shapes::{arrays, maps, shapes, show, text, types};

use super::*;
use crate::check::check;

types!(show);
types!(any);

macro_rules! tests {
    ($interface:ident; $($name:ident $plain_name:ident($x:ident: $ty:ty) $lend:expr;)*) => { $(
        #[test]
        fn $name() {
            for guest in Host::GUESTS {
                let host = Host::load(guest);
                check(&host, &|$x: &$ty| -> $ty {
                    call!(host, $interface, $name, $plain_name, $lend)
                });
            }
        }
    )* };
}

shapes!(tests);
maps!(tests);
arrays!(tests);

#[test]
fn no_parameter_or_no_result() {
    for guest in Host::GUESTS {
        let host = Host::load(guest);
        host.watch();
        let () = call!(host, parameters, nothing, call_nothing);
        let () = call!(host, parameters, only_in, call_only_in, "in");
        let out: String = call!(host, parameters, only_out, call_only_out);
        assert_eq!(out, "\"in\"");
    }
}

#[test]
fn two_parameters() {
    for guest in Host::GUESTS {
        let host = Host::load(guest);
        check(&host, &|x: &(u8, String)| {
            call!(host, parameters, two, call_two, x.0, &x.1)
        });
    }
}

#[test]
fn as_many_parameters_as_are_passed_without_memory() {
    type First = (u8, u16, u32, u64, i8, i16, i32, i64, f32, f64, bool, char);
    for guest in Host::GUESTS {
        let host = Host::load(guest);
        check(&host, &|all: &(First, (String, Vec<u16>))| {
            let ((a, b, c, d, e, f, g, h, i, j, k, l), second) = all;
            let first: First = call!(
                host,
                parameters,
                sixteen,
                call_sixteen,
                *a,
                *b,
                *c,
                *d,
                *e,
                *f,
                *g,
                *h,
                *i,
                *j,
                *k,
                *l,
                &second.0,
                &second.1
            );
            (first, second.clone())
        });
    }
}

#[test]
fn parameters_that_spill_into_memory() {
    type First = (
        u8,
        String,
        f64,
        Text,
        Option<Point>,
        Payload,
        Vec<String>,
        Result<u8, String>,
        Colour,
        (u8, String),
        i64,
    );
    type Second = (Option<String>, char, bool, f32, Vec<Point>, u64);
    for guest in Host::GUESTS {
        let host = Host::load(guest);
        check(&host, &|all: &(First, Second)| {
            let ((a, b, c, d, e, f, g, h, i, j, k), second) = all;
            let (l, m, n, o, p, q) = second;
            let h = h.as_ref().map(|h| *h).map_err(|h| &**h);
            let first: First = call!(
                host,
                parameters,
                spilled,
                call_spilled,
                *a,
                b,
                *c,
                d,
                *e,
                f,
                views(g),
                h,
                *i,
                (j.0, &j.1),
                *k,
                l.as_deref(),
                *m,
                *n,
                *o,
                p,
                *q
            );
            (first, second.clone())
        });
    }
}

#[test]
fn sixteen_mebibytes_of_text() {
    let text = "zwölf Boxkämpfer 𝔸e\u{301} ".repeat((16 << 20) / 27);
    for guest in Host::GUESTS {
        let host = Host::load(guest);
        let back: String = call!(host, shapes, strings, call_strings, &text);
        assert!(back == text);
    }
}

#[test]
fn sixteen_mebibytes_of_bytes() {
    let bytes: Vec<u8> = (0..16 << 20_u32)
        .map(|i: u32| (i ^ (i >> 11)) as u8)
        .collect();
    for guest in Host::GUESTS {
        let host = Host::load(guest);
        let back: Vec<u8> = call!(host, shapes, byte_lists, call_byte_lists, &bytes);
        assert!(back == bytes);
    }
}

#[test]
fn a_hundred_thousand_records() {
    let record = |i: i32| Text {
        name: format!("{i}"),
        tags: vec![String::new(); i as usize % 3],
        remark: (i % 2 == 0).then(|| format!("remark {i}")),
    };
    let records: Vec<_> = (0..100_000).map(record).collect();
    for guest in Host::GUESTS {
        let host = Host::load(guest);
        let back: Vec<Text> = call!(host, shapes, text_lists, call_text_lists, &records);
        assert_eq!(back.len(), records.len());
        // wasmtime's bindings don't compare.
        let same =
            |(a, b): (&Text, &Text)| (&a.name, &a.tags, &a.remark) == (&b.name, &b.tags, &b.remark);
        assert!(back.iter().zip(&records).all(same));
    }
}

#[test]
fn many_small_items() {
    let points: Vec<_> = (0..250_000).map(|x| Point { x, y: -x }).collect();
    let colours = [Colour::Red, Colour::Green, Colour::Blue].repeat(100_000);
    for guest in Host::GUESTS {
        let host = Host::load(guest);
        let back: Vec<Point> = call!(host, shapes, point_lists, call_point_lists, &points);
        assert_eq!(back.len(), points.len());
        assert!(
            back.iter()
                .zip(&points)
                .all(|(a, b)| (a.x, a.y) == (b.x, b.y))
        );
        let back: Vec<Colour> = call!(host, shapes, colour_lists, call_colour_lists, &colours);
        assert!(text(&back) == text(&colours));
    }
}
