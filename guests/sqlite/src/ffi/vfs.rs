//! `sqlite3_vfs` and `sqlite3_io_methods` over `crate::vfs`.
//!
//! Translates pointers and result codes; what is done with files is decided in `crate::vfs`.
//! There are no `xShm` methods: without them SQLite keeps to WAL's exclusive mode.

use std::ffi::{CStr, c_char, c_int, c_void};
use std::ptr;
use std::slice;

use libsqlite3_sys as sys;
use wasip2::filesystem::types::ErrorCode;

use crate::clock;
use crate::vfs::{Access, Cause, Failure, File, Level, Place};

/// The file control that makes a connection lock the whole file at its first access.
pub(super) const CLAIM: c_int = 0x5747_0001;

/// The longest path, in bytes, with its NUL.
const MAX_PATH: c_int = 4096;

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

/// Called by SQLite when it starts, as it is compiled with `SQLITE_OS_OTHER`.
#[unsafe(no_mangle)]
extern "C" fn sqlite3_os_init() -> c_int {
    let vfs = Box::leak(Box::new(sys::sqlite3_vfs {
        iVersion: 2,
        szOsFile: size_of::<Raw>() as c_int,
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

/// A result as SQLite's code; a failure becomes `code`.
fn answer(result: Result<(), Failure>, code: c_int) -> c_int {
    match result {
        Ok(()) => sys::SQLITE_OK,
        Err(_) => code,
    }
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

/// The open file behind SQLite's.
///
/// # Safety
///
/// `file` was opened by `open` and not yet closed, and no other reference to it is in use.
unsafe fn opened<'a>(file: *mut sys::sqlite3_file) -> &'a mut File {
    // SAFETY: `open` has put a leaked box there.
    unsafe { &mut *(*file.cast::<Raw>()).file }
}

unsafe extern "C" fn open(
    _: *mut sys::sqlite3_vfs,
    name: sys::sqlite3_filename,
    file: *mut sys::sqlite3_file,
    flags: c_int,
    flags_out: *mut c_int,
) -> c_int {
    // SAFETY: SQLite gives room for a `Raw`; null methods tell it not to close after a failure.
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
    // SAFETY: `file` has room for a `Raw`, and `flags_out` is null or a place to write to.
    unsafe {
        file.cast::<Raw>().write(Raw {
            base: sys::sqlite3_file { pMethods: &METHODS },
            file: Box::into_raw(Box::new(opened)),
        });
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

unsafe extern "C" fn close(file: *mut sys::sqlite3_file) -> c_int {
    let raw = file.cast::<Raw>();
    // SAFETY: `open` has put a leaked box there, and nothing uses it after this.
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
