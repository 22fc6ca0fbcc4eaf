//! The database file: opening it, its schema, and what its failures become. Knows no queries.

use std::cell::RefCell;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::bindings::sqlite::{
    self, Batch, Connection, ErrorCode, LockingMode, OpenMode, OpenOptions, Outcome,
    TransactionBehavior, Value,
};
use crate::bindings::store::Error;

/// Where the notes are, as the plugin sees it.
const PATH: &str = "/data/notes.db";

/// How long to wait for another process that has the file, in milliseconds.
const BUSY_TIMEOUT: u32 = 5_000;

/// The steps from an empty file to today's schema; `PRAGMA user_version` says how many of them a
/// file has behind it. Steps are only ever added.
const STEPS: [&str; 1] = [include_str!("schema-1.sql")];

thread_local! {
    static DATABASE: RefCell<Option<Database>> = const { RefCell::new(None) };
}

/// The open database.
pub(crate) struct Database {
    connection: Connection,
}

/// Calls `act` with the database, which is opened if it isn't yet.
pub(crate) fn with_database<T>(
    act: impl FnOnce(&Database) -> Result<T, Error>,
) -> Result<T, Error> {
    DATABASE.with_borrow_mut(|slot| {
        let database = match slot.take() {
            Some(database) => database,
            None => Database::open()?,
        };
        act(slot.insert(database))
    })
}

impl Database {
    fn open() -> Result<Self, Error> {
        let options = OpenOptions {
            mode: OpenMode::Create,
            locking: LockingMode::Normal,
            busy_timeout: BUSY_TIMEOUT,
        };
        let database = Self {
            connection: Connection::open(PATH, options)?,
        };
        database.migrate()?;
        Ok(database)
    }

    /// Runs the steps that the file has not behind it, all or none.
    fn migrate(&self) -> Result<(), Error> {
        if self.version()? == STEPS.len() {
            return Ok(());
        }
        self.transaction(|| {
            let version = self.version()?;
            let steps = STEPS.get(version..).ok_or_else(|| {
                Error::Database(format!(
                    "`{PATH}` has schema {version}, made by a newer version of this plugin; \
                     the newest that this one knows is {}",
                    STEPS.len()
                ))
            })?;
            for step in steps {
                self.connection.execute_batch(step)?;
            }
            let pragma = format!("PRAGMA user_version = {}", STEPS.len());
            Ok(self.connection.execute_batch(&pragma)?)
        })
    }

    fn version(&self) -> Result<usize, Error> {
        let batch = self.query("PRAGMA user_version", &[])?;
        let version = batch
            .values
            .into_iter()
            .next()
            .map(integer)
            .unwrap_or_default();
        usize::try_from(version).map_err(|_| {
            Error::Database(format!(
                "`{PATH}` is not a database of notes: its version is {version}"
            ))
        })
    }

    /// Runs one statement.
    pub(crate) fn execute(&self, sql: &str, params: &[Value]) -> Result<Outcome, Error> {
        Ok(self.connection.execute(sql, params)?)
    }

    /// Runs one statement once for each run of parameters in `params`.
    pub(crate) fn execute_many(&self, sql: &str, params: &[Value]) -> Result<(), Error> {
        if !params.is_empty() {
            self.connection.prepare(sql)?.execute_many(params)?;
        }
        Ok(())
    }

    /// Returns all rows of one statement.
    pub(crate) fn query(&self, sql: &str, params: &[Value]) -> Result<Batch, Error> {
        Ok(self.connection.query(sql, params, 0)?)
    }

    /// Keeps all that `act` changes, or nothing if it fails.
    pub(crate) fn transaction<T>(
        &self,
        act: impl FnOnce() -> Result<T, Error>,
    ) -> Result<T, Error> {
        // Dropped without a commit, it is rolled back.
        let transaction = self
            .connection
            .transaction(TransactionBehavior::Immediate)?;
        let done = act()?;
        transaction.commit()?;
        Ok(done)
    }
}

impl From<sqlite::Error> for Error {
    fn from(error: sqlite::Error) -> Self {
        match error.code {
            ErrorCode::Busy | ErrorCode::Locked => Self::Busy(error.message),
            _ => Self::Database(error.message),
        }
    }
}

/// An integer of a row; 0 for any other value, which the schema excludes.
pub(crate) fn integer(value: Value) -> i64 {
    match value {
        Value::Integer(value) => value,
        _ => 0,
    }
}

/// A real number of a row; 0 for any other value.
pub(crate) fn real(value: Value) -> f64 {
    match value {
        Value::Real(value) => value,
        _ => 0.0,
    }
}

/// A text of a row; empty for any other value, which the schema excludes.
pub(crate) fn text(value: Value) -> String {
    match value {
        Value::Text(value) => value,
        _ => String::new(),
    }
}

/// Seconds since the Unix epoch.
pub(crate) fn now() -> u64 {
    let elapsed = SystemTime::now().duration_since(UNIX_EPOCH);
    elapsed.map_or(0, |elapsed| elapsed.as_secs())
}
