//! In which order instances come to be: each after what is given to it.

use std::collections::HashSet;

use super::{Graph, NodeId};
use crate::provenance::Connection;

/// Instances that need each other: each connection's provider is the next one's importer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cycle(pub(crate) Vec<(NodeId, String)>);

impl Graph<'_> {
    /// The instances that `roots` are or are made with, each after those that it gets something
    /// from.
    ///
    /// # Errors
    /// Instances need each other in a circle.
    pub(crate) fn sort(
        &self,
        roots: impl IntoIterator<Item = NodeId>,
    ) -> Result<Vec<NodeId>, Cycle> {
        let mut sorted = Vec::new();
        let mut entered = HashSet::new();
        for root in roots {
            let root = self.base(root);
            if self.component_of(root).is_some() && entered.insert(root) {
                self.visit(root, &mut entered, &mut sorted)?;
            }
        }
        Ok(sorted)
    }

    /// Walks along the arguments of `root` in depth first order, without recursion: `path` holds
    /// the nodes from the root on, each with the number of its argument that is being followed.
    fn visit(
        &self,
        root: NodeId,
        entered: &mut HashSet<NodeId>,
        sorted: &mut Vec<NodeId>,
    ) -> Result<(), Cycle> {
        let mut path = vec![(root, 0)];
        let mut on_path = HashSet::from([root]);
        while let Some((node, followed)) = path.last_mut() {
            let Some((_, source)) = self.argument(*node, *followed) else {
                sorted.push(*node);
                on_path.remove(node);
                path.pop();
                continue;
            };
            *followed += 1;
            let source = self.base(source);
            if self.component_of(source).is_none() {
                continue;
            }
            if entered.insert(source) {
                path.push((source, 0));
                on_path.insert(source);
            } else if on_path.contains(&source) {
                let circle = path.iter().skip_while(|(node, _)| *node != source);
                let circle = circle.filter_map(|&(node, followed)| {
                    let (import, _) = self.argument(node, followed - 1)?;
                    Some((node, import.to_owned()))
                });
                return Err(Cycle(circle.collect()));
            }
        }
        Ok(())
    }

    fn argument(&self, instance: NodeId, index: usize) -> Option<(&str, NodeId)> {
        let (_, arguments) = self.given(instance)?;
        let (name, node) = arguments.get_index(index)?;
        Some((name, *node))
    }

    /// What was given to instances, of each in the order of its imports.
    pub(crate) fn connections(&self, instances: &[NodeId]) -> Vec<Connection> {
        let mut connections = Vec::new();
        for &instance in instances {
            let Some((component, arguments)) = self.given(instance) else {
                continue;
            };
            for (import, _) in self.imports(component) {
                if let Some(&source) = arguments.get(import) {
                    connections.push(self.describe_connection(instance, import, source));
                }
            }
        }
        connections
    }

    /// A connection by the names of what it connects.
    pub(crate) fn describe_connection(
        &self,
        importer: NodeId,
        import: &str,
        source: NodeId,
    ) -> Connection {
        let (provider, export) = self.describe_source(source);
        Connection {
            importer: self.name(importer).to_owned(),
            import: import.to_owned(),
            provider,
            export,
        }
    }

    /// A circle by the names of what it connects.
    pub(crate) fn describe_cycle(&self, cycle: &Cycle) -> Vec<Connection> {
        let connections = cycle.0.iter().filter_map(|(node, import)| {
            let (_, arguments) = self.given(*node)?;
            let source = *arguments.get(import)?;
            Some(self.describe_connection(*node, import, source))
        });
        connections.collect()
    }
}
