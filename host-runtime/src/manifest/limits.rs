//! The part `[limits]`.

use super::document::Entry;
use crate::quantity::{parse_duration, parse_size};
use crate::{Builder, Error};

pub(super) const KEYS: [&str; 10] = [
    "memory",
    "table",
    "instances",
    "resources",
    "transfer",
    "stack",
    "fuel",
    "deadline",
    "cpu",
    "print",
];

/// Sets one limit.
pub(super) fn read<W>(builder: Builder<W>, entry: &Entry<'_>) -> Result<Builder<W>, Error> {
    let size = || entry.quantity(parse_size, "64 MiB");
    let duration = || entry.quantity(parse_duration, "200 ms");
    let builder = match entry.key {
        "memory" => builder.memory_limit(narrow(size()?)),
        "table" => builder.table_limit(narrow(entry.number()?)),
        "instances" => builder.instance_limit(narrow(entry.number()?)),
        "resources" => builder.resource_limit(narrow(entry.number()?)),
        "transfer" => builder.transfer_limit(narrow(size()?)),
        "stack" => builder.stack_limit(narrow(size()?)),
        "fuel" => builder.fuel(entry.number()?),
        "deadline" => builder.deadline(duration()?),
        "cpu" => builder.cpu_limit(duration()?),
        "print" => builder.print_limit(size()?),
        _ => return Err(entry.unknown("`[limits]`", &KEYS)),
    };
    let checked = builder.limits.check();
    checked.map_err(|error| entry.locate(&error))?;
    Ok(builder)
}

/// More than the machine can address is as much as it can.
fn narrow(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
