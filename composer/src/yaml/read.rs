//! From a document to what it says.

use std::path::PathBuf;

use indexmap::IndexMap;

use super::{Argument, Configuration, Instantiation};
use crate::document::{DocumentError, Node, Reader, Value, read_yaml};
use crate::located::Located;

type Result<T> = std::result::Result<T, Located<DocumentError>>;

const KEYS: [&str; 7] = [
    "search-paths",
    "skip-validation",
    "import-components",
    "disallow-imports",
    "definitions",
    "dependencies",
    "instantiations",
];

pub(super) fn read_configuration(text: &str) -> Result<Configuration> {
    let document = read_yaml(text)?;
    let reader = Reader { text };
    let table = "the configuration";
    let mut found = Configuration {
        text: text.to_owned(),
        ..Configuration::default()
    };
    for (key, node) in reader.table(&document, table)? {
        match key.name.as_str() {
            "search-paths" => found.search_paths = paths(reader, node, &key.name)?,
            "definitions" => found.definitions = paths(reader, node, &key.name)?,
            "skip-validation" => {
                reader.flag(node, "`skip-validation`")?;
            }
            "import-components" => {
                found.import_components = reader.flag(node, "`import-components`")?;
            }
            "disallow-imports" => {
                found.disallow_imports = reader.flag(node, "`disallow-imports`")?;
            }
            "dependencies" => found.dependencies = dependencies(reader, node)?,
            "instantiations" => found.instantiations = instantiations(reader, node)?,
            _ => return Err(reader.unknown(key, table, &KEYS)),
        }
    }
    Ok(found)
}

fn paths(reader: Reader<'_>, node: &Node, name: &str) -> Result<Vec<PathBuf>> {
    let paths = reader.texts(node, &format!("`{name}`"))?;
    Ok(paths.into_iter().map(|(path, _)| path.into()).collect())
}

fn dependencies(reader: Reader<'_>, node: &Node) -> Result<IndexMap<String, PathBuf>> {
    let mut found = IndexMap::new();
    for (name, node) in reader.table(node, "`dependencies`")? {
        let called = format!("the dependency `{}`", name.name);
        let path = match &node.value {
            Value::Table(entries) => {
                let known = ["path"];
                if let Some((key, _)) = entries.iter().find(|(key, _)| key.name != known[0]) {
                    return Err(reader.unknown(key, &called, &known));
                }
                reader.text(reader.required(node, &called, "path")?, "`path`")?
            }
            _ => reader.text(node, &called)?,
        };
        found.insert(name.name.clone(), path.into());
    }
    Ok(found)
}

fn instantiations(reader: Reader<'_>, node: &Node) -> Result<IndexMap<String, Instantiation>> {
    let mut found = IndexMap::new();
    for (name, node) in reader.table(node, "`instantiations`")? {
        let called = format!("the instantiation `{}`", name.name);
        let mut instantiation = Instantiation::default();
        for (key, node) in reader.table(node, &called)? {
            match key.name.as_str() {
                "dependency" => {
                    instantiation.dependency = Some(reader.text(node, "`dependency`")?);
                }
                "arguments" => {
                    for (import, node) in reader.table(node, "`arguments`")? {
                        let argument = argument(reader, &import.name, node)?;
                        instantiation
                            .arguments
                            .insert(import.name.clone(), argument);
                    }
                }
                _ => return Err(reader.unknown(key, &called, &["dependency", "arguments"])),
            }
        }
        found.insert(name.name.clone(), instantiation);
    }
    Ok(found)
}

fn argument(reader: Reader<'_>, import: &str, node: &Node) -> Result<Argument> {
    let called = format!("the argument `{import}`");
    let span = node.span.clone();
    let Value::Table(entries) = &node.value else {
        return Ok(Argument {
            instance: reader.text(node, &called)?,
            export: None,
            span,
        });
    };
    let mut export = None;
    for (key, node) in entries {
        match key.name.as_str() {
            "instance" => {}
            "export" => export = Some(reader.text(node, "`export`")?),
            _ => return Err(reader.unknown(key, &called, &["instance", "export"])),
        }
    }
    let instance = reader.text(reader.required(node, &called, "instance")?, "`instance`")?;
    Ok(Argument {
        instance,
        export,
        span,
    })
}
