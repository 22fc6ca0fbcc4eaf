//! Configurations of `wasm-compose`.

use std::fs;
use std::path::Path;

use wittgen_composer::{Component, Configuration, EncodeOptions, ReadError};

use super::{Outcome, run_all};

#[test]
fn configurations_end_as_there() {
    run_all("wasm-compose", "composed.wat", |case| {
        run(case).unwrap_or_else(Outcome::Refused)
    });
}

fn run(case: &Path) -> Result<Outcome, String> {
    let text = fs::read_to_string(case.join("config.yml")).unwrap_or_default();
    let configuration = Configuration::read(&text).map_err(|error| error.to_string())?;
    // Other cases' files, which may not be at hand.
    for path in configuration.dependencies.values() {
        if path.starts_with("..") && !case.join(path).exists() {
            return Ok(Outcome::Skipped(format!(
                "there is no `{}`",
                path.display()
            )));
        }
    }
    let root = load(&case.join("root.wat")).map_err(|error| error.to_string())?;
    let graph = configuration
        .build(Some(root), case, &mut load)
        .map_err(|error| error.to_string())?;
    let mut options = EncodeOptions::default();
    options.define_components = !configuration.import_components;
    let encoded = graph.encode(&options).map_err(|error| error.to_string())?;
    Ok(Outcome::Made(encoded.bytes.to_vec()))
}

/// A component in the text format or the binary one.
fn load(path: &Path) -> Result<Component<'static>, ReadError> {
    let component = Component::read(path)?;
    let name = component.name().unwrap_or_default().to_owned();
    // What is no text is for the library to refuse.
    match wat::parse_bytes(component.bytes()) {
        Ok(bytes) => Ok(Component::named(name, bytes.into_owned())),
        Err(_) => Ok(component),
    }
}
