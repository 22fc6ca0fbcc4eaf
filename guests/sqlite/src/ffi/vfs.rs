//! `sqlite3_vfs` over `crate::vfs`: opening, deleting and finding files, time and chance.
//!
//! Translates pointers and result codes; what is done with files is decided in `crate::vfs`.

use std::ffi::{CStr, c_char, c_int};
use std::ptr;

use libsqlite3_sys as sys;
use wasip2::filesystem::types::ErrorCode;

use super::file::{self, answer};
use crate::clock;
use crate::vfs::{Access, Cause, Failure, File, Place};

/// The longest path, in bytes, with its NUL.
const MAX_PATH: c_int = 4096;

/// Called by SQLite when it starts, as it is compiled with `SQLITE_OS_OTHER`.
#[unsafe(no_mangle)]
extern "C" fn sqlite3_os_init() -> c_int {
    let vfs = Box::leak(Box::new(sys::sqlite3_vfs {
        iVersion: 2,
        szOsFile: file::SIZE,
        mxPathname: MAX_PATH,
        pNext: ptr::null_mut(),
        zName: c"wasi".as_ptr(),
        pAppData: ptr::null_mut(),
        xOpen: Some(open),
        xDelete: Some(delete),
        xAccess: Some(access),
        xFullPathname: Some(full_pathname),
        xDlOpen: None,
        xDlError: None,
        xDlSym: None,
        xDlClose: None,
        xRandomness: Some(randomness),
        xSleep: Some(sleep),
        xCurrentTime: Some(current_time),
        xGetLastError: Some(get_last_error),
        xCurrentTimeInt64: Some(current_time_int64),
        xSetSystemCall: None,
        xGetSystemCall: None,
        xNextSystemCall: None,
    }));
    // SAFETY: the structure is never freed.
    unsafe { sys::sqlite3_vfs_register(vfs, 1) }
}

/// Called by SQLite when it ends.
#[unsafe(no_mangle)]
extern "C" fn sqlite3_os_end() -> c_int {
    sys::SQLITE_OK
}

/// A path that SQLite gives; none for a null pointer or what is not UTF-8.
///
/// # Safety
///
/// `path` is null or NUL-terminated, and unchanged for the lifetime `'a`.
unsafe fn path<'a>(path: *const c_char) -> Option<&'a str> {
    if path.is_null() {
        return None;
    }
    // SAFETY: as the caller promises.
    unsafe { CStr::from_ptr(path) }.to_str().ok()
}

unsafe extern "C" fn open(
    _: *mut sys::sqlite3_vfs,
    name: sys::sqlite3_filename,
    file: *mut sys::sqlite3_file,
    flags: c_int,
    flags_out: *mut c_int,
) -> c_int {
    // SAFETY: SQLite gives room for its file; null methods tell it not to close after a failure.
    unsafe { (*file).pMethods = ptr::null() };
    // SAFETY: SQLite keeps the name until the file is closed.
    let Some(path) = (unsafe { path(name) }) else {
        return sys::SQLITE_CANTOPEN;
    };
    let access = Access {
        write: flags & sys::SQLITE_OPEN_READWRITE != 0,
        create: flags & sys::SQLITE_OPEN_CREATE != 0,
        exclusive: flags & sys::SQLITE_OPEN_EXCLUSIVE != 0,
        temporary: flags & sys::SQLITE_OPEN_DELETEONCLOSE != 0,
    };
    let is_database = flags & sys::SQLITE_OPEN_MAIN_DB != 0;
    let opened = if is_database {
        File::open_database(path, access)
    } else {
        File::open_plain(path, access)
    };
    let opened = match opened {
        Ok(opened) => opened,
        Err(failure) => return open_code(&failure, !is_database && access.write),
    };
    // SAFETY: `file` has the room that was asked for, and `flags_out` is null or a place to
    // write to.
    unsafe {
        file::install(file, opened);
        if !flags_out.is_null() {
            *flags_out = flags;
        }
    }
    sys::SQLITE_OK
}

fn open_code(failure: &Failure, is_journal: bool) -> c_int {
    match failure.cause() {
        Cause::BusyHere | Cause::BusyElsewhere => sys::SQLITE_BUSY,
        Cause::Directory => sys::SQLITE_CANTOPEN_ISDIR,
        Cause::System(ErrorCode::InsufficientSpace | ErrorCode::Quota) => sys::SQLITE_FULL,
        _ if is_journal && failure.is_denied() => sys::SQLITE_READONLY_DIRECTORY,
        _ => sys::SQLITE_CANTOPEN,
    }
}

unsafe extern "C" fn delete(
    _: *mut sys::sqlite3_vfs,
    name: *const c_char,
    sync_directory: c_int,
) -> c_int {
    // SAFETY: SQLite gives a NUL-terminated path.
    let Some(place) = (unsafe { path(name) }).and_then(|path| Place::find(path).ok()) else {
        return sys::SQLITE_IOERR_DELETE;
    };
    match place.delete() {
        Ok(true) if sync_directory != 0 => {
            answer(place.sync_directory(), sys::SQLITE_IOERR_DIR_FSYNC)
        }
        Ok(true) => sys::SQLITE_OK,
        Ok(false) => sys::SQLITE_IOERR_DELETE_NOENT,
        Err(_) => sys::SQLITE_IOERR_DELETE,
    }
}

unsafe extern "C" fn access(
    _: *mut sys::sqlite3_vfs,
    name: *const c_char,
    flags: c_int,
    result: *mut c_int,
) -> c_int {
    // SAFETY: SQLite gives a NUL-terminated path.
    let stat = (unsafe { path(name) }).and_then(|path| Place::find(path).ok()?.stat().ok()?);
    // As in `os_unix.c`, an empty file is as good as none where SQLite asks whether one exists.
    let exists = stat.is_some_and(|stat| flags != sys::SQLITE_ACCESS_EXISTS || stat.size > 0);
    // SAFETY: SQLite gives a place to write to.
    unsafe { *result = c_int::from(exists) };
    sys::SQLITE_OK
}

unsafe extern "C" fn full_pathname(
    _: *mut sys::sqlite3_vfs,
    name: *const c_char,
    length: c_int,
    out: *mut c_char,
) -> c_int {
    // SAFETY: SQLite gives a NUL-terminated path.
    let Some(place) = (unsafe { path(name) }).and_then(|path| Place::follow(path).ok()) else {
        return sys::SQLITE_CANTOPEN_FULLPATH;
    };
    let full = place.path().as_bytes();
    if full.len() >= length as usize {
        place.failure(ErrorCode::NameTooLong);
        return sys::SQLITE_CANTOPEN_FULLPATH;
    }
    // SAFETY: `out` has room for `length` bytes, and the path with its NUL is no longer.
    unsafe {
        ptr::copy_nonoverlapping(full.as_ptr(), out.cast::<u8>(), full.len());
        *out.add(full.len()) = 0;
    }
    sys::SQLITE_OK
}

unsafe extern "C" fn randomness(
    _: *mut sys::sqlite3_vfs,
    length: c_int,
    out: *mut c_char,
) -> c_int {
    let bytes = clock::random_bytes(length as usize);
    let count = bytes.len().min(length as usize);
    // SAFETY: `out` has room for `length` bytes.
    unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), out.cast::<u8>(), count) };
    count as c_int
}

unsafe extern "C" fn sleep(_: *mut sys::sqlite3_vfs, microseconds: c_int) -> c_int {
    clock::sleep(u64::from(microseconds.max(0).cast_unsigned()) * 1000);
    microseconds
}

/// Milliseconds from noon of 24 November 4714 BC, Greenwich, to the Unix epoch.
const JULIAN_EPOCH: i64 = 210_866_760_000_000;

unsafe extern "C" fn current_time(_: *mut sys::sqlite3_vfs, days: *mut f64) -> c_int {
    let milliseconds = JULIAN_EPOCH + clock::unix_milliseconds();
    // SAFETY: SQLite gives a place to write to.
    unsafe { *days = milliseconds as f64 / 86_400_000.0 };
    sys::SQLITE_OK
}

unsafe extern "C" fn current_time_int64(
    _: *mut sys::sqlite3_vfs,
    milliseconds: *mut sys::sqlite3_int64,
) -> c_int {
    // SAFETY: SQLite gives a place to write to.
    unsafe { *milliseconds = JULIAN_EPOCH + clock::unix_milliseconds() };
    sys::SQLITE_OK
}

unsafe extern "C" fn get_last_error(_: *mut sys::sqlite3_vfs, _: c_int, _: *mut c_char) -> c_int {
    // The reason goes into the error's message from `Failure`.
    0
}
