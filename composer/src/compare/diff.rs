//! What changed between two components, or between two WIT packages.
//!
//! Exports are held against what callers of the old version rely on, imports against what hosts of
//! the old version provide. Of the code it is only said that it differs.

mod find;
mod release;
mod words;

pub use release::{Bump, Release};

use serde::Serialize;

use super::wit::Read;
use crate::check::ComponentError;
use crate::component::Component;
use crate::difference::Step;
use crate::provenance::{Part, Provenance, digest};
use crate::types::Types;
use find::find_changes;
use release::find_releases;

/// Why two inputs can't be compared.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DiffError {
    /// One is no valid component.
    #[error(transparent)]
    Component(#[from] ComponentError),
    /// One is a component and the other is WIT.
    #[error(
        "`{component}` is a component and `{wit}` is WIT, which have nothing to compare\nhelp: compare \
         two components or two WIT packages; whether a component fits a world is what `targets` says"
    )]
    Kinds {
        /// The component's name.
        component: String,
        /// The name of the WIT.
        wit: String,
    },
}

/// What changed. Displayed, it is a list for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Diff {
    /// What there was.
    pub old: Edition,
    /// What there is.
    pub new: Edition,
    /// Whether they are WIT, and not components.
    pub is_wit: bool,
    /// The changes, exports before imports.
    pub changes: Vec<Change>,
    /// The parts that are not as they were, where both are compositions that say what they are
    /// made of.
    pub parts: Vec<PartChange>,
    /// Whether anything breaks callers or hosts.
    pub breaks: bool,
    /// The step that the version has to make at least.
    pub bump: Bump,
    /// The packages that are exported with a version, with the version that each should have.
    pub releases: Vec<Release>,
}

/// A part of a composition that is new, gone or another than before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PartChange {
    /// The part's name.
    pub name: String,
    /// What it was; none where it is new.
    pub old: Option<Part>,
    /// What it is; none where it is gone.
    pub new: Option<Part>,
}

/// One of the two that are compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Edition {
    /// What it is called.
    pub name: String,
    /// How many bytes it has.
    pub size: u64,
    /// The SHA-256 digest of its bytes in hexadecimal.
    pub sha256: String,
}

/// Something that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Change {
    /// The world that it is about, where a package with worlds was compared.
    pub world: Option<String>,
    /// Import or export.
    pub side: Side,
    /// The import's or export's new name; the old one where it is gone.
    pub item: String,
    /// The way from there to what changed; empty where it is the item itself.
    pub path: Vec<Step>,
    /// What happened.
    pub what: What,
    /// Whom it breaks.
    pub breaks: Breaks,
    /// Why it does, or why not.
    pub why: &'static str,
}

/// On which side of a component something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// Callers use it.
    Export,
    /// Hosts and other components provide it.
    Import,
}

/// What happened to an item, a function or a type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum What {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// Its type is another.
    Changed {
        /// What stood there.
        before: String,
        /// What stands there.
        after: String,
    },
    /// Its version is another.
    Version {
        /// The old version; none if it had none.
        before: Option<String>,
        /// The new version.
        after: Option<String>,
    },
}

/// Whom a change breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Breaks {
    /// Nobody.
    Nobody,
    /// Those who call exports.
    Callers,
    /// Those who provide imports: hosts, and compositions that it is part of.
    Hosts,
}

/// Says what changed from `old` to `new`: two components, or two WIT packages in binary form, as
/// [`Wit::package`](crate::Wit::package) gives them.
///
/// ```
/// use wittgen_composer::{Bump, Wit, diff};
///
/// let old = Wit::text("old", "package a:b@1.0.0; interface c { f: func(); }")?;
/// let new = Wit::text("new", "package a:b@1.1.0; interface c { f: func(); g: func(); }")?;
/// let diff = diff(old.package()?, new.package()?)?;
/// assert_eq!(diff.bump, Bump::Minor);
/// assert!(diff.releases[0].enough);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// One of them is not valid, or one is a component and the other is WIT.
pub fn diff<'a, 'b>(
    old: impl Into<Component<'a>>,
    new: impl Into<Component<'b>>,
) -> Result<Diff, DiffError> {
    let (old, new) = (old.into(), new.into());
    let (old, new) = (
        (edition(&old, "the old one"), old),
        (edition(&new, "the new one"), new),
    );
    let mut types = Types::default();
    let before = Read::new(&mut types, &old.0.name, &old.1)?;
    let after = Read::new(&mut types, &new.0.name, &new.1)?;
    let changes = match (&before, &after) {
        (Read::Component(before), Read::Component(after)) => {
            find_changes(&mut types, None, before, after)
        }
        (Read::Package(before), Read::Package(after)) => {
            find::find_package_changes(&mut types, before, after)
        }
        (Read::Component(_), Read::Package(_)) => {
            let (component, wit) = (old.0.name, new.0.name);
            return Err(DiffError::Kinds { component, wit });
        }
        (Read::Package(_), Read::Component(_)) => {
            let (component, wit) = (new.0.name, old.0.name);
            return Err(DiffError::Kinds { component, wit });
        }
    };
    let parts = find_parts(old.1.bytes(), new.1.bytes());
    let (old, new) = (old.0, new.0);
    let bump = match Bump::of(&changes) {
        Bump::None if old.sha256 != new.sha256 => Bump::Patch,
        bump => bump,
    };
    let releases = find_releases(&before.exports(), &after.exports(), &changes, bump);
    Ok(Diff {
        breaks: changes.iter().any(Change::is_breaking),
        bump,
        parts,
        is_wit: matches!(before, Read::Package(_)),
        releases,
        changes,
        old,
        new,
    })
}

/// The parts that are not in both compositions as they are.
fn find_parts(old: &[u8], new: &[u8]) -> Vec<PartChange> {
    let (Some(old), Some(new)) = (Provenance::read(old), Provenance::read(new)) else {
        return Vec::new();
    };
    let change = |name: &str, old: Option<&Part>, new: Option<&Part>| PartChange {
        name: name.to_owned(),
        old: old.cloned(),
        new: new.cloned(),
    };
    let find = |parts: &[Part], name: &str| parts.iter().position(|part| part.name == name);
    let mut changes = Vec::new();
    for part in &old.parts {
        let now = find(&new.parts, &part.name).map(|index| &new.parts[index]);
        if now.is_none_or(|now| now.sha256 != part.sha256) {
            changes.push(change(&part.name, Some(part), now));
        }
    }
    let is_new = |part: &&Part| find(&old.parts, &part.name).is_none();
    let added = new.parts.iter().filter(is_new);
    changes.extend(added.map(|part| change(&part.name, None, Some(part))));
    changes
}

fn edition(component: &Component<'_>, fallback: &str) -> Edition {
    Edition {
        name: component.name().unwrap_or(fallback).to_owned(),
        size: component.bytes().len() as u64,
        sha256: digest(component.bytes()),
    }
}

impl Change {
    /// Whether it breaks anybody.
    #[must_use]
    pub fn is_breaking(&self) -> bool {
        self.breaks != Breaks::Nobody
    }
}
