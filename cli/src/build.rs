//! `wittgen build`.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::Args;
use wittgen_runtime::{ArtifactKey, Component, Precompile};

use crate::failure::{Class, Failure};
use crate::output::{self, human_size};
use crate::progress::Progress;

const AFTER_HELP: &str = "\
The result is loaded wherever a component is: `wittgen run app.cwasm`, `wittgen call app.cwasm`, \
`Builder::load(\"app.cwasm\")`. Nothing is compiled then, and a program that was built without a \
compiler can load it.

Machine code can do whatever the program can that runs it, so an artifact is sealed, and run only by \
those who have the key. Without `--key` that is a key of your own, in your cache directory: what you \
build here, you can run here. For other users and machines, make a key and give it to them: whoever \
has it can make artifacts that run there, so it is as secret as a password.

What it can do when it runs is decided here: `--interruptible` for a deadline, a limit of CPU time or a \
cancel; `--fuel` for a limit of fuel; `--async` for a world with asynchronous functions. With the first \
two it runs without such a limit as well, somewhat slower. Memory, tables, stack and all that is granted \
are free.

Examples:
  wittgen build app.wasm                         app.cwasm, for this machine and you
  wittgen build app.wasm -o app.cwasm --key artifact.key
  wittgen run app.cwasm --key artifact.key       on another machine
  wittgen build app.wasm --target x86_64-unknown-linux-gnu --with-source
  wittgen inspect app.cwasm                      what it was built for, and from what";

/// Compile a component to machine code ahead of time.
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// The component.
    component: PathBuf,

    /// Where to write the artifact; `-` is standard output. The component's name with `.cwasm` unless said.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Compile for any machine of this kind. Without it: for this one, with all that its processor can do.
    ///
    /// The kind of processor must be this machine's, for example `x86_64-unknown-linux-gnu`,
    /// `x86_64-apple-darwin` or `x86_64-pc-windows-msvc`.
    #[arg(long, value_name = "TRIPLE")]
    target: Option<String>,

    /// The world has asynchronous functions, streams or futures.
    #[arg(long = "async")]
    is_async: bool,

    /// It can be stopped while it computes: for a deadline, a limit of CPU time, or a cancel.
    #[arg(long)]
    interruptible: bool,

    /// It counts what it computes: for a limit of fuel.
    #[arg(long, conflicts_with = "is_async")]
    fuel: bool,

    /// Include the component, to be compiled where the machine code does not fit.
    #[arg(long)]
    with_source: bool,

    /// The key to seal with: a file of 32 random bytes or more. Made if it is not there.
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,

    /// Compile it anew, and keep nothing in the cache.
    #[arg(long)]
    no_cache: bool,

    /// Print what was done as JSON.
    #[arg(long)]
    json: bool,

    /// Print nothing.
    #[arg(short, long, conflicts_with = "json")]
    quiet: bool,
}

/// Compiles a component, writes the artifact, and says what it is.
pub(crate) fn build(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let path = match &arguments.output {
        Some(path) => path.clone(),
        None => arguments.component.with_extension("cwasm"),
    };
    if path == arguments.component {
        let text = format!(
            "the artifact would take the place of `{}`\nhelp: name another file with `-o app.cwasm`",
            path.display()
        );
        return Err(Failure::new(Class::Usage, text));
    }
    let component = Component::read(&arguments.component)?;
    let (precompile, new_key) = arguments.precompile()?;
    let begin = Instant::now();
    let artifact = {
        let _progress = Progress::start("compiling the component");
        precompile.compile(&component)?
    };
    let time = begin.elapsed();
    output::write(&path, artifact.bytes())?;

    if arguments.quiet || output::is_stdout(&path) {
        return Ok(ExitCode::SUCCESS);
    }
    if arguments.json {
        output::print_json(artifact.info())?;
        return Ok(ExitCode::SUCCESS);
    }
    let info = artifact.info();
    let seal = match (&arguments.key, new_key) {
        (None, _) => "your own key: for yourself, on this machine".to_string(),
        (Some(key), true) => format!(
            "the new key `{}`: keep it secret, and give it to those who run the artifact",
            key.display()
        ),
        (Some(key), false) => format!("the key `{}`", key.display()),
    };
    output::print(&format!(
        "{}: {} for {}, in {:.2} s\n  sealed with {seal}\n",
        path.display(),
        human_size(artifact.bytes().len() as u64),
        info.target,
        time.as_secs_f64(),
    ))?;
    Ok(ExitCode::SUCCESS)
}

impl Arguments {
    /// How to compile, and whether the key is a new one.
    fn precompile(&self) -> Result<(Precompile, bool), Failure> {
        let mut precompile = Precompile::new()
            .asynchronous(self.is_async)
            .interruptible(self.interruptible)
            .fuel(self.fuel)
            .with_source(self.with_source);
        if let Some(triple) = &self.target {
            precompile = precompile.target(triple);
        }
        if self.no_cache {
            precompile = precompile.no_cache();
        }
        let Some(path) = &self.key else {
            return Ok((precompile, false));
        };
        let is_new = !path.exists();
        let key = if is_new {
            ArtifactKey::create(path)?
        } else {
            ArtifactKey::read(path)?
        };
        Ok((precompile.key(&key), is_new))
    }
}
