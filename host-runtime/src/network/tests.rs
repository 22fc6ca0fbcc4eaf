//! Rules, held against addresses and names.

use super::*;

fn network(tcp: &[&str], listen: &[&str]) -> Network {
    let own = |rules: &[&str]| rules.iter().map(ToString::to_string).collect();
    let grants = NetworkGrants {
        tcp: own(tcp),
        listen_tcp: own(listen),
        ..NetworkGrants::default()
    };
    Network::new(Arc::new(grants.read().unwrap()), Arc::default())
}

fn connects(network: &Network, address: &str) -> bool {
    network.allows(address.parse().unwrap(), SocketAddrUse::TcpConnect)
}

#[test]
fn nothing_is_reached_without_a_rule() {
    let none = Network::default();
    for reason in [
        SocketAddrUse::TcpBind,
        SocketAddrUse::TcpListen,
        SocketAddrUse::TcpAccept,
        SocketAddrUse::TcpConnect,
        SocketAddrUse::UdpBind,
        SocketAddrUse::UdpSend,
        SocketAddrUse::UdpReceive,
    ] {
        assert!(
            !none.allows("0.0.0.0:0".parse().unwrap(), reason),
            "{reason:?}"
        );
        assert!(
            !none.allows("8.8.8.8:53".parse().unwrap(), reason),
            "{reason:?}"
        );
    }
    assert!(!none.may_resolve("example.org"));
}

#[test]
fn addresses_and_ports_are_compared() {
    let rules = network(
        &["10.0.0.0/8:5432", "[2001:db8::/32]:80-90", "192.0.2.7:*"],
        &[],
    );
    assert!(connects(&rules, "10.1.2.3:5432"));
    assert!(connects(&rules, "[::ffff:10.1.2.3]:5432"));
    assert!(!connects(&rules, "10.1.2.3:5433"));
    assert!(!connects(&rules, "11.1.2.3:5432"));
    assert!(connects(&rules, "[2001:db8::1]:90"));
    assert!(!connects(&rules, "[2001:db8::1]:91"));
    assert!(connects(&rules, "192.0.2.7:1"));
    // An unbound socket gets any free port, and can't be listened on.
    let any = "0.0.0.0:0".parse().unwrap();
    assert!(rules.allows(any, SocketAddrUse::TcpBind));
    assert!(!rules.allows(any, SocketAddrUse::TcpListen));
}

#[test]
fn a_name_is_what_it_was_resolved_to() {
    let rules = network(&["example.org:443"], &[]);
    assert!(!connects(&rules, "93.184.215.14:443"));
    assert!(rules.may_resolve("EXAMPLE.org."));
    assert!(!rules.may_resolve("example.com") && !rules.may_resolve("127.0.0.1"));
    assert!(rules.resolve("Example.org", "93.184.215.14".parse().unwrap()));
    assert!(connects(&rules, "93.184.215.14:443"));
    assert!(!connects(&rules, "93.184.215.14:80"));
}

#[test]
fn a_name_never_leads_inside() {
    let rules = network(&["rebound.example:80"], &[]);
    for inside in [
        "127.0.0.1",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
    ] {
        let address: IpAddr = inside.parse().unwrap();
        assert!(!rules.resolve("rebound.example", address), "{inside}");
        assert!(!rules.allows(SocketAddr::new(address, 80), SocketAddrUse::TcpConnect));
    }
    // Unless an address rule says so.
    let rules = network(&["rebound.example:80", "127.0.0.1:80"], &[]);
    assert!(rules.resolve("rebound.example", "127.0.0.1".parse().unwrap()));
    assert!(connects(&rules, "127.0.0.1:80"));
}

#[test]
fn listening_is_granted_by_address() {
    let rules = network(&[], &["127.0.0.1:8080"]);
    let allows = |address: &str, reason| rules.allows(address.parse().unwrap(), reason);
    assert!(allows("127.0.0.1:8080", SocketAddrUse::TcpBind));
    assert!(allows("127.0.0.1:8080", SocketAddrUse::TcpListen));
    assert!(!allows("0.0.0.0:8080", SocketAddrUse::TcpListen));
    assert!(!allows("127.0.0.1:8080", SocketAddrUse::TcpConnect));
    assert!(allows("203.0.113.9:40000", SocketAddrUse::TcpAccept));
}
