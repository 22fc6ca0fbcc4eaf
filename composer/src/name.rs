//! The names of imports and exports, and which versions of an interface stand in for which.
//!
//! The rule is Cargo's and the component model's: `1.2.3` and `1.4.0` are one track, so are
//! `0.2.1` and `0.2.6`; `0.0.x` and pre-releases stand in for nothing but themselves.
//! Whether the types fit is not decided here.

use semver::Version;

/// An import's or export's name, split at its version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ExternName<'a> {
    /// The name before `@`: `wasi:io/streams`; all of a name that has no version.
    pub(crate) base: &'a str,
    /// The version after `@`, where there is a valid one.
    pub(crate) version: Option<Version>,
}

impl<'a> ExternName<'a> {
    /// Splits `name`; what is no version stays part of the base.
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

    /// The package of an interface's name: `wasi:io` of `wasi:io/streams`.
    pub(crate) fn package(&self) -> Option<&'a str> {
        let (package, _) = self.base.split_once('/')?;
        package.contains(':').then_some(package)
    }

    /// What all compatible names have in common and no other: `wasi:io/streams@0.2`.
    pub(crate) fn track(&self) -> String {
        match &self.version {
            None => self.base.to_owned(),
            Some(version) => match track(version) {
                Some((0, minor)) => format!("{}@0.{minor}", self.base),
                Some((major, _)) => format!("{}@{major}", self.base),
                None => format!("{}@{version}", self.base),
            },
        }
    }

    /// Whether an interface of this name may be given where `other` is wanted.
    pub(crate) fn is_compatible_with(&self, other: &ExternName<'_>) -> bool {
        if self.base != other.base {
            return false;
        }
        match (&self.version, &other.version) {
            (None, None) => true,
            (Some(a), Some(b)) => a == b || track(a).is_some() && track(a) == track(b),
            _ => false,
        }
    }
}

/// The part of a version that must be equal for two to be compatible; none for a version that is
/// compatible with nothing else.
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

/// Whether `name` is one of WASI's interfaces, which hosts provide.
pub(crate) fn is_wasi(name: &str) -> bool {
    name.starts_with("wasi:")
}

/// The one of `known` that was probably meant by `name`: of the same interface in another version,
/// or spelled nearly the same.
pub(crate) fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let wanted = ExternName::new(name);
    let scored = known.into_iter().map(|known| {
        let same_base = ExternName::new(known).base == wanted.base;
        let score = if same_base {
            1.0
        } else {
            strsim::jaro_winkler(name, known)
        };
        (score, known)
    });
    let near = scored
        .filter(|(score, _)| *score > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    near.map(|(_, near)| near)
}

/// What there is instead of a name that is not there, as the rest of a message: the nearest name as
/// what to do, or all of them.
pub(crate) fn suggest(verb: &str, name: &str, known: &[String]) -> String {
    if known.is_empty() {
        return format!(": it {verb} nothing");
    }
    match nearest(name, known.iter().map(String::as_str)) {
        Some(near) => format!("\nhelp: it {verb} `{near}`"),
        None => {
            let all: String = known
                .iter()
                .map(|known| format!("\n  - `{known}`"))
                .collect();
            format!("\nhelp: it {verb}{all}")
        }
    }
}

/// Names as the lines of a list.
pub(crate) fn list(names: &[String]) -> String {
    names.iter().map(|name| format!("\n  - `{name}`")).collect()
}

/// What there is instead of a name that means nothing, as the rest of a message.
pub(crate) fn instead_of(name: &str, known: &[String]) -> String {
    let score = |known: &&String| strsim::jaro_winkler(name, known);
    let near = known.iter().max_by(|a, b| score(a).total_cmp(&score(b)));
    match near {
        Some(near) if score(&near) > 0.75 => format!("\nhelp: write `{near}`"),
        _ => {
            let all: Vec<_> = known.iter().map(|known| format!("`{known}`")).collect();
            format!("\nhelp: write one of {}", all.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ExternName;

    #[track_caller]
    fn compatible(a: &str, b: &str, expected: bool) {
        let (a, b) = (ExternName::new(a), ExternName::new(b));
        assert_eq!(a.is_compatible_with(&b), expected, "{a:?} {b:?}");
        assert_eq!(b.is_compatible_with(&a), expected, "{b:?} {a:?}");
    }

    #[test]
    fn versions_of_one_track_are_compatible() {
        compatible("a:b/c@1.0.0", "a:b/c@1.9.3", true);
        compatible("a:b/c@0.2.0", "a:b/c@0.2.6", true);
        compatible("a:b/c", "a:b/c", true);
        compatible("plain", "plain", true);
        compatible("a:b/c@1.0.0-rc.1", "a:b/c@1.0.0-rc.1", true);
        compatible("a:b/c@0.0.1", "a:b/c@0.0.1", true);
    }

    #[test]
    fn other_versions_and_names_are_not() {
        compatible("a:b/c@1.0.0", "a:b/c@2.0.0", false);
        compatible("a:b/c@0.2.0", "a:b/c@0.3.0", false);
        compatible("a:b/c@0.0.1", "a:b/c@0.0.2", false);
        compatible("a:b/c@1.0.0-rc.1", "a:b/c@1.0.0", false);
        compatible("a:b/c", "a:b/c@1.0.0", false);
        compatible("a:b/c@1.0.0", "a:b/d@1.0.0", false);
    }

    #[test]
    fn package_of_an_interface() {
        assert_eq!(ExternName::new("a:b/c@1.0.0").package(), Some("a:b"));
        assert_eq!(ExternName::new("plain").package(), None);
        assert_eq!(ExternName::new("unlocked-dep=<a:b/c@{>=1}>").version, None);
    }
}
