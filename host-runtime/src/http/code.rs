//! Why the body of an answer broke off, as a component asks for it: `http-error-code` of WASI 0.2.
//!
//! wasmtime-wasi-http keeps its own error in the stream and looks for another there, so its function finds none.

use wasmtime::StoreContextMut;
use wasmtime::component::{Linker, Resource};
use wasmtime_wasi_http::Error;
use wasmtime_wasi_http::p2::bindings::http::types::{ErrorCode, IoError};

use crate::host::Host;

/// The interface as wasmtime-wasi-http 48 names it.
const TYPES: &str = "wasi:http/types@0.2.12";

/// Puts the function over the one that `linker` has.
pub(super) fn add_to_linker(linker: &mut Linker<Host>) -> wasmtime::Result<()> {
    linker.allow_shadowing(true);
    linker.instance(TYPES)?.func_wrap(
        "http-error-code",
        |store: StoreContextMut<'_, Host>, (error,): (Resource<IoError>,)| {
            Ok((code(store.data().wasi_table.get(&error)?),))
        },
    )?;
    linker.allow_shadowing(false);
    Ok(())
}

/// The code of an error that came with a stream.
fn code(error: &wasmtime::Error) -> Option<ErrorCode> {
    let Some(error) = error.downcast_ref::<Error>() else {
        return error.downcast_ref::<ErrorCode>().cloned();
    };
    Some(match error {
        Error::HttpResponseBodySize(size) => ErrorCode::HttpResponseBodySize(*size),
        Error::HttpRequestBodySize(size) => ErrorCode::HttpRequestBodySize(*size),
        Error::ConnectionReadTimeout => ErrorCode::ConnectionReadTimeout,
        Error::ConnectionTerminated => ErrorCode::ConnectionTerminated,
        Error::HttpResponseIncomplete => ErrorCode::HttpResponseIncomplete,
        Error::HttpResponseHeaderSectionSize(size) => {
            ErrorCode::HttpResponseHeaderSectionSize(*size)
        }
        Error::HttpProtocolError => ErrorCode::HttpProtocolError,
        other => ErrorCode::InternalError(Some(other.to_string())),
    })
}
