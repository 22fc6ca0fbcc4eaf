//! Which resource is which, once it is known what is given to every instance.
//!
//! In a component's type a resource is a variable. An instance gives each a meaning: a resource
//! that comes with something that is given for an import, one that comes with an import of the
//! composition, or one that the instance defines.

use super::{Graph, NodeId};
use crate::difference::Identities;
use crate::types::{Def, Item, TypeId, Types};

/// A resource of the composition.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Resource {
    /// One that comes with an import of the composition: the import by number, and the names of
    /// exports that lead to the resource.
    Imported(usize, Vec<String>),
    /// One that an instance defines.
    Defined(NodeId, TypeId),
}

/// What the resources are in the types that a node has.
pub(crate) type Meanings = Identities<Resource>;

impl Graph<'_> {
    /// What resources mean in the type of `instance`. `given` says it of the nodes that are given
    /// for its imports, `imported` gives the number of an import of the composition that is
    /// there for one of its own.
    pub(crate) fn meanings<'m>(
        &self,
        instance: NodeId,
        given: impl Fn(NodeId) -> &'m Meanings,
        imported: impl Fn(&str) -> Option<usize>,
    ) -> Meanings {
        let mut meanings = Meanings::new();
        let Some((component, arguments)) = self.given(instance) else {
            return meanings;
        };
        let world = self.world(component);
        for (import, &expected) in &world.imports {
            if let Some(&source) = arguments.get(import) {
                let found = self.item_type(source).item;
                let base = self.base(source);
                let known = given(base);
                bind(&self.types, found, expected, &mut |found, expected| {
                    let meaning = known.get(&found).cloned();
                    let meaning = meaning.unwrap_or(Resource::Defined(base, found));
                    meanings.entry(expected).or_insert(meaning);
                });
            } else if let Some(number) = imported(import) {
                name_resources(&self.types, expected, number, &mut meanings);
            }
        }
        let whole = self.item_type(instance).item;
        bind(&self.types, whole, whole, &mut |_, own| {
            let defined = Resource::Defined(instance, own);
            meanings.entry(own).or_insert(defined);
        });
        meanings
    }
}

/// Notes the resources that an import of the composition brings along.
pub(crate) fn name_resources(types: &Types, item: Item, import: usize, meanings: &mut Meanings) {
    fn walk(
        types: &Types,
        item: Item,
        path: &mut Vec<String>,
        import: usize,
        meanings: &mut Meanings,
    ) {
        match item {
            Item::Type { of, .. } => {
                let resolved = types.resolve(of);
                if types[resolved] == Def::Resource {
                    let resource = || Resource::Imported(import, path.clone());
                    meanings.entry(resolved).or_insert_with(resource);
                }
            }
            Item::Instance(interface) => {
                for (name, inner) in &types[interface].exports {
                    path.push(name.clone());
                    walk(types, *inner, path, import, meanings);
                    path.pop();
                }
            }
            _ => {}
        }
    }
    walk(types, item, &mut Vec::new(), import, meanings);
}

/// Calls `pair` with each resource of `expected` and the one in its place in `found`.
fn bind(types: &Types, found: Item, expected: Item, pair: &mut impl FnMut(TypeId, TypeId)) {
    match (found, expected) {
        (Item::Type { name: found, .. }, Item::Type { name: expected, .. }) => {
            let (found, expected) = (types.resolve(found), types.resolve(expected));
            if types[expected] == Def::Resource {
                pair(found, expected);
            }
        }
        (Item::Instance(found), Item::Instance(expected)) => {
            for (name, &expected) in &types[expected].exports {
                if let Some(&found) = types[found].exports.get(name) {
                    bind(types, found, expected, pair);
                }
            }
        }
        _ => {}
    }
}
