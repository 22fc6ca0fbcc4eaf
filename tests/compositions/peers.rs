//! The same compositions by other composers: `wac-graph`, and `wasm-compose`.

use std::panic::{AssertUnwindSafe, catch_unwind};

use wac_graph::types::Package;
use wac_graph::{CompositionGraph, EncodeOptions};
use wasm_compose::graph as connect;

use super::plan::Planned;

/// What a peer makes of a plan, or why it does not.
pub(crate) type Made = Result<Vec<u8>, String>;

/// Something that composes.
pub(crate) type Peer =
    fn(&[Option<Vec<u8>>], &[Planned]) -> Result<Vec<u8>, Box<dyn std::error::Error>>;

/// Runs a peer; a panic is a reason as well.
pub(crate) fn compose(peer: Peer, parts: &[Option<Vec<u8>>], plan: &[Planned]) -> Made {
    match catch_unwind(AssertUnwindSafe(|| peer(parts, plan))) {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(error)) => Err(format!("{error:#}")),
        Err(panic) => {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
            Err(format!("panic: {}", text.unwrap_or("?")))
        }
    }
}

/// With `wac-graph`.
pub(crate) fn wac(
    parts: &[Option<Vec<u8>>],
    plan: &[Planned],
) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut graph = CompositionGraph::new();
    let mut packages = Vec::new();
    for (i, bytes) in parts.iter().enumerate() {
        let package = match bytes {
            Some(bytes) => {
                let name = format!("t:part-n{i}");
                let package = Package::from_bytes(&name, None, bytes.clone(), graph.types_mut())?;
                Some(graph.register_package(package)?)
            }
            None => None,
        };
        packages.push(package);
    }
    let nodes: Vec<_> = plan
        .iter()
        .map(|planned| packages[planned.part].map(|package| graph.instantiate(package)))
        .collect();
    for (n, planned) in plan.iter().enumerate() {
        for (import, provider, export) in &planned.arguments {
            if let (Some(node), Some(provider)) = (nodes[n], nodes[*provider]) {
                let source = graph.alias_instance_export(provider, export)?;
                graph.set_instantiation_argument(node, import, source)?;
            }
        }
    }
    if let Some(root) = nodes[0] {
        let run = graph.alias_instance_export(root, "run")?;
        graph.export(run, "run")?;
    }
    Ok(graph.encode(EncodeOptions::default())?)
}

/// With `wasm-compose`.
pub(crate) fn wasm_compose(
    parts: &[Option<Vec<u8>>],
    plan: &[Planned],
) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut graph = connect::CompositionGraph::new();
    let mut validator = wasmparser::Validator::new();
    let mut components = Vec::new();
    for (i, bytes) in parts.iter().enumerate() {
        components.push(match bytes {
            Some(bytes) => {
                let name = format!("part-n{i}");
                let component =
                    connect::Component::from_bytes(&mut validator, name, bytes.clone())?;
                Some(graph.add_component(component)?)
            }
            None => None,
        });
    }
    let mut nodes = Vec::new();
    for planned in plan {
        let component = components[planned.part];
        nodes.push(component.map(|id| graph.instantiate(id)).transpose()?);
    }
    for (n, planned) in plan.iter().enumerate() {
        for (import, provider, export) in &planned.arguments {
            let (Some(node), Some(provider)) = (nodes[n], nodes[*provider]) else {
                continue;
            };
            let (_, from) = graph
                .get_component_of_instance(provider)
                .expect("it is there");
            let (from, ..) = from.export_by_name(export).expect("it is exported");
            let (_, to) = graph.get_component_of_instance(node).expect("it is there");
            let (to, _) = to.import_by_name(import).expect("it is imported");
            graph.connect(provider, Some(from), node, to)?;
        }
    }
    Ok(graph.encode(connect::EncodeOptions {
        define_components: true,
        export: nodes[0],
        validate: true,
    })?)
}
