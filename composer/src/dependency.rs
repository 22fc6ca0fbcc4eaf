//! Names of imports that say which implementation is wanted, as older tools wrote them:
//! `unlocked-dep=<a:b@{>=1.0.0}>`, `locked-dep=<a:b@1.0.0>`, `url=<..>` and `integrity=<..>`.
//!
//! The component model had them (in its `Explainer.md`, "Import and export definitions") and
//! has them no longer, so that current validators refuse them, while engines still run such components.
//! Here a validator is shown other names of the same lengths in their place; nothing else knows of
//! those.

use std::collections::HashMap;

use memchr::memmem;
use semver::Version;

/// How the names begin, without the bracket.
const PREFIXES: [&str; 4] = ["unlocked-dep", "locked-dep", "url", "integrity"];

/// Bytes whose names of dependencies have stand-ins.
#[derive(Default)]
pub(crate) struct Disguise {
    /// The bytes with stand-ins; none where there was nothing to replace.
    pub(crate) bytes: Option<Vec<u8>>,
    /// The names by their stand-ins.
    names: HashMap<String, String>,
}

/// A name that is wrong even as one of those.
pub(crate) struct Malformed {
    pub(crate) name: String,
    pub(crate) message: String,
    pub(crate) offset: u64,
}

impl Disguise {
    /// Replaces the names of dependencies in `bytes`.
    pub(crate) fn new(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut disguise = Self::default();
        for bracket in memmem::find_iter(bytes, b"=<") {
            let Some((start, name)) = find_name(bytes, bracket) else {
                continue;
            };
            check(name).map_err(|message| Malformed {
                name: name.to_owned(),
                message,
                offset: start as u64,
            })?;
            let stand_in = stand_in(name);
            let copy = disguise.bytes.get_or_insert_with(|| bytes.to_vec());
            copy[start..start + name.len()].copy_from_slice(stand_in.as_bytes());
            disguise.names.insert(stand_in, name.to_owned());
        }
        Ok(disguise)
    }

    /// The name that `name` stands for.
    pub(crate) fn restore<'n>(&'n self, name: &'n str) -> &'n str {
        self.names.get(name).map_or(name, String::as_str)
    }
}

/// The name around the bracket at `bracket`, if it is a name: the binary format has its length in
/// front of it.
fn find_name(bytes: &[u8], bracket: usize) -> Option<(usize, &str)> {
    let before = &bytes[..bracket];
    let prefix = PREFIXES
        .iter()
        .find(|prefix| before.ends_with(prefix.as_bytes()))?;
    let start = bracket - prefix.len();
    let short = usize::from(*bytes.get(start.checked_sub(1)?)?);
    let long = start
        .checked_sub(2)
        .map(|at| usize::from(bytes[at] & 0x7f) | short << 7);
    [Some(short), long].into_iter().flatten().find_map(|len| {
        let name = bytes.get(start..start.checked_add(len)?)?;
        let name = std::str::from_utf8(name).ok()?;
        name.ends_with('>').then_some((start, name))
    })
}

/// A name of the same length that a validator lets pass, and that nothing else has.
fn stand_in(name: &str) -> String {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    let mut rest = hasher.finish();
    let letter = |_| {
        let letter = b'a' + (rest % 26) as u8;
        rest = (rest / 26).rotate_left(7) ^ rest >> 3;
        char::from(letter)
    };
    (0..name.len()).map(letter).collect()
}

/// Checks the name's grammar.
fn check(name: &str) -> Result<(), String> {
    let (prefix, rest) = name.split_once("=<").unwrap_or((name, ""));
    let (content, rest) = rest
        .split_once(">,")
        .or_else(|| rest.strip_suffix('>').map(|content| (content, "")))
        .ok_or("expected `>` at the end")?;
    if !rest.is_empty() && !rest.starts_with("integrity=<") {
        return Err(format!("expected `integrity=<..>` at `{rest}`"));
    }
    let (path, version) = match content.split_once('@') {
        Some((path, version)) => (path, Some(version)),
        None => (content, None),
    };
    match prefix {
        "unlocked-dep" => {
            check_path(path)?;
            version.map_or(Ok(()), check_range)
        }
        "locked-dep" => {
            check_path(path)?;
            version.map_or(Ok(()), check_version)
        }
        _ => Ok(()),
    }
}

fn check_path(path: &str) -> Result<(), String> {
    let words = |c: char| c.is_ascii_alphanumeric() || c == '-';
    match path.split_once(':') {
        Some((namespace, name))
            if !namespace.is_empty()
                && namespace.chars().all(words)
                && name
                    .split([':', '/'])
                    .all(|word| !word.is_empty() && word.chars().all(words)) =>
        {
            Ok(())
        }
        _ => Err(format!("`{path}` is not a package's name like `a:b`")),
    }
}

fn check_range(range: &str) -> Result<(), String> {
    if range == "*" {
        return Ok(());
    }
    let inner = range
        .strip_prefix('{')
        .and_then(|range| range.strip_suffix('}'))
        .ok_or_else(|| format!("`{range}` is not a range of versions like `{{>=1.0.0}}`"))?;
    let bounds: Vec<&str> = inner.split(' ').collect();
    match bounds[..] {
        [bound] => {
            let lower = bound.strip_prefix(">=");
            let version = lower.or_else(|| bound.strip_prefix('<'));
            check_version(version.ok_or_else(|| format!("expected `>=` or `<` at `{bound}`"))?)
        }
        [lower, upper] => {
            let expected = |sign| move || format!("expected `{sign}` in `{inner}`");
            check_version(lower.strip_prefix(">=").ok_or_else(expected(">="))?)?;
            check_version(upper.strip_prefix('<').ok_or_else(expected("<"))?)
        }
        _ => Err(format!("`{inner}` has more than two bounds")),
    }
}

fn check_version(version: &str) -> Result<(), String> {
    match Version::parse(version) {
        Ok(_) => Ok(()),
        Err(error) => Err(format!("`{version}` is not a valid semver: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn names_of_dependencies_are_checked() {
        for name in [
            "unlocked-dep=<a:b>",
            "unlocked-dep=<a:b@*>",
            "unlocked-dep=<a:b@{>=1.0.0}>",
            "unlocked-dep=<a:b@{<1.0.0}>",
            "unlocked-dep=<a:b@{>=1.0.0 <2.0.0}>",
            "locked-dep=<a:b@1.0.0>",
            "locked-dep=<a:b>,integrity=<sha256-abc>",
            "url=<https://example.org/a.wasm>",
            "integrity=<sha256-abc>",
        ] {
            assert_eq!(check(name), Ok(()), "{name}");
        }
        for name in [
            "unlocked-dep=<a>",
            "unlocked-dep=<a:b@1.0.0>",
            "unlocked-dep=<a:b@{>=1.0.}>",
            "locked-dep=<a:b@{>=1.0.0}>",
            "locked-dep=<a:b>,else",
        ] {
            assert!(check(name).is_err(), "{name}");
        }
    }
}
