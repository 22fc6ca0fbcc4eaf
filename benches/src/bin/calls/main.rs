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

use std::error::Error;

use candidate::Candidate;
use measure::measure;
use native::Native;
use peer_extism::Extism;
use peer_wasmtime::{Settings, Wasmtime};

type Result<T, E = Box<dyn Error>> = std::result::Result<T, E>;

/// The candidates, in the order of the table's columns.
const NAMES: [&str; 5] = [
    "wittgen",
    "wittgen owned",
    "wasmtime best",
    "wasmtime default",
    "Extism",
];

fn main() -> Result<()> {
    let options = Options::read()?;
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

struct Options {
    rounds: usize,
    /// What a line's name must contain.
    only: String,
}

impl Options {
    fn read() -> Result<Self> {
        let mut options = Self {
            rounds: 31,
            only: String::new(),
        };
        let mut args = std::env::args().skip(1);
        while let Some(flag) = args.next() {
            match (&*flag, args.next()) {
                ("--rounds", Some(count)) => {
                    let rounds = count.parse().ok().filter(|rounds| *rounds > 0);
                    options.rounds = rounds.ok_or(format!("`{count}` is no number of rounds"))?;
                }
                ("--only", Some(text)) => options.only = text,
                _ => return Err("usage: calls [--rounds COUNT] [--only TEXT]".into()),
            }
        }
        Ok(options)
    }
}

/// The middle one.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
