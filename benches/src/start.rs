//! From nothing to the first answer, with the compiled plugin in the cache.

use std::error::Error;
use std::time::Instant;

use crate::median;
use crate::native::Native;
use crate::plugin::Workload;

const ROWS: u32 = 1;

/// Measures wall-clock time and prints a line.
pub(crate) fn measure(app: &[u8], rounds: usize) -> Result<(), Box<dyn Error>> {
    let mut native = Vec::new();
    let mut plugin = Vec::new();
    // The first round fills the cache and is not counted.
    for round in 0..=rounds * 4 {
        let begin = Instant::now();
        let mut db = Native::open(None)?;
        wittgen_workload::insert(&mut db, ROWS)?;
        let native_time = begin.elapsed().as_secs_f64();

        let begin = Instant::now();
        let loaded = Workload::builder().load(app)?;
        loaded.open(None)?;
        loaded.insert(ROWS)?;
        let plugin_time = begin.elapsed().as_secs_f64();
        if round > 0 {
            native.push(native_time);
            plugin.push(plugin_time);
        }
    }
    let (native, plugin) = (median(native) * 1e3, median(plugin) * 1e3);
    println!(
        "{:<34} {native:>7.1} ms {plugin:>7.1} ms {:>+5.1} ms",
        "start to first answer, wall clock",
        plugin - native,
    );
    Ok(())
}
