//! WIT's feature gates: which `@unstable` items are part of the input.

use std::collections::BTreeSet;

use wit_parser::{Resolve, Stability, UnresolvedPackage, UnresolvedPackageGroup};

use crate::Error;

/// Which items behind `@unstable(feature = ..)` are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Unstable {
    /// None of them.
    #[default]
    None,
    /// All of them.
    All,
    /// Those of these features.
    Features(Vec<String>),
}

impl Unstable {
    /// Tells wit-parser.
    pub(crate) fn activate(&self, resolve: &mut Resolve) {
        match self {
            Unstable::None => {}
            Unstable::All => resolve.all_features = true,
            Unstable::Features(names) => resolve.features.extend(names.iter().cloned()),
        }
    }
}

/// Refuses features that nothing in `groups` has.
pub(crate) fn check_features(
    groups: &[UnresolvedPackageGroup],
    unstable: &Unstable,
) -> Result<(), Error> {
    let wanted: &[String] = match unstable {
        Unstable::None => return Ok(()),
        Unstable::All => &[],
        Unstable::Features(names) => names,
    };
    let mut known = BTreeSet::new();
    for group in groups {
        for package in [&group.main].into_iter().chain(&group.nested) {
            collect(package, &mut known);
        }
    }
    let unknown: Vec<String> = wanted
        .iter()
        .filter(|name| !known.contains(name.as_str()))
        .cloned()
        .collect();
    if unknown.is_empty() && !known.is_empty() {
        return Ok(());
    }
    Err(Error::Features {
        unknown,
        known: known.into_iter().map(ToString::to_string).collect(),
    })
}

fn collect<'a>(package: &'a UnresolvedPackage, known: &mut BTreeSet<&'a str>) {
    let mut meet = |stability: &'a Stability| {
        if let Stability::Unstable { feature, .. } = stability {
            known.insert(feature);
        }
    };
    for (_, world) in package.worlds.iter() {
        meet(&world.stability);
        for include in &world.includes {
            meet(&include.stability);
        }
        for item in world.imports.values().chain(world.exports.values()) {
            match item {
                wit_parser::WorldItem::Interface { stability, .. } => meet(stability),
                wit_parser::WorldItem::Function(func) => meet(&func.stability),
                // Its own stability is met below.
                wit_parser::WorldItem::Type { .. } => {}
            }
        }
    }
    for (_, interface) in package.interfaces.iter() {
        meet(&interface.stability);
        interface
            .functions
            .values()
            .for_each(|func| meet(&func.stability));
    }
    package.types.iter().for_each(|(_, ty)| meet(&ty.stability));
}
