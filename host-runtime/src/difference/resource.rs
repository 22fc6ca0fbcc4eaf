//! The resources of a component by their names. A type of wasmtime has none, but the interfaces that import and
//! export it do.

use wasmtime::Engine;
use wasmtime::component::ResourceType;
use wasmtime::component::types::{Component, ComponentItem};

use crate::signature::Resource;
use crate::version::is_compatible;

/// Every resource that a component imports or exports, with each of its names.
pub(crate) struct Resources<'a>(Vec<Entry<'a>>);

struct Entry<'a> {
    interface: Option<&'a str>,
    name: String,
    ty: ResourceType,
}

impl<'a> Resources<'a> {
    pub(crate) fn of(component: &'a Component, engine: &'a Engine) -> Self {
        let mut entries = Vec::new();
        for (name, item) in component.exports(engine).chain(component.imports(engine)) {
            match item.ty {
                ComponentItem::Resource(ty) => entries.push(Entry {
                    interface: None,
                    name: name.to_string(),
                    ty,
                }),
                ComponentItem::ComponentInstance(instance) => {
                    for (resource, item) in instance.exports(engine) {
                        if let ComponentItem::Resource(ty) = item.ty {
                            entries.push(Entry {
                                interface: Some(name),
                                name: resource.to_string(),
                                ty,
                            });
                        }
                    }
                }
                _ => {}
            }
        }
        Self(entries)
    }

    /// Whether `found` is the resource that is expected. One that the component has no name for may be.
    pub(super) fn may_be(&self, expected: &Resource, found: ResourceType) -> bool {
        let mut named = self
            .0
            .iter()
            .filter(|entry| entry.name == expected.name)
            .filter(|entry| match (entry.interface, expected.interface) {
                (Some(a), Some(b)) => is_compatible(a, b),
                (a, b) => a == b,
            })
            .peekable();
        named.peek().is_none() || named.any(|entry| entry.ty == found)
    }

    pub(super) fn name_of(&self, found: ResourceType) -> &str {
        self.entry(found).map_or("_", |entry| &entry.name)
    }

    /// Where the component has `found` from, in words that tell it from `expected` of the same name.
    pub(super) fn origin_of(&self, found: ResourceType) -> String {
        match self.entry(found).and_then(|entry| entry.interface) {
            Some(interface) => format!("that of {interface}"),
            None => "another of this name".to_string(),
        }
    }

    fn entry(&self, found: ResourceType) -> Option<&Entry<'a>> {
        self.0.iter().find(|entry| entry.ty == found)
    }
}
