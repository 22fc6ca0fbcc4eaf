//! Composes a tree of large components with Wittgen and with wac-graph, and copies the same bytes.
//!
//! Each way runs in a process of its own, which reads the inputs from files and writes the result to one. The
//! components are made here; nothing is run.

mod input;
mod way;

use std::path::Path;
use std::process::Command;

use way::{WAYS, Way};

/// How many components there are.
const COMPONENTS: usize = 100;
/// The size of each, in bytes.
const SIZE: usize = 1 << 20;
const ROUNDS: usize = 5;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    if let (Some(name), Some(folder)) = (arguments.next(), arguments.next()) {
        let way = WAYS.iter().find(|way| way.name == name);
        return measure(way.ok_or("there is no such way")?, Path::new(&folder));
    }
    let folder = tempfile::tempdir()?;
    let mut total = 0;
    for i in 0..COMPONENTS {
        let bytes = input::component(i, COMPONENTS, SIZE);
        total += bytes.len();
        std::fs::write(input::path(folder.path(), i), bytes)?;
    }
    let megabytes = total as f64 / 1e6;
    println!("{COMPONENTS} components, {megabytes:.1} MB together, medians of {ROUNDS} rounds\n");
    println!("| way | seconds | MB/s | against `cp` | peak memory, MB | of the inputs |");
    println!("|---|---:|---:|---:|---:|---:|");
    let mut measured: Vec<Vec<(f64, f64)>> = vec![Vec::new(); WAYS.len()];
    for _ in 0..ROUNDS {
        for (way, measured) in WAYS.iter().zip(&mut measured) {
            measured.push(run(way.name, folder.path())?);
        }
    }
    let copy = median(measured[0].iter().map(|(seconds, _)| *seconds));
    for (way, measured) in WAYS.iter().zip(&measured) {
        let seconds = median(measured.iter().map(|(seconds, _)| *seconds));
        let peak = median(measured.iter().map(|(_, peak)| *peak));
        println!(
            "| {} | {seconds:.3} | {:.0} | {:.2} | {peak:.0} | {:.2} |",
            way.name,
            megabytes / seconds,
            seconds / copy,
            peak / megabytes,
        );
    }
    Ok(())
}

/// Runs a way in a process of its own: seconds, and megabytes of memory at most.
fn run(way: &str, folder: &Path) -> Result<(f64, f64), Box<dyn std::error::Error>> {
    let output = Command::new(std::env::current_exe()?)
        .arg(way)
        .arg(folder)
        .output()?;
    let text = String::from_utf8(output.stdout)?;
    let numbers: Option<(&str, &str)> = text.trim().split_once(' ');
    let (seconds, peak) =
        numbers.ok_or_else(|| String::from_utf8_lossy(&output.stderr).into_owned())?;
    Ok((seconds.parse()?, peak.parse()?))
}

fn measure(way: &Way, folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let start = std::time::Instant::now();
    (way.run)(folder, &folder.join("composed.wasm"))?;
    let seconds = start.elapsed().as_secs_f64();
    println!("{seconds} {}", peak()?);
    Ok(())
}

/// The most memory that this process had, in megabytes.
fn peak() -> Result<f64, Box<dyn std::error::Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next());
    Ok(kilobytes.ok_or("no VmHWM")?.parse::<f64>()? * 1.024 / 1e3)
}

fn median(numbers: impl Iterator<Item = f64>) -> f64 {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}
