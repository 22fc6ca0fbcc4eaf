//! What the life of instances costs: this library against wasmtime with its best and its default settings, Extism and
//! Wasmer.
//!
//! ```text
//! cargo run --release -p wittgen-benches --bin life                       # everything, about three minutes
//! cargo run --release -p wittgen-benches --bin life -- --only load        # the parts with this in their name
//! cargo run --release -p wittgen-benches --bin life -- --rounds 61        # steadier medians
//! ```
//!
//! ```text
//! calls     warm call; fresh instance, call and drop             thread CPU time, candidates take turns
//! threads   calls in a second on one and two threads             wall clock
//! load      from wasm, from a cache, from memory                 wall clock
//! memory    resident memory of an idle instance, of 1,000        a process for each candidate
//! swap      calls while versions change                          wall clock
//! tenants   a thousand notes plugins, each with its database     a process of its own
//! ```
//!
//! For a profiler, `WITTGEN_BENCH_FRESH=0` has candidate 0 make 1,000 fresh instances, and nothing else be done;
//! `WITTGEN_BENCH_LOAD=0:1` has it load 1,000 times, in way 1.
//!
//! All run the guest `guests/calls`: as a component, Wasmer the core module in it, and Extism one that does the same.

mod calls;
mod candidate;
mod load;
mod memory;
mod native;
mod peer_extism;
mod peer_wasmer;
mod peer_wasmtime;
mod swap;
mod table;
mod tenants;
mod threads;

use candidate::Candidate;
use native::Native;
use peer_extism::Extism;
use peer_wasmer::Wasmer;
use peer_wasmtime::{Settings, Wasmtime};
use wittgen_benches::{Options, Result, median};

/// The candidates, in the order of the tables' columns. What is compared with is the second.
const NAMES: [&str; 5] = [
    "wittgen",
    "wasmtime best",
    "wasmtime default",
    "Extism",
    "Wasmer",
];

/// Makes a candidate, by its number.
fn candidate(index: usize) -> Result<Box<dyn Candidate>> {
    Ok(match index {
        0 => Box::new(Native::new()?),
        1 => Box::new(Wasmtime::new(Settings::Best)?),
        2 => Box::new(Wasmtime::new(Settings::Default)?),
        3 => Box::new(Extism::new()?),
        _ => Box::new(Wasmer::new()?),
    })
}

fn candidates() -> Result<Vec<Box<dyn Candidate>>> {
    (0..NAMES.len()).map(candidate).collect()
}

fn main() -> Result<()> {
    // Those that measure memory are processes of their own.
    if memory::child()? || tenants::child()? || calls::child()? || load::child()? {
        return Ok(());
    }
    let options = Options::read("life")?;
    let parts: [(&str, fn(&Options) -> Result<()>); 6] = [
        ("calls", calls::run),
        ("threads", threads::run),
        ("load", load::run),
        ("memory", memory::run),
        ("swap", swap::run),
        ("tenants", tenants::run),
    ];
    for (name, run) in parts {
        if name.contains(&options.only) {
            println!("## {name}\n");
            run(&options)?;
            println!();
        }
    }
    Ok(())
}
