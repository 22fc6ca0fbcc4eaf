//! Whether a directory lies on a file system that is mounted for reading only.
//!
//! wasmtime-wasi has no error code of its own for what `open` fails with there (`EROFS`).

use std::fs::File;

/// Whether nothing can be written where `dir` is, whatever its permissions say.
#[cfg(unix)]
pub(crate) fn is_read_only(dir: &File) -> bool {
    use std::os::fd::AsRawFd;

    // SAFETY: `statvfs` is a plain C structure of integers, for which all zeros is a valid value.
    let mut info: libc::statvfs = unsafe { std::mem::zeroed() };
    // SAFETY: the descriptor is open as long as `dir` is borrowed, and `info` outlives the call.
    let result = unsafe { libc::fstatvfs(dir.as_raw_fd(), &mut info) };
    result == 0 && info.f_flag & libc::ST_RDONLY != 0
}

/// Whether nothing can be written where `dir` is; not known on this system.
#[cfg(not(unix))]
pub(crate) fn is_read_only(_: &File) -> bool {
    false
}
