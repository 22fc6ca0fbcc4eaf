//! The functions of `wasi:filesystem` 0.2 that take a path, and those that change what is open.
//!
//! Each is wasmtime-wasi's own; after a refusal, its reason is noted. The path is read from the component's memory once more
//! for that, so that nothing is kept for what is granted.

use wasmtime::StoreContextMut;
use wasmtime::component::{LinkerInstance, Resource, WasmStr};
use wasmtime_wasi::filesystem::{Descriptor, WasiFilesystemCtxView, WasiFilesystemView as _};
use wasmtime_wasi::p2::FsError;
use wasmtime_wasi::p2::bindings::filesystem::types::{
    ErrorCode, HostDescriptor as _, NewTimestamp, PathFlags,
};

use super::refusal::{self, Wish};
use super::{Answer, at_once};
use crate::host::Host;

type Store<'s> = StoreContextMut<'s, Host>;
type Dir = Resource<Descriptor>;
type View<'v> = WasiFilesystemCtxView<'v>;

/// Puts the functions over those that the interface has.
pub(super) fn add_to_interface(interface: &mut LinkerInstance<'_, Host>) -> wasmtime::Result<()> {
    add_questions(interface)?;
    add_changes(interface)?;
    add_pairs(interface)?;
    add_changes_of_what_is_open(interface)
}

fn add_questions(interface: &mut LinkerInstance<'_, Host>) -> wasmtime::Result<()> {
    interface.func_wrap(
        "[method]descriptor.stat-at",
        |mut store: Store<'_>, (dir, flags, path): (Dir, PathFlags, WasmStr)| {
            at(&mut store, Wish::Read, dir, path, |view, dir, path| {
                at_once(view.stat_at(dir, flags, path))
            })
        },
    )?;
    interface.func_wrap(
        "[method]descriptor.readlink-at",
        |mut store: Store<'_>, (dir, path): (Dir, WasmStr)| {
            at(&mut store, Wish::Read, dir, path, |view, dir, path| {
                at_once(view.readlink_at(dir, path))
            })
        },
    )?;
    interface.func_wrap(
        "[method]descriptor.metadata-hash-at",
        |mut store: Store<'_>, (dir, flags, path): (Dir, PathFlags, WasmStr)| {
            at(&mut store, Wish::Read, dir, path, |view, dir, path| {
                at_once(view.metadata_hash_at(dir, flags, path))
            })
        },
    )
}

fn add_changes(interface: &mut LinkerInstance<'_, Host>) -> wasmtime::Result<()> {
    interface.func_wrap(
        "[method]descriptor.create-directory-at",
        |mut store: Store<'_>, (dir, path): (Dir, WasmStr)| {
            at(&mut store, Wish::Change, dir, path, |view, dir, path| {
                at_once(view.create_directory_at(dir, path))
            })
        },
    )?;
    interface.func_wrap(
        "[method]descriptor.remove-directory-at",
        |mut store: Store<'_>, (dir, path): (Dir, WasmStr)| {
            at(&mut store, Wish::Change, dir, path, |view, dir, path| {
                at_once(view.remove_directory_at(dir, path))
            })
        },
    )?;
    interface.func_wrap(
        "[method]descriptor.unlink-file-at",
        |mut store: Store<'_>, (dir, path): (Dir, WasmStr)| {
            at(&mut store, Wish::Change, dir, path, |view, dir, path| {
                at_once(view.unlink_file_at(dir, path))
            })
        },
    )?;
    type SetTimes = (Dir, PathFlags, WasmStr, NewTimestamp, NewTimestamp);
    interface.func_wrap(
        "[method]descriptor.set-times-at",
        |mut store: Store<'_>, (dir, flags, path, accessed, modified): SetTimes| {
            at(&mut store, Wish::Change, dir, path, |view, dir, path| {
                at_once(view.set_times_at(dir, flags, path, accessed, modified))
            })
        },
    )
}

fn add_pairs(interface: &mut LinkerInstance<'_, Host>) -> wasmtime::Result<()> {
    interface.func_wrap(
        "[method]descriptor.link-at",
        |mut store: Store<'_>,
         (dir, flags, path, new_dir, new_path): (Dir, PathFlags, WasmStr, Dir, WasmStr)| {
            let dirs = (dir.rep(), new_dir.rep());
            let texts = (text(&store, &path)?, text(&store, &new_path)?);
            let mut view = store.data_mut().filesystem();
            let linked = at_once(view.link_at(dir, flags, texts.0, new_dir, texts.1));
            answer_pair(&mut store, dirs, (path, new_path), linked)
        },
    )?;
    interface.func_wrap(
        "[method]descriptor.rename-at",
        |mut store: Store<'_>, (dir, path, new_dir, new_path): (Dir, WasmStr, Dir, WasmStr)| {
            let dirs = (dir.rep(), new_dir.rep());
            let texts = (text(&store, &path)?, text(&store, &new_path)?);
            let mut view = store.data_mut().filesystem();
            let renamed = at_once(view.rename_at(dir, texts.0, new_dir, texts.1));
            answer_pair(&mut store, dirs, (path, new_path), renamed)
        },
    )?;
    interface.func_wrap(
        "[method]descriptor.symlink-at",
        |mut store: Store<'_>, (dir, target, path): (Dir, WasmStr, WasmStr)| {
            let rep = dir.rep();
            let texts = (text(&store, &target)?, text(&store, &path)?);
            let mut view = store.data_mut().filesystem();
            let linked = at_once(view.symlink_at(dir, texts.0, texts.1));
            answer(&mut store, linked, |store| {
                let (target, path) = (text(store, &target)?, text(store, &path)?);
                refusal::note_link(store.data_mut(), rep, &target, &path);
                Ok(())
            })
        },
    )
}

fn add_changes_of_what_is_open(interface: &mut LinkerInstance<'_, Host>) -> wasmtime::Result<()> {
    interface.func_wrap(
        "[method]descriptor.set-size",
        |mut store: Store<'_>, (file, size): (Dir, u64)| {
            change(&mut store, file, |view, file| {
                at_once(view.set_size(file, size))
            })
        },
    )?;
    interface.func_wrap(
        "[method]descriptor.set-times",
        |mut store: Store<'_>, (file, accessed, modified): (Dir, NewTimestamp, NewTimestamp)| {
            change(&mut store, file, |view, file| {
                at_once(view.set_times(file, accessed, modified))
            })
        },
    )?;
    interface.func_wrap(
        "[method]descriptor.write-via-stream",
        |mut store: Store<'_>, (file, offset): (Dir, u64)| {
            change(&mut store, file, |view, file| {
                view.write_via_stream(file, offset)
            })
        },
    )?;
    interface.func_wrap(
        "[method]descriptor.append-via-stream",
        |mut store: Store<'_>, (file,): (Dir,)| {
            change(&mut store, file, |view, file| view.append_via_stream(file))
        },
    )
}

/// Does something with a path in a directory.
pub(super) fn at<T>(
    store: &mut Store<'_>,
    wish: Wish,
    dir: Dir,
    path: WasmStr,
    act: impl FnOnce(&mut View<'_>, Dir, String) -> Result<T, FsError>,
) -> Answer<T> {
    let rep = dir.rep();
    let copy = text(store, &path)?;
    let done = act(&mut store.data_mut().filesystem(), dir, copy);
    answer(store, done, |store| {
        let path = text(store, &path)?;
        refusal::note(store.data_mut(), rep, wish, &path);
        Ok(())
    })
}

/// The answer about two paths, either of which may be what was refused.
fn answer_pair(
    store: &mut Store<'_>,
    dirs: (u32, u32),
    paths: (WasmStr, WasmStr),
    done: Result<(), FsError>,
) -> Answer<()> {
    answer(store, done, |store| {
        let paths = (text(store, &paths.0)?, text(store, &paths.1)?);
        let host = store.data_mut();
        if !refusal::note(host, dirs.0, Wish::Change, &paths.0) {
            refusal::note(host, dirs.1, Wish::Change, &paths.1);
        }
        Ok(())
    })
}

/// Changes something that is open.
fn change<T>(
    store: &mut Store<'_>,
    descriptor: Dir,
    act: impl FnOnce(&mut View<'_>, Dir) -> Result<T, FsError>,
) -> Answer<T> {
    let rep = descriptor.rep();
    let done = act(&mut store.data_mut().filesystem(), descriptor);
    answer(store, done, |store| {
        refusal::note_open(store.data_mut(), &Resource::new_borrow(rep));
        Ok(())
    })
}

/// A file system's error is the component's to handle, and one of permission is explained; any other ends the call.
fn answer<T>(
    store: &mut Store<'_>,
    done: Result<T, FsError>,
    explain: impl FnOnce(&mut Store<'_>) -> wasmtime::Result<()>,
) -> Answer<T> {
    let code = match done {
        Ok(value) => return Ok((Ok(value),)),
        Err(error) => error.downcast()?,
    };
    if matches!(code, ErrorCode::NotPermitted) {
        explain(store)?;
    }
    Ok((Err(code),))
}

/// What a component wrote.
fn text(store: &Store<'_>, path: &WasmStr) -> wasmtime::Result<String> {
    Ok(path.to_str(store)?.into_owned())
}
