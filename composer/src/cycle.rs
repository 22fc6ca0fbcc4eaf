//! Packages that need each other in a circle. No WIT can say that, but a binary that was damaged or
//! made by hand can, and `wit_parser` does not come back from it.
//!
//! What the packages contain is not looked at.

use std::collections::{BTreeMap, BTreeSet};

use wit_parser::Resolve;

/// Which package needs which, by their names.
#[derive(Default)]
pub(crate) struct Packages(BTreeMap<String, BTreeSet<String>>);

impl Packages {
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
