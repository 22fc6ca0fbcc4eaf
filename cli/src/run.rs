//! `wittgen run`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use wittgen_runtime::Command;

use crate::failure::Failure;
use crate::grant::GrantArguments;
use crate::progress::Later;
use crate::refusals::Refusals;
use crate::stack::with_stack;

const AFTER_HELP: &str = "\
Examples:
  wittgen run tool.wasm
  wittgen run tool.cwasm                     compiled by `wittgen build tool.wasm`
  wittgen run tool.wasm --dir /work=. --env LANG=en -- --verbose /work/input.txt
  wittgen run tool.wasm --http https://api.example.org --deadline 10s
  wittgen run tool.wasm --manifest wittgen.toml --print-grants

The program has your terminal (standard input, output and error), its arguments, and nothing else \
but what is granted. The command exits with the program's status.";

/// Run a component that is a program (`wasi:cli/run`).
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// The component, or what `wittgen build` made of it.
    component: PathBuf,

    /// The program's arguments.
    #[arg(last = true)]
    arguments: Vec<String>,

    #[command(flatten)]
    grants: GrantArguments,
}

/// Runs a program to its end.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let name = arguments
        .component
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let compiling = Later::default();
    let spinner = compiling.clone();
    let refusals = Refusals::default();
    // What a manifest says of arguments and streams goes before this, and what was typed goes before the manifest.
    let plain = Command::builder().args([&name]).inherit_stdio();
    let mut builder = arguments.grants.apply(plain)?;
    if !arguments.arguments.is_empty() {
        builder = builder.args(std::iter::once(&name).chain(&arguments.arguments));
    }
    let builder = refusals
        .listen(builder)
        .on_compile(move || spinner.start("compiling the component, once"));
    arguments.grants.announce(&builder, false)?;
    let status = with_stack(builder.limits().stack(), || {
        let status = arguments.grants.link(builder)?.run(&arguments.component);
        compiling.end();
        Ok(status?)
    })?;
    if !status.success() {
        refusals.tell();
    }
    // Statuses have 8 bits; one beyond them must not turn into success.
    Ok(ExitCode::from(
        u8::try_from(status.code()).unwrap_or(u8::MAX),
    ))
}
