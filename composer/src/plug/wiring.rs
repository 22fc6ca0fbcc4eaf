//! The connections between a plugin and its providers, found by following imports from the
//! plugin on.
//!
//! The order of everything here follows from the components themselves and not from the order in
//! which providers were given, so that the result doesn't depend on it.

use std::collections::{HashMap, HashSet};

use super::select::select_provider;
use super::{Offer, Open, PlugError};
use crate::encode::EncodeError;
use crate::graph::{Graph, NodeIndex};
use crate::name::{ExternName, is_wasi};
use crate::provenance::Connection;

/// An import of a component and what meets it.
struct Edge {
    import: String,
    provider: NodeIndex,
    export: String,
}

/// Which import of which component is met by which export.
pub(super) struct Wiring {
    /// Components in the order in which they were reached, the plugin first.
    reached: Vec<NodeIndex>,
    edges: HashMap<NodeIndex, Vec<Edge>>,
}

impl Wiring {
    /// Follows the imports of `roots` until everything that is offered is connected.
    pub(super) fn new(
        graph: &Graph,
        plugin: NodeIndex,
        roots: impl Iterator<Item = NodeIndex>,
    ) -> Result<Self, PlugError> {
        let mut wiring = Self {
            reached: vec![plugin],
            edges: HashMap::new(),
        };
        for root in roots {
            wiring.reach(root);
        }
        let mut next = 0;
        while let Some(&importer) = wiring.reached.get(next) {
            next += 1;
            let mut edges = Vec::new();
            for (import, expected) in graph.imports(importer) {
                if let Some((provider, export)) =
                    select_provider(graph, importer, import, expected)?
                {
                    wiring.reach(provider);
                    edges.push(Edge {
                        import: import.to_owned(),
                        provider,
                        export,
                    });
                }
            }
            wiring.edges.insert(importer, edges);
        }
        Ok(wiring)
    }

    fn reach(&mut self, node: NodeIndex) {
        if !self.reached.contains(&node) {
            self.reached.push(node);
        }
    }

    /// The components that are part of the result, the plugin first.
    pub(super) fn parts(&self) -> &[NodeIndex] {
        &self.reached
    }

    /// All connections, the plugin's first.
    pub(super) fn connections(&self, graph: &Graph) -> Vec<Connection> {
        let edges = self.reached.iter().flat_map(|node| {
            self.edges[node]
                .iter()
                .map(|edge| describe(graph, *node, edge))
        });
        edges.collect()
    }

    /// The imports that nobody provides.
    pub(super) fn open(&self, graph: &Graph) -> Vec<Open> {
        let mut open = Vec::new();
        for &importer in &self.reached {
            let met = &self.edges[&importer];
            for (import, _) in graph.imports(importer) {
                if !met.iter().any(|edge| edge.import == import) {
                    let importer = graph.part(importer).name.clone();
                    open.push(Open {
                        importer,
                        import: import.to_owned(),
                    });
                }
            }
        }
        open
    }

    /// Refuses components that were given and not reached.
    pub(super) fn check_used(&self, graph: &Graph, open: &[Open]) -> Result<(), PlugError> {
        let Some(unused) = graph.nodes().find(|node| !self.reached.contains(node)) else {
            return Ok(());
        };
        // WASI's imports are noise here, unless it is WASI that the provider is about.
        let offers: Vec<_> = graph
            .exports(unused)
            .map(|(name, _)| name.to_owned())
            .collect();
        let about_wasi = offers.iter().any(|name| is_wasi(name));
        let plugin = self.reached[0];
        let wants = graph
            .exports(plugin)
            .map(|(export, _)| export)
            .find(|export| {
                let export = ExternName::new(export);
                graph
                    .imports(unused)
                    .any(|(i, _)| ExternName::new(i).is_compatible_with(&export))
            });
        Err(PlugError::Unused {
            provider: graph.part(unused).name.clone(),
            open: open
                .iter()
                .filter(|open| about_wasi || !is_wasi(&open.import))
                .cloned()
                .collect(),
            offers,
            wants: wants.map(|export| Offer {
                provider: graph.part(plugin).name.clone(),
                export: export.to_owned(),
            }),
        })
    }

    /// Sorts the components so that each comes after those that it imports from.
    ///
    /// # Errors
    /// Components need each other in a circle.
    pub(super) fn sort(&self, graph: &Graph) -> Result<Vec<NodeIndex>, PlugError> {
        let mut sorted = Vec::new();
        let mut entered = HashSet::new();
        for &root in &self.reached {
            if entered.insert(root) {
                self.visit(graph, root, &mut entered, &mut sorted)?;
            }
        }
        Ok(sorted)
    }

    /// Walks along the imports of `root` in depth first order, without recursion: `path` holds
    /// the nodes from the root on, each with the number of its edge that is being followed.
    fn visit(
        &self,
        graph: &Graph,
        root: NodeIndex,
        entered: &mut HashSet<NodeIndex>,
        sorted: &mut Vec<NodeIndex>,
    ) -> Result<(), PlugError> {
        let mut path = vec![(root, 0)];
        while let Some((node, followed)) = path.last_mut() {
            let Some(edge) = self.edges[node].get(*followed) else {
                sorted.push(*node);
                path.pop();
                continue;
            };
            *followed += 1;
            if entered.insert(edge.provider) {
                path.push((edge.provider, 0));
            } else if path.iter().any(|(node, _)| *node == edge.provider) {
                return Err(self.explain_cycle(graph, &path, edge.provider));
            }
        }
        Ok(())
    }

    fn explain_cycle(
        &self,
        graph: &Graph,
        path: &[(NodeIndex, usize)],
        start: NodeIndex,
    ) -> PlugError {
        let cycle = path
            .iter()
            .skip_while(|(node, _)| *node != start)
            .map(|(node, followed)| describe(graph, *node, &self.edges[node][*followed - 1]));
        PlugError::Cycle {
            cycle: cycle.collect(),
        }
    }

    /// Instantiates and connects everything in `graph`, in the order of `sorted`: what a
    /// provider leaves open is imported before what builds on it.
    pub(super) fn connect(
        &self,
        graph: &mut Graph,
        sorted: &[NodeIndex],
    ) -> Result<(), EncodeError> {
        for &importer in sorted {
            graph.instantiate(importer);
            for edge in &self.edges[&importer] {
                graph.connect((importer, &edge.import), (edge.provider, &edge.export))?;
            }
        }
        Ok(())
    }
}

/// An edge with the components' names.
fn describe(graph: &Graph, importer: NodeIndex, edge: &Edge) -> Connection {
    Connection {
        importer: graph.part(importer).name.clone(),
        import: edge.import.clone(),
        provider: graph.part(edge.provider).name.clone(),
        export: edge.export.clone(),
    }
}

/// Refuses open imports other than WASI's.
pub(super) fn check_closed(graph: &Graph, open: &[Open]) -> Result<(), PlugError> {
    let open: Vec<_> = open
        .iter()
        .filter(|open| !is_wasi(&open.import))
        .cloned()
        .collect();
    if open.is_empty() {
        return Ok(());
    }
    let offers = graph.nodes().flat_map(|node| {
        let provider = &graph.part(node).name;
        graph.exports(node).map(move |(export, _)| Offer {
            provider: provider.clone(),
            export: export.to_owned(),
        })
    });
    Err(PlugError::Unmet {
        open,
        offers: offers.collect(),
    })
}
