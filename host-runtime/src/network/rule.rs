//! A rule as it is written: `example.org:443`, `10.0.0.0/8:5432`, `[2001:db8::/32]:80-90`, `192.0.2.7:*`.

use std::net::{IpAddr, SocketAddr};

use ipnet::IpNet;

use crate::{Error, ErrorKind};

/// Whom a component may reach, or where it may listen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rule {
    pub(super) peers: Peers,
    pub(super) ports: Ports,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Peers {
    /// A name in lower case.
    Name(String),
    /// An address, or all that begin alike.
    Net(IpNet),
}

/// Ports from the first to the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ports(u16, u16);

impl Ports {
    /// One port alone.
    #[cfg(feature = "http")]
    pub(crate) fn one(port: u16) -> Self {
        Self(port, port)
    }

    /// Reads `443`, `8000-8999` or `*`.
    pub(crate) fn read(text: &str) -> Option<Self> {
        parse_ports(text)
    }

    pub(crate) fn contains(self, port: u16) -> bool {
        (self.0..=self.1).contains(&port)
    }
}

impl Rule {
    /// Reads a rule for peers.
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let (host, ports) = split(text)?;
        let peers = match parse_net(host) {
            Some(net) => Peers::Net(net),
            None if is_name(host) => Peers::Name(normal(host)),
            None => return Err(malformed(text, "it has neither a name nor an address")),
        };
        let ports = Ports::read(ports).ok_or_else(|| malformed(text, "it has no port"))?;
        Ok(Self { peers, ports })
    }

    /// Reads a rule for the component's own address, which a name can't be.
    pub(crate) fn parse_own(text: &str) -> Result<Self, Error> {
        let rule = Self::parse(text)?;
        match rule.peers {
            Peers::Net(_) => Ok(rule),
            Peers::Name(_) => Err(malformed(text, "to listen there must be an address")),
        }
    }

    /// Whether a rule with an address covers `address`.
    pub(super) fn covers(&self, address: SocketAddr) -> bool {
        let Peers::Net(net) = &self.peers else {
            return false;
        };
        net.contains(&address.ip().to_canonical()) && self.ports.contains(address.port())
    }
}

/// A name as it is compared: without the root's dot, in lower case.
pub(crate) fn normal(name: &str) -> String {
    let name = name.strip_suffix('.').unwrap_or(name);
    name.trim_matches(['[', ']']).to_ascii_lowercase()
}

fn malformed(text: &str, why: &str) -> Error {
    Error::new(
        ErrorKind::BadGrant,
        format!("`{text}` can't be granted: {why}"),
    )
    .with_help("write a name or an address, a colon and a port: `example.org:443`, `10.0.0.0/8:5432`, `[::1]:80-90`, `192.0.2.7:*`")
}

/// The host and the port of a rule.
fn split(text: &str) -> Result<(&str, &str), Error> {
    if let Some(rest) = text.strip_prefix('[') {
        let inside = rest.split_once("]:");
        return inside.ok_or_else(|| malformed(text, "there is no `]:` after the address"));
    }
    match text.rsplit_once(':') {
        Some((host, _)) if host.contains(':') => {
            Err(malformed(text, "an address with colons stands in brackets"))
        }
        Some(split) => Ok(split),
        None => Err(malformed(text, "it has no port")),
    }
}

fn parse_net(host: &str) -> Option<IpNet> {
    match host {
        "*" => None,
        _ => host
            .parse::<IpNet>()
            .ok()
            .or_else(|| host.parse::<IpAddr>().ok().map(IpNet::from)),
    }
}

fn parse_ports(ports: &str) -> Option<Ports> {
    if ports == "*" {
        return Some(Ports(0, u16::MAX));
    }
    let (first, last) = ports.split_once('-').unwrap_or((ports, ports));
    let (first, last) = (first.parse().ok()?, last.parse().ok()?);
    (first <= last).then_some(Ports(first, last))
}

/// Whether it is a name, as far as that can be seen, and no address in any spelling.
pub(crate) fn is_name(host: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    let host = host.strip_suffix('.').unwrap_or(host);
    // What ends in a number is an address to some resolvers, as <https://url.spec.whatwg.org/#ends-in-a-number-checker> says.
    let is_number = |label: &str| {
        let hex = label.strip_prefix("0x").or(label.strip_prefix("0X"));
        match hex {
            Some(hex) => hex.bytes().all(|byte| byte.is_ascii_hexdigit()),
            None => label.bytes().all(|byte| byte.is_ascii_digit()),
        }
    };
    host.split('.').all(is_label) && !host.rsplit('.').next().is_some_and(is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_read() {
        let rule = Rule::parse("Example.org.:443").unwrap();
        assert_eq!(rule.peers, Peers::Name("example.org".into()));
        assert_eq!(rule.ports, Ports(443, 443));
        let rule = Rule::parse("[2001:db8::/32]:80-90").unwrap();
        assert_eq!(rule.peers, Peers::Net("2001:db8::/32".parse().unwrap()));
        assert_eq!(rule.ports, Ports(80, 90));
        assert!(Rule::parse_own("127.0.0.1:*").is_ok());
    }

    #[test]
    fn broken_rules_say_what_to_write() {
        for text in [
            "",
            "example.org",
            "example.org:",
            "example.org:http",
            "example.org:90-80",
            "example.org:70000",
            "::1:80",
            "[::1]",
            "[::1:80",
            "300.1.1.1:80",
            "10.0.0.0/33:80",
            "*:80",
            "a b:80",
        ] {
            let error = Rule::parse(text).unwrap_err();
            assert_eq!(*error.kind(), ErrorKind::BadGrant, "{text}");
            assert!(error.to_string().contains("example.org:443"), "{error}");
        }
        let error = Rule::parse_own("example.org:80").unwrap_err();
        assert!(error.to_string().contains("an address"), "{error}");
    }
}
