//! What an instance that waits for calls takes of the machine's memory.

use std::process::Command;

use crate::{NAMES, Options, Result, candidate, table};

/// How many there are.
const INSTANCES: usize = 1_000;

/// Names the candidate to the process that measures it.
const CHILD: &str = "WITTGEN_BENCH_MEMORY";

pub(crate) fn run(_: &Options) -> Result<()> {
    table::head("resident memory");
    let mut figures = Vec::new();
    for index in 0..NAMES.len() {
        figures.push(Some(in_child(CHILD, &index.to_string())?));
    }
    let kibibytes = |bytes: f64| format!("{:.1} KiB", bytes / 1024.0);
    let name = format!("an idle instance, of {INSTANCES}");
    table::line(&name, &figures, table::ratios(&figures), kibibytes);
    Ok(())
}

/// Measures, where this is the process for that.
pub(crate) fn child() -> Result<bool> {
    let Ok(index) = std::env::var(CHILD) else {
        return Ok(false);
    };
    let candidate = candidate(index.parse()?)?;
    // What is made once is there already.
    let first = candidate.idle(10)?;
    let before = resident()?;
    let instances = candidate.idle(INSTANCES)?;
    println!("{}", (resident()? - before) / INSTANCES as f64);
    drop((first, instances));
    Ok(true)
}

/// The number that this program prints with a variable set.
pub(crate) fn in_child(variable: &str, value: &str) -> Result<f64> {
    let output = Command::new(std::env::current_exe()?)
        .env(variable, value)
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    Ok(String::from_utf8(output.stdout)?.trim().parse()?)
}

/// This process's resident memory, in bytes.
pub(crate) fn resident() -> Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    Ok(number.ok_or("the system doesn't say")?.parse::<f64>()? * 1024.0)
}
