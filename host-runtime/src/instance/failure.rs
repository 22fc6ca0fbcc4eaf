//! The errors of calls that fail, or can't be made.

use crate::failure::explain;
use crate::limit::Allowance;
use crate::live::Life;
use crate::turn::Refused;
use crate::{Error, ErrorKind};

/// Explains why a function failed, and ends the instance where it has to.
#[cold]
pub(super) fn fail(life: &mut Life, error: wasmtime::Error, name: String) -> Error {
    let error = match life {
        Life::Live(live) => explain(live.store.data(), error),
        Life::Gone(reason) => return gone(reason).with_function(name),
    };
    if let Life::Live(live) = life {
        live.store.data().counters().add_failure(&error);
    }
    if error.ends_instance() {
        life.end(format!("in `{name}`, {}", error.message()));
    }
    error.with_function(name)
}

/// The error of a call that can't be made on this thread now.
#[cold]
pub(super) fn refuse(refused: Refused, name: String) -> Error {
    match refused {
        Refused::Busy => busy(name),
        Refused::NotOwner => Error::new(
            ErrorKind::Host,
            "the instance belongs to the thread that loaded it",
        )
        .with_function(name)
        .with_help("load it without `Builder::owned` to call it from any thread"),
        Refused::Over => {
            let over = Allowance::current().and_then(|allowance| allowance.check());
            over.unwrap_or_else(|| busy(String::new()))
                .with_function(name)
        }
    }
}

pub(crate) fn busy(name: String) -> Error {
    Error::new(
        ErrorKind::Host,
        "the instance is in the middle of a call and can't be called again from within it",
    )
    .with_function(name)
}

/// The error of every call after the one that ended the instance.
pub(crate) fn gone(reason: &str) -> Error {
    Error::new(ErrorKind::Gone, format!("the instance has ended: {reason}"))
        .with_help("load the component again")
}
