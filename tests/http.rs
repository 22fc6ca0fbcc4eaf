//! Requests to HTTP servers go where they may, and no further: real servers on this machine, and attackers on
//! both sides.

#[path = "support/server.rs"]
mod server;

use std::io::Write as _;
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use futures::channel::oneshot;
use futures::executor::block_on;
use futures::future::{Either, select};
use server::{Authority, Server};
use wittgen::{Area, Builder, Cancel, ErrorKind, Http};
use wittgen_tests::answer;
use wittgen_tests::client::Client;
use wittgen_tests::client::requests::{Patience, Response};

#[track_caller]
fn load(builder: Builder<Client>) -> Client {
    builder.load(wittgen_test_guests::CLIENT_PATH).unwrap()
}

mod asynchronous {
    #![allow(missing_docs)]
    wittgen::bindgen!({ path: "../wit/client-async", world: "client-async" });
}

use asynchronous::ClientAsync;

#[track_caller]
fn load_async(builder: Builder<ClientAsync>) -> ClientAsync {
    builder
        .load(wittgen_test_guests::CLIENT_ASYNC_PATH)
        .unwrap()
}

const PATIENCE: Patience = Patience {
    connect: None,
    first_byte: None,
    between_bytes: None,
};

#[track_caller]
fn request(client: &Client, method: &str, url: &str) -> Result<Response, String> {
    let (scheme, rest) = url.split_once("://").unwrap();
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let path = if path.is_empty() { "/" } else { path };
    answer(client.send(method, scheme, authority, path, &[], b"", PATIENCE))
}

#[track_caller]
fn get(client: &Client, url: &str) -> Result<Response, String> {
    request(client, "GET", url)
}

/// The text of a page.
#[track_caller]
fn text(result: Result<Response, String>) -> String {
    String::from_utf8(result.unwrap().body).unwrap()
}

#[track_caller]
fn fails<T: std::fmt::Debug>(result: Result<T, String>, how: &str) {
    let error = result.unwrap_err();
    assert!(error.contains(how), "{error} instead of {how}");
}

const DENIED: &str = "HttpRequestDenied";

#[test]
fn nobody_is_asked_without_a_grant() {
    let server = Server::start();
    let client = load(Client::builder());
    fails(get(&client, &server.url()), DENIED);
    fails(get(&client, "https://example.org"), DENIED);
    assert_eq!(server.requests(), Vec::<String>::new());
}

#[test]
fn a_granted_server_answers() {
    let (granted, other) = (Server::start(), Server::start());
    let client = load(Client::builder().http(granted.url()));
    assert_eq!(text(get(&client, &granted.url())), "GET /");
    assert_eq!(
        text(get(&client, &format!("{}/a/b?c=d", granted.url()))),
        "GET /a/b?c=d"
    );
    let sent = client.send(
        "POST",
        "http",
        &granted.authority(),
        "/",
        &[("x-colour", b"red")],
        b"hello",
        PATIENCE,
    );
    let sent = answer(sent).unwrap();
    assert_eq!(sent.body, b"POST / red hello");
    assert!(
        sent.headers
            .iter()
            .any(|(name, value)| name == "x-served" && value == b"yes")
    );
    fails(get(&client, &other.url()), DENIED);
    fails(
        get(&client, &granted.url().replace("http", "https")),
        DENIED,
    );
    assert_eq!(other.requests(), Vec::<String>::new());
}

#[test]
fn methods_and_paths_are_granted_by_themselves() {
    let server = Server::start();
    let url = server.url();
    let rule = Http::to(format!("{url}/v1/*")).methods(["GET", "DELETE"]);
    let client = load(Client::builder().http(rule));
    assert_eq!(text(get(&client, &format!("{url}/v1/x"))), "GET /v1/x");
    assert_eq!(
        text(request(&client, "DELETE", &format!("{url}/v1/x"))),
        "DELETE /v1/x"
    );
    fails(request(&client, "POST", &format!("{url}/v1/x")), DENIED);
    fails(request(&client, "get", &format!("{url}/v1/x")), DENIED);
    for path in [
        "/",
        "/v2",
        "/v1/../v2",
        "/v1/%2e%2e/v2",
        "/v1/..%2Fv2",
        "/v1//..//v2",
    ] {
        fails(get(&client, &format!("{url}{path}")), DENIED);
    }
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn a_tunnel_is_never_opened() {
    let server = Server::start();
    let client = load(Client::builder().http(server.url()));
    fails(
        request(&client, "CONNECT", &server.url()),
        "HttpRequestMethodInvalid",
    );
    assert_eq!(server.requests(), Vec::<String>::new());
}

#[test]
fn a_name_does_not_lead_to_the_machine_itself() {
    let server = Server::start();
    let port = server.port();
    let named = format!("http://localhost:{port}");
    let client = load(Client::builder().http(&named));
    fails(get(&client, &named), "DestinationIpProhibited");
    assert_eq!(server.requests(), Vec::<String>::new());
    // With the address granted too, the name leads there.
    let client = load(Client::builder().http(&named).http(server.url()));
    assert_eq!(text(get(&client, &named)), "GET /");
    let client = load(Client::builder().http(&named).tcp(server.authority()));
    assert_eq!(text(get(&client, &named)), "GET /");
}

#[test]
fn an_address_has_one_spelling() {
    let server = Server::start();
    let port = server.port();
    let disguises = [
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "017700000001",
        "0177.0.0.1",
        "127.1",
        "127.0.1",
        "[::1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "0.0.0.0",
        "localhost.",
        "①②⑦.0.0.1",
    ];
    // Every name is granted, and none of these is one that leads outside.
    let client = load(Client::builder().http("http://*:*"));
    for host in disguises {
        let url = format!("http://{host}:{port}");
        assert!(get(&client, &url).is_err(), "{host}");
    }
    assert_eq!(server.requests(), Vec::<String>::new());
    // The address is the same in the forms of IPv6.
    let client = load(Client::builder().http(server.url()));
    let mapped = format!("http://[::ffff:127.0.0.1]:{port}");
    assert_eq!(text(get(&client, &mapped)), "GET /");
}

#[test]
fn a_users_name_hides_no_host() {
    let (granted, other) = (Server::start(), Server::start());
    let client = load(Client::builder().http(granted.url()));
    let (granted_at, other_at) = (granted.authority(), other.authority());
    for authority in [
        format!("{granted_at}@{other_at}"),
        format!("user:pass@{granted_at}"),
        format!("{other_at}@{granted_at}"),
        format!("{granted_at}#@{other_at}"),
        format!("{granted_at}/@{other_at}"),
        format!("{other_at}\\@{granted_at}"),
        format!("{granted_at} {other_at}"),
        String::new(),
        ":80".to_string(),
    ] {
        let sent = client.send("GET", "http", &authority, "/", &[], b"", PATIENCE);
        assert!(answer(sent).is_err(), "{authority}");
    }
    assert_eq!(granted.requests(), Vec::<String>::new());
    assert_eq!(other.requests(), Vec::<String>::new());
}

#[test]
fn a_request_is_one_request() {
    let server = Server::start();
    let client = load(Client::builder().http(server.url()));
    let authority = server.authority();
    let send = |method: &str, path: &str, name: &str, value: &[u8]| {
        let headers: &[(&str, &[u8])] = if name.is_empty() {
            &[]
        } else {
            &[(name, value)]
        };
        let sent = client.send(method, "http", &authority, path, headers, b"", PATIENCE);
        answer(sent)
    };
    assert!(send("GET", "/", "x-a", b"1\r\nGET /evil HTTP/1.1").is_err());
    assert!(send("GET", "/", "x-a", b"1\nx-b: 2").is_err());
    assert!(send("GET", "/", "x-a\r\nx-b", b"1").is_err());
    assert!(send("GET", "/ HTTP/1.1\r\nhost: evil\r\n\r\n", "", b"").is_err());
    assert!(send("GET /evil HTTP/1.1\r\n\r\nGET", "/", "", b"").is_err());
    assert!(send("GET", "http://evil.example/", "", b"").is_err());
    // How a message is framed, and whom it is for, is not the component's to say.
    for (name, value) in [
        ("host", "evil.example"),
        ("Transfer-Encoding", "chunked"),
        ("connection", "upgrade"),
        ("upgrade", "websocket"),
    ] {
        assert!(send("GET", "/", name, value.as_bytes()).is_err(), "{name}");
    }
    assert!(send("POST", "/", "content-length", b"7").is_err());
    let (requests, seen) = (server.requests(), server.hosts());
    assert!(
        requests.iter().all(|request| request == "POST /"),
        "{requests:?}"
    );
    assert!(seen.iter().all(|host| *host == authority), "{seen:?}");
}

#[test]
fn a_redirect_is_a_request_of_its_own() {
    let (granted, other) = (Server::start(), Server::start());
    let client = load(Client::builder().http(granted.url()));
    let follow = |path: String| answer(client.follow("http", &granted.authority(), &path));
    assert_eq!(
        text(follow(format!("/redirect/{}/there", granted.url()))),
        "GET /there"
    );
    fails(follow(format!("/redirect/{}/there", other.url())), DENIED);
    fails(
        follow("/redirect/http://169.254.169.254/latest/meta-data".into()),
        DENIED,
    );
    assert_eq!(other.requests(), Vec::<String>::new());
}

#[test]
fn bodies_are_as_large_as_they_may_be() {
    let server = Server::start();
    let rule = Http::to(server.url())
        .request_limit(10_000)
        .response_limit(10_000);
    let client = load(Client::builder().http(rule));
    let page = |path: &str| get(&client, &format!("{}{path}", server.url()));
    assert_eq!(page("/bytes/10000").unwrap().body.len(), 10_000);
    // By what the server announces, and by what comes.
    fails(page("/bytes/10001"), "HttpResponseBodySize(Some(10001))");
    fails(page("/chunks/100000"), "HttpResponseBodySize");
    fails(page("/endless"), "HttpResponseBodySize");
    let send = |bytes: usize, announced: bool| {
        let len = bytes.to_string();
        let headers: &[(&str, &[u8])] = &[("content-length", len.as_bytes())];
        let headers = if announced { headers } else { &[] };
        let body = vec![b'x'; bytes];
        let sent = client.send(
            "POST",
            "http",
            &server.authority(),
            "/",
            headers,
            &body,
            PATIENCE,
        );
        answer(sent)
    };
    assert_eq!(send(9_000, true).unwrap().status, 200);
    fails(send(10_001, true), "HttpRequestBodySize(Some(10001))");
    fails(send(100_000, false), "HttpRequestBodySize");
    fails(
        answer(client.upload(&server.authority(), 1 << 30)),
        "HttpRequestBodySize",
    );
}

#[test]
fn waiting_ends_when_the_component_says() {
    let server = Server::start();
    let client = load(Client::builder().http(server.url()));
    let begun = Instant::now();
    let send = |path: &str, patience: Patience| {
        let sent = client.send("GET", "http", &server.authority(), path, &[], b"", patience);
        answer(sent)
    };
    let first = Patience {
        first_byte: Some(100),
        ..PATIENCE
    };
    fails(send("/silent", first), "ConnectionReadTimeout");
    let between = Patience {
        between_bytes: Some(100),
        ..PATIENCE
    };
    fails(send("/stall", between), "ConnectionReadTimeout");
    assert!(begun.elapsed() < Duration::from_secs(30));
    // The instance goes on.
    assert_eq!(text(get(&client, &server.url())), "GET /");
}

#[test]
fn waiting_ends_when_the_call_has_to() {
    let server = Server::start();
    for path in ["/silent", "/stall", "/drip"] {
        let deadline = Duration::from_millis(500);
        let client = load(Client::builder().http(server.url()).deadline(deadline));
        let begun = Instant::now();
        let sent = client.send("GET", "http", &server.authority(), path, &[], b"", PATIENCE);
        let error = sent.unwrap_err();
        let error = error.host().expect("the host ends it");
        assert_eq!(*error.kind(), ErrorKind::Deadline, "{error}");
        assert!(begun.elapsed() < Duration::from_secs(30));
    }
    let cancel = Cancel::new();
    let client = load(Client::builder().http(server.url()).cancel(&cancel));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            server
                .wait_until(|requests| requests.iter().any(|(r, _)| r == "GET /cancelled/silent"));
            cancel.cancel();
        });
        let path = "/cancelled/silent";
        let sent = client.send("GET", "http", &server.authority(), path, &[], b"", PATIENCE);
        let error = sent.unwrap_err();
        assert_eq!(*error.host().unwrap().kind(), ErrorKind::Cancelled);
    });
}

#[test]
fn broken_servers_are_told_apart() {
    let server = Server::start();
    let client = load(
        Client::builder()
            .http(server.url())
            .http("http://127.0.0.1:1"),
    );
    let page = |path: &str| get(&client, &format!("{}{path}", server.url()));
    fails(page("/hang-up"), "HttpResponseIncomplete");
    fails(page("/garbage"), "HttpProtocolError");
    fails(page("/cut-short"), "HttpResponseIncomplete");
    assert!(page("/huge-headers").is_err());
    fails(get(&client, "http://127.0.0.1:1"), "ConnectionRefused");
    let client = load(Client::builder().http("http://*"));
    fails(get(&client, "http://nobody.invalid"), "DnsError");
}

#[test]
fn tls_is_checked() {
    let authority = Authority::new();
    let server = Server::start_tls(&authority, &["localhost", "127.0.0.1"]);
    let wrong_name = Server::start_tls(&authority, &["example.org"]);
    let named = format!("https://localhost:{}", server.port());
    // Nobody vouches for the server.
    let client = load(Client::builder().http(server.url()));
    fails(get(&client, &server.url()), "TlsCertificateError");
    let client = load(
        Client::builder()
            .http(server.url())
            .http(wrong_name.url())
            .http(&named)
            .http_root_certificate(authority.pem()),
    );
    assert_eq!(text(get(&client, &server.url())), "GET /");
    assert_eq!(text(get(&client, &format!("{named}/x"))), "GET /x");
    fails(get(&client, &wrong_name.url()), "TlsCertificateError");
    // A server without TLS.
    let plain = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", plain.local_addr().unwrap());
    let (done, wait) = std::sync::mpsc::channel::<()>();
    let server = std::thread::spawn(move || {
        let (mut stream, _) = plain.accept().unwrap();
        let text = b"HTTP/1.1 400 Bad Request\r\n\r\n";
        stream.write_all(text).unwrap();
        // It stays until the client has read that.
        wait.recv().unwrap_err();
    });
    let client = load(Client::builder().http(&url));
    fails(get(&client, &url), "TlsProtocolError");
    drop(done);
    server.join().unwrap();
}

#[test]
fn what_was_refused_is_told() {
    let told = Arc::new(Mutex::new(Vec::new()));
    let tell = Arc::clone(&told);
    let client = load(Client::builder().on_denied(move |denied| {
        assert_eq!(denied.area(), Area::Http);
        tell.lock().unwrap().push(denied.what().to_string());
    }));
    fails(get(&client, "https://example.org/x"), DENIED);
    assert_eq!(
        *told.lock().unwrap(),
        ["the HTTP request `GET https://example.org/x`"]
    );
    // A component that can't do without says why it ended, and the host what would help.
    let error = client.insist("127.0.0.1:1").unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Trap);
    let help = error.help().unwrap();
    assert!(
        help.contains("`GET http://127.0.0.1:1/` was not granted"),
        "{help}"
    );
    assert!(help.contains("Builder::http"), "{help}");
}

#[test]
fn a_rule_that_is_none_is_refused_at_load() {
    for (builder, wrong) in [
        (Client::builder().http("example.org"), "`example.org`"),
        (
            Client::builder().http("https://10.0.0.0/8"),
            "`https://10.0.0.0/8`",
        ),
        (
            Client::builder().http_root_certificate("not a certificate"),
            "no certificate",
        ),
    ] {
        let error = builder
            .load(wittgen_test_guests::CLIENT_PATH)
            .err()
            .unwrap();
        assert_eq!(*error.kind(), ErrorKind::BadGrant);
        assert!(error.to_string().contains(wrong), "{error}");
        assert!(error.help().is_some());
    }
}

#[test]
fn many_threads_ask_at_a_time() {
    let server = Server::start();
    let client = load(Client::builder().http(server.url()).pool(4));
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let (client, server) = (&client, &server);
            scope.spawn(move || {
                for number in 0..10 {
                    let path = format!("/{thread}/{number}");
                    let page = get(client, &format!("{}{path}", server.url()));
                    assert_eq!(text(page), format!("GET {path}"));
                }
            });
        }
    });
    assert_eq!(server.requests().len(), 80);
}

/// What a function of the asynchronous component returned, as text.
#[track_caller]
fn fetch(client: &ClientAsync, method: &str, url: &str, body: &[u8]) -> Result<String, String> {
    let (authority, path) = url
        .strip_prefix("http://")
        .unwrap()
        .split_once('/')
        .unwrap();
    let (method, path) = (method.to_string(), format!("/{path}"));
    let fetched = client.fetch(method, authority.to_string(), path, body.to_vec());
    let page = answer(block_on(fetched))?;
    Ok(String::from_utf8_lossy(&page.1).into_owned())
}

#[test]
fn wasi_0_3_has_the_same_rules() {
    let (granted, other) = (Server::start(), Server::start());
    let rule = Http::to(granted.url())
        .methods(["GET", "POST"])
        .request_limit(10_000)
        .response_limit(10_000);
    let named = format!("http://localhost:{}", other.port());
    let client = load_async(ClientAsync::builder().http(rule).http(&named));
    let at = |path: &str| format!("{}{path}", granted.url());
    assert_eq!(
        fetch(&client, "GET", &at("/a?b"), b""),
        Ok("GET /a?b".into())
    );
    assert_eq!(
        fetch(&client, "POST", &at("/"), b"hello"),
        Ok("POST /  hello".into())
    );
    for (method, url) in [
        ("DELETE", at("/")),
        ("GET", format!("{}/", other.url())),
        ("GET", "http://169.254.169.254/".to_string()),
        ("GET", "http://2130706433/".to_string()),
    ] {
        let error = fetch(&client, method, &url, b"").unwrap_err();
        let is_refused = error.contains("HttpRequestDenied") || error.contains("UriInvalid");
        assert!(is_refused, "{error}");
    }
    fails(
        fetch(&client, "GET", &format!("{named}/"), b""),
        "IpProhibited",
    );
    fails(
        fetch(&client, "GET", &at("/endless"), b""),
        "HttpResponseBodySize",
    );
    fails(
        fetch(&client, "POST", &at("/"), &[b'x'; 100_000]),
        "HttpRequestBodySize",
    );
    fails(
        fetch(&client, "GET", &at("/hang-up"), b""),
        "HttpResponseIncomplete",
    );
    assert_eq!(other.requests(), Vec::<String>::new());
}

#[test]
fn an_asynchronous_component_asks_many_at_a_time() {
    let server = Server::start();
    let client = load_async(ClientAsync::builder().http(server.url()));
    let paths: Vec<String> = (0..20).map(|number| format!("/{number}")).collect();
    let answered = block_on(client.fetch_all(server.authority(), paths));
    assert_eq!(answered.unwrap(), 20);
}

#[test]
fn connections_are_counted() {
    let server = Server::start();
    let client = load_async(ClientAsync::builder().http(server.url()));
    // These get no answer until the client has had enough.
    let paths: Vec<String> = (0..200).map(|number| format!("/{number}/silent")).collect();
    let (stop, stopped) = oneshot::channel::<()>();
    std::thread::scope(|scope| {
        let (client, authority) = (&client, server.authority());
        scope.spawn(move || {
            let asking = std::pin::pin!(client.fetch_all(authority, paths));
            let ended = block_on(select(asking, stopped));
            assert!(matches!(ended, Either::Right(_)), "they wait");
        });
        server.wait_until(|requests| requests.len() >= 128);
        stop.send(()).unwrap();
    });
    assert_eq!(server.requests().len(), 128);
}

#[test]
fn an_asynchronous_call_waits_no_longer_than_it_may() {
    let server = Server::start();
    let deadline = Duration::from_millis(500);
    for path in ["/silent", "/stall"] {
        let client = load_async(ClientAsync::builder().http(server.url()).deadline(deadline));
        let begun = Instant::now();
        let fetched = client.fetch("GET".into(), server.authority(), path.into(), vec![]);
        let error = block_on(fetched).unwrap_err();
        let error = error.host().expect("the host ends it");
        assert_eq!(*error.kind(), ErrorKind::Deadline, "{error}");
        assert!(begun.elapsed() < Duration::from_secs(30));
    }
}
