//! Requests that a component may send to HTTP servers: none, or those that rules name.
//!
//! ```text
//! "https://*.example.org/v1/*"  ──► Rule { scheme, host, ports, path, methods }
//! handle(GET https://a.example.org/v1/x)
//!   ──► a rule covers it? ──► the system's resolver ──► addresses outside ──► connect there, TLS, send
//! ```
//!
//! wasmtime-wasi-http implements `wasi:http`, of WASI 0.2 and 0.3, and hands requests to the [`Sender`] here. A
//! request has one way to say whom it is for: an authority with a user's name in it, or an address in an unusual spelling,
//! is refused, and the `host` that is sent is the one that was checked. Waiting is done by `wasi:io`, so deadlines end it
//! (see `blocking`).

mod body;
mod code;
mod connect;
mod rule;
mod send;
mod target;
mod tls;

pub use rule::Http;

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;

use http::{Method, Request, Response};
use rustls::ClientConfig;
use tokio::sync::Semaphore;
use wasmtime::component::Linker;
use wasmtime_wasi_http::{
    Error as HttpError, RequestOptions, WasiBody, WasiHttpCtx, WasiHttpCtxView, WasiHttpHooks,
    WasiHttpView,
};

use rule::Rule;
use send::Checked;
use target::{Scheme, Target};

use crate::denial::Denials;
use crate::host::Host;
use crate::network::{self, is_inside};
use crate::{Area, Builder, Error};

/// How many connections an instance may have at a time.
const CONNECTIONS: usize = 128;

/// What moves an answer's bytes.
type Io = dyn Future<Output = Result<(), HttpError>> + Send;
type Answer = (Response<WasiBody>, Box<Io>);
type Sending = dyn Future<Output = Result<Answer, HttpError>> + Send;

/// What was granted.
#[derive(Clone, Debug, Default)]
pub(crate) struct HttpGrants {
    pub(crate) rules: Vec<Http>,
    /// Certificates as PEM.
    roots: Vec<Vec<u8>>,
}

impl HttpGrants {
    /// Reads the rules.
    pub(crate) fn read(&self, network: &Arc<network::Rules>) -> Result<Rules, Error> {
        let rules: Vec<Rule> = self
            .rules
            .iter()
            .map(Http::read)
            .collect::<Result<_, _>>()?;
        let needs_tls = rules.iter().any(Rule::is_https) || !self.roots.is_empty();
        Ok(Rules {
            rules,
            network: Arc::clone(network),
            tls: needs_tls.then(|| tls::config(&self.roots)).transpose()?,
        })
    }
}

impl fmt::Display for HttpGrants {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for rule in &self.rules {
            writeln!(f, "http {rule}")?;
        }
        match self.roots.len() {
            0 => Ok(()),
            count => writeln!(f, "http root certificates: {count} files"),
        }
    }
}

/// The rules as they were read, once for all instances of a component.
#[derive(Debug)]
pub(crate) struct Rules {
    rules: Vec<Rule>,
    network: Arc<network::Rules>,
    /// Whom `https` trusts; none where no rule is for that.
    tls: Option<Arc<ClientConfig>>,
}

impl Rules {
    /// The target of a request and the grant that covers it, or what is wrong with it.
    fn check(&self, request: &Request<WasiBody>) -> Result<(Target, &Rule), HttpError> {
        let uri = request.uri();
        let scheme = match uri.scheme_str() {
            Some("http") => Scheme::Http,
            Some("https") => Scheme::Https,
            _ => return Err(HttpError::HttpProtocolError),
        };
        // A tunnel leads wherever the server at its start lets it.
        if request.method() == Method::CONNECT {
            return Err(HttpError::HttpRequestMethodInvalid);
        }
        let authority = uri.authority().ok_or(HttpError::HttpRequestUriInvalid)?;
        let target = Target::read(scheme, authority.as_str());
        let target = target.ok_or(HttpError::HttpRequestUriInvalid)?;
        let covering = self
            .rules
            .iter()
            .find(|rule| rule.covers(&target, request.method().as_str(), uri.path()));
        let rule = covering.ok_or(HttpError::HttpRequestDenied)?;
        Ok((target, rule))
    }

    /// Whether a name that was resolved to an address may lead there.
    fn may_lead_to(&self, address: IpAddr, port: u16) -> bool {
        !is_inside(address)
            || self.rules.iter().any(|rule| rule.names(address, port))
            || self.network.covers_tcp((address, port).into())
    }
}

/// What an instance sends requests with.
pub(crate) struct Sender {
    context: WasiHttpCtx,
    hooks: Hooks,
}

struct Hooks {
    rules: Arc<Rules>,
    denials: Arc<Denials>,
    connections: Arc<Semaphore>,
}

impl Sender {
    pub(crate) fn new(rules: &Arc<Rules>, denials: &Arc<Denials>) -> Self {
        Self {
            context: WasiHttpCtx::new(),
            hooks: Hooks {
                rules: Arc::clone(rules),
                denials: Arc::clone(denials),
                connections: Arc::new(Semaphore::new(CONNECTIONS)),
            },
        }
    }
}

impl WasiHttpView for Host {
    fn http(&mut self) -> WasiHttpCtxView<'_> {
        let (opened, table) = self.opened_and_table();
        WasiHttpCtxView {
            hooks: &mut opened.http.hooks,
            table,
            ctx: &mut opened.http.context,
        }
    }
}

impl WasiHttpHooks for Hooks {
    fn send_request(
        &mut self,
        request: Request<WasiBody>,
        options: Option<RequestOptions>,
        _: Box<dyn Future<Output = Result<(), HttpError>> + Send>,
    ) -> Box<Sending> {
        match self.rules.check(&request) {
            Ok((target, rule)) => {
                let checked = Checked {
                    target,
                    grant: rule.grant.clone(),
                    rules: Arc::clone(&self.rules),
                    denials: Arc::clone(&self.denials),
                    connections: Arc::clone(&self.connections),
                };
                Box::new(checked.send(request, options))
            }
            Err(error) => {
                let uri = request.uri();
                let what = format!(
                    "the HTTP request `{} {}://{}{}`",
                    request.method(),
                    uri.scheme_str().unwrap_or_default(),
                    uri.authority().map_or("", |authority| authority.as_str()),
                    uri.path()
                );
                self.denials.note(Area::Http, what);
                Box::new(async { Err(error) })
            }
        }
    }
}

/// Provides `wasi:http`.
pub(crate) fn add_to_linker(linker: &mut Linker<Host>, is_async: bool) -> wasmtime::Result<()> {
    if is_async {
        wasmtime_wasi_http::p2::add_only_http_to_linker_async(linker)?;
        wasmtime_wasi_http::p3::add_to_linker(linker)?;
    } else {
        wasmtime_wasi_http::p2::add_only_http_to_linker_sync(linker)?;
    }
    code::add_to_linker(linker)
}

/// HTTP.
impl<W> Builder<W> {
    /// Grants requests to HTTP servers: `https://api.example.org`, `https://*.example.org/v1/*`,
    /// `http://127.0.0.1:8080`; [`Http`] says more, and bounds methods and sizes.
    ///
    /// The name is resolved here, and never stands for an address of the machine itself or its own network (loopback,
    /// private, link-local and the like), whatever the name's server says: those are granted as addresses. An answer that
    /// redirects is given to the component as it is, and needs a grant of its own to be followed. Where several grants
    /// cover a request, the first one's limits count. An instance has at most 128 connections at a time.
    pub fn http(mut self, servers: impl Into<Http>) -> Self {
        self.grants.http.rules.push(servers.into());
        self
    }

    /// Trusts a further authority for `https`: a certificate, or several, as PEM.
    pub fn http_root_certificate(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.grants.http.roots.push(pem.into());
        self
    }
}
