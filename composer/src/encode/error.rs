//! Why a graph can't become a component.

use crate::difference::{Difference, explain};
use crate::provenance::Connection;

/// Why a graph can't become a component. Each message ends with what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EncodeError {
    /// Instances need each other in a circle.
    #[error("{}", explain_cycle(cycle))]
    Cycle {
        /// The circle: each connection's provider is the next one's importer.
        cycle: Vec<Connection>,
    },
    /// Two components leave the same import open with types that can't be merged.
    #[error(
        "`{first}` and `{second}` both import `{import}`, but not with the same types{}\nhelp: build \
         both against the same version of its WIT",
        explain(differences)
    )]
    ImportConflict {
        /// The import that both leave open.
        import: String,
        /// The component that imports it first.
        first: String,
        /// The component that imports it differently.
        second: String,
        /// Where the second's type differs from the first's.
        differences: Vec<Difference>,
    },
    /// An import of the composition has the name of one that an instance leaves open.
    #[error(
        "`{import}` is an import of the composition, and `{importer}` leaves an import of that name \
         open as well\nhelp: give the one for the other, or import it under another name"
    )]
    ImportTwice {
        /// The import.
        import: String,
        /// The instance that leaves it open.
        importer: String,
    },
    /// Something that is given for an import fits by itself, but brings other resources than the
    /// rest of what is given to the instance.
    #[error(
        "`{}` gets `{}` from `{}`, which is about other resources than what it gets \
         elsewhere{}\nhelp: let every part that shares a resource get it from the same component",
        connection.importer, connection.import, connection.provider, explain(differences)
    )]
    Resources {
        /// The connection.
        connection: Connection,
        /// Where the resources are not the same.
        differences: Vec<Difference>,
    },
    /// An import that stays open mentions a resource of another that is met inside.
    #[error(
        "`{open}` of `{importer}` stays open, but it is about the resource `{resource}` of `{met}`, \
         which comes from inside the composition\nhelp: give a component that exports `{open}` too, or \
         leave `{met}` open as well"
    )]
    OpenUses {
        /// The component that imports both.
        importer: String,
        /// The import that stays open.
        open: String,
        /// The import that is met.
        met: String,
        /// The resource.
        resource: String,
    },
    /// The result would not be a valid component.
    #[error(
        "the parts fit one by one but not together: {message} (at byte {offset:#x} of the \
         result)\nhelp: where an export mentions types of another interface, export that interface of the \
         same component as well"
    )]
    Invalid {
        /// Which rule of the component model is violated.
        message: String,
        /// Where, in bytes from the start of the result.
        offset: u64,
    },
    /// A type can't be written as the type of an import.
    #[error(
        "`{name}` has a type that can't be an import's in the result\nhelp: give a component that \
         exports it"
    )]
    Inexpressible {
        /// The import, or the component that has it.
        name: String,
    },
}

/// A circle, with its connections one in each line.
pub(crate) fn explain_cycle(cycle: &[Connection]) -> String {
    let line = |c: &Connection| {
        format!(
            "\n  - `{}` imports `{}` from `{}`",
            c.importer, c.import, c.provider
        )
    };
    let lines: String = cycle.iter().map(line).collect();
    format!(
        "the components need each other in a circle{lines}\nhelp: a component is instantiated after \
         everything that it imports: move what both need into a component of its own"
    )
}
