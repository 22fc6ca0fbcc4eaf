//! What the host has for the component: functions that write down what they are given and return it, and resources.

use std::collections::HashMap as Map;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use wittgen::Borrowed;
use wittgen_shapes::{Show, arrays, maps, shapes, text};

use super::bindings::imported_resources::{
    self, Counter, Holder, HostCounter, HostLabel, Label, SomeOf,
};
use super::bindings::{imported_parameters, types::*};

/// What was given to the host. Clones are the same.
#[derive(Clone, Default)]
pub(super) struct Imports(Arc<Shared>);

#[derive(Default)]
struct Shared {
    /// What came last, once it is to be written down.
    seen: Mutex<Option<String>>,
    counters: Count,
    labels: Count,
}

impl Imports {
    fn last(&self) -> MutexGuard<'_, Option<String>> {
        self.0.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins writing down.
    pub(super) fn watch(&self) {
        *self.last() = Some(String::new());
    }

    /// What came last.
    pub(super) fn seen(&self) -> String {
        self.last().clone().unwrap_or_default()
    }

    fn note(&self, value: &impl Show) {
        if let Some(seen) = &mut *self.last() {
            *seen = text(value);
        }
    }

    fn counter(&self, value: u32) -> Counter {
        Counter::new(OwnCounter {
            value: AtomicU32::new(value),
            alive: Alive::new(&self.0.counters),
        })
    }
}

/// The traits, under the names of the interfaces.
mod imported {
    pub(super) use super::super::bindings::{
        imported_arrays as arrays, imported_maps as maps, imported_shapes as shapes,
    };
}

/// The type by which a function of the host gets a parameter.
macro_rules! given {
    (String) => {
        &str
    };
    (Vec<u8>) => {
        &[u8]
    };
    ($ty:ty) => {
        $ty
    };
}

macro_rules! imports {
    ($interface:ident; $($name:ident $plain_name:ident($x:ident: $($ty:tt)*) $lend:expr;)*) => {
        impl imported::$interface::Host for Imports {
            $( fn $name(&self, $x: given!($($ty)*)) -> $($ty)* {
                let value: $($ty)* = $x.to_owned();
                self.note(&value);
                value
            } )*
        }
    };
}

shapes!(imports);
maps!(imports);
arrays!(imports);

impl imported_parameters::Host for Imports {
    fn nothing(&self) {}

    fn only_in(&self, x: &str) {
        self.note(&x.to_string());
    }

    fn only_out(&self) -> String {
        self.seen()
    }

    fn two(&self, x: u8, y: &str) -> (u8, String) {
        let all = (x, y.to_string());
        self.note(&all);
        all
    }

    fn sixteen(
        &self,
        a: u8,
        b: u16,
        c: u32,
        d: u64,
        e: i8,
        f: i16,
        g: i32,
        h: i64,
        i: f32,
        j: f64,
        k: bool,
        l: char,
        m: &str,
        n: Vec<u16>,
    ) -> (u8, u16, u32, u64, i8, i16, i32, i64, f32, f64, bool, char) {
        let first = (a, b, c, d, e, f, g, h, i, j, k, l);
        self.note(&(first, (m.to_string(), n)));
        first
    }

    fn spilled(
        &self,
        a: u8,
        b: &str,
        c: f64,
        d: Text,
        e: Option<Point>,
        f: Payload,
        g: Vec<String>,
        h: Result<u8, String>,
        i: Colour,
        j: (u8, String),
        k: i64,
        l: Option<String>,
        m: char,
        n: bool,
        o: f32,
        p: Vec<Point>,
        q: u64,
    ) -> imported_parameters::Halves {
        let first = (a, b.to_string(), c, d, e, f, g, h, i, j, k);
        let all = (first, (l, m, n, o, p, q));
        self.note(&all);
        all.0
    }
}

/// How many there are of something.
type Count = Arc<AtomicU32>;

/// One of what is counted.
struct Alive(Count);

impl Alive {
    fn new(count: &Count) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(count))
    }
}

impl Drop for Alive {
    fn drop(&mut self) {
        let before = self.0.fetch_sub(1, Ordering::Relaxed);
        assert!(before > 0, "dropped more often than made");
    }
}

struct OwnCounter {
    value: AtomicU32,
    alive: Alive,
}

impl HostCounter for OwnCounter {
    fn value(&self) -> u32 {
        self.value.load(Ordering::Relaxed)
    }

    fn increment(&self, by: u32) -> u32 {
        self.value.fetch_add(by, Ordering::Relaxed) + by
    }

    fn copy(&self) -> Counter {
        Counter::new(OwnCounter {
            value: AtomicU32::new(self.value()),
            alive: Alive::new(&self.alive.0),
        })
    }

    fn is_greater(&self, than: &Counter) -> bool {
        self.value() > than.value()
    }
}

struct OwnLabel {
    text: String,
    _alive: Alive,
}

impl HostLabel for OwnLabel {
    fn text(&self) -> String {
        self.text.clone()
    }

    fn on(&self, counter: &Counter) -> String {
        format!("{}: {}", self.text, counter.value())
    }
}

impl imported_resources::Host for Imports {
    fn counter_new(&self, start: u32) -> Counter {
        self.counter(start)
    }

    fn counter_parse(&self, text: &str) -> Result<Counter, String> {
        match text.parse() {
            Ok(value) => Ok(self.counter(value)),
            Err(_) => Err(format!("not a number: {text}")),
        }
    }

    fn counter_sum(&self, a: Counter, b: Counter) -> Counter {
        self.counter(a.value() + b.value())
    }

    fn label_new(&self, text: &str) -> Result<Label, String> {
        if text.is_empty() {
            return Err("a label says something".to_string());
        }
        Ok(Label::new(OwnLabel {
            text: text.to_string(),
            _alive: Alive::new(&self.0.labels),
        }))
    }

    fn alive(&self) -> (u32, u32) {
        let count = |count: &Count| count.load(Ordering::Relaxed);
        (count(&self.0.counters), count(&self.0.labels))
    }

    fn take(&self, x: Counter) -> u32 {
        x.value()
    }

    fn peek(&self, x: &Counter) -> u32 {
        x.value()
    }

    fn pass(&self, x: Counter) -> Counter {
        x
    }

    fn peek_list(&self, x: Vec<Borrowed<Counter>>) -> Vec<u32> {
        x.iter().map(|x| x.value()).collect()
    }

    fn peek_option(&self, x: Option<Borrowed<Counter>>) -> Option<u32> {
        x.map(|x| x.value())
    }

    fn peek_tuple(&self, x: (Borrowed<Counter>, Borrowed<Label>)) -> (u32, String) {
        (x.0.value(), x.1.text())
    }

    fn pass_list(&self, x: Vec<Counter>) -> Vec<Counter> {
        x
    }

    fn pass_option(&self, x: Option<Counter>) -> Option<Counter> {
        x
    }

    fn pass_result(&self, x: Result<Counter, Label>) -> Result<Counter, Label> {
        x
    }

    fn pass_tuple(&self, x: (Counter, u8, Label)) -> (Counter, u8, Label) {
        x
    }

    fn pass_holder(&self, x: Holder) -> Holder {
        x
    }

    fn pass_some(&self, x: SomeOf) -> SomeOf {
        x
    }

    fn pass_holders(&self, x: Vec<Holder>) -> Vec<Holder> {
        x
    }
}
