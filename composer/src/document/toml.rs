//! TOML as a document.

use toml::de::{DeTable, DeValue};

use super::{DocumentError, Key, Node, Reader, Result, Value};

/// Reads TOML.
pub(crate) fn read_toml(text: &str) -> Result<Node> {
    let table = DeTable::parse(text).map_err(|error| {
        let syntax = DocumentError::Syntax {
            language: "TOML",
            message: error.message().to_owned(),
        };
        Reader { text }.error(error.span().unwrap_or(0..0), syntax)
    })?;
    Ok(Node {
        span: table.span(),
        value: read_table(table.get_ref()),
    })
}

fn read_table(table: &DeTable<'_>) -> Value {
    let mut entries: Vec<(Key, Node)> = table
        .iter()
        .map(|(key, value)| {
            let name = key.get_ref().to_string();
            let span = key.span();
            let node = Node {
                span: value.span(),
                value: read_value(value.get_ref()),
            };
            (Key { span, name }, node)
        })
        .collect();
    entries.sort_by_key(|(key, _)| key.span.start);
    Value::Table(entries)
}

fn read_value(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Boolean(flag) => Value::Flag(*flag),
        DeValue::Table(table) => read_table(table),
        DeValue::Array(items) => {
            let items = items.iter().map(|item| Node {
                span: item.span(),
                value: read_value(item.get_ref()),
            });
            Value::List(items.collect())
        }
        DeValue::Integer(_) | DeValue::Float(_) => Value::Other("a number"),
        DeValue::Datetime(_) => Value::Other("a date"),
    }
}
