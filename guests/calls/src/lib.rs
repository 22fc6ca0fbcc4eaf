//! Functions that do as little as they can, for measuring what a call costs.

mod bindings;

use std::cell::Cell;

use bindings::guest::{Guest, GuestCounter, Item};
use bindings::host;

struct Calls;

bindings::export!(Calls in bindings);

impl Guest for Calls {
    type Counter = Counter;

    fn add(left: u32, right: u32) -> u32 {
        left.wrapping_add(right)
    }

    fn echo_text(text: String) -> String {
        text
    }

    fn echo_bytes(bytes: Vec<u8>) -> Vec<u8> {
        bytes
    }

    fn echo_items(items: Vec<Item>) -> Vec<Item> {
        items
    }

    fn sum(below: u32) -> u32 {
        (0..below).fold(0, host::add)
    }
}

struct Counter(Cell<u32>);

impl GuestCounter for Counter {
    fn new() -> Self {
        Self(Cell::new(0))
    }

    fn add(&self, by: u32) -> u32 {
        self.0.set(self.0.get().wrapping_add(by));
        self.0.get()
    }
}
