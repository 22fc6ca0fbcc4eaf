//! Warm calls, and instances for one call each.

use std::time::Duration;

use cpu_time::ThreadTime;

use crate::candidate::{Call, Candidate};
use crate::{NAMES, Options, Result, candidate, candidates, median, table};

/// How long a candidate's turn takes, about.
const TURN: Duration = Duration::from_millis(4);

pub(crate) fn run(options: &Options) -> Result<()> {
    let candidates = candidates()?;
    table::head("thread CPU time of a call");
    let lines: [(&str, fn(&dyn Candidate) -> Result<Call>); 2] = [
        ("warm", |candidate| candidate.warm()),
        ("fresh instance, call and drop", |candidate| {
            candidate.fresh()
        }),
    ];
    for (name, make) in lines {
        let mut calls = Vec::new();
        for candidate in &candidates {
            calls.push(make(&**candidate)?);
        }
        let times = race(&mut calls, options.rounds)?;
        let figures: Vec<Option<f64>> = (0..NAMES.len())
            .map(|index| Some(median(times.iter().map(|round| round[index]).collect())))
            .collect();
        let ratio = |index: usize| {
            let ratios = times.iter().map(|round| round[0] / round[index]);
            Some(median(ratios.collect()))
        };
        table::line(name, &figures, [ratio(1), ratio(3)], table::time);
    }
    Ok(())
}

/// Makes fresh instances for a profiler, where this is the process for that.
pub(crate) fn child() -> Result<bool> {
    let Ok(index) = std::env::var("WITTGEN_BENCH_FRESH") else {
        return Ok(false);
    };
    repeat(&mut candidate(index.parse()?)?.fresh()?, 1_000)?;
    Ok(true)
}

/// Seconds for a call, of each candidate, round by round.
fn race(calls: &mut [Call], rounds: usize) -> Result<Vec<Vec<f64>>> {
    let mut counts = Vec::new();
    for call in &mut *calls {
        let mut count = 1;
        while repeat(call, count)? * 2 < TURN {
            count *= 2;
        }
        counts.push(count);
    }
    let mut times = Vec::new();
    for round in 0..rounds {
        let mut seconds = vec![0.0; calls.len()];
        for turn in 0..calls.len() {
            // Whoever begins may have it better or worse, so it is another one each time.
            let index = (round + turn) % calls.len();
            let time = repeat(&mut calls[index], counts[index])?;
            seconds[index] = time.as_secs_f64() / f64::from(counts[index]);
        }
        times.push(seconds);
    }
    Ok(times)
}

fn repeat(call: &mut Call, count: u32) -> Result<Duration> {
    let begin = ThreadTime::now();
    for number in 0..count {
        if call(number, 1)? != number + 1 {
            return Err("a call returned something else".into());
        }
    }
    Ok(begin.elapsed())
}
