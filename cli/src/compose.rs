//! `wittgen compose`.

mod report;
mod restrict;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use wittgen_composer::{Compose, EncodeOptions, Format, Instances, draw};

use crate::failure::{Class, Failure};
use crate::output;
use crate::progress::Progress;

/// What is composed where nothing is said.
const MANIFEST: &str = "wittgen.toml";

const AFTER_HELP: &str = "\
Components come in any order. The result exports what the first of them exports, if none of the \
others imports from it; else what the only one exports that nobody imports from. `--root` says it \
outright. The others provide what is imported, of the newest compatible version where several do. \
What nobody provides stays an import of the result. Equal inputs give equal bytes.

In place of components, one file can say what the composition is:
  wittgen.toml   components, connections, exports and restrictions by name; read without any FILE too
  app.wac        the language WAC; its packages are found by `--dep` and in `deps/` beside it,
                 `example:sqlite` as `deps/example/sqlite.wasm`
  config.yml     a configuration of wasm-compose, with the root component beside it or in it

Examples:
  wittgen compose notes.wasm sqlite.wasm -o app.wasm
  wittgen compose notes.wasm sqlite.wasm -o app.wasm --expose wittgen:sqlite/database
  wittgen compose notes.wasm sqlite.wasm -o app.wasm --deny notes=wasi:sockets --graph svg=app.svg
  wittgen compose
  wittgen compose app.wac --dep example:sqlite=sqlite.wasm -o app.wasm
  wittgen compose root.wasm config.yml -o app.wasm
  wittgen compose notes.wasm sqlite.wasm -o - | wasm-tools print";

/// Link components into one.
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// The components, or what says which: a `.toml`, `.wac`, `.yml` or `.yaml` file.
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Where to write the result; `-` is standard output. A manifest may say it with `output`.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Export what this component exports; may be given several times. Its name is the file's without
    /// `.wasm`, or what the manifest calls it.
    #[arg(long, value_name = "NAME")]
    root: Vec<String>,

    /// Export this interface of another component from the result as well.
    #[arg(long, value_name = "INTERFACE")]
    expose: Vec<String>,

    /// Where a package is that a text in WAC names.
    #[arg(long, value_name = "NAME=FILE", value_parser = parse_dependency)]
    dep: Vec<(String, PathBuf)>,

    /// The folder of the other packages of a text in WAC.
    #[arg(long, value_name = "FOLDER")]
    deps: Option<PathBuf>,

    /// How many instances there are of what several components import from.
    #[arg(long, value_enum, value_name = "HOW")]
    instances: Option<How>,

    /// Import the components in place of having them in the result.
    #[arg(long)]
    import_components: bool,

    /// Fail if any import stays open but WASI's.
    #[arg(long)]
    closed: bool,

    #[command(flatten)]
    restrict: restrict::RestrictArguments,

    /// Leave out names and debug information: smaller, with numbers in backtraces.
    #[arg(long)]
    strip: bool,

    /// Draw the composition: `tree` to standard output, or `tree`, `svg`, `mermaid` or `dot` to a file.
    #[arg(long, value_name = "FORMAT[=FILE]", value_parser = parse_drawing)]
    graph: Vec<(Format, Option<PathBuf>)>,

    /// Print what was done as JSON.
    #[arg(long)]
    json: bool,

    /// Print nothing.
    #[arg(short, long, conflicts_with = "json")]
    quiet: bool,
}

/// How many instances there are of what several import from.
#[derive(Clone, Copy, ValueEnum)]
enum How {
    /// One, whose state all of them share.
    Shared,
    /// One for each of them.
    PerImporter,
}

impl From<How> for Instances {
    fn from(how: How) -> Self {
        match how {
            How::Shared => Self::Shared,
            How::PerImporter => Self::PerImporter,
        }
    }
}

fn parse_dependency(text: &str) -> Result<(String, PathBuf), String> {
    match text.split_once('=') {
        Some((name, path)) if name.contains(':') && !path.is_empty() => {
            Ok((name.to_owned(), path.into()))
        }
        _ => Err("write it like `--dep example:sqlite=sqlite.wasm`".into()),
    }
}

fn parse_drawing(text: &str) -> Result<(Format, Option<PathBuf>), String> {
    let (format, path) = match text.split_once('=') {
        Some((format, path)) if !path.is_empty() => (format, Some(path.into())),
        _ => (text, None),
    };
    match format.parse() {
        Ok(format) => Ok((format, path)),
        Err(error) => Err(format!("{error}").replace("\nhelp: ", "; ")),
    }
}

/// Links, writes the result, and says what was done.
pub(crate) fn compose(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let compose = prepare(arguments)?;
    let progress = Progress::start("linking");
    let composed = compose.read()?;
    let output = match (&arguments.output, composed.output()) {
        (Some(output), _) => output.as_path(),
        (None, Some(output)) => output,
        (None, None) => return Err(no_output()),
    };
    let encoded = composed.encode()?;
    drop(progress);
    output::write_with(output, &|writer| encoded.bytes.write_to(writer))?;
    report::report(arguments, output, composed.open(), &encoded)?;
    for (format, path) in &arguments.graph {
        let drawing = draw(composed.graph(), *format);
        match path {
            Some(path) => output::write(path, drawing.as_bytes())?,
            None => output::print(&drawing)?,
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// What the arguments say.
fn prepare(arguments: &Arguments) -> Result<Compose, Failure> {
    let files = files(arguments)?;
    let has_manifest = files
        .iter()
        .any(|file| file.extension() == Some("toml".as_ref()));
    if arguments.output.is_none() && !has_manifest {
        return Err(no_output());
    }
    let mut compose = files.iter().fold(Compose::new(), Compose::file);
    compose = arguments.root.iter().fold(compose, Compose::root);
    compose = arguments.expose.iter().fold(compose, Compose::expose);
    for (name, path) in &arguments.dep {
        compose = compose.package(name, path);
    }
    if let Some(folder) = &arguments.deps {
        compose = compose.packages_in(folder);
    }
    if let Some(how) = arguments.instances {
        compose = compose.instances(how.into());
    }
    if arguments.strip {
        let mut options = EncodeOptions::default();
        options.names = false;
        compose = compose.options(options);
    }
    if arguments.import_components {
        compose = compose.import_components();
    }
    if arguments.closed {
        compose = compose.closed();
    }
    Ok(arguments.restrict.apply(compose))
}

/// What is to be composed.
fn files(arguments: &Arguments) -> Result<Vec<PathBuf>, Failure> {
    if !arguments.files.is_empty() {
        return Ok(arguments.files.clone());
    }
    if Path::new(MANIFEST).exists() {
        return Ok(vec![MANIFEST.into()]);
    }
    let text = format!(
        "there is nothing to compose: no file is named, and there is no `{MANIFEST}` here\nhelp: \
         name the components: `wittgen compose notes.wasm sqlite.wasm -o app.wasm`"
    );
    Err(Failure::new(Class::Usage, text))
}

fn no_output() -> Failure {
    let text =
        "it is not said where to write the result\nhelp: name a file with `--output app.wasm`";
    Failure::new(Class::Usage, text)
}
