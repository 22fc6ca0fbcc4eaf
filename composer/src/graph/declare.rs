//! Types that are there without a component: those that a type names, and those that a package of
//! WIT declares.

use super::add::{find_origins, find_plain};
use super::{ComponentId, Entry, Graph, ItemType, id};
use crate::check::{ComponentError, disguise, validate_component};
use crate::component::Component;
use crate::provenance::Part;
use crate::types::{Def, Interface, Item, World, read_world};

impl Graph<'_> {
    /// Adds a component that imports what `world` does in a package of WIT, in its binary form. It
    /// can't be instantiated, but its imports' types are there to be imported.
    ///
    /// # Errors
    /// The bytes are no valid component.
    pub(crate) fn declare(
        &mut self,
        name: &str,
        package: &[u8],
        world: &str,
    ) -> Result<ComponentId, ComponentError> {
        let validated = validate_component(name, package)?;
        let disguise = disguise(name, package)?;
        let outer = read_world(
            &mut self.types,
            &validated.types,
            validated.imports.iter().copied(),
            validated.exports.iter().copied(),
            &disguise,
        );
        // The package exports a type of a component, which exports the world's.
        let found = self.types[outer].exports.get(world).and_then(|&item| {
            let Item::Type { of, .. } = item else {
                return None;
            };
            let Def::Component(outer) = self.types[self.types.resolve(of)] else {
                return None;
            };
            self.types[outer]
                .exports
                .values()
                .find_map(|item| match item {
                    Item::Component(world) => Some(*world),
                    _ => None,
                })
        });
        let world = match found {
            Some(world) => world,
            None => self.types.add_world(World::default()),
        };
        let origins = find_origins(&self.types, &self.types[world]);
        let plain = find_plain(&mut self.types, world);
        let whole = self.types.add_interface(Interface::default());
        self.components.push(Entry {
            component: Component::named(name.to_owned(), Vec::new()),
            part: Part {
                name: name.to_owned(),
                version: None,
                sha256: String::new(),
                size: 0,
                composition: None,
            },
            world,
            origins,
            plain,
            instance: Item::Instance(whole),
        });
        Ok(id(self.components.len() - 1))
    }

    /// The type of what is of the type `ty`, where that is the type of a type: of an exported type
    /// of functions, a function of that type. Anything else stays what it is.
    #[must_use]
    pub fn promote(&self, ty: ItemType) -> ItemType {
        let Item::Type { of, .. } = ty.item else {
            return ty;
        };
        let item = match self.types[self.types.resolve(of)] {
            Def::Func(func) => Item::Func(func),
            Def::Instance(interface) => Item::Instance(interface),
            Def::Component(world) => Item::Component(world),
            _ => ty.item,
        };
        ItemType { item, ..ty }
    }

    /// Takes all exports back.
    pub(crate) fn clear_exports(&mut self) {
        self.exports.clear();
    }

    /// The exports of an item of the type `ty`, if it is an instance.
    pub(crate) fn exports_of(&self, ty: ItemType) -> Vec<(String, ItemType)> {
        let Item::Instance(interface) = ty.item else {
            return Vec::new();
        };
        let exports = self.types[interface].exports.iter();
        exports
            .map(|(name, &item)| (name.clone(), ItemType { item, ..ty }))
            .collect()
    }
}
