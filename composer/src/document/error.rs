//! What can be wrong with a document, whatever it is about.

use crate::name::instead_of;

/// Why a document can't be understood. Each message ends with a line that says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DocumentError {
    /// The text breaks a rule of its language.
    #[error("the text is no {language}: {message}")]
    Syntax {
        /// `TOML` or `YAML`.
        language: &'static str,
        /// Which rule.
        message: String,
    },
    /// An entry has a name that means nothing.
    #[error("`{key}` means nothing in {table}{}", instead_of(key, known))]
    Unknown {
        /// The table, as it is called in messages.
        table: String,
        /// The entry's name.
        key: String,
        /// The names that mean something.
        known: Vec<String>,
    },
    /// An entry is not there, though it has to be.
    #[error("{table} has no `{key}`\nhelp: add `{key}`")]
    Missing {
        /// The table, as it is called in messages.
        table: String,
        /// The entry's name.
        key: String,
    },
    /// An entry is of another kind.
    #[error("{name} is {found}\nhelp: write {expected}")]
    Kind {
        /// The entry, as it is called in messages.
        name: String,
        /// What it should be.
        expected: &'static str,
        /// What it is.
        found: &'static str,
    },
    /// A word is none of those that mean something.
    #[error("{name} can't be `{found}`{}", instead_of(found, known))]
    Word {
        /// The entry, as it is called in messages.
        name: String,
        /// The word.
        found: String,
        /// The words that mean something.
        known: Vec<String>,
    },
}
