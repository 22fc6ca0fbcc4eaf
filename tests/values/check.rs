//! Sends random values, and compares what comes back.

use proptest::test_runner::{Config, TestCaseError, TestRunner};
use wittgen_shapes::text;

use wittgen_test_guests::{ECHO, ECHO_PLAIN, RELAY, RELAY_PLAIN};

use crate::any::Any;

/// How many values of a type are sent through each pair of host and guest.
const CASES: u32 = 48;

/// A component that writes down what it receives.
pub(crate) trait Witness {
    /// Begins writing down.
    fn watch(&self);

    /// What came last: to the component, and to the host where the component passed it on.
    fn seen(&self) -> Vec<String>;
}

/// A component to send values to.
pub(crate) struct Guest {
    pub(crate) component: &'static [u8],
    /// Whether it passes them on to the host.
    pub(crate) relays: bool,
}

/// Returns them, or passes them on, each on Wittgen's and on wit-bindgen's own bindings.
pub(crate) const GUESTS: [Guest; 4] = [
    Guest {
        component: ECHO,
        relays: false,
    },
    Guest {
        component: ECHO_PLAIN,
        relays: false,
    },
    Guest {
        component: RELAY,
        relays: true,
    },
    Guest {
        component: RELAY_PLAIN,
        relays: true,
    },
];

/// Sends random values by `call`, and makes sure that the component saw them and that they came back.
///
/// # Panics
///
/// With the smallest value for which it is not so.
pub(crate) fn check<T: Any>(witness: &dyn Witness, call: &dyn Fn(&T) -> T) {
    witness.watch();
    let mut runner = TestRunner::new(Config {
        cases: CASES,
        failure_persistence: None,
        ..Config::default()
    });
    let outcome = runner.run(&T::any(), |value| {
        let sent = text(&value);
        let back = text(&call(&value));
        for seen in witness.seen() {
            same("seen", &seen, &sent)?;
        }
        same("received", &back, &sent)
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

fn same(what: &str, found: &str, sent: &str) -> Result<(), TestCaseError> {
    if found == sent {
        return Ok(());
    }
    Err(TestCaseError::fail(format!("sent {sent}\n{what} {found}")))
}
