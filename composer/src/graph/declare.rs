//! Types that are there without a component: those that a type names, and those that a package of
//! WIT declares.

use super::{Graph, ItemType};
use crate::types::{Def, Item};

impl Graph<'_> {
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

    /// The exports of an item of the type `ty`, if it is an instance.
    #[expect(dead_code)]
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
