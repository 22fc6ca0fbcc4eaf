//! Packages that need each other in a circle. No WIT can say that, but names of interfaces in a valid component are
//! anybody's, and wit-parser does not come back from such a one.
//!
//! Functions' bodies are not looked at, and what is wrong with a component is not said here.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use wasmparser::component_types::{ComponentAnyTypeId, ComponentEntityType};
use wasmparser::types::Types;
use wasmparser::{Parser, Payload, ValidPayload, Validator, WasmFeatures};

/// A package's name, and its version if it has one.
type Name<'a> = (&'a str, Option<&'a str>);

/// Which package takes types from which.
type Packages<'a> = BTreeMap<Name<'a>, BTreeSet<Name<'a>>>;

/// The packages that are part of a circle, or need one that is; none if there is no circle.
pub(crate) fn find_circle(bytes: &[u8]) -> Vec<String> {
    let Some((types, names)) = outside(bytes) else {
        return Vec::new();
    };
    let mut packages = Packages::new();
    let mut homes: HashMap<ComponentAnyTypeId, Name<'_>> = HashMap::new();
    for (name, is_import) in names {
        let types = types.as_ref();
        let item = match is_import {
            true => types.component_item_for_import(name),
            false => types.component_item_for_export(name),
        };
        let Some(ComponentEntityType::Instance(id)) = item.map(|item| item.ty) else {
            continue;
        };
        let Some(package) = package(name) else {
            continue;
        };
        let needed = packages.entry(package).or_default();
        for item in types[id].exports.values() {
            if let ComponentEntityType::Type {
                referenced,
                created,
            } = item.ty
            {
                needed.extend(homes.get(&referenced).filter(|home| **home != package));
                homes.entry(created).or_insert(package);
            }
        }
    }
    in_circle(packages)
}

/// What is left when all are taken away that need nothing which is left.
fn in_circle(mut packages: Packages<'_>) -> Vec<String> {
    loop {
        let left: BTreeSet<Name<'_>> = packages.keys().copied().collect();
        packages.retain(|_, needed| needed.iter().any(|name| left.contains(name)));
        if packages.len() == left.len() {
            let text = |(name, version): Name<'_>| match version {
                Some(version) => format!("{name}@{version}"),
                None => name.to_owned(),
            };
            return left.into_iter().map(text).collect();
        }
    }
}

/// The types of a component, and the names of its imports, then of its exports.
fn outside(bytes: &[u8]) -> Option<(Types, Vec<(&str, bool)>)> {
    let mut validator = Validator::new_with_features(WasmFeatures::all());
    let (mut imports, mut exports) = (Vec::new(), Vec::new());
    let mut depth = 0;
    for payload in Parser::new(0).parse_all(bytes) {
        let payload = payload.ok()?;
        match &payload {
            Payload::Version { .. } => depth += 1,
            Payload::End(_) => depth -= 1,
            Payload::ComponentImportSection(section) if depth == 1 => {
                for import in section.clone() {
                    imports.push((import.ok()?.name.name, true));
                }
            }
            Payload::ComponentExportSection(section) if depth == 1 => {
                for export in section.clone() {
                    exports.push((export.ok()?.name.name, false));
                }
            }
            _ => {}
        }
        if let ValidPayload::End(types) = validator.payload(&payload).ok()?
            && depth == 0
        {
            imports.append(&mut exports);
            return Some((types, imports));
        }
    }
    None
}

/// The package of an interface, by its full name: `a:b/c@1.0.0`.
fn package(name: &str) -> Option<Name<'_>> {
    let (path, version) = match name.split_once('@') {
        Some((path, version)) => (path, Some(version)),
        None => (name, None),
    };
    let (package, _) = path.rsplit_once('/')?;
    Some((package, version))
}
