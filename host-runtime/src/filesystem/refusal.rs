//! Why a directory that was granted refused an attempt, looked into after it did.
//!
//! wasmtime-wasi answers what leaves a directory, or would change one that may only be read, with `not-permitted`. A file
//! system's own refusals have that code as well, so the reason is found here, or there is none and nothing is noted. What
//! is granted never comes here.

use std::path::{Component, Path};
use std::sync::Arc;

use wasmtime::component::Resource;
use wasmtime_wasi::FsPerms;
use wasmtime_wasi::filesystem::{Descriptor, WasiFilesystemView as _};
use wasmtime_wasi::p2::bindings::filesystem::types::{ErrorCode, HostDescriptor as _};

use super::at_once;
use crate::Area;
use crate::denial::Reason;
use crate::host::Host;

/// How many parts of a path are looked at for a link: more lead through more links than systems follow.
const PARTS: usize = 64;

const READ_ONLY: Reason = Reason {
    why: "the directory was granted for reading only",
    help: "grant it with `Builder::dir` (`--dir` without `:ro`)",
};

const PARENT: Reason = Reason {
    why: "it leaves the directory by `..`",
    help: "grant the directory that it leads to with `Builder::dir` (`--dir`)",
};

const ABSOLUTE: Reason = Reason {
    why: "it is absolute, and paths go from a directory that was granted",
    help: "grant the directory that it is in with `Builder::dir` (`--dir`), and name it from there",
};

const LINK: Reason = Reason {
    why: "a symbolic link on it leads out of the directory",
    help: "put into the directory what the link leads to",
};

const ABSOLUTE_LINK: Reason = Reason {
    why: "a symbolic link can't lead to an absolute path",
    help: "name the target from where the link lies",
};

/// What an attempt was for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    Read,
    Change,
}

/// Notes why `path` was refused in a directory. Whether there is a reason.
#[cold]
pub(super) fn note(host: &mut Host, dir: u32, wish: Wish, path: &str) -> bool {
    if host.opened().denials.is_full() {
        return true;
    }
    let Some(reason) = reason(host, dir, wish, path) else {
        return false;
    };
    let path = match reason == ABSOLUTE {
        true => path.to_string(),
        false => full_path(host, dir, path),
    };
    let what = match reason == READ_ONLY {
        true => format!("a change of `{path}`"),
        false => format!("the path `{path}`"),
    };
    let denials = &host.opened().denials;
    denials.note_for(Area::Files, &what, reason);
    true
}

/// The same for a symbolic link that was to be made.
#[cold]
pub(super) fn note_link(host: &mut Host, dir: u32, target: &str, path: &str) {
    if !note(host, dir, Wish::Change, path) && Path::new(target).has_root() {
        let path = full_path(host, dir, path);
        let what = format!("the link `{path}` to `{target}`");
        let denials = &host.opened().denials;
        denials.note_for(Area::Files, &what, ABSOLUTE_LINK);
    }
}

/// The same for a file or directory that is open, where it may only be read.
pub(super) fn note_open(host: &mut Host, descriptor: &Resource<Descriptor>) {
    if host.wasi_table.get(descriptor).is_ok_and(is_read_only) {
        note_change(host, descriptor.rep());
    }
}

#[cold]
fn note_change(host: &mut Host, descriptor: u32) {
    if host.opened().denials.is_full() {
        return;
    }
    let what = match preopen(host, descriptor) {
        Some(path) => format!("a change of `{path}`"),
        None => "a change of a file that is open".to_string(),
    };
    let denials = &host.opened().denials;
    denials.note_for(Area::Files, &what, READ_ONLY);
}

fn is_read_only(descriptor: &Descriptor) -> bool {
    let perms = match descriptor {
        Descriptor::Dir(dir) => dir.perms,
        Descriptor::File(file) => file.perms,
    };
    perms == FsPerms::ReadOnly
}

fn reason(host: &mut Host, dir: u32, wish: Wish, path: &str) -> Option<Reason> {
    let opened = Resource::<Descriptor>::new_borrow(dir);
    if wish == Wish::Change && host.wasi_table.get(&opened).is_ok_and(is_read_only) {
        return Some(READ_ONLY);
    }
    let mut depth = 0usize;
    let mut part = String::new();
    for (index, component) in Path::new(path).components().enumerate() {
        match component {
            Component::Prefix(_) | Component::RootDir => return Some(ABSOLUTE),
            Component::ParentDir if depth == 0 => return Some(PARENT),
            Component::ParentDir => depth -= 1,
            Component::Normal(_) => depth += 1,
            Component::CurDir => continue,
        }
        if index > 0 {
            part.push('/');
        }
        part.push_str(&component.as_os_str().to_string_lossy());
        if index == PARTS {
            return None;
        }
        if is_link(host, dir, &part) {
            return Some(LINK);
        }
    }
    None
}

/// Whether a path is that of a symbolic link, whose target may be a secret.
fn is_link(host: &mut Host, dir: u32, path: &str) -> bool {
    let dir = Resource::new_borrow(dir);
    let target = at_once(host.filesystem().readlink_at(dir, path.to_string()));
    match target {
        Ok(_) => true,
        Err(error) => matches!(error.downcast_ref(), Some(ErrorCode::NotPermitted)),
    }
}

/// A path as the component sees it, if the directory is one that was granted; what is below it has no name of its own.
fn full_path(host: &mut Host, dir: u32, path: &str) -> String {
    match preopen(host, dir) {
        Some(dir) => format!("{}/{path}", dir.trim_end_matches('/')),
        None => path.to_string(),
    }
}

/// Where the component sees a directory, if it is one that was granted.
fn preopen(host: &mut Host, dir: u32) -> Option<String> {
    let dir = match host.wasi_table.get(&Resource::new_borrow(dir)) {
        Ok(Descriptor::Dir(dir)) => Arc::clone(&dir.dir),
        _ => return None,
    };
    // These are handles of the directories' own, which are the host's to drop.
    let granted = super::directories(host).ok()?;
    let mut name = None;
    for (granted, path) in granted {
        if let Ok(Descriptor::Dir(granted)) = host.wasi_table.delete(granted)
            && Arc::ptr_eq(&granted.dir, &dir)
        {
            name = Some(path);
        }
    }
    name
}
