//! A client of HTTP servers by WASI 0.3: the world `client-async` of `wit/client-async`.

mod bindings {
    //! What `wit/client-async` becomes in Rust.

    wittgen::guest::bindgen!({ path: "../../wit/client-async", world: "client-async" });
}

use bindings::pages::Guest;
use bindings::types::{ErrorCode, Fields, Method, Request, Response, Scheme};
use bindings::{client, wit_future, wit_stream};
use futures::future::join_all;
use wittgen::guest::spawn_local;

struct Client;

bindings::export!(Client in bindings);

fn failed(code: ErrorCode) -> String {
    format!("{code:?}")
}

async fn fetch(
    method: &str,
    authority: &str,
    path: &str,
    body: Vec<u8>,
) -> Result<(u16, Vec<u8>), String> {
    let contents = (!body.is_empty()).then(|| {
        let (mut writer, reader) = wit_stream::new();
        spawn_local(async move {
            // Who does not want it all has had enough.
            let _ = writer.write_all(body).await;
        });
        reader
    });
    let (_, trailers) = wit_future::new(|| Ok(None));
    let (request, sent) = Request::new(Fields::new(), contents, trailers, None);
    let method = match method {
        "GET" => Method::Get,
        "POST" => Method::Post,
        other => Method::Other(other.to_string()),
    };
    let refused = |()| "the request can't be written".to_string();
    request.set_method(&method).map_err(refused)?;
    request.set_scheme(Some(&Scheme::Http)).map_err(refused)?;
    request.set_authority(Some(authority)).map_err(refused)?;
    request.set_path_with_query(Some(path)).map_err(refused)?;
    let response = client::send(request).await.map_err(failed)?;
    let status = response.get_status_code();
    let (_, done) = wit_future::new(|| Ok(()));
    let (contents, trailers) = Response::consume_body(response, done);
    let body = contents.collect().await;
    trailers.await.map_err(failed)?;
    drop(sent);
    Ok((status, body))
}

impl Guest for Client {
    async fn fetch(
        method: String,
        authority: String,
        path: String,
        body: Vec<u8>,
    ) -> Result<(u16, Vec<u8>), String> {
        fetch(&method, &authority, &path, body).await
    }

    async fn fetch_all(authority: String, paths: Vec<String>) -> u32 {
        let pages = paths
            .iter()
            .map(|path| fetch("GET", &authority, path, vec![]));
        let answered = join_all(pages).await;
        answered.iter().filter(|page| page.is_ok()).count() as u32
    }
}

impl bindings::files::Guest for Client {
    fn read(path: String) -> Result<String, String> {
        std::fs::read_to_string(path).map_err(|error| error.to_string())
    }
}
