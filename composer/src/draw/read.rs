//! From the bytes of a finished component to a drawing.
//!
//! It follows the instances of the outermost component: what each is an instance of, and what it
//! was given. Who composed it doesn't matter.

use std::collections::HashMap;

use wasmparser::{
    ComponentAlias, ComponentExternalKind, ComponentInstance, ComponentName, KnownCustom, Parser,
    Payload,
};

use super::build::{Sketch, connection_label};
use super::{Drawing, Node, Role};
use crate::check::{Header, read_header, validate};
use crate::component::Component;
use crate::inspect::InspectError;
use crate::inspect::{Inspection, inspect};
use crate::provenance::{Part, Provenance, digest};

/// Draws a component.
pub(super) fn draw_component(component: &Component<'_>) -> Result<Drawing, InspectError> {
    let bytes = component.bytes();
    let name = component.name().unwrap_or("the component");
    let structure = match read_header(name, bytes)? {
        Header::Component => {
            validate(name, bytes)?;
            Structure::read(bytes)
        }
        Header::Module => None,
    };
    match structure {
        Some(structure) => Ok(structure.draw(Provenance::read(bytes).as_ref())),
        None => Ok(draw_whole(name, &inspect(component)?)),
    }
}

/// A component that is no composition: one node.
fn draw_whole(name: &str, inspection: &Inspection) -> Drawing {
    let mut sketch = Sketch::default();
    let whole = sketch.node(Node {
        size: Some(inspection.census.size),
        ..Node::new(Role::Instance, name)
    });
    for export in &inspection.exports {
        let export = sketch.node(Node::new(Role::Export, &export.name));
        sketch.edge(export, whole, String::new());
    }
    for import in &inspection.imports {
        let name = &import.name;
        let import = sketch.import(name);
        sketch.edge(whole, import, name.clone());
    }
    sketch.finish()
}

/// Where something that an index stands for comes from.
#[derive(Clone, Debug)]
enum Origin<'a> {
    /// An import of the outermost component.
    Import(&'a str),
    /// What an instance exports: the instance's origin, and the name.
    Export(usize, &'a str),
    /// A bundle of other items.
    Bundle(Vec<usize>),
    /// An instance of a component.
    Instance(usize),
    /// A component.
    Component(usize),
    /// Something that is not drawn.
    Other,
}

/// The number of the index space of a kind.
fn space(kind: ComponentExternalKind) -> usize {
    match kind {
        ComponentExternalKind::Module => 0,
        ComponentExternalKind::Func => 1,
        ComponentExternalKind::Value => 2,
        ComponentExternalKind::Type => 3,
        ComponentExternalKind::Instance => 4,
        ComponentExternalKind::Component => 5,
    }
}

struct Instance<'a> {
    component: Option<usize>,
    /// What it was given, by the import's name: the origin.
    arguments: Vec<(&'a str, usize)>,
}

/// The outermost component's instances. Origins are numbered in one list, and the index spaces
/// lead into it.
#[derive(Default)]
struct Structure<'a> {
    origins: Vec<Origin<'a>>,
    spaces: [Vec<usize>; 6],
    instances: Vec<Instance<'a>>,
    /// The bytes of components; none of those that are imported.
    components: Vec<Option<&'a [u8]>>,
    exports: Vec<(&'a str, usize)>,
    instance_names: HashMap<u32, String>,
    component_names: HashMap<u32, String>,
    /// The instances that a number of an instance's index space stands for.
    numbered: Vec<(u32, usize)>,
    numbered_components: Vec<(u32, usize)>,
}

impl<'a> Structure<'a> {
    /// Reads a valid component; none where it has code of its own.
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut structure = Self::default();
        let mut depth = 0u32;
        for payload in Parser::new(0).parse_all(bytes) {
            let payload = payload.ok()?;
            match &payload {
                Payload::Version { .. } => depth += 1,
                Payload::End(_) => depth -= 1,
                Payload::ComponentSection {
                    unchecked_range, ..
                } if depth == 1 => {
                    let start = usize::try_from(unchecked_range.start).ok()?;
                    let end = usize::try_from(unchecked_range.end).ok()?;
                    structure.add_component(Some(bytes.get(start..end)?));
                }
                Payload::InstanceSection(_) | Payload::ComponentCanonicalSection(_)
                    if depth == 1 =>
                {
                    return None;
                }
                payload if depth == 1 => structure.add_section(payload)?,
                _ => {}
            }
        }
        (!structure.instances.is_empty()).then_some(structure)
    }

    fn add_section(&mut self, payload: &Payload<'a>) -> Option<()> {
        match payload {
            Payload::ComponentImportSection(section) => {
                for import in section.clone() {
                    let import = import.ok()?;
                    let kind = import.ty.kind();
                    if kind == ComponentExternalKind::Component {
                        self.add_component(None);
                    } else {
                        self.add(kind, Origin::Import(import.name.name));
                    }
                }
            }
            Payload::ComponentInstanceSection(section) => {
                for instance in section.clone() {
                    self.add_instance(instance.ok()?);
                }
            }
            Payload::ComponentAliasSection(section) => {
                for alias in section.clone() {
                    self.add_alias(&alias.ok()?);
                }
            }
            Payload::ComponentExportSection(section) => {
                for export in section.clone() {
                    let export = export.ok()?;
                    let origin = self.find(export.kind, export.index);
                    self.exports.push((export.name.name, origin));
                    self.spaces[space(export.kind)].push(origin);
                }
            }
            Payload::ComponentTypeSection(section) => {
                for _ in 0..section.count() {
                    self.add(ComponentExternalKind::Type, Origin::Other);
                }
            }
            Payload::CustomSection(section) => {
                if let KnownCustom::ComponentName(names) = section.as_known() {
                    self.add_names(names);
                }
            }
            _ => {}
        }
        Some(())
    }

    fn add(&mut self, kind: ComponentExternalKind, origin: Origin<'a>) -> usize {
        self.origins.push(origin);
        self.spaces[space(kind)].push(self.origins.len() - 1);
        self.origins.len() - 1
    }

    fn add_component(&mut self, bytes: Option<&'a [u8]>) {
        let number = self.spaces[space(ComponentExternalKind::Component)].len() as u32;
        self.numbered_components
            .push((number, self.components.len()));
        self.components.push(bytes);
        self.add(
            ComponentExternalKind::Component,
            Origin::Component(self.components.len() - 1),
        );
    }

    fn add_instance(&mut self, instance: ComponentInstance<'a>) {
        let origin = match instance {
            ComponentInstance::Instantiate {
                component_index,
                args,
            } => {
                let component = self.find(ComponentExternalKind::Component, component_index);
                let component = match self.origins.get(component) {
                    Some(Origin::Component(component)) => Some(*component),
                    _ => None,
                };
                let arguments = args
                    .iter()
                    .map(|arg| (arg.name, self.find(arg.kind, arg.index)));
                let arguments = arguments.collect();
                self.instances.push(Instance {
                    component,
                    arguments,
                });
                let number = self.spaces[space(ComponentExternalKind::Instance)].len() as u32;
                self.numbered.push((number, self.instances.len() - 1));
                Origin::Instance(self.instances.len() - 1)
            }
            ComponentInstance::FromExports(exports) => {
                let items = exports.iter().map(|item| self.find(item.kind, item.index));
                Origin::Bundle(items.collect())
            }
        };
        self.add(ComponentExternalKind::Instance, origin);
    }

    fn add_alias(&mut self, alias: &ComponentAlias<'a>) {
        match *alias {
            ComponentAlias::InstanceExport {
                kind,
                instance_index,
                name,
            } => {
                let source = self.find(ComponentExternalKind::Instance, instance_index);
                self.add(kind, Origin::Export(source, name));
            }
            ComponentAlias::Outer { kind, .. } => {
                let kind = match kind {
                    wasmparser::ComponentOuterAliasKind::Type => ComponentExternalKind::Type,
                    wasmparser::ComponentOuterAliasKind::Component => {
                        ComponentExternalKind::Component
                    }
                    _ => return,
                };
                self.add(kind, Origin::Other);
            }
            ComponentAlias::CoreInstanceExport { .. } => {}
        }
    }

    fn add_names(&mut self, names: wasmparser::ComponentNameSectionReader<'a>) {
        for name in names.into_iter().map_while(Result::ok) {
            let (map, into) = match name {
                ComponentName::Instances(map) => (map, &mut self.instance_names),
                ComponentName::Components(map) => (map, &mut self.component_names),
                _ => continue,
            };
            for naming in map.into_iter().map_while(Result::ok) {
                into.insert(naming.index, naming.name.to_owned());
            }
        }
    }

    /// The origin of an index; the last for one that is not there, which a valid component has not.
    fn find(&self, kind: ComponentExternalKind, index: u32) -> usize {
        let found = self.spaces[space(kind)].get(index as usize);
        found.copied().unwrap_or(usize::MAX)
    }

    fn draw(&self, provenance: Option<&Provenance>) -> Drawing {
        let mut sketch = Sketch::default();
        let parts = provenance.map_or(&[][..], |provenance| &provenance.parts);
        let nodes: Vec<_> = (0..self.instances.len())
            .map(|index| sketch.node(self.describe(index, parts)))
            .collect();
        for (name, origin) in &self.exports {
            if self.sources(*origin).is_empty() {
                continue;
            }
            let from = sketch.node(Node::new(Role::Export, *name));
            self.connect(&mut sketch, &nodes, (from, name), *origin, true);
        }
        for (index, instance) in self.instances.iter().enumerate() {
            for (import, origin) in &instance.arguments {
                self.connect(&mut sketch, &nodes, (nodes[index], import), *origin, false);
            }
        }
        sketch.finish()
    }

    /// An instance's node, with what is known of its component.
    fn describe(&self, index: usize, parts: &[Part]) -> Node {
        let component = self.instances[index].component;
        let bytes = component.and_then(|component| self.components[component]);
        let number = |list: &[(u32, usize)], wanted: usize| {
            list.iter()
                .find(|(_, index)| *index == wanted)
                .map(|(number, _)| *number)
        };
        let name = number(&self.numbered, index).and_then(|n| self.instance_names.get(&n));
        let own = component.and_then(|component| number(&self.numbered_components, component));
        let own = own.and_then(|number| self.component_names.get(&number));
        let of_name = |name: &String| parts.iter().find(|part| part.name == *name);
        let by_digest = || {
            let sha256 = digest(bytes?);
            parts.iter().find(|part| part.sha256 == sha256)
        };
        let part = own
            .and_then(of_name)
            .or_else(|| name.and_then(of_name))
            .or_else(by_digest);
        let known = part.map(|part| &part.name);
        let name = name.or(known).or(own).cloned();
        Node {
            version: part.and_then(|part| part.version.clone()),
            size: part
                .map(|part| part.size)
                .or(bytes.map(|bytes| bytes.len() as u64)),
            ..Node::new(
                Role::Instance,
                name.unwrap_or_else(|| format!("instance {}", index + 1)),
            )
        }
    }

    /// Draws what something gets.
    fn connect(
        &self,
        sketch: &mut Sketch,
        nodes: &[usize],
        (from, wanted): (usize, &str),
        origin: usize,
        is_export: bool,
    ) {
        for (source, path) in self.sources(origin) {
            match source {
                Origin::Instance(instance) => {
                    let label = match (is_export, path == wanted) {
                        (true, true) => String::new(),
                        (true, false) => path.to_owned(),
                        (false, _) => connection_label(wanted, path),
                    };
                    sketch.edge(from, nodes[*instance], label);
                }
                Origin::Import(name) => {
                    let import = sketch.import(name);
                    let label = if is_export {
                        String::new()
                    } else {
                        wanted.to_owned()
                    };
                    sketch.edge(from, import, label);
                }
                _ => {}
            }
        }
    }

    /// The instances and imports that an origin comes from, each with the export that it is.
    fn sources(&self, origin: usize) -> Vec<(&Origin<'a>, &'a str)> {
        let mut found = Vec::new();
        let mut seen = std::collections::HashSet::new();
        let mut left = vec![(origin, "")];
        while let Some((origin, path)) = left.pop() {
            if !seen.insert(origin) {
                continue;
            }
            match self.origins.get(origin) {
                // The step next to the instance is the export that is meant.
                Some(Origin::Export(source, name)) => left.push((*source, *name)),
                Some(Origin::Bundle(items)) => {
                    left.extend(items.iter().rev().map(|item| (*item, path)));
                }
                Some(found_one @ (Origin::Import(_) | Origin::Instance(_))) => {
                    found.push((found_one, path));
                }
                _ => {}
            }
        }
        found
    }
}
