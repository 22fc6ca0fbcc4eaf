//! `wittgen targets`.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use wittgen_composer::{Area, Component, Fit, Misfit, Wit};

use crate::failure::{Class, Failure};
use crate::needs::granted_by;
use crate::output;

const AFTER_HELP: &str = "\
A component fits if the world has everything that it imports, and it exports everything that the \
world wants, in compatible versions and of fitting types. It may import less and export more.

Examples:
  wittgen targets app.wasm wit                       a folder with a package and its deps
  wittgen targets app.wasm plugin.wit --world plugin
  wittgen targets app.wasm plugin.wit --wasi         the host has WASI as well
  wittgen targets app.wasm old-app.wasm              whether it can stand where another stands

The exit status is 3 if it does not fit.";

/// Say whether a component can be used where a world is wanted.
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// The component.
    component: PathBuf,

    /// The WIT: a file, a folder with its `deps`, a package in binary form, or a component whose
    /// world is meant.
    wit: PathBuf,

    /// The world, where there are several: `plugin` or `example:notes/plugin@1.0.0`.
    #[arg(short, long)]
    world: Option<String>,

    /// Take it that the host has WASI beside the world, as `wittgen run` and `call` do.
    #[arg(long)]
    wasi: bool,

    /// Print what was found as JSON.
    #[arg(long)]
    json: bool,
}

/// Holds a component against a world.
pub(crate) fn targets(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let component = Component::read(&arguments.component)?;
    let wit = Wit::read(&arguments.wit)?;
    let fit = wittgen_composer::targets(&component, &wit, arguments.world.as_deref())?;
    if arguments.json {
        output::print_json(&fit)?;
    } else {
        output::print(&describe(&fit))?;
    }
    Ok(if fit.fits || arguments.wasi && fit.fits_with_wasi {
        ExitCode::SUCCESS
    } else {
        Class::Input.into()
    })
}

/// What was found, and how what the world lacks of WASI is granted.
fn describe(fit: &Fit) -> String {
    let mut text = format!("{fit}\n");
    let grants = fit.misfits.iter().filter_map(|misfit| match misfit {
        Misfit::NoImport { grant, .. } => *grant,
        _ => None,
    });
    let mut areas: Vec<Area> = grants.collect();
    areas.sort();
    areas.dedup();
    if !areas.is_empty() {
        text.push_str(
            "\nwhat the world lacks of WASI, and what grants it to a component that is run:\n",
        );
    }
    for area in areas {
        let _ = writeln!(text, "  {area}: {}", granted_by(area));
    }
    text
}
