//! Which version a change asks for, by the rules of semantic versioning.
//!
//! Below 1.0.0 the minor number stands for what breaks, and the patch number for everything else;
//! of 0.0.x no version stands in for another.

use semver::{Prerelease, Version};
use serde::Serialize;

use super::{Change, Side, What};
use crate::name::{ExternName, is_wasi};

/// A step from one version to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bump {
    /// None: nothing changed.
    None,
    /// The code differs and no type does.
    Patch,
    /// Something is new.
    Minor,
    /// Something breaks.
    Major,
}

/// A package's versions, and the one that it should have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Release {
    /// The package: `example:sqlite`.
    pub package: String,
    /// The version before.
    pub old: String,
    /// The version now.
    pub new: String,
    /// The step that its changes ask for.
    pub bump: Bump,
    /// The lowest version that makes that step.
    pub needed: String,
    /// Whether the new version is that or a higher one.
    pub enough: bool,
}

impl Bump {
    /// The step that changes ask for. A version's own change asks for none.
    pub(super) fn of<'c>(changes: impl IntoIterator<Item = &'c Change>) -> Self {
        let bumps = changes.into_iter().map(|change| match change.what {
            What::Version { .. } => Self::None,
            _ if change.is_breaking() => Self::Major,
            What::Added if change.side == Side::Export => Self::Minor,
            _ => Self::Patch,
        });
        bumps.max().unwrap_or(Self::None)
    }

    /// The version after `old` that makes this step.
    pub(super) fn apply(self, old: &Version) -> Version {
        let mut next = Version::new(old.major, old.minor, old.patch);
        let is_pre = !old.pre.is_empty();
        if self == Self::None {
            return old.clone();
        }
        // A pre-release stands in for nothing, so any later one makes any step.
        if is_pre {
            next.pre = next_pre(&old.pre);
            return next;
        }
        let breaks = self == Self::Major;
        match (old.major, old.minor) {
            (0, 0) => next.patch += 1,
            (0, minor) if breaks => next = Version::new(0, minor.saturating_add(1), 0),
            (0, _) => next.patch = old.patch.saturating_add(1),
            (major, _) if breaks => next = Version::new(major.saturating_add(1), 0, 0),
            (major, minor) if self == Self::Minor => {
                next = Version::new(major, minor.saturating_add(1), 0);
            }
            _ => next.patch = old.patch.saturating_add(1),
        }
        next
    }
}

/// The pre-release after `pre`: its last number raised, or none where it ends in no number.
fn next_pre(pre: &Prerelease) -> Prerelease {
    let (head, last) = match pre.rsplit_once('.') {
        Some((head, last)) => (Some(head), last),
        None => (None, pre.as_str()),
    };
    let Some(number) = last.parse::<u64>().ok().and_then(|n| n.checked_add(1)) else {
        return Prerelease::EMPTY;
    };
    let text = head.map_or_else(|| number.to_string(), |head| format!("{head}.{number}"));
    Prerelease::new(&text).unwrap_or(Prerelease::EMPTY)
}

/// The versions of what is exported, before and after. The first package is the component's own:
/// what it needs of hosts counts there.
pub(super) fn find_releases(
    old: &[String],
    new: &[String],
    changes: &[Change],
    whole: Bump,
) -> Vec<Release> {
    let mut releases: Vec<Release> = Vec::new();
    for name in old.iter().filter(|name| !is_wasi(name)) {
        let name = ExternName::new(name);
        let (Some(package), Some(before)) = (name.package(), &name.version) else {
            continue;
        };
        if releases.iter().any(|release| release.package == package) {
            continue;
        }
        let of_package = |name: &&String| ExternName::new(name).package() == Some(package);
        let after = new.iter().filter(of_package);
        let Some(after) = after.filter_map(|name| ExternName::new(name).version).max() else {
            continue;
        };
        let own = changes.iter().filter(|change| {
            let is_export = change.side == Side::Export && of_package(&&change.item);
            is_export || change.world.is_some()
        });
        let bump = if releases.is_empty() {
            whole
        } else {
            Bump::of(own)
        };
        let needed = bump.apply(before);
        releases.push(Release {
            package: package.to_owned(),
            old: before.to_string(),
            new: after.to_string(),
            bump,
            enough: after >= needed,
            needed: needed.to_string(),
        });
    }
    releases
}

#[cfg(test)]
mod tests {
    use super::Bump;
    use semver::Version;

    #[test]
    fn steps_follow_semver() {
        for (old, patch, minor, major) in [
            ("1.2.3", "1.2.4", "1.3.0", "2.0.0"),
            ("0.3.1", "0.3.2", "0.3.2", "0.4.0"),
            ("0.0.4", "0.0.5", "0.0.5", "0.0.5"),
            ("1.0.0-rc.1", "1.0.0-rc.2", "1.0.0-rc.2", "1.0.0-rc.2"),
            ("1.0.0-draft", "1.0.0", "1.0.0", "1.0.0"),
        ] {
            let old = Version::parse(old).unwrap();
            let next = |bump: Bump| bump.apply(&old).to_string();
            let found = [Bump::Patch, Bump::Minor, Bump::Major].map(next);
            assert_eq!(found, [patch, minor, major], "{old}");
            assert_eq!(Bump::None.apply(&old), old);
        }
    }
}
