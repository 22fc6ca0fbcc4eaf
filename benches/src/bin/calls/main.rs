//! What a call costs: this library against the typed component API of wasmtime, with its default and with its best
//! settings, and against Extism.
//!
//! ```text
//! cargo run --release -p wittgen-benches --bin calls                        # everything, under a minute
//! cargo run --release -p wittgen-benches --bin calls -- --rounds 99         # steadier medians
//! cargo run --release -p wittgen-benches --bin calls -- --only text         # the lines with this in their name
//! ```
//!
//! All run the same guest (Extism one that does the same), take turns in one process and on one thread, and must return the
//! same. A figure is the median over the rounds of the thread's CPU time for a call; a ratio is the median of the rounds'
//! ratios.

mod candidate;
mod data;
mod line;
mod measure;
mod native;
mod peer_extism;
mod peer_wasmtime;
mod table;

use candidate::Candidate;
use measure::measure;
use native::Native;
use peer_extism::Extism;
use peer_wasmtime::{Settings, Wasmtime};
use wittgen_benches::{Options, Result, median};

/// The candidates, in the order of the table's columns.
const NAMES: [&str; 5] = [
    "wittgen",
    "wittgen owned",
    "wasmtime best",
    "wasmtime default",
    "Extism",
];

fn main() -> Result<()> {
    let options = Options::read("calls")?;
    let mut candidates: [Box<dyn Candidate>; NAMES.len()] = [
        Box::new(Native::shared()?),
        Box::new(Native::owned()?),
        Box::new(Wasmtime::new(Settings::Best)?),
        Box::new(Wasmtime::new(Settings::Default)?),
        Box::new(Extism::new()?),
    ];
    println!(
        "{} rounds, medians of thread CPU time for a call\n",
        options.rounds
    );
    table::print_head();
    for line in line::LINES {
        if line.name.contains(&options.only) {
            table::print_line(line, &measure(line, &mut candidates, options.rounds)?);
        }
    }
    Ok(())
}
