//! How many calls there are in a second, on one and on two threads.

use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use crate::candidate::{Call, Candidate};
use crate::{NAMES, Options, Result, candidates, median, table};

/// How long a candidate's turn takes.
const TURN: Duration = Duration::from_millis(50);

/// How many calls are made between two looks at the clock.
const STRIDE: u32 = 16;

pub(crate) fn run(options: &Options) -> Result<()> {
    let candidates = candidates()?;
    table::head("wall clock time per call");
    let lines: [(&str, fn(&dyn Candidate) -> Result<Call>); 2] = [
        ("warm", |candidate| candidate.warm()),
        ("fresh", |candidate| candidate.fresh()),
    ];
    for (name, make) in lines {
        for threads in [1, 2] {
            let mut figures = vec![Vec::new(); NAMES.len()];
            for round in 0..options.rounds {
                for turn in 0..NAMES.len() {
                    let index = (round + turn) % NAMES.len();
                    figures[index].push(seconds(threads, || make(&*candidates[index]))?);
                }
            }
            let figures: Vec<Option<f64>> = figures
                .into_iter()
                .map(|seconds| Some(median(seconds)))
                .collect();
            let name = format!("{name}, {threads} thread(s)");
            table::line(&name, &figures, table::ratios(&figures), table::time);
        }
    }
    Ok(())
}

/// Seconds per call, of all threads together.
fn seconds(threads: usize, make: impl Fn() -> Result<Call> + Sync) -> Result<f64> {
    let start = Barrier::new(threads);
    let counts: Result<Vec<f64>> = thread::scope(|scope| {
        let threads: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| -> Result<f64> {
                    let call = make();
                    start.wait();
                    let mut call = call?;
                    let (begin, mut count) = (Instant::now(), 0);
                    while begin.elapsed() < TURN {
                        for number in 0..STRIDE {
                            call(number, 1)?;
                        }
                        count += STRIDE;
                    }
                    Ok(f64::from(count) / begin.elapsed().as_secs_f64())
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| {
                thread
                    .join()
                    .unwrap_or_else(|_| Err("a thread panicked".into()))
            })
            .collect()
    });
    Ok(1.0 / counts?.iter().sum::<f64>())
}
