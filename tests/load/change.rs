//! Each type and each name of the WIT is changed, one at a time, and the difference is found where it is.

use std::collections::BTreeSet;

use wittgen::ErrorKind;

use crate::{WIT, load, refusal};

/// The types that stand in for others.
const PRIMITIVES: [&str; 13] = [
    "bool", "u8", "u16", "u32", "u64", "s8", "s16", "s32", "s64", "f32", "f64", "char", "string",
];

/// Where primitive types stand in the WIT: the place, the type, and the step of a path that leads there.
fn primitives() -> Vec<(usize, &'static str, String)> {
    let mut places = Vec::new();
    let mut at = 0;
    for line in WIT.split_inclusive('\n') {
        for word in line.split(|c: char| !c.is_alphanumeric() && c != '-') {
            if let Some(primitive) = PRIMITIVES.iter().find(|primitive| **primitive == word) {
                let offset = at + (word.as_ptr() as usize - line.as_ptr() as usize);
                places.push((offset, *primitive, step(line.trim())));
            }
        }
        at += line.len();
    }
    places
}

/// What a path has to name when the type in this line of the WIT differs.
fn step(line: &str) -> String {
    let name = line.split([':', '(']).next().unwrap_or_default();
    match line {
        _ if line.contains(") ->") => "result".to_string(),
        _ if line.starts_with("type ") => "param pair".to_string(),
        _ if is_param(line) => format!("param {name}"),
        _ if line.contains(':') => format!("field {name}"),
        _ => format!("case {name}"),
    }
}

/// Whether a line of the WIT declares a parameter.
fn is_param(line: &str) -> bool {
    let before = &WIT[..WIT.find(line).expect("a line of the WIT")];
    let opened = before.rfind("func(").max(before.rfind("constructor("));
    opened > before.rfind('{') && opened > before.rfind(')')
}

#[test]
fn whatever_type_is_changed_is_found() {
    let places = primitives();
    assert_eq!(places.len(), 20, "{places:?}");
    for (number, (at, primitive, step)) in places.iter().enumerate() {
        // Three others, so that each stands in for each in some place.
        let others = PRIMITIVES.iter().cycle().skip(number).step_by(4);
        for other in others.filter(|other| *other != primitive).take(3) {
            let mut wit = WIT.to_string();
            wit.replace_range(*at..at + primitive.len(), other);
            let error = refusal(&wit);
            let difference = format!(": expected {primitive}, found {other}");
            let message = error.message();
            let (path, _) = message
                .split_once(&difference)
                .unwrap_or_else(|| panic!("{step}, {other}: {message}"));
            assert!(path.contains(step.as_str()), "{step}: {message}");
        }
    }
}

#[test]
fn whatever_name_is_changed_is_found() {
    let mut seen = BTreeSet::new();
    for line in WIT.lines().map(str::trim) {
        let is_item = line.ends_with(',') || line.ends_with("func(");
        let name = line.split([':', '(', ',']).next().unwrap_or_default();
        if !is_item
            || name.is_empty()
            || name.starts_with(')')
            || name == "constructor"
            || !seen.insert(name)
        {
            continue;
        }
        let changed = line.replacen(name, &format!("{name}-x"), 1);
        let wit = WIT.replace(line, &changed);
        match load(&wit) {
            Err(error) => {
                assert_eq!(*error.kind(), ErrorKind::Mismatch, "{error}");
                assert!(
                    error.to_string().contains(&format!("{name}-x")),
                    "{name}: {error}"
                );
            }
            Ok(_) => assert!(is_param(line), "{line}"),
        }
    }
    assert!(seen.len() > 25, "{seen:?}");
}
