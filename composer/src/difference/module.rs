//! The part of a comparison that is about core modules.

use crate::types::{CoreItem, ModuleType};

/// The first difference that keeps the module type `found` from being given where `expected` is
/// wanted: what is expected, and what is found.
pub(super) fn differ(found: &ModuleType, expected: &ModuleType) -> Option<(String, String)> {
    for (module, field, wanted) in &found.imports {
        let given = expected
            .imports
            .iter()
            .find(|(m, f, _)| (m, f) == (module, field));
        match given {
            Some((_, _, given)) if fits(given, wanted) => {}
            Some(_) => {
                let name = format!("`{module}.{field}`");
                return Some((
                    format!("import {name} of one type"),
                    format!("{name} of another"),
                ));
            }
            None => {
                let found = format!("one of `{module}.{field}`");
                return Some(("no further import".into(), found));
            }
        }
    }
    for (name, wanted) in &expected.exports {
        match found.exports.iter().find(|(n, _)| n == name) {
            Some((_, found)) if fits(found, wanted) => {}
            Some(_) => {
                return Some((
                    format!("export `{name}` of one type"),
                    format!("`{name}` of another"),
                ));
            }
            None => return Some((format!("export `{name}`"), "nothing of this name".into())),
        }
    }
    None
}

/// Whether one core item stands in for another: equal, or with limits within the other's.
fn fits(found: &CoreItem, wanted: &CoreItem) -> bool {
    let within = |min: (u64, u64), max: (Option<u64>, Option<u64>)| {
        min.0 >= min.1
            && max
                .1
                .is_none_or(|wanted| max.0.is_some_and(|found| found <= wanted))
    };
    match (found, wanted) {
        (CoreItem::Memory(a), CoreItem::Memory(b)) => {
            (a.memory64, a.shared, a.page_size_log2) == (b.memory64, b.shared, b.page_size_log2)
                && within((a.initial, b.initial), (a.maximum, b.maximum))
        }
        (CoreItem::Table(a), CoreItem::Table(b)) => {
            (a.table64, a.shared, a.element_type) == (b.table64, b.shared, b.element_type)
                && within((a.initial, b.initial), (a.maximum, b.maximum))
        }
        (CoreItem::Other, _) | (_, CoreItem::Other) => false,
        (a, b) => a == b,
    }
}
