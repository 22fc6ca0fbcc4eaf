//! SQLite inside a composed plugin against the same code on native SQLite.
//!
//! ```text
//! cargo run --release -p wittgen-benches                 # everything
//! cargo run --release -p wittgen-benches -- --rounds 9   # more rounds, steadier medians
//! ```
//!
//! Both sides run the tasks of `benches/workload` in turns, in one process and on one thread. A
//! figure is the median CPU time of that thread over the rounds; a ratio is the median of the rounds' ratios.
//! Both sides must return the same checksums.

mod native;
mod start;
mod task;

use std::error::Error;

use wittgen::compose;
use wittgen_guests::{SQLITE, WORKLOAD};

mod plugin {
    wittgen::bindgen!({ path: "../wit", world: "workload" });
}

fn main() -> Result<(), Box<dyn Error>> {
    let rounds = rounds()?;
    let app = compose::plug(WORKLOAD, [SQLITE])?;
    println!(
        "SQLite {} on both sides, {rounds} rounds, medians of thread CPU time\n",
        rusqlite::version()
    );
    println!(
        "{:<34} {:>10} {:>10} {:>7}",
        "", "native", "plugin", "ratio"
    );
    for on_file in [false, true] {
        task::measure(&app, on_file, rounds)?;
    }
    start::measure(&app, rounds)
}

fn rounds() -> Result<usize, Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match &args[..] {
        [] => Ok(5),
        [flag, count] if flag == "--rounds" => match count.parse() {
            Ok(count) if count > 0 => Ok(count),
            _ => Err(format!("`{count}` is no number of rounds").into()),
        },
        _ => Err("usage: wittgen-benches [--rounds COUNT]".into()),
    }
}

/// The middle one.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
