//! What helps where a component does not fit: other versions, other names.

use crate::near::nearest;
use crate::version::{self, Versioned};

/// How many names are listed.
const NAMES: usize = 12;

/// Sentences for an error's help.
#[derive(Default)]
pub(crate) struct Hints(Vec<String>);

impl Hints {
    /// Says how the version that was found stands to the one that is expected.
    pub(super) fn versions(mut self, expected: &str, found: &str) -> Self {
        let (wanted, other) = (Versioned::new(expected), Versioned::new(found));
        let (Some(wanted), Some(other)) = (wanted.version, other.version) else {
            return self;
        };
        if wanted == other {
            return self;
        }
        self.0.push(if !version::is_compatible(expected, found) {
            format!("version {other} does not stand in for {wanted}")
        } else if other < wanted {
            format!(
                "the component has version {other} of the interface, which is older than {wanted}"
            )
        } else {
            format!(
                "the component has version {other} of the interface, which is newer than {wanted}"
            )
        });
        self
    }

    /// Says which of `names` may be meant by `name`, and what there is; `there_is` begins the list.
    pub(super) fn names<'n>(
        mut self,
        there_is: &str,
        name: &str,
        names: impl Iterator<Item = &'n str>,
    ) -> Self {
        let names: Vec<&str> = names.collect();
        if let Some(nearest) = nearest(name, names.iter().copied()) {
            self.0.push(format!("did you mean `{nearest}`?"));
        }
        self.0.push(match names.len() {
            0 => format!("{there_is} none"),
            _ => format!("{there_is} {}", list(&names)),
        });
        self
    }

    /// The hints and, at the end, `help`.
    pub(super) fn before(&self, help: &str) -> String {
        let mut text = String::new();
        for hint in &self.0 {
            text.push_str(hint);
            text.push_str(if hint.ends_with('?') { " " } else { "; " });
        }
        text + help
    }
}

fn list(names: &[&str]) -> String {
    let shown: Vec<String> = names
        .iter()
        .take(NAMES)
        .map(|name| format!("`{name}`"))
        .collect();
    match names.len() {
        0..=NAMES => shown.join(", "),
        more => format!("{} and {} more", shown.join(", "), more - NAMES),
    }
}
