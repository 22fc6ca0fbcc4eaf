//! This library: generated bindings, as a user has them.

use wittgen::Builder;
use wittgen_bench_guests::CALLS;

use crate::candidate::Candidate;
use crate::{Result, data};

wittgen::bindgen!({ path: "../wit", world: "calls" });

/// What the guest imports.
struct Adder;

impl host::Host for Adder {
    fn add(&self, left: u32, right: u32) -> u32 {
        left.wrapping_add(right)
    }
}

/// The guest as a library.
pub(crate) struct Native {
    calls: Calls,
    items: Vec<guest::Item>,
    counter: guest::Counter,
}

impl Native {
    /// As it is loaded by default: one instance, behind a lock.
    pub(crate) fn shared() -> Result<Self> {
        Self::load(Calls::builder())
    }

    /// The caller's own instance, without a lock.
    pub(crate) fn owned() -> Result<Self> {
        Self::load(Calls::builder().owned())
    }

    fn load(builder: Builder<Calls>) -> Result<Self> {
        let calls = builder.imports(Adder).no_cache().load(CALLS)?;
        Ok(Self {
            counter: guest::Counter::new(&calls)?,
            items: data::items(|(id, text, score, tags)| guest::Item {
                id,
                text,
                score,
                tags,
            }),
            calls,
        })
    }
}

impl Candidate for Native {
    fn add(&mut self, left: u32, right: u32) -> Result<u32> {
        Ok(self.calls.add(left, right)?)
    }

    fn echo_text(&mut self, text: &str) -> Result<String> {
        Ok(self.calls.echo_text(text)?)
    }

    fn echo_bytes(&mut self, bytes: &[u8]) -> Result<Vec<u8>> {
        Ok(self.calls.echo_bytes(bytes)?)
    }

    fn echo_items(&mut self) -> Result<usize> {
        Ok(self.calls.echo_items(&self.items)?.len())
    }

    fn sum(&mut self, below: u32) -> Result<u32> {
        Ok(self.calls.sum(below)?)
    }

    fn count(&mut self, by: u32) -> Result<u32> {
        Ok(self.counter.add(by)?)
    }
}
