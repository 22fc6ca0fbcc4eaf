//! The ways to one file.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;

use wac_graph::types::Package;
use wac_graph::{CompositionGraph, EncodeOptions as PeerOptions};
use wittgen_composer::{Component, EncodeOptions, Graph};

use crate::COMPONENTS;
use crate::input::{imports, interface, path};

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// A way from the inputs in a folder to one file.
pub(crate) struct Way {
    pub(crate) name: &'static str,
    pub(crate) run: fn(&Path, &Path) -> Outcome,
}

/// All of them; the copy is the measure of the others.
pub(crate) const WAYS: [Way; 4] = [
    Way {
        name: "cp",
        run: copy,
    },
    Way {
        name: "wittgen",
        run: wittgen,
    },
    Way {
        name: "wac-graph",
        run: |folder, to| peer(folder, to, true),
    },
    Way {
        name: "wac-graph, not validated",
        run: |folder, to| peer(folder, to, false),
    },
];

fn copy(folder: &Path, to: &Path) -> Outcome {
    let mut output = File::create(to)?;
    for i in 0..COMPONENTS {
        output.write_all(&std::fs::read(path(folder, i))?)?;
    }
    Ok(())
}

fn wittgen(folder: &Path, to: &Path) -> Outcome {
    let mut graph = Graph::new();
    let mut instances = Vec::new();
    for i in 0..COMPONENTS {
        let id = graph.add(Component::read(path(folder, i))?)?;
        instances.push(graph.instantiate(id));
    }
    for i in 0..COMPONENTS {
        for n in imports(i, COMPONENTS) {
            let source = graph.alias(instances[n], &interface(n))?;
            graph.connect(instances[i], &interface(n), source)?;
        }
    }
    let root = graph.alias(instances[0], &interface(0))?;
    graph.export(root, &interface(0))?;
    let encoded = graph.encode(&EncodeOptions::default())?;
    encoded.bytes.write_to(File::create(to)?)?;
    Ok(())
}

fn peer(folder: &Path, to: &Path, validate: bool) -> Outcome {
    let mut graph = CompositionGraph::new();
    let mut instances = Vec::new();
    for i in 0..COMPONENTS {
        let bytes = std::fs::read(path(folder, i))?;
        let name = format!("t:part-n{i}");
        let package = Package::from_bytes(&name, None, bytes, graph.types_mut())?;
        let package = graph.register_package(package)?;
        instances.push(graph.instantiate(package));
    }
    for i in 0..COMPONENTS {
        for n in imports(i, COMPONENTS) {
            let source = graph.alias_instance_export(instances[n], &interface(n))?;
            graph.set_instantiation_argument(instances[i], &interface(n), source)?;
        }
    }
    let root = graph.alias_instance_export(instances[0], &interface(0))?;
    graph.export(root, interface(0))?;
    let options = PeerOptions {
        validate,
        ..PeerOptions::default()
    };
    std::fs::write(to, graph.encode(options)?)?;
    Ok(())
}
