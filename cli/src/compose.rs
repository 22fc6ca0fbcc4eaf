//! `wittgen compose`.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;
use wittgen_composer::{Component, Composition, Connection, Open, Plug};

use crate::failure::Failure;
use crate::output;
use crate::progress::Progress;

const AFTER_HELP: &str = "\
The first component is the plugin: the result exports what it exports. The others provide what it \
imports, and what they import of each other; their order doesn't matter. What nobody provides \
stays an import of the result. Equal inputs give equal bytes.

Examples:
  wittgen compose notes.wasm sqlite.wasm -o app.wasm
  wittgen compose notes.wasm sqlite.wasm -o app.wasm --expose wittgen:sqlite/database
  wittgen compose notes.wasm sqlite.wasm -o - | wasm-tools print";

/// Link components into one.
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// The component whose exports the result has.
    plugin: PathBuf,

    /// The components that provide what is imported.
    #[arg(required = true)]
    providers: Vec<PathBuf>,

    /// Where to write the result; `-` is standard output.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,

    /// Export this interface of a provider from the result as well.
    #[arg(long, value_name = "INTERFACE")]
    expose: Vec<String>,

    /// Fail if any import stays open but WASI's.
    #[arg(long)]
    closed: bool,

    /// Print what was done as JSON.
    #[arg(long)]
    json: bool,

    /// Print nothing.
    #[arg(short, long, conflicts_with = "json")]
    quiet: bool,
}

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

/// Links, writes the result, and says what was done.
pub(crate) fn compose(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let composition = {
        let _progress = Progress::start("linking");
        let mut plug = Plug::new(Component::read(&arguments.plugin)?);
        for provider in &arguments.providers {
            plug = plug.with(Component::read(provider)?);
        }
        plug = arguments.expose.iter().fold(plug, Plug::expose);
        if arguments.closed {
            plug = plug.closed();
        }
        plug.compose_explained()?
    };
    output::write(&arguments.output, &composition.bytes)?;
    report(arguments, &composition)?;
    Ok(ExitCode::SUCCESS)
}

fn report(arguments: &Arguments, composition: &Composition) -> Result<(), Failure> {
    let to_stdout = output::is_stdout(&arguments.output);
    if arguments.quiet {
        return Ok(());
    }
    if arguments.json {
        let report = Report {
            output: &arguments.output.to_string_lossy(),
            size: composition.bytes.len(),
            connections: &composition.connections,
            open: &composition.open,
            imports: &composition.imports,
            exports: &composition.exports,
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
    let text = describe(&arguments.output.to_string_lossy(), composition);
    if to_stdout {
        eprint!("{text}");
        return Ok(());
    }
    output::print(&text)
}

fn describe(output: &str, composition: &Composition) -> String {
    let size = output::human_size(composition.bytes.len() as u64);
    let mut text = format!("{output}: {size}\n");
    for connection in &composition.connections {
        let Connection {
            importer,
            import,
            provider,
            export,
            ..
        } = connection;
        let _ = write!(text, "  {importer} gets {import} from {provider}");
        if import != export {
            let _ = write!(text, " ({export})");
        }
        text.push('\n');
    }
    let (wasi, other): (Vec<&String>, Vec<&String>) = composition
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
