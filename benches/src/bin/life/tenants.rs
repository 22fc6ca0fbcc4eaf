//! A thousand tenants, each with a notes plugin of its own and a database in a directory of its own.

use std::fs;
use std::time::Instant;

use wittgen::Component;
use wittgen::compose::Plug;
use wittgen_guests::{NOTES, SQLITE};

use crate::memory::{in_child, resident};
use crate::{Options, Result, table};

/// How many there are.
const TENANTS: usize = 1_000;

/// What makes this the process that measures.
const CHILD: &str = "WITTGEN_BENCH_TENANTS";

mod notes {
    wittgen::bindgen!({ path: "../wit", world: "notes" });
}

pub(crate) fn run(_: &Options) -> Result<()> {
    println!("| tenants | resident memory of the process | to load one and add a note |");
    println!("|---:|---:|---:|");
    let bytes = in_child(CHILD, "memory")?;
    let seconds = in_child(CHILD, "time")?;
    println!(
        "| {TENANTS} | {:.0} MB | {} |",
        bytes / 1e6,
        table::time(seconds)
    );
    Ok(())
}

/// Measures, where this is the process for that.
pub(crate) fn child() -> Result<bool> {
    let Ok(what) = std::env::var(CHILD) else {
        return Ok(false);
    };
    let dir = tempfile::tempdir()?;
    let app = Plug::new(NOTES).with(SQLITE).compose()?;
    let plugin = Component::read(app)?;
    // Compiling is done once, and not measured.
    drop(
        notes::Notes::builder()
            .dir("/data", dir.path())
            .load(&plugin)?,
    );
    let begin = Instant::now();
    let mut tenants = Vec::new();
    for tenant in 0..TENANTS {
        let dir = dir.path().join(tenant.to_string());
        fs::create_dir(&dir)?;
        let notes = notes::Notes::builder().dir("/data", dir).load(&plugin)?;
        notes.add("buy oat milk", &["home"])?;
        tenants.push(notes);
    }
    let each = begin.elapsed().as_secs_f64() / TENANTS as f64;
    let found: usize = tenants
        .iter()
        .map(|notes| notes.search("milk", 10).map_or(0, |found| found.len()))
        .sum();
    if found != TENANTS {
        return Err(format!("{found} of {TENANTS} tenants found their note").into());
    }
    println!("{}", if what == "memory" { resident()? } else { each });
    Ok(true)
}
