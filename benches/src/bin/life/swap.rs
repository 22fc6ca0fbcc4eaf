//! Calls while versions change: none fails, and the slowest hundredth is not much slower.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use wittgen::{Component, Pool, Swappable};
use wittgen_bench_guests::CALLS;

use crate::native::{Calls, builder};
use crate::{Options, Result, median, table};

/// How long each part takes.
const TURN: Duration = Duration::from_secs(1);

/// How long there is between two versions.
const PAUSE: Duration = Duration::from_millis(50);

pub(crate) fn run(options: &Options) -> Result<()> {
    println!("| instances | p99 quiet | p99 while swapping | ratio | swap | calls | failed |");
    println!("|---|---:|---:|---:|---:|---:|---:|");
    let ways: [(&str, Option<Pool>); 3] = [
        ("one", None),
        ("pool, fresh", Some(Pool::fresh(4))),
        ("pool, reused", Some(Pool::reused(4))),
    ];
    for (name, pool) in ways {
        let component = Component::read(CALLS)?;
        let builder = match pool {
            Some(pool) => builder().pool(pool),
            None => builder(),
        };
        let calls = builder.load_swappable(&component)?;
        let (mut quiet, mut busy, mut ratios, mut swaps) = (vec![], vec![], vec![], vec![]);
        let (mut count, mut failed) = (0, 0);
        for _ in 0..options.rounds.div_ceil(10) {
            let before = under_load(&calls, || thread::sleep(TURN))?;
            let after = under_load(&calls, || {
                let begin = Instant::now();
                while begin.elapsed() < TURN {
                    thread::sleep(PAUSE);
                    let begin = Instant::now();
                    if calls.swap(&component).is_ok() {
                        swaps.push(begin.elapsed().as_secs_f64());
                    }
                }
            })?;
            quiet.push(before.p99);
            busy.push(after.p99);
            ratios.push(after.p99 / before.p99);
            count += after.calls;
            failed += before.failed + after.failed;
        }
        println!(
            "| {name} | {} | {} | {:.2} | {} | {count} | {failed} |",
            table::time(median(quiet)),
            table::time(median(busy)),
            median(ratios),
            table::time(median(swaps)),
        );
    }
    Ok(())
}

struct Load {
    /// Seconds.
    p99: f64,
    calls: u64,
    failed: u64,
}

/// A thread calls while `body` runs on another.
fn under_load(calls: &Swappable<Calls>, body: impl FnOnce()) -> Result<Load> {
    let (done, failed) = (AtomicBool::new(false), AtomicU64::new(0));
    let mut times = thread::scope(|scope| {
        let caller = scope.spawn(|| {
            let mut times = Vec::with_capacity(1 << 20);
            while !done.load(Ordering::Relaxed) {
                let begin = Instant::now();
                let result = calls.current().add(1, 2);
                times.push(begin.elapsed().as_secs_f64());
                if result.ok() != Some(3) {
                    failed.fetch_add(1, Ordering::Relaxed);
                }
            }
            times
        });
        body();
        done.store(true, Ordering::Relaxed);
        caller.join().map_err(|_| "the caller panicked")
    })?;
    times.sort_by(f64::total_cmp);
    Ok(Load {
        p99: times[times.len() * 99 / 100],
        calls: times.len() as u64,
        failed: failed.into_inner(),
    })
}
