//! Writes a composition, section by section.

use std::collections::{HashMap, HashSet};

use wasm_encoder::{ComponentExportKind, ProducersField, ProducersSection};

use super::output::Output;
use super::roots::{self, Roots};
use super::{EncodeError, EncodeOptions, Encoded, names};
use crate::graph::{ComponentId, Graph, ItemType, NodeId, NodeKind};
use crate::provenance::{Part, Provenance, SECTION, Tool};
use crate::shrink::{Shared, Shrink, shrink, strip_module};
use crate::types::{Def, Encoder, Item, TypeId};

/// A component on its way out.
pub(super) struct Writer<'g, 'a, 'r> {
    graph: &'g Graph<'a>,
    roots: &'r Roots,
    encoder: Encoder<'g>,
    /// The indices of the composition's imports.
    imported: HashMap<usize, u32>,
    /// Imports that are being declared: those that they mention are declared before.
    declaring: HashSet<usize>,
    components: HashMap<ComponentId, u32>,
    nodes: HashMap<NodeId, u32>,
    names: names::Names,
    imports: Vec<String>,
    exports: Vec<String>,
}

impl<'g, 'a, 'r> Writer<'g, 'a, 'r> {
    pub(super) fn new(graph: &'g Graph<'a>, roots: &'r Roots) -> Self {
        Self {
            graph,
            roots,
            encoder: Encoder::new(&graph.types, Output::new()),
            imported: HashMap::new(),
            declaring: HashSet::new(),
            components: HashMap::new(),
            nodes: HashMap::new(),
            names: names::Names::default(),
            imports: Vec::new(),
            exports: Vec::new(),
        }
    }

    pub(super) fn imports(&mut self) -> Result<(), EncodeError> {
        // What instances leave open knows its types by the names that they have there, whatever else is of
        // the same type.
        let (beside, open): (Vec<_>, Vec<_>) =
            (0..self.roots.all().count()).partition(|&number| self.roots.is_explicit(number));
        for number in open.into_iter().chain(beside) {
            self.import(number)?;
        }
        Ok(())
    }

    /// Declares an import of the composition, after those whose types it mentions.
    fn import(&mut self, number: usize) -> Result<(), EncodeError> {
        if !self.declaring.insert(number) {
            return Ok(());
        }
        let roots = self.roots;
        let root = roots.get(number);
        for source in &root.sources {
            for mention in roots::foreign(self.graph, source.ty, &source.import) {
                let (import, ty) = mention;
                match roots.of(source, &import) {
                    Some(other) => self.import(other)?,
                    None => self.check_plain(source, &root.name, &import, ty)?,
                }
            }
        }
        let items: Vec<Item> = root.sources.iter().map(|source| source.ty.item).collect();
        let inexpressible = |_| EncodeError::Inexpressible {
            name: root.name.clone(),
        };
        let index = if self.roots.is_explicit(number) {
            self.encoder.import_beside(&root.name, items[0])
        } else {
            self.encoder.import(&root.name, &items)
        };
        let index = index.map_err(inexpressible)?;
        self.imported.insert(number, index);
        self.imports.push(root.name.clone());
        if let Item::Instance(_) = items[0] {
            self.names.instance(index, &root.name);
        }
        Ok(())
    }

    /// Refuses an open import that mentions a resource of an import that is met inside.
    fn check_plain(
        &self,
        source: &roots::Source,
        open: &str,
        met: &str,
        ty: TypeId,
    ) -> Result<(), EncodeError> {
        let types = &self.graph.types;
        if types[types.resolve(ty)] != Def::Resource {
            return Ok(());
        }
        Err(EncodeError::OpenUses {
            importer: source.describe(self.graph),
            open: open.to_owned(),
            met: met.to_owned(),
            resource: types.label(ty).to_owned(),
        })
    }

    /// Defines what is in several places of the inputs: first of all, so that its indices are those
    /// that it was found by.
    pub(super) fn shared(&mut self, shrink: Shrink<'_, 'g>) {
        for &module in &shrink.shared.modules {
            let stripped = shrink.strip.then(|| strip_module(module)).flatten();
            let module = stripped.unwrap_or_else(|| module.into());
            self.encoder.output().module(module);
        }
        for &component in &shrink.shared.components {
            let plain = Shrink {
                shared: &Shared::default(),
                ..shrink
            };
            let component = self::shrink(component, 1, plain);
            self.encoder.output().component(component);
        }
    }

    pub(super) fn components(
        &mut self,
        order: &[NodeId],
        options: &EncodeOptions,
        shrink: Shrink<'_, 'g>,
    ) -> Result<(), EncodeError> {
        for component in order
            .iter()
            .filter_map(|&node| self.graph.component_of(node))
        {
            if self.components.contains_key(&component) {
                continue;
            }
            let name = &self.graph.part(component).name;
            let index = if options.define_components {
                let bytes = self::shrink(self.graph.bytes(component), 1, shrink);
                self.encoder.output().component(bytes)
            } else {
                let import = self.dependency_name(component);
                let world = self.graph.component_type(component);
                self.imports.push(import.clone());
                self.encoder
                    .import_component(&import, world)
                    .map_err(|_| EncodeError::Inexpressible { name: name.clone() })?
            };
            self.names.component(index, name);
            self.components.insert(component, index);
        }
        Ok(())
    }

    /// The name under which a component is imported instead of being part of the result.
    fn dependency_name(&self, component: ComponentId) -> String {
        let taken = |name: &str| self.imports.iter().any(|i| i.eq_ignore_ascii_case(name));
        let name = kebab(&self.graph.part(component).name);
        if !taken(&name) {
            return name;
        }
        let mut numbered = (2..).map(|i| format!("{name}-n{i}"));
        numbered.find(|name| !taken(name)).unwrap_or(name)
    }

    pub(super) fn instance(&mut self, instance: NodeId) -> Result<(), EncodeError> {
        let graph = self.graph;
        let Some((component, arguments)) = graph.given(instance) else {
            return Ok(());
        };
        let mut given = Vec::new();
        for (import, ty) in graph.imports(component) {
            let kind = export_kind(ty.item);
            let index = match (arguments.get(import), self.roots.number(instance, import)) {
                (Some(&source), _) => self.node(source)?,
                (None, Some(root)) => self.imported[&root],
                (None, None) => self.derived(instance, ty)?,
            };
            given.push((import, kind, index));
        }
        let component = self.components[&component];
        let index = self.encoder.output().instantiate(component, &given);
        self.names.instance(index, graph.name(instance));
        self.nodes.insert(instance, index);
        Ok(())
    }

    /// The index of a type that an instance imports from one that is given to it: there is only
    /// one that it can be.
    fn derived(&mut self, instance: NodeId, ty: ItemType) -> Result<u32, EncodeError> {
        let inexpressible = || EncodeError::Inexpressible {
            name: self.graph.name(instance).to_owned(),
        };
        let (source, export) =
            roots::derive(self.graph, instance, ty.item).ok_or_else(inexpressible)?;
        let instance = self.node(source)?;
        let output = self.encoder.output();
        Ok(output.alias(instance, ComponentExportKind::Type, &export))
    }

    /// The index of a node.
    fn node(&mut self, node: NodeId) -> Result<u32, EncodeError> {
        if let Some(&index) = self.nodes.get(&node) {
            return Ok(index);
        }
        let graph = self.graph;
        let index = match graph.kind(node) {
            NodeKind::Import { name } => match self.roots.explicit(node) {
                Some(root) => self.imported[&root],
                None => return Err(EncodeError::Inexpressible { name: name.clone() }),
            },
            NodeKind::Alias { source, export } => {
                let instance = self.node(*source)?;
                let kind = export_kind(graph.item_type(node).item);
                self.encoder.output().alias(instance, kind, export)
            }
            NodeKind::Types => self.types(node)?,
            // Sorted before whatever takes something from it.
            NodeKind::Instance { .. } => unreachable!("an instance comes before its aliases"),
        };
        self.nodes.insert(node, index);
        Ok(index)
    }

    /// Makes an instance of types alone.
    fn types(&mut self, node: NodeId) -> Result<u32, EncodeError> {
        let graph = self.graph;
        let mut exports = Vec::new();
        if let Item::Instance(interface) = graph.item_type(node).item {
            for (name, item) in &graph.types[interface].exports {
                if let Item::Type { of, .. } = item {
                    let index = self.encoder.root_type(*of);
                    let index = index.map_err(|_| EncodeError::Inexpressible {
                        name: graph.name(node).to_owned(),
                    })?;
                    exports.push((name.as_str(), ComponentExportKind::Type, index));
                }
            }
        }
        let index = self.encoder.output().bundle(&exports);
        self.names.instance(index, graph.name(node));
        Ok(index)
    }

    pub(super) fn export(&mut self, name: &str, node: NodeId) -> Result<(), EncodeError> {
        let index = self.node(node)?;
        let kind = export_kind(self.graph.item_type(node).item);
        let exported = self.encoder.output().export(name, kind, index);
        if kind == ComponentExportKind::Instance {
            self.names.instance(exported, name);
        }
        self.exports.push(name.to_owned());
        Ok(())
    }

    pub(super) fn finish(
        self,
        told: &[NodeId],
        options: &EncodeOptions,
    ) -> Result<Encoded<'g>, EncodeError> {
        let graph = self.graph;
        let connections = graph.connections(told);
        let mut output = self.encoder.into_output();
        if options.names {
            output.section(&self.names.section());
        }
        let tool = Tool::this();
        let mut field = ProducersField::new();
        field.value(&tool.name, &tool.version);
        let mut producers = ProducersSection::new();
        producers.field("processed-by", &field);
        output.section(&producers);
        if options.provenance {
            let provenance = Provenance {
                tool,
                parts: parts(graph, told),
                connections: connections.clone(),
            };
            output.custom(SECTION, &provenance.to_json());
        }
        let bytes = output.finish();
        bytes.validate().map_err(|error| EncodeError::Invalid {
            message: error.message().to_owned(),
            offset: error.offset(),
        })?;
        Ok(Encoded {
            bytes,
            connections,
            imports: self.imports,
            exports: self.exports,
        })
    }
}

/// The bytes of the components of instances, each once.
pub(super) fn graph_parts<'g>(graph: &'g Graph<'_>, instances: &[NodeId]) -> Vec<&'g [u8]> {
    let mut seen = HashSet::new();
    let components = instances
        .iter()
        .filter_map(|&node| graph.component_of(node));
    components
        .filter(|&component| seen.insert(component))
        .map(|component| graph.bytes(component))
        .collect()
}

/// The components of instances, in their order.
fn parts(graph: &Graph<'_>, instances: &[NodeId]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut seen = HashSet::new();
    for component in instances
        .iter()
        .filter_map(|&node| graph.component_of(node))
    {
        if seen.insert(component) {
            parts.push(graph.part(component).clone());
        }
    }
    parts
}

/// A name that an import can have, made of any name.
fn kebab(name: &str) -> String {
    let mut text = String::new();
    for c in name.chars() {
        let is_digit_first = c.is_ascii_digit() && (text.is_empty() || text.ends_with('-'));
        match c.to_ascii_lowercase() {
            'a'..='z' | '0'..='9' if is_digit_first => {
                text.push('n');
                text.push(c);
            }
            c @ ('a'..='z' | '0'..='9') => text.push(c),
            _ if text.is_empty() || text.ends_with('-') => {}
            _ => text.push('-'),
        }
    }
    let text = text.trim_end_matches('-');
    if text.is_empty() {
        "component".into()
    } else {
        text.into()
    }
}

fn export_kind(item: Item) -> ComponentExportKind {
    match item {
        Item::Func(_) => ComponentExportKind::Func,
        Item::Instance(_) => ComponentExportKind::Instance,
        Item::Type { .. } => ComponentExportKind::Type,
        Item::Component(_) => ComponentExportKind::Component,
        Item::Module(_) => ComponentExportKind::Module,
        Item::Value(_) => ComponentExportKind::Value,
    }
}
