//! Spans for whoever listens: `tracing` subscribers of the program.
//!
//! ```text
//! load        info    component, bytes, compiled
//! instantiate debug   component
//! call        debug   component, function, and when it is over: duration_us, memory, fuel, error
//! host call   debug   function
//! ```
//!
//! wasmtime's WASI has spans of its own for what components call there. Where nobody listens, a call costs one look at
//! a number.

use std::time::Instant;

use tracing::Span;
use tracing::field::{Empty, display};
use tracing::level_filters::LevelFilter;

use crate::host::Host;
use crate::live::Live;

/// Whether somebody listens to calls.
#[inline]
pub(crate) fn is_on() -> bool {
    LevelFilter::current() >= LevelFilter::DEBUG
}

/// The span of a call, and when it began.
pub(crate) struct Call {
    pub(crate) span: Span,
    began: Instant,
}

impl Call {
    pub(crate) fn begin(host: &Host, function: &str) -> Self {
        let span = tracing::debug_span!(
            "call",
            component = host.counters().name(),
            function,
            duration_us = Empty,
            memory = Empty,
            fuel = Empty,
            error = Empty,
        );
        Self {
            span,
            began: Instant::now(),
        }
    }

    /// Notes how it went. `fuel` is what was used up.
    pub(crate) fn end<T>(self, host: &Host, fuel: Option<u64>, result: &wasmtime::Result<T>) {
        let duration = u64::try_from(self.began.elapsed().as_micros()).unwrap_or(u64::MAX);
        self.span.record("duration_us", duration);
        self.span.record("memory", host.usage.counted.memory());
        if let Some(fuel) = fuel {
            self.span.record("fuel", fuel);
        }
        if let Err(error) = result {
            self.span.record("error", display(error.root_cause()));
        }
    }
}

/// Runs a call within a span.
#[cold]
pub(crate) fn call<R>(
    live: &mut Live,
    function: &str,
    body: impl FnOnce(&mut Live) -> wasmtime::Result<R>,
) -> wasmtime::Result<R> {
    let call = Call::begin(live.store.data(), function);
    let result = call.span.clone().in_scope(|| body(live));
    let given = live.store.data().fuel;
    let fuel = given.and_then(|given| Some(given.saturating_sub(live.store.get_fuel().ok()?)));
    call.end(live.store.data(), fuel, &result);
    result
}

/// The span of a call of the host's.
pub(crate) fn host_call(function: &str) -> Span {
    tracing::debug_span!("host call", function)
}
