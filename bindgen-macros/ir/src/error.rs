//! What can be wrong with WIT, all of it at once.

use std::fmt;
use std::path::PathBuf;

use crate::Excerpt;

/// Why no world came of an input.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or directory can't be read.
    #[error("cannot read `{}`: {source}", path.display())]
    Read {
        /// What was to be read.
        path: PathBuf,
        /// Why it can't be.
        source: std::io::Error,
    },
    /// There is no WIT in a directory.
    #[error("no `.wit` file in `{}` nor in the folders below it\nhelp: a package is a folder of `.wit` files, with the packages that it uses below it in `deps/`", path.display())]
    Empty {
        /// The directory.
        path: PathBuf,
    },
    /// The text is not WIT.
    #[error("{rendered}")]
    Parse {
        /// What wit-parser says.
        message: String,
        /// The same, with the file, the line and a caret below what is meant.
        rendered: String,
        /// Where it is, if the text stands in no file.
        excerpt: Option<Excerpt>,
    },
    /// Features that no item of the WIT has, or any where there are none.
    #[error("{}\nhelp: {}", features_message(unknown), features_help(known))]
    Features {
        /// Those that were asked for and are not there.
        unknown: Vec<String>,
        /// Those that there are.
        known: Vec<String>,
    },
    /// A binary is not a component, or carries no WIT.
    #[error("`{}` is not a component: {message}", path.display())]
    Component {
        /// The binary.
        path: PathBuf,
        /// What is wrong with it.
        message: String,
    },
    /// A component's packages need each other in a circle.
    #[error("the packages of `{}` need each other in a circle, which no WIT can say: `{}`\nhelp: have the types that they share in a package of their own, and build the component anew", path.display(), packages.join("`, `"))]
    Circle {
        /// The component.
        path: PathBuf,
        /// The packages, by their full names.
        packages: Vec<String>,
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
    /// The file, line and column, if the WIT was text.
    pub location: Option<String>,
    /// Where it is, if the text stands in no file.
    pub excerpt: Option<Excerpt>,
    /// What is wrong there.
    pub message: String,
    /// What to write instead.
    pub help: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)?;
        if let Some(location) = &self.location {
            write!(f, "\n --> {location}")?;
        }
        write!(f, "\nhelp: {}", self.help)
    }
}

struct Diagnostics<'a>(&'a [Diagnostic]);

impl fmt::Display for Diagnostics<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.0.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            diagnostic.fmt(f)?;
        }
        Ok(())
    }
}

fn worlds_help(worlds: &[String]) -> String {
    match worlds {
        [] => "declare one with `world NAME { ... }`".to_string(),
        [one] => format!("the only world is `{one}`"),
        several => format!("choose one of `{}`", several.join("`, `")),
    }
}

fn features_message(unknown: &[String]) -> String {
    match unknown {
        [] => "no item of the WIT is `@unstable`".to_string(),
        [one] => format!("no item of the WIT has the feature `{one}`"),
        several => format!(
            "no item of the WIT has the features `{}`",
            several.join("`, `")
        ),
    }
}

fn features_help(known: &[String]) -> String {
    match known {
        [] => "leave `features` out".to_string(),
        [one] => format!("the only feature is `{one}`"),
        several => format!("the features are `{}`", several.join("`, `")),
    }
}
