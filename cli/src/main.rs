//! The `wittgen` command.
//!
//! This crate reads arguments and writes to terminals and files; everything else is done by the
//! libraries, which know no terminal.

mod bindgen;
mod build;
mod call;
mod compose;
mod diff;
mod failure;
mod grant;
mod inspect;
mod limit;
mod needs;
mod output;
mod progress;
mod refusals;
mod run;
mod stack;
mod targets;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use failure::Failure;

const AFTER_HELP: &str = "\
Examples:
  wittgen compose notes.wasm sqlite.wasm -o app.wasm    link SQLite into a plugin
  wittgen inspect app.wasm                              what it needs and what it offers
  wittgen targets app.wasm plugin.wit                   whether it is what a world asks for
  wittgen diff old.wasm new.wasm                        what changed, and whom it breaks
  wittgen call app.wasm 'search(\"milk\", 10)' --dir /data=./data
  wittgen run tool.wasm -- --help                       run a program
  wittgen build app.wasm -o app.cwasm                   machine code, ahead of time
  wittgen bindgen wit --target rust-host                typed bindings

Exit status:
  0  success
  1  the component's function returned a failure, or its program failed
  2  wrong usage: unknown options, a call that fits no function
  3  bad input: no component, components that don't fit, an import that nobody provides,
     a component that is not what a world asks for, an artifact that is not trusted or does not fit
  4  a file or directory can't be read or written
  5  the component ended abnormally: a trap, or out of memory
  6  what `wittgen diff` was told to fail at: a change that breaks, a version that is too low
`wittgen run` exits with the program's own status when it ends by itself.";

/// Links, inspects, compares and runs WebAssembly components, and writes typed bindings for them.
#[derive(Parser)]
#[command(name = "wittgen", version, after_help = AFTER_HELP, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Compose(compose::Arguments),
    Inspect(inspect::Arguments),
    Targets(targets::Arguments),
    Diff(diff::Arguments),
    Call(call::Arguments),
    Run(run::Arguments),
    Build(build::Arguments),
    Bindgen(bindgen::Arguments),
}

fn main() -> ExitCode {
    failure::install_reporter();
    let result = match Arguments::parse().command {
        Command::Compose(arguments) => compose::compose(&arguments),
        Command::Inspect(arguments) => inspect::inspect(&arguments),
        Command::Targets(arguments) => targets::targets(&arguments),
        Command::Diff(arguments) => diff::diff(&arguments),
        Command::Call(arguments) => call::call(&arguments),
        Command::Run(arguments) => run::run(&arguments),
        Command::Build(arguments) => build::build(&arguments),
        Command::Bindgen(arguments) => bindgen::bindgen(&arguments),
    };
    result.unwrap_or_else(Failure::report)
}
