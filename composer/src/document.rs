//! Documents of tables, lists and words, each with its place in the text: what TOML and YAML have
//! in common.
//!
//! What a document means is not known here; see [`crate::manifest`] and [`crate::yaml`].

mod error;
mod toml;
mod yaml;

pub use error::DocumentError;
pub(crate) use toml::read_toml;
pub(crate) use yaml::read_yaml;

use std::ops::Range;

use crate::located::Located;

/// A part of a document.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) span: Range<usize>,
    pub(crate) value: Value,
}

/// What a part of a document is.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    /// In the order of the text.
    Table(Vec<(Key, Node)>),
    List(Vec<Node>),
    Text(String),
    Flag(bool),
    /// Anything else, by its name.
    Other(&'static str),
}

/// The name of a table's entry.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    pub(crate) span: Range<usize>,
    pub(crate) name: String,
}

/// Reads nodes, and says what is wrong with them and where.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'t> {
    pub(crate) text: &'t str,
}

type Result<T> = std::result::Result<T, Located<DocumentError>>;

impl Reader<'_> {
    pub(crate) fn text(self, node: &Node, name: &str) -> Result<String> {
        match &node.value {
            Value::Text(text) => Ok(text.clone()),
            _ => Err(self.unexpected(node, name, "a string")),
        }
    }

    pub(crate) fn flag(self, node: &Node, name: &str) -> Result<bool> {
        match &node.value {
            Value::Flag(flag) => Ok(*flag),
            _ => Err(self.unexpected(node, name, "`true` or `false`")),
        }
    }

    /// A list of strings, each with its place.
    pub(crate) fn texts(self, node: &Node, name: &str) -> Result<Vec<(String, Range<usize>)>> {
        match &node.value {
            Value::List(items) => items
                .iter()
                .map(|item| Ok((self.text(item, name)?, item.span.clone())))
                .collect(),
            _ => Err(self.unexpected(node, name, "a list of strings")),
        }
    }

    pub(crate) fn table<'n>(self, node: &'n Node, name: &str) -> Result<&'n [(Key, Node)]> {
        match &node.value {
            Value::Table(entries) => Ok(entries),
            // YAML writes an empty table as nothing at all.
            Value::Other("nothing") => Ok(&[]),
            _ => Err(self.unexpected(node, name, "a table")),
        }
    }

    /// An entry that there has to be.
    pub(crate) fn required<'n>(self, node: &'n Node, name: &str, key: &str) -> Result<&'n Node> {
        let entries = self.table(node, name)?;
        match entries.iter().find(|(k, _)| k.name == key) {
            Some((_, node)) => Ok(node),
            None => Err(self.error(
                node.span.clone(),
                DocumentError::Missing {
                    table: name.to_owned(),
                    key: key.to_owned(),
                },
            )),
        }
    }

    pub(crate) fn unknown(self, key: &Key, table: &str, known: &[&str]) -> Located<DocumentError> {
        let error = DocumentError::Unknown {
            table: table.to_owned(),
            key: key.name.clone(),
            known: known.iter().map(|&known| known.to_owned()).collect(),
        };
        self.error(key.span.clone(), error)
    }

    pub(crate) fn unexpected(
        self,
        node: &Node,
        name: &str,
        expected: &'static str,
    ) -> Located<DocumentError> {
        let error = DocumentError::Kind {
            name: name.to_owned(),
            expected,
            found: node.kind(),
        };
        self.error(node.span.clone(), error)
    }

    pub(crate) fn error(self, span: Range<usize>, error: DocumentError) -> Located<DocumentError> {
        Located::new(self.text, span, error)
    }
}

impl Node {
    fn kind(&self) -> &'static str {
        match &self.value {
            Value::Table(_) => "a table",
            Value::List(_) => "a list",
            Value::Text(_) => "a string",
            Value::Flag(_) => "`true` or `false`",
            Value::Other(kind) => kind,
        }
    }
}
