//! A rule as it is written: `https://api.example.org`, `https://*.example.org/v1/*`, `http://127.0.0.1:8080`.

use std::fmt;
use std::net::IpAddr;

use crate::network::{Ports, is_name, normal};
use crate::{Error, ErrorKind};

/// HTTP servers that a component may send requests to, with which methods, and how much.
///
/// ```
/// # use wittgen_runtime::Http;
/// let rule = Http::to("https://*.example.org/v1/*")
///     .methods(["GET", "POST"])
///     .request_limit(1 << 20)
///     .response_limit(16 << 20);
/// assert_eq!(rule.to_string(), "https://*.example.org/v1/* (GET, POST; requests up to 1048576 bytes, responses up to 16777216 bytes)");
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
            limit.map(|bytes| format!("{what} up to {bytes} bytes"))
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

/// The schemes that there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scheme {
    Http,
    Https,
}

impl Scheme {
    pub(super) fn port(self) -> u16 {
        match self {
            Self::Http => 80,
            Self::Https => 443,
        }
    }
}

/// Whom a request is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Peer {
    /// A name in lower case.
    Name(String),
    Address(IpAddr),
}

impl Peer {
    /// Reads a host as it stands in a URI: what is neither a name nor an address in its usual spelling is nobody.
    pub(super) fn read(host: &str) -> Option<Self> {
        let bare = host
            .strip_prefix('[')
            .and_then(|host| host.strip_suffix(']'));
        if let Some(v6) = bare {
            let address: std::net::Ipv6Addr = v6.parse().ok()?;
            return Some(Self::Address(IpAddr::from(address).to_canonical()));
        }
        match host.parse::<IpAddr>() {
            Ok(address) => Some(Self::Address(address.to_canonical())),
            Err(_) if is_name(host) => Some(Self::Name(normal(host))),
            Err(_) => None,
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

/// What a request asks for.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub(super) scheme: Scheme,
    pub(super) peer: Peer,
    pub(super) port: u16,
}

impl Target {
    /// Reads an authority: a host, and a port after a colon where it is not the scheme's. Anything else is nobody.
    pub(super) fn read(scheme: Scheme, authority: &str) -> Option<Self> {
        let end = match authority.rfind(']') {
            Some(end) => end + 1,
            None => authority.find(':').unwrap_or(authority.len()),
        };
        let (host, port) = authority.split_at(end);
        let port = match port.strip_prefix(':') {
            Some(port) if port.bytes().all(|byte| byte.is_ascii_digit()) => port.parse().ok()?,
            None if port.is_empty() => scheme.port(),
            _ => return None,
        };
        let peer = Peer::read(host)?;
        Some(Self { scheme, peer, port })
    }
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

    /// Whether the rule names this very address.
    pub(super) fn names(&self, address: IpAddr, port: u16) -> bool {
        self.host == Host::Address(address) && self.ports.contains(port)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Host {
    AnyName,
    /// Names that end with this, which begins with a dot.
    Below(String),
    Name(String),
    Address(IpAddr),
}

impl Host {
    fn read(host: &str) -> Result<Self, &'static str> {
        if host == "*" {
            return Ok(Self::AnyName);
        }
        if let Some(parent) = host.strip_prefix("*.") {
            return match Peer::read(parent) {
                Some(Peer::Name(name)) => Ok(Self::Below(format!(".{name}"))),
                _ => Err("after `*.` there is no name"),
            };
        }
        match Peer::read(host) {
            Some(Peer::Name(name)) => Ok(Self::Name(name)),
            Some(Peer::Address(address)) => Ok(Self::Address(address)),
            None if host.contains('*') => Err("`*` stands for a whole name or before `.`"),
            None if host.contains('@') => Err("it has a user's name in it"),
            None => Err("it has neither a name nor an address"),
        }
    }

    fn covers(&self, peer: &Peer) -> bool {
        match (self, peer) {
            (Self::AnyName, Peer::Name(_)) => true,
            (Self::Below(end), Peer::Name(name)) => name.len() > end.len() && name.ends_with(end),
            (Self::Name(known), Peer::Name(name)) => known == name,
            (Self::Address(known), Peer::Address(address)) => known == address,
            _ => false,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Path {
    Any,
    /// With a slash at its end.
    Below(String),
    Exactly(String),
}

impl Path {
    fn read(path: &str) -> Result<Self, &'static str> {
        if path.contains(['?', '#']) {
            return Err("it has a query or a fragment, of which rules know nothing");
        }
        match path.strip_suffix('*') {
            None if path.is_empty() || path == "/" => Ok(Self::Any),
            Some("/") => Ok(Self::Any),
            _ if leads_out(path) => Err("its path has dots, or slashes in disguise"),
            Some(start) if !start.contains('*') && start.ends_with('/') => {
                Ok(Self::Below(start.to_string()))
            }
            None if !path.contains('*') => Ok(Self::Exactly(path.to_string())),
            _ => Err("in a path, `*` stands at the end, after a slash"),
        }
    }

    fn covers(&self, path: &str) -> bool {
        match self {
            Self::Any => true,
            // Servers differ in what they make of these, so none is let through where the path matters.
            _ if leads_out(path) => false,
            Self::Below(start) => path.starts_with(start),
            Self::Exactly(known) => path == known,
        }
    }
}

/// Whether a server may take a path for another one: by dots, backslashes, or encoded forms of these.
fn leads_out(path: &str) -> bool {
    let path = path.to_ascii_lowercase().replace("%2e", ".");
    let in_disguise = ["\\", "%5c", "%2f", "%25", "//"];
    in_disguise.iter().any(|part| path.contains(part))
        || path.split('/').any(|segment| {
            // What follows a semicolon is a parameter for some servers.
            matches!(segment.split(';').next(), Some("." | ".."))
        })
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
mod tests {
    use super::*;

    #[track_caller]
    fn covers(pattern: &str, scheme: Scheme, host: &str, port: u16, path: &str) -> bool {
        let rule = Http::to(pattern).read().unwrap();
        let Some(peer) = Peer::read(host) else {
            return false;
        };
        rule.covers(&Target { scheme, peer, port }, "GET", path)
    }

    fn https(pattern: &str, host: &str, path: &str) -> bool {
        covers(pattern, Scheme::Https, host, 443, path)
    }

    #[test]
    fn hosts_are_compared() {
        assert!(https("https://api.example.org", "API.example.org.", "/x"));
        assert!(!https("https://api.example.org", "example.org", "/"));
        assert!(https("https://*.example.org", "a.b.example.org", "/"));
        for host in [
            "example.org",
            ".example.org",
            "badexample.org",
            "example.org.evil.net",
        ] {
            assert!(!https("https://*.example.org", host, "/"), "{host}");
        }
        assert!(https("https://*", "example.org", "/"));
        for host in [
            "127.0.0.1",
            "[::1]",
            "2130706433",
            "0x7f.1",
            "0177.0.0.1",
            "127.1",
        ] {
            assert!(!https("https://*", host, "/"), "{host}");
        }
    }

    #[test]
    fn addresses_are_the_same_in_each_form() {
        let http = |pattern, host| covers(pattern, Scheme::Http, host, 8080, "/");
        assert!(http("http://127.0.0.1:8080", "127.0.0.1"));
        assert!(http("http://127.0.0.1:8080", "[::ffff:127.0.0.1]"));
        assert!(http("http://[::1]:8080", "[0:0:0:0:0:0:0:1]"));
        assert!(http("http://127.0.0.1:*", "127.0.0.1"));
        assert!(!http("http://127.0.0.1", "127.0.0.1"));
        assert!(!http("https://127.0.0.1:8080", "127.0.0.1"));
        for other in [
            "2130706433",
            "0x7f000001",
            "0177.0.0.1",
            "127.1",
            "127.0.0.1.",
            "[::1]",
        ] {
            assert!(!http("http://127.0.0.1:8080", other), "{other}");
        }
    }

    #[test]
    fn paths_are_compared() {
        assert!(https("https://a.org/v1/*", "a.org", "/v1/x/y"));
        assert!(https("https://a.org/v1/me", "a.org", "/v1/me"));
        assert!(https("https://a.org/", "a.org", "/../x"));
        for path in [
            "/v1",
            "/v2/x",
            "/v1/../v2",
            "/v1/%2e%2E/v2",
            "/v1/..%2fv2",
            "/v1/..\\v2",
            "/v1/..;a=b/v2",
            "/v1/%252e%252e/v2",
            "/v1//../v2",
        ] {
            assert!(!https("https://a.org/v1/*", "a.org", path), "{path}");
        }
        assert!(!https("https://a.org/v1/me", "a.org", "/v1/me/x"));
    }

    #[test]
    fn broken_rules_say_what_to_write() {
        for text in [
            "",
            "example.org",
            "ftp://example.org",
            "https://",
            "https://user@example.org",
            "https://example.org:http",
            "https://::1",
            "https://[::1",
            "https://a.*.org",
            "https://*example.org",
            "https://*.127.0.0.1",
            "https://127.1",
            "https://example.org/a*",
            "https://example.org/*/a",
            "https://example.org/../a",
            "https://example.org/a?b=*",
            "https://exa mple.org",
            "https://10.0.0.0/8",
        ] {
            let error = Http::to(text).read().unwrap_err();
            assert_eq!(*error.kind(), ErrorKind::BadGrant, "{text}");
            assert!(
                error.to_string().contains("https://api.example.org"),
                "{error}"
            );
        }
        assert!(Http::to("https://a.org").methods(["get"]).read().is_err());
    }
}
