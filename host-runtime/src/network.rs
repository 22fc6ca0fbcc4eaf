//! What a component may reach over the network: nothing, or the peers that rules name.
//!
//! ```text
//! "example.org:443"  ──► Rule { peers: Name, ports }
//! resolve-addresses("example.org")  ──► a rule names it? ──► the system's resolver ──► addresses the rule now covers
//! connect(93.184.215.14:443)        ──► an address rule covers it, or a name rule that the name was resolved for
//! ```
//!
//! A name stands for the addresses that the component got when it asked for it, and never for one inside: neither loopback,
//! private, link-local nor other special addresses are given out for a name, so whoever runs the name's
//! server can't lead a component back into the host's own network. An address rule can grant those. Other names
//! can't be looked up at all, since a look-up tells the name to strangers.
//!
//! wasmtime-wasi implements the sockets. Its check of addresses asks here, and two of its functions for
//! look-ups are put behind ours.

mod address;
mod lookup;
mod rule;

pub(crate) use address::is_inside;
pub(crate) use lookup::add_to_linker;
pub(crate) use rule::Rule;
#[cfg(feature = "http")]
pub(crate) use rule::{Ports, is_name, normal};

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use wasmtime_wasi::WasiCtxBuilder;
use wasmtime_wasi::sockets::SocketAddrUse;

use rule::Peers;

use crate::denial::Denials;
use crate::{Area, Error};

/// The rules of a component.
#[derive(Clone, Debug, Default)]
pub(crate) struct NetworkGrants {
    pub(crate) tcp: Vec<String>,
    pub(crate) udp: Vec<String>,
    pub(crate) listen_tcp: Vec<String>,
    pub(crate) listen_udp: Vec<String>,
}

/// The rules as they were read, once for all instances of a component.
#[derive(Debug, Default)]
pub(crate) struct Rules {
    tcp: Vec<Rule>,
    udp: Vec<Rule>,
    listen_tcp: Vec<Rule>,
    listen_udp: Vec<Rule>,
}

/// What an instance may reach.
#[derive(Debug, Default)]
pub(crate) struct Network {
    rules: Arc<Rules>,
    /// The addresses that names were resolved to, by the names as the rules have them.
    resolved: Mutex<HashMap<String, HashSet<IpAddr>>>,
    denials: Arc<Denials>,
}

impl NetworkGrants {
    fn lists(&self) -> [(&'static str, &[String]); 4] {
        [
            ("tcp to", &self.tcp),
            ("udp to", &self.udp),
            ("tcp at", &self.listen_tcp),
            ("udp at", &self.listen_udp),
        ]
    }

    /// Whether there is no rule.
    pub(crate) fn is_empty(&self) -> bool {
        self.lists().iter().all(|(_, rules)| rules.is_empty())
    }

    /// Reads the rules.
    pub(crate) fn read(&self) -> Result<Rules, Error> {
        type List = Result<Vec<Rule>, Error>;
        let read =
            |rules: &[String]| -> List { rules.iter().map(|rule| Rule::parse(rule)).collect() };
        let listen =
            |rules: &[String]| -> List { rules.iter().map(|rule| Rule::parse_own(rule)).collect() };
        Ok(Rules {
            tcp: read(&self.tcp)?,
            udp: read(&self.udp)?,
            listen_tcp: listen(&self.listen_tcp)?,
            listen_udp: listen(&self.listen_udp)?,
        })
    }
}

impl fmt::Display for NetworkGrants {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (what, rules) in self.lists() {
            for rule in rules {
                writeln!(f, "network {what} {rule}")?;
            }
        }
        Ok(())
    }
}

impl Rules {
    /// Whether a rule for TCP names an address and port.
    #[cfg(feature = "http")]
    pub(crate) fn covers_tcp(&self, address: SocketAddr) -> bool {
        self.tcp.iter().any(|rule| rule.covers(address))
    }
}

impl Network {
    /// What one instance may reach, with nothing resolved yet.
    pub(crate) fn new(rules: Arc<Rules>, denials: Arc<Denials>) -> Self {
        Self {
            rules,
            denials,
            resolved: Mutex::default(),
        }
    }

    /// Lets wasmtime-wasi ask here.
    pub(crate) fn apply(self: &Arc<Self>, builder: &mut WasiCtxBuilder) {
        let has_tcp = !self.rules.tcp.is_empty() || !self.rules.listen_tcp.is_empty();
        let has_udp = !self.rules.udp.is_empty() || !self.rules.listen_udp.is_empty();
        builder.allow_tcp(has_tcp).allow_udp(has_udp);
        let mut outgoing = self.rules.tcp.iter().chain(&self.rules.udp);
        builder.allow_ip_name_lookup(outgoing.next().is_some());
        let network = Arc::clone(self);
        builder.socket_addr_check(move |address, reason| {
            let allowed = network.allows(address, reason);
            if !allowed {
                network
                    .denials
                    .note(Area::Network, describe(address, reason));
            }
            Box::pin(async move { allowed })
        });
    }

    /// Whether an address may be used like this.
    fn allows(&self, address: SocketAddr, reason: SocketAddrUse) -> bool {
        let outgoing = |rules: &[Rule]| rules.iter().any(|rule| self.reaches(rule, address));
        let own = |rules: &[Rule]| rules.iter().any(|rule| rule.covers(address));
        // A socket has an address of its own before it reaches for another's.
        let is_any = address.ip().is_unspecified() && address.port() == 0;
        match reason {
            SocketAddrUse::TcpConnect => outgoing(&self.rules.tcp),
            SocketAddrUse::TcpBind => {
                is_any && !self.rules.tcp.is_empty() || own(&self.rules.listen_tcp)
            }
            SocketAddrUse::TcpListen => own(&self.rules.listen_tcp),
            SocketAddrUse::TcpAccept => !self.rules.listen_tcp.is_empty(),
            SocketAddrUse::UdpBind => {
                is_any && !self.rules.udp.is_empty() || own(&self.rules.listen_udp)
            }
            // Whoever listens answers whom it hears.
            SocketAddrUse::UdpSend | SocketAddrUse::UdpReceive => {
                outgoing(&self.rules.udp) || !self.rules.listen_udp.is_empty()
            }
        }
    }

    /// Whether a rule for peers covers an address now.
    fn reaches(&self, rule: &Rule, address: SocketAddr) -> bool {
        let Peers::Name(name) = &rule.peers else {
            return rule.covers(address);
        };
        let resolved = self.resolved.lock().unwrap_or_else(PoisonError::into_inner);
        rule.ports.contains(address.port())
            && resolved
                .get(name)
                .is_some_and(|addresses| addresses.contains(&address.ip().to_canonical()))
    }

    /// Whether a name, or an address in its place, may be looked up. What may not is noted.
    pub(crate) fn may_resolve(&self, name: &str) -> bool {
        let may = self.names(name);
        if !may {
            self.denials
                .note(Area::Network, format!("the look-up of `{name}`"));
        }
        may
    }

    fn names(&self, name: &str) -> bool {
        let name = rule::normal(name);
        let literal: Option<IpAddr> = name.parse().ok();
        self.rules
            .tcp
            .iter()
            .chain(&self.rules.udp)
            .any(|rule| match (&rule.peers, literal) {
                (Peers::Name(known), None) => *known == name,
                (Peers::Net(net), Some(ip)) => net.contains(&ip.to_canonical()),
                _ => false,
            })
    }

    /// Notes that a name was resolved to an address. Whether the component may have it.
    pub(crate) fn resolve(&self, name: &str, address: IpAddr) -> bool {
        let (name, address) = (rule::normal(name), address.to_canonical());
        let granted = self
            .rules
            .tcp
            .iter()
            .chain(&self.rules.udp)
            .any(|rule| matches!(&rule.peers, Peers::Net(net) if net.contains(&address)));
        if granted {
            return true;
        }
        if is_inside(address) || name.parse::<IpAddr>().is_ok() {
            let what = format!("the name `{name}`, which leads inside, to {address},");
            self.denials.note(Area::Network, what);
            return false;
        }
        let mut resolved = self.resolved.lock().unwrap_or_else(PoisonError::into_inner);
        resolved.entry(name).or_default().insert(address);
        true
    }
}

/// What was asked for, in words.
fn describe(address: SocketAddr, reason: SocketAddrUse) -> String {
    match reason {
        SocketAddrUse::TcpConnect => format!("a TCP connection to {address}"),
        SocketAddrUse::TcpBind | SocketAddrUse::TcpListen => format!("TCP at {address}"),
        SocketAddrUse::TcpAccept => format!("a TCP connection from {address}"),
        SocketAddrUse::UdpBind => format!("UDP at {address}"),
        SocketAddrUse::UdpSend | SocketAddrUse::UdpReceive => format!("UDP to {address}"),
    }
}

#[cfg(test)]
mod tests;
