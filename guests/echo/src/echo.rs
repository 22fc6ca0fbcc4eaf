//! The component, on whichever bindings `crate::bindings` are.

use std::cell::Cell;
use std::collections::BTreeMap as Map;

use wittgen_shapes::{arrays, maps, shapes, show, types};

use crate::bindings::types::*;
use crate::bindings::{Guest, arrays, maps, parameters, resources, shapes};
use crate::witness::{self, note};
use resources::{CounterBorrow, Holder, LabelBorrow, SomeOf};

types!(show);

pub(crate) struct Echo;

impl Guest for Echo {
    fn watch(on: bool) {
        witness::watch(on);
    }

    fn seen() -> String {
        witness::seen()
    }
}

macro_rules! echo {
    ($interface:ident; $($name:ident $plain_name:ident($x:ident: $ty:ty) $lend:expr;)*) => {
        impl $interface::Guest for Echo {
            $( fn $name($x: $ty) -> $ty {
                note(&$x);
                $x
            } )*
        }
    };
}

shapes!(echo);
maps!(echo);
arrays!(echo);

impl parameters::Guest for Echo {
    fn nothing() {}

    fn only_in(x: String) {
        note(&x);
    }

    fn only_out() -> String {
        witness::seen()
    }

    fn two(x: u8, y: String) -> (u8, String) {
        let all = (x, y);
        note(&all);
        all
    }

    fn sixteen(
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
        m: String,
        n: Vec<u16>,
    ) -> (u8, u16, u32, u64, i8, i16, i32, i64, f32, f64, bool, char) {
        let first = (a, b, c, d, e, f, g, h, i, j, k, l);
        let all = (first, (m, n));
        note(&all);
        all.0
    }

    fn spilled(
        a: u8,
        b: String,
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
    ) -> parameters::Halves {
        let first = (a, b, c, d, e, f, g, h, i, j, k);
        let all = (first, (l, m, n, o, p, q));
        note(&all);
        all.0
    }
}

thread_local! {
    /// How many counters and labels there are.
    static ALIVE: Cell<(u32, u32)> = const { Cell::new((0, 0)) };
}

fn count(counters: i32, labels: i32) {
    let (c, l) = ALIVE.get();
    ALIVE.set((
        c.checked_add_signed(counters).expect("dropped once"),
        l.checked_add_signed(labels).expect("dropped once"),
    ));
}

pub(crate) struct Counter(Cell<u32>);

impl Counter {
    fn new(value: u32) -> Self {
        count(1, 0);
        Self(Cell::new(value))
    }
}

impl Drop for Counter {
    fn drop(&mut self) {
        count(-1, 0);
    }
}

pub(crate) struct Label(String);

impl Drop for Label {
    fn drop(&mut self) {
        count(0, -1);
    }
}

fn value(counter: &resources::Counter) -> u32 {
    counter.get::<Counter>().0.get()
}

impl resources::GuestCounter for Counter {
    fn new(start: u32) -> Self {
        Counter::new(start)
    }

    fn parse(text: String) -> Result<resources::Counter, String> {
        match text.parse() {
            Ok(value) => Ok(resources::Counter::new(Counter::new(value))),
            Err(_) => Err(format!("not a number: {text}")),
        }
    }

    fn sum(a: resources::Counter, b: resources::Counter) -> resources::Counter {
        resources::Counter::new(Counter::new(value(&a) + value(&b)))
    }

    fn value(&self) -> u32 {
        self.0.get()
    }

    fn increment(&self, by: u32) -> u32 {
        self.0.set(self.0.get() + by);
        self.0.get()
    }

    fn copy(&self) -> resources::Counter {
        resources::Counter::new(Counter::new(self.0.get()))
    }

    fn is_greater(&self, than: CounterBorrow<'_>) -> bool {
        self.0 > than.get::<Counter>().0
    }
}

impl resources::GuestLabel for Label {
    fn new(text: String) -> Result<Self, String> {
        if text.is_empty() {
            return Err("a label says something".to_string());
        }
        count(0, 1);
        Ok(Label(text))
    }

    fn text(&self) -> String {
        self.0.clone()
    }

    fn on(&self, counter: CounterBorrow<'_>) -> String {
        format!("{}: {}", self.0, counter.get::<Counter>().0.get())
    }
}

impl resources::Guest for Echo {
    type Counter = Counter;
    type Label = Label;

    fn alive() -> (u32, u32) {
        ALIVE.get()
    }

    fn take(x: resources::Counter) -> u32 {
        value(&x)
    }

    fn peek(x: CounterBorrow<'_>) -> u32 {
        x.get::<Counter>().0.get()
    }

    fn pass(x: resources::Counter) -> resources::Counter {
        x
    }

    fn peek_list(x: Vec<CounterBorrow<'_>>) -> Vec<u32> {
        x.iter().map(|x| x.get::<Counter>().0.get()).collect()
    }

    fn peek_option(x: Option<CounterBorrow<'_>>) -> Option<u32> {
        x.map(|x| x.get::<Counter>().0.get())
    }

    fn peek_tuple(x: (CounterBorrow<'_>, LabelBorrow<'_>)) -> (u32, String) {
        (x.0.get::<Counter>().0.get(), x.1.get::<Label>().0.clone())
    }

    fn pass_list(x: Vec<resources::Counter>) -> Vec<resources::Counter> {
        x
    }

    fn pass_option(x: Option<resources::Counter>) -> Option<resources::Counter> {
        x
    }

    fn pass_result(
        x: Result<resources::Counter, resources::Label>,
    ) -> Result<resources::Counter, resources::Label> {
        x
    }

    fn pass_tuple(
        x: (resources::Counter, u8, resources::Label),
    ) -> (resources::Counter, u8, resources::Label) {
        x
    }

    fn pass_holder(x: Holder) -> Holder {
        x
    }

    fn pass_some(x: SomeOf) -> SomeOf {
        x
    }

    fn pass_holders(x: Vec<Holder>) -> Vec<Holder> {
        x
    }
}
