//! How long loading takes: until there is an instance.

use std::thread;
use std::time::{Duration, Instant};

use crate::{NAMES, Options, Result, candidate, candidates, median, table};

/// How long it takes until a file of the cache counts as one that does not change, of which the seal is not checked anew.
const SETTLE: Duration = Duration::from_millis(2_500);

const WAYS: [&str; 3] = [
    "from WebAssembly",
    "from a cache, again",
    "from machine code in memory",
];

/// Loads for a profiler, where this is the process for that.
pub(crate) fn child() -> Result<bool> {
    let Ok(which) = std::env::var("WITTGEN_BENCH_LOAD") else {
        return Ok(false);
    };
    let (index, way) = which.split_once(':').ok_or("not CANDIDATE:WAY")?;
    let loads = candidate(index.parse()?)?.loads()?;
    let load = loads.into_iter().nth(way.parse()?).flatten();
    let mut load = load.ok_or("there is no such way")?;
    load()?;
    thread::sleep(SETTLE);
    let begin = Instant::now();
    for _ in 0..1_000 {
        load()?;
    }
    println!("{}", table::time(begin.elapsed().as_secs_f64() / 1_000.0));
    Ok(true)
}

pub(crate) fn run(options: &Options) -> Result<()> {
    let candidates = candidates()?;
    let mut loads = Vec::new();
    for candidate in &candidates {
        loads.push(candidate.loads()?);
    }
    table::head("wall clock time");
    for (way, name) in WAYS.into_iter().enumerate() {
        let mut times = vec![Vec::new(); NAMES.len()];
        // What is compiled now is in the cache then, and checked there by the first load that is not timed.
        if way == 1 {
            for loads in &mut loads {
                if let Some(load) = &mut loads[way] {
                    load()?;
                }
            }
            thread::sleep(SETTLE);
        }
        let rounds = if way == 0 {
            options.rounds.div_ceil(8)
        } else {
            options.rounds
        };
        for _ in 0..rounds {
            for (index, loads) in loads.iter_mut().enumerate() {
                if let Some(load) = &mut loads[way] {
                    // What ran before leaves some of the candidates' code in the processor's caches, and some not.
                    load()?;
                    let begin = Instant::now();
                    load()?;
                    times[index].push(begin.elapsed().as_secs_f64());
                }
            }
        }
        let figures: Vec<Option<f64>> = times
            .into_iter()
            .map(|times| (!times.is_empty()).then(|| median(times)))
            .collect();
        table::line(name, &figures, table::ratios(&figures), table::time);
    }
    Ok(())
}
