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

/// Reads a size: a whole number and `B`, `KiB`, `MiB`, `GiB`, `TiB`, or `kB`, `MB`, `GB` (powers of 1000), with or
/// without a space between. The result is in bytes.
///
/// # Errors
///
/// With what is wrong and what to write, for a person to read.
pub fn parse_size(text: &str) -> Result<u64, String> {
    parse(text, &SIZES).ok_or_else(|| {
        format!(
            "`{text}` is no size; write a whole number and a unit: `512 KiB`, `64 MiB`, `1 GiB`"
        )
    })
}

/// Reads a duration: a whole number and `ns`, `us`, `ms`, `s`, `min` or `h`, with or without a space between.
///
/// # Errors
///
/// With what is wrong and what to write, for a person to read.
pub fn parse_duration(text: &str) -> Result<Duration, String> {
    let nanoseconds = parse(text, &DURATIONS).ok_or_else(|| {
        format!(
            "`{text}` is no duration; write a whole number and a unit: `200 ms`, `5 s`, `1 min`"
        )
    })?;
    Ok(Duration::from_nanos(nanoseconds))
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

fn parse(text: &str, units: &[(&str, u64)]) -> Option<u64> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    let (number, unit) = text.split_at(end);
    let (_, factor) = units.iter().find(|(name, _)| *name == unit.trim_start())?;
    number.parse::<u64>().ok()?.checked_mul(*factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_have_units() {
        assert_eq!(parse_size("64 MiB"), Ok(64 << 20));
        assert_eq!(parse_size("1kB"), Ok(1000));
        assert_eq!(parse_duration("200 ms"), Ok(Duration::from_millis(200)));
        assert_eq!(parse_duration("1min"), Ok(Duration::from_secs(60)));
        for wrong in [
            "",
            "64",
            "MiB",
            "6 4 MiB",
            "1.5 GiB",
            "-1 B",
            "64 mib",
            "99999999999 TiB",
        ] {
            assert!(parse_size(wrong).unwrap_err().contains("64 MiB"), "{wrong}");
        }
        for size in [
            0,
            1,
            1000,
            1023,
            1 << 10,
            3 << 19,
            64 << 20,
            1 << 40,
            u64::MAX,
        ] {
            assert_eq!(parse_size(&show_size(size)), Ok(size));
        }
        assert_eq!(show_size(1536), "1536 B");
        assert_eq!(show_size(3 << 19), "1536 KiB");
        for (nanoseconds, shown) in [
            (0, "0 ns"),
            (1_500_000, "1500 us"),
            (60_000_000_000, "1 min"),
        ] {
            let duration = Duration::from_nanos(nanoseconds);
            assert_eq!(show_duration(duration), shown);
            assert_eq!(parse_duration(shown), Ok(duration));
        }
        assert!(parse_duration("5 seconds").unwrap_err().contains("5 s"));
    }
}
