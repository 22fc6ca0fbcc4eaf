//! `wittgen bindgen`.

use std::path::PathBuf;
use std::process::ExitCode;
use std::str::FromStr;

use clap::Args;
use clap::builder::PossibleValuesParser;
use wittgen_emit::{
    Derive, EmitError, File, Options, Rename, Selection, TARGETS, Target, With, path_tokens,
};
use wittgen_ir::{Input, Unstable, read_with};

use crate::failure::{Class, Failure};
use crate::output;

const AFTER_HELP: &str = "\
Examples:
  wittgen bindgen wit --target rust-host                       print them
  wittgen bindgen wit --world notes --target rust-guest -o src/bindings
  wittgen bindgen app.wasm --target rust-host                  read the WIT of a component
  wittgen bindgen wit -t rust-host --derive serde::Serialize --rename wittgen:notes/store/note=Entry
  wittgen bindgen wit -t rust-host --with wasi:clocks/types=crate::clocks --async all";

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

    /// Use a module in place of an interface's, or a type in place of the one that WIT names.
    #[arg(long, value_name = "NAME=PATH")]
    with: Vec<String>,

    /// Derive a trait for every record, variant and enum that holds no resource.
    #[arg(long = "derive", value_name = "TRAIT")]
    derives: Vec<String>,

    /// Name an interface's module, a type or a function otherwise.
    #[arg(long = "rename", value_name = "NAME=IDENT")]
    renames: Vec<String>,

    /// Make a function `async` in Rust, or `all` of them.
    #[arg(long = "async", value_name = "FUNCTION")]
    async_funcs: Vec<String>,

    /// Let the host fail an imported function with an error of its own, or `all` of them.
    #[arg(long, value_name = "FUNCTION")]
    trappable: Vec<String>,

    /// Read what WIT has behind `@unstable(feature = ..)`; `all` for every feature.
    #[arg(long, value_name = "FEATURE", value_delimiter = ',')]
    features: Vec<String>,

    /// The path of the crate `wittgen` in the code.
    #[arg(long = "crate", value_name = "PATH", default_value = "::wittgen")]
    crate_path: String,

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
    let unstable = match &arguments.features[..] {
        [] => Unstable::None,
        names if names.iter().any(|name| name == "all") => Unstable::All,
        names => Unstable::Features(names.to_vec()),
    };
    let source = read_with(&input, &unstable).map_err(EmitError::from)?;
    let options = Options {
        crate_path: path_tokens(&arguments.crate_path).map_err(|error| usage("crate", &error))?,
        world: arguments.world.clone(),
        with: parse::<With>("with", &arguments.with)?,
        derives: parse::<Derive>("derive", &arguments.derives)?,
        renames: parse::<Rename>("rename", &arguments.renames)?,
        async_funcs: Selection::of(&arguments.async_funcs),
        trappable: Selection::of(&arguments.trappable),
        embedded: None,
    };
    let files = target.emit(&source, &options)?;
    match &arguments.output {
        Some(folder) => write(folder, &files)?,
        None => print(&files)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads the values of an option. This is not clap's to do, as tokens of Rust can't go to another thread.
fn parse<T: FromStr<Err = String>>(option: &str, values: &[String]) -> Result<Vec<T>, Failure> {
    let values = values.iter().map(|value| value.parse::<T>());
    values
        .collect::<Result<Vec<T>, String>>()
        .map_err(|error| usage(option, &error))
}

fn usage(option: &str, error: &str) -> Failure {
    Failure::new(Class::Usage, format!("--{option}: {error}"))
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
