//! The graph that a composition is built in.
//!
//! Nodes are components; a node becomes an *instance* once it is instantiated, and an edge leads
//! from an instance's export to another's import. It wraps `wac_graph::CompositionGraph`, which
//! checks types and encodes, and keeps beside it what is known of each component. Which edges
//! there are is decided elsewhere.

use std::panic::{AssertUnwindSafe, catch_unwind};

use wac_graph::types::{ItemKind, Package, SubtypeChecker, Types};
use wac_graph::{CompositionGraph, NodeId, PackageId};

use crate::check::{ComponentError, check_component};
use crate::component::Component;
use crate::difference::{Difference, differences};
use crate::encode::EncodeError;
use crate::name::{ExternName, is_wasi};
use crate::provenance::{Part, Provenance, digest};

/// A component in a [`Graph`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct NodeIndex(usize);

/// A component and what is known of it.
struct Node {
    part: Part,
    package: PackageId,
    instance: Option<NodeId>,
}

/// Components and the connections between them.
#[derive(Default)]
pub(crate) struct Graph {
    pub(crate) wac: CompositionGraph,
    nodes: Vec<Node>,
}

impl Graph {
    /// Adds a component. The same bytes give the same node; the name is then the first one's.
    pub(crate) fn add(&mut self, component: &Component<'_>) -> Result<NodeIndex, ComponentError> {
        let bytes = component.bytes();
        let fallback = format!("component {}", self.nodes.len() + 1);
        let mut name = component.name().unwrap_or(&fallback).to_owned();
        check_component(&name, bytes)?;

        let sha256 = digest(bytes);
        if let Some(index) = self
            .nodes
            .iter()
            .position(|node| node.part.sha256 == sha256)
        {
            return Ok(NodeIndex(index));
        }
        let package = self.register(&name, bytes)?;
        let world = &self.wac.types()[self.wac[package].ty()];
        let identity = identify(world.exports.keys());
        if component.name().is_none() {
            let inner = component_name(bytes)
                .or(identity.as_ref().map(|(package, _)| (*package).to_owned()));
            name = inner.unwrap_or(name);
        }
        let version = identity.and_then(|(_, version)| version);
        let part = Part {
            name: self.unique(name),
            version,
            sha256,
            size: bytes.len() as u64,
            composition: Provenance::read(bytes).map(Box::new),
        };
        self.nodes.push(Node {
            part,
            package,
            instance: None,
        });
        Ok(NodeIndex(self.nodes.len() - 1))
    }

    /// Reads a component's type into the graph.
    fn register(&mut self, name: &str, bytes: &[u8]) -> Result<PackageId, ComponentError> {
        let unsupported = |message| ComponentError::Unsupported {
            component: name.into(),
            message,
        };
        // A few types that WIT can't express make `wac_types` panic. What it leaves behind in the
        // graph's types is unreachable then, and the graph is given up with the error anyway.
        let key = format!("part{}", self.nodes.len());
        let types = self.wac.types_mut();
        let package = catch_unwind(AssertUnwindSafe(|| {
            Package::from_bytes(&key, None, bytes, types)
        }))
        .map_err(|_| unsupported("it has types that WIT can't express".into()))?
        .map_err(|error| unsupported(format!("{error:#}")))?;
        self.wac
            .register_package(package)
            .map_err(|error| unsupported(error.to_string()))
    }

    /// `name`, or `name 2` and so on where it is taken.
    fn unique(&self, name: String) -> String {
        let taken = |name: &str| self.nodes.iter().any(|node| node.part.name == name);
        if !taken(&name) {
            return name;
        }
        (2..)
            .map(|i| format!("{name} {i}"))
            .find(|name| !taken(name))
            .unwrap_or(name)
    }

    /// All nodes in the order in which they were added.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = NodeIndex> + use<> {
        (0..self.nodes.len()).map(NodeIndex)
    }

    /// What is known of a component.
    pub(crate) fn part(&self, node: NodeIndex) -> &Part {
        &self.nodes[node.0].part
    }

    /// The types of everything in the graph.
    pub(crate) fn types(&self) -> &Types {
        self.wac.types()
    }

    /// A component's imports in their order.
    pub(crate) fn imports(&self, node: NodeIndex) -> impl Iterator<Item = (&str, ItemKind)> {
        let world = &self.types()[self.wac[self.nodes[node.0].package].ty()];
        world
            .imports
            .iter()
            .map(|(name, kind)| (name.as_str(), *kind))
    }

    /// A component's exports in their order.
    pub(crate) fn exports(&self, node: NodeIndex) -> impl Iterator<Item = (&str, ItemKind)> {
        let world = &self.types()[self.wac[self.nodes[node.0].package].ty()];
        world
            .exports
            .iter()
            .map(|(name, kind)| (name.as_str(), *kind))
    }

    /// Checks whether an item can be given where another is wanted.
    pub(crate) fn check_fit(
        &self,
        found: ItemKind,
        expected: ItemKind,
    ) -> Result<(), Vec<Difference>> {
        let types = self.types();
        let mut cache = Default::default();
        let Err(error) = SubtypeChecker::new(&mut cache).is_subtype(found, types, expected, types)
        else {
            return Ok(());
        };
        let mut found = differences(types, found, expected);
        if found.is_empty() {
            let (expected, found_text) = ("another type".into(), format!("{error:#}"));
            found.push(Difference {
                path: Vec::new(),
                expected,
                found: found_text,
            });
        }
        Err(found)
    }

    /// Instantiates a component once; further calls do nothing.
    pub(crate) fn instantiate(&mut self, node: NodeIndex) -> NodeId {
        let Node {
            part,
            package,
            instance,
        } = &mut self.nodes[node.0];
        *instance.get_or_insert_with(|| {
            let id = self.wac.instantiate(*package);
            self.wac.set_node_name(id, &part.name);
            id
        })
    }

    /// Gives an instance's export to another instance's import. Both are instantiated where they
    /// are not yet.
    pub(crate) fn connect(
        &mut self,
        (importer, import): (NodeIndex, &str),
        (provider, export): (NodeIndex, &str),
    ) -> Result<(), EncodeError> {
        let provided = self.instantiate(provider);
        let importing = self.instantiate(importer);
        let refused = |part: &Part, message: String| EncodeError::Refused {
            provider: part.name.clone(),
            export: export.to_owned(),
            message,
        };
        let alias = self
            .wac
            .alias_instance_export(provided, export)
            .map_err(|error| refused(&self.nodes[provider.0].part, error.to_string()))?;
        self.wac
            .set_instantiation_argument(importing, import, alias)
            .map_err(|error| refused(&self.nodes[provider.0].part, error.to_string()))?;
        Ok(())
    }

    /// Exports an instance's export from the composition.
    pub(crate) fn export(&mut self, node: NodeIndex, name: &str) -> Result<(), EncodeError> {
        let instance = self.instantiate(node);
        let refused = |part: &Part, message: String| EncodeError::Refused {
            provider: part.name.clone(),
            export: name.to_owned(),
            message,
        };
        let alias = self
            .wac
            .alias_instance_export(instance, name)
            .map_err(|error| refused(&self.nodes[node.0].part, error.to_string()))?;
        self.wac
            .export(alias, name)
            .map_err(|error| refused(&self.nodes[node.0].part, error.to_string()))
    }
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
