//! From a graph to the bytes of one component.
//!
//! The path of the data:
//!
//! ```text
//! Graph ──► sort ──► roots ──► check ──► declare imports ──► components ──► instances ──► exports
//!           each     what      resources  types of what       the inputs'    each after     and
//!           after    stays     are the    stays open,         bytes, once    what it gets   provenance
//!           what     open,     same where merged              each
//!           it gets  merged    they meet
//! ```
//!
//! Imports that several instances leave open are one import of the result: of the highest version
//! that any of them names, with everything that any of them uses. The inputs' bytes go in
//! unchanged. The result is validated again, except for the functions' bodies, which came in
//! valid.

mod error;
mod names;
pub(crate) mod output;
mod roots;

pub use error::EncodeError;
pub(crate) use error::draw_cycle;
pub use output::Bytes;

use std::collections::{HashMap, HashSet};

use wasm_encoder::{ComponentExportKind, ProducersField, ProducersSection};

use crate::difference::{Difference, common_differences_between, differences_between};
use crate::graph::{ComponentId, Graph, ItemType, Meanings, NodeId, NodeKind, name_resources};
use crate::provenance::{Connection, Part, Provenance, SECTION, Tool};
use crate::shrink::{Shared, Shrink, shrink, strip_module};
use crate::types::{Def, Encoder, Item, TypeId};
use output::Output;
use roots::Roots;

/// How a graph becomes a component.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct EncodeOptions {
    /// Whether the components are in the result. If not, it imports them, by their names in words of
    /// lower-case letters: `example-sqlite` for `example:sqlite`.
    pub define_components: bool,
    /// Whether the result says in its own name section what its instances are called, and keeps what
    /// the inputs have of names and debug information. Without, they are smaller, and a trap's
    /// backtrace has numbers in place of names.
    pub names: bool,
    /// Whether a core module or component that is in several places of the inputs is in the result
    /// once. Then the inputs are not in it byte for byte.
    pub share: bool,
    /// Whether the result says what it was composed from.
    pub provenance: bool,
}

impl Default for EncodeOptions {
    fn default() -> Self {
        Self {
            define_components: true,
            names: true,
            share: true,
            provenance: true,
        }
    }
}

/// A finished composition.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Encoded<'p> {
    /// The component.
    pub bytes: Bytes<'p>,
    /// What was given for which import, in the order of instantiation.
    pub connections: Vec<Connection>,
    /// The result's imports.
    pub imports: Vec<String>,
    /// The result's exports.
    pub exports: Vec<String>,
}

impl Graph<'_> {
    /// Encodes all instances and exports of the graph.
    ///
    /// # Errors
    /// See [`EncodeError`].
    pub fn encode(&self, options: &EncodeOptions) -> Result<Encoded<'_>, EncodeError> {
        let roots: Vec<_> = self
            .instances()
            .chain(self.exported().map(|(_, node)| node))
            .collect();
        self.encode_reached(roots, options)
    }

    /// Encodes the exports of the graph, and the instances that these are made with.
    ///
    /// # Errors
    /// See [`EncodeError`].
    pub fn encode_exports(&self, options: &EncodeOptions) -> Result<Encoded<'_>, EncodeError> {
        let roots: Vec<_> = self.exported().map(|(_, node)| node).collect();
        self.encode_reached(roots, options)
    }

    pub(crate) fn encode_reached(
        &self,
        reached: Vec<NodeId>,
        options: &EncodeOptions,
    ) -> Result<Encoded<'_>, EncodeError> {
        let sorted = self.sort(reached.iter().copied());
        let order = sorted.map_err(|cycle| EncodeError::Cycle {
            cycle: self.describe_cycle(&cycle),
        })?;
        let roots = Roots::find(self, &order)?;
        check_resources(self, &order, &roots)?;
        let mut writer = Writer::new(self, &roots);
        let used = graph_parts(self, &order);
        let shared = match options.share && options.define_components {
            true => Shared::find(&used),
            false => Shared::default(),
        };
        let shrink = Shrink {
            shared: &shared,
            strip: !options.names,
        };
        writer.shared(shrink);
        writer.imports()?;
        writer.components(&order, options, shrink)?;
        for &instance in &order {
            writer.instance(instance)?;
        }
        for (name, node) in self.exported() {
            writer.export(name, node)?;
        }
        // To be read, what the rest is for comes first.
        let mut untold: HashSet<NodeId> = order.iter().copied().collect();
        let first = reached.iter().map(|&node| self.base(node));
        let told: Vec<NodeId> = first
            .chain(order.iter().rev().copied())
            .filter(|node| untold.remove(node))
            .collect();
        writer.finish(&told, options)
    }
}

/// Checks that the resources are the same wherever instances are connected, and that imports that
/// become one have the same types.
fn check_resources(graph: &Graph<'_>, order: &[NodeId], roots: &Roots) -> Result<(), EncodeError> {
    let mut meanings: HashMap<NodeId, Meanings> = HashMap::new();
    for (number, root) in roots.all().enumerate() {
        for source in &root.sources {
            if source.instance.is_none() {
                let node = source
                    .node
                    .or_else(|| root.sources.iter().find_map(|s| s.node));
                if let Some(node) = node {
                    let mut found = Meanings::new();
                    name_resources(&graph.types, source.ty.item, number, &mut found);
                    // One that comes from another interface is that one's.
                    let component = source.ty.component();
                    found.retain(|&ty, _| {
                        let origin = graph.origin(component, ty);
                        origin.is_none_or(|origin| origin == source.import)
                    });
                    meanings.entry(node).or_default().extend(found);
                }
            }
        }
    }
    let none = Meanings::new();
    for &instance in order {
        let found = graph.meanings(
            instance,
            |node| meanings.get(&node).unwrap_or(&none),
            |import| roots.number(instance, import),
        );
        check_arguments(graph, instance, &found, |node| {
            meanings.get(&node).unwrap_or(&none)
        })?;
        meanings.insert(instance, found);
    }
    for root in roots.all() {
        let Some((first, rest)) = root.sources.split_first() else {
            continue;
        };
        let of = |source: &roots::Source| {
            let node = source.instance.or(source.node);
            node.and_then(|node| meanings.get(&node)).unwrap_or(&none)
        };
        for other in rest {
            let differences = common_differences_between(
                &graph.types,
                (other.ty.item, of(other)),
                (first.ty.item, of(first)),
            );
            if !differences.is_empty() {
                return Err(EncodeError::ImportConflict {
                    import: root.name.clone(),
                    first: first.describe(graph),
                    second: other.describe(graph),
                    differences,
                });
            }
        }
    }
    Ok(())
}

fn check_arguments<'m>(
    graph: &Graph<'_>,
    instance: NodeId,
    own: &Meanings,
    meanings: impl Fn(NodeId) -> &'m Meanings,
) -> Result<(), EncodeError> {
    let NodeKind::Instance {
        component,
        arguments,
    } = graph.kind(instance)
    else {
        return Ok(());
    };
    for (import, expected) in graph.imports(*component) {
        let Some(&source) = arguments.get(import) else {
            continue;
        };
        let found = graph.item_type(source).item;
        let given = meanings(graph.base(source));
        let differences: Vec<Difference> =
            differences_between(&graph.types, (found, given), (expected.item, own));
        if !differences.is_empty() {
            let connection = graph.describe_connection(instance, import, source);
            return Err(EncodeError::Resources {
                connection,
                differences,
            });
        }
    }
    Ok(())
}

/// A component on its way out.
struct Writer<'g, 'a, 'r> {
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
    fn new(graph: &'g Graph<'a>, roots: &'r Roots) -> Self {
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

    fn imports(&mut self) -> Result<(), EncodeError> {
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
    fn shared(&mut self, shrink: Shrink<'_, 'g>) {
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

    fn components(
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

    fn instance(&mut self, instance: NodeId) -> Result<(), EncodeError> {
        let graph = self.graph;
        let NodeKind::Instance {
            component,
            arguments,
        } = graph.kind(instance)
        else {
            return Ok(());
        };
        let mut given = Vec::new();
        for (import, ty) in graph.imports(*component) {
            let kind = export_kind(ty.item);
            let index = match (arguments.get(import), self.roots.number(instance, import)) {
                (Some(&source), _) => self.node(source)?,
                (None, Some(root)) => self.imported[&root],
                (None, None) => self.derived(instance, ty)?,
            };
            given.push((import, kind, index));
        }
        let component = self.components[component];
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

    fn export(&mut self, name: &str, node: NodeId) -> Result<(), EncodeError> {
        let index = self.node(node)?;
        let kind = export_kind(self.graph.item_type(node).item);
        let exported = self.encoder.output().export(name, kind, index);
        if kind == ComponentExportKind::Instance {
            self.names.instance(exported, name);
        }
        self.exports.push(name.to_owned());
        Ok(())
    }

    fn finish(self, told: &[NodeId], options: &EncodeOptions) -> Result<Encoded<'g>, EncodeError> {
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
fn graph_parts<'g>(graph: &'g Graph<'_>, instances: &[NodeId]) -> Vec<&'g [u8]> {
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
