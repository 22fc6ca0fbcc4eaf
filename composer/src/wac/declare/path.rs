//! What the paths in a text's types lead to.

use wac_parser::{InterfaceItem, PackagePath, UsePath, WorldItem, WorldItemPath, WorldRef};

use super::super::wit::Target;
use super::{Declarer, Result};

impl<'d> Declarer<'d, '_, '_> {
    /// Finds what a path leads to.
    pub(super) fn path(&mut self, path: &'d PackagePath<'d>) -> Result<()> {
        if path.name == self.own {
            return Ok(());
        }
        let target = self.found.target(path)?;
        let resolve = &self.found.resolve;
        let id = match target {
            Target::Interface(id) => resolve.id_of(id),
            Target::World(id) => {
                let world = &resolve.worlds[id];
                world
                    .package
                    .map(|package| resolve.id_of_name(package, &world.name))
            }
        };
        if let Some(id) = id {
            self.names.paths.insert(path.string, id);
        }
        Ok(())
    }

    /// Finds what the paths in an interface lead to.
    pub(super) fn interface_paths(&mut self, items: &'d [InterfaceItem<'d>]) -> Result<()> {
        for item in items {
            if let InterfaceItem::Use(used) = item
                && let UsePath::Package(path) = &used.path
            {
                self.path(path)?;
            }
        }
        Ok(())
    }

    /// Finds what the paths in a world lead to.
    pub(super) fn world_paths(&mut self, items: &'d [WorldItem<'d>]) -> Result<()> {
        for item in items {
            let path = match item {
                WorldItem::Use(used) => match &used.path {
                    UsePath::Package(path) => Some(path),
                    UsePath::Ident(_) => None,
                },
                WorldItem::Import(import) => Self::world_path(&import.path),
                WorldItem::Export(export) => Self::world_path(&export.path),
                WorldItem::Include(include) => match &include.world {
                    WorldRef::Package(path) => Some(path),
                    WorldRef::Ident(_) => None,
                },
                WorldItem::Type(_) => None,
            };
            if let Some(path) = path {
                self.path(path)?;
            }
        }
        Ok(())
    }

    fn world_path(path: &'d WorldItemPath<'d>) -> Option<&'d PackagePath<'d>> {
        match path {
            WorldItemPath::Package(path) => Some(path),
            _ => None,
        }
    }
}
