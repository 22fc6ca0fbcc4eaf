//! Finds changes, and says whom they break.

use indexmap::IndexMap;

use super::{Breaks, Change, Side, What};
use crate::compare::wit::Package;
use crate::compare::{Outside, Pairs};
use crate::difference::{Difference, Step};
use crate::inspect::Area;
use crate::name::ExternName;
use crate::types::{Item, Types};

type Items = IndexMap<String, Item>;

/// Changes between two packages: of their interfaces, and of each world.
pub(super) fn find_package_changes(types: &mut Types, old: &Package, new: &Package) -> Vec<Change> {
    let interfaces = |package: &Package| Outside {
        imports: Items::new(),
        exports: package.interfaces.clone(),
    };
    let mut changes = find_changes(types, None, &interfaces(old), &interfaces(new));
    for (before, after) in pair_names(old.worlds.keys(), new.worlds.keys()) {
        let world = |package: &Package, name: Option<&str>| match name {
            Some(name) => package
                .worlds
                .get(name)
                .map(|&id| Outside::of_world(types, id)),
            None => None,
        };
        let (was, is) = (world(old, before), world(new, after));
        match (was, is, after.or(before)) {
            (Some(was), Some(is), Some(name)) => {
                changes.extend(find_changes(types, Some(name), &was, &is));
            }
            (was, _, Some(name)) => changes.push(Change {
                world: None,
                side: Side::Export,
                item: name.to_owned(),
                path: Vec::new(),
                what: if was.is_some() {
                    What::Removed
                } else {
                    What::Added
                },
                breaks: if was.is_some() {
                    Breaks::Callers
                } else {
                    Breaks::Nobody
                },
                why: if was.is_some() { GONE } else { NEW },
            }),
            _ => {}
        }
    }
    changes
}

/// Changes between two outsides, exports before imports.
pub(super) fn find_changes(
    types: &mut Types,
    world: Option<&str>,
    old: &Outside,
    new: &Outside,
) -> Vec<Change> {
    let exports = pair_names(old.exports.keys(), new.exports.keys());
    let imports = pair_names(old.imports.keys(), new.imports.keys());
    let link = |is_import| {
        move |(before, after): &(Option<_>, Option<_>)| {
            Some(((is_import, (*after)?), (is_import, (*before)?)))
        }
    };
    let links = imports.iter().filter_map(link(true));
    let links = links.chain(exports.iter().filter_map(link(false)));
    let pairs = Pairs::new(types, new, old, links);
    let mut changes = Vec::new();
    for (side, names, old, new) in [
        (Side::Export, exports, &old.exports, &new.exports),
        (Side::Import, imports, &old.imports, &new.imports),
    ] {
        let finder = Finder {
            world,
            side,
            old,
            new,
            pairs: &pairs,
        };
        changes.extend(finder.find(types, &names));
    }
    changes
}

fn item(items: &Items, name: Option<&str>) -> Option<Item> {
    items.get(name?).copied()
}

/// Which new name stands for which old one: the same, else a compatible version, else the only
/// other version that is left. In the order of the old names, new ones at the end.
fn pair_names<'n>(
    old: impl Iterator<Item = &'n String>,
    new: impl Iterator<Item = &'n String>,
) -> Vec<(Option<&'n str>, Option<&'n str>)> {
    let old: Vec<&str> = old.map(String::as_str).collect();
    let mut left: Vec<&str> = new.map(String::as_str).collect();
    let mut found: Vec<Option<&str>> = vec![None; old.len()];
    let rules: [fn(&str, &str) -> bool; 3] = [
        |a, b| a == b,
        |a, b| ExternName::new(a).is_compatible_with(&ExternName::new(b)),
        |a, b| ExternName::new(a).base == ExternName::new(b).base,
    ];
    for rule in rules {
        for (name, found) in old
            .iter()
            .zip(&mut found)
            .filter(|(_, found)| found.is_none())
        {
            if let Some(index) = left.iter().position(|new| rule(name, new)) {
                *found = Some(left.remove(index));
            }
        }
    }
    let known = old.into_iter().map(Some).zip(found);
    known
        .chain(left.into_iter().map(|new| (None, Some(new))))
        .collect()
}

/// One side of two outsides.
struct Finder<'a> {
    world: Option<&'a str>,
    side: Side,
    old: &'a Items,
    new: &'a Items,
    pairs: &'a Pairs,
}

impl Finder<'_> {
    fn find(&self, types: &mut Types, names: &[(Option<&str>, Option<&str>)]) -> Vec<Change> {
        let mut changes = Vec::new();
        let (mut found, mut expected) = (Items::new(), Items::new());
        for &(before, after) in names {
            match (before, after) {
                (Some(before), Some(after)) => {
                    changes.extend(self.version(before, after));
                    let items = (item(self.old, Some(before)), item(self.new, Some(after)));
                    if let (Some(old), Some(new)) = items {
                        changes.extend(self.members(types, after, old, new));
                        expected.insert(after.to_owned(), old);
                        found.insert(after.to_owned(), new);
                    }
                }
                (Some(before), None) => {
                    changes.push(self.change(before, Vec::new(), What::Removed))
                }
                (None, Some(after)) => changes.push(self.change(after, Vec::new(), What::Added)),
                (None, None) => {}
            }
        }
        let differences = self.pairs.common_differences(types, found, expected);
        changes.extend(
            differences
                .into_iter()
                .map(|difference| self.changed(difference)),
        );
        // Together what is about one item, in the order of the names.
        let place = |change: &Change| {
            let is_it = |name: &Option<&str>| *name == Some(change.item.as_str());
            names
                .iter()
                .position(|(before, after)| is_it(after) || after.is_none() && is_it(before))
        };
        changes.sort_by_key(place);
        changes
    }

    /// What one of two instances has and the other does not.
    fn members(&self, types: &Types, name: &str, old: Item, new: Item) -> Vec<Change> {
        let (Item::Instance(old), Item::Instance(new)) = (old, new) else {
            return Vec::new();
        };
        let (old, new) = (&types[old].exports, &types[new].exports);
        let only = |one: &Items, other: &Items, what: &What| {
            let members = one.iter().filter(|(name, _)| !other.contains_key(*name));
            let members = members.map(|(member, item)| {
                let step = match item {
                    Item::Func(_) => Step::Function(member.clone()),
                    Item::Type { .. } => Step::Type(member.clone()),
                    _ => Step::Instance(member.clone()),
                };
                self.change(name, vec![step], what.clone())
            });
            members.collect::<Vec<_>>()
        };
        let mut changes = only(old, new, &What::Removed);
        changes.extend(only(new, old, &What::Added));
        changes
    }

    fn version(&self, before: &str, after: &str) -> Option<Change> {
        let (old, new) = (ExternName::new(before), ExternName::new(after));
        let text = |name: &ExternName<'_>| name.version.as_ref().map(ToString::to_string);
        let what = What::Version {
            before: text(&old),
            after: text(&new),
        };
        let mut change = self.change(after, Vec::new(), what);
        if new.is_compatible_with(&old) {
            change.breaks = Breaks::Nobody;
            change.why = COMPATIBLE;
        }
        (before != after).then_some(change)
    }

    fn changed(&self, mut difference: Difference) -> Change {
        let item = match difference.path.first() {
            Some(Step::Instance(name) | Step::Function(name) | Step::Type(name)) => name.clone(),
            _ => String::new(),
        };
        difference.path.drain(..difference.path.len().min(1));
        let Difference {
            path,
            expected,
            found,
        } = difference;
        let what = What::Changed {
            before: expected,
            after: found,
        };
        self.change(&item, path, what)
    }

    fn change(&self, item: &str, path: Vec<Step>, what: What) -> Change {
        let (breaks, why) = match (&what, self.side) {
            (What::Added, Side::Import) if is_common(item) => (Breaks::Nobody, COMMON),
            _ => judge(self.side, &what),
        };
        Change {
            world: self.world.map(str::to_owned),
            side: self.side,
            item: item.to_owned(),
            path,
            what,
            breaks,
            why,
        }
    }
}

const NEW: &str = "nobody has to use it";
const GONE: &str = "whoever uses it does not find it";
const COMMON: &str = "hosts that have WASI have it, and may have to grant it";
const COMPATIBLE: &str = "the versions are compatible";

/// Whether an import is of the part of WASI that all hosts of programs have. A component lists just
/// those functions of an interface that it uses; the host has all of them.
fn is_common(import: &str) -> bool {
    Area::of(import).is_common()
}

/// Whom a change breaks, and why.
fn judge(side: Side, what: &What) -> (Breaks, &'static str) {
    match (side, what) {
        (Side::Export, What::Added) => (Breaks::Nobody, NEW),
        (Side::Export, What::Removed) => (Breaks::Callers, GONE),
        (Side::Import, What::Added) => (Breaks::Hosts, "nobody had to provide it before"),
        (Side::Import, What::Removed) => (Breaks::Nobody, "it is not needed any more"),
        (side, What::Changed { before, after }) => (broken(side), explain_change(before, after)),
        (side, What::Version { .. }) => (broken(side), "no other version stands in for it"),
    }
}

fn broken(side: Side) -> Breaks {
    match side {
        Side::Export => Breaks::Callers,
        Side::Import => Breaks::Hosts,
    }
}

/// Why the component model takes two types for different.
fn explain_change(before: &str, after: &str) -> &'static str {
    let both = [before, after];
    let is_about = |what: &str| both.iter().any(|text| text.starts_with(what));
    if is_about("parameter") {
        "parameters are part of a function's type, with their names and order"
    } else if is_about("field") {
        "a record has exactly its fields, in their order"
    } else if is_about("case") {
        "a value is one of exactly these cases, in their order"
    } else if is_about("flag") {
        "flags are exactly these, in their order"
    } else if is_about("an async") {
        "whoever waits for a function knows that it is async by its type"
    } else if is_about("resource") || is_about("another resource") {
        "a resource is the same as no other"
    } else {
        "types are equal or they don't fit: nothing is converted"
    }
}
