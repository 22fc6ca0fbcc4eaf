//! What a target writes.

/// A file of generated code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name, relative to where the code is to be put.
    pub name: String,
    /// Its text, formatted as the language's formatter would.
    pub text: String,
}
