//! Turns what wasmtime says of a failure into an error that says what happened, and to what.
//!
//! ```text
//! the component ended itself, hit a limit, trapped          an error of that kind; the instance has ended
//! a function of the host failed                             its error; the instance has ended
//! an argument was refused before the component was entered  the host's mistake; the instance goes on
//! all else: handles, pointers and values that are none      a trap; the instance has ended
//! ```
//!
//! The last line is why what is not known here ends the instance: a component that breaks the rules of a call was left in
//! the middle of it. wasmtime has no types for some of its limits; those are known by its words, which the tests of
//! attacks hold fast.

use std::fmt;

use wasmtime::component::ResourceTableError;
use wasmtime::{Trap, WasmBacktrace};
use wasmtime_wasi::I32Exit;

use crate::extent::too_many;
use crate::host::Host;
use crate::{Error, ErrorKind};

/// wasmtime's words for too much data handed to the host at once.
const TRANSFER: &str = "fuel allocated for hostcalls has been exhausted";

/// Its words for too many handles.
const HANDLES: &str = "store handle limit exceeded";

/// Its words for too many core instances, memories or tables.
const PARTS: &str = "resource limit exceeded: ";

/// How it begins what it says of room for arguments that is none.
const ROOM: &str = "realloc return: ";

/// An argument was refused, before the component was called.
#[derive(Debug)]
pub(crate) struct Refusal(String);

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refusal {}

/// Tells what is wrong with an argument from what the component does when it is asked for room.
#[cold]
pub(crate) fn not_passed(error: wasmtime::Error) -> wasmtime::Error {
    let says = error.to_string();
    let is_component = error.is::<WasmBacktrace>()
        || error.is::<Trap>()
        || says.starts_with(ROOM)
        || says.contains(HANDLES);
    if is_component {
        return error;
    }
    wasmtime::Error::new(Refusal(format!("{error:#}")))
}

/// Turns wasmtime's error into one that says what happened.
#[cold]
pub(crate) fn explain(host: &Host, error: wasmtime::Error) -> Error {
    let backtrace = error
        .downcast_ref::<WasmBacktrace>()
        .map(ToString::to_string);
    let error = known(host, &error)
        .unwrap_or_else(|| broken(&says(&error), backtrace.is_some()))
        .with_stderr(host.take_stderr())
        .with_backtrace(backtrace);
    host.advise(error)
}

/// The error of a component that failed before its first call.
#[cold]
pub(crate) fn not_started(host: &Host, error: &wasmtime::Error) -> Error {
    let backtrace = error
        .downcast_ref::<WasmBacktrace>()
        .map(ToString::to_string);
    let error = known(host, error)
        .filter(|error| *error.kind() != ErrorKind::Trap)
        .unwrap_or_else(|| {
            let says = says(error);
            Error::new(
                ErrorKind::Trap,
                format!("the component could not be started: {says}"),
            )
        })
        .with_stderr(host.take_stderr())
        .with_backtrace(backtrace);
    host.advise(error)
}

/// What has an error of its own.
fn known(host: &Host, error: &wasmtime::Error) -> Option<Error> {
    if let Some(exit) = error.downcast_ref::<I32Exit>() {
        return Some(Error::new(
            ErrorKind::Exit,
            format!("the component ended itself with the exit status {}", exit.0),
        ));
    }
    // A function of the host failed, or a limit of time ended the call: the component was left in the middle of it.
    if let Some(error) = error.downcast_ref::<Error>() {
        return Some(error.share().ending());
    }
    if let Some(trap @ (Trap::StackOverflow | Trap::OutOfFuel)) = error.downcast_ref() {
        return Some(explain_trap(host, *trap));
    }
    // Of what else ended it, growth that was refused is the likeliest cause.
    if let Some(refusal) = host.usage.refusal() {
        return Some(refusal);
    }
    if let Some(trap) = error.downcast_ref::<Trap>() {
        return Some(explain_trap(host, *trap));
    }
    if let Some(ResourceTableError::Full) = error.downcast_ref::<ResourceTableError>() {
        return Some(too_many_resources(host));
    }
    if let Some(Refusal(says)) = error.downcast_ref::<Refusal>() {
        return Some(Error::new(ErrorKind::Host, says.clone()));
    }
    limit(host, &says(error))
}

/// The limits that wasmtime has only words for.
fn limit(host: &Host, says: &str) -> Option<Error> {
    if says.contains(TRANSFER) {
        return Some(
            Error::new(
                ErrorKind::TransferLimit,
                format!(
                    "the component handed the host more at once than the {} bytes that it may",
                    host.usage.transfer()
                ),
            )
            .with_help("raise the limit with `Builder::transfer_limit`"),
        );
    }
    if says.contains(HANDLES) {
        return Some(too_many_resources(host));
    }
    // "instance count too high at 1001"
    let part = says.split(PARTS).nth(1)?.split(' ').next()?;
    let parts = match part {
        "instance" => "core instances",
        "memory" => "memories",
        "table" => "tables",
        _ => return None,
    };
    Some(too_many(parts, host.usage.instance_limit()))
}

fn too_many_resources(host: &Host) -> Error {
    Error::new(
        ErrorKind::ResourceLimit,
        format!(
            "the component holds more resources than the {} that it may",
            host.resource_limit
        ),
    )
    .with_help("raise the limit with `Builder::resource_limit`")
}

/// The component did what no type allows: while it ran, or with what it left for the host.
fn broken(says: &str, while_running: bool) -> Error {
    Error::new(
        ErrorKind::Trap,
        if while_running {
            format!("the component trapped: {says}")
        } else {
            format!("the component broke the rules of the call: {says}")
        },
    )
}

/// What wasmtime says, on one line and without the calls inside the component.
fn says(error: &wasmtime::Error) -> String {
    let calls = error
        .downcast_ref::<WasmBacktrace>()
        .map(ToString::to_string);
    let parts: Vec<String> = error
        .chain()
        .map(ToString::to_string)
        .filter(|part| calls.as_ref() != Some(part))
        .collect();
    parts.join(": ").replace('\n', " ")
}

fn explain_trap(host: &Host, trap: Trap) -> Error {
    match trap {
        Trap::UnreachableCodeReached => {
            Error::new(ErrorKind::Trap, "the component panicked or aborted")
        }
        Trap::StackOverflow => Error::new(
            ErrorKind::StackLimit,
            format!(
                "the component called too deeply for its stack of {} KiB",
                host.stack / 1024
            ),
        )
        .with_help("raise the limit with `Builder::stack_limit`"),
        Trap::OutOfFuel => Error::new(
            ErrorKind::FuelLimit,
            format!(
                "the component used up its fuel of {}",
                host.fuel.unwrap_or_default()
            ),
        )
        .with_help("raise the limit with `Builder::fuel`"),
        trap => Error::new(ErrorKind::Trap, format!("the component trapped: {trap}")),
    }
}
