//! The operating system's locks on files.
//!
//! On Linux and macOS these are open-file-description locks (`F_OFD_SETLK`, fcntl(2)) over the whole
//! file, so they meet the POSIX locks that SQLite takes on its lock bytes: a program that uses native
//! SQLite and a component that uses SQLite see each other. They belong to the descriptor, not to
//! the process, and end with it. Elsewhere the standard library's locks on whole files are used.

use std::fs::File;
use std::io;

/// A kind of lock.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lock {
    /// Any number of these at once.
    Shared,
    /// One, and no other of either kind.
    Exclusive,
}

/// Tries to lock `file` without waiting. False when somebody else holds what is in the way.
#[cfg(any(target_os = "linux", target_os = "macos"))]
pub(crate) fn lock(file: &File, lock: Lock) -> io::Result<bool> {
    let kind = match lock {
        Lock::Shared => libc::F_RDLCK,
        Lock::Exclusive => libc::F_WRLCK,
    };
    set(file, kind as _)
}

/// Gives back the lock on `file`, if there is one.
#[cfg(any(target_os = "linux", target_os = "macos"))]
pub(crate) fn unlock(file: &File) {
    // What can't be unlocked is when it is closed.
    let _ = set(file, libc::F_UNLCK as _);
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn set(file: &File, kind: libc::c_short) -> io::Result<bool> {
    use std::os::fd::AsRawFd;

    // SAFETY: `flock` is a plain C structure of integers, for which all zeros is a valid value.
    let mut request: libc::flock = unsafe { std::mem::zeroed() };
    request.l_type = kind;
    request.l_whence = libc::SEEK_SET as _;
    // From the start to the end, however far the file grows: zero for both, as it is already.
    // SAFETY: the descriptor is open as long as `file` is borrowed, and `request` outlives the call.
    let result = unsafe { libc::fcntl(file.as_raw_fd(), libc::F_OFD_SETLK, &request) };
    if result == 0 {
        return Ok(true);
    }
    let error = io::Error::last_os_error();
    match error.raw_os_error() {
        Some(libc::EAGAIN | libc::EACCES) => Ok(false),
        _ => Err(error),
    }
}

/// Tries to lock `file` without waiting. False when somebody else holds what is in the way.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub(crate) fn lock(file: &File, lock: Lock) -> io::Result<bool> {
    let result = match lock {
        Lock::Shared => file.try_lock_shared(),
        Lock::Exclusive => file.try_lock(),
    };
    match result {
        Ok(()) => Ok(true),
        Err(std::fs::TryLockError::WouldBlock) => Ok(false),
        Err(std::fs::TryLockError::Error(error)) => Err(error),
    }
}

/// Gives back the lock on `file`, if there is one.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub(crate) fn unlock(file: &File) {
    // What can't be unlocked is when it is closed.
    let _ = file.unlock();
}
