//! The graph of a composition: components, instances of them, and what is passed to what.
//!
//! ```
//! # let wat = |text| wat::parse_str(text).unwrap();
//! # let notes = wat(r#"(component
//! #     (import "example:sqlite/database@0.1.0" (instance $d (export "open" (func))))
//! #     (alias export $d "open" (func $f)) (export "open-notes" (func $f)))"#);
//! # let sqlite = wat(r#"(component
//! #     (core module $m (func (export "f"))) (core instance $i (instantiate $m))
//! #     (func $f (canon lift (core func $i "f"))) (instance $d (export "open" (func $f)))
//! #     (export "example:sqlite/database@0.1.0" (instance $d)))"#);
//! use wittgen_composer::{EncodeOptions, Graph};
//!
//! let mut graph = Graph::new();
//! let notes = graph.add(&notes)?;
//! let sqlite = graph.add(&sqlite)?;
//!
//! let database = graph.instantiate(sqlite);
//! let app = graph.instantiate(notes);
//! let interface = graph.alias(database, "example:sqlite/database@0.1.0")?;
//! graph.connect(app, "example:sqlite/database@0.1.0", interface)?;
//! let open = graph.alias(app, "open-notes")?;
//! graph.export(open, "open-notes")?;
//!
//! let composition = graph.encode(&EncodeOptions::default())?;
//! assert_eq!(composition.exports, ["open-notes"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Each operation checks what can be known then: names, and types one by one. That resources are
//! the same wherever they meet is known when everything is connected, and checked by
//! [`encode`](Graph::encode). Which connections there should be is not decided here; see
//! [`Graph::wire`].

mod declare;
mod error;
mod identity;
mod order;

pub use error::{AliasError, ConnectError, ExportError, ImportError};
pub(crate) use identity::{Meanings, name_resources};

use std::collections::HashMap;

use indexmap::IndexMap;

use crate::check::{ComponentError, Header, disguise, read_header, validate_component};
use crate::component::Component;
use crate::difference::differences;
use crate::module::componentize;
use crate::name::{ExternName, is_wasi};
use crate::provenance::{Part, Provenance, digest};
use crate::types::{Interface, Item, TypeId, Types, World, WorldId, read_world};

/// A component in a [`Graph`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ComponentId(u32);

/// A node of a [`Graph`]: an instance, an import of the composition, or what one of them exports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(u32);

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NodeKind {
    /// An instance of a component.
    Instance {
        /// The component.
        component: ComponentId,
        /// What is given for its imports, by their names. Imports that nothing is given for become
        /// imports of the composition.
        arguments: IndexMap<String, NodeId>,
    },
    /// An import of the composition.
    Import {
        /// Its name.
        name: String,
    },
    /// What an instance exports.
    Alias {
        /// The instance, or the import or alias that is one.
        source: NodeId,
        /// The name of the export.
        export: String,
    },
    /// An instance with the types of values that an import wants, made on the spot.
    Types,
}

/// The type of an import or export of a component in a graph, to import the same with
/// [`Graph::import`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ItemType {
    pub(crate) item: Item,
    /// Whose import or export it is: that component's imports say what other types are.
    component: ComponentId,
}

/// Components, instances of them, and the connections between them.
#[derive(Default)]
pub struct Graph<'a> {
    pub(crate) types: Types,
    components: Vec<Entry<'a>>,
    nodes: Vec<Node>,
    exports: IndexMap<String, NodeId>,
}

/// A component and what is known of it.
struct Entry<'a> {
    component: Component<'a>,
    part: Part,
    world: WorldId,
    /// Which import brings a type into the component.
    origins: HashMap<TypeId, String>,
    /// The type of an instance of the component.
    instance: Item,
}

struct Node {
    name: String,
    kind: NodeKind,
    /// What it is when it is given for an import.
    ty: ItemType,
}

impl ItemType {
    /// What kind of item it is: `instance`, `function`, `type`, `component`, `core module` or
    /// `value`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        self.item.kind()
    }
}

impl<'a> Graph<'a> {
    /// A graph without anything in it.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a component. The same bytes are added once: the second time gives the first one's id,
    /// and the name is the first one's too. A core module is made a component, as by
    /// [`componentize`].
    ///
    /// # Errors
    /// The bytes are no valid component, and no module that can be made one.
    pub fn add(
        &mut self,
        component: impl Into<Component<'a>>,
    ) -> Result<ComponentId, ComponentError> {
        let mut component = component.into();
        let fallback = format!("component {}", self.components.len() + 1);
        let name = component.name().unwrap_or(&fallback).to_owned();
        let header = read_header(&name, component.bytes())?;
        let (sha256, size) = (digest(component.bytes()), component.bytes().len() as u64);
        let known = |entry: &Entry<'_>| entry.part.sha256 == sha256;
        if let Some(index) = self.components.iter().position(known) {
            return Ok(id(index));
        }
        if let Header::Module = header {
            let made = componentize(&name, component.bytes())
                .map_err(|error| ComponentError::Module(Box::new(error)))?;
            component = Component::named(name.clone(), made);
        }
        let disguise = disguise(&name, component.bytes())?;
        let shown = disguise.bytes.as_deref().unwrap_or(component.bytes());
        let validated = validate_component(&name, shown)?;
        let imports = validated.imports.iter().copied();
        let exports = validated.exports.iter().copied();
        let world = read_world(
            &mut self.types,
            &validated.types,
            imports,
            exports,
            &disguise,
        );
        let mut part = self.describe(&component, name, world);
        (part.sha256, part.size) = (sha256, size);
        let origins = find_origins(&self.types, &self.types[world]);
        let whole = Interface {
            exports: self.types[world].exports.clone(),
        };
        let instance = Item::Instance(self.types.add_interface(whole));
        self.components.push(Entry {
            component,
            part,
            world,
            origins,
            instance,
        });
        Ok(id(self.components.len() - 1))
    }

    fn describe(&self, component: &Component<'_>, mut name: String, world: WorldId) -> Part {
        let bytes = component.bytes();
        let identity = identify(self.types[world].exports.keys());
        if component.name().is_none() {
            let package = identity.as_ref().map(|(package, _)| (*package).to_owned());
            name = component_name(bytes).or(package).unwrap_or(name);
        }
        let version = identity.and_then(|(_, version)| version);
        let taken = |name: &str| self.components.iter().any(|entry| entry.part.name == name);
        Part {
            name: unique(name, taken),
            version,
            sha256: String::new(),
            size: 0,
            composition: Provenance::read(bytes).map(Box::new),
        }
    }

    /// Instantiates a component. Its imports become imports of the composition unless they are
    /// [connected](Self::connect).
    pub fn instantiate(&mut self, component: ComponentId) -> NodeId {
        let name = self.part(component).name.clone();
        self.instantiate_as(component, name)
    }

    /// The same, with a name for messages and debug information. Where it is taken, a number
    /// is added to it.
    pub fn instantiate_as(&mut self, component: ComponentId, name: impl Into<String>) -> NodeId {
        let taken = |name: &str| self.instances().any(|node| self.name(node) == name);
        let name = unique(name.into(), taken);
        let kind = NodeKind::Instance {
            component,
            arguments: IndexMap::new(),
        };
        let item = self.entry(component).instance;
        self.push(name, kind, ItemType { item, component })
    }

    /// Imports something of this type, under a name of its own.
    ///
    /// # Errors
    /// The name is no valid import's name, or is taken.
    pub fn import(&mut self, name: &str, ty: ItemType) -> Result<NodeId, ImportError> {
        if let Err(error) = wasmparser::names::ComponentName::new(name, 0) {
            return Err(ImportError::Name {
                name: name.to_owned(),
                message: error.message().to_owned(),
            });
        }
        let same = |node: &Node| matches!(&node.kind, NodeKind::Import { name: n } if n == name);
        if self.nodes.iter().any(same) {
            return Err(ImportError::Taken { name: name.into() });
        }
        let kind = NodeKind::Import { name: name.into() };
        Ok(self.push(name.to_owned(), kind, ty))
    }

    /// Takes what an instance exports.
    ///
    /// # Errors
    /// The node is no instance, or has no such export.
    pub fn alias(&mut self, source: NodeId, export: &str) -> Result<NodeId, AliasError> {
        let ItemType { item, component } = self.node(source).ty;
        let Item::Instance(interface) = item else {
            return Err(AliasError::NotAnInstance {
                node: self.name(source).to_owned(),
                kind: item.kind(),
            });
        };
        let exports = &self.types[interface].exports;
        let Some(&item) = exports.get(export) else {
            return Err(AliasError::NoExport {
                node: self.name(source).to_owned(),
                export: export.to_owned(),
                exports: exports.keys().cloned().collect(),
            });
        };
        let kind = NodeKind::Alias {
            source,
            export: export.to_owned(),
        };
        if let Some(known) = self.nodes.iter().position(|node| node.kind == kind) {
            return Ok(NodeId(number(known)));
        }
        let name = format!("{}.{export}", self.name(source));
        Ok(self.push(name, kind, ItemType { item, component }))
    }

    /// Gives `source` for the import `import` of `instance`. The names may differ.
    ///
    /// # Errors
    /// `instance` is no instance of a component, it has no such import, something was given for it
    /// before, or the types don't fit.
    pub fn connect(
        &mut self,
        instance: NodeId,
        import: &str,
        source: NodeId,
    ) -> Result<(), ConnectError> {
        let expected = self.free_import(instance, import)?;
        let found = self.node(source).ty.item;
        let differences = differences(&self.types, found, expected);
        if !differences.is_empty() {
            let (provider, export) = self.describe_source(source);
            return Err(ConnectError::Mismatch {
                importer: self.name(instance).to_owned(),
                import: import.to_owned(),
                provider,
                export,
                differences,
            });
        }
        self.set_argument(instance, import, source);
        Ok(())
    }

    /// The type of an import that nothing was given for.
    fn free_import(&self, instance: NodeId, import: &str) -> Result<Item, ConnectError> {
        let importer = self.name(instance).to_owned();
        let NodeKind::Instance {
            component,
            arguments,
        } = &self.node(instance).kind
        else {
            return Err(ConnectError::NotAnInstance { node: importer });
        };
        let imports = &self.world(*component).imports;
        let Some(&expected) = imports.get(import) else {
            return Err(ConnectError::NoImport {
                importer,
                import: import.to_owned(),
                imports: imports.keys().cloned().collect(),
            });
        };
        if let Some(&given) = arguments.get(import) {
            return Err(ConnectError::Taken {
                importer,
                import: import.to_owned(),
                given: self.name(given).to_owned(),
            });
        }
        Ok(expected)
    }

    /// Gives `source` for an import without a check.
    pub(crate) fn set_argument(&mut self, instance: NodeId, import: &str, source: NodeId) {
        if let NodeKind::Instance { arguments, .. } = &mut self.nodes[instance.0 as usize].kind {
            arguments.insert(import.to_owned(), source);
        }
    }

    /// Makes an instance with the types that the import `import` of a component consists of, and
    /// nothing else. None where the import has functions or resources, which only a component has.
    pub(crate) fn make_types(&mut self, component: ComponentId, import: &str) -> Option<NodeId> {
        let item = *self.world(component).imports.get(import)?;
        match item {
            Item::Instance(interface) if self.types.is_types_only(interface) => {
                let name = format!("types of {import}");
                let ty = ItemType { item, component };
                Some(self.push(name, NodeKind::Types, ty))
            }
            _ => None,
        }
    }

    /// Exports a node from the composition.
    ///
    /// # Errors
    /// The name is no valid export's name, or is taken.
    pub fn export(&mut self, node: NodeId, name: &str) -> Result<(), ExportError> {
        let invalid = match wasmparser::names::ComponentName::new(name, 0) {
            Ok(_) if name.contains("dep=<") => Some("it names a dependency".to_owned()),
            Ok(_) => None,
            Err(error) => Some(error.message().to_owned()),
        };
        if let Some(message) = invalid {
            return Err(ExportError::Name {
                name: name.to_owned(),
                message,
            });
        }
        if let Some(&first) = self.exports.get(name) {
            return Err(ExportError::Taken {
                name: name.to_owned(),
                first: self.name(first).to_owned(),
                second: self.name(node).to_owned(),
            });
        }
        self.exports.insert(name.to_owned(), node);
        Ok(())
    }

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
        let found = match self.kind(instance) {
            NodeKind::Instance {
                component,
                arguments,
            } => Some((*component, arguments)),
            _ => None,
        };
        found.into_iter().flat_map(move |(component, arguments)| {
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

    /// The component of an instance.
    pub(crate) fn component_of(&self, node: NodeId) -> Option<ComponentId> {
        match self.kind(node) {
            NodeKind::Instance { component, .. } => Some(*component),
            _ => None,
        }
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

    pub(crate) fn world(&self, component: ComponentId) -> &World {
        &self.types[self.entry(component).world]
    }

    /// The type of a component itself.
    pub(crate) fn component_type(&self, component: ComponentId) -> WorldId {
        self.entry(component).world
    }

    fn entry(&self, component: ComponentId) -> &Entry<'a> {
        &self.components[component.0 as usize]
    }

    fn node(&self, node: NodeId) -> &Node {
        &self.nodes[node.0 as usize]
    }

    fn push(&mut self, name: String, kind: NodeKind, ty: ItemType) -> NodeId {
        self.nodes.push(Node { name, kind, ty });
        NodeId(number(self.nodes.len() - 1))
    }
}

impl ItemType {
    pub(crate) fn component(self) -> ComponentId {
        self.component
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).expect("fewer than 2^32 nodes")
}

fn id(index: usize) -> ComponentId {
    ComponentId(number(index))
}

/// `name`, or `name 2` and so on where it is taken.
fn unique(name: String, taken: impl Fn(&str) -> bool) -> String {
    if !taken(&name) {
        return name;
    }
    (2..)
        .map(|i| format!("{name} {i}"))
        .find(|name| !taken(name))
        .unwrap_or(name)
}

/// The import that each type of a component's outside comes with.
fn find_origins(types: &Types, world: &World) -> HashMap<TypeId, String> {
    fn note(types: &Types, item: Item, import: &str, origins: &mut HashMap<TypeId, String>) {
        match item {
            Item::Type { of, name } => {
                origins.entry(name).or_insert_with(|| import.to_owned());
                // A type of its own, and not another import's under a further name.
                origins.entry(of).or_insert_with(|| import.to_owned());
                let resolved = types.resolve(of);
                origins.entry(resolved).or_insert_with(|| import.to_owned());
            }
            Item::Instance(interface) => {
                for inner in types[interface].exports.values() {
                    note(types, *inner, import, origins);
                }
            }
            _ => {}
        }
    }
    let mut origins = HashMap::new();
    for (name, item) in &world.imports {
        note(types, *item, name, &mut origins);
    }
    origins
}

/// The package and version of the first interface among `exports` that is not WASI's.
fn identify<'e>(exports: impl Iterator<Item = &'e String>) -> Option<(&'e str, Option<String>)> {
    exports.filter(|name| !is_wasi(name)).find_map(|name| {
        let name = ExternName::new(name);
        Some((
            name.package()?,
            name.version.map(|version| version.to_string()),
        ))
    })
}

/// The name in a component's own name section, if it has one.
fn component_name(bytes: &[u8]) -> Option<String> {
    use wasmparser::{ComponentName, KnownCustom, Parser, Payload};
    let mut depth = 0u32;
    for payload in Parser::new(0).parse_all(bytes) {
        match payload.ok()? {
            Payload::Version { .. } => depth += 1,
            Payload::End(_) => depth -= 1,
            Payload::CustomSection(section) if depth == 1 => {
                let KnownCustom::ComponentName(names) = section.as_known() else {
                    continue;
                };
                for name in names {
                    if let Ok(ComponentName::Component { name, .. }) = name {
                        return Some(name.to_owned());
                    }
                }
            }
            _ => {}
        }
    }
    None
}
