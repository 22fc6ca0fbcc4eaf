//! HTTP servers of the standard library alone, on threads, with and without TLS; some of their pages misbehave.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// Longer than any test waits.
const LONG: Duration = Duration::from_secs(600);

/// Who vouches for servers.
pub(crate) struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    pub(crate) fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        Self(CertifiedIssuer::self_signed(params, key).unwrap())
    }

    /// Its certificate.
    pub(crate) fn pem(&self) -> String {
        self.0.pem()
    }

    fn config(&self, names: &[&str]) -> Arc<ServerConfig> {
        let names: Vec<String> = names.iter().map(ToString::to_string).collect();
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(names).unwrap();
        let certificate = params.signed_by(&key, &self.0).unwrap();
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key);
        Arc::new(config.unwrap())
    }
}

/// What a server was asked: `GET /`, and the host that the request was for.
#[derive(Default)]
struct Seen {
    requests: Mutex<Vec<(String, String)>>,
    news: Condvar,
}

/// A server that runs until the process ends.
pub(crate) struct Server {
    address: SocketAddr,
    scheme: &'static str,
    seen: Arc<Seen>,
}

impl Server {
    /// A server without TLS.
    pub(crate) fn start() -> Self {
        Self::start_with(None)
    }

    /// A server with a certificate for `names`.
    pub(crate) fn start_tls(authority: &Authority, names: &[&str]) -> Self {
        Self::start_with(Some(authority.config(names)))
    }

    fn start_with(tls: Option<Arc<ServerConfig>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let seen: Arc<Seen> = Arc::default();
        let scheme = if tls.is_some() { "https" } else { "http" };
        let for_threads = Arc::clone(&seen);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (stream, tls) = (stream.unwrap(), tls.clone());
                let seen = Arc::clone(&for_threads);
                // Whoever hangs up is the test's business.
                thread::spawn(move || match tls {
                    None => serve(stream, &seen),
                    Some(config) => {
                        let session = ServerConnection::new(config).unwrap();
                        serve(StreamOwned::new(session, stream), &seen)
                    }
                });
            }
        });
        Self {
            address,
            scheme,
            seen,
        }
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    /// `127.0.0.1:4711`
    pub(crate) fn authority(&self) -> String {
        self.address.to_string()
    }

    /// `http://127.0.0.1:4711`
    pub(crate) fn url(&self) -> String {
        format!("{}://{}", self.scheme, self.address)
    }

    /// The requests so far: `GET /`.
    pub(crate) fn requests(&self) -> Vec<String> {
        let seen = self.seen.requests.lock().unwrap();
        seen.iter().map(|(request, _)| request.clone()).collect()
    }

    /// Whom they were for.
    pub(crate) fn hosts(&self) -> Vec<String> {
        let seen = self.seen.requests.lock().unwrap();
        seen.iter().map(|(_, host)| host.clone()).collect()
    }

    /// Waits until what it was asked, each with whom it was for, is enough.
    pub(crate) fn wait_until(&self, is_enough: impl Fn(&[(String, String)]) -> bool) {
        let seen = self.seen.requests.lock().unwrap();
        drop(
            self.seen
                .news
                .wait_while(seen, |seen| !is_enough(seen))
                .unwrap(),
        );
    }
}

/// A request that was read.
#[derive(Default)]
struct Request {
    method: String,
    path: String,
    host: String,
    colour: String,
    body: String,
}

fn read(stream: &mut impl BufRead) -> io::Result<Request> {
    let mut line = String::new();
    stream.read_line(&mut line)?;
    let mut words = line.split(' ').map(str::to_string);
    let mut request = Request {
        method: words.next().unwrap_or_default(),
        path: words.next().unwrap_or_default(),
        ..Request::default()
    };
    let (mut len, mut is_chunked) = (0, false);
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let Some((name, value)) = line.trim_end().split_once(": ") else {
            break;
        };
        match name.to_ascii_lowercase().as_str() {
            "host" => request.host = value.to_string(),
            "x-colour" => request.colour = value.to_string(),
            "content-length" => len = value.parse().unwrap(),
            "transfer-encoding" => is_chunked = true,
            _ => {}
        }
    }
    let mut body = vec![0; len];
    stream.read_exact(&mut body)?;
    while is_chunked {
        let mut line = String::new();
        stream.read_line(&mut line)?;
        let size = usize::from_str_radix(line.trim(), 16).map_err(io::Error::other)?;
        let mut piece = vec![0; size + 2];
        stream.read_exact(&mut piece)?;
        body.extend_from_slice(&piece[..size]);
        is_chunked = size > 0;
    }
    request.body = String::from_utf8_lossy(&body).into_owned();
    Ok(request)
}

fn serve(stream: impl Read + Write, seen: &Seen) -> io::Result<()> {
    let mut stream = BufReader::new(stream);
    let request = read(&mut stream)?;
    let named = format!("{} {}", request.method, request.path);
    let mut requests = seen.requests.lock().unwrap();
    requests.push((named, request.host.clone()));
    drop(requests);
    seen.news.notify_all();
    respond(stream.get_mut(), &request)
}

const OK: &str = "HTTP/1.1 200 OK\r\nx-served: yes\r\n";

fn respond(stream: &mut impl Write, request: &Request) -> io::Result<()> {
    let path = request.path.as_str();
    let number = |start: &str| {
        path.strip_prefix(start)
            .and_then(|n| n.parse::<usize>().ok())
    };
    if let Some(place) = path.strip_prefix("/redirect/") {
        write!(
            stream,
            "HTTP/1.1 302 Found\r\nlocation: {place}\r\ncontent-length: 0\r\n\r\n"
        )
    } else if let Some(len) = number("/bytes/") {
        write!(
            stream,
            "{OK}content-length: {len}\r\n\r\n{}",
            "x".repeat(len)
        )
    } else if let Some(len) = number("/chunks/") {
        write!(stream, "{OK}transfer-encoding: chunked\r\n\r\n")?;
        for _ in 0..len / 1000 {
            write!(stream, "3e8\r\n{}\r\n", "x".repeat(1000))?;
        }
        write!(stream, "0\r\n\r\n")
    } else if path == "/endless" {
        write!(stream, "{OK}transfer-encoding: chunked\r\n\r\n")?;
        loop {
            write!(stream, "3e8\r\n{}\r\n", "x".repeat(1000))?;
        }
    } else if path.ends_with("/silent") {
        thread::sleep(LONG);
        Ok(())
    } else if path == "/stall" {
        write!(stream, "{OK}content-length: 10\r\n\r\nhalf")?;
        stream.flush()?;
        thread::sleep(LONG);
        Ok(())
    } else if path == "/drip" {
        write!(stream, "{OK}content-length: 1000000\r\n\r\n")?;
        loop {
            write!(stream, ".")?;
            stream.flush()?;
            thread::sleep(Duration::from_millis(5));
        }
    } else {
        broken(stream, request)
    }
}

fn broken(stream: &mut impl Write, request: &Request) -> io::Result<()> {
    match request.path.as_str() {
        "/hang-up" => Ok(()),
        "/garbage" => write!(stream, "220 mail.example ESMTP\r\n\r\n"),
        "/cut-short" => write!(stream, "{OK}content-length: 100\r\n\r\nhalf"),
        "/huge-headers" => {
            write!(stream, "{OK}")?;
            for number in 0..100_000 {
                write!(stream, "x-{number}: {}\r\n", "y".repeat(100))?;
            }
            write!(stream, "content-length: 0\r\n\r\n")
        }
        _ => {
            let words = [
                &request.method,
                &request.path,
                &request.colour,
                &request.body,
            ];
            let words: Vec<&str> = words.into_iter().map(String::as_str).collect();
            let text = words.join(" ");
            let text = text.trim();
            write!(stream, "{OK}content-length: {}\r\n\r\n{text}", text.len())
        }
    }
}
