//! The resource `transaction`: `BEGIN` for the outermost, a savepoint for each nested one.

use std::cell::Cell;
use std::rc::Rc;

use crate::bindings::{Error, GuestTransaction, TransactionBehavior};
use crate::database::Database;
use crate::error;

/// A transaction, or a savepoint in one.
pub(crate) struct TransactionResource {
    database: Rc<Database>,
    id: u64,
    /// Its savepoint; none for one that began with `BEGIN`.
    savepoint: Option<String>,
}

thread_local! {
    static NEXT_ID: Cell<u64> = const { Cell::new(0) };
}

impl TransactionResource {
    /// Begins a transaction, or a savepoint where one is open.
    pub(crate) fn begin(
        database: &Rc<Database>,
        behavior: TransactionBehavior,
    ) -> Result<Self, Error> {
        let id = NEXT_ID.replace(NEXT_ID.get() + 1);
        let savepoint = if database.handle().is_autocommit() {
            // What is still on the list was rolled back by SQLite after an error.
            database.transactions.borrow_mut().clear();
            database.run(match behavior {
                TransactionBehavior::Deferred => "BEGIN DEFERRED",
                TransactionBehavior::Immediate => "BEGIN IMMEDIATE",
                TransactionBehavior::Exclusive => "BEGIN EXCLUSIVE",
            })?;
            None
        } else {
            let name = format!("wittgen_{}", database.transactions.borrow().len());
            database.run(&format!("SAVEPOINT {name}"))?;
            Some(name)
        };
        database.transactions.borrow_mut().push(id);
        Ok(Self {
            database: Rc::clone(database),
            id,
            savepoint,
        })
    }

    /// The place on the list of open transactions, while it is still one of them.
    fn position(&self) -> Option<usize> {
        self.database
            .transactions
            .borrow()
            .iter()
            .position(|id| *id == self.id)
    }

    /// The same, or why there is nothing left to end.
    fn open_position(&self) -> Result<usize, Error> {
        let position = self.position().ok_or_else(error::transaction_over)?;
        if self.database.handle().is_autocommit() {
            self.database.transactions.borrow_mut().clear();
            return Err(error::transaction_lost());
        }
        Ok(position)
    }

    /// It has ended, and with it all that are nested in it.
    fn end(&self, position: usize) {
        self.database.transactions.borrow_mut().truncate(position);
    }

    fn undo(&self, position: usize) -> Result<(), Error> {
        self.end(position);
        match &self.savepoint {
            None => self.database.run("ROLLBACK"),
            Some(name) => {
                self.database.run(&format!("ROLLBACK TO {name}"))?;
                self.database.run(&format!("RELEASE {name}"))
            }
        }
    }
}

impl GuestTransaction for TransactionResource {
    fn commit(&self) -> Result<(), Error> {
        let position = self.open_position()?;
        match &self.savepoint {
            None => self.database.run("COMMIT")?,
            Some(name) => self.database.run(&format!("RELEASE {name}"))?,
        }
        self.end(position);
        Ok(())
    }

    fn rollback(&self) -> Result<(), Error> {
        let position = self.open_position()?;
        self.undo(position)
    }
}

impl Drop for TransactionResource {
    fn drop(&mut self) {
        if let Ok(position) = self.open_position() {
            // Nobody is left to tell; closing the database rolls back at the latest.
            let _ = self.undo(position);
        }
    }
}
