//! What can be wrong with a step of building a graph. Each message ends with what to do.

use crate::difference::{Difference, explain};
use crate::name::suggest;

/// Why an import can't be added.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// The name is not one that an import can have.
    #[error(
        "`{name}` can't be an import's name: {message}\nhelp: write words of lower-case letters \
         joined by `-`, or an interface's name like `a:b/c@1.0.0`"
    )]
    Name {
        /// The name.
        name: String,
        /// What is wrong with it.
        message: String,
    },
    /// There is an import of this name.
    #[error("`{name}` is imported already\nhelp: use the import that is there, or another name")]
    Taken {
        /// The name.
        name: String,
    },
}

/// Why a node has no such export.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AliasError {
    /// The node is no instance.
    #[error("`{node}` is a {kind}, which has no exports; only an instance has")]
    NotAnInstance {
        /// The node's name.
        node: String,
        /// What it is.
        kind: &'static str,
    },
    /// The instance has no export of this name.
    #[error(
        "`{node}` does not export `{export}`{}",
        suggest("exports", export, exports)
    )]
    NoExport {
        /// The instance's name.
        node: String,
        /// The name that was looked for.
        export: String,
        /// What it exports.
        exports: Vec<String>,
    },
}

/// Why a node can't be given for an import.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConnectError {
    /// What should get it is no instance of a component.
    #[error("`{node}` is no instance of a component, so nothing can be given to it")]
    NotAnInstance {
        /// The node's name.
        node: String,
    },
    /// The component has no import of this name.
    #[error(
        "`{importer}` does not import `{import}`{}",
        suggest("imports", import, imports)
    )]
    NoImport {
        /// The instance's name.
        importer: String,
        /// The name that was looked for.
        import: String,
        /// What it imports.
        imports: Vec<String>,
    },
    /// Something was given for the import before.
    #[error("`{import}` of `{importer}` is given already: `{given}`\nhelp: leave one of them out")]
    Taken {
        /// The instance's name.
        importer: String,
        /// The import.
        import: String,
        /// What was given.
        given: String,
    },
    /// The types don't fit.
    #[error(
        "`{importer}` imports `{import}`, but {} has another type{}\nhelp: build both against the \
         same version of its WIT",
        source_text(provider, export),
        explain(differences)
    )]
    Mismatch {
        /// The instance's name.
        importer: String,
        /// The import.
        import: String,
        /// The name of what was to be given, or of whom it belongs to.
        provider: String,
        /// The export of it that was to be given; empty where it is all of it.
        export: String,
        /// Where the types differ; never empty.
        differences: Vec<Difference>,
    },
}

/// Why a node can't be exported.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The name is not one that an export can have.
    #[error(
        "`{name}` can't be an export's name: {message}\nhelp: write words of lower-case letters \
         joined by `-`, or an interface's name like `a:b/c@1.0.0`"
    )]
    Name {
        /// The name.
        name: String,
        /// What is wrong with it.
        message: String,
    },
    /// Something else has this name.
    #[error(
        "`{first}` and `{second}` are both to be exported as `{name}`\nhelp: export one of them \
         under another name, or not at all"
    )]
    Taken {
        /// The name.
        name: String,
        /// What has it.
        first: String,
        /// What was to get it as well.
        second: String,
    },
}

fn source_text(provider: &str, export: &str) -> String {
    if export.is_empty() {
        return format!("`{provider}`, which is given for it,");
    }
    format!("the `{export}` of `{provider}`, which is given for it,")
}
