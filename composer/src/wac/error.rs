//! What can be wrong with a text in WAC.

use std::ops::Range;

use super::bytes;
use crate::check::ComponentError;
use crate::component::ReadError;
use crate::difference::{Difference, explain};
use crate::encode::EncodeError;
use crate::graph::{AliasError, ConnectError, ExportError, ImportError};
use crate::name::{instead_of, list};

/// Why a text in WAC is no composition. Each message ends with a line that says what to do, where
/// anything can be done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WacError {
    /// The text breaks the language's grammar.
    #[error("{message}")]
    Syntax {
        /// What was expected.
        message: String,
    },
    /// There is no package of this name.
    #[error(
        "there is no package `{name}`\nhelp: say where it is with `--dep {name}=FILE`, or put it \
         into `deps/{}.wasm`",
        name.split('@').next().unwrap_or(name).replace(':', "/")
    )]
    UnknownPackage {
        /// The name.
        name: String,
    },
    /// A package's file can't be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A package is no component.
    #[error(transparent)]
    Component(#[from] ComponentError),
    /// A package has no such interface or world.
    #[error("the package `{package}` has no `{item}`{}", instead_of(item, items))]
    NoItem {
        /// The package.
        package: String,
        /// What was looked for.
        item: String,
        /// The interfaces and worlds that it has.
        items: Vec<String>,
    },
    /// Nothing has this name.
    #[error("nothing is called `{name}`{}", instead_of(name, names))]
    Undefined {
        /// The name.
        name: String,
        /// What there is before.
        names: Vec<String>,
    },
    /// The name is taken.
    #[error("something is called `{name}` already, in line {line}\nhelp: use another name")]
    Redefined {
        /// The name.
        name: String,
        /// The line of the first.
        line: usize,
    },
    /// The name is a type's, where an instance or function is wanted.
    #[error(
        "`{name}` is a type, not something that a component can be given\nhelp: import it first: `import a: {name};`"
    )]
    IsType {
        /// The name.
        name: String,
    },
    /// What is to be imported is nothing that can be.
    #[error(
        "`{name}` is a {kind}, which can't be imported\nhelp: import an interface or a function"
    )]
    NotImportable {
        /// The name.
        name: String,
        /// What it is.
        kind: &'static str,
    },
    /// The types that the text declares are wrong.
    #[error("{message}")]
    Types {
        /// What is wrong.
        message: String,
    },
    /// Not everything that a component imports is given.
    #[error(
        "`{package}` is not given what it imports{}\nhelp: give it by name, or write `...` at the end \
         to import it",
        list(imports)
    )]
    Missing {
        /// The component.
        package: String,
        /// Its imports that nothing is given for.
        imports: Vec<String>,
    },
    /// `...` is not the last argument.
    #[error("`...` is not the last argument\nhelp: move it to the end")]
    FillNotLast,
    /// An instance that is spread has nothing that is wanted.
    #[error(
        "`{instance}` exports nothing that `{package}` still imports{}\nhelp: leave it out",
        list(imports)
    )]
    SpreadNothing {
        /// The instance.
        instance: String,
        /// The component that it is given to.
        package: String,
        /// What that still imports.
        imports: Vec<String>,
    },
    /// An instance whose exports are to be exported has none that aren't exported already.
    #[error("all that `{instance}` exports is exported already\nhelp: leave this line out")]
    ExportNothing {
        /// The instance.
        instance: String,
    },
    /// An export's name doesn't follow from what it is.
    #[error("the export needs a name\nhelp: write `as \"name\"` after it")]
    NeedsName,
    /// The import can't be had.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// The instance has no such export.
    #[error(transparent)]
    Alias(#[from] AliasError),
    /// The argument doesn't fit.
    #[error(transparent)]
    Connect(#[from] ConnectError),
    /// The export can't be had.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// What the composition imports can't be known, because it can't be encoded.
    #[error(transparent)]
    Encode(#[from] EncodeError),
    /// The target is no world.
    #[error("`{name}` is not a world\nhelp: target a world like `a:b/world`")]
    NotWorld {
        /// The name.
        name: String,
    },
    /// The composition imports what its target does not.
    #[error(
        "the composition imports `{import}`, which its target `{world}` does not{}",
        instead_of(import, imports)
    )]
    TargetImport {
        /// The import.
        import: String,
        /// The world that is targeted.
        world: String,
        /// What that imports.
        imports: Vec<String>,
    },
    /// The composition does not export what its target does.
    #[error(
        "the target `{world}` exports `{export}`, which the composition does not\nhelp: export it"
    )]
    TargetExport {
        /// The export.
        export: String,
        /// The world that is targeted.
        world: String,
    },
    /// An import or export has another type than its target's.
    #[error(
        "`{name}` has another type in the target `{world}`{}",
        explain(differences)
    )]
    TargetMismatch {
        /// The import or export.
        name: String,
        /// The world that is targeted.
        world: String,
        /// Where the types differ; never empty.
        differences: Vec<Difference>,
    },
}

/// Where the parser found an error.
pub(super) fn syntax_span(error: &wac_parser::Error) -> Range<usize> {
    use wac_parser::Error;
    match error {
        Error::Lexer { span, .. }
        | Error::Expected { span, .. }
        | Error::ExpectedEither { span, .. }
        | Error::ExpectedMultiple { span, .. }
        | Error::EmptyType { span, .. }
        | Error::InvalidVersion { span, .. } => bytes!(span),
    }
}
