//! Requests.

use wasip2::http::outgoing_handler;
use wasip2::http::types::{
    Fields, IncomingBody, Method, OutgoingBody, OutgoingRequest, RequestOptions, Scheme,
    http_error_code,
};
use wasip2::io::streams::StreamError;

use crate::Client;
use crate::bindings::requests::{Guest, Patience, Response};

/// How many redirects are followed.
const REDIRECTS: u32 = 5;

/// A request before its body is known.
struct Request<'a> {
    method: &'a str,
    scheme: &'a str,
    authority: &'a str,
    path: &'a str,
    headers: Vec<(String, Vec<u8>)>,
    patience: Patience,
}

fn method(name: &str) -> Method {
    match name {
        "GET" => Method::Get,
        "POST" => Method::Post,
        "DELETE" => Method::Delete,
        "CONNECT" => Method::Connect,
        other => Method::Other(other.to_string()),
    }
}

fn scheme(name: &str) -> Scheme {
    match name {
        "http" => Scheme::Http,
        "https" => Scheme::Https,
        other => Scheme::Other(other.to_string()),
    }
}

fn failed(error: StreamError) -> String {
    match error {
        StreamError::Closed => "closed".to_string(),
        StreamError::LastOperationFailed(error) => match http_error_code(&error) {
            Some(code) => format!("{code:?}"),
            None => error.to_debug_string(),
        },
    }
}

/// Writes a body piece by piece, as far as it is taken.
fn write(body: OutgoingBody, pieces: impl Iterator<Item = Vec<u8>>) -> Result<(), String> {
    let stream = body.write().expect("it was not written yet");
    for piece in pieces {
        for part in piece.chunks(4096) {
            stream.blocking_write_and_flush(part).map_err(failed)?;
        }
    }
    drop(stream);
    OutgoingBody::finish(body, None).map_err(|code| format!("{code:?}"))
}

impl Request<'_> {
    fn send(self, pieces: impl Iterator<Item = Vec<u8>>) -> Result<Response, String> {
        let fields = Fields::from_list(&self.headers).map_err(|error| format!("{error:?}"))?;
        let request = OutgoingRequest::new(fields);
        let refused = |what: &'static str| move |()| format!("the {what} is refused");
        request
            .set_method(&method(self.method))
            .map_err(refused("method"))?;
        request
            .set_scheme(Some(&scheme(self.scheme)))
            .map_err(refused("scheme"))?;
        request
            .set_authority(Some(self.authority))
            .map_err(refused("authority"))?;
        request
            .set_path_with_query(Some(self.path))
            .map_err(refused("path"))?;
        let options = RequestOptions::new();
        let nanoseconds = |time: Option<u64>| time.map(|time| time * 1_000_000);
        let set = [
            options.set_connect_timeout(nanoseconds(self.patience.connect)),
            options.set_first_byte_timeout(nanoseconds(self.patience.first_byte)),
            options.set_between_bytes_timeout(nanoseconds(self.patience.between_bytes)),
        ];
        assert!(set.iter().all(Result::is_ok), "the host knows the options");
        let body = request.body().expect("it was not taken yet");
        let future =
            outgoing_handler::handle(request, Some(options)).map_err(|code| format!("{code:?}"))?;
        let written = write(body, pieces);
        future.subscribe().block();
        let response = future
            .get()
            .expect("it is ready")
            .expect("it was not taken");
        // What the answer says comes before what became of the body.
        let response = response.map_err(|code| format!("{code:?}"))?;
        let (status, headers) = (response.status(), response.headers().entries());
        let body = response.consume().expect("it was not consumed");
        let mut bytes = Vec::new();
        {
            let stream = body.stream().expect("it was not taken");
            loop {
                match stream.blocking_read(65536) {
                    Ok(piece) => bytes.extend_from_slice(&piece),
                    Err(StreamError::Closed) => break,
                    Err(error) => return Err(failed(error)),
                }
            }
        }
        drop(IncomingBody::finish(body));
        written?;
        Ok(Response {
            status,
            headers,
            body: bytes,
        })
    }
}

const NO_PATIENCE_SET: Patience = Patience {
    connect: None,
    first_byte: None,
    between_bytes: None,
};

/// A plain request for a page.
fn get(scheme: &str, authority: &str, path: &str) -> Result<Response, String> {
    let request = Request {
        method: "GET",
        scheme,
        authority,
        path,
        headers: vec![],
        patience: NO_PATIENCE_SET,
    };
    request.send(std::iter::empty())
}

impl Guest for Client {
    fn send(
        method: String,
        scheme: String,
        authority: String,
        path: String,
        headers: Vec<(String, Vec<u8>)>,
        body: Vec<u8>,
        patience: Patience,
    ) -> Result<Response, String> {
        let request = Request {
            method: &method,
            scheme: &scheme,
            authority: &authority,
            path: &path,
            headers,
            patience,
        };
        request.send(std::iter::once(body))
    }

    fn follow(
        mut scheme: String,
        mut authority: String,
        mut path: String,
    ) -> Result<Response, String> {
        for _ in 0..REDIRECTS {
            let response = get(&scheme, &authority, &path)?;
            let location = response
                .headers
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case("location"));
            let Some((_, location)) = location.filter(|_| response.status / 100 == 3) else {
                return Ok(response);
            };
            let location = String::from_utf8_lossy(location).into_owned();
            let (new_scheme, rest) = location.split_once("://").ok_or("it is not absolute")?;
            let (new_authority, rest) = rest.split_once('/').unwrap_or((rest, ""));
            let parts = (
                new_scheme.to_string(),
                new_authority.to_string(),
                format!("/{rest}"),
            );
            (scheme, authority, path) = parts;
        }
        Err("too many redirects".to_string())
    }

    fn upload(authority: String, bytes: u64) -> Result<u16, String> {
        let request = Request {
            method: "POST",
            scheme: "http",
            authority: &authority,
            path: "/",
            headers: vec![],
            patience: NO_PATIENCE_SET,
        };
        let pieces = (0..bytes.div_ceil(4096)).map(|_| vec![b'x'; 4096]);
        request.send(pieces).map(|response| response.status)
    }

    fn insist(authority: String) {
        if let Err(error) = get("http", &authority, "/") {
            panic!("no answer: {error}");
        }
    }
}
