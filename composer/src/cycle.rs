//! Packages that need each other in a circle. No WIT can say that, but a binary that was damaged or
//! made by hand can, and `wit_parser` does not come back from it.
//!
//! What the packages contain is not looked at.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use wit_parser::Resolve;

use crate::check::{disguise, validate_outside};
use crate::encode::mentioned;
use crate::name::ExternName;
use crate::types::{Item, Types, read_world};

/// Which package needs which, by their names.
#[derive(Default)]
pub(crate) struct Packages(BTreeMap<String, BTreeSet<String>>);

impl Packages {
    /// Takes in the packages of a component's imports and exports. Nothing where it is not valid.
    ///
    /// `wit_parser` must not decode it before this finds no circle: the names of interfaces in a valid component are
    /// anybody's.
    pub(crate) fn of_component(bytes: &[u8]) -> Self {
        let mut packages = Self::default();
        let name = "the component";
        let Ok(disguise) = disguise(name, bytes) else {
            return packages;
        };
        let shown = disguise.bytes.as_deref().unwrap_or(bytes);
        let Ok((validated, _)) = validate_outside(shown) else {
            return packages;
        };
        let (mut types, mut homes) = (Types::default(), HashMap::new());
        let imports = validated.imports.iter().copied();
        let exports = validated.exports.iter().copied();
        let world = read_world(&mut types, &validated.types, imports, exports, &disguise);
        let world = &types[world];
        for (name, &item) in world.imports.iter().chain(&world.exports) {
            let name = ExternName::new(name);
            let (Some(package), Item::Instance(interface)) = (name.package(), item) else {
                continue;
            };
            let package = match &name.version {
                Some(version) => format!("{package}@{version}"),
                None => package.to_owned(),
            };
            let needed = packages.0.entry(package.clone()).or_default();
            for id in mentioned(&types, item) {
                needed.extend(homes.get(&id).filter(|home| **home != package).cloned());
            }
            for item in types[interface].exports.values() {
                if let Item::Type { of, name } = *item {
                    homes.entry(name).or_insert_with(|| package.clone());
                    homes.entry(of).or_insert_with(|| package.clone());
                }
            }
        }
        packages
    }

    /// Takes in the packages of `resolve`. The same name is the same package.
    pub(crate) fn add(&mut self, resolve: &Resolve) {
        let name = |id| resolve.packages[id].name.to_string();
        for (id, _) in resolve.packages.iter() {
            let needed = resolve.package_direct_deps(id).map(name);
            self.0.entry(name(id)).or_default().extend(needed);
        }
    }

    /// A package that is part of a circle, if there is one.
    pub(crate) fn find_circle(mut self) -> Option<String> {
        // Takes away what needs nothing that is left, until nothing changes.
        loop {
            let before = self.0.len();
            let left: BTreeSet<_> = self.0.keys().cloned().collect();
            self.0
                .retain(|_, needed| needed.iter().any(|name| left.contains(name)));
            if self.0.len() == before {
                return self.0.into_keys().next();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Packages;

    fn packages(edges: &[(&str, &[&str])]) -> Packages {
        let owned = edges.iter().map(|(name, needed)| {
            let needed = needed.iter().map(|name| (*name).to_owned());
            ((*name).to_owned(), needed.collect())
        });
        Packages(owned.collect())
    }

    #[test]
    fn a_chain_is_no_circle() {
        assert_eq!(
            packages(&[("a", &["b"]), ("b", &["c"]), ("c", &[])]).find_circle(),
            None
        );
    }

    #[test]
    fn a_circle_is_found() {
        let circle = packages(&[("a", &["b"]), ("b", &["c"]), ("c", &["b"]), ("d", &[])]);
        assert!(circle.find_circle().is_some());
    }
}
