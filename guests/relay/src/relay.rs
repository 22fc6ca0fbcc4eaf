//! The component, on whichever bindings `crate::bindings` are. What it exports stands for what the host has: each of
//! its resources is around one of the host's.

use std::collections::BTreeMap as Map;

use wittgen_shapes::{arrays, maps, shapes, show, types};

use crate::bindings::types::*;
use crate::bindings::{
    Guest, arrays, imported_parameters, imported_resources as host, maps, parameters, resources,
    shapes,
};
use crate::witness::{self, note};
use resources::{CounterBorrow, Holder, LabelBorrow, SomeOf};

types!(show);

pub(crate) struct Relay;

impl Guest for Relay {
    fn watch(on: bool) {
        witness::watch(on);
    }

    fn seen() -> String {
        witness::seen()
    }
}

/// Lists are borrowed as a whole.
fn views<T: ?Sized>(value: &T) -> &T {
    value
}

/// So are maps.
fn lend<T>(value: &T) -> &T {
    value
}

/// Lists of a fixed length are not.
fn array<T: Clone>(value: &T) -> T {
    value.clone()
}

/// The host's functions, under the names of the interfaces.
mod imported {
    pub(super) use crate::bindings::{
        imported_arrays as arrays, imported_maps as maps, imported_shapes as shapes,
    };
}

macro_rules! relay {
    ($interface:ident; $($name:ident $plain_name:ident($x:ident: $ty:ty) $lend:expr;)*) => {
        impl $interface::Guest for Relay {
            $( fn $name(value: $ty) -> $ty {
                note(&value);
                let $x = &value;
                imported::$interface::$name($lend)
            } )*
        }
    };
}

shapes!(relay);
maps!(relay);
arrays!(relay);

impl parameters::Guest for Relay {
    fn nothing() {
        imported_parameters::nothing();
    }

    fn only_in(x: String) {
        note(&x);
        imported_parameters::only_in(&x);
    }

    fn only_out() -> String {
        imported_parameters::only_out()
    }

    fn two(x: u8, y: String) -> (u8, String) {
        let all = (x, y);
        note(&all);
        imported_parameters::two(all.0, &all.1)
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
        let all = ((a, b, c, d, e, f, g, h, i, j, k, l), (m, n));
        note(&all);
        let (m, n) = &all.1;
        imported_parameters::sixteen(a, b, c, d, e, f, g, h, i, j, k, l, m, n)
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
        let all = ((a, b, c, d, e, f, g, h, i, j, k), (l, m, n, o, p, q));
        note(&all);
        let ((a, b, c, d, e, f, g, h, i, j, k), (l, m, n, o, p, q)) = &all;
        let h = h.as_ref().map(|h| *h).map_err(|h| &**h);
        let (j, l) = ((j.0, &*j.1), l.as_deref());
        imported_parameters::spilled(*a, b, *c, d, *e, f, g, h, *i, j, *k, l, *m, *n, *o, p, *q)
    }
}

pub(crate) struct Counter(host::Counter);

pub(crate) struct Label(host::Label);

fn wrap(counter: host::Counter) -> resources::Counter {
    resources::Counter::new(Counter(counter))
}

fn unwrap(counter: resources::Counter) -> host::Counter {
    counter.into_inner::<Counter>().0
}

fn wrap_label(label: host::Label) -> resources::Label {
    resources::Label::new(Label(label))
}

fn unwrap_label(label: resources::Label) -> host::Label {
    label.into_inner::<Label>().0
}

fn wrap_holder(holder: host::Holder) -> Holder {
    Holder {
        name: holder.name,
        counter: wrap(holder.counter),
        label: holder.label.map(wrap_label),
    }
}

fn unwrap_holder(holder: Holder) -> host::Holder {
    host::Holder {
        name: holder.name,
        counter: unwrap(holder.counter),
        label: holder.label.map(unwrap_label),
    }
}

/// The host's counter in one of this component's.
fn within<'a>(counter: &'a CounterBorrow<'_>) -> &'a host::Counter {
    &counter.get::<Counter>().0
}

impl resources::GuestCounter for Counter {
    fn new(start: u32) -> Self {
        Counter(host::Counter::new(start))
    }

    fn parse(text: String) -> Result<resources::Counter, String> {
        host::Counter::parse(&text).map(wrap)
    }

    fn sum(a: resources::Counter, b: resources::Counter) -> resources::Counter {
        wrap(host::Counter::sum(unwrap(a), unwrap(b)))
    }

    fn value(&self) -> u32 {
        self.0.value()
    }

    fn increment(&self, by: u32) -> u32 {
        self.0.increment(by)
    }

    fn copy(&self) -> resources::Counter {
        wrap(self.0.copy())
    }

    fn is_greater(&self, than: CounterBorrow<'_>) -> bool {
        self.0.is_greater(within(&than))
    }
}

impl resources::GuestLabel for Label {
    fn new(text: String) -> Result<Self, String> {
        host::Label::new(&text).map(Label)
    }

    fn text(&self) -> String {
        self.0.text()
    }

    fn on(&self, counter: CounterBorrow<'_>) -> String {
        self.0.on(within(&counter))
    }
}

impl resources::Guest for Relay {
    type Counter = Counter;
    type Label = Label;

    fn alive() -> (u32, u32) {
        host::alive()
    }

    fn take(x: resources::Counter) -> u32 {
        host::take(unwrap(x))
    }

    fn peek(x: CounterBorrow<'_>) -> u32 {
        host::peek(within(&x))
    }

    fn pass(x: resources::Counter) -> resources::Counter {
        wrap(host::pass(unwrap(x)))
    }

    fn peek_list(x: Vec<CounterBorrow<'_>>) -> Vec<u32> {
        let counters: Vec<_> = x.iter().map(within).collect();
        host::peek_list(&counters)
    }

    fn peek_option(x: Option<CounterBorrow<'_>>) -> Option<u32> {
        host::peek_option(x.as_ref().map(within))
    }

    fn peek_tuple(x: (CounterBorrow<'_>, LabelBorrow<'_>)) -> (u32, String) {
        host::peek_tuple((within(&x.0), &x.1.get::<Label>().0))
    }

    fn pass_list(x: Vec<resources::Counter>) -> Vec<resources::Counter> {
        let back = host::pass_list(x.into_iter().map(unwrap).collect());
        back.into_iter().map(wrap).collect()
    }

    fn pass_option(x: Option<resources::Counter>) -> Option<resources::Counter> {
        host::pass_option(x.map(unwrap)).map(wrap)
    }

    fn pass_result(
        x: Result<resources::Counter, resources::Label>,
    ) -> Result<resources::Counter, resources::Label> {
        let back = host::pass_result(x.map(unwrap).map_err(unwrap_label));
        back.map(wrap).map_err(wrap_label)
    }

    fn pass_tuple(
        x: (resources::Counter, u8, resources::Label),
    ) -> (resources::Counter, u8, resources::Label) {
        let (counter, number, label) = host::pass_tuple((unwrap(x.0), x.1, unwrap_label(x.2)));
        (wrap(counter), number, wrap_label(label))
    }

    fn pass_holder(x: Holder) -> Holder {
        wrap_holder(host::pass_holder(unwrap_holder(x)))
    }

    fn pass_some(x: SomeOf) -> SomeOf {
        let there = match x {
            SomeOf::None => host::SomeOf::None,
            SomeOf::One(one) => host::SomeOf::One(unwrap(one)),
            SomeOf::Many(many) => host::SomeOf::Many(many.into_iter().map(unwrap).collect()),
        };
        match host::pass_some(there) {
            host::SomeOf::None => SomeOf::None,
            host::SomeOf::One(one) => SomeOf::One(wrap(one)),
            host::SomeOf::Many(many) => SomeOf::Many(many.into_iter().map(wrap).collect()),
        }
    }

    fn pass_holders(x: Vec<Holder>) -> Vec<Holder> {
        let back = host::pass_holders(x.into_iter().map(unwrap_holder).collect());
        back.into_iter().map(wrap_holder).collect()
    }
}
