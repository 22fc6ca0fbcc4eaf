//! The workload on native SQLite, row by row, as one writes it with rusqlite.

use std::path::Path;

use rusqlite::{Connection, Error, Result, params_from_iter, types};
use wittgen_workload::{Database, Value, ValueRef};

/// An open database.
pub(crate) struct Native(Connection);

impl Native {
    /// Opens a file, held by this connection alone as the plugin holds it, or a database in memory.
    pub(crate) fn open(path: Option<&Path>) -> Result<Self> {
        let connection = match path {
            Some(path) => Connection::open(path)?,
            None => Connection::open_in_memory()?,
        };
        connection.execute_batch("PRAGMA locking_mode = EXCLUSIVE")?;
        Ok(Self(connection))
    }
}

impl Database for Native {
    type Error = Error;

    fn batch(&mut self, sql: &str) -> Result<()> {
        self.0.execute_batch(sql)
    }

    fn insert<const N: usize>(
        &mut self,
        sql: &str,
        rows: impl Iterator<Item = [Value; N]>,
    ) -> Result<u64> {
        let mut statement = self.0.prepare(sql)?;
        let mut inserted = 0;
        for row in rows {
            inserted += statement.execute(params_from_iter(row.map(written)))? as u64;
        }
        Ok(inserted)
    }

    fn look_up(
        &mut self,
        sql: &str,
        keys: impl Iterator<Item = Value>,
        mut visit: impl FnMut(ValueRef<'_>),
    ) -> Result<()> {
        let mut statement = self.0.prepare(sql)?;
        let columns = statement.column_count();
        for key in keys {
            let mut rows = statement.query([written(key)])?;
            while let Some(row) = rows.next()? {
                for column in 0..columns {
                    visit(read(row.get_ref(column)?)?);
                }
            }
        }
        Ok(())
    }

    fn scan(&mut self, sql: &str, mut visit: impl FnMut(ValueRef<'_>)) -> Result<()> {
        let mut statement = self.0.prepare(sql)?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                visit(read(row.get_ref(column)?)?);
            }
        }
        Ok(())
    }
}

fn written(value: Value) -> types::Value {
    match value {
        Value::Integer(value) => types::Value::Integer(value),
        Value::Real(value) => types::Value::Real(value),
        Value::Text(value) => types::Value::Text(value),
        Value::Blob(value) => types::Value::Blob(value),
    }
}

fn read(value: types::ValueRef<'_>) -> Result<ValueRef<'_>> {
    Ok(match value {
        types::ValueRef::Null => ValueRef::Null,
        types::ValueRef::Integer(value) => ValueRef::Integer(value),
        types::ValueRef::Real(value) => ValueRef::Real(value),
        types::ValueRef::Text(bytes) => ValueRef::Text(std::str::from_utf8(bytes)?),
        types::ValueRef::Blob(value) => ValueRef::Blob(value),
    })
}
