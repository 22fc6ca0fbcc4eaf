//! The table, as Markdown.

use crate::line::{BAR_BEST, Line};
use crate::measure::{Measured, Times};

/// The columns of times, in the order of `NAMES`.
const HEAD: &str = "| call | wittgen | owned | wasmtime best | wasmtime default | Extism | / best | owned / best | / default | / Extism |";

/// Prints what stands above the lines.
pub(crate) fn print_head() {
    println!("{HEAD}\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
}

/// Prints a line: the times in ns, and the ratios. What misses its bar has a `!` behind it.
pub(crate) fn print_line(line: &Line, measured: &Measured) {
    let times: Vec<String> = (0..5)
        .map(|index| figure(measured.median(|times| times[index])))
        .collect();
    let ratio = |of: fn(&Times) -> f64, bar: Option<f64>| {
        let ratio = measured.median(of);
        let missed = if bar.is_some_and(|bar| ratio > bar) {
            " !"
        } else {
            ""
        };
        format!("{ratio:.3}{missed}")
    };
    let ratios = [
        ratio(|[shared, _, best, ..]| shared / best, Some(BAR_BEST)),
        ratio(|[_, owned, best, ..]| owned / best, Some(BAR_BEST)),
        ratio(
            |[shared, _, _, default, _]| shared / default,
            line.bar_default,
        ),
        ratio(
            |[shared, .., extism]| shared / extism,
            Some(line.bar_extism),
        ),
    ];
    println!(
        "| {} | {} | {} |",
        line.name,
        times.join(" | "),
        ratios.join(" | ")
    );
}

/// A time in whole nanoseconds, in groups of three digits.
fn figure(time: f64) -> String {
    let digits = format!("{time:.0}");
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
