//! One `sqlite3`: an open database.

use std::ffi::{CString, c_int, c_uint, c_void};
use std::ptr::{self, NonNull};
use std::rc::Rc;

use libsqlite3_sys as sys;

use super::file;
use crate::bindings::{Error, OpenMode};
use crate::error;
use crate::limit::Limit;

/// An open database. Statements and backups keep it open.
pub(crate) struct Handle {
    raw: NonNull<sys::sqlite3>,
    /// Its address is with SQLite, so it has a place of its own.
    limit: Box<Limit>,
}

impl Handle {
    /// Opens the file at `path`, or an empty database in memory for `:memory:`.
    pub(crate) fn open(path: &str, mode: OpenMode) -> Result<Rc<Self>, Error> {
        let flags = sys::SQLITE_OPEN_NOMUTEX
            | sys::SQLITE_OPEN_EXRESCODE
            | match mode {
                OpenMode::ReadOnly => sys::SQLITE_OPEN_READONLY,
                OpenMode::ReadWrite => sys::SQLITE_OPEN_READWRITE,
                OpenMode::Create => sys::SQLITE_OPEN_READWRITE | sys::SQLITE_OPEN_CREATE,
            };
        let name = CString::new(path)
            .map_err(|_| error::new(sys::SQLITE_CANTOPEN, "the path has a NUL byte in it"))?;
        let mut raw = ptr::null_mut();
        // SAFETY: the name is NUL-terminated, and SQLite copies it.
        let code = unsafe { sys::sqlite3_open_v2(name.as_ptr(), &mut raw, flags, ptr::null()) };
        let raw = NonNull::new(raw).ok_or_else(error::no_memory)?;
        let handle = Rc::new(Self {
            raw,
            limit: Box::new(Limit::new()),
        });
        handle.check(code)?;
        handle.install_busy_handler();
        handle.bound_recursion();
        Ok(handle)
    }

    /// Opens a copy of a database image in memory.
    pub(crate) fn deserialize(image: &[u8]) -> Result<Rc<Self>, Error> {
        let handle = Self::open(":memory:", OpenMode::Create)?;
        let length = image.len();
        // SAFETY: a plain allocation; null is checked below.
        let copy = unsafe { sys::sqlite3_malloc64(length.max(1) as u64) }.cast::<u8>();
        if copy.is_null() {
            return Err(error::no_memory());
        }
        // SAFETY: `copy` has room for `length` bytes, and both are apart from each other.
        unsafe { ptr::copy_nonoverlapping(image.as_ptr(), copy, length) };
        // A database in memory can't be in WAL mode: the header is told so, as
        // <https://sqlite.org/c3ref/deserialize.html> recommends.
        if length >= 20 && image[18..20] == [2, 2] {
            // SAFETY: both bytes are inside the copy.
            unsafe { ptr::write_bytes(copy.add(18), 1, 2) };
        }
        let flags = sys::SQLITE_DESERIALIZE_FREEONCLOSE | sys::SQLITE_DESERIALIZE_RESIZEABLE;
        let size = length as i64;
        // SAFETY: the copy was allocated by SQLite, which owns it from here on, also on failure.
        let code = unsafe {
            sys::sqlite3_deserialize(handle.raw(), c"main".as_ptr(), copy, size, size, flags)
        };
        handle.check(code)?;
        Ok(handle)
    }

    /// The whole database as bytes.
    pub(crate) fn serialize(&self) -> Result<Vec<u8>, Error> {
        let mut size = 0;
        // SAFETY: the handle is open and `size` a place to write to.
        let image = unsafe { sys::sqlite3_serialize(self.raw(), c"main".as_ptr(), &mut size, 0) };
        if image.is_null() {
            // SQLite sets no error here; its one way to fail on an open database is memory.
            return if size == 0 {
                Ok(Vec::new())
            } else {
                Err(error::no_memory())
            };
        }
        // SAFETY: SQLite gave an allocation of `size` bytes.
        let bytes = unsafe { std::slice::from_raw_parts(image, size as usize) };
        let copy = error::copy_bytes(bytes);
        // SAFETY: the allocation is ours, and `bytes` is not used any more.
        unsafe { sys::sqlite3_free(image.cast()) };
        copy
    }

    /// The pointer, for calls while `self` lives.
    pub(super) fn raw(&self) -> *mut sys::sqlite3 {
        self.raw.as_ptr()
    }

    /// Turns a result code into a result, with the message that SQLite has just set.
    pub(super) fn check(&self, code: c_int) -> Result<(), Error> {
        match code {
            sys::SQLITE_OK | sys::SQLITE_ROW | sys::SQLITE_DONE => Ok(()),
            _ => Err(self.error(code)),
        }
    }

    /// The error of the latest call, which returned `code`.
    pub(super) fn error(&self, code: c_int) -> Error {
        // SAFETY: the handle is open; the message is copied before the next call.
        let (message, offset) = unsafe {
            (
                super::text(sys::sqlite3_errmsg(self.raw())),
                sys::sqlite3_error_offset(self.raw()),
            )
        };
        if code & 0xff == sys::SQLITE_BUSY && self.limit.has_passed() {
            return error::new(
                sys::SQLITE_INTERRUPT,
                "interrupted: the time limit has passed",
            );
        }
        error::explain(code, message, u32::try_from(offset).ok())
    }

    /// The time limit of calls and of waiting.
    pub(crate) fn limit(&self) -> &Limit {
        &self.limit
    }

    /// Ends what is running.
    pub(crate) fn interrupt(&self) {
        // SAFETY: the handle is open.
        unsafe { sys::sqlite3_interrupt(self.raw()) };
    }

    /// Whether no transaction is open.
    pub(crate) fn is_autocommit(&self) -> bool {
        // SAFETY: the handle is open.
        unsafe { sys::sqlite3_get_autocommit(self.raw()) != 0 }
    }

    /// Rows that the latest `INSERT`, `UPDATE` or `DELETE` changed.
    pub(crate) fn changes(&self) -> u64 {
        // SAFETY: the handle is open.
        unsafe { sys::sqlite3_changes64(self.raw()) }.cast_unsigned()
    }

    /// Rows changed since the database was opened.
    pub(crate) fn total_changes(&self) -> u64 {
        // SAFETY: the handle is open.
        unsafe { sys::sqlite3_total_changes64(self.raw()) }.cast_unsigned()
    }

    /// The rowid of the latest insert.
    pub(crate) fn last_insert_rowid(&self) -> i64 {
        // SAFETY: the handle is open.
        unsafe { sys::sqlite3_last_insert_rowid(self.raw()) }
    }

    /// From now on the database file is locked as a whole at the first access.
    pub(crate) fn claim_file(&self) {
        let (name, nothing) = (c"main".as_ptr(), ptr::null_mut());
        // SAFETY: our own file layer answers this operation, and takes no argument.
        unsafe { sys::sqlite3_file_control(self.raw(), name, file::CLAIM, nothing) };
    }

    /// Turns the time limit's check on or off.
    pub(crate) fn watch_time(&self, on: bool) {
        /// So many instructions of SQLite's machine pass between two looks at the clock.
        const INSTRUCTIONS: c_int = 1000;
        let context = ptr::from_ref::<Limit>(&self.limit)
            .cast_mut()
            .cast::<c_void>();
        let handler: Option<unsafe extern "C" fn(*mut c_void) -> c_int> =
            if on { Some(on_progress) } else { None };
        // SAFETY: the limit lives in its box until after the handle is closed.
        unsafe { sys::sqlite3_progress_handler(self.raw(), INSTRUCTIONS, handler, context) };
    }

    /// Refuses SQL that would need more of the call stack than a host is sure to give (half a
    /// megabyte with wasmtime's defaults): an error here, a trap otherwise.
    fn bound_recursion(&self) {
        /// What was found to fit, with room to spare for what the calling component uses.
        const LIMITS: [(c_int, c_int); 2] = [
            (sys::SQLITE_LIMIT_EXPR_DEPTH, 600),
            // Each wildcard among other letters is one level.
            (sys::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 5000),
        ];
        for (limit, value) in LIMITS {
            // SAFETY: the handle is open.
            unsafe { sys::sqlite3_limit(self.raw(), limit, value) };
        }
    }

    fn install_busy_handler(&self) {
        let context = ptr::from_ref::<Limit>(&self.limit)
            .cast_mut()
            .cast::<c_void>();
        // SAFETY: the limit lives in its box until after the handle is closed.
        unsafe { sys::sqlite3_busy_handler(self.raw(), Some(on_busy), context) };
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        // SAFETY: statements and backups own a reference to the handle, so none is left.
        unsafe { sys::sqlite3_close(self.raw()) };
    }
}

unsafe extern "C" fn on_progress(context: *mut c_void) -> c_int {
    // SAFETY: registered with a `Limit` that outlives the handle.
    let limit = unsafe { &*context.cast::<Limit>() };
    c_int::from(limit.has_passed())
}

unsafe extern "C" fn on_busy(context: *mut c_void, attempts: c_int) -> c_int {
    // SAFETY: registered with a `Limit` that outlives the handle.
    let limit = unsafe { &*context.cast::<Limit>() };
    c_int::from(limit.wait(attempts.cast_unsigned()))
}

/// SQLite's version.
pub(crate) fn version() -> String {
    // SAFETY: a constant string.
    unsafe { super::text(sys::sqlite3_libversion()) }
}

/// The options that SQLite was compiled with.
pub(crate) fn compile_options() -> Vec<String> {
    (0 as c_int..)
        .map_while(|index| {
            // SAFETY: any index is allowed; beyond the last option there is a null pointer.
            let option = unsafe { sys::sqlite3_compileoption_get(index) };
            // SAFETY: null or a constant string.
            (!option.is_null()).then(|| unsafe { super::text(option) })
        })
        .collect()
}

/// Flags of `sqlite3_prepare_v3` for a statement that is kept.
pub(super) const KEPT: c_uint = sys::SQLITE_PREPARE_PERSISTENT;
