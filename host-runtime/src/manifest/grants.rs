//! The part `[grants]`.

use std::time::{Duration, SystemTime};

use super::Files;
use super::document::Entry;
use crate::network::Rule;
use crate::quantity::parse_size;
use crate::{Builder, Error, Input, KeyValue, Output};

pub(super) const KEYS: [&str; 19] = [
    "dir",
    "read-only-dir",
    "env",
    "args",
    "stdin",
    "stdout",
    "stderr",
    "inherit-stdio",
    "tcp",
    "udp",
    "listen-tcp",
    "listen-udp",
    "http",
    "http-root-certificate",
    "config",
    "key-value",
    "precise-clock",
    "stopped-clock",
    "seed",
];

/// Makes one grant.
pub(super) fn read<W>(
    builder: Builder<W>,
    files: Files<'_>,
    entry: &Entry<'_>,
) -> Result<Builder<W>, Error> {
    Ok(match entry.key {
        "dir" => pairs(builder, entry, DIR, |b, guest, host| {
            b.dir(guest, files.path(host))
        })?,
        "read-only-dir" => pairs(builder, entry, DIR, |b, guest, host| {
            b.read_only_dir(guest, files.path(host))
        })?,
        "env" => pairs(builder, entry, "{ LANG = \"en\" }", Builder::env)?,
        "config" => pairs(builder, entry, "{ greeting = \"hello\" }", Builder::config)?,
        "args" => {
            let args: Result<Vec<&str>, Error> = entry.items().iter().map(Entry::text).collect();
            builder.args(args?)
        }
        "stdin" => match is_inherited(entry)? {
            true => builder.stdin(Input::inherit()),
            false => builder.stdin(Input::null()),
        },
        "stdout" => match is_inherited(entry)? {
            true => builder.stdout(Output::stdout()),
            false => builder.stdout(Output::null()),
        },
        "stderr" => match is_inherited(entry)? {
            true => builder.stderr(Output::stderr()),
            false => builder.stderr(Output::null()),
        },
        "inherit-stdio" => match entry.flag()? {
            true => builder.inherit_stdio(),
            false => builder,
        },
        "tcp" => peers(builder, entry, Rule::parse, Builder::tcp)?,
        "udp" => peers(builder, entry, Rule::parse, Builder::udp)?,
        "listen-tcp" => peers(builder, entry, Rule::parse_own, Builder::listen_tcp)?,
        "listen-udp" => peers(builder, entry, Rule::parse_own, Builder::listen_udp)?,
        "http" => http::servers(builder, entry)?,
        "http-root-certificate" => http::certificates(builder, files, entry)?,
        "key-value" => {
            let mut builder = builder;
            for entry in entry.table(r#"{ notes = "memory" }"#)? {
                builder = builder.key_value(entry.key, store(files, &entry)?);
            }
            builder
        }
        "precise-clock" => match entry.flag()? {
            true => builder.precise_clock(),
            false => builder,
        },
        "stopped-clock" => builder.stopped_clock(stop(entry)?),
        "seed" => builder.seed(entry.number()?),
        _ => return Err(entry.unknown("`[grants]`", &KEYS)),
    })
}

/// How directories are granted.
const DIR: &str = r#"{ "/data" = "data" }"#;

fn pairs<'e, W>(
    mut builder: Builder<W>,
    entry: &Entry<'e>,
    example: &str,
    grant: impl Fn(Builder<W>, &'e str, &'e str) -> Builder<W>,
) -> Result<Builder<W>, Error> {
    for (name, value) in entry.pairs(example)? {
        builder = grant(builder, name, value);
    }
    Ok(builder)
}

/// Grants peers, whose rules are read to say what is wrong with its place.
fn peers<'e, W>(
    mut builder: Builder<W>,
    entry: &Entry<'e>,
    check: impl Fn(&str) -> Result<Rule, Error>,
    grant: impl Fn(Builder<W>, &'e str) -> Builder<W>,
) -> Result<Builder<W>, Error> {
    for item in entry.items() {
        let peer = item.text()?;
        check(peer).map_err(|error| item.locate(&error))?;
        builder = grant(builder, peer);
    }
    Ok(builder)
}

/// The time at which clocks stop, in seconds since the beginning of 1970.
fn stop(entry: &Entry<'_>) -> Result<SystemTime, Error> {
    let since = Duration::from_secs(entry.number()?);
    let time = SystemTime::UNIX_EPOCH.checked_add(since);
    time.ok_or_else(|| entry.error("that is later than this machine can say"))
}

fn is_inherited(entry: &Entry<'_>) -> Result<bool, Error> {
    match entry.text()? {
        "inherit" => Ok(true),
        "null" => Ok(false),
        other => Err(entry
            .error(&format!("`{}` can't be `{other}`", entry.key))
            .with_help("write `\"inherit\"` for the host's own, or `\"null\"` for nothing")),
    }
}

/// A key-value store: `"memory"`, or a table.
fn store(files: Files<'_>, entry: &Entry<'_>) -> Result<KeyValue, Error> {
    if !entry.is_table() {
        return match entry.text()? {
            "memory" => Ok(KeyValue::memory()),
            other => Err(entry
                .error(&format!("a key-value store can't be `{other}`"))
                .with_help("write `\"memory\"`, or `{ file = \"notes.redb\" }`")),
        };
    }
    let parts = entry.table(r#"{ file = "notes.redb" }"#)?;
    let file = parts.iter().find(|part| part.key == "file");
    let mut store = match file {
        None => KeyValue::memory(),
        Some(file) => KeyValue::file(files.path(file.text()?)).map_err(|error| {
            let located = file.locate(&error);
            Error::new(*error.kind(), located.message())
                .with_help(located.help().unwrap_or_default())
        })?,
    };
    for part in &parts {
        match part.key {
            "file" => {}
            "limit" => store = store.limit(part.quantity(parse_size, "16 MiB")?),
            "read-only" if part.flag()? => store = store.read_only(),
            "read-only" => {}
            _ => {
                let table = format!("the key-value store `{}`", entry.key);
                return Err(part.unknown(&table, &["file", "limit", "read-only"]));
            }
        }
    }
    Ok(store)
}

#[cfg(feature = "http")]
mod http {
    use std::fs;

    use super::{Entry, Files, parse_size};
    use crate::{Builder, Error, ErrorKind, Http};

    pub(super) fn servers<W>(
        mut builder: Builder<W>,
        entry: &Entry<'_>,
    ) -> Result<Builder<W>, Error> {
        for item in entry.items() {
            let rule = rule(&item)?;
            // What is wrong with it is said with its place.
            rule.check().map_err(|error| item.locate(&error))?;
            builder = builder.http(rule);
        }
        Ok(builder)
    }

    fn rule(item: &Entry<'_>) -> Result<Http, Error> {
        if !item.is_table() {
            return Ok(Http::to(item.text()?));
        }
        let parts = item.table(r#"{ to = "https://.." }"#)?;
        let to = parts.iter().find(|part| part.key == "to");
        let to = to.ok_or_else(|| {
            item.error("`http` has no `to`")
                .with_help("add `to = \"https://..\"`")
        })?;
        let mut rule = Http::to(to.text()?);
        for part in &parts {
            rule = match part.key {
                "to" => rule,
                "methods" => {
                    let methods: Result<Vec<&str>, Error> =
                        part.items().iter().map(Entry::text).collect();
                    rule.methods(methods?)
                }
                "request-limit" => rule.request_limit(part.quantity(parse_size, "1 MiB")?),
                "response-limit" => rule.response_limit(part.quantity(parse_size, "1 MiB")?),
                _ => {
                    let known = ["to", "methods", "request-limit", "response-limit"];
                    return Err(part.unknown("`http`", &known));
                }
            };
        }
        Ok(rule)
    }

    pub(super) fn certificates<W>(
        mut builder: Builder<W>,
        files: Files<'_>,
        entry: &Entry<'_>,
    ) -> Result<Builder<W>, Error> {
        for item in entry.items() {
            let path = files.path(item.text()?);
            let pem = fs::read(&path).map_err(|error| {
                let message = format!("cannot read `{}`: {error}", path.display());
                Error::new(ErrorKind::Read, item.error(&message).message())
            })?;
            builder = builder.http_root_certificate(pem);
        }
        Ok(builder)
    }
}

#[cfg(not(feature = "http"))]
mod http {
    use super::{Entry, Files};
    use crate::{Builder, Error};

    pub(super) fn servers<W>(_: Builder<W>, entry: &Entry<'_>) -> Result<Builder<W>, Error> {
        Err(entry
            .error("this program was built without HTTP")
            .with_help("enable the feature `http` of the crate `wittgen`"))
    }

    pub(super) fn certificates<W>(
        builder: Builder<W>,
        _: Files<'_>,
        entry: &Entry<'_>,
    ) -> Result<Builder<W>, Error> {
        servers(builder, entry)
    }
}
