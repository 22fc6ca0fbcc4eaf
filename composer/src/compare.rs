//! Components held against worlds, and against their own next versions.
//!
//! [`targets`] says whether a component can be used where a world is wanted, [`diff`] what changed
//! between two components or WIT packages. Both compare types only: what the code does is not
//! looked at, and nothing is run.

mod diff;
mod targets;
mod wit;

pub use diff::{Breaks, Bump, Change, Diff, DiffError, Edition, Release, Side, What, diff};
pub use targets::{Fit, Misfit, StandIn, TargetsError, targets};
pub use wit::{Wit, WitError};

use std::cmp::Reverse;

use indexmap::IndexMap;

use crate::check::{ComponentError, Header, disguise, read_header, validate_component};
use crate::component::Component;
use crate::difference::differences_between;
use crate::difference::{Difference, common_differences_between};
use crate::graph::{Meanings, name_resources};
use crate::module::componentize;
use crate::name::ExternName;
use crate::types::{Interface, Item, Types, WorldId, read_world};

/// What a component, a world or a package has on its outside, by name.
#[derive(Default)]
struct Outside {
    imports: IndexMap<String, Item>,
    exports: IndexMap<String, Item>,
}

impl Outside {
    /// The outside of a world.
    fn of_world(types: &Types, world: WorldId) -> Self {
        let world = &types[world];
        Self {
            imports: world.imports.clone(),
            exports: world.exports.clone(),
        }
    }

    /// The outside of a component that is called `name` in errors; of a core module, that of the
    /// component that it is made.
    fn of_component(
        types: &mut Types,
        name: &str,
        component: &Component<'_>,
    ) -> Result<Self, ComponentError> {
        let made;
        let bytes = match read_header(name, component.bytes())? {
            Header::Component => component.bytes(),
            Header::Module => {
                made = componentize(name, component.bytes())
                    .map_err(|error| ComponentError::Module(Box::new(error)))?;
                &made
            }
        };
        let disguise = disguise(name, bytes)?;
        let shown = disguise.bytes.as_deref().unwrap_or(bytes);
        let validated = validate_component(name, shown)?;
        let imports = validated.imports.iter().copied();
        let exports = validated.exports.iter().copied();
        let world = read_world(types, &validated.types, imports, exports, &disguise);
        Ok(Self::of_world(types, world))
    }
}

/// The name among `known` that stands for `wanted`: the same, or that of the newest compatible
/// version.
fn counterpart<'k>(wanted: &str, known: impl Iterator<Item = &'k String>) -> Option<&'k str> {
    let name = ExternName::new(wanted);
    let compatible = known
        .map(|known| (known.as_str(), ExternName::new(known)))
        .filter(|(_, known)| known.is_compatible_with(&name));
    compatible
        .min_by_key(|(known, parsed)| (*known != wanted, Reverse(parsed.version.clone())))
        .map(|(known, _)| known)
}

/// Items that are compared, two by two, so that a resource is the same in all of them.
#[derive(Default)]
struct Pairs {
    found: Meanings,
    expected: Meanings,
    count: usize,
}

impl Pairs {
    /// Takes in two items that stand for each other. Items that others take resources from come
    /// first.
    fn add(&mut self, types: &Types, found: Item, expected: Item) {
        name_resources(types, found, self.count, &mut self.found);
        name_resources(types, expected, self.count, &mut self.expected);
        self.count += 1;
    }

    /// What keeps one item from being given where the other is wanted.
    fn differences(&self, types: &Types, found: Item, expected: Item) -> Vec<Difference> {
        differences_between(types, (found, &self.found), (expected, &self.expected))
    }

    /// Differences among what both of two lists have. A type that stands in several is explained
    /// at the first.
    fn common_differences(
        &self,
        types: &mut Types,
        found: IndexMap<String, Item>,
        expected: IndexMap<String, Item>,
    ) -> Vec<Difference> {
        let mut whole = |exports| Item::Instance(types.add_interface(Interface { exports }));
        let (found, expected) = (whole(found), whole(expected));
        common_differences_between(types, (found, &self.found), (expected, &self.expected))
    }
}
