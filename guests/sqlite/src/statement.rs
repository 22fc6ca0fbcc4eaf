//! The resource `statement`.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::bindings::{Batch, Column, Error, GuestStatement, Outcome, Value};
use crate::database::Database;
use crate::error;
use crate::ffi::Statement;
use crate::rows;

/// A compiled statement, and where it stands.
pub(crate) struct StatementResource {
    // Before the database, which it needs.
    statement: Statement,
    database: Rc<Database>,
    /// It stands at a row that was not fetched yet.
    on_row: Cell<bool>,
    /// What went wrong at the row after those that were fetched.
    failed: RefCell<Option<Error>>,
}

impl StatementResource {
    pub(crate) fn new(database: Rc<Database>, statement: Statement) -> Self {
        Self {
            statement,
            database,
            on_row: Cell::new(false),
            failed: RefCell::new(None),
        }
    }

    /// A call begins that starts the statement anew.
    fn restart(&self) -> Result<&Statement, Error> {
        self.database.begin_call()?;
        self.rewind();
        Ok(&self.statement)
    }

    fn rewind(&self) {
        self.statement.reset();
        self.on_row.set(false);
        self.failed.replace(None);
    }

    fn fetch(&self, max_rows: u32) -> Result<Batch, Error> {
        if let Some(error) = self.failed.take() {
            self.rewind();
            return Err(error);
        }
        let outcome = rows::fetch(&self.statement, max_rows, self.on_row.take());
        match outcome {
            Ok(fetched) => {
                if fetched.batch.done {
                    self.rewind();
                } else {
                    self.on_row.set(fetched.error.is_none());
                    self.failed.replace(fetched.error);
                }
                Ok(fetched.batch)
            }
            Err(error) => {
                self.rewind();
                Err(error)
            }
        }
    }
}

impl GuestStatement for StatementResource {
    fn columns(&self) -> Vec<Column> {
        (0..self.statement.column_count())
            .map(|index| self.statement.column(index))
            .collect()
    }

    fn parameter_count(&self) -> u32 {
        self.statement.parameter_count() as u32
    }

    fn is_read_only(&self) -> bool {
        self.statement.is_read_only()
    }

    fn bind(&self, index: u32, value: Value) -> Result<(), Error> {
        self.restart()?.bind(index as usize, value)
    }

    fn bind_name(&self, name: String, value: Value) -> Result<(), Error> {
        let statement = self.restart()?;
        match statement.parameter_index(&name) {
            Some(index) => statement.bind(index, value),
            None => Err(error::no_name(&name)),
        }
    }

    fn bind_all(&self, values: Vec<Value>) -> Result<(), Error> {
        self.restart()?.bind_all(values)
    }

    fn clear_bindings(&self) {
        self.rewind();
        self.statement.clear_bindings();
    }

    fn step(&self, max_rows: u32) -> Result<Batch, Error> {
        self.database.begin_call()?;
        self.fetch(max_rows)
    }

    fn reset(&self) {
        self.rewind();
    }

    fn query(&self, params: Vec<Value>, max_rows: u32) -> Result<Batch, Error> {
        self.restart()?.bind_all(params)?;
        self.fetch(max_rows)
    }

    fn execute(&self, params: Vec<Value>) -> Result<Outcome, Error> {
        let statement = self.restart()?;
        statement.bind_all(params)?;
        rows::execute(statement)
    }

    fn execute_many(&self, params: Vec<Value>) -> Result<Outcome, Error> {
        rows::execute_many(self.restart()?, params)
    }
}
