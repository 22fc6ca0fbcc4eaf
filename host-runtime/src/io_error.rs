//! What a component is told of an error of input or output: what happened, and nothing of the host's inside.
//!
//! wasmtime-wasi tells it all that it knows, which is a backtrace of the host where those are collected.

use wasmtime::StoreContextMut;
use wasmtime::component::{Linker, Resource};
use wasmtime_wasi::p2::bindings::io::error::Error as IoError;

use crate::host::Host;

/// The interface as wasmtime-wasi 48 names it.
const ERROR: &str = "wasi:io/error@0.2.12";

/// Puts the function over the one that `linker` has.
pub(crate) fn add_to_linker(linker: &mut Linker<Host>) -> wasmtime::Result<()> {
    linker.allow_shadowing(true);
    linker.instance(ERROR)?.func_wrap(
        "[method]error.to-debug-string",
        |store: StoreContextMut<'_, Host>, (error,): (Resource<IoError>,)| {
            let error = store.data().wasi_table.get(&error)?;
            Ok((format!("{error:#}"),))
        },
    )?;
    linker.allow_shadowing(false);
    Ok(())
}
