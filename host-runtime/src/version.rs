//! Versions in the names of interfaces, and which of them stand in for which.
//!
//! The rule is the component model's: `1.2.3` and `1.4.0` are one track, so are `0.2.1` and `0.2.6`; `0.0.x` and
//! pre-releases stand in for nothing but themselves. wasmtime looks up exports and imports by the same rule.

use semver::Version;

/// A name, split at its version.
pub(crate) struct Versioned<'a> {
    /// `wasi:io/streams`; all of a name that has no version.
    pub(crate) base: &'a str,
    pub(crate) version: Option<Version>,
}

impl<'a> Versioned<'a> {
    pub(crate) fn new(name: &'a str) -> Self {
        let versioned = name
            .split_once('@')
            .and_then(|(base, version)| Some((base, Version::parse(version).ok()?)));
        match versioned {
            Some((base, version)) => Self {
                base,
                version: Some(version),
            },
            None => Self {
                base: name,
                version: None,
            },
        }
    }

    /// `version 0.2.0`, or that there is none.
    pub(crate) fn words(&self) -> String {
        match &self.version {
            Some(version) => format!("version {version}"),
            None => "one without a version".to_string(),
        }
    }
}

/// Whether an interface of one of these names may stand in for one of the other.
pub(crate) fn is_compatible(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (a, b) = (Versioned::new(a), Versioned::new(b));
    let track = |name: &Versioned<'_>| name.version.as_ref().and_then(track);
    a.base == b.base && track(&a).is_some() && track(&a) == track(&b)
}

/// The one of `names` that stands in for `name`: itself, or the newest on the same track.
pub(crate) fn find<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    names
        .filter(|other| is_compatible(name, other))
        .max_by_key(|other| (*other == name, Versioned::new(other).version))
}

/// The part of a version that must be equal for two to be compatible; none for a version that is compatible with
/// nothing else.
fn track(version: &Version) -> Option<(u64, u64)> {
    if !version.pre.is_empty() {
        None
    } else if version.major > 0 {
        Some((version.major, 0))
    } else if version.minor > 0 {
        Some((0, version.minor))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{find, is_compatible};

    #[test]
    fn a_track_is_what_semver_says() {
        for (a, b, compatible) in [
            ("a:b/c", "a:b/c", true),
            ("a:b/c@1.0.0", "a:b/c@1.9.3", true),
            ("a:b/c@0.2.0", "a:b/c@0.2.6", true),
            ("a:b/c@0.2.0", "a:b/c@0.2.0+build", true),
            ("a:b/c@0.0.1", "a:b/c@0.0.1", true),
            ("a:b/c@1.0.0-rc.1", "a:b/c@1.0.0-rc.1", true),
            ("a:b/c@1.0.0", "a:b/c@2.0.0", false),
            ("a:b/c@0.2.0", "a:b/c@0.3.0", false),
            ("a:b/c@0.0.1", "a:b/c@0.0.2", false),
            ("a:b/c@1.0.0-rc.1", "a:b/c@1.0.0", false),
            ("a:b/c", "a:b/c@1.0.0", false),
            ("a:b/c@1.0.0", "a:b/d@1.0.0", false),
            ("plain", "other", false),
        ] {
            assert_eq!(is_compatible(a, b), compatible, "{a} {b}");
            assert_eq!(is_compatible(b, a), compatible, "{b} {a}");
        }
    }

    #[test]
    fn the_name_itself_goes_before_the_newest() {
        let names = ["a:b/c@0.2.9", "a:b/c@0.2.10", "a:b/c@0.3.0", "a:b/c@0.2.0"];
        let find = |name| find(name, names.into_iter());
        assert_eq!(find("a:b/c@0.2.9"), Some("a:b/c@0.2.9"));
        assert_eq!(find("a:b/c@0.2.1"), Some("a:b/c@0.2.10"));
        assert_eq!(find("a:b/c@0.4.0"), None);
    }
}
