//! From the bytes of a finished component to a drawing.
//!
//! It follows the instances of the outermost component: what each is an instance of, and what it
//! was given. Who composed it doesn't matter.

mod structure;

use std::collections::HashSet;

use super::build::{Sketch, connection_label};
use super::{Drawing, Node, Role};
use crate::check::{Header, read_header, validate};
use crate::component::Component;
use crate::inspect::InspectError;
use crate::inspect::{Inspection, inspect};
use crate::provenance::{Part, Provenance, digest};
use structure::{Origin, Structure};

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

impl<'a> Structure<'a> {
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
        let mut seen = HashSet::new();
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
