//! Patterns, held against requests.

use super::*;
use crate::http::target::Peer;

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
