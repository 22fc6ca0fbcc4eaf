//! Components held against worlds, and against their own next versions.
//!
//! [`targets`] says whether a component can be used where a world is wanted, [`diff`] what changed
//! between two components or WIT packages. Both compare types only: what the code does is not
//! looked at, and nothing is run.

mod diff;
mod targets;
mod wit;

pub use diff::{
    Breaks, Bump, Change, Diff, DiffError, Edition, PartChange, Release, Side, What, diff,
};
pub use targets::{Fit, Misfit, StandIn, TargetsError, targets};
pub use wit::{Wit, WitError};

use std::cmp::Reverse;
use std::collections::HashMap;

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

/// Two outsides with their resources named, so that what stands for each other has the same names on
/// both sides, and everything else has names of its own.
struct Pairs {
    found: Meanings,
    expected: Meanings,
}

/// An import, or else an export, of one side.
type Named<'n> = (bool, &'n str);

impl Pairs {
    /// Names the resources of two sides. `links` are what stands for each other.
    fn new<'n>(
        types: &Types,
        found: &'n Outside,
        expected: &'n Outside,
        links: impl Iterator<Item = (Named<'n>, Named<'n>)>,
    ) -> Self {
        let mut numbers: [HashMap<Named<'n>, usize>; 2] = Default::default();
        let mut count = 0;
        for (found, expected) in links {
            // One may stand for several of the other side.
            let known = numbers[0].get(&found).or(numbers[1].get(&expected));
            let number = known.copied().unwrap_or(count);
            numbers[0].insert(found, number);
            numbers[1].insert(expected, number);
            count += 1;
        }
        let [of_found, of_expected] = numbers;
        Self {
            found: name_side(types, found, &of_found, &mut count),
            expected: name_side(types, expected, &of_expected, &mut count),
        }
    }

    /// The same, the other way round.
    fn flip(&self) -> Self {
        Self {
            found: self.expected.clone(),
            expected: self.found.clone(),
        }
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

/// Names the resources of one side, each where it stands first: exports take them from imports.
fn name_side(
    types: &Types,
    outside: &Outside,
    numbers: &HashMap<Named<'_>, usize>,
    count: &mut usize,
) -> Meanings {
    let mut meanings = Meanings::new();
    for (is_import, items) in [(true, &outside.imports), (false, &outside.exports)] {
        for (name, &item) in items {
            let number = numbers.get(&(is_import, name.as_str())).copied();
            name_resources(types, item, number.unwrap_or(*count), &mut meanings);
            *count += 1;
        }
    }
    meanings
}
