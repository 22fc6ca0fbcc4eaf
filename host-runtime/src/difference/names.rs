//! Lists of names that have to be the same, in the same order: fields, cases, flags.

use super::{Outcome, Unlike};

/// Finds the first name that is missing, additional, different or in another place. `what` says what the names are of.
pub(super) fn compare_names<'e, 'f>(
    what: &str,
    expected: impl Iterator<Item = &'e str>,
    found: impl Iterator<Item = &'f str>,
) -> Outcome {
    let expected: Vec<&str> = expected.collect();
    let found: Vec<&str> = found.collect();
    let len = expected.len().max(found.len());
    let Some(at) = (0..len).find(|&at| expected.get(at) != found.get(at)) else {
        return Ok(());
    };
    let missing = expected.get(at).filter(|name| !found.contains(name));
    let additional = found.get(at).filter(|name| !expected.contains(name));
    match (missing, additional) {
        (Some(missing), Some(additional)) => {
            Unlike::new(format!("{what} {missing}"), format!("{what} {additional}"))
        }
        (Some(missing), None) => {
            Unlike::new(format!("{what} {missing}"), format!("no such {what}"))
        }
        (None, Some(additional)) => {
            Unlike::new(format!("no such {what}"), format!("{what} {additional}"))
        }
        (None, None) => Unlike::new(
            format!("the {what}s in the order {}", expected.join(", ")),
            found.join(", "),
        ),
    }
}
