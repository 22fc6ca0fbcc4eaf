//! Waiting that ends when a limit of time does.
//!
//! In synchronous worlds a component waits by a function of the host that blocks the thread: for pollables, or for
//! streams. Where a deadline or a canceller is set, these functions of wasmtime-wasi are put behind ones that
//! race with it.

use wasmtime::StoreContextMut;
use wasmtime::component::{Linker, Resource};
use wasmtime_wasi::WasiView as _;
use wasmtime_wasi::p2::StreamResult;
use wasmtime_wasi::p2::bindings::io::poll::{Host as _, HostPollable as _, Pollable};
use wasmtime_wasi::p2::bindings::io::streams::{
    Host as _, HostInputStream as _, HostOutputStream as _, InputStream, OutputStream, StreamError,
};
use wasmtime_wasi::runtime::in_tokio;

use crate::host::Host;

/// The interfaces as wasmtime-wasi 48 names them.
const POLL: &str = "wasi:io/poll@0.2.12";
const STREAMS: &str = "wasi:io/streams@0.2.12";

type Store<'a> = StoreContextMut<'a, Host>;
type Answer<T> = wasmtime::Result<(Result<T, StreamError>,)>;
type Input = Resource<InputStream>;
type Output = Resource<OutputStream>;

/// Puts the functions of this module over those that `linker` has.
pub(crate) fn add_to_linker(linker: &mut Linker<Host>) -> wasmtime::Result<()> {
    linker.allow_shadowing(true);
    let mut poll = linker.instance(POLL)?;
    poll.func_wrap(
        "poll",
        |mut store: Store<'_>, (all,): (Vec<Resource<Pollable>>,)| {
            Ok((wait(&mut store, async |host| {
                host.ctx().table.poll(all).await
            })??,))
        },
    )?;
    poll.func_wrap(
        "[method]pollable.block",
        |mut store: Store<'_>, (one,): (Resource<Pollable>,)| {
            wait(&mut store, async |host| host.ctx().table.block(one).await)?
        },
    )?;
    let mut streams = linker.instance(STREAMS)?;
    streams.func_wrap(
        "[method]input-stream.blocking-read",
        |mut store: Store<'_>, (stream, len): (Input, u64)| {
            let result = wait(&mut store, async |host| {
                host.ctx().table.blocking_read(stream, len).await
            })?;
            answer(&mut store, result)
        },
    )?;
    streams.func_wrap(
        "[method]input-stream.blocking-skip",
        |mut store: Store<'_>, (stream, len): (Input, u64)| {
            let result = wait(&mut store, async |host| {
                host.ctx().table.blocking_skip(stream, len).await
            })?;
            answer(&mut store, result)
        },
    )?;
    streams.func_wrap(
        "[method]output-stream.blocking-write-and-flush",
        |mut store: Store<'_>, (stream, bytes): (Output, Vec<u8>)| {
            let result = wait(&mut store, async |host| {
                host.ctx()
                    .table
                    .blocking_write_and_flush(stream, bytes)
                    .await
            })?;
            answer(&mut store, result)
        },
    )?;
    streams.func_wrap(
        "[method]output-stream.blocking-write-zeroes-and-flush",
        |mut store: Store<'_>, (stream, len): (Output, u64)| {
            let result = wait(&mut store, async |host| {
                host.ctx()
                    .table
                    .blocking_write_zeroes_and_flush(stream, len)
                    .await
            })?;
            answer(&mut store, result)
        },
    )?;
    streams.func_wrap(
        "[method]output-stream.blocking-flush",
        |mut store: Store<'_>, (stream,): (Output,)| {
            let result = wait(&mut store, async |host| {
                host.ctx().table.blocking_flush(stream).await
            })?;
            answer(&mut store, result)
        },
    )?;
    streams.func_wrap(
        "[method]output-stream.blocking-splice",
        |mut store: Store<'_>, (stream, from, len): (Output, Input, u64)| {
            let result = wait(&mut store, async |host| {
                host.ctx().table.blocking_splice(stream, from, len).await
            })?;
            answer(&mut store, result)
        },
    )?;
    linker.allow_shadowing(false);
    Ok(())
}

/// Waits for `something`, as long as the call may go on.
fn wait<T>(
    store: &mut Store<'_>,
    something: impl AsyncFnOnce(&mut Host) -> T,
) -> wasmtime::Result<T> {
    let host = store.data_mut();
    let over = host.watch.over();
    in_tokio(async {
        tokio::select! {
            biased;
            value = something(host) => Ok(value),
            error = over => Err(error.into()),
        }
    })
}

fn answer<T>(store: &mut Store<'_>, result: StreamResult<T>) -> Answer<T> {
    match result {
        Ok(value) => Ok((Ok(value),)),
        Err(error) => {
            let table = store.data_mut().ctx().table;
            Ok((Err(table.convert_stream_error(error)?),))
        }
    }
}
