//! Whom a request is for, and which of those a rule covers: schemes, hosts and paths, each in one spelling.

use std::net::IpAddr;

use crate::network::{is_name, normal};

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

/// The hosts of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Host {
    AnyName,
    /// Names that end with this, which begins with a dot.
    Below(String),
    Name(String),
    Address(IpAddr),
}

impl Host {
    pub(super) fn read(host: &str) -> Result<Self, &'static str> {
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

    pub(super) fn covers(&self, peer: &Peer) -> bool {
        match (self, peer) {
            (Self::AnyName, Peer::Name(_)) => true,
            (Self::Below(end), Peer::Name(name)) => name.len() > end.len() && name.ends_with(end),
            (Self::Name(known), Peer::Name(name)) => known == name,
            (Self::Address(known), Peer::Address(address)) => known == address,
            _ => false,
        }
    }
}

/// The paths of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Path {
    Any,
    /// With a slash at its end.
    Below(String),
    Exactly(String),
}

impl Path {
    pub(super) fn read(path: &str) -> Result<Self, &'static str> {
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

    pub(super) fn covers(&self, path: &str) -> bool {
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
