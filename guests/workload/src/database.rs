//! The workload's database on the interface `wittgen:sqlite/database`, in the way that is natural
//! for it: rows cross in batches.

use wittgen_workload::{Database, Value, ValueRef};

use crate::bindings::sqlite::{
    self, Connection, Error, LockingMode, OpenMode, OpenOptions, Statement,
};

/// How many rows are written in one crossing.
const ROWS_WRITTEN: usize = 1_000;

/// How many rows are read in one crossing.
const ROWS_READ: u32 = 1_000;

/// An open database.
pub(crate) struct Sqlite(Connection);

impl Sqlite {
    /// Opens a file, or a database in memory.
    pub(crate) fn open(path: Option<&str>) -> Result<Self, Error> {
        let options = OpenOptions {
            mode: OpenMode::Create,
            locking: LockingMode::Exclusive,
            busy_timeout: 0,
        };
        let connection = match path {
            Some(path) => Connection::open(path, options)?,
            None => Connection::open_memory()?,
        };
        Ok(Self(connection))
    }
}

impl Database for Sqlite {
    type Error = Error;

    fn batch(&mut self, sql: &str) -> Result<(), Error> {
        self.0.execute_batch(sql)
    }

    fn insert<const N: usize>(
        &mut self,
        sql: &str,
        rows: impl Iterator<Item = [Value; N]>,
    ) -> Result<u64, Error> {
        let statement = self.0.prepare(sql)?;
        let mut inserted = 0;
        let mut write = |params: &mut Vec<sqlite::Value>| {
            inserted += statement.execute_many(params)?.changes;
            params.clear();
            Ok(())
        };
        let mut params = Vec::with_capacity(ROWS_WRITTEN * N);
        for row in rows {
            params.extend(row.map(written));
            if params.len() == ROWS_WRITTEN * N {
                write(&mut params)?;
            }
        }
        if !params.is_empty() {
            write(&mut params)?;
        }
        Ok(inserted)
    }

    fn look_up(
        &mut self,
        sql: &str,
        keys: impl Iterator<Item = Value>,
        mut visit: impl FnMut(ValueRef<'_>),
    ) -> Result<(), Error> {
        let statement = self.0.prepare(sql)?;
        for key in keys {
            let batch = statement.query(&[written(key)], 0)?;
            batch.values.iter().map(read).for_each(&mut visit);
        }
        Ok(())
    }

    fn scan(&mut self, sql: &str, mut visit: impl FnMut(ValueRef<'_>)) -> Result<(), Error> {
        let statement: Statement = self.0.prepare(sql)?;
        loop {
            let batch = statement.step(ROWS_READ)?;
            batch.values.iter().map(read).for_each(&mut visit);
            if batch.done {
                return Ok(());
            }
        }
    }
}

fn written(value: Value) -> sqlite::Value {
    match value {
        Value::Integer(value) => sqlite::Value::Integer(value),
        Value::Real(value) => sqlite::Value::Real(value),
        Value::Text(value) => sqlite::Value::Text(value),
        Value::Blob(value) => sqlite::Value::Blob(value),
    }
}

fn read(value: &sqlite::Value) -> ValueRef<'_> {
    match value {
        sqlite::Value::Null => ValueRef::Null,
        sqlite::Value::Integer(value) => ValueRef::Integer(*value),
        sqlite::Value::Real(value) => ValueRef::Real(*value),
        sqlite::Value::Text(value) => ValueRef::Text(value),
        sqlite::Value::Blob(value) => ValueRef::Blob(value),
    }
}
