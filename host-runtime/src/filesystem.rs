//! What Wittgen does differently in `wasi:filesystem`: files are locked, and pages are read in place.
//!
//! wasmtime-wasi implements the interface. Some functions of it are put over its own:
//!
//! - `descriptor.open-at` takes the operating system's lock on a regular file (see [`crate::lock`]): an
//!   exclusive one on a file opened for reading and writing, a shared one on a file opened for reading.
//!   What can't be had at once fails with `error-code::busy`. The lock is gone with the descriptor.
//!   A file opened for writing alone, as one does to append to a log, is not locked.
//!   Where the file system is mounted for reading only, writing fails with `error-code::read-only`.
//! - `descriptor.read` and `descriptor.write` make one system call on the calling thread.
//! - `preopens.get-directories` notes a component that asks where it has none, and the functions that take a path or change
//!   something (`paths`, `paths_3`) note what a directory refuses.
//!
//! Paths are not handled here: wasmtime-wasi resolves them inside the granted directory. Locks and reading in place are
//! for WASI 0.2.

mod locked;
mod paths;
mod paths_3;
mod refusal;

use std::fs::File as OsFile;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use wasmtime::StoreContextMut;
use wasmtime::component::{Linker, Resource, ResourceType, WasmStr};
use wasmtime_wasi::WasiView as _;
use wasmtime_wasi::filesystem::{Descriptor, File, OpenMode, WasiFilesystemView as _};
use wasmtime_wasi::p2::FsError;
use wasmtime_wasi::p2::bindings::filesystem::preopens;
use wasmtime_wasi::p2::bindings::filesystem::types::{
    DescriptorFlags, ErrorCode, HostDescriptor, OpenFlags, PathFlags,
};

use crate::Area;
use crate::host::Host;
use crate::lock::{Lock, lock};
use crate::mount::is_read_only;
pub(crate) use locked::Locked;
use refusal::Wish;

/// The interface as wasmtime-wasi 48 names it.
const INTERFACE: &str = "wasi:filesystem/types@0.2.12";

/// The interface of the directories that were granted.
const PREOPENS: &str = "wasi:filesystem/preopens@0.2.12";

/// The most that one `read` returns, in bytes.
const MAX_READ: u64 = 16 << 20;

type Answer<T> = wasmtime::Result<(Result<T, ErrorCode>,)>;

/// Puts the functions of this module over those that `linker` has.
pub(crate) fn add_to_linker(linker: &mut Linker<Host>, is_async: bool) -> wasmtime::Result<()> {
    linker.allow_shadowing(true);
    let mut interface = linker.instance(INTERFACE)?;
    interface.func_wrap("[method]descriptor.open-at", open_at)?;
    interface.func_wrap("[method]descriptor.read", read)?;
    interface.func_wrap("[method]descriptor.write", write)?;
    interface.resource("descriptor", ResourceType::host::<Descriptor>(), close)?;
    paths::add_to_interface(&mut interface)?;
    let mut preopens = linker.instance(PREOPENS)?;
    preopens.func_wrap("get-directories", get_directories)?;
    if is_async {
        paths_3::add_to_linker(linker)?;
    }
    linker.allow_shadowing(false);
    Ok(())
}

/// A directory that was granted, and where the component sees it.
type Preopen = (Resource<Descriptor>, String);

/// Gives the directories that were granted, and notes where there are none.
fn get_directories(
    mut store: StoreContextMut<'_, Host>,
    (): (),
) -> wasmtime::Result<(Vec<Preopen>,)> {
    let host = store.data_mut();
    if !host.granted.has_dirs() {
        host.opened().denials.note(Area::Files, "a directory");
    }
    Ok((directories(host)?,))
}

/// Handles of the directories that were granted.
fn directories(host: &mut Host) -> wasmtime::Result<Vec<Preopen>> {
    preopens::Host::get_directories(&mut host.filesystem())
}

type OpenParams = (
    Resource<Descriptor>,
    PathFlags,
    WasmStr,
    OpenFlags,
    DescriptorFlags,
);

fn open_at(
    mut store: StoreContextMut<'_, Host>,
    (dir, path_flags, path, open_flags, flags): OpenParams,
) -> Answer<Resource<Descriptor>> {
    let mount = match store.data_mut().ctx().table.get(&dir)? {
        Descriptor::Dir(dir) => Some(Arc::clone(&dir.dir)),
        Descriptor::File(_) => None,
    };
    let writes = flags.contains(DescriptorFlags::WRITE)
        || open_flags.intersects(OpenFlags::CREATE | OpenFlags::TRUNCATE);
    let wish = if writes { Wish::Change } else { Wish::Read };
    let (opened,) = paths::at(&mut store, wish, dir, path, |view, dir, path| {
        at_once(view.open_at(dir, path_flags, path, open_flags, flags))
    })?;
    let opened = match opened {
        Ok(opened) => opened,
        Err(ErrorCode::Io) if writes && mount.is_some_and(|dir| is_read_only(&dir)) => {
            return Ok((Err(ErrorCode::ReadOnly),));
        }
        Err(code) => return Ok((Err(code),)),
    };
    let host = store.data_mut();
    let (has, table) = host.opened_and_table();
    let locked = match table.get(&opened)? {
        Descriptor::File(file) => lock_file(file).map(|is_locked| is_locked.then_some(file)),
        Descriptor::Dir(_) => Ok(None),
    };
    match locked {
        Ok(locked) => {
            if let Some(file) = locked {
                has.locked.insert(opened.rep(), &file.file);
            }
            Ok((Ok(opened),))
        }
        Err(code) => {
            host.filesystem().drop(opened)?;
            Ok((Err(code),))
        }
    }
}

/// Runs what wasmtime-wasi does on the calling thread, as it was told to: it is done when it is first asked. The runtime is
/// not asked to wait for it, because in an asynchronous world this is one of the runtime's own threads.
fn at_once<T>(done: impl Future<Output = Result<T, FsError>>) -> Result<T, FsError> {
    match pin!(done).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => done,
        Poll::Pending => Err(FsError::trap(wasmtime::format_err!(
            "a file system's answer is not there at once"
        ))),
    }
}

/// Closes a file or directory.
fn close(mut store: StoreContextMut<'_, Host>, descriptor: u32) -> wasmtime::Result<()> {
    let host = store.data_mut();
    host.opened().locked.close(descriptor);
    host.filesystem().drop(Resource::new_own(descriptor))
}

/// Locks a file as it was opened. Whether there is anything to lock.
fn lock_file(file: &File) -> Result<bool, ErrorCode> {
    let wanted = match (
        file.open_mode.contains(OpenMode::READ),
        file.open_mode.contains(OpenMode::WRITE),
    ) {
        (true, true) => Lock::Exclusive,
        (true, false) => Lock::Shared,
        (false, _) => return Ok(false),
    };
    // A device, pipe or terminal has no place to lock.
    if !file
        .file
        .metadata()
        .is_ok_and(|metadata| metadata.is_file())
    {
        return Ok(false);
    }
    match lock(&file.file, wanted) {
        Ok(true) => Ok(true),
        Ok(false) => Err(ErrorCode::Busy),
        Err(_) => Err(ErrorCode::NoLock),
    }
}

fn read(
    mut store: StoreContextMut<'_, Host>,
    (descriptor, len, offset): (Resource<Descriptor>, u64, u64),
) -> Answer<(Vec<u8>, bool)> {
    let file = match file(store.data_mut(), &descriptor)? {
        Ok(file) => file,
        Err(code) => return Ok((Err(code),)),
    };
    if !file.open_mode.contains(OpenMode::READ) {
        return Ok((Err(ErrorCode::NotPermitted),));
    }
    // At most 16 MiB, so the cast loses nothing.
    let mut buffer = vec![0; len.min(MAX_READ) as usize];
    answer(match read_at(&file.file, &mut buffer, offset) {
        Ok(count) => {
            buffer.truncate(count);
            Ok((buffer, count == 0))
        }
        Err(error) => Err(error.into()),
    })
}

fn write(
    mut store: StoreContextMut<'_, Host>,
    (descriptor, bytes, offset): (Resource<Descriptor>, Vec<u8>, u64),
) -> Answer<u64> {
    let file = match file(store.data_mut(), &descriptor)? {
        Ok(file) => file,
        Err(code) => return Ok((Err(code),)),
    };
    if file.perms.write_not_permitted() {
        refusal::note_open(store.data_mut(), &descriptor);
        return Ok((Err(ErrorCode::NotPermitted),));
    }
    if !file.open_mode.contains(OpenMode::WRITE) {
        return Ok((Err(ErrorCode::NotPermitted),));
    }
    match write_at(&file.file, &bytes, offset) {
        Ok(count) => Ok((Ok(count as u64),)),
        Err(error) if error.kind() == io::ErrorKind::QuotaExceeded => Ok((Err(ErrorCode::Quota),)),
        Err(error) => answer(Err(error.into())),
    }
}

fn file<'a>(
    host: &'a mut Host,
    descriptor: &Resource<Descriptor>,
) -> wasmtime::Result<Result<&'a File, ErrorCode>> {
    Ok(match host.ctx().table.get(descriptor)? {
        Descriptor::File(file) => Ok(file),
        Descriptor::Dir(_) => Err(ErrorCode::BadDescriptor),
    })
}

/// A file system's error is the component's to handle; any other ends the call.
fn answer<T>(result: Result<T, FsError>) -> Answer<T> {
    match result {
        Ok(value) => Ok((Ok(value),)),
        Err(error) => Ok((Err(error.downcast()?),)),
    }
}

#[cfg(unix)]
fn read_at(file: &OsFile, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, offset)
}

#[cfg(unix)]
fn write_at(file: &OsFile, bytes: &[u8], offset: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::write_at(file, bytes, offset)
}

#[cfg(windows)]
fn read_at(file: &OsFile, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buffer, offset)
}

#[cfg(windows)]
fn write_at(file: &OsFile, bytes: &[u8], offset: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_write(file, bytes, offset)
}
