//! The lines of the table.

use crate::candidate::Candidate;
use crate::{Result, data};

/// One kind of call.
pub(crate) struct Line {
    pub(crate) name: &'static str,
    /// How many calls the figure of one is spread over: a loop in the guest counts for as many as it makes.
    pub(crate) calls: u32,
    /// At most this much of wasmtime's time with its default settings, where that is asked.
    pub(crate) bar_default: Option<f64>,
    /// At most this much of Extism's time.
    pub(crate) bar_extism: f64,
    /// Makes what is then called again and again, and what it returns compared.
    pub(crate) prepare: fn() -> Box<dyn Call>,
}

/// A call with its parameters. It returns a number by which results can be compared.
pub(crate) trait Call: Fn(&mut dyn Candidate) -> Result<u64> {}

impl<F: Fn(&mut dyn Candidate) -> Result<u64>> Call for F {}

/// At most this much of wasmtime's time with its best settings, on every line.
pub(crate) const BAR_BEST: f64 = 1.05;

/// How many calls of the host the guest makes in one go.
const SUMS: u32 = 1_000;

const fn line(name: &'static str, prepare: fn() -> Box<dyn Call>) -> Line {
    Line {
        name,
        calls: 1,
        bar_default: None,
        bar_extism: 0.1,
        prepare,
    }
}

const fn small(name: &'static str, prepare: fn() -> Box<dyn Call>) -> Line {
    Line {
        bar_default: Some(0.5),
        ..line(name, prepare)
    }
}

const fn large(name: &'static str, prepare: fn() -> Box<dyn Call>) -> Line {
    Line {
        bar_extism: 0.2,
        ..line(name, prepare)
    }
}

pub(crate) const LINES: &[Line] = &[
    small("two `u32`s", || {
        Box::new(|it: &mut dyn Candidate| Ok(u64::from(it.add(19, 23)?)))
    }),
    small("text, 16 B", || echo_text(16)),
    small("text, 1 KiB", || echo_text(1 << 10)),
    line("text, 64 KiB", || echo_text(1 << 16)),
    large("text, 1 MiB", || echo_text(1 << 20)),
    large("bytes, 1 MiB", || {
        let bytes = data::bytes(1 << 20);
        Box::new(move |it: &mut dyn Candidate| Ok(sample(&it.echo_bytes(&bytes)?)))
    }),
    line("1,000 records", || {
        Box::new(|it: &mut dyn Candidate| Ok(it.echo_items()? as u64))
    }),
    Line {
        calls: SUMS,
        ..line("the host's function, from the guest", || {
            Box::new(|it: &mut dyn Candidate| Ok(u64::from(it.sum(SUMS)?)))
        })
    },
    small("a resource's method", || {
        // Nothing is added, so that the result is the same whoever called how often.
        Box::new(|it: &mut dyn Candidate| Ok(u64::from(it.count(0)?)))
    }),
];

fn echo_text(bytes: usize) -> Box<dyn Call> {
    let text = data::text(bytes);
    Box::new(move |it: &mut dyn Candidate| Ok(sample(it.echo_text(&text)?.as_bytes())))
}

/// A number that is cheap to get and differs where the length, the beginning, the middle or the end does.
fn sample(bytes: &[u8]) -> u64 {
    let at = |index: usize| u64::from(bytes.get(index).copied().unwrap_or_default());
    let length = bytes.len();
    (length as u64) << 24 | at(0) << 16 | at(length / 2) << 8 | at(length.saturating_sub(1))
}
