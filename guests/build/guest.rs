//! The guests, one line each, and what becomes of one: a component in this crate's output
//! directory. The code of the guests themselves is in the directories beside this one.

use std::ffi::OsString;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use crate::cargo::{Build, Outcome};
use crate::compiler::Compiler;
use crate::failure::Failure;
use crate::layout::Layout;
use crate::progress::Voice;
use crate::rustup::{COMPONENT, MODULE};

/// How many lines of a compiler's message are shown.
const SHOWN: usize = 12;

/// How many characters of a long line are shown.
const LONGEST: usize = 200;

/// The package whose guests anyone needs.
const EVERYWHERE: &str = "wittgen-guests";

/// The package whose guests only tests need.
const TESTS: &str = "wittgen-test-guests";

/// The package whose guests only benchmarks need.
const BENCHES: &str = "wittgen-bench-guests";

/// All guests. A further one is a further line, and its package in the workspace.
pub(crate) const GUESTS: &[Guest] = &[
    Guest {
        of: EVERYWHERE,
        name: "sqlite",
        target: COMPONENT,
        compiles_c: true,
        what: "SQLite behind `wittgen:sqlite/database`",
    },
    Guest {
        of: EVERYWHERE,
        name: "notes",
        target: COMPONENT,
        compiles_c: false,
        what: "The plugin with notes: `wittgen:notes/store`",
    },
    Guest {
        of: EVERYWHERE,
        name: "workload",
        target: COMPONENT,
        compiles_c: false,
        what: "What the benchmarks measure, as a plugin",
    },
    Guest {
        of: TESTS,
        name: "echo",
        target: COMPONENT,
        compiles_c: false,
        what: "Returns what it is given: `wittgen:echo`",
    },
    Guest {
        of: TESTS,
        name: "echo-plain",
        target: COMPONENT,
        compiles_c: false,
        what: "The same on wit-bindgen's own bindings",
    },
    Guest {
        of: TESTS,
        name: "live",
        target: COMPONENT,
        compiles_c: false,
        what: "Functions that take their time, streams and futures: `wittgen:live`",
    },
    Guest {
        of: TESTS,
        name: "probe",
        target: COMPONENT,
        compiles_c: false,
        what: "Attempts to reach what was not granted: `wittgen:probe`",
    },
    Guest {
        of: TESTS,
        name: "client",
        target: COMPONENT,
        compiles_c: false,
        what: "Asks HTTP servers, key-value stores and configuration: `wittgen:client`",
    },
    Guest {
        of: TESTS,
        name: "client-async",
        target: COMPONENT,
        compiles_c: false,
        what: "Asks HTTP servers by WASI 0.3: `wittgen:client-async`",
    },
    Guest {
        of: TESTS,
        name: "relay",
        target: COMPONENT,
        compiles_c: false,
        what: "Passes what it is given to the host: `wittgen:echo`",
    },
    Guest {
        of: TESTS,
        name: "relay-plain",
        target: COMPONENT,
        compiles_c: false,
        what: "The same on wit-bindgen's own bindings",
    },
    Guest {
        of: TESTS,
        name: "mount",
        target: COMPONENT,
        compiles_c: false,
        what: "A filesystem with files inside the composition: `wittgen:mount`",
    },
    Guest {
        of: BENCHES,
        name: "calls",
        target: COMPONENT,
        compiles_c: false,
        what: "What the benchmarks of calls measure, as a plugin",
    },
    Guest {
        of: BENCHES,
        name: "calls-extism",
        target: MODULE,
        compiles_c: false,
        what: "The same as a plugin of Extism",
    },
];

/// A guest: the package `guest-<name>` in the directory `guests/<name>`.
pub(crate) struct Guest {
    /// The package that names it as a constant.
    pub(crate) of: &'static str,
    name: &'static str,
    /// What it is compiled to.
    pub(crate) target: &'static str,
    /// Whether a C compiler is needed.
    pub(crate) compiles_c: bool,
    /// The first line of the constant's documentation.
    what: &'static str,
}

impl Guest {
    /// Builds the component and copies it to where the constants find it.
    pub(crate) fn build(
        &self,
        layout: &Layout,
        voice: &Voice,
        compiler: Option<&Compiler>,
    ) -> Result<(), Failure> {
        let package = format!("guest-{}", self.name);
        let log = layout.guests.join(format!("{package}.log"));
        let none: &[(&str, OsString)] = &[];
        let variables = compiler.map_or(none, |compiler| &compiler.variables);
        let build = Build {
            package: &package,
            target: self.target,
            variables,
            log: &log,
        };
        if let Outcome::Failed(error) = build.run(layout, voice)? {
            let output = fs::read_to_string(&log).unwrap_or_default();
            let name = compiler.map_or("", |compiler| &compiler.name);
            return Err(explain(&package, error, &output, name).log(&log));
        }
        let built = self.built(layout).with_extension("wasm");
        let copy = layout.out.join(self.name).with_extension("wasm");
        fs::copy(&built, &copy).map_err(|error| Failure::io("copy", &built, &error))?;
        Ok(())
    }

    /// What to watch so that the guest is built anew when it should be.
    pub(crate) fn watch(&self, layout: &Layout) -> Vec<PathBuf> {
        let mut watched = vec![layout.workspace.join("guests").join(self.name)];
        let dependencies = fs::read_to_string(self.built(layout).with_extension("d"));
        watched.extend(sources(&dependencies.unwrap_or_default()));
        watched
    }

    /// The constants, as Rust.
    pub(crate) fn constants(&self) -> String {
        let Self { name, what, .. } = self;
        let constant = name.to_uppercase().replace('-', "_");
        let file = format!("concat!(env!(\"OUT_DIR\"), \"/{name}.wasm\")");
        let mut code = String::new();
        // Writing to a string can't fail.
        let _ = write!(
            code,
            "/// {what}.\npub const {constant}: &[u8] = include_bytes!({file});\n\
             /// The file that [`{constant}`] is read from.\npub const {constant}_PATH: &str = {file};\n"
        );
        code
    }

    /// What the nested build makes, without its extension.
    fn built(&self, layout: &Layout) -> PathBuf {
        let directory = layout.guests.join(self.target).join("guest");
        directory.join(format!("guest_{}", self.name.replace('-', "_")))
    }
}

/// The files that cargo's dependency list `target: source source` names; a space in a path is
/// written with a backslash.
fn sources(list: &str) -> impl Iterator<Item = PathBuf> {
    let (_, files) = list.split_once(": ").unwrap_or_default();
    let files = files.trim_end().replace("\\ ", "\0");
    let files: Vec<_> = files
        .split(' ')
        .map(|file| file.replace('\0', " "))
        .collect();
    files
        .into_iter()
        .filter(|file| !file.is_empty())
        .map(PathBuf::from)
}

/// Makes a few lines of a failed build's output.
fn explain(package: &str, error: Option<String>, output: &str, compiler: &str) -> Failure {
    if let Some(error) = error {
        let lines: Vec<_> = error.trim_end().lines().collect();
        let failure = Failure::new(format!("the guest `{package}` does not compile"));
        return failure.line(lines[..lines.len().min(SHOWN)].join("\n"));
    }
    let first = |needles: &[&str]| {
        let mut lines = output.lines().map(str::trim);
        lines
            .find(|line| needles.iter().any(|needle| line.contains(needle)))
            .map(str::to_owned)
    };
    let network = [
        "failed to download",
        "unable to update registry",
        "failed to get `",
        "Could not resolve host",
        "download of ",
    ];
    if first(&network).is_some() {
        return Failure::new(format!(
            "the crates of the guest `{package}` could not be fetched"
        ))
        .help("connect to the network and type the same again");
    }
    if let Some(line) = first(&["failed to run custom build command"]) {
        let why = first(&[
            ": error:",
            ": fatal error:",
            "error occurred",
            "No such file",
        ]);
        let name = line.split('`').nth(1).unwrap_or(package).to_owned();
        let fact = format!("the C compiler {compiler} failed on `{name}`");
        let why = why.as_deref().map_or(&*line, without_prefix);
        return Failure::new(fact).line(short(why)).help(
            "repair the compiler, or unset `WASI_SDK_PATH` and `CC_wasm32_wasip2`, and the pinned \
             one is used",
        );
    }
    if first(&["because --locked was passed"]).is_some() {
        return Failure::new("`Cargo.lock` does not fit the `Cargo.toml` of this workspace")
            .help("type `cargo update --workspace`, then the same again");
    }
    let why = first(&["error: "]).unwrap_or_else(|| "cargo ended without success".to_owned());
    Failure::new(format!("the guest `{package}` could not be built"))
        .line(why.trim_start_matches("error: "))
}

/// A line of a build script's output without what cargo puts before it.
fn without_prefix(line: &str) -> &str {
    let line = line.trim_start_matches("cargo:warning=");
    let warning = line
        .strip_prefix("warning: ")
        .and_then(|rest| rest.split_once(": "));
    warning.map_or(line, |(_, message)| message)
}

/// The beginning of a line that may be a whole command.
fn short(line: &str) -> String {
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}
