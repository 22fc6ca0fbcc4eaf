//! `wittgen diff`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use wittgen_composer::Wit;

use crate::failure::{Class, Failure};
use crate::output;

const AFTER_HELP: &str = "\
Exports are held against what callers of the old one rely on, imports against what its hosts \
provide. A line with `!` breaks somebody.

Examples:
  wittgen diff old.wasm new.wasm
  wittgen diff wit-1.0 wit                           two WIT packages
  wittgen diff old.wasm new.wasm --json | jq .releases
  wittgen diff released.wasm built.wasm --fail-if-breaking

The exit status is 0 whatever changed; with `--fail-if-breaking` it is 6 if anything breaks, and \
with `--fail-if-understated` if a version should be higher than it is.";

/// Say what changed between two components or WIT packages, and whom it breaks.
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// The old one: a component, or WIT as a file, a folder or in binary form.
    old: PathBuf,

    /// The new one.
    new: PathBuf,

    /// Fail if callers or hosts of the old one break.
    #[arg(long)]
    fail_if_breaking: bool,

    /// Fail if the version of a package does not say what changed.
    #[arg(long)]
    fail_if_understated: bool,

    /// Print what changed as JSON.
    #[arg(long)]
    json: bool,
}

/// Compares, and says what changed.
pub(crate) fn diff(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let (old, new) = (Wit::read(&arguments.old)?, Wit::read(&arguments.new)?);
    let diff = wittgen_composer::diff(old.package()?, new.package()?)?;
    if arguments.json {
        output::print_json(&diff)?;
    } else {
        output::print(&format!("{diff}\n"))?;
    }
    let understated = diff.releases.iter().any(|release| !release.enough);
    let fails =
        arguments.fail_if_breaking && diff.breaks || arguments.fail_if_understated && understated;
    Ok(if fails {
        Class::Breaking.into()
    } else {
        ExitCode::SUCCESS
    })
}
