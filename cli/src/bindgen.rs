//! `wittgen bindgen`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use clap::builder::PossibleValuesParser;
use wittgen_emit::{EmitError, File, Options, TARGETS, Target};
use wittgen_ir::{Input, read};

use crate::failure::{Class, Failure};
use crate::output;

const AFTER_HELP: &str = "\
Examples:
  wittgen bindgen wit --target rust-host                       print them
  wittgen bindgen wit --world notes --target rust-guest -o src/bindings
  wittgen bindgen app.wasm --target rust-host                  read the WIT of a component";

/// Write typed bindings for a world.
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// WIT: directories, files, or one component.
    #[arg(required = true, value_name = "WIT")]
    sources: Vec<PathBuf>,

    /// The language, and the side of the boundary.
    #[arg(short, long, value_parser = PossibleValuesParser::new(TARGETS.iter().map(possible)))]
    target: String,

    /// The world, where there are several.
    #[arg(short, long)]
    world: Option<String>,

    /// The folder to write to; left out, the code is printed.
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
}

fn possible(target: &Target) -> clap::builder::PossibleValue {
    clap::builder::PossibleValue::new(target.name).help(target.about)
}

/// Writes bindings.
pub(crate) fn bindgen(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let Some(target) = Target::find(&arguments.target) else {
        let text = format!("there is no target `{}`", arguments.target);
        return Err(Failure::new(Class::Usage, text));
    };
    let input = match &arguments.sources[..] {
        [one] if one.extension().is_some_and(|extension| extension == "wasm") => {
            Input::Component(one.clone())
        }
        paths => Input::Paths(paths.to_vec()),
    };
    let source = read(&input).map_err(EmitError::from)?;
    let options = Options {
        world: arguments.world.clone(),
        ..Options::default()
    };
    let files = target.emit(&source, &options)?;
    match &arguments.output {
        Some(folder) => write(folder, &files)?,
        None => print(&files)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn write(folder: &std::path::Path, files: &[File]) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(|error| {
        let text = format!("the folder `{}` can't be made: {error}", folder.display());
        Failure::new(Class::File, text)
    })?;
    for file in files {
        let path = folder.join(&file.name);
        output::write(&path, file.text.as_bytes())?;
        output::print(&format!("{}\n", path.display()))?;
    }
    Ok(())
}

fn print(files: &[File]) -> Result<(), Failure> {
    match files {
        [one] => output::print(&one.text),
        several => {
            let text = format!(
                "the target has {} files\nhelp: name a folder for them with `-o`",
                several.len()
            );
            Err(Failure::new(Class::Usage, text))
        }
    }
}
