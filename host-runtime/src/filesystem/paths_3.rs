//! The same functions as in [`super::paths`], of WASI 0.3.
//!
//! They are asynchronous by their type alone: what they do is done when they are first asked, so that a path is still in the
//! component's memory afterwards.

use wasmtime::component::{
    Access, Accessor, FutureReader, Linker, Resource, StreamReader, WasmStr,
};
use wasmtime::{AsContextMut as _, StoreContextMut};
use wasmtime_wasi::filesystem::{
    Descriptor, WasiFilesystem, WasiFilesystemCtxView, WasiFilesystemView as _,
};
use wasmtime_wasi::p3::bindings::filesystem::types::{
    DescriptorFlags, ErrorCode, HostDescriptorWithStore as _, NewTimestamp, OpenFlags, PathFlags,
};
use wasmtime_wasi::p3::filesystem::FilesystemError;

use super::refusal::{self, Wish};
use crate::host::Host;

/// The interfaces as wasmtime-wasi 48 names them.
const INTERFACE: &str = "wasi:filesystem/types@0.3.0";
const PREOPENS: &str = "wasi:filesystem/preopens@0.3.0";

type Dir = Resource<Descriptor>;
type Answer<T> = wasmtime::Result<(Result<T, ErrorCode>,)>;
type Written = wasmtime::Result<(FutureReader<Result<(), ErrorCode>>,)>;

/// Puts the functions over those that `linker` has.
pub(super) fn add_to_linker(linker: &mut Linker<Host>) -> wasmtime::Result<()> {
    let mut preopens = linker.instance(PREOPENS)?;
    preopens.func_wrap("get-directories", super::get_directories)?;
    add_questions(linker)?;
    add_changes(linker)?;
    add_pairs(linker)?;
    add_changes_of_what_is_open(linker)
}

fn add_questions(linker: &mut Linker<Host>) -> wasmtime::Result<()> {
    let mut interface = linker.instance(INTERFACE)?;
    type Open = (Dir, PathFlags, WasmStr, OpenFlags, DescriptorFlags);
    interface.func_wrap_concurrent(
        "[method]descriptor.open-at",
        |host, (dir, path_flags, path, open_flags, flags): Open| {
            Box::pin(async move {
                let changes = flags.contains(DescriptorFlags::WRITE)
                    || open_flags.intersects(OpenFlags::CREATE | OpenFlags::TRUNCATE);
                let wish = if changes { Wish::Change } else { Wish::Read };
                let at = At::new(wish, &dir, path);
                let (view, path) = (view(host), at.text(host)?);
                let opened =
                    WasiFilesystem::open_at(&view, dir, path_flags, path, open_flags, flags);
                at.answer(host, opened.await)
            })
        },
    )?;
    interface.func_wrap_concurrent(
        "[method]descriptor.stat-at",
        |host, (dir, flags, path): (Dir, PathFlags, WasmStr)| {
            Box::pin(async move {
                let at = At::new(Wish::Read, &dir, path);
                let path = at.text(host)?;
                let found = WasiFilesystem::stat_at(&view(host), dir, flags, path).await;
                at.answer(host, found)
            })
        },
    )?;
    interface.func_wrap_concurrent(
        "[method]descriptor.readlink-at",
        |host, (dir, path): (Dir, WasmStr)| {
            Box::pin(async move {
                let at = At::new(Wish::Read, &dir, path);
                let path = at.text(host)?;
                let target = WasiFilesystem::readlink_at(&view(host), dir, path).await;
                at.answer(host, target)
            })
        },
    )?;
    interface.func_wrap_concurrent(
        "[method]descriptor.metadata-hash-at",
        |host, (dir, flags, path): (Dir, PathFlags, WasmStr)| {
            Box::pin(async move {
                let at = At::new(Wish::Read, &dir, path);
                let path = at.text(host)?;
                let hash = WasiFilesystem::metadata_hash_at(&view(host), dir, flags, path).await;
                at.answer(host, hash)
            })
        },
    )
}

fn add_changes(linker: &mut Linker<Host>) -> wasmtime::Result<()> {
    let mut interface = linker.instance(INTERFACE)?;
    interface.func_wrap_concurrent(
        "[method]descriptor.create-directory-at",
        |host, (dir, path): (Dir, WasmStr)| {
            Box::pin(async move {
                let at = At::new(Wish::Change, &dir, path);
                let path = at.text(host)?;
                let made = WasiFilesystem::create_directory_at(&view(host), dir, path).await;
                at.answer(host, made)
            })
        },
    )?;
    interface.func_wrap_concurrent(
        "[method]descriptor.remove-directory-at",
        |host, (dir, path): (Dir, WasmStr)| {
            Box::pin(async move {
                let at = At::new(Wish::Change, &dir, path);
                let path = at.text(host)?;
                let removed = WasiFilesystem::remove_directory_at(&view(host), dir, path).await;
                at.answer(host, removed)
            })
        },
    )?;
    interface.func_wrap_concurrent(
        "[method]descriptor.unlink-file-at",
        |host, (dir, path): (Dir, WasmStr)| {
            Box::pin(async move {
                let at = At::new(Wish::Change, &dir, path);
                let path = at.text(host)?;
                let removed = WasiFilesystem::unlink_file_at(&view(host), dir, path).await;
                at.answer(host, removed)
            })
        },
    )?;
    type SetTimes = (Dir, PathFlags, WasmStr, NewTimestamp, NewTimestamp);
    interface.func_wrap_concurrent(
        "[method]descriptor.set-times-at",
        |host, (dir, flags, path, accessed, modified): SetTimes| {
            Box::pin(async move {
                let at = At::new(Wish::Change, &dir, path);
                let (view, path) = (view(host), at.text(host)?);
                let set = WasiFilesystem::set_times_at(&view, dir, flags, path, accessed, modified);
                at.answer(host, set.await)
            })
        },
    )
}

fn add_pairs(linker: &mut Linker<Host>) -> wasmtime::Result<()> {
    let mut interface = linker.instance(INTERFACE)?;
    interface.func_wrap_concurrent(
        "[method]descriptor.link-at",
        |host, (dir, flags, path, new_dir, new_path): (Dir, PathFlags, WasmStr, Dir, WasmStr)| {
            Box::pin(async move {
                let old = At::new(Wish::Change, &dir, path);
                let new = At::new(Wish::Change, &new_dir, new_path);
                let (path, new_path) = (old.text(host)?, new.text(host)?);
                let view = view(host);
                let linked = WasiFilesystem::link_at(&view, dir, flags, path, new_dir, new_path);
                answer_pair(host, old, new, linked.await)
            })
        },
    )?;
    interface.func_wrap_concurrent(
        "[method]descriptor.rename-at",
        |host, (dir, path, new_dir, new_path): (Dir, WasmStr, Dir, WasmStr)| {
            Box::pin(async move {
                let old = At::new(Wish::Change, &dir, path);
                let new = At::new(Wish::Change, &new_dir, new_path);
                let (path, new_path) = (old.text(host)?, new.text(host)?);
                let view = view(host);
                let renamed = WasiFilesystem::rename_at(&view, dir, path, new_dir, new_path);
                answer_pair(host, old, new, renamed.await)
            })
        },
    )?;
    interface.func_wrap_concurrent(
        "[method]descriptor.symlink-at",
        |host, (dir, target, path): (Dir, WasmStr, WasmStr)| {
            Box::pin(async move {
                let at = At::new(Wish::Change, &dir, path);
                let (leads_to, path) = (text(host, &target)?, at.text(host)?);
                let linked = WasiFilesystem::symlink_at(&view(host), dir, leads_to, path).await;
                answer(host, linked, |host| {
                    let (target, path) = (text(host, &target)?, at.text(host)?);
                    host.with(|mut access| {
                        refusal::note_link(access.data_mut(), at.dir, &target, &path);
                    });
                    Ok(())
                })
            })
        },
    )
}

fn add_changes_of_what_is_open(linker: &mut Linker<Host>) -> wasmtime::Result<()> {
    let mut interface = linker.instance(INTERFACE)?;
    interface.func_wrap_concurrent(
        "[method]descriptor.set-size",
        |host, (file, size): (Dir, u64)| {
            Box::pin(async move {
                let rep = file.rep();
                let set = WasiFilesystem::set_size(&view(host), file, size).await;
                answer(host, set, |host| note_open(host, rep))
            })
        },
    )?;
    interface.func_wrap_concurrent(
        "[method]descriptor.set-times",
        |host, (file, accessed, modified): (Dir, NewTimestamp, NewTimestamp)| {
            Box::pin(async move {
                let rep = file.rep();
                let set = WasiFilesystem::set_times(&view(host), file, accessed, modified).await;
                answer(host, set, |host| note_open(host, rep))
            })
        },
    )?;
    interface.func_wrap("[method]descriptor.write-via-stream", write_via_stream)?;
    interface.func_wrap("[method]descriptor.append-via-stream", append_via_stream)
}

fn write_via_stream(
    mut store: StoreContextMut<'_, Host>,
    (file, data, offset): (Dir, StreamReader<u8>, u64),
) -> Written {
    refusal::note_open(store.data_mut(), &file);
    let access = Access::<Host, WasiFilesystem>::new(store, filesystem);
    Ok((WasiFilesystem::write_via_stream(
        access, file, data, offset,
    )?,))
}

fn append_via_stream(
    mut store: StoreContextMut<'_, Host>,
    (file, data): (Dir, StreamReader<u8>),
) -> Written {
    refusal::note_open(store.data_mut(), &file);
    let access = Access::<Host, WasiFilesystem>::new(store, filesystem);
    Ok((WasiFilesystem::append_via_stream(access, file, data)?,))
}

fn view(host: &Accessor<Host>) -> Accessor<Host, WasiFilesystem> {
    host.with_getter::<WasiFilesystem>(filesystem)
}

fn filesystem(host: &mut Host) -> WasiFilesystemCtxView<'_> {
    host.filesystem()
}

/// A path in a directory, and what it is named for.
struct At {
    wish: Wish,
    dir: u32,
    path: WasmStr,
}

impl At {
    fn new(wish: Wish, dir: &Dir, path: WasmStr) -> Self {
        let dir = dir.rep();
        Self { wish, dir, path }
    }

    fn text(&self, host: &Accessor<Host>) -> wasmtime::Result<String> {
        text(host, &self.path)
    }

    /// Notes why it was refused. Whether there is a reason.
    fn note(&self, host: &Accessor<Host>) -> wasmtime::Result<bool> {
        let path = self.text(host)?;
        Ok(host.with(|mut access| refusal::note(access.data_mut(), self.dir, self.wish, &path)))
    }

    fn answer<T>(&self, host: &Accessor<Host>, done: Result<T, FilesystemError>) -> Answer<T> {
        answer(host, done, |host| self.note(host).map(drop))
    }
}

/// The answer about two paths, either of which may be what was refused.
fn answer_pair(
    host: &Accessor<Host>,
    old: At,
    new: At,
    done: Result<(), FilesystemError>,
) -> Answer<()> {
    answer(host, done, |host| {
        if !old.note(host)? {
            new.note(host)?;
        }
        Ok(())
    })
}

/// A file system's error is the component's to handle, and one of permission is explained; any other ends the call.
fn answer<T>(
    host: &Accessor<Host>,
    done: Result<T, FilesystemError>,
    explain: impl FnOnce(&Accessor<Host>) -> wasmtime::Result<()>,
) -> Answer<T> {
    let code = match done {
        Ok(value) => return Ok((Ok(value),)),
        Err(error) => error.downcast()?,
    };
    if matches!(code, ErrorCode::NotPermitted) {
        explain(host)?;
    }
    Ok((Err(code),))
}

fn note_open(host: &Accessor<Host>, rep: u32) -> wasmtime::Result<()> {
    host.with(|mut access| refusal::note_open(access.data_mut(), &Resource::new_borrow(rep)));
    Ok(())
}

/// What a component wrote.
fn text(host: &Accessor<Host>, path: &WasmStr) -> wasmtime::Result<String> {
    host.with(|mut access| Ok(path.to_str(access.as_context_mut())?.into_owned()))
}
