//! Tables, as Markdown.

use crate::NAMES;

/// Prints what stands above the lines.
pub(crate) fn head(first: &str) {
    println!("| {first} | {} | / best | / Extism |", NAMES.join(" | "));
    println!("|---|{}", "---:|".repeat(NAMES.len() + 2));
}

/// Prints a line: the figures of the candidates, and the ratios to wasmtime at its best, and to Extism.
pub(crate) fn line(
    name: &str,
    figures: &[Option<f64>],
    ratios: [Option<f64>; 2],
    unit: fn(f64) -> String,
) {
    let figures: Vec<String> = figures
        .iter()
        .map(|figure| figure.map_or("–".to_string(), unit))
        .collect();
    let ratios = ratios.map(|ratio| ratio.map_or("–".to_string(), |ratio| format!("{ratio:.3}")));
    println!(
        "| {name} | {} | {} |",
        figures.join(" | "),
        ratios.join(" | ")
    );
}

/// The ratios of a line whose figures are medians already.
pub(crate) fn ratios(figures: &[Option<f64>]) -> [Option<f64>; 2] {
    let to = |index: usize| Some(figures[0]? / figures[index]?);
    [to(1), to(3)]
}

/// Seconds, in what fits.
pub(crate) fn time(seconds: f64) -> String {
    match seconds {
        ..1e-6 => format!("{:.0} ns", seconds * 1e9),
        ..1e-3 => format!("{:.1} µs", seconds * 1e6),
        ..1.0 => format!("{:.2} ms", seconds * 1e3),
        _ => format!("{seconds:.2} s"),
    }
}
