//! Sizes and durations as they are written in manifests and on the command line: `64 MiB`, `200 ms`.

use std::time::Duration;

/// The units of sizes, in bytes.
const SIZES: [(&str, u64); 8] = [
    ("B", 1),
    ("kB", 1000),
    ("KiB", 1 << 10),
    ("MB", 1_000_000),
    ("MiB", 1 << 20),
    ("GB", 1_000_000_000),
    ("GiB", 1 << 30),
    ("TiB", 1 << 40),
];

/// The units of sizes that are read and never written.
const DECIMAL: [&str; 3] = ["kB", "MB", "GB"];

/// The units of durations, in nanoseconds.
const DURATIONS: [(&str, u64); 6] = [
    ("ns", 1),
    ("us", 1_000),
    ("ms", 1_000_000),
    ("s", 1_000_000_000),
    ("min", 60_000_000_000),
    ("h", 3_600_000_000_000),
];

/// What is meant by units that there are not.
const MEANT: [(&str, &str); 15] = [
    ("bytes", "B"),
    ("byte", "B"),
    ("k", "KiB"),
    ("m", "MiB"),
    ("g", "GiB"),
    ("t", "TiB"),
    ("sec", "s"),
    ("secs", "s"),
    ("second", "s"),
    ("seconds", "s"),
    ("m", "min"),
    ("mins", "min"),
    ("minute", "min"),
    ("minutes", "min"),
    ("hours", "h"),
];

/// A kind of quantity.
struct Kind {
    name: &'static str,
    units: &'static [(&'static str, u64)],
    /// The unit that is meant where there is none.
    usual: &'static str,
    examples: &'static str,
}

const SIZE: Kind = Kind {
    name: "size",
    units: &SIZES,
    usual: "MiB",
    examples: "`512 KiB`, `64 MiB`, `1 GiB`",
};

const DURATION: Kind = Kind {
    name: "duration",
    units: &DURATIONS,
    usual: "ms",
    examples: "`200 ms`, `5 s`, `1 min`",
};

/// Why a text is no quantity, for a person to read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}; {help}")]
pub struct QuantityError {
    message: String,
    help: String,
}

impl QuantityError {
    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to write instead.
    pub fn help(&self) -> &str {
        &self.help
    }
}

/// Reads a size: a whole number and `B`, `KiB`, `MiB`, `GiB`, `TiB`, or `kB`, `MB`, `GB` (powers of 1000), with or
/// without a space between. The result is in bytes.
///
/// # Errors
///
/// With what is wrong and what to write, for a person to read.
pub fn parse_size(text: &str) -> Result<u64, QuantityError> {
    SIZE.parse(text)
}

/// Reads a duration: a whole number and `ns`, `us`, `ms`, `s`, `min` or `h`, with or without a space between.
///
/// # Errors
///
/// With what is wrong and what to write, for a person to read.
pub fn parse_duration(text: &str) -> Result<Duration, QuantityError> {
    DURATION.parse(text).map(Duration::from_nanos)
}

/// Writes a size as [`parse_size`] reads it, in the largest unit of which it is a whole number: `64 MiB`, `1500 B`.
pub fn show_size(bytes: u64) -> String {
    show(bytes, &SIZES)
}

/// Writes a duration as [`parse_duration`] reads it, in the largest unit of which it is a whole number: `200 ms`, `2 min`.
pub fn show_duration(duration: Duration) -> String {
    // What is longer than 584 years is as good as that.
    let nanoseconds = u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX);
    show(nanoseconds, &DURATIONS)
}

fn show(number: u64, units: &[(&str, u64)]) -> String {
    let fits = |factor: u64| factor == 1 || number >= factor && number.is_multiple_of(factor);
    let (unit, factor) = units
        .iter()
        .rfind(|(unit, factor)| fits(*factor) && !DECIMAL.contains(unit))
        .unwrap_or(&units[0]);
    format!("{} {unit}", number / factor)
}

impl Kind {
    fn parse(&self, text: &str) -> Result<u64, QuantityError> {
        let (number, unit) = split(text);
        let Some(factor) = self.factor(unit) else {
            return Err(self.explain_unit(text, number, unit));
        };
        match number.parse::<u64>() {
            Ok(whole) => whole
                .checked_mul(factor)
                .ok_or_else(|| self.too_large(text)),
            Err(_) if is_whole(number) => Err(self.too_large(text)),
            Err(_) => Err(self.explain_number(text, number, factor)),
        }
    }

    fn factor(&self, unit: &str) -> Option<u64> {
        let found = self.units.iter().find(|(name, _)| *name == unit);
        found.map(|(_, factor)| *factor)
    }

    fn error(&self, message: String, write: &str) -> QuantityError {
        QuantityError {
            message,
            help: format!("write {write}"),
        }
    }

    fn generic(&self, text: &str) -> QuantityError {
        let message = format!("`{text}` is no {}", self.name);
        let write = format!("a whole number and a unit: {}", self.examples);
        self.error(message, &write)
    }

    fn too_large(&self, text: &str) -> QuantityError {
        let message = format!("`{text}` is more than can be counted");
        self.error(message, "less, or leave it out for no limit")
    }

    fn explain_unit(&self, text: &str, number: &str, unit: &str) -> QuantityError {
        if !is_whole(number) {
            return self.generic(text);
        }
        if unit.is_empty() {
            let message = format!("`{text}` has no unit");
            let write = format!("`{number} {}`, or another unit", self.usual);
            return self.error(message, &write);
        }
        let message = format!("`{unit}` is no unit of a {}", self.name);
        let near = self.near(unit).map(|near| format!("`{number} {near}`"));
        let names: Vec<&str> = self.units.iter().map(|(name, _)| *name).collect();
        let write = near.unwrap_or_else(|| format!("one of {}", names.join(", ")));
        self.error(message, &write)
    }

    /// The unit that is likely meant by what is none.
    fn near(&self, unit: &str) -> Option<&'static str> {
        let mut names = self.units.iter().map(|(name, _)| *name);
        let spelt = names.find(|name| name.eq_ignore_ascii_case(unit));
        let meant = || {
            let meant = MEANT
                .iter()
                .filter(|(wrong, _)| wrong.eq_ignore_ascii_case(unit));
            let mut meant = meant.map(|(_, unit)| *unit);
            meant.find(|unit| self.factor(unit).is_some())
        };
        spelt.or_else(meant)
    }

    /// What is wrong with a number that has a unit: mostly that it has a fraction, which a smaller unit has not.
    fn explain_number(&self, text: &str, number: &str, factor: u64) -> QuantityError {
        let exact = || {
            let (whole, fraction) = number.split_once('.')?;
            let digits = format!("{whole}{fraction}").parse::<u64>().ok()?;
            let scale = 10u64.checked_pow(u32::try_from(fraction.len()).ok()?)?;
            let scaled = digits.checked_mul(factor)?;
            scaled.is_multiple_of(scale).then(|| scaled / scale)
        };
        match exact() {
            Some(value) => {
                let message = format!("`{number}` is no whole number");
                self.error(message, &format!("`{}`", show(value, self.units)))
            }
            None => self.generic(text),
        }
    }
}

/// A text's number and its unit.
fn split(text: &str) -> (&str, &str) {
    let text = text.trim();
    let is_number = |c: char| c.is_ascii_digit() || c == '.';
    let end = text.find(|c| !is_number(c)).unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    (number, unit.trim_start())
}

fn is_whole(number: &str) -> bool {
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests;
