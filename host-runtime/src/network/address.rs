//! Which addresses are somebody's own network and not the internet.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether an address is special: of the machine itself, of its network, or of nobody.
///
/// By the registries of special-purpose addresses, <https://www.iana.org/assignments/iana-ipv4-special-registry> and
/// <https://www.iana.org/assignments/iana-ipv6-special-registry>: all that are not globally reachable.
pub(crate) fn is_inside(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => is_inside_v4(v4),
        IpAddr::V6(v6) => is_inside_v6(v6),
    }
}

fn is_inside_v4(v4: Ipv4Addr) -> bool {
    let [a, b, c, _] = v4.octets();
    v4.is_private()
        || v4.is_loopback()
        || v4.is_link_local()
        || v4.is_broadcast()
        || v4.is_documentation()
        || v4.is_multicast()
        || a == 0
        // Carriers' networks, benchmarks, protocol assignments, and what is reserved.
        || a == 100 && (64..128).contains(&b)
        || a == 198 && (18..20).contains(&b)
        || (a, b, c) == (192, 0, 0)
        || (a, b, c) == (192, 88, 99)
        || a >= 240
}

fn is_inside_v6(v6: Ipv6Addr) -> bool {
    let segments = v6.segments();
    let [a, b, ..] = segments;
    let embedded = |high: u16, low: u16| {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        is_inside_v4(Ipv4Addr::new(a, b, c, d))
    };
    v6.is_loopback()
        || v6.is_unspecified()
        || v6.is_multicast()
        // Unique local, link-local, and site-local as it once was.
        || a & 0xfe00 == 0xfc00
        || a & 0xffc0 == 0xfe80
        || a & 0xffc0 == 0xfec0
        // Documentation, discarding, and what is embedded in IPv4-compatible and translated addresses.
        || (a, b) == (0x2001, 0x0db8)
        || (a, b) == (0x3fff, 0) || a == 0x3fff && b < 0x1000
        || segments[..4] == [0x0100, 0, 0, 0]
        || segments[..6] == [0; 6] && embedded(segments[6], segments[7])
        || segments[..6] == [0x64, 0xff9b, 0, 0, 0, 0] && embedded(segments[6], segments[7])
        || (a, b, segments[2]) == (0x64, 0xff9b, 1)
        || a == 0x2002 && embedded(b, segments[2])
        // Teredo and other assignments of protocols.
        || a == 0x2001 && b < 0x200
}
