//! How a component comes into a graph: made of a module where it is one, validated, digested, its types
//! read.

use std::collections::HashMap;
use std::panic::resume_unwind;

use super::{ComponentId, Entry, Graph, id, unique};
use crate::check::{ComponentError, Header, Validated, disguise, read_header, validate_component};
use crate::component::Component;
use crate::module::componentize;
use crate::name::{ExternName, is_wasi};
use crate::provenance::{Part, Provenance, digest};
use crate::types::{Interface, Item, TypeId, Types, World, WorldId, read_world};

/// How many bytes a component must have for its digest to be worth a thread.
const WORTH_A_THREAD: usize = 1 << 18;

impl<'a> Graph<'a> {
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
        let module = match header {
            Header::Component => None,
            Header::Module => Some((digest(component.bytes()), component.bytes().len() as u64)),
        };
        let known = |entry: &Entry<'_>| match &module {
            Some((sha256, _)) => entry.part.sha256 == *sha256,
            None => entry.component.bytes() == component.bytes(),
        };
        if let Some(index) = self.components.iter().position(known) {
            return Ok(id(index));
        }
        if module.is_some() {
            let made = componentize(&name, component.bytes())
                .map_err(|error| ComponentError::Module(Box::new(error)))?;
            component = Component::named(name.clone(), made);
        }
        let disguise = disguise(&name, component.bytes())?;
        let shown = disguise.bytes.as_deref().unwrap_or(component.bytes());
        let (validated, digested) = validate_and_digest(&name, shown, component.bytes())?;
        let size = component.bytes().len() as u64;
        let (sha256, size) = module.unwrap_or((digested, size));
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
        let plain = find_plain(&mut self.types, world);
        let whole = Interface {
            exports: self.types[world].exports.clone(),
        };
        let instance = Item::Instance(self.types.add_interface(whole));
        self.components.push(Entry {
            component,
            part,
            world,
            origins,
            plain,
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
}

/// Validates a component, and digests it meanwhile. It is validated as it is `shown`.
fn validate_and_digest<'b>(
    name: &str,
    shown: &'b [u8],
    bytes: &[u8],
) -> Result<(Validated<'b>, String), ComponentError> {
    if bytes.len() < WORTH_A_THREAD {
        return Ok((validate_component(name, shown)?, digest(bytes)));
    }
    std::thread::scope(|scope| {
        let digested = scope.spawn(|| digest(bytes));
        let validated = validate_component(name, shown);
        let digested = digested.join().unwrap_or_else(|panic| resume_unwind(panic));
        Ok((validated?, digested))
    })
}

/// The import that each type of a component's outside comes with.
pub(super) fn find_origins(types: &Types, world: &World) -> HashMap<TypeId, String> {
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

/// The types of values in each import.
pub(super) fn find_plain(types: &mut Types, world: WorldId) -> HashMap<String, Item> {
    let mut plain = HashMap::new();
    for (name, item) in types[world].imports.clone() {
        let part = match item {
            Item::Instance(interface) => types.plain_part(interface).map(Item::Instance),
            Item::Type { .. } => Some(item),
            _ => None,
        };
        plain.extend(part.map(|part| (name, part)));
    }
    plain
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
