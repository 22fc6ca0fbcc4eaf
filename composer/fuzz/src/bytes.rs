//! Arbitrary bytes, and valid components with some bytes changed: whatever is done with them returns.
//!
//! They are not inspected: that catches panics of WIT's decoder, and a fuzzer ends at panics that are caught.

use wittgen_composer::{Component, EncodeOptions, Graph, PlugError, plug};

use super::components::{check, components};

/// Reads the data as a component, and as changes to one of the fixed components.
pub fn run(data: &[u8]) {
    try_all(data);
    let Some((&number, changes)) = data.split_first() else {
        return;
    };
    let all = components();
    let mut bytes = all[usize::from(number) % all.len()].clone();
    for change in changes.chunks_exact(4).take(16) {
        let at = usize::from(u16::from_le_bytes([change[0], change[1]])) % bytes.len();
        match change[2] % 4 {
            0 => bytes[at] = change[3],
            1 => bytes[at] ^= 1 << (change[3] % 8),
            2 => bytes.insert(at, change[3]),
            _ => drop(bytes.remove(at)),
        }
        if bytes.is_empty() {
            break;
        }
    }
    try_all(&bytes);
    for other in all {
        plugged(plug(&bytes, [other]));
        plugged(plug(other, [&bytes]));
    }
}

fn try_all(bytes: &[u8]) {
    plugged(plug(bytes, [] as [&[u8]; 0]));
    let mut graph = Graph::new();
    if let Ok(id) = graph.add(Component::named("it", bytes)) {
        let one = graph.instantiate(id);
        graph.instantiate(id);
        let names: Vec<_> = graph.exports(id).map(|(name, _)| name.to_owned()).collect();
        for name in names {
            let export = graph.alias(one, &name);
            let _ = graph.export(export.expect("it is exported"), &name);
        }
        super::graphs::encode(&graph, &EncodeOptions::default());
    }
}

fn plugged(result: Result<Vec<u8>, PlugError>) {
    match result {
        Ok(bytes) => check(&bytes),
        Err(PlugError::Encode(error)) => super::graphs::refused(&error),
        Err(error) => drop(error.to_string()),
    }
}
