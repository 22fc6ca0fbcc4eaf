//! Errors as the WIT has them: from SQLite's codes, and from misuse that SQLite never sees.

use std::ffi::c_int;

use libsqlite3_sys as sys;

use crate::bindings::{Error, ErrorCode};
use crate::vfs::Failure;

/// An error with a message of our own.
pub(crate) fn new(extended_code: c_int, message: impl Into<String>) -> Error {
    Error {
        code: primary(extended_code),
        extended_code,
        message: message.into(),
        offset: None,
    }
}

/// An error with SQLite's message, to which the file system's reason is added where it has one.
pub(crate) fn explain(extended_code: c_int, message: String, offset: Option<u32>) -> Error {
    let concerns_files = matches!(
        extended_code & 0xff,
        sys::SQLITE_BUSY
            | sys::SQLITE_CANTOPEN
            | sys::SQLITE_FULL
            | sys::SQLITE_IOERR
            | sys::SQLITE_READONLY
    );
    let failure = Failure::take_latest().filter(|_| concerns_files);
    let message = match failure {
        Some(failure) => format!("{message}: {failure}"),
        None => message,
    };
    Error {
        offset,
        ..new(extended_code, message)
    }
}

/// The interface was used wrongly.
pub(crate) fn misuse(message: impl Into<String>) -> Error {
    new(sys::SQLITE_MISUSE, message)
}

/// The path can't be opened at all.
pub(crate) fn cannot_open(failure: &Failure) -> Error {
    new(sys::SQLITE_CANTOPEN, failure.to_string())
}

/// An error while opening `path`: names the file, where the message does not do so yet.
pub(crate) fn opening(path: &str, error: Error) -> Error {
    let message = match error.message.split_once(": `") {
        // The file system's reason alone says more than SQLite's words before it.
        Some((_, reason)) => format!("`{reason}"),
        None if error.message.contains(path) => error.message,
        None if error.code == ErrorCode::CantOpen => {
            format!("`{path}`: {}{WAL_HINT}", error.message)
        }
        None => format!("`{path}`: {}", error.message),
    };
    Error { message, ..error }
}

/// The one reason to refuse a file that the file system has nothing against.
const WAL_HINT: &str = "; a database in WAL mode needs `locking-mode::exclusive` \
                        and an open mode other than `read-only`";

/// A backup is being written into the database.
pub(crate) fn is_destination() -> Error {
    new(
        sys::SQLITE_LOCKED,
        "the database is the destination of a backup that is not done yet",
    )
}

/// The error of a statement that begins at `start` in a longer text.
pub(crate) fn shift(error: Error, start: usize) -> Error {
    let start = u32::try_from(start).unwrap_or(u32::MAX);
    Error {
        offset: error.offset.map(|offset| offset.saturating_add(start)),
        ..error
    }
}

/// Memory ran out.
pub(crate) fn no_memory() -> Error {
    new(sys::SQLITE_NOMEM, "out of memory")
}

/// Longer than SQLite's limit.
pub(crate) fn too_big() -> Error {
    new(sys::SQLITE_TOOBIG, "string or blob too big")
}

/// Wrong number of values for a statement's parameters.
pub(crate) fn parameter_count(parameters: usize, values: usize) -> Error {
    let message = format!("the statement has {parameters} parameters, but {values} values came");
    new(sys::SQLITE_RANGE, message)
}

/// Wrong number of values for several runs of a statement.
pub(crate) fn parameter_rows(parameters: usize, values: usize) -> Error {
    let message = match parameters {
        0 => "the statement has no parameters to run it many times with".to_owned(),
        _ => format!("{values} values are no whole number of rows of {parameters} parameters"),
    };
    new(sys::SQLITE_RANGE, message)
}

/// An index that is no parameter's.
pub(crate) fn no_parameter(index: usize, parameters: usize) -> Error {
    let message = match parameters {
        0 => format!("there is no parameter {index}: the statement has none"),
        _ => format!("there is no parameter {index}: the statement has 1 to {parameters}"),
    };
    new(sys::SQLITE_RANGE, message)
}

/// A name that is no parameter's.
pub(crate) fn no_name(name: &str) -> Error {
    let message =
        format!("there is no parameter `{name}`; its prefix (`:`, `@` or `$`) belongs to the name");
    new(sys::SQLITE_RANGE, message)
}

/// The transaction was committed or rolled back before.
pub(crate) fn transaction_over() -> Error {
    misuse("the transaction is over: it was ended, or the one around it was")
}

/// SQLite rolled the transaction back.
pub(crate) fn transaction_lost() -> Error {
    new(
        sys::SQLITE_ABORT_ROLLBACK,
        "the transaction was rolled back after an earlier error",
    )
}

/// A copy of `bytes`, or an error where memory does not suffice.
pub(crate) fn copy_bytes(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let mut copy = Vec::new();
    copy.try_reserve_exact(bytes.len())
        .map_err(|_| no_memory())?;
    copy.extend_from_slice(bytes);
    Ok(copy)
}

fn primary(extended_code: c_int) -> ErrorCode {
    match extended_code & 0xff {
        sys::SQLITE_ERROR => ErrorCode::Error,
        sys::SQLITE_INTERNAL => ErrorCode::Internal,
        sys::SQLITE_PERM => ErrorCode::Perm,
        sys::SQLITE_ABORT => ErrorCode::Abort,
        sys::SQLITE_BUSY => ErrorCode::Busy,
        sys::SQLITE_LOCKED => ErrorCode::Locked,
        sys::SQLITE_NOMEM => ErrorCode::NoMem,
        sys::SQLITE_READONLY => ErrorCode::ReadOnly,
        sys::SQLITE_INTERRUPT => ErrorCode::Interrupt,
        sys::SQLITE_IOERR => ErrorCode::IoErr,
        sys::SQLITE_CORRUPT => ErrorCode::Corrupt,
        sys::SQLITE_NOTFOUND => ErrorCode::NotFound,
        sys::SQLITE_FULL => ErrorCode::Full,
        sys::SQLITE_CANTOPEN => ErrorCode::CantOpen,
        sys::SQLITE_PROTOCOL => ErrorCode::Protocol,
        sys::SQLITE_SCHEMA => ErrorCode::Schema,
        sys::SQLITE_TOOBIG => ErrorCode::TooBig,
        sys::SQLITE_CONSTRAINT => ErrorCode::Constraint,
        sys::SQLITE_MISMATCH => ErrorCode::Mismatch,
        sys::SQLITE_MISUSE => ErrorCode::Misuse,
        sys::SQLITE_AUTH => ErrorCode::Auth,
        sys::SQLITE_RANGE => ErrorCode::Range,
        sys::SQLITE_NOTADB => ErrorCode::NotADb,
        _ => ErrorCode::Other,
    }
}
