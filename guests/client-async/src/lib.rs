//! A client of HTTP servers and files by WASI 0.3: the world `client-async` of `wit/client-async`.

mod bindings {
    //! What `wit/client-async` becomes in Rust.

    wittgen::guest::bindgen!({ path: "../../wit/client-async", world: "client-async" });
}

use bindings::filesystem_types::{self, Descriptor, DescriptorFlags, OpenFlags, PathFlags};
use bindings::http_types::{ErrorCode, Fields, Method, Request, Response, Scheme};
use bindings::pages::Guest;
use bindings::preopens::get_directories;
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
    async fn attempt(deed: String, path: String, other: String) -> Result<(), String> {
        let (dir, _) = get_directories().into_iter().next().ok_or("no directory")?;
        let done = attempt(&dir, &deed, path, other).await;
        done.map_err(|code| format!("{code:?}"))
    }

    fn read(path: String) -> Result<String, String> {
        std::fs::read_to_string(path).map_err(|error| error.to_string())
    }
}

async fn attempt(
    dir: &Descriptor,
    deed: &str,
    path: String,
    other: String,
) -> Result<(), filesystem_types::ErrorCode> {
    let (follow, read) = (PathFlags::SYMLINK_FOLLOW, DescriptorFlags::READ);
    let open = |how, flags| dir.open_at(follow, path.clone(), how, flags);
    let opened = || open(OpenFlags::empty(), read);
    match deed {
        "open" => opened().await.map(drop),
        "open-to-write" => open(OpenFlags::empty(), DescriptorFlags::WRITE)
            .await
            .map(drop),
        "create" => open(OpenFlags::CREATE, read).await.map(drop),
        "truncate" => open(OpenFlags::TRUNCATE, read).await.map(drop),
        "hash" => dir.metadata_hash_at(follow, path).await.map(drop),
        "readlink" => dir.readlink_at(path).await.map(drop),
        "create-directory" => dir.create_directory_at(path).await,
        "remove-directory" => dir.remove_directory_at(path).await,
        "unlink" => dir.unlink_file_at(path).await,
        "rename" => dir.rename_at(path, dir, other).await,
        "link" => dir.link_at(PathFlags::empty(), path, dir, other).await,
        "symlink" => dir.symlink_at(other, path).await,
        "set-size" => opened().await?.set_size(1).await,
        "write-via-stream" => opened().await?.write_via_stream(nothing(), 0).await,
        "append-via-stream" => opened().await?.append_via_stream(nothing()).await,
        _ => Err(filesystem_types::ErrorCode::Unsupported),
    }
}

/// A stream that ends at once.
fn nothing() -> wittgen::guest::StreamReader<u8> {
    wit_stream::new().1
}
