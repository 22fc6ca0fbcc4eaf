//! Whether a composition fits the world that it targets: it imports nothing else, and exports at
//! least as much.

use wac_parser::PackagePath;

use super::resolve::{Resolver, Result};
use super::wit::Target;
use super::{WacError, bytes};
use crate::difference::differences;
use crate::encode::EncodeOptions;
use crate::graph::{ComponentId, ItemType};
use crate::name::ExternName;

/// `own` are the text's own types, as a package of WIT.
pub(super) fn check_target(
    resolver: &mut Resolver<'_, '_>,
    path: &PackagePath<'_>,
    own: &[u8],
) -> Result<()> {
    let world = resolver.target_world(path, own)?;
    let imports = resolver.composition_imports()?;
    let world_imports: Vec<(String, ItemType)> = resolver
        .graph
        .imports(world)
        .map(|(name, ty)| (name.to_owned(), ty))
        .collect();
    for (import, ty) in imports {
        let wanted = ExternName::new(&import);
        let place = resolver.places.get(&import).cloned();
        let place = place.unwrap_or_else(|| bytes!(path.span));
        let found = world_imports
            .iter()
            .find(|(name, _)| ExternName::new(name).is_compatible_with(&wanted));
        let Some((_, given)) = found else {
            let error = WacError::TargetImport {
                import,
                world: path.string.to_owned(),
                imports: world_imports.into_iter().map(|(name, _)| name).collect(),
            };
            return Err(resolver.error(place, error));
        };
        let differences = differences(&resolver.graph.types, given.item, ty.item);
        resolver.check_differences(&import, path, place, differences)?;
    }
    let world_exports: Vec<(String, ItemType)> = resolver
        .graph
        .exports(world)
        .map(|(name, ty)| (name.to_owned(), ty))
        .collect();
    for (export, wanted) in world_exports {
        let mut exported = resolver.graph.exported();
        let node = exported.find(|(name, _)| *name == export).map(|(_, n)| n);
        drop(exported);
        let Some(node) = node else {
            let error = WacError::TargetExport {
                export,
                world: path.string.to_owned(),
            };
            return Err(resolver.error(bytes!(path.span), error));
        };
        let found = resolver.graph.item_type(node).item;
        let differences = differences(&resolver.graph.types, found, wanted.item);
        let place = resolver.places.get(&export).cloned();
        let place = place.unwrap_or_else(|| bytes!(path.span));
        resolver.check_differences(&export, path, place, differences)?;
    }
    Ok(())
}

impl Resolver<'_, '_> {
    /// The world that a path leads to, as a component that imports and exports what it does.
    fn target_world(&mut self, path: &PackagePath<'_>, own: &[u8]) -> Result<ComponentId> {
        let span = bytes!(path.span);
        let not_world = || WacError::NotWorld {
            name: path.string.to_owned(),
        };
        let declared = if path.name == self.own {
            if !self.is_world(path.segments) {
                return Err(self.error(span, not_world()));
            }
            self.graph.declare(path.string, own, path.segments)
        } else {
            let Target::World(id) = self.found.target(path)? else {
                return Err(self.error(span, not_world()));
            };
            let resolve = &self.found.resolve;
            let world = &resolve.worlds[id];
            let Some(package) = world.package else {
                return Err(self.error(span, not_world()));
            };
            let package = wit_component::encode(resolve, package, false).map_err(|error| {
                let message = format!("{error:#}");
                self.error(span.clone(), WacError::Types { message })
            })?;
            self.graph.declare(path.string, &package, &world.name)
        };
        declared.map_err(|error| self.error(span, error))
    }

    fn check_differences(
        &self,
        name: &str,
        path: &PackagePath<'_>,
        place: std::ops::Range<usize>,
        differences: Vec<crate::difference::Difference>,
    ) -> Result<()> {
        if differences.is_empty() {
            return Ok(());
        }
        let error = WacError::TargetMismatch {
            name: name.to_owned(),
            world: path.string.to_owned(),
            differences,
        };
        Err(self.error(place, error))
    }

    /// What the composition imports: what it says, and what its instances leave open.
    fn composition_imports(&self) -> Result<Vec<(String, ItemType)>> {
        let encoded = self.graph.encode(&EncodeOptions::default());
        let encoded = encoded.map_err(WacError::from)?;
        let explicit = self.graph.nodes().filter_map(|node| {
            let crate::graph::NodeKind::Import { name } = self.graph.kind(node) else {
                return None;
            };
            Some((name.clone(), self.graph.item_type(node)))
        });
        let open = self.graph.instances().flat_map(|instance| {
            let open = self.graph.open(instance);
            open.map(|(name, ty)| (name.to_owned(), ty))
        });
        // What is made on the spot is open, but no import of the result.
        let is_import = |name: &str| {
            let name = ExternName::new(name);
            let mut imports = encoded.imports.iter();
            imports.any(|import| ExternName::new(import).is_compatible_with(&name))
        };
        let all = explicit.chain(open);
        Ok(all.filter(|(name, _)| is_import(name)).collect())
    }
}
