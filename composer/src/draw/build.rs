//! From a graph to a drawing, and what both sources of drawings need.

use std::collections::HashMap;

use super::{Drawing, Edge, Node, Role};
use crate::graph::{Graph, NodeId, NodeKind};
use crate::name::{ExternName, is_wasi};

/// A drawing that is being made.
#[derive(Default)]
pub(super) struct Sketch {
    drawing: Drawing,
    /// The imports by what all their compatible versions have in common.
    imports: HashMap<String, usize>,
    edges: HashMap<(usize, usize), usize>,
}

impl Sketch {
    pub(super) fn node(&mut self, node: Node) -> usize {
        self.drawing.nodes.push(node);
        self.drawing.nodes.len() - 1
    }

    /// The node of an import: one for all compatible versions, with the name of the newest.
    pub(super) fn import(&mut self, name: &str) -> usize {
        let parsed = ExternName::new(name);
        let known = self.imports.get(&parsed.track()).copied();
        let index = known.unwrap_or_else(|| self.node(Node::new(Role::Import, name)));
        self.imports.insert(parsed.track(), index);
        let node = &mut self.drawing.nodes[index];
        if ExternName::new(&node.name).version < parsed.version {
            name.clone_into(&mut node.name);
        }
        index
    }

    /// Says that `from` gets something from `to`. All that it gets there is one edge.
    pub(super) fn edge(&mut self, from: usize, to: usize, label: String) {
        let edges = &mut self.drawing.edges;
        let index = *self.edges.entry((from, to)).or_insert_with(|| {
            edges.push(Edge {
                from,
                to,
                labels: Vec::new(),
            });
            edges.len() - 1
        });
        let labels = &mut edges[index].labels;
        if !label.is_empty() && !labels.contains(&label) {
            labels.push(label);
        }
    }

    /// The drawing. Imports of the name that is wanted need no label.
    pub(super) fn finish(mut self) -> Drawing {
        for edge in &mut self.drawing.edges {
            let node = &self.drawing.nodes[edge.to];
            if node.role == Role::Import {
                edge.labels.retain(|label| *label != node.name);
            }
        }
        self.drawing
    }
}

/// What a connection is called: the interface, with its versions where they differ, and both names
/// where these do.
pub(super) fn connection_label(import: &str, export: &str) -> String {
    let (wanted, given) = (ExternName::new(import), ExternName::new(export));
    match (wanted.version, given.version) {
        (Some(wants), Some(gives)) if wanted.base == given.base && wants != gives => {
            format!("{} {wants} → {gives}", wanted.base)
        }
        _ if import == export || export.is_empty() => wanted.base.to_owned(),
        _ => format!("{import} → {export}"),
    }
}

/// Draws a graph.
pub(super) fn draw_graph(graph: &Graph<'_>) -> Drawing {
    let mut sketch = Sketch::default();
    let mut known: HashMap<NodeId, usize> = HashMap::new();
    for id in graph.nodes() {
        if let Some(drawn) = draw_node(graph, &mut sketch, id) {
            known.insert(id, drawn);
        }
    }
    for (name, node) in graph.exported() {
        if let Some(&to) = known.get(&graph.base(node)) {
            let from = sketch.node(Node::new(Role::Export, name));
            let (_, export) = graph.describe_source(node);
            let same = export == name || export.is_empty();
            sketch.edge(from, to, if same { String::new() } else { export });
        }
    }
    for id in graph.instances() {
        draw_arguments(graph, &mut sketch, &known, id);
    }
    sketch.finish()
}

/// Draws a node; none for what another node exports.
fn draw_node(graph: &Graph<'_>, sketch: &mut Sketch, id: NodeId) -> Option<usize> {
    match graph.kind(id) {
        NodeKind::Instance { component, .. } => {
            let part = graph.part(*component);
            Some(sketch.node(Node {
                version: part.version.clone(),
                size: Some(part.size),
                ..Node::new(Role::Instance, graph.name(id))
            }))
        }
        NodeKind::Import { name } => Some(sketch.import(name)),
        NodeKind::Types => Some(sketch.node(Node::new(Role::Types, graph.name(id)))),
        NodeKind::Alias { .. } => None,
    }
}

/// Draws what an instance is given, and what it still imports.
fn draw_arguments(
    graph: &Graph<'_>,
    sketch: &mut Sketch,
    known: &HashMap<NodeId, usize>,
    id: NodeId,
) {
    let (Some(&from), NodeKind::Instance { arguments, .. }) = (known.get(&id), graph.kind(id))
    else {
        return;
    };
    for (import, &source) in arguments {
        if let Some(&to) = known.get(&graph.base(source)) {
            let (_, export) = graph.describe_source(source);
            sketch.edge(from, to, connection_label(import, &export));
        }
    }
    for (import, _) in graph.open(id) {
        let to = sketch.import(import);
        sketch.edge(from, to, import.to_owned());
    }
}

/// Makes one node of WASI's imports.
pub(super) fn fold_wasi(drawing: Drawing) -> Drawing {
    let is_folded = |node: &Node| node.role == Role::Import && is_wasi(&node.name);
    let count = drawing.nodes.iter().filter(|node| is_folded(node)).count();
    if count == 0 {
        return drawing;
    }
    let mut sketch = Sketch::default();
    let kept = |node: &Node| (!is_folded(node)).then(|| node.clone());
    let nodes: Vec<_> = drawing
        .nodes
        .iter()
        .map(|node| kept(node).map(|node| sketch.node(node)))
        .collect();
    let what = if count == 1 {
        "interface"
    } else {
        "interfaces"
    };
    let wasi = sketch.node(Node::new(Role::Wasi, format!("WASI ({count} {what})")));
    let mut used: Vec<(usize, Vec<&str>)> = Vec::new();
    for edge in &drawing.edges {
        let Some(from) = nodes[edge.from] else {
            continue;
        };
        if let Some(to) = nodes[edge.to] {
            sketch.edge(from, to, String::new());
            for label in &edge.labels {
                sketch.edge(from, to, label.clone());
            }
            continue;
        }
        let name = drawing.nodes[edge.to].name.as_str();
        match used.iter_mut().find(|(user, _)| *user == from) {
            Some((_, names)) => names.push(name),
            None => used.push((from, vec![name])),
        }
    }
    for (from, names) in used {
        let label = match &names[..] {
            [only] => ExternName::new(only).base.to_owned(),
            several if several.len() == count => String::new(),
            several => format!("{} interfaces", several.len()),
        };
        sketch.edge(from, wasi, label);
    }
    sketch.finish()
}
