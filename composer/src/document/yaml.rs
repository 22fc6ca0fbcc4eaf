//! YAML as a document.

use std::ops::Range;

use saphyr::{LoadableYamlNode, MarkedYaml, Scalar, YamlData};

use super::{DocumentError, Key, Node, Reader, Result, Value};

/// Reads YAML of one document.
pub(crate) fn read_yaml(text: &str) -> Result<Node> {
    let places = Places::new(text);
    let documents = MarkedYaml::load_from_str(text).map_err(|error| {
        let at = places.byte(error.marker().index());
        let syntax = DocumentError::Syntax {
            language: "YAML",
            message: error.info().to_owned(),
        };
        Reader { text }.error(at..at, syntax)
    })?;
    match documents.as_slice() {
        [] => Ok(Node {
            span: 0..0,
            value: Value::Table(Vec::new()),
        }),
        [document] => read_node(document, &places),
        [_, second, ..] => {
            let syntax = DocumentError::Syntax {
                language: "YAML",
                message: "there is a second document".into(),
            };
            Err(Reader { text }.error(places.span(second), syntax))
        }
    }
}

fn read_node(yaml: &MarkedYaml<'_>, places: &Places<'_>) -> Result<Node> {
    let value = match &yaml.data {
        YamlData::Value(Scalar::String(text)) => Value::Text(text.to_string()),
        YamlData::Value(Scalar::Boolean(flag)) => Value::Flag(*flag),
        YamlData::Value(Scalar::Null) => Value::Other("nothing"),
        YamlData::Value(_) => Value::Other("a number"),
        YamlData::Sequence(items) => {
            let items = items.iter().map(|item| read_node(item, places));
            Value::List(items.collect::<Result<_>>()?)
        }
        YamlData::Mapping(entries) => {
            let entries = entries.iter().map(|(key, value)| {
                let span = places.span(key);
                let YamlData::Value(Scalar::String(name)) = &key.data else {
                    let syntax = DocumentError::Syntax {
                        language: "YAML",
                        message: "a key is no string".into(),
                    };
                    return Err(Reader { text: places.text }.error(span, syntax));
                };
                let name = name.to_string();
                Ok((Key { span, name }, read_node(value, places)?))
            });
            Value::Table(entries.collect::<Result<_>>()?)
        }
        YamlData::Tagged(_, inner) => return read_node(inner, places),
        _ => Value::Other("something unknown"),
    };
    let span = places.span(yaml);
    Ok(Node { span, value })
}

/// From the parser's places, which count characters, to bytes.
struct Places<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Places<'t> {
    fn new(text: &'t str) -> Self {
        let starts = text.char_indices().map(|(at, _)| at).collect();
        Self { text, starts }
    }

    fn byte(&self, character: usize) -> usize {
        let start = self.starts.get(character);
        start.copied().unwrap_or(self.text.len())
    }

    fn span(&self, yaml: &MarkedYaml<'_>) -> Range<usize> {
        self.byte(yaml.span.start.index())..self.byte(yaml.span.end.index())
    }
}
