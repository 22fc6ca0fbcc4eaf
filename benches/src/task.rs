//! The tasks, one after the other, on both sides.

use std::error::Error;
use std::path::Path;
use std::time::Duration;

use cpu_time::ThreadTime;

use crate::median;
use crate::native::Native;
use crate::plugin::Workload;

const ROWS: u32 = 100_000;
const LOOK_UPS: u32 = 100_000;
const DOCUMENTS: u32 = 100_000;
const SEARCHES: u32 = 500;

/// The tasks' names, in the order in which they run.
const TASKS: [&str; 5] = [
    "insert 100,000 rows",
    "100,000 point look-ups",
    "scan 100,000 rows",
    "index 100,000 documents (FTS5)",
    "500 ranked searches (FTS5)",
];

type Times = [Duration; TASKS.len()];
type Answers = [u64; TASKS.len()];
type Measured = Result<(Times, Answers), Box<dyn Error>>;

/// Runs all tasks `rounds` times on either side, and prints a line for each.
pub(crate) fn measure(app: &[u8], on_file: bool, rounds: usize) -> Result<(), Box<dyn Error>> {
    let mut native = Vec::new();
    let mut plugin = Vec::new();
    // The first round warms up and is not counted.
    for round in 0..=rounds {
        let (native_times, expected) = run_native(on_file)?;
        let (plugin_times, found) = run_plugin(app, on_file)?;
        if expected != found {
            return Err(format!("the plugin answers {found:?}, native code {expected:?}").into());
        }
        if round > 0 {
            native.push(native_times);
            plugin.push(plugin_times);
        }
    }
    let place = if on_file { "file" } else { "memory" };
    for (index, task) in TASKS.iter().enumerate() {
        let seconds = |times: &Times| times[index].as_secs_f64();
        let ratio = native
            .iter()
            .zip(&plugin)
            .map(|(native, plugin)| seconds(plugin) / seconds(native));
        println!(
            "{:<34} {:>7.1} ms {:>7.1} ms {:>6.2}x",
            format!("{place}: {task}"),
            median(native.iter().map(seconds).collect()) * 1e3,
            median(plugin.iter().map(seconds).collect()) * 1e3,
            median(ratio.collect()),
        );
    }
    Ok(())
}

fn run_native(on_file: bool) -> Measured {
    let dir = tempfile::tempdir()?;
    let path = dir.path().join("native.db");
    let mut db = Native::open(on_file.then_some(Path::new(&path)))?;
    let mut clock = Clock::default();
    clock.run(|| wittgen_workload::insert(&mut db, ROWS))?;
    clock.run(|| wittgen_workload::look_up(&mut db, LOOK_UPS, ROWS))?;
    clock.run(|| wittgen_workload::scan(&mut db))?;
    clock.run(|| wittgen_workload::index(&mut db, DOCUMENTS))?;
    clock.run(|| wittgen_workload::search(&mut db, SEARCHES))?;
    Ok((clock.times, clock.answers))
}

fn run_plugin(app: &[u8], on_file: bool) -> Measured {
    let dir = tempfile::tempdir()?;
    let plugin = Workload::builder().dir("/data", dir.path()).load(app)?;
    plugin.open(on_file.then_some("/data/plugin.db"))?;
    let mut clock = Clock::default();
    clock.run(|| plugin.insert(ROWS))?;
    clock.run(|| plugin.look_up(LOOK_UPS))?;
    clock.run(|| plugin.scan())?;
    clock.run(|| plugin.index(DOCUMENTS))?;
    clock.run(|| plugin.search(SEARCHES))?;
    Ok((clock.times, clock.answers))
}

/// The CPU time of this thread, task by task.
#[derive(Default)]
struct Clock {
    next: usize,
    times: Times,
    answers: Answers,
}

impl Clock {
    fn run<E>(&mut self, task: impl FnOnce() -> Result<u64, E>) -> Result<(), E> {
        let begin = ThreadTime::now();
        self.answers[self.next] = task()?;
        self.times[self.next] = begin.elapsed();
        self.next += 1;
        Ok(())
    }
}
