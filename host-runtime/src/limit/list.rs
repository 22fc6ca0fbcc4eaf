//! The limits as a list to be printed.
//!
//! The names are those of a manifest's `[limits]`, and the values are written as they are there. What a manifest can't
//! say, a shared bound of memory and cancelling, is listed where there is any.

use std::fmt;

use super::Limits;
use crate::quantity::{show_duration, show_size};

/// A limit of a component. `Display` prints it: `memory = 512 MiB (default)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    name: &'static str,
    value: Option<String>,
    is_default: bool,
}

impl Limit {
    /// Its name, as in a manifest's `[limits]`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Its value, as in a manifest: `64 MiB`, `200 ms`, `1000`. None where there is no limit.
    pub fn value(&self) -> Option<&str> {
        self.value.as_deref()
    }

    /// Whether it holds because nobody has set another.
    pub fn is_default(&self) -> bool {
        self.is_default
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.value().unwrap_or("no limit");
        write!(f, "{} = {value}", self.name)?;
        match self.is_default {
            true => f.write_str(" (default)"),
            false => Ok(()),
        }
    }
}

impl Limits {
    /// Every limit, in the order of a manifest's documentation; those that nobody has set as well.
    pub fn iter(&self) -> impl Iterator<Item = Limit> + use<> {
        let kept = [
            of("memory", self.memory, size(self.memory())),
            of("table", self.table, self.table().to_string()),
            of("instances", self.instances, self.instances().to_string()),
            of("resources", self.resources, self.resources().to_string()),
            of("transfer", self.transfer, size(self.transfer())),
            of("stack", self.stack, size(self.stack())),
            unless_set("fuel", self.fuel.map(|fuel| fuel.to_string())),
            unless_set("deadline", self.deadline.map(show_duration)),
            unless_set("cpu", self.cpu.map(show_duration)),
            unless_set("print", self.print.map(show_size)),
        ];
        let budget = self.budget.as_ref();
        let budget = budget.map(|budget| format!("{}, with others", size(budget.limit())));
        let cancel = self.cancel.as_ref().map(|_| "by the host".to_string());
        let host = [("memory budget", budget), ("cancelled", cancel)];
        let host = host
            .into_iter()
            .filter(|(_, value)| value.is_some())
            .map(|(name, value)| unless_set(name, value));
        kept.into_iter().chain(host)
    }
}

impl fmt::Display for Limits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.iter().try_for_each(|limit| writeln!(f, "{limit}"))
    }
}

/// A limit that always holds.
fn of(name: &'static str, set: Option<usize>, value: String) -> Limit {
    Limit {
        name,
        value: Some(value),
        is_default: set.is_none(),
    }
}

/// A limit that holds where it was set.
fn unless_set(name: &'static str, value: Option<String>) -> Limit {
    Limit {
        name,
        is_default: value.is_none(),
        value,
    }
}

fn size(bytes: usize) -> String {
    show_size(bytes as u64)
}
