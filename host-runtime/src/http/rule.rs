//! A rule as it is written: `https://api.example.org`, `https://*.example.org/v1/*`, `http://127.0.0.1:8080`.

use std::fmt;
use std::net::IpAddr;

use super::target::{Host, Path, Scheme, Target};
use crate::network::Ports;
use crate::quantity::show_size;
use crate::{Error, ErrorKind};

/// HTTP servers that a component may send requests to, with which methods, and how much.
///
/// ```
/// # use wittgen_runtime::Http;
/// let rule = Http::to("https://*.example.org/v1/*")
///     .methods(["GET", "POST"])
///     .request_limit(1 << 20)
///     .response_limit(16 << 20);
/// assert_eq!(rule.to_string(), "https://*.example.org/v1/* (GET, POST; requests up to 1 MiB, responses up to 16 MiB)");
/// ```
///
/// | part of the pattern | |
/// |---|---|
/// | `https://`, `http://` | one of the two; nothing stands for both |
/// | `api.example.org` | this name |
/// | `*.example.org` | every name that ends so, and not `example.org` itself |
/// | `*` | every name |
/// | `127.0.0.1`, `[::1]` | this address |
/// | `:8080`, `:8000-8999`, `:*` | ports; without, the one that the scheme has: 443 or 80 |
/// | no path, `/` | every path |
/// | `/v1/*` | every path that begins with `/v1/`; without dots that lead out of it |
/// | `/v1/me` | this path alone, with any query |
///
/// A name never stands for an address of the machine itself or its own network, whatever the name's server says;
/// those are granted as addresses, which also lets the granted names lead there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Http {
    pattern: String,
    methods: Option<Vec<String>>,
    pub(super) request_limit: Option<u64>,
    pub(super) response_limit: Option<u64>,
}

impl Http {
    /// Servers and paths by a pattern, with all methods but `CONNECT`, and no limit of size: bodies are streamed, and
    /// a component keeps of them what its memory holds.
    pub fn to(pattern: impl Into<String>) -> Self {
        Self {
            pattern: pattern.into(),
            methods: None,
            request_limit: None,
            response_limit: None,
        }
    }

    /// Only these methods, written in capitals.
    pub fn methods<S: Into<String>>(mut self, methods: impl IntoIterator<Item = S>) -> Self {
        self.methods = Some(methods.into_iter().map(Into::into).collect());
        self
    }

    /// Bounds the body of each request, in bytes.
    pub fn request_limit(mut self, bytes: u64) -> Self {
        self.request_limit = Some(bytes);
        self
    }

    /// Bounds the body of each response, in bytes as they come over the network.
    pub fn response_limit(mut self, bytes: u64) -> Self {
        self.response_limit = Some(bytes);
        self
    }

    /// Whether it can be granted.
    pub(crate) fn check(&self) -> Result<(), Error> {
        self.read().map(drop)
    }

    /// Reads the pattern.
    pub(super) fn read(&self) -> Result<Rule, Error> {
        let malformed = |why: &str| malformed(&self.pattern, why);
        let (scheme, rest) = match self.pattern.split_once("://") {
            Some(("https", rest)) => (Scheme::Https, rest),
            Some(("http", rest)) => (Scheme::Http, rest),
            _ => return Err(malformed("it begins with neither `https://` nor `http://`")),
        };
        let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        let (host, ports) = split(authority, scheme).map_err(malformed)?;
        let host = Host::read(host).map_err(malformed)?;
        let is_range = |path: &str| {
            path.strip_prefix('/')
                .is_some_and(|n| n.parse::<u8>().is_ok())
        };
        if matches!(host, Host::Address(_)) && is_range(path) {
            return Err(malformed("ranges of addresses are not granted for HTTP"));
        }
        let rule = Rule {
            scheme,
            host,
            ports,
            path: Path::read(path).map_err(malformed)?,
            grant: self.clone(),
        };
        for method in self.methods.iter().flatten() {
            let is_token = |byte: u8| byte.is_ascii_uppercase() || byte == b'-';
            if method.is_empty() || !method.bytes().all(is_token) {
                let message = format!("`{method}` is no method of HTTP");
                return Err(Error::new(ErrorKind::BadGrant, message)
                    .with_help("write it in capitals: `GET`, `POST`"));
            }
        }
        Ok(rule)
    }
}

impl From<&str> for Http {
    fn from(pattern: &str) -> Self {
        Self::to(pattern)
    }
}

impl From<String> for Http {
    fn from(pattern: String) -> Self {
        Self::to(pattern)
    }
}

impl From<&String> for Http {
    fn from(pattern: &String) -> Self {
        Self::to(pattern)
    }
}

impl fmt::Display for Http {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.pattern)?;
        let limit = |what: &str, limit: Option<u64>| {
            limit.map(|bytes| format!("{what} up to {}", show_size(bytes)))
        };
        let limits: Vec<String> = [
            limit("requests", self.request_limit),
            limit("responses", self.response_limit),
        ]
        .into_iter()
        .flatten()
        .collect();
        let methods = self.methods.as_ref().map(|methods| methods.join(", "));
        let limits = (!limits.is_empty()).then(|| limits.join(", "));
        let parts: Vec<String> = methods.into_iter().chain(limits).collect();
        match parts.is_empty() {
            true => Ok(()),
            false => write!(f, " ({})", parts.join("; ")),
        }
    }
}

/// A rule that was read.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    scheme: Scheme,
    host: Host,
    ports: Ports,
    path: Path,
    pub(super) grant: Http,
}

impl Rule {
    /// Whether requests like this may be made.
    pub(super) fn covers(&self, target: &Target, method: &str, path: &str) -> bool {
        let methods = &self.grant.methods;
        self.scheme == target.scheme
            && self.ports.contains(target.port)
            && self.host.covers(&target.peer)
            && self.path.covers(path)
            && methods
                .as_ref()
                .is_none_or(|methods| methods.iter().any(|m| m == method))
    }

    /// Whether the rule is for requests over TLS.
    pub(super) fn is_https(&self) -> bool {
        self.scheme == Scheme::Https
    }

    /// Whether the rule names this very address.
    pub(super) fn names(&self, address: IpAddr, port: u16) -> bool {
        self.host == Host::Address(address) && self.ports.contains(port)
    }
}

/// The host and the ports.
fn split(authority: &str, scheme: Scheme) -> Result<(&str, Ports), &'static str> {
    let end = match authority.rfind(']') {
        Some(end) => end + 1,
        None => authority.find(':').unwrap_or(authority.len()),
    };
    let (host, ports) = authority.split_at(end);
    let ports = match ports.strip_prefix(':') {
        None if ports.is_empty() => Some(Ports::one(scheme.port())),
        Some(ports) => Ports::read(ports),
        None => None,
    };
    match ports {
        Some(ports) => Ok((host, ports)),
        None => Err("after the host there is no port; an address with colons stands in brackets"),
    }
}

fn malformed(pattern: &str, why: &str) -> Error {
    Error::new(
        ErrorKind::BadGrant,
        format!("HTTP to `{pattern}` can't be granted: {why}"),
    )
    .with_help("write a scheme, a name or an address, and what else matters: `https://api.example.org`, `https://*.example.org/v1/*`, `http://127.0.0.1:8080`")
}

#[cfg(test)]
mod tests;
