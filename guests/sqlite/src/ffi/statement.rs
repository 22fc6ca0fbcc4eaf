//! One `sqlite3_stmt`: a compiled statement with its parameters.
//!
//! Parameters are bound without a copy: the statement owns the values for as long as SQLite may
//! look at them.

use std::cell::{Cell, RefCell};
use std::ffi::{CString, c_char, c_int};
use std::ptr::{self, NonNull};
use std::rc::Rc;

use libsqlite3_sys as sys;

use super::handle::{Handle, KEPT};
use crate::bindings::{Column, Error, Value};
use crate::error;

/// A compiled statement.
pub(crate) struct Statement {
    raw: NonNull<sys::sqlite3_stmt>,
    /// What SQLite's pointers lead to; index 0 is parameter 1. Dropped after `raw` is finalised.
    values: RefCell<Vec<Value>>,
    /// It was stepped since it was last reset.
    stepped: Cell<bool>,
    handle: Rc<Handle>,
}

/// The first statement of a text.
pub(crate) struct Prepared {
    /// The statement; `None` where there is only white space or a comment.
    pub(crate) statement: Option<Statement>,
    /// Where the text after it begins.
    pub(crate) end: usize,
}

impl Statement {
    /// Compiles the first statement of `sql`, to be kept for many runs or not.
    pub(crate) fn prepare(handle: &Rc<Handle>, sql: &str, keep: bool) -> Result<Prepared, Error> {
        let length = c_int::try_from(sql.len()).map_err(|_| error::too_big())?;
        let start = sql.as_ptr().cast::<c_char>();
        let (mut raw, mut tail) = (ptr::null_mut(), ptr::null());
        let flags = if keep { KEPT } else { 0 };
        // SAFETY: SQLite reads at most `length` bytes, and copies what it keeps of them.
        let code = unsafe {
            sys::sqlite3_prepare_v3(handle.raw(), start, length, flags, &mut raw, &mut tail)
        };
        handle.check(code)?;
        let end = (tail.addr().wrapping_sub(start.addr())).min(sql.len());
        let statement = NonNull::new(raw).map(|raw| Self {
            raw,
            values: RefCell::new(Vec::new()),
            stepped: Cell::new(false),
            handle: Rc::clone(handle),
        });
        Ok(Prepared { statement, end })
    }

    /// The database that the statement belongs to.
    pub(crate) fn handle(&self) -> &Rc<Handle> {
        &self.handle
    }

    /// How many parameters there are.
    pub(crate) fn parameter_count(&self) -> usize {
        // SAFETY: the statement is not finalised.
        unsafe { sys::sqlite3_bind_parameter_count(self.raw()) }
            .max(0)
            .cast_unsigned() as usize
    }

    /// The index of the parameter of that name, counted from 1.
    pub(crate) fn parameter_index(&self, name: &str) -> Option<usize> {
        let name = CString::new(name).ok()?;
        // SAFETY: the name is NUL-terminated.
        let index = unsafe { sys::sqlite3_bind_parameter_index(self.raw(), name.as_ptr()) };
        usize::try_from(index).ok().filter(|index| *index > 0)
    }

    /// Whether the statement leaves the database as it is.
    pub(crate) fn is_read_only(&self) -> bool {
        // SAFETY: the statement is not finalised.
        unsafe { sys::sqlite3_stmt_readonly(self.raw()) != 0 }
    }

    /// How many columns the result has.
    pub(crate) fn column_count(&self) -> usize {
        // SAFETY: the statement is not finalised.
        unsafe { sys::sqlite3_column_count(self.raw()) }
            .max(0)
            .cast_unsigned() as usize
    }

    /// The column at `index`, counted from 0.
    pub(crate) fn column(&self, index: usize) -> Column {
        let index = index as c_int;
        // SAFETY: any index is allowed; the strings are copied before the next call.
        unsafe {
            let declared = sys::sqlite3_column_decltype(self.raw(), index);
            Column {
                name: super::text(sys::sqlite3_column_name(self.raw(), index)),
                declared_type: (!declared.is_null()).then(|| super::text(declared)),
            }
        }
    }

    /// Binds the parameter at `index`, counted from 1. The statement must have been reset.
    pub(crate) fn bind(&self, index: usize, value: Value) -> Result<(), Error> {
        let count = self.parameter_count();
        if index == 0 || index > count {
            return Err(error::no_parameter(index, count));
        }
        let mut values = self.values.borrow_mut();
        if values.len() < count {
            values.resize_with(count, || Value::Null);
        }
        // SAFETY: the value moves into `values`, which leaves its bytes where they are, and
        // stays there until the parameter is bound anew.
        unsafe { self.bind_in_place(index, &value)? };
        values[index - 1] = value;
        Ok(())
    }

    /// Binds all parameters from index 1 on. The statement must have been reset.
    pub(crate) fn bind_all(&self, values: Vec<Value>) -> Result<(), Error> {
        let count = self.parameter_count();
        if values.len() != count {
            return Err(error::parameter_count(count, values.len()));
        }
        for (index, value) in values.iter().enumerate() {
            // SAFETY: as in `bind`. After an error nothing is bound any more.
            let bound = unsafe { self.bind_in_place(index + 1, value) };
            if let Err(error) = bound {
                self.clear_bindings();
                return Err(error);
            }
        }
        self.values.replace(values);
        Ok(())
    }

    /// Calls `run` with each row of `count` values bound in turn; the last row stays bound.
    pub(crate) fn bind_each(
        &self,
        mut values: Vec<Value>,
        count: usize,
        mut run: impl FnMut(&Self) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut outcome = Ok(());
        'rows: for row in values.chunks_exact(count) {
            for (index, value) in row.iter().enumerate() {
                // SAFETY: the values outlive the loop, after which the last row moves into
                // `self.values`, or nothing is bound any more.
                outcome = unsafe { self.bind_in_place(index + 1, value) };
                if outcome.is_err() {
                    break 'rows;
                }
            }
            outcome = run(self);
            self.reset();
            if outcome.is_err() {
                break;
            }
        }
        if outcome.is_ok() {
            let last = values.len().saturating_sub(count);
            self.values.replace(values.split_off(last));
        } else {
            self.clear_bindings();
        }
        outcome
    }

    /// Sets all parameters to NULL. The statement must have been reset.
    pub(crate) fn clear_bindings(&self) {
        // SAFETY: the statement is not finalised.
        unsafe { sys::sqlite3_clear_bindings(self.raw()) };
        self.values.borrow_mut().clear();
    }

    /// Runs to the next row; `false` is the end.
    pub(crate) fn step(&self) -> Result<bool, Error> {
        self.stepped.set(true);
        // SAFETY: the statement is not finalised.
        match unsafe { sys::sqlite3_step(self.raw()) } {
            sys::SQLITE_ROW => Ok(true),
            sys::SQLITE_DONE => Ok(false),
            code => Err(self.handle.error(code)),
        }
    }

    /// Starts the statement anew.
    pub(crate) fn reset(&self) {
        if !self.stepped.replace(false) {
            return;
        }
        // The code is the one of the step before, which was reported there.
        // SAFETY: the statement is not finalised.
        unsafe { sys::sqlite3_reset(self.raw()) };
    }

    /// The value at `column`, counted from 0, of the row that `step` stopped at.
    pub(crate) fn value(&self, column: usize) -> Result<Value, Error> {
        // SAFETY: the component has one thread, so the value needs no protection; its bytes are
        // copied before the next call. Outside of a row SQLite gives a NULL.
        unsafe {
            let value = sys::sqlite3_column_value(self.raw(), column as c_int);
            Ok(match sys::sqlite3_value_type(value) {
                sys::SQLITE_INTEGER => Value::Integer(sys::sqlite3_value_int64(value)),
                sys::SQLITE_FLOAT => Value::Real(sys::sqlite3_value_double(value)),
                sys::SQLITE_TEXT => {
                    let text = sys::sqlite3_value_text(value);
                    let length = sys::sqlite3_value_bytes(value).max(0) as usize;
                    if text.is_null() {
                        return Err(error::no_memory());
                    }
                    Value::Text(copy_text(std::slice::from_raw_parts(text, length))?)
                }
                sys::SQLITE_BLOB => {
                    let blob = sys::sqlite3_value_blob(value).cast::<u8>();
                    let length = sys::sqlite3_value_bytes(value).max(0) as usize;
                    if length == 0 {
                        Value::Blob(Vec::new())
                    } else if blob.is_null() {
                        return Err(error::no_memory());
                    } else {
                        Value::Blob(error::copy_bytes(std::slice::from_raw_parts(blob, length))?)
                    }
                }
                _ => Value::Null,
            })
        }
    }

    /// Binds without a copy.
    ///
    /// # Safety
    ///
    /// The bytes of `value` stay where they are until the parameter is bound anew or cleared, or
    /// the statement finalised.
    unsafe fn bind_in_place(&self, index: usize, value: &Value) -> Result<(), Error> {
        let (raw, index) = (self.raw(), index as c_int);
        // SAFETY: the caller promises that the bytes stay.
        let code = unsafe {
            match value {
                Value::Null => sys::sqlite3_bind_null(raw, index),
                Value::Integer(integer) => sys::sqlite3_bind_int64(raw, index, *integer),
                Value::Real(real) => sys::sqlite3_bind_double(raw, index, *real),
                Value::Text(text) => sys::sqlite3_bind_text64(
                    raw,
                    index,
                    text.as_ptr().cast(),
                    text.len() as u64,
                    sys::SQLITE_STATIC(),
                    sys::SQLITE_UTF8 as u8,
                ),
                Value::Blob(blob) => sys::sqlite3_bind_blob64(
                    raw,
                    index,
                    blob.as_ptr().cast(),
                    blob.len() as u64,
                    sys::SQLITE_STATIC(),
                ),
            }
        };
        self.handle.check(code)
    }

    fn raw(&self) -> *mut sys::sqlite3_stmt {
        self.raw.as_ptr()
    }
}

impl Drop for Statement {
    fn drop(&mut self) {
        // SAFETY: finalised once, here; the handle is still open.
        unsafe { sys::sqlite3_finalize(self.raw()) };
    }
}

/// Copies text; where it is not UTF-8 (SQLite stores what it is given), the wrong bytes become
/// U+FFFD.
fn copy_text(bytes: &[u8]) -> Result<String, Error> {
    match str::from_utf8(bytes) {
        Ok(text) => {
            let mut copy = String::new();
            copy.try_reserve_exact(text.len())
                .map_err(|_| error::no_memory())?;
            copy.push_str(text);
            Ok(copy)
        }
        Err(_) => Ok(String::from_utf8_lossy(bytes).into_owned()),
    }
}
