//! One `sqlite3_backup`: an online backup under way.

use std::ffi::c_int;
use std::ptr::NonNull;
use std::rc::Rc;

use libsqlite3_sys as sys;

use super::handle::Handle;
use crate::bindings::{Error, Progress};

/// A backup under way. It keeps both databases open.
pub(crate) struct Backup {
    raw: NonNull<sys::sqlite3_backup>,
    _destination: Rc<Handle>,
    _source: Rc<Handle>,
}

impl Backup {
    /// Begins to copy `source` over what `destination` holds.
    pub(crate) fn begin(source: &Rc<Handle>, destination: &Rc<Handle>) -> Result<Self, Error> {
        let main = c"main".as_ptr();
        // SAFETY: both handles are open, and the backup keeps them so.
        let raw = unsafe { sys::sqlite3_backup_init(destination.raw(), main, source.raw(), main) };
        let Some(raw) = NonNull::new(raw) else {
            // SAFETY: the handle is open; a failed start leaves its error there.
            let code = unsafe { sys::sqlite3_extended_errcode(destination.raw()) };
            return Err(destination.error(code));
        };
        Ok(Self {
            raw,
            _destination: Rc::clone(destination),
            _source: Rc::clone(source),
        })
    }

    /// Copies up to `pages` pages; 0 is all.
    pub(crate) fn step(&self, pages: u32) -> Result<Progress, Error> {
        let pages = match c_int::try_from(pages) {
            Ok(0) | Err(_) => -1,
            Ok(pages) => pages,
        };
        let raw = self.raw.as_ptr();
        // SAFETY: the backup is not finished.
        match unsafe { sys::sqlite3_backup_step(raw, pages) } {
            sys::SQLITE_OK | sys::SQLITE_DONE => {}
            code => return Err(step_error(code)),
        }
        // SAFETY: the backup is not finished.
        let (remaining, total) = unsafe {
            (
                sys::sqlite3_backup_remaining(raw),
                sys::sqlite3_backup_pagecount(raw),
            )
        };
        Ok(Progress {
            remaining: remaining.max(0).cast_unsigned(),
            total: total.max(0).cast_unsigned(),
        })
    }
}

impl Drop for Backup {
    fn drop(&mut self) {
        // SAFETY: finished once, here; both handles are still open.
        unsafe { sys::sqlite3_backup_finish(self.raw.as_ptr()) };
    }
}

/// A step leaves no message at the destination, so the code's own words are used.
fn step_error(code: c_int) -> Error {
    // SAFETY: a constant string for any code.
    let message = unsafe { super::text(sys::sqlite3_errstr(code)) };
    crate::error::explain(code, message, None)
}
