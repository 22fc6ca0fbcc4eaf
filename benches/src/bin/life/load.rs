//! How long loading takes: until there is an instance.

use std::time::Instant;

use crate::{NAMES, Options, Result, candidates, median, table};

const WAYS: [&str; 3] = [
    "from WebAssembly",
    "from a cache",
    "from machine code in memory",
];

pub(crate) fn run(options: &Options) -> Result<()> {
    let candidates = candidates()?;
    let mut loads = Vec::new();
    for candidate in &candidates {
        loads.push(candidate.loads()?);
    }
    table::head("wall clock time");
    for (way, name) in WAYS.into_iter().enumerate() {
        let mut times = vec![Vec::new(); NAMES.len()];
        let rounds = if way == 0 {
            options.rounds.div_ceil(8)
        } else {
            options.rounds
        };
        for _ in 0..rounds {
            for (index, loads) in loads.iter_mut().enumerate() {
                if let Some(load) = &mut loads[way] {
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
