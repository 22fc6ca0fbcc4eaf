//! What can be wrong with WIT, all of it at once.

use std::fmt;
use std::path::PathBuf;

/// Why no world came of an input.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or directory can't be read.
    #[error("cannot read `{}`: {source}\nhelp: the path is relative to the folder of `Cargo.toml`", path.display())]
    Read {
        /// What was to be read.
        path: PathBuf,
        /// Why it can't be.
        source: std::io::Error,
    },
    /// There is no WIT in a directory.
    #[error("no `.wit` file in `{}` nor in the folders below it", path.display())]
    Empty {
        /// The directory.
        path: PathBuf,
    },
    /// The text is not WIT; the message points into it.
    #[error("{message}")]
    Parse {
        /// What wit-parser says, with the file, line and text.
        message: String,
    },
    /// A binary is not a component, or carries no WIT.
    #[error("`{}` is not a component: {message}", path.display())]
    Component {
        /// The binary.
        path: PathBuf,
        /// What is wrong with it.
        message: String,
    },
    /// The world that was asked for is not there, or several would fit.
    #[error("{message}\nhelp: {}", worlds_help(worlds))]
    World {
        /// What was asked for.
        message: String,
        /// The worlds that there are, by their full names.
        worlds: Vec<String>,
    },
    /// The world uses what a target can't express.
    #[error("{}", Diagnostics(.0))]
    Unsupported(Vec<Diagnostic>),
}

/// One thing that a target can't express.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Where: `interface wittgen:notes/store, func search`.
    pub path: String,
    /// What is wrong there.
    pub message: String,
    /// What to write instead.
    pub help: String,
}

struct Diagnostics<'a>(&'a [Diagnostic]);

impl fmt::Display for Diagnostics<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.0.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            write!(
                f,
                "{}: {}\nhelp: {}",
                diagnostic.path, diagnostic.message, diagnostic.help
            )?;
        }
        Ok(())
    }
}

fn worlds_help(worlds: &[String]) -> String {
    match worlds {
        [] => "declare one with `world NAME { ... }`".to_string(),
        [one] => format!("the only world is `{one}`"),
        several => format!("the worlds are `{}`", several.join("`, `")),
    }
}
