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

mod add;
mod declare;
mod error;
mod identity;
mod order;
mod view;

pub use error::{AliasError, ConnectError, ExportError, ImportError};
pub(crate) use identity::{Meanings, name_resources};

use std::collections::HashMap;

use indexmap::IndexMap;

use crate::component::Component;
use crate::difference::differences;
use crate::provenance::Part;
use crate::types::{Item, TypeId, Types, WorldId};

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
    /// The types of values in each import, for others that mention them: what is to be imported for these
    /// alone.
    plain: HashMap<String, Item>,
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
        let Some((component, arguments)) = self.given(instance) else {
            return Err(ConnectError::NotAnInstance { node: importer });
        };
        let imports = &self.world(component).imports;
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
