//! `sqlite3_io_methods` over `crate::vfs::File`.
//!
//! There are no `xShm` methods: without them SQLite keeps to WAL's exclusive mode.

use std::ffi::{c_int, c_void};
use std::ptr;
use std::slice;

use libsqlite3_sys as sys;
use wasip2::filesystem::types::ErrorCode;

use crate::vfs::{Cause, Failure, File, Level};

/// The file control that makes a connection lock the whole file at its first access.
pub(super) const CLAIM: c_int = 0x5747_0001;

/// SQLite's file, with ours behind it.
#[repr(C)]
struct Raw {
    base: sys::sqlite3_file,
    file: *mut File,
}

static METHODS: sys::sqlite3_io_methods = sys::sqlite3_io_methods {
    iVersion: 1,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: None,
    xShmLock: None,
    xShmBarrier: None,
    xShmUnmap: None,
    xFetch: None,
    xUnfetch: None,
};

/// Puts `opened` behind SQLite's file.
///
/// # Safety
///
/// `file` has room for `SIZE` bytes.
pub(super) unsafe fn install(file: *mut sys::sqlite3_file, opened: File) {
    let base = sys::sqlite3_file { pMethods: &METHODS };
    let file_behind = Box::into_raw(Box::new(opened));
    // SAFETY: as the caller promises.
    unsafe {
        file.cast::<Raw>().write(Raw {
            base,
            file: file_behind,
        })
    };
}

/// The size of SQLite's file with ours behind it, in bytes.
pub(super) const SIZE: c_int = size_of::<Raw>() as c_int;

/// A result as SQLite's code; a failure becomes `code`.
pub(super) fn answer(result: Result<(), Failure>, code: c_int) -> c_int {
    match result {
        Ok(()) => sys::SQLITE_OK,
        Err(_) => code,
    }
}

/// The open file behind SQLite's.
///
/// # Safety
///
/// `file` was filled by `install` and not yet closed, and no other reference to it is in use.
unsafe fn opened<'a>(file: *mut sys::sqlite3_file) -> &'a mut File {
    // SAFETY: `install` has put a leaked box there.
    unsafe { &mut *(*file.cast::<Raw>()).file }
}

unsafe extern "C" fn close(file: *mut sys::sqlite3_file) -> c_int {
    let raw = file.cast::<Raw>();
    // SAFETY: `install` has put a leaked box there, and nothing uses it after this.
    unsafe {
        drop(Box::from_raw((*raw).file));
        (*raw).file = ptr::null_mut();
        (*raw).base.pMethods = ptr::null();
    }
    sys::SQLITE_OK
}

unsafe extern "C" fn read(
    file: *mut sys::sqlite3_file,
    buffer: *mut c_void,
    length: c_int,
    offset: sys::sqlite3_int64,
) -> c_int {
    // SAFETY: SQLite gives an open file and a buffer of `length` bytes.
    let (file, buffer) = unsafe {
        (
            opened(file),
            slice::from_raw_parts_mut(buffer.cast::<u8>(), length as usize),
        )
    };
    match file.read(buffer, offset.cast_unsigned()) {
        Ok(count) if count == buffer.len() => sys::SQLITE_OK,
        Ok(count) => {
            buffer[count..].fill(0);
            sys::SQLITE_IOERR_SHORT_READ
        }
        Err(_) => sys::SQLITE_IOERR_READ,
    }
}

unsafe extern "C" fn write(
    file: *mut sys::sqlite3_file,
    bytes: *const c_void,
    length: c_int,
    offset: sys::sqlite3_int64,
) -> c_int {
    // SAFETY: SQLite gives an open file and `length` bytes.
    let (file, bytes) = unsafe {
        (
            opened(file),
            slice::from_raw_parts(bytes.cast::<u8>(), length as usize),
        )
    };
    match file.write(bytes, offset.cast_unsigned()) {
        Ok(()) => sys::SQLITE_OK,
        Err(failure) => match failure.cause() {
            Cause::System(ErrorCode::InsufficientSpace | ErrorCode::Quota) => sys::SQLITE_FULL,
            _ => sys::SQLITE_IOERR_WRITE,
        },
    }
}

unsafe extern "C" fn truncate(file: *mut sys::sqlite3_file, size: sys::sqlite3_int64) -> c_int {
    // SAFETY: SQLite gives an open file.
    let file = unsafe { opened(file) };
    answer(
        file.truncate(size.cast_unsigned()),
        sys::SQLITE_IOERR_TRUNCATE,
    )
}

unsafe extern "C" fn sync(file: *mut sys::sqlite3_file, flags: c_int) -> c_int {
    // SAFETY: SQLite gives an open file.
    let file = unsafe { opened(file) };
    answer(
        file.sync(flags & sys::SQLITE_SYNC_DATAONLY != 0),
        sys::SQLITE_IOERR_FSYNC,
    )
}

unsafe extern "C" fn file_size(
    file: *mut sys::sqlite3_file,
    size: *mut sys::sqlite3_int64,
) -> c_int {
    // SAFETY: SQLite gives an open file and a place to write to.
    let (file, size) = unsafe { (opened(file), &mut *size) };
    match file.size() {
        Ok(bytes) => {
            *size = bytes.cast_signed();
            sys::SQLITE_OK
        }
        Err(_) => sys::SQLITE_IOERR_FSTAT,
    }
}

unsafe extern "C" fn lock(file: *mut sys::sqlite3_file, level: c_int) -> c_int {
    // SAFETY: SQLite gives an open file.
    let file = unsafe { opened(file) };
    match file.lock(Level::from_number(level)) {
        Ok(()) => sys::SQLITE_OK,
        Err(failure) => match failure.cause() {
            Cause::BusyHere | Cause::BusyElsewhere => sys::SQLITE_BUSY,
            Cause::ReadOnly => sys::SQLITE_READONLY,
            _ => sys::SQLITE_CANTOPEN,
        },
    }
}

unsafe extern "C" fn unlock(file: *mut sys::sqlite3_file, level: c_int) -> c_int {
    // SAFETY: SQLite gives an open file.
    unsafe { opened(file) }.unlock(Level::from_number(level));
    sys::SQLITE_OK
}

unsafe extern "C" fn check_reserved_lock(
    file: *mut sys::sqlite3_file,
    result: *mut c_int,
) -> c_int {
    // SAFETY: SQLite gives an open file and a place to write to.
    unsafe { *result = c_int::from(opened(file).is_reserved()) };
    sys::SQLITE_OK
}

unsafe extern "C" fn file_control(
    file: *mut sys::sqlite3_file,
    operation: c_int,
    _: *mut c_void,
) -> c_int {
    if operation != CLAIM {
        return sys::SQLITE_NOTFOUND;
    }
    // SAFETY: SQLite gives an open file.
    unsafe { opened(file) }.claim();
    sys::SQLITE_OK
}

unsafe extern "C" fn sector_size(_: *mut sys::sqlite3_file) -> c_int {
    // What `os_unix.c` assumes as well.
    4096
}

unsafe extern "C" fn device_characteristics(_: *mut sys::sqlite3_file) -> c_int {
    // What `os_unix.c` assumes as well: a torn write leaves the bytes around it alone.
    sys::SQLITE_IOCAP_POWERSAFE_OVERWRITE | sys::SQLITE_IOCAP_SUBPAGE_READ
}
