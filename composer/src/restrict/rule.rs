//! What one part of a composition is to get less of, and how that is written on a command line.
//!
//! Whether the part imports any of it is not asked here.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use crate::name::ExternName;

/// Something that a component gets differently from what the result is granted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Restriction {
    /// It gets none of these imports: every function of theirs fails.
    Deny(Pattern),
    /// It sees these environment variables and no others. Several are taken together, the last
    /// value of a name counts.
    Environment(Vec<(String, String)>),
    /// It sees these arguments, the program's name first, and no others.
    Arguments(Vec<String>),
    /// It sees these entries of `wasi:config` and no others. Several are taken together, the last
    /// value of a key counts.
    Configuration(Vec<(String, String)>),
    /// It sees the files that are in the folder `host` now, for reading, at the path `guest`.
    Mount {
        /// An absolute path without `.` or `..`.
        guest: String,
        /// The folder to take the files from.
        host: PathBuf,
    },
}

impl Restriction {
    /// Reads a pattern such as `wasi:sockets` or `wasi:sockets/tcp@0.2.0`.
    ///
    /// # Errors
    /// It is no name of a package, interface or import.
    pub fn deny(text: &str) -> Result<Self, RestrictionError> {
        text.parse().map(Self::Deny)
    }

    /// Reads `NAME=VALUE`.
    ///
    /// # Errors
    /// There is no `=`, nothing before it, or a NUL.
    pub fn environment(text: &str) -> Result<Self, RestrictionError> {
        pair(text).map(|pair| Self::Environment(vec![pair]))
    }

    /// Reads `KEY=VALUE`.
    ///
    /// # Errors
    /// There is no `=`, nothing before it, or a NUL.
    pub fn configuration(text: &str) -> Result<Self, RestrictionError> {
        pair(text).map(|pair| Self::Configuration(vec![pair]))
    }

    /// Reads `GUEST=HOST` or `GUEST=HOST:ro`, for example `/assets=./assets:ro`.
    ///
    /// # Errors
    /// There is no `=`, the folder is to be writable, or the path is relative, has `.` or `..` in
    /// it, or is the root itself.
    pub fn mount(text: &str) -> Result<Self, RestrictionError> {
        let malformed = || RestrictionError::Mount { text: text.into() };
        let (guest, host) = text.split_once('=').ok_or_else(malformed)?;
        if host.ends_with(":rw") {
            return Err(RestrictionError::Writable { text: text.into() });
        }
        let host = host.strip_suffix(":ro").unwrap_or(host);
        let names = guest.strip_prefix('/').ok_or_else(malformed)?;
        let names = names.strip_suffix('/').unwrap_or(names);
        let is_name = |name: &str| !matches!(name, "" | "." | "..") && !name.contains(['\0', '\\']);
        if host.is_empty() || !names.split('/').all(is_name) {
            return Err(malformed());
        }
        Ok(Self::Mount {
            guest: format!("/{names}"),
            host: host.into(),
        })
    }
}

/// Splits at the first `=`.
fn pair(text: &str) -> Result<(String, String), RestrictionError> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() && !text.contains('\0') => {
            Ok((name.to_owned(), value.to_owned()))
        }
        _ => Err(RestrictionError::Pair { text: text.into() }),
    }
}

/// Which imports are meant: those of a package (`wasi:sockets`), of an interface
/// (`wasi:sockets/tcp`), or of a plain name; in one version where there is an `@`, else in any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(String);

impl Pattern {
    /// Whether the import called `name` is meant.
    pub fn matches(&self, name: &str) -> bool {
        let (wanted, name) = (ExternName::new(&self.0), ExternName::new(name));
        let same_base = name.base == wanted.base || name.package() == Some(wanted.base);
        same_base && (wanted.version.is_none() || wanted.version == name.version)
    }
}

impl FromStr for Pattern {
    type Err = RestrictionError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let base = ExternName::new(text).base;
        let is_name = |name: &str| {
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        };
        let valid = match base.split_once(':') {
            Some((namespace, rest)) => is_name(namespace) && rest.split('/').all(is_name),
            None => is_name(base),
        };
        if valid {
            Ok(Self(text.to_owned()))
        } else {
            Err(RestrictionError::Pattern { text: text.into() })
        }
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a text is no [`Restriction`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RestrictionError {
    /// Not the name of an import.
    #[error(
        "`{text}` is not the name of a package or an interface\nhelp: write `wasi:sockets`, \
         `wasi:sockets/tcp` or `wasi:sockets/tcp@0.2.0`"
    )]
    Pattern {
        /// What was given.
        text: String,
    },
    /// Not a name and a value.
    #[error("`{text}` is not a name and a value\nhelp: write `NAME=VALUE`")]
    Pair {
        /// What was given.
        text: String,
    },
    /// Not a path and a folder.
    #[error(
        "`{text}` is not a path in the component and a folder\nhelp: write `/assets=./assets:ro`, the \
         path absolute and without `.` or `..`"
    )]
    Mount {
        /// What was given.
        text: String,
    },
    /// A mount that is to be writable.
    #[error(
        "`{text}` can't be written to: its files become part of the component\nhelp: write `:ro`, or \
         grant the folder when the component is run: `--dir /data=./data`"
    )]
    Writable {
        /// What was given.
        text: String,
    },
}

#[cfg(test)]
mod tests {
    use super::{Pattern, Restriction, RestrictionError};

    #[track_caller]
    fn matches(pattern: &str, name: &str) -> bool {
        pattern.parse::<Pattern>().unwrap().matches(name)
    }

    #[test]
    fn a_package_means_all_its_interfaces() {
        assert!(matches("wasi:sockets", "wasi:sockets/tcp@0.2.0"));
        assert!(matches("wasi:sockets", "wasi:sockets/udp"));
        assert!(matches("wasi:sockets@0.2.0", "wasi:sockets/udp@0.2.0"));
        assert!(!matches("wasi:sockets@0.2.1", "wasi:sockets/udp@0.2.0"));
        assert!(!matches("wasi:sockets", "wasi:sockets-more/tcp"));
        assert!(!matches("wasi:sockets", "other:sockets/tcp"));
    }

    #[test]
    fn an_interface_means_itself() {
        assert!(matches("wasi:sockets/tcp", "wasi:sockets/tcp@0.2.0"));
        assert!(!matches(
            "wasi:sockets/tcp",
            "wasi:sockets/tcp-create-socket@0.2.0"
        ));
        assert!(!matches("wasi:sockets/tcp@0.2.1", "wasi:sockets/tcp@0.2.0"));
        assert!(matches("log", "log"));
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "",
            "*",
            "wasi:",
            ":x",
            "wasi:sockets/",
            "wasi:sockets@0.2",
            "a b",
        ] {
            assert!(text.parse::<Pattern>().is_err(), "{text}");
        }
        for text in ["", "=x", "x", "a\0=b"] {
            assert!(Restriction::environment(text).is_err(), "{text}");
        }
        for text in [
            "",
            "/a",
            "a=b",
            "/=b",
            "/a/../b=c",
            "/a//b=c",
            "/a=",
            "/a=:ro",
            "/./a=b",
        ] {
            let error = Restriction::mount(text).unwrap_err();
            assert!(matches!(error, RestrictionError::Mount { .. }), "{text}");
        }
        let error = Restriction::mount("/a=b:rw").unwrap_err();
        assert!(matches!(error, RestrictionError::Writable { .. }));
    }

    #[test]
    fn a_mount_is_a_path_and_a_folder() {
        let expected = |guest: &str, host: &str| Restriction::Mount {
            guest: guest.into(),
            host: host.into(),
        };
        assert_eq!(Restriction::mount("/a=./b:ro"), Ok(expected("/a", "./b")));
        assert_eq!(Restriction::mount("/a/b/=x=y"), Ok(expected("/a/b", "x=y")));
        let pair = vec![("K".to_owned(), "a=b".to_owned())];
        assert_eq!(
            Restriction::environment("K=a=b"),
            Ok(Restriction::Environment(pair))
        );
    }
}
