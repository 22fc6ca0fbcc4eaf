//! One request over a connection of its own: resolve, check, connect, send.
//!
//! What was checked is what is connected to: the name is resolved here once, and a connection is made to an address that
//! passed, not to the name. HTTP/1.1, over TLS for `https`. Redirects are the component's business, and are requests
//! of their own.

use std::net::{IpAddr, SocketAddr};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use std::{error, io};

use http::header::{CONTENT_LENGTH, HOST, HeaderMap, HeaderValue};
use http::{Request, Uri};
use http_body_util::BodyExt as _;
use hyper::client::conn::http1;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, lookup_host};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use wasmtime_wasi_http::io::TokioIo;
use wasmtime_wasi_http::{Error, RequestOptions, WasiBody};

use super::body::{RequestBody, ResponseBody};
use super::rule::Http;
use super::target::{Peer, Scheme, Target};
use super::{Answer, Io, Rules, connect, tls};
use crate::Area;
use crate::denial::Denials;

/// How long a step may take for which the component sets no time.
const PATIENCE: Duration = Duration::from_secs(600);

/// A request that may be made.
pub(super) struct Checked {
    pub(super) target: Target,
    pub(super) grant: Http,
    pub(super) rules: Arc<Rules>,
    pub(super) denials: Arc<Denials>,
    pub(super) connections: Arc<Semaphore>,
}

/// A connection, with or without TLS.
trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<S: AsyncRead + AsyncWrite + Send + Unpin> Stream for S {}

impl Checked {
    /// Makes the request. The second part of the answer has to be polled for the body to come.
    pub(super) async fn send(
        self,
        request: Request<WasiBody>,
        options: Option<RequestOptions>,
    ) -> Result<Answer, Error> {
        let options = options.unwrap_or_default();
        let announced = content_length(request.headers());
        if let (Some(len), Some(limit)) = (announced, self.grant.request_limit)
            && len > limit
        {
            return Err(Error::HttpRequestBodySize(Some(len)));
        }
        let connections = Arc::clone(&self.connections);
        let permit = connections.try_acquire_owned();
        let permit = permit.map_err(|_| Error::ConnectionLimitReached)?;
        let connect = options.connect_timeout.unwrap_or(PATIENCE);
        let stream = timeout(connect, self.connect())
            .await
            .map_err(|_| Error::ConnectionTimeout)??;
        let (response, io) = self.exchange(stream, request, options).await?;
        let io = async move {
            // The place is free when the connection is closed.
            let _permit = permit;
            Box::into_pin(io).await
        };
        Ok((response, Box::new(io)))
    }

    async fn connect(&self) -> Result<Box<dyn Stream>, Error> {
        let addresses = self.resolve().await?;
        match connect::first(addresses, TcpStream::connect).await {
            Some(Ok(stream)) => self.secure(stream).await,
            Some(Err(error)) => Err(unreachable(&error)),
            None => Err(Error::DestinationNotFound),
        }
    }

    /// The addresses that the name or address stands for, as far as they may be connected to.
    async fn resolve(&self) -> Result<Vec<SocketAddr>, Error> {
        let port = self.target.port;
        let name = match &self.target.peer {
            Peer::Address(address) => return Ok(vec![SocketAddr::new(*address, port)]),
            Peer::Name(name) => name,
        };
        let found = lookup_host((name.as_str(), port)).await;
        let found = found.map_err(|_| Error::DnsError {
            rcode: Some("the name has no address".into()),
            info_code: None,
        })?;
        let found = found.map(|found| SocketAddr::new(found.ip().to_canonical(), port));
        let (allowed, refused): (Vec<_>, Vec<_>) =
            found.partition(|found| self.rules.may_lead_to(found.ip(), port));
        if let (true, Some(address)) = (allowed.is_empty(), refused.first()) {
            let what = format!(
                "an HTTP request to `{name}`, which leads inside, to {}",
                address.ip()
            );
            self.denials.note(Area::Http, what);
            return Err(Error::DestinationIpProhibited);
        }
        Ok(allowed)
    }

    async fn secure(&self, stream: TcpStream) -> Result<Box<dyn Stream>, Error> {
        // Small requests go out at once.
        let _ = stream.set_nodelay(true);
        if self.target.scheme == Scheme::Http {
            return Ok(Box::new(stream));
        }
        let name = match &self.target.peer {
            Peer::Address(address) => ServerName::from(*address),
            Peer::Name(name) => {
                ServerName::try_from(name.clone()).map_err(|_| Error::HttpRequestUriInvalid)?
            }
        };
        let tls = self.rules.tls.as_ref().ok_or(Error::ConfigurationError)?;
        let connector = TlsConnector::from(Arc::clone(tls));
        match connector.connect(name, stream).await {
            Ok(stream) => Ok(Box::new(stream)),
            Err(error) => Err(tls::explain(&error)),
        }
    }

    async fn exchange(
        &self,
        stream: Box<dyn Stream>,
        request: Request<WasiBody>,
        options: RequestOptions,
    ) -> Result<Answer, Error> {
        let over = Arc::new(AtomicBool::new(false));
        let limit = self.grant.request_limit;
        let too_large = {
            let over = Arc::clone(&over);
            move |error: &hyper::Error| match over.load(Ordering::Relaxed) {
                true => Error::HttpRequestBodySize(limit),
                false => explain(error),
            }
        };
        let handshake = http1::handshake(TokioIo::new(stream)).await;
        let (mut sender, connection) = handshake.map_err(|error| explain(&error))?;
        let mut connection = Box::pin(connection);
        let request = self.for_the_wire(request)?;
        let request = request.map(|body| RequestBody::new(body, limit, &over));
        let first_byte = options.first_byte_timeout.unwrap_or(PATIENCE);
        let mut answer = pin!(timeout(first_byte, sender.send_request(request)));
        let (mut is_open, mut broken) = (true, None);
        let response = loop {
            tokio::select! {
                biased;
                answer = &mut answer => break answer,
                // The answer may have come whole before that.
                closed = &mut connection, if is_open => {
                    is_open = false;
                    broken = closed.err();
                }
            }
        };
        let response = response
            .map_err(|_| Error::ConnectionReadTimeout)?
            .map_err(|error| too_large(broken.as_ref().unwrap_or(&error)))?;
        let limit = self.grant.response_limit;
        if let (Some(len), Some(limit)) = (content_length(response.headers()), limit)
            && len > limit
        {
            return Err(Error::HttpResponseBodySize(Some(len)));
        }
        let between = options.between_bytes_timeout.unwrap_or(PATIENCE);
        let response = response.map(|body| ResponseBody::new(body, limit, between).boxed_unsync());
        let io: Box<Io> = Box::new(async move {
            match is_open {
                true => connection.await.map_err(|error| too_large(&error)),
                false => Ok(()),
            }
        });
        Ok((response, io))
    }

    /// The request as it is sent: a path and a query, and the host that was checked.
    fn for_the_wire(&self, mut request: Request<WasiBody>) -> Result<Request<WasiBody>, Error> {
        let path = request.uri().path_and_query();
        let path = path.map_or("/", |path| path.as_str()).to_string();
        *request.uri_mut() = Uri::builder()
            .path_and_query(path)
            .build()
            .map_err(|_| Error::HttpRequestUriInvalid)?;
        let Target { scheme, peer, port } = &self.target;
        let host = match peer {
            Peer::Name(name) => name.clone(),
            Peer::Address(IpAddr::V4(v4)) => v4.to_string(),
            Peer::Address(IpAddr::V6(v6)) => format!("[{v6}]"),
        };
        let host = match *port == scheme.port() {
            true => host,
            false => format!("{host}:{port}"),
        };
        let host = HeaderValue::try_from(host).map_err(|_| Error::HttpRequestUriInvalid)?;
        request.headers_mut().insert(HOST, host);
        Ok(request)
    }
}

/// What a message announces as the size of its body.
fn content_length(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Why an address can't be connected to, in the terms of `wasi:http`.
fn unreachable(error: &io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::ConnectionRefused => Error::ConnectionRefused,
        io::ErrorKind::TimedOut => Error::ConnectionTimeout,
        io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable => {
            Error::DestinationIpUnroutable
        }
        _ => Error::DestinationUnavailable,
    }
}

/// Why a request or its answer broke off, in the terms of `wasi:http`.
pub(super) fn explain(error: &hyper::Error) -> Error {
    let cause = error::Error::source(error).and_then(|cause| cause.downcast_ref::<io::Error>());
    let is_cut = cause.is_some_and(|cause| cause.kind() == io::ErrorKind::UnexpectedEof);
    if error.is_parse_too_large() {
        Error::HttpResponseHeaderSectionSize(None)
    } else if error.is_incomplete_message() || is_cut {
        Error::HttpResponseIncomplete
    } else if error.is_parse() {
        Error::HttpProtocolError
    } else if cause.is_some() || error.is_closed() {
        Error::ConnectionTerminated
    } else {
        Error::HttpProtocolError
    }
}
