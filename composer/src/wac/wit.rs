//! The packages of WIT that a text's types come from.

use std::collections::HashMap;

use wac_parser::PackagePath;
use wit_component::DecodedWasm;
use wit_parser::{InterfaceId, PackageId, Resolve, WorldId};

use super::{PackageName, Packages, WacError, bytes};
use crate::component::Component;
use crate::cycle;
use crate::located::Located;

/// Packages by name, asked for once each.
pub(super) struct Found<'p> {
    text: &'p str,
    packages: Packages<'p>,
    components: HashMap<PackageName, Component<'static>>,
    /// The interfaces and worlds of packages that are WIT.
    pub(super) resolve: Resolve,
    decoded: HashMap<PackageName, PackageId>,
}

/// What a path leads to.
pub(super) enum Target {
    Interface(InterfaceId),
    World(WorldId),
}

type Result<T> = std::result::Result<T, Located<WacError>>;

impl<'p> Found<'p> {
    pub(super) fn new(text: &'p str, packages: Packages<'p>) -> Self {
        Self {
            text,
            packages,
            components: HashMap::new(),
            resolve: Resolve::default(),
            decoded: HashMap::new(),
        }
    }

    /// The component of a package.
    pub(super) fn component(
        &mut self,
        name: &PackageName,
        span: std::ops::Range<usize>,
    ) -> Result<&Component<'static>> {
        if !self.components.contains_key(name) {
            let found = (self.packages)(name)
                .map_err(|error| Located::new(self.text, span.clone(), error))?;
            let Some(component) = found else {
                let name = name.to_string();
                let error = WacError::UnknownPackage { name };
                return Err(Located::new(self.text, span, error));
            };
            let component = component.renamed(name.to_string());
            self.components.insert(name.clone(), component);
        }
        Ok(&self.components[name])
    }

    /// What a path into a package leads to, by the first of its segments.
    pub(super) fn target(&mut self, path: &PackagePath<'_>) -> Result<Target> {
        let name = PackageName {
            name: path.name.to_owned(),
            version: path.version.clone(),
        };
        let span = bytes!(path.package_name_span());
        let package = self.package(&name, span)?;
        let (segment, span) = path.segment_spans().next().unwrap_or(("", path.span));
        let package = &self.resolve.packages[package];
        if let Some(&id) = package.interfaces.get(segment) {
            return Ok(Target::Interface(id));
        }
        if let Some(&id) = package.worlds.get(segment) {
            return Ok(Target::World(id));
        }
        let items = package.interfaces.keys().chain(package.worlds.keys());
        let error = WacError::NoItem {
            package: name.to_string(),
            item: segment.to_owned(),
            items: items.cloned().collect(),
        };
        Err(Located::new(self.text, bytes!(span), error))
    }

    fn package(&mut self, name: &PackageName, span: std::ops::Range<usize>) -> Result<PackageId> {
        if let Some(&known) = self.decoded.get(name) {
            return Ok(known);
        }
        let text = self.text;
        let wrong = |message: String| {
            let error = WacError::Types { message };
            Located::new(text, span.clone(), error)
        };
        let component = self.component(name, span.clone())?;
        if let Some(circle) = cycle::Packages::of_component(component.bytes()).find_circle() {
            return Err(wrong(format!(
                "the types of `{name}` can't be read: its package `{circle}` needs itself"
            )));
        }
        let decoded = wit_component::decode(component.bytes())
            .map_err(|error| wrong(format!("the types of `{name}` can't be read: {error:#}")))?;
        let (resolve, package) = match decoded {
            DecodedWasm::WitPackage(resolve, package) => (resolve, Some(package)),
            // What it imports and exports is declared there as well.
            DecodedWasm::Component(resolve, _) => {
                let named = resolve.package_names.iter().find(|(found, _)| {
                    format!("{}:{}", found.namespace, found.name) == name.name
                        && (name.version.is_none() || found.version == name.version)
                });
                let package = named.map(|(_, id)| *id);
                (resolve, package)
            }
        };
        let Some(package) = package else {
            return Err(wrong(format!(
                "the component `{name}` imports and exports no interface of a package of its name\n\
                 help: give the package of WIT that has the interface"
            )));
        };
        let remap = self
            .resolve
            .merge(resolve)
            .map_err(|error| wrong(format!("`{name}` does not go with the rest: {error:#}")))?;
        let package = remap.packages[package.index()];
        self.decoded.insert(name.clone(), package);
        Ok(package)
    }
}
