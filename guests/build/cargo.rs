//! A cargo inside cargo: builds one guest, with an environment that is the same whatever the outer
//! build is for (a test, a release, clippy), so that it finds its own results again.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::process::Command;

use indicatif::ProgressBar;
use serde_json::Value;

use crate::child::{self, Event};
use crate::failure::Failure;
use crate::layout::{Layout, variable};
use crate::progress::Voice;

/// Variables of the outer build that the inner one keeps although they begin with `CARGO`.
const KEPT: [&str; 8] = [
    "CARGO_HOME",
    "CARGO_HTTP_",
    "CARGO_MAKEFLAGS",
    "CARGO_NET_",
    "CARGO_REGISTRIES_",
    "CARGO_REGISTRY_",
    "CARGO_SOURCE_",
    "CARGO_BUILD_JOBS",
];

/// Variables of the outer build that would change the inner one.
const DROPPED: [&str; 10] = [
    "CLIPPY_ARGS",
    "CLIPPY_CONF_DIR",
    "DEBUG",
    "OPT_LEVEL",
    "PROFILE",
    "RUSTC_WORKSPACE_WRAPPER",
    "RUSTDOCFLAGS",
    "RUSTFLAGS",
    "TARGET",
    "HOST",
];

/// How a nested build ended.
pub(crate) enum Outcome {
    /// The guest is built.
    Built,
    /// It isn't; the first error of the Rust compiler as it prints it, if it was one.
    Failed(Option<String>),
}

/// A nested build of one package.
pub(crate) struct Build<'a> {
    /// The package.
    pub(crate) package: &'a str,
    /// What it is compiled to.
    pub(crate) target: &'a str,
    /// Variables to set, for its C compiler.
    pub(crate) variables: &'a [(&'static str, std::ffi::OsString)],
    /// Where the whole output goes.
    pub(crate) log: &'a Path,
}

impl Build<'_> {
    /// Runs the build and shows how far it has come.
    pub(crate) fn run(&self, layout: &Layout, voice: &Voice) -> Result<Outcome, Failure> {
        let mut log = File::create(self.log).map_err(|e| Failure::io("write", self.log, &e))?;
        let mut command = command(layout)?;
        command
            .args([
                "build",
                "--locked",
                "--profile",
                "guest",
                "--target",
                self.target,
            ])
            .args(["--message-format", "json", "--package", self.package])
            .arg("--target-dir")
            .arg(&layout.guests)
            .envs(self.variables.iter().map(|(name, value)| (name, value)));
        let mut watch = Watch {
            build: self,
            layout,
            voice,
            bar: None,
            crates: HashSet::new(),
        };
        let mut error = None;
        let status = child::run(&mut command, |event| {
            let written = match event {
                Event::Out(line) => watch.message(&line, &mut error, &mut log),
                Event::Err(line) => watch.status(&line, &mut log),
                Event::Tick => Ok(()),
            };
            // A log that can't be written is missed only if something else fails.
            drop(written);
        });
        if let Some(bar) = watch.bar {
            bar.finish_and_clear();
        }
        match status {
            Ok(status) if status.success() => Ok(Outcome::Built),
            Ok(_) => Ok(Outcome::Failed(error)),
            Err(error) => Err(Failure::new(format!("cargo does not run: {error}"))),
        }
    }
}

/// What a running build has shown so far.
struct Watch<'a> {
    build: &'a Build<'a>,
    layout: &'a Layout,
    voice: &'a Voice,
    /// There from the moment when something really is compiled.
    bar: Option<ProgressBar>,
    crates: HashSet<String>,
}

impl Watch<'_> {
    /// A line of cargo's standard error: what it does at the moment.
    fn status(&mut self, line: &str, log: &mut File) -> io::Result<()> {
        let mut words = line.split_whitespace();
        let verb = words.next().unwrap_or_default();
        if ["Compiling", "Downloading", "Downloaded"].contains(&verb) {
            let crates = self.crates.len() as u64;
            let bar = self.bar.get_or_insert_with(|| {
                self.voice
                    .say("Building", &format!("the component {}", self.build.package));
                let total = self
                    .layout
                    .crates(self.build.package, self.build.target)
                    .unwrap_or(0);
                let bar = self.voice.count("Building", total.max(crates));
                bar.set_position(crates);
                bar
            });
            let name = words.next().unwrap_or_default();
            let name = if verb == "Compiling" {
                name.to_owned()
            } else {
                format!("{verb} {name}")
            };
            bar.set_message(format!("{}: {name}", self.build.package));
        }
        writeln!(log, "{line}")
    }

    /// A message in JSON on cargo's standard output: a finished crate, or a diagnostic.
    fn message(
        &mut self,
        line: &str,
        error: &mut Option<String>,
        log: &mut File,
    ) -> io::Result<()> {
        let Ok(message) = serde_json::from_str::<Value>(line) else {
            return writeln!(log, "{line}");
        };
        match message["reason"].as_str() {
            Some("compiler-artifact") => {
                if let Some(id) = message["package_id"].as_str() {
                    self.crates.insert(id.to_owned());
                }
                if let Some(bar) = &self.bar {
                    bar.set_position(self.crates.len() as u64);
                }
                Ok(())
            }
            Some("compiler-message") => {
                let rendered = message["message"]["rendered"].as_str().unwrap_or_default();
                if message["message"]["level"] == "error" {
                    error.get_or_insert_with(|| rendered.to_owned());
                }
                writeln!(log, "{rendered}")
            }
            _ => Ok(()),
        }
    }
}

impl Layout {
    /// How many crates a package is built from, itself included; none if cargo can't tell.
    fn crates(&self, package: &str, target: &str) -> Option<u64> {
        let output = command(self)
            .ok()?
            .args([
                "tree",
                "--locked",
                "--offline",
                "--package",
                package,
                "--target",
                target,
            ])
            .args(["--edges", "normal,build", "--prefix", "none", "--no-dedupe"])
            .output()
            .ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        let names = text.lines().map(|line| line.trim_end_matches(" (*)"));
        Some(
            names
                .filter(|name| !name.is_empty())
                .collect::<HashSet<_>>()
                .len() as u64,
        )
    }
}

/// Cargo in the workspace, with an environment of its own.
fn command(layout: &Layout) -> Result<Command, Failure> {
    let mut command = Command::new(variable("CARGO")?);
    command.current_dir(&layout.workspace);
    for (name, _) in std::env::vars_os() {
        if changes_build(&name) {
            command.env_remove(name);
        }
    }
    command.env("CARGO_TERM_COLOR", "never");
    command.env("CARGO_TERM_PROGRESS_WHEN", "never");
    Ok(command)
}

fn changes_build(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let kept = KEPT.iter().any(|kept| name.starts_with(kept));
    (name.starts_with("CARGO") && !kept) || DROPPED.contains(&&*name)
}
