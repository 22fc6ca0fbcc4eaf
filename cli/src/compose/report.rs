//! What `wittgen compose` says that it did.

use std::fmt::Write as _;
use std::path::Path;

use serde::Serialize;
use wittgen_composer::{Connection, Encoded, Open};

use super::Arguments;
use crate::failure::Failure;
use crate::output;

/// What was done, for a program to read.
#[derive(Serialize)]
struct Report<'a> {
    output: &'a str,
    size: usize,
    connections: &'a [Connection],
    open: &'a [Open],
    imports: &'a [String],
    exports: &'a [String],
}

pub(super) fn report(
    arguments: &Arguments,
    path: &Path,
    open: &[Open],
    encoded: &Encoded<'_>,
) -> Result<(), Failure> {
    let to_stdout = output::is_stdout(path);
    if arguments.quiet {
        return Ok(());
    }
    if arguments.json {
        let report = Report {
            output: &path.to_string_lossy(),
            size: encoded.bytes.len(),
            connections: &encoded.connections,
            open,
            imports: &encoded.imports,
            exports: &encoded.exports,
        };
        if !to_stdout {
            return output::print_json(&report);
        }
        // Standard output is the component: the report goes beside it.
        if let Ok(text) = serde_json::to_string(&report) {
            eprintln!("{text}");
        }
        return Ok(());
    }
    let text = describe(&path.to_string_lossy(), encoded);
    if to_stdout {
        eprint!("{text}");
        return Ok(());
    }
    output::print(&text)
}

fn describe(output: &str, encoded: &Encoded<'_>) -> String {
    let size = output::human_size(encoded.bytes.len() as u64);
    let mut text = format!("{output}: {size}\n");
    for connection in &encoded.connections {
        let Connection {
            importer,
            import,
            provider,
            export,
            ..
        } = connection;
        let _ = write!(text, "  {importer} gets {import} from {provider}");
        if import != export && !export.is_empty() {
            let _ = write!(text, " ({export})");
        }
        text.push('\n');
    }
    let (wasi, other): (Vec<&String>, Vec<&String>) = encoded
        .imports
        .iter()
        .partition(|name| name.starts_with("wasi:"));
    for import in other {
        let _ = writeln!(text, "  still imports {import}");
    }
    if !wasi.is_empty() {
        let _ = writeln!(text, "  imports {} interfaces of WASI", wasi.len());
    }
    text
}
