//! What is in a graph.

use indexmap::IndexMap;

use super::{ComponentId, Entry, Graph, ItemType, Node, NodeId, NodeKind, number};
use crate::provenance::Part;
use crate::types::{TypeId, World, WorldId};

impl<'a> Graph<'a> {
    /// All components, in the order in which they were added.
    pub fn components(&self) -> impl Iterator<Item = ComponentId> + use<> {
        (0..number(self.components.len())).map(ComponentId)
    }

    /// All nodes, in the order in which they came to be.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..number(self.nodes.len())).map(NodeId)
    }

    /// The nodes that are instances of components.
    pub fn instances(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.nodes()
            .filter(|&node| matches!(self.kind(node), NodeKind::Instance { .. }))
    }

    /// What is exported, by name, in the order of [`export`](Self::export).
    pub fn exported(&self) -> impl Iterator<Item = (&str, NodeId)> {
        self.exports
            .iter()
            .map(|(name, node)| (name.as_str(), *node))
    }

    /// What is known of a component: name, version, size, digest.
    #[must_use]
    pub fn part(&self, component: ComponentId) -> &Part {
        &self.entry(component).part
    }

    /// The bytes of a component.
    #[must_use]
    pub fn bytes(&self, component: ComponentId) -> &[u8] {
        self.entry(component).component.bytes()
    }

    /// What a node is.
    #[must_use]
    pub fn kind(&self, node: NodeId) -> &NodeKind {
        &self.node(node).kind
    }

    /// A node's name: of an instance that of its component, or what it was
    /// [given](Self::instantiate_as).
    #[must_use]
    pub fn name(&self, node: NodeId) -> &str {
        &self.node(node).name
    }

    /// A node's type.
    #[must_use]
    pub fn item_type(&self, node: NodeId) -> ItemType {
        self.node(node).ty
    }

    /// A component's imports in their order, with their types.
    pub fn imports(&self, component: ComponentId) -> impl Iterator<Item = (&str, ItemType)> {
        let imports = self.world(component).imports.iter();
        imports.map(move |(name, &item)| (name.as_str(), ItemType { item, component }))
    }

    /// A component's exports in their order, with their types.
    pub fn exports(&self, component: ComponentId) -> impl Iterator<Item = (&str, ItemType)> {
        let exports = self.world(component).exports.iter();
        exports.map(move |(name, &item)| (name.as_str(), ItemType { item, component }))
    }

    /// The imports of an instance that nothing was given for.
    pub fn open(&self, instance: NodeId) -> impl Iterator<Item = (&str, ItemType)> {
        let given = self.given(instance);
        given.into_iter().flat_map(move |(component, arguments)| {
            self.imports(component)
                .filter(move |(name, _)| !arguments.contains_key(*name))
        })
    }

    /// The name of the node that a connection comes from, and of the export that it is; of
    /// an import the composition and its name.
    pub(crate) fn describe_source(&self, source: NodeId) -> (String, String) {
        match self.kind(source) {
            NodeKind::Alias { source, export } => (self.name(*source).to_owned(), export.clone()),
            NodeKind::Import { name } => ("the composition".into(), name.clone()),
            NodeKind::Types | NodeKind::Instance { .. } => {
                (self.name(source).to_owned(), String::new())
            }
        }
    }

    /// The component of an instance, and what was given for its imports.
    pub(crate) fn given(&self, node: NodeId) -> Option<(ComponentId, &IndexMap<String, NodeId>)> {
        match self.kind(node) {
            NodeKind::Instance {
                component,
                arguments,
            } => Some((*component, arguments)),
            _ => None,
        }
    }

    /// The component of an instance.
    pub(crate) fn component_of(&self, node: NodeId) -> Option<ComponentId> {
        self.given(node).map(|(component, _)| component)
    }

    /// The instance or import that a node is or comes from.
    pub(crate) fn base(&self, mut node: NodeId) -> NodeId {
        while let NodeKind::Alias { source, .. } = self.kind(node) {
            node = *source;
        }
        node
    }

    /// Which import brings a type into a component; none for types of its own.
    pub(crate) fn origin(&self, component: ComponentId, ty: TypeId) -> Option<&str> {
        self.entry(component).origins.get(&ty).map(String::as_str)
    }

    /// The types of values that come with an import of a component.
    pub(crate) fn plain(&self, component: ComponentId, import: &str) -> Option<ItemType> {
        let item = *self.entry(component).plain.get(import)?;
        Some(ItemType { item, component })
    }

    pub(crate) fn world(&self, component: ComponentId) -> &World {
        &self.types[self.entry(component).world]
    }

    /// The type of a component itself.
    pub(crate) fn component_type(&self, component: ComponentId) -> WorldId {
        self.entry(component).world
    }

    pub(super) fn entry(&self, component: ComponentId) -> &Entry<'a> {
        &self.components[component.0 as usize]
    }

    pub(super) fn node(&self, node: NodeId) -> &Node {
        &self.nodes[node.0 as usize]
    }
}
