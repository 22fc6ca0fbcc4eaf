//! The options that say how much a component may use.

use std::time::Duration;

use clap::Args;
use wittgen_runtime::Builder;
use wittgen_runtime::quantity::{QuantityError, parse_duration, parse_size};

/// How much a component may use. Each limit that is hit ends it.
#[derive(Args)]
#[command(next_help_heading = "How much the component may use")]
pub(crate) struct LimitArguments {
    /// Let it use this much memory: `64MiB`, `1GiB`; a number alone is in MiB. [default: 512MiB]
    #[arg(long, value_name = "SIZE", value_parser = parse_memory)]
    memory: Option<u64>,

    /// Let its tables have so many elements together. [default: 1048576]
    #[arg(long, value_name = "ELEMENTS")]
    table: Option<usize>,

    /// Let it be made of so many core instances. [default: 1000]
    #[arg(long, value_name = "NUMBER")]
    instances: Option<usize>,

    /// Let it hold so many files, streams, sockets and the like at a time. [default: 100000]
    #[arg(long, value_name = "NUMBER")]
    resources: Option<usize>,

    /// Let it hand over this much at once, as a result or to the host. [default: 128MiB]
    #[arg(long, value_name = "SIZE", value_parser = parse_size)]
    transfer: Option<u64>,

    /// Let it use this much stack. [default: 1MiB]
    #[arg(long, value_name = "SIZE", value_parser = parse_size)]
    stack: Option<u64>,

    /// Let a call compute this many instructions, about; the same each time.
    #[arg(long, value_name = "NUMBER")]
    fuel: Option<u64>,

    /// Let a call take this long, waiting included: `200ms`, `5s`, `1min`.
    #[arg(long, visible_alias = "timeout", value_name = "TIME", value_parser = parse_duration)]
    deadline: Option<Duration>,

    /// Let a call compute for this long; waiting doesn't count.
    #[arg(long, value_name = "TIME", value_parser = parse_duration)]
    cpu: Option<Duration>,

    /// Let it write this much to its standard output and error together.
    #[arg(long, value_name = "SIZE", value_parser = parse_size)]
    print: Option<u64>,
}

impl LimitArguments {
    /// Adds the limits to a builder.
    pub(crate) fn apply<W>(&self, mut builder: Builder<W>) -> Builder<W> {
        if let Some(bytes) = self.memory {
            builder = builder.memory_limit(narrow(bytes));
        }
        if let Some(elements) = self.table {
            builder = builder.table_limit(elements);
        }
        if let Some(instances) = self.instances {
            builder = builder.instance_limit(instances);
        }
        if let Some(resources) = self.resources {
            builder = builder.resource_limit(resources);
        }
        if let Some(bytes) = self.transfer {
            builder = builder.transfer_limit(narrow(bytes));
        }
        if let Some(bytes) = self.stack {
            builder = builder.stack_limit(narrow(bytes));
        }
        if let Some(fuel) = self.fuel {
            builder = builder.fuel(fuel);
        }
        if let Some(deadline) = self.deadline {
            builder = builder.deadline(deadline);
        }
        if let Some(limit) = self.cpu {
            builder = builder.cpu_limit(limit);
        }
        if let Some(bytes) = self.print {
            builder = builder.print_limit(bytes);
        }
        builder
    }
}

/// More than the machine can address is as much as it can.
fn narrow(bytes: u64) -> usize {
    usize::try_from(bytes).unwrap_or(usize::MAX)
}

fn parse_memory(text: &str) -> Result<u64, QuantityError> {
    match text.parse::<u64>() {
        Ok(mebibytes) => Ok(mebibytes.saturating_mul(1 << 20)),
        Err(_) => parse_size(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_in_mebibytes_or_has_a_unit() {
        assert_eq!(parse_memory("64"), Ok(64 << 20));
        assert_eq!(parse_memory("64KiB"), Ok(64 << 10));
        let error = parse_memory("64 mib").unwrap_err();
        assert_eq!(error.help(), "write `64 MiB`");
    }
}
