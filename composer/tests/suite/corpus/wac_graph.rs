//! Graphs of `wac-graph`.

use std::fs;
use std::path::Path;

use serde::Deserialize;
use wit_component::{ComponentEncoder, StringEncoding, dummy_module, embed_component_metadata};
use wit_parser::{LiftLowerAbi, ManglingAndAbi, Resolve};
use wittgen_composer::{Component, ComponentId, EncodeOptions, Graph, NodeId};

use super::{Outcome, run_all};

#[derive(Deserialize)]
struct Case {
    #[serde(default)]
    packages: Vec<Package>,
    #[serde(default)]
    nodes: Vec<Node>,
    #[serde(default)]
    arguments: Vec<Argument>,
    #[serde(default)]
    exports: Vec<Export>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: Option<String>,
    path: String,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
enum Node {
    Import {
        name: String,
        package: usize,
        export: String,
    },
    Instantiation {
        package: usize,
    },
    Alias {
        source: usize,
        export: String,
    },
}

#[derive(Deserialize)]
struct Argument {
    source: usize,
    target: usize,
    name: String,
}

#[derive(Deserialize)]
struct Export {
    node: usize,
    name: String,
}

#[test]
fn graphs_end_as_there() {
    run_all("wac-graph", "encoded.wat", |case| match run(case) {
        Ok(bytes) => Outcome::Made(bytes),
        Err(message) => Outcome::Refused(message),
    });
}

fn run(folder: &Path) -> Result<Vec<u8>, String> {
    let text = fs::read_to_string(folder.join("graph.json")).unwrap();
    let case: Case = serde_json::from_str(&text).unwrap();
    let mut graph = Graph::new();
    let packages = case
        .packages
        .iter()
        .map(|package| add(&mut graph, folder, package))
        .collect::<Result<Vec<_>, _>>()?;
    let mut nodes = Vec::new();
    for node in &case.nodes {
        nodes.push(make(&mut graph, &packages, &nodes, node)?);
    }
    for argument in &case.arguments {
        let (source, target) = (nodes[argument.source], nodes[argument.target]);
        let connected = graph.connect(target, &argument.name, source);
        connected.map_err(|error| error.to_string())?;
    }
    for export in &case.exports {
        let exported = graph.export(nodes[export.node], &export.name);
        exported.map_err(|error| error.to_string())?;
    }
    let mut options = EncodeOptions::default();
    options.define_components = false;
    let encoded = graph.encode(&options).map_err(|error| error.to_string())?;
    Ok(encoded.bytes.to_vec())
}

fn add(
    graph: &mut Graph<'static>,
    folder: &Path,
    package: &Package,
) -> Result<ComponentId, String> {
    let path = folder.join(&package.path);
    let bytes = match path.extension() {
        Some(extension) if extension == "wat" => {
            wat::parse_file(&path).map_err(|error| error.to_string())?
        }
        _ => component_of_wit(&path),
    };
    let name = match &package.version {
        Some(version) => format!("{}@{version}", package.name),
        None => package.name.clone(),
    };
    let added = graph.add(Component::named(name, bytes));
    added.map_err(|error| error.to_string())
}

/// A component with the only world of the WIT at `path`, named in the older way.
fn component_of_wit(path: &Path) -> Vec<u8> {
    let mut resolve = Resolve::default();
    let (package, _) = resolve.push_path(path).unwrap();
    let world = resolve.select_world(&[package], None).unwrap();
    let mut module = dummy_module(&resolve, world, ManglingAndAbi::Legacy(LiftLowerAbi::Sync));
    embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8, false).unwrap();
    ComponentEncoder::default()
        .module(&module)
        .and_then(|encoder| encoder.encode())
        .unwrap()
}

fn make(
    graph: &mut Graph<'static>,
    packages: &[ComponentId],
    nodes: &[NodeId],
    node: &Node,
) -> Result<NodeId, String> {
    match node {
        Node::Import {
            name,
            package,
            export,
        } => {
            let found = graph.exports(packages[*package]).find(|(n, _)| n == export);
            let (_, ty) = found.ok_or_else(|| format!("there is no export `{export}`"))?;
            let made = graph.import(name, graph.promote(ty));
            made.map_err(|error| error.to_string())
        }
        Node::Instantiation { package } => Ok(graph.instantiate(packages[*package])),
        Node::Alias { source, export } => {
            let made = graph.alias(nodes[*source], export);
            made.map_err(|error| error.to_string())
        }
    }
}
