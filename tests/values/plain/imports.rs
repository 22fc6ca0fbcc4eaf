//! What the host has for the component: functions that write down what they are given and return it, and resources.

use std::collections::HashMap as Map;

use wasmtime::component::Resource;
use wittgen_shapes::{Show, arrays, maps, shapes, text};

use super::State;
use super::bindings::wittgen::echo::resources::{self, Holder, SomeOf};
use super::bindings::wittgen::echo::{arrays, maps, parameters, shapes, types, types::*};

/// What was given to the host.
#[derive(Default)]
pub(super) struct Imports {
    /// What came last, once it is to be written down.
    pub(super) seen: Option<String>,
    /// How many counters and labels there are.
    alive: (u32, u32),
}

impl Imports {
    fn note(&mut self, value: &impl Show) {
        if let Some(seen) = &mut self.seen {
            *seen = text(value);
        }
    }
}

impl types::Host for State {}

macro_rules! imports {
    ($interface:ident; $($name:ident $plain_name:ident($x:ident: $ty:ty) $lend:expr;)*) => {
        impl $interface::Host for State {
            $( fn $name(&mut self, $x: $ty) -> $ty {
                self.imports.note(&$x);
                $x
            } )*
        }
    };
}

shapes!(imports);
maps!(imports);
arrays!(imports);

impl parameters::Host for State {
    fn nothing(&mut self) {}

    fn only_in(&mut self, x: String) {
        self.imports.note(&x);
    }

    fn only_out(&mut self) -> String {
        self.imports.seen.clone().unwrap_or_default()
    }

    fn two(&mut self, x: u8, y: String) -> (u8, String) {
        let all = (x, y);
        self.imports.note(&all);
        all
    }

    fn sixteen(
        &mut self,
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
        self.imports.note(&all);
        all.0
    }

    fn spilled(
        &mut self,
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
        self.imports.note(&all);
        all.0
    }
}

/// A counter of the host's.
#[allow(unreachable_pub)]
pub struct Counter(u32);

/// A label of the host's.
#[allow(unreachable_pub)]
pub struct Label(String);

impl State {
    fn add(&mut self, value: u32) -> Resource<Counter> {
        self.imports.alive.0 += 1;
        self.table.push(Counter(value)).expect("there is room")
    }

    fn value(&self, counter: &Resource<Counter>) -> u32 {
        self.table.get(counter).expect("it is alive").0
    }

    fn remove(&mut self, counter: Resource<Counter>) -> u32 {
        self.imports.alive.0 -= 1;
        self.table.delete(counter).expect("it is alive").0
    }

    fn text(&self, label: &Resource<Label>) -> String {
        self.table.get(label).expect("it is alive").0.clone()
    }
}

impl resources::HostCounter for State {
    fn new(&mut self, start: u32) -> Resource<Counter> {
        self.add(start)
    }

    fn parse(&mut self, text: String) -> Result<Resource<Counter>, String> {
        match text.parse() {
            Ok(value) => Ok(self.add(value)),
            Err(_) => Err(format!("not a number: {text}")),
        }
    }

    fn sum(&mut self, a: Resource<Counter>, b: Resource<Counter>) -> Resource<Counter> {
        let sum = self.remove(a) + self.remove(b);
        self.add(sum)
    }

    fn value(&mut self, this: Resource<Counter>) -> u32 {
        State::value(self, &this)
    }

    fn increment(&mut self, this: Resource<Counter>, by: u32) -> u32 {
        let counter = self.table.get_mut(&this).expect("it is alive");
        counter.0 += by;
        counter.0
    }

    fn copy(&mut self, this: Resource<Counter>) -> Resource<Counter> {
        let value = State::value(self, &this);
        self.add(value)
    }

    fn is_greater(&mut self, this: Resource<Counter>, than: Resource<Counter>) -> bool {
        State::value(self, &this) > State::value(self, &than)
    }

    fn drop(&mut self, this: Resource<Counter>) -> wasmtime::Result<()> {
        self.remove(this);
        Ok(())
    }
}

impl resources::HostLabel for State {
    fn new(&mut self, text: String) -> Result<Resource<Label>, String> {
        if text.is_empty() {
            return Err("a label says something".to_string());
        }
        self.imports.alive.1 += 1;
        Ok(self.table.push(Label(text)).expect("there is room"))
    }

    fn text(&mut self, this: Resource<Label>) -> String {
        State::text(self, &this)
    }

    fn on(&mut self, this: Resource<Label>, counter: Resource<Counter>) -> String {
        format!(
            "{}: {}",
            State::text(self, &this),
            State::value(self, &counter)
        )
    }

    fn drop(&mut self, this: Resource<Label>) -> wasmtime::Result<()> {
        self.imports.alive.1 -= 1;
        self.table.delete(this)?;
        Ok(())
    }
}

impl resources::Host for State {
    fn alive(&mut self) -> (u32, u32) {
        self.imports.alive
    }

    fn take(&mut self, x: Resource<Counter>) -> u32 {
        self.remove(x)
    }

    fn peek(&mut self, x: Resource<Counter>) -> u32 {
        State::value(self, &x)
    }

    fn pass(&mut self, x: Resource<Counter>) -> Resource<Counter> {
        x
    }

    fn peek_list(&mut self, x: Vec<Resource<Counter>>) -> Vec<u32> {
        x.iter().map(|x| State::value(self, x)).collect()
    }

    fn peek_option(&mut self, x: Option<Resource<Counter>>) -> Option<u32> {
        x.map(|x| State::value(self, &x))
    }

    fn peek_tuple(&mut self, x: (Resource<Counter>, Resource<Label>)) -> (u32, String) {
        (State::value(self, &x.0), State::text(self, &x.1))
    }

    fn pass_list(&mut self, x: Vec<Resource<Counter>>) -> Vec<Resource<Counter>> {
        x
    }

    fn pass_option(&mut self, x: Option<Resource<Counter>>) -> Option<Resource<Counter>> {
        x
    }

    fn pass_result(
        &mut self,
        x: Result<Resource<Counter>, Resource<Label>>,
    ) -> Result<Resource<Counter>, Resource<Label>> {
        x
    }

    fn pass_tuple(
        &mut self,
        x: (Resource<Counter>, u8, Resource<Label>),
    ) -> (Resource<Counter>, u8, Resource<Label>) {
        x
    }

    fn pass_holder(&mut self, x: Holder) -> Holder {
        x
    }

    fn pass_some(&mut self, x: SomeOf) -> SomeOf {
        x
    }

    fn pass_holders(&mut self, x: Vec<Holder>) -> Vec<Holder> {
        x
    }
}
