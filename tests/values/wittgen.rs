//! The host on Wittgen's bindings.

use std::collections::HashMap as Map;
use std::sync::Mutex;

use wittgen::{CallError, Error, Unexplained};

use crate::check::{GUESTS, Guest, Witness};

#[allow(missing_docs)]
mod bindings {
    wittgen::bindgen!({ path: "../wit/echo", world: "relay" });
}

use bindings::{Relay, types::*};
use imports::Imports;

/// A component of the world `relay`, or of `echo`, which imports less.
struct Host {
    relay: Relay,
    /// What the host gives it, if it passes on what it is given.
    imports: Option<Imports>,
}

impl Host {
    const GUESTS: &[Guest] = &GUESTS;

    fn load(guest: &Guest) -> Self {
        // Tests run side by side, and each would compile the component that is not in the cache yet.
        static LOADING: Mutex<()> = Mutex::new(());
        let _one_by_one = LOADING.lock();
        let imports = Imports::default();
        let relay = Relay::builder().imports(imports.clone());
        let relay = relay.load(guest.component);
        Self {
            relay: relay.expect("the component loads"),
            imports: guest.relays.then_some(imports),
        }
    }
}

impl Witness for Host {
    fn watch(&self) {
        self.relay.watch(true).expect("the component runs");
        if let Some(imports) = &self.imports {
            imports.watch();
        }
    }

    fn seen(&self) -> Vec<String> {
        let mut seen = vec![self.relay.seen().expect("the component runs")];
        seen.extend(self.imports.as_ref().map(Imports::seen));
        seen
    }
}

/// What a call gives when it runs to its end.
trait Answer<T> {
    fn answer(self) -> T;
}

impl<T> Answer<T> for Result<T, Error> {
    fn answer(self) -> T {
        self.expect("the call runs to its end")
    }
}

impl<T, E> Answer<Result<T, E>> for Result<T, CallError<E>> {
    fn answer(self) -> Result<T, E> {
        self.map_err(|error| match error {
            CallError::Guest(error) => error,
            CallError::Host(error) => panic!("{error}"),
        })
    }
}

impl<T> Answer<Result<T, ()>> for Result<T, CallError<Unexplained>> {
    fn answer(self) -> Result<T, ()> {
        self.map_err(|error| match error {
            CallError::Guest(Unexplained) => (),
            CallError::Host(error) => panic!("{error}"),
        })
    }
}

/// What a list of things that are borrowed as a parameter needs: a list of references. It is never freed.
trait View<'a> {
    type Of: 'a;
    fn view(&'a self) -> Self::Of;
}

macro_rules! by_value {
    ($($ty:ty),*) => { $(
        impl View<'_> for $ty {
            type Of = Self;
            fn view(&self) -> Self {
                *self
            }
        }
    )* };
}

by_value!(u8, u32, u64);

impl<'a> View<'a> for String {
    type Of = &'a str;
    fn view(&'a self) -> &'a str {
        self
    }
}

impl<'a, T: View<'a>> View<'a> for Option<T> {
    type Of = Option<T::Of>;
    fn view(&'a self) -> Self::Of {
        self.as_ref().map(View::view)
    }
}

impl<'a, A: View<'a>, B: View<'a>, C: View<'a>> View<'a> for (A, B, C) {
    type Of = (A::Of, B::Of, C::Of);
    fn view(&'a self) -> Self::Of {
        (self.0.view(), self.1.view(), self.2.view())
    }
}

impl<'a, T: View<'a>> View<'a> for Vec<T> {
    type Of = &'a [T::Of];
    fn view(&'a self) -> Self::Of {
        self.iter().map(View::view).collect::<Vec<_>>().leak()
    }
}

fn views<'a, T: View<'a>>(value: &'a T) -> T::Of {
    value.view()
}

/// Maps and lists of a fixed length are borrowed as a whole.
fn lend<T>(value: &T) -> &T {
    value
}

fn array<T>(value: &T) -> &T {
    value
}

macro_rules! call {
    ($host:ident, $interface:ident, $name:ident, $plain_name:ident $(, $argument:expr)*) => {
        $host.relay.$interface().$name($($argument),*).answer()
    };
}

#[path = "wittgen/imports.rs"]
mod imports;
#[path = "matrix.rs"]
mod matrix;
#[path = "resources.rs"]
mod resources;
