//! The imports of the result: which there are, and which imports of instances become one.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use super::EncodeError;
use crate::graph::{ComponentId, Graph, ItemType, NodeId, NodeKind};
use crate::name::ExternName;
use crate::types::{Def, Defined, Item, TypeId, Types, Val};

/// The imports of the result by number.
#[derive(Default)]
pub(super) struct Roots {
    roots: IndexMap<Key, Root>,
    /// Which import of the result is there for one of an instance.
    instances: HashMap<(NodeId, String), usize>,
    /// Which is there for one of a component that types of an explicit import mention.
    components: HashMap<(ComponentId, String), usize>,
    explicit: HashMap<NodeId, usize>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    /// Left open by instances; all of one track of versions together.
    Open(String),
    /// An import node of the graph.
    Explicit(NodeId),
}

/// An import of the result.
pub(super) struct Root {
    pub(super) name: String,
    pub(super) sources: Vec<Source>,
}

/// What is behind an import of the result.
pub(super) struct Source {
    pub(super) ty: ItemType,
    /// The name that it has there.
    pub(super) import: String,
    /// The instance that leaves it open.
    pub(super) instance: Option<NodeId>,
    /// The import node that it is, or that mentions it.
    pub(super) node: Option<NodeId>,
}

impl Source {
    /// Who has the import.
    pub(super) fn describe(&self, graph: &Graph<'_>) -> String {
        match self.instance {
            Some(instance) => graph.name(instance).to_owned(),
            None => graph.part(self.ty.component()).name.clone(),
        }
    }
}

impl Roots {
    /// Finds what the instances in `order` leave open, and what the graph imports by itself.
    pub(super) fn find(graph: &Graph<'_>, order: &[NodeId]) -> Result<Self, EncodeError> {
        let mut roots = Self::default();
        for node in graph.nodes() {
            if let NodeKind::Import { name } = graph.kind(node) {
                roots.add_explicit(graph, node, name);
            }
        }
        let explicit: Vec<NodeId> = roots.explicit.keys().copied().collect();
        for node in graph.nodes().filter(|node| explicit.contains(node)) {
            roots.add_mentioned(graph, node);
        }
        for &instance in order {
            for (import, ty) in graph.open(instance) {
                if derive(graph, instance, ty.item).is_some() {
                    continue;
                }
                let number = roots.add_open(Source {
                    ty,
                    import: import.to_owned(),
                    instance: Some(instance),
                    node: None,
                });
                roots
                    .instances
                    .insert((instance, import.to_owned()), number);
            }
        }
        roots.add_plain(graph);
        roots.check_names(graph)?;
        Ok(roots)
    }

    /// Adds imports for types of values alone: those that an open import mentions, and that belong to one
    /// that is met inside. A type of values that an import mentions must have a name in the result.
    fn add_plain(&mut self, graph: &Graph<'_>) {
        let sources = self.roots.values().flat_map(|root| &root.sources);
        let open = sources.filter_map(|source| {
            let instance = source.instance?;
            Some((instance, source.ty, source.import.clone()))
        });
        let mut pending: Vec<_> = open.collect();
        pending.reverse();
        while let Some((instance, ty, own)) = pending.pop() {
            for (import, id) in foreign(graph, ty, &own) {
                let key = (instance, import);
                let id = graph.types.resolve(id);
                let is_resource = graph.types[id] == Def::Resource;
                if is_resource || names(graph, ty, id) || self.instances.contains_key(&key) {
                    continue;
                }
                let Some(ty) = graph.plain(ty.component(), &key.1) else {
                    continue;
                };
                let number = self.add_open(Source {
                    ty,
                    import: key.1.clone(),
                    instance: Some(instance),
                    node: None,
                });
                pending.push((instance, ty, key.1.clone()));
                self.instances.insert(key, number);
            }
        }
    }

    fn add_explicit(&mut self, graph: &Graph<'_>, node: NodeId, name: &str) {
        let ty = graph.item_type(node);
        let import = find_import(graph, ty);
        let source = Source {
            ty,
            import: import.clone(),
            instance: None,
            node: Some(node),
        };
        let root = Root {
            name: name.to_owned(),
            sources: vec![source],
        };
        let (number, _) = self.roots.insert_full(Key::Explicit(node), root);
        self.explicit.insert(node, number);
        // What other imports of the same component mention is this one.
        if !import.is_empty() {
            let key = (ty.component(), import);
            self.components.entry(key).or_insert(number);
        }
    }

    /// Adds the interfaces that the types of an explicit import come from, which are imported beside
    /// it unless they are explicit themselves.
    fn add_mentioned(&mut self, graph: &Graph<'_>, node: NodeId) {
        let ty = graph.item_type(node);
        let mut pending = vec![(ty, find_import(graph, ty))];
        while let Some((ty, own)) = pending.pop() {
            for (import, _) in foreign(graph, ty, &own) {
                let component = ty.component();
                let key = (component, import.clone());
                if self.components.contains_key(&key) {
                    continue;
                }
                let found = graph.imports(component).find(|(name, _)| *name == import);
                let Some((_, ty)) = found else { continue };
                let number = self.add_open(Source {
                    ty,
                    import: import.clone(),
                    instance: None,
                    node: Some(node),
                });
                self.components.insert(key, number);
                pending.push((ty, import));
            }
        }
    }

    /// Adds an import that is left open to the others of its name and track.
    fn add_open(&mut self, source: Source) -> usize {
        let name = ExternName::new(&source.import);
        let entry = self.roots.entry(Key::Open(name.track()));
        let number = entry.index();
        let root = entry.or_insert_with(|| Root {
            name: source.import.clone(),
            sources: Vec::new(),
        });
        if name.version > ExternName::new(&root.name).version {
            root.name.clone_from(&source.import);
        }
        root.sources.push(source);
        number
    }

    fn check_names(&self, graph: &Graph<'_>) -> Result<(), EncodeError> {
        for (key, root) in &self.roots {
            let twice = matches!(key, Key::Open(_))
                && self
                    .roots
                    .iter()
                    .any(|(key, other)| matches!(key, Key::Explicit(_)) && other.name == root.name);
            if twice {
                let importer = root.sources[0].describe(graph);
                let import = root.name.clone();
                return Err(EncodeError::ImportTwice { import, importer });
            }
        }
        Ok(())
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Root> {
        self.roots.values()
    }

    /// Whether an import is one that the graph names.
    pub(super) fn is_explicit(&self, number: usize) -> bool {
        matches!(self.roots.get_index(number), Some((Key::Explicit(_), _)))
    }

    pub(super) fn get(&self, number: usize) -> &Root {
        &self.roots[number]
    }

    /// The import that is there for one that an instance leaves open.
    pub(super) fn number(&self, instance: NodeId, import: &str) -> Option<usize> {
        self.instances.get(&(instance, import.to_owned())).copied()
    }

    /// The import that an import node is.
    pub(super) fn explicit(&self, node: NodeId) -> Option<usize> {
        self.explicit.get(&node).copied()
    }

    /// The import that is there for another import of the same component as `source`.
    pub(super) fn of(&self, source: &Source, import: &str) -> Option<usize> {
        match source.instance {
            Some(instance) => self.number(instance, import),
            None => {
                let key = (source.ty.component(), import.to_owned());
                self.components.get(&key).copied()
            }
        }
    }
}

/// The import of its component that a type is; nothing for an export's.
fn find_import(graph: &Graph<'_>, ty: ItemType) -> String {
    graph
        .imports(ty.component())
        .find(|(_, other)| *other == ty)
        .map_or_else(String::new, |(name, _)| name.to_owned())
}

/// Whether an import is an instance that has a name of its own for a type.
fn names(graph: &Graph<'_>, ty: ItemType, id: TypeId) -> bool {
    let Item::Instance(interface) = ty.item else {
        return false;
    };
    let mut exports = graph.types[interface].exports.values();
    exports.any(|item| matches!(item, Item::Type { of, .. } if graph.types.resolve(*of) == id))
}

/// Where a type that an instance imports comes from, if it is the type of another import that
/// something is given for: the given node, and the name of its export.
pub(super) fn derive(graph: &Graph<'_>, instance: NodeId, item: Item) -> Option<(NodeId, String)> {
    let Item::Type { of, name } = item else {
        return None;
    };
    let (component, arguments) = graph.given(instance)?;
    if of == name {
        return None;
    }
    let import = graph.origin(component, of)?;
    let source = *arguments.get(import)?;
    let (_, ty) = graph.imports(component).find(|(name, _)| *name == import)?;
    let Item::Instance(interface) = ty.item else {
        return None;
    };
    let exports = graph.types[interface].exports.iter();
    let export = exports.into_iter().find_map(|(export, item)| match item {
        Item::Type { of: base, name } if *name == of || *base == of => Some(export.clone()),
        _ => None,
    })?;
    Some((source, export))
}

/// The types that an item of the import `own` mentions and that come with other imports of its
/// component: the names of these, with the type.
pub(super) fn foreign(graph: &Graph<'_>, ty: ItemType, own: &str) -> Vec<(String, TypeId)> {
    let mut found: Vec<(String, TypeId)> = Vec::new();
    for id in mentioned(&graph.types, ty.item) {
        if let Some(import) = graph.origin(ty.component(), id)
            && import != own
            && !found.contains(&(import.to_owned(), id))
        {
            found.push((import.to_owned(), id));
        }
    }
    found
}

/// Every type that an item mentions.
pub(crate) fn mentioned(types: &Types, item: Item) -> Vec<TypeId> {
    let mut walk = Walk {
        types,
        seen: HashSet::new(),
        mentioned: Vec::new(),
    };
    walk.item(item);
    walk.mentioned
}

/// Collects every type that an item mentions.
struct Walk<'t> {
    types: &'t Types,
    seen: HashSet<TypeId>,
    mentioned: Vec<TypeId>,
}

impl Walk<'_> {
    fn item(&mut self, item: Item) {
        match item {
            Item::Func(id) => {
                let func = &self.types[id];
                for (_, val) in &func.params {
                    self.val(*val);
                }
                if let Some(val) = func.result {
                    self.val(val);
                }
            }
            Item::Instance(id) => {
                for item in self.types[id].exports.values() {
                    self.item(*item);
                }
            }
            Item::Component(id) => {
                let world = &self.types[id];
                for item in world.imports.values().chain(world.exports.values()) {
                    self.item(*item);
                }
            }
            Item::Type { of, .. } => self.id(of),
            Item::Value(val) => self.val(val),
            Item::Module(_) => {}
        }
    }

    fn val(&mut self, val: Val) {
        if let Val::Type(id) = val {
            self.id(id);
        }
    }

    fn id(&mut self, id: TypeId) {
        if !self.seen.insert(id) {
            return;
        }
        self.mentioned.push(id);
        let types = self.types;
        match &types[id] {
            Def::Resource => {}
            Def::Alias(inner) => self.id(*inner),
            Def::Func(func) => self.item(Item::Func(*func)),
            Def::Instance(interface) => self.item(Item::Instance(*interface)),
            Def::Component(world) => self.item(Item::Component(*world)),
            Def::Value(Defined::Own(resource) | Defined::Borrow(resource)) => self.id(*resource),
            Def::Value(defined) => {
                let mut vals = Vec::new();
                defined.for_each(|val| vals.push(val));
                for val in vals {
                    self.val(val);
                }
            }
        }
    }
}
