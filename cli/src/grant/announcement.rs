//! What a component is granted and its limits, as they are printed before it runs.

use std::fmt;

use serde::Serialize;
use wittgen_runtime::Builder;

/// The grants and limits of a builder; `Display` is for a person to read, JSON for a program.
#[derive(Serialize)]
pub(super) struct Announcement {
    grants: Vec<String>,
    limits: Vec<Limit>,
}

#[derive(Serialize)]
struct Limit {
    name: &'static str,
    value: Option<String>,
    is_default: bool,
    #[serde(skip)]
    text: String,
}

impl Announcement {
    pub(super) fn of<W>(builder: &Builder<W>) -> Self {
        let grants = builder.grants().to_string();
        let limits = builder.limits().iter().map(|limit| Limit {
            name: limit.name(),
            value: limit.value().map(str::to_string),
            is_default: limit.is_default(),
            text: limit.to_string(),
        });
        Self {
            grants: grants.lines().map(str::to_string).collect(),
            limits: limits.collect(),
        }
    }
}

impl fmt::Display for Announcement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for grant in &self.grants {
            writeln!(f, "{grant}")?;
        }
        for limit in &self.limits {
            writeln!(f, "limit {}", limit.text)?;
        }
        Ok(())
    }
}
