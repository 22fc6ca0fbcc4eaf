//! The values of the options, as they are written.

use std::path::PathBuf;

/// A key-value store to grant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct KeyValueGrant {
    pub(super) name: String,
    /// None for one in memory.
    pub(super) file: Option<PathBuf>,
    pub(super) read_only: bool,
}

/// A directory to grant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DirGrant {
    pub(super) guest: String,
    pub(super) host: PathBuf,
    pub(super) read_only: bool,
}

/// Reads an option's value.
pub(super) fn parse_dir(text: &str) -> Result<DirGrant, String> {
    let (guest, host) = text
        .split_once('=')
        .filter(|(guest, host)| !guest.is_empty() && !host.is_empty())
        .ok_or("it has no `=`; write `--dir /data=./data`")?;
    let (host, read_only) = split_access(host);
    Ok(DirGrant {
        guest: guest.into(),
        host: host.into(),
        read_only,
    })
}

/// Splits what may end with `:ro` or `:rw`; whether it is for reading only.
fn split_access(host: &str) -> (&str, bool) {
    match host.strip_suffix(":ro") {
        Some(host) => (host, true),
        None => (host.strip_suffix(":rw").unwrap_or(host), false),
    }
}

/// Reads an option's value.
pub(super) fn parse_key_value(text: &str) -> Result<KeyValueGrant, String> {
    let (name, file) = match text.split_once('=') {
        Some((name, file)) => (name, Some(file)),
        None => (text, None),
    };
    if name.is_empty() || file.is_some_and(str::is_empty) {
        return Err("a name or a file is missing; write `--key-value notes=notes.redb`".into());
    }
    let (file, read_only) = match file.map(split_access) {
        Some((file, read_only)) => (Some(file.into()), read_only),
        None => (None, false),
    };
    Ok(KeyValueGrant {
        name: name.into(),
        file,
        read_only,
    })
}

/// Reads an option's value.
pub(super) fn parse_config(text: &str) -> Result<(String, String), String> {
    let (key, value) = text
        .split_once('=')
        .filter(|(key, _)| !key.is_empty())
        .ok_or("it has no key and `=`; write `--config KEY=value`")?;
    Ok((key.into(), value.into()))
}

/// Reads an option's value.
pub(super) fn parse_env(text: &str) -> Result<(String, String), String> {
    let (name, value) = text
        .split_once('=')
        .ok_or("it has no `=`; write `--env NAME=value`")?;
    if name.is_empty() {
        return Err("there is no name before `=`; write `--env NAME=value`".into());
    }
    Ok((name.into(), value.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directories_are_read() {
        let grant = |guest: &str, host: &str, read_only| DirGrant {
            guest: guest.into(),
            host: host.into(),
            read_only,
        };
        assert_eq!(
            parse_dir("/data=./data"),
            Ok(grant("/data", "./data", false))
        );
        assert_eq!(
            parse_dir("/data=./data:ro"),
            Ok(grant("/data", "./data", true))
        );
        assert_eq!(
            parse_dir(r"/d=C:\x=y:rw"),
            Ok(grant("/d", r"C:\x=y", false))
        );
        assert!(
            parse_dir("./data")
                .unwrap_err()
                .contains("--dir /data=./data")
        );
        assert!(parse_dir("=x").is_err());
    }

    #[test]
    fn stores_are_read() {
        let grant = |file: Option<&str>, read_only| KeyValueGrant {
            name: "notes".into(),
            file: file.map(PathBuf::from),
            read_only,
        };
        assert_eq!(parse_key_value("notes"), Ok(grant(None, false)));
        assert_eq!(
            parse_key_value("notes=n.redb"),
            Ok(grant(Some("n.redb"), false))
        );
        assert_eq!(
            parse_key_value("notes=n.redb:ro"),
            Ok(grant(Some("n.redb"), true))
        );
        assert!(parse_key_value("notes=").is_err() && parse_key_value("=n").is_err());
    }

    #[test]
    fn variables_are_read() {
        assert_eq!(parse_env("A=b=c"), Ok(("A".into(), "b=c".into())));
        assert_eq!(parse_env("A="), Ok(("A".into(), String::new())));
        assert!(parse_env("A").is_err() && parse_env("=b").is_err());
    }
}
