//! A name as WIT writes it, and its usual spellings in target languages.
//!
//! Keywords are each target's own business; none are known here.

use std::fmt;

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// A kebab-case name of WIT.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name(String);

impl Name {
    /// The name as WIT has it, without the `%` that escapes keywords there.
    pub fn new(wit: impl Into<String>) -> Self {
        Self(wit.into())
    }

    /// As in WIT: `last-insert-rowid`.
    pub fn wit(&self) -> &str {
        &self.0
    }

    /// As a function or module: `last_insert_rowid`.
    pub fn snake(&self) -> String {
        self.0.to_snake_case()
    }

    /// As a type: `LastInsertRowid`.
    pub fn camel(&self) -> String {
        self.0.to_upper_camel_case()
    }

    /// As a constant: `LAST_INSERT_ROWID`.
    pub fn shouty(&self) -> String {
        self.0.to_shouty_snake_case()
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
