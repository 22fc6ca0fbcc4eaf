//! What the handles to one connection share: the open database, its statement cache, and which
//! transactions and backups are under way.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::bindings::{Batch, Error, LockingMode, OpenMode, OpenOptions, Outcome, Value};
use crate::cache::Cache;
use crate::error;
use crate::ffi::{Handle, Statement};
use crate::rows;
use crate::vfs::{Failure, Place};

/// An open database. Connections, statements, transactions and backups keep it open.
pub(crate) struct Database {
    // Before the handle, which its statements need.
    cache: Cache,
    handle: Rc<Handle>,
    /// The open transactions, the outermost first.
    pub(crate) transactions: RefCell<Vec<u64>>,
    /// A backup is being written into this database.
    pub(crate) is_destination: Cell<bool>,
}

impl Database {
    /// Opens a file.
    pub(crate) fn open(path: &str, options: &OpenOptions) -> Result<Rc<Self>, Error> {
        Failure::forget();
        let open = || {
            let place = Place::find(path).map_err(|failure| error::cannot_open(&failure))?;
            let handle = Handle::open(place.path(), options.mode)?;
            handle.limit().set_busy_timeout(options.busy_timeout);
            let database = Self::new(handle);
            if options.locking == LockingMode::Exclusive {
                database.run("PRAGMA locking_mode=EXCLUSIVE")?;
                if options.mode != OpenMode::ReadOnly {
                    database.handle.claim_file();
                }
            }
            // The first access, so that what is wrong with the file shows here.
            database.run("PRAGMA schema_version")?;
            Ok(database)
        };
        open().map_err(|error| error::opening(path, error))
    }

    /// Opens an empty database in memory.
    pub(crate) fn open_memory() -> Result<Rc<Self>, Error> {
        Ok(Self::new(Handle::open(":memory:", OpenMode::Create)?))
    }

    /// Opens a copy of an image in memory.
    pub(crate) fn deserialize(image: &[u8]) -> Result<Rc<Self>, Error> {
        let database = Self::new(Handle::deserialize(image)?);
        database.run("PRAGMA schema_version")?;
        Ok(database)
    }

    fn new(handle: Rc<Handle>) -> Rc<Self> {
        Rc::new(Self {
            cache: Cache::default(),
            handle,
            transactions: RefCell::default(),
            is_destination: Cell::new(false),
        })
    }

    /// The open database of SQLite's, without the checks of `begin_call`.
    pub(crate) fn handle(&self) -> &Rc<Handle> {
        &self.handle
    }

    /// A call that runs SQL begins: sets its time limit, and refuses it during a backup.
    pub(crate) fn begin_call(&self) -> Result<&Rc<Handle>, Error> {
        Failure::forget();
        if self.is_destination.get() {
            return Err(error::is_destination());
        }
        self.handle.limit().start();
        Ok(&self.handle)
    }

    /// Compiles the one statement of `sql`.
    pub(crate) fn prepare(&self, sql: &str, keep: bool) -> Result<Statement, Error> {
        let handle = self.begin_call()?;
        check_text(sql)?;
        let first = Statement::prepare(handle, sql, keep)?;
        let Some(statement) = first.statement else {
            return Err(error::misuse("there is no statement in the text"));
        };
        check_rest(handle, sql, first.end)?;
        Ok(statement)
    }

    /// Runs one statement without parameters to its end.
    pub(crate) fn run(&self, sql: &str) -> Result<(), Error> {
        self.with_statement(sql, rows::run)
    }

    /// Binds, and runs one statement to its end.
    pub(crate) fn execute(&self, sql: &str, params: Vec<Value>) -> Result<Outcome, Error> {
        self.with_statement(sql, |statement| {
            statement.bind_all(params)?;
            rows::execute(statement)
        })
    }

    /// Binds, and fetches up to `max_rows` rows of one statement; 0 is all.
    pub(crate) fn query(
        &self,
        sql: &str,
        params: Vec<Value>,
        max_rows: u32,
    ) -> Result<Batch, Error> {
        self.with_statement(sql, |statement| {
            statement.bind_all(params)?;
            Ok(rows::fetch(statement, max_rows, false)?.batch)
        })
    }

    /// Runs all statements of `sql`.
    pub(crate) fn execute_batch(&self, sql: &str) -> Result<(), Error> {
        let handle = self.begin_call()?;
        check_text(sql)?;
        let mut start = 0;
        while start < sql.len() {
            let outcome = Statement::prepare(handle, &sql[start..], false).and_then(|first| {
                if let Some(statement) = &first.statement {
                    rows::run(statement)?;
                }
                Ok(first.end)
            });
            match outcome {
                Ok(0) => break,
                Ok(end) => start += end,
                Err(error) => return Err(error::shift(error, start)),
            }
        }
        Ok(())
    }

    fn with_statement<T>(
        &self,
        sql: &str,
        act: impl FnOnce(&Statement) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.begin_call()?;
        let statement = match self.cache.take(sql) {
            Some(statement) => statement,
            None => self.prepare(sql, true)?,
        };
        let outcome = act(&statement);
        self.cache.put(sql, statement);
        outcome
    }

    /// Drops the statements that are kept for later.
    pub(crate) fn clear_cache(&self) {
        self.cache.clear();
    }
}

fn check_text(sql: &str) -> Result<(), Error> {
    match sql.bytes().position(|byte| byte == 0) {
        None => Ok(()),
        Some(offset) => Err(Error {
            offset: u32::try_from(offset).ok(),
            ..error::misuse("there is a NUL byte in the SQL text")
        }),
    }
}

/// Refuses a second statement in `sql` from `start` on.
fn check_rest(handle: &Rc<Handle>, sql: &str, mut start: usize) -> Result<(), Error> {
    while start < sql.len() {
        let rest = &sql[start..];
        if rest
            .bytes()
            .all(|byte| byte.is_ascii_whitespace() || byte == b';')
        {
            break;
        }
        let next = Statement::prepare(handle, rest, false);
        match next {
            Ok(next) if next.statement.is_none() && next.end > 0 => start += next.end,
            Ok(next) if next.statement.is_none() => break,
            _ => {
                let space = rest.len() - rest.trim_ascii_start().len();
                let error = error::misuse(
                    "there is more than one statement in the text; use `execute-batch` for several",
                );
                return Err(Error {
                    offset: u32::try_from(start + space).ok(),
                    ..error
                });
            }
        }
    }
    Ok(())
}
