//! Given a manifest to a graph.

use std::path::Path;

use indexmap::IndexMap;

use super::{Described, Given, Manifest, ManifestError, Restrictions};
use crate::component::{Component, ReadError};
use crate::graph::{ComponentId, Graph, NodeId};
use crate::located::Located;
use crate::plug::{PlugError, Wire};
use crate::restrict::{Restriction, RestrictionError};

type Result<T> = std::result::Result<T, Located<ManifestError>>;

pub(super) fn build(
    manifest: &Manifest,
    folder: &Path,
    load: &mut dyn FnMut(&Path) -> std::result::Result<Component<'static>, ReadError>,
) -> Result<Described> {
    let mut builder = Builder {
        manifest,
        graph: Graph::new(),
        components: IndexMap::new(),
        instances: IndexMap::new(),
    };
    let mut wire = Wire::new();
    wire.instances = manifest.instances;
    wire.exposed.clone_from(&manifest.expose);
    wire.closed = manifest.closed;
    wire.restrictions.clone_from(&manifest.restrictions);
    for (name, part) in &manifest.components {
        let at = |error: ManifestError| Located::new(&manifest.text, part.span.clone(), error);
        let component = load(&folder.join(&part.path)).map_err(|error| at(error.into()))?;
        let component = component.renamed(name.clone());
        let id = builder
            .graph
            .add(component)
            .map_err(|error| at(error.into()))?;
        builder.components.insert(name.clone(), id);
        let restrictions = part.restrictions.list(folder);
        let restrictions = restrictions.map_err(|error| at(error.into()))?;
        let name = builder.graph.part(id).name.clone();
        let named = restrictions.into_iter().map(|one| (name.clone(), one));
        wire.restrictions.extend(named);
    }
    builder.connect()?;
    let roots = builder.roots()?;
    let wired = builder.graph.wire(&roots, &wire);
    let mut wired = wired.map_err(ManifestError::from)?;
    if let Some(exports) = &manifest.exports {
        builder.export(exports, &manifest.expose)?;
        for (_, node) in builder.graph.exported() {
            let instance = builder.graph.base(node);
            if !wired.instances.contains(&instance) {
                wired.instances.push(instance);
            }
        }
    }
    Ok(Described {
        graph: builder.graph,
        wired,
    })
}

struct Builder<'m> {
    manifest: &'m Manifest,
    graph: Graph<'static>,
    components: IndexMap<String, ComponentId>,
    instances: IndexMap<String, NodeId>,
}

impl Builder<'_> {
    fn error(&self, from: &Given, error: impl Into<ManifestError>) -> Located<ManifestError> {
        Located::new(&self.manifest.text, from.span.clone(), error)
    }

    /// The instance of the component of this name, which is known to be there.
    fn instance(&mut self, name: &str) -> NodeId {
        if let Some(&known) = self.instances.get(name) {
            return known;
        }
        let component = self.components[name];
        // Wiring has made it meanwhile, perhaps.
        let made = self
            .graph
            .instances()
            .find(|&node| self.graph.name(node) == name);
        let node = made.unwrap_or_else(|| self.graph.instantiate_as(component, name));
        self.instances.insert(name.to_owned(), node);
        node
    }

    /// What `from` is, where it has the name `name` unless it says otherwise.
    fn source(&mut self, name: &str, from: &Given) -> Result<NodeId> {
        let instance = self.instance(&from.component);
        let export = from.export.as_deref().unwrap_or(name);
        let source = self.graph.alias(instance, export);
        source.map_err(|error| self.error(from, error))
    }

    /// Makes the connections that the manifest names.
    fn connect(&mut self) -> Result<()> {
        for (importer, given) in &self.manifest.imports {
            let instance = self.instance(importer);
            for (import, from) in given {
                let source = self.source(import, from)?;
                let connected = self.graph.connect(instance, import, source);
                connected.map_err(|error| self.error(from, error))?;
            }
        }
        Ok(())
    }

    /// The components whose exports the result has.
    fn roots(&mut self) -> Result<Vec<ComponentId>> {
        if !self.manifest.roots.is_empty() {
            let roots = self.manifest.roots.iter().map(|name| {
                let component = self.components.get(name).copied();
                component.ok_or_else(|| {
                    let name = name.clone();
                    let components = self.components.keys().cloned().collect();
                    ManifestError::NoComponent { name, components }.into()
                })
            });
            return roots.collect();
        }
        let given = self.manifest.imports.values().flat_map(IndexMap::values);
        let given: Vec<_> = given.map(|from| self.components[&from.component]).collect();
        let mut roots = self.graph.roots();
        roots.retain(|root| !given.contains(root));
        // Where there is a circle, nobody is left; where something is exported, it says for what.
        if let Some(exports) = &self.manifest.exports
            && roots.len() != 1
        {
            roots.clear();
            for from in exports.values() {
                let component = self.components[&from.component];
                if !roots.contains(&component) {
                    roots.push(component);
                }
            }
        }
        match roots.len() {
            1 => Ok(roots),
            _ if self.manifest.exports.is_some() => Ok(roots),
            _ => {
                let candidates = match roots.is_empty() {
                    true => self.components.values().copied().collect(),
                    false => roots,
                };
                let names = candidates.into_iter().map(|id| &self.graph.part(id).name);
                let roots = names.cloned().collect();
                Err(ManifestError::from(PlugError::Roots { roots }).into())
            }
        }
    }

    /// Exports what the manifest names in place of what the roots export.
    fn export(&mut self, exports: &IndexMap<String, Given>, exposed: &[String]) -> Result<()> {
        let kept: Vec<(String, NodeId)> = self
            .graph
            .exported()
            .filter(|(name, _)| exposed.iter().any(|exposed| is_named(name, exposed)))
            .map(|(name, node)| (name.to_owned(), node))
            .collect();
        self.graph.clear_exports();
        for (name, from) in exports {
            let source = self.source(name, from)?;
            let exported = self.graph.export(source, name);
            exported.map_err(|error| self.error(from, error))?;
        }
        for (name, node) in kept {
            self.graph
                .export(node, &name)
                .map_err(ManifestError::from)?;
        }
        Ok(())
    }
}

/// Whether an export is what is exposed, whose version may be left out.
fn is_named(export: &str, exposed: &str) -> bool {
    export == exposed || export.split('@').next() == Some(exposed)
}

impl Restrictions {
    /// The restrictions one by one, with folders from `folder` on.
    fn list(&self, folder: &Path) -> std::result::Result<Vec<Restriction>, RestrictionError> {
        let mut list = Vec::new();
        for pattern in &self.deny {
            list.push(Restriction::deny(pattern)?);
        }
        if !self.environment.is_empty() {
            list.push(Restriction::Environment(self.environment.clone()));
        }
        if !self.config.is_empty() {
            list.push(Restriction::Configuration(self.config.clone()));
        }
        for (guest, host) in &self.mounts {
            let host = folder.join(host);
            list.push(Restriction::mount(&format!("{guest}={}", host.display()))?);
        }
        Ok(list)
    }
}
