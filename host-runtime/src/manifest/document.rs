//! TOML with the place of everything in it, for errors.

use std::num::IntErrorKind;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::near::nearest;
use crate::quantity::QuantityError;
use crate::{Error, ErrorKind};

/// Words that mean others here.
const MEANT: [(&str, &str); 12] = [
    ("directory", "dir"),
    ("directories", "dir"),
    ("files", "dir"),
    ("fs", "dir"),
    ("environment", "env"),
    ("arguments", "args"),
    ("stdio", "inherit-stdio"),
    ("network", "tcp"),
    ("timeout", "deadline"),
    ("time", "deadline"),
    ("ram", "memory"),
    ("output", "print"),
];

/// Says where something is wrong.
#[derive(Clone, Copy)]
pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    /// What the text is called.
    pub(super) name: &'t str,
}

impl Reader<'_> {
    /// An error at these bytes of the text.
    pub(super) fn error(self, span: &Range<usize>, message: &str) -> Error {
        let before = self.text.get(..span.start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let column = before[start..].chars().count() + 1;
        Error::new(
            ErrorKind::BadGrant,
            format!("{}, line {line}, column {column}: {message}", self.name),
        )
    }
}

/// A text in TOML.
pub(super) struct Document<'t> {
    reader: Reader<'t>,
    table: Spanned<DeTable<'t>>,
}

impl<'t> Document<'t> {
    pub(super) fn parse(reader: Reader<'t>) -> Result<Self, Error> {
        let table = DeTable::parse(reader.text).map_err(|error| {
            let span = error.span().unwrap_or(0..0);
            let message = format!("the text is no TOML: {}", error.message());
            reader.error(&span, &message)
        })?;
        Ok(Self { reader, table })
    }

    pub(super) fn entries(&self) -> Vec<Entry<'_>> {
        entries(self.reader, self.table.get_ref())
    }
}

/// The entries of a table in the order of the text.
fn entries<'d>(reader: Reader<'d>, table: &'d DeTable<'_>) -> Vec<Entry<'d>> {
    let mut entries: Vec<Entry<'_>> = table
        .iter()
        .map(|(key, value)| Entry {
            reader,
            key: key.get_ref(),
            key_span: key.span(),
            value,
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_span.start);
    entries
}

/// An entry of a table.
pub(super) struct Entry<'d> {
    reader: Reader<'d>,
    pub(super) key: &'d str,
    key_span: Range<usize>,
    value: &'d Spanned<DeValue<'d>>,
}

impl<'d> Entry<'d> {
    /// An error about the value.
    pub(super) fn error(&self, message: &str) -> Error {
        self.reader.error(&self.value.span(), message)
    }

    /// An error of a grant that can't be made, with the place of the value.
    pub(super) fn locate(&self, error: &Error) -> Error {
        let located = self.error(error.message());
        match error.help() {
            Some(help) => located.with_help(help),
            None => located,
        }
    }

    fn expected(&self, expected: &str) -> Error {
        let message = format!("`{}` is {}", self.key, kind(self.value.get_ref()));
        self.error(&message).with_help(format!("write {expected}"))
    }

    /// An error about a key that is none of `known`.
    pub(super) fn unknown(&self, table: &str, known: &[&str]) -> Error {
        let message = format!("`{}` means nothing in {table}", self.key);
        let mut meant = MEANT.iter().filter(|(word, _)| *word == self.key);
        let meant = meant.find_map(|(_, meant)| known.contains(meant).then_some(*meant));
        let help = match nearest(self.key, known.iter().copied()).or(meant) {
            Some(nearest) => format!("write `{nearest}` if that is meant"),
            None => {
                let known: Vec<String> = known.iter().map(|key| format!("`{key}`")).collect();
                format!("there are {}", known.join(", "))
            }
        };
        self.reader.error(&self.key_span, &message).with_help(help)
    }

    pub(super) fn is_table(&self) -> bool {
        matches!(self.value.get_ref(), DeValue::Table(_))
    }

    /// The entries of a table; `example` is one.
    pub(super) fn table(&self, example: &str) -> Result<Vec<Entry<'d>>, Error> {
        match self.value.get_ref() {
            DeValue::Table(table) => Ok(entries(self.reader, table)),
            _ => Err(self.expected(&format!("a table: `{example}`"))),
        }
    }

    /// An error about a key that belongs to another table.
    pub(super) fn misplaced(&self, table: &str) -> Error {
        let message = format!("`{}` stands outside of `{table}`", self.key);
        let error = self.reader.error(&self.key_span, &message);
        error.with_help(format!("put it below a line `{table}`"))
    }

    pub(super) fn text(&self) -> Result<&'d str, Error> {
        match self.value.get_ref() {
            DeValue::String(text) => Ok(text),
            _ => Err(self.expected("a string")),
        }
    }

    pub(super) fn flag(&self) -> Result<bool, Error> {
        match self.value.get_ref() {
            DeValue::Boolean(flag) => Ok(*flag),
            _ => Err(self.expected("`true` or `false`")),
        }
    }

    pub(super) fn number(&self) -> Result<u64, Error> {
        let wrong = || self.expected("a whole number, 0 or larger, without a unit");
        let DeValue::Integer(number) = self.value.get_ref() else {
            return Err(wrong());
        };
        match u64::from_str_radix(number.as_str(), number.radix()) {
            Ok(number) => Ok(number),
            Err(error) if *error.kind() == IntErrorKind::PosOverflow => Err(self
                .error(&format!("`{}` is more than can be counted", self.key))
                .with_help(format!("write {} or less", u64::MAX))),
            Err(_) => Err(wrong()),
        }
    }

    /// A table of strings; `example` is one.
    pub(super) fn pairs(&self, example: &str) -> Result<Vec<(&'d str, &'d str)>, Error> {
        let entries = self.table(example)?;
        entries
            .iter()
            .map(|entry| Ok((entry.key, entry.text()?)))
            .collect()
    }

    /// The items of a list, each under the list's key; what is no list stands for a list of itself.
    pub(super) fn items(&self) -> Vec<Entry<'d>> {
        let item = |value| Entry {
            reader: self.reader,
            key: self.key,
            key_span: self.key_span.clone(),
            value,
        };
        match self.value.get_ref() {
            DeValue::Array(items) => items.iter().map(item).collect(),
            _ => vec![item(self.value)],
        }
    }

    /// A quantity, which is read by `parse`.
    pub(super) fn quantity<T>(
        &self,
        parse: impl Fn(&str) -> Result<T, QuantityError>,
        example: &str,
    ) -> Result<T, Error> {
        let DeValue::String(text) = self.value.get_ref() else {
            return Err(self.expected(&format!("a string with a unit: `\"{example}\"`")));
        };
        parse(text).map_err(|error| self.error(error.message()).with_help(error.help()))
    }
}

fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "`true` or `false`",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
