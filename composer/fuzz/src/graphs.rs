//! Arbitrary graphs over a fixed set of components: each step is done or refused, and what is encoded is
//! valid.

use wittgen_composer::{
    ComponentId, EncodeError, EncodeOptions, Graph, Instances, ItemType, NodeId, Wire,
};

use super::components::{NAMES, check, components};

/// Reads the data as steps of building a graph, four bytes each, and encodes what has been built.
pub fn run(data: &[u8]) {
    let mut graph = Graph::new();
    let (mut ids, mut nodes) = (Vec::new(), Vec::new());
    for step in data.chunks_exact(4).take(64) {
        let [kind, a, b, c] = [step[0], step[1], step[2], step[3]].map(usize::from);
        let name = NAMES[b % NAMES.len()];
        match kind % 8 {
            0 => ids.push(
                graph
                    .add(&components()[a % components().len()])
                    .expect("a valid component"),
            ),
            1 => nodes.extend(pick(&ids, a).map(|id| graph.instantiate(id))),
            2 => nodes.extend(pick(&nodes, a).and_then(|node| graph.alias(node, name).ok())),
            // Whatever fits, so that connections are not rare.
            3 => connect_any(&mut graph, &nodes, a, c),
            4 => {
                if let (Some(instance), Some(source)) = (pick(&nodes, a), pick(&nodes, c)) {
                    explain(graph.connect(instance, name, source));
                }
            }
            5 => {
                if let Some(node) = pick(&nodes, a) {
                    explain(graph.export(node, name));
                }
            }
            6 => {
                if let Some(ty) = pick(&types(&graph, &ids, &nodes), c) {
                    nodes.extend(graph.import(name, ty).ok());
                }
            }
            _ => {
                let mut wire = Wire::new();
                if b % 2 == 1 {
                    wire.instances = Instances::PerImporter;
                }
                if let Some(id) = pick(&ids, a) {
                    explain(graph.wire(&[id], &wire).map(drop));
                    nodes = graph.nodes().collect();
                }
            }
        }
    }
    let mut options = EncodeOptions::default();
    encode(&graph, &options);
    options.define_components = false;
    options.names = false;
    options.provenance = false;
    encode(&graph, &options);
}

fn pick<T: Copy>(of: &[T], n: usize) -> Option<T> {
    of.get(n.checked_rem(of.len())?).copied()
}

fn explain<E: std::fmt::Display>(result: Result<(), E>) {
    if let Err(error) = result {
        let _ = error.to_string();
    }
}

/// Gives an instance the first export that fits the first import that is open.
fn connect_any(graph: &mut Graph<'_>, nodes: &[NodeId], a: usize, c: usize) {
    let (Some(instance), Some(source)) = (pick(nodes, a), pick(nodes, c)) else {
        return;
    };
    let open: Vec<String> = graph
        .open(instance)
        .map(|(name, _)| name.to_owned())
        .collect();
    for import in open {
        if graph.connect(instance, &import, source).is_ok() {
            return;
        }
        for export in NAMES {
            if let Ok(export) = graph.alias(source, export)
                && graph.connect(instance, &import, export).is_ok()
            {
                return;
            }
        }
    }
}

/// The types that an import can have: those of components' imports and exports, and of nodes.
fn types(graph: &Graph<'_>, ids: &[ComponentId], nodes: &[NodeId]) -> Vec<ItemType> {
    let outside = ids
        .iter()
        .flat_map(|&id| graph.imports(id).chain(graph.exports(id)));
    let nodes = nodes.iter().map(|&node| graph.item_type(node));
    outside.map(|(_, ty)| ty).chain(nodes).collect()
}

/// Encodes all and what is exported.
pub(super) fn encode(graph: &Graph<'_>, options: &EncodeOptions) {
    for encoded in [graph.encode(options), graph.encode_exports(options)] {
        match encoded {
            Ok(encoded) => check(&encoded.bytes.to_vec()),
            Err(error) => refused(&error),
        }
    }
}

/// A composition may be refused with a reason, but not because the result turned out not to be valid. The one
/// exception is an export about types that are not exported: who asks for that is told so.
pub(super) fn refused(error: &EncodeError) {
    let text = error.to_string();
    if let EncodeError::Invalid { message, .. } = error {
        assert!(message.contains("to be used as export"), "{text}");
    }
}
