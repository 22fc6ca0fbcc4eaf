//! The resource `connection`.

use std::rc::Rc;

use crate::backup::BackupResource;
use crate::bindings::{
    Backup, Batch, Connection, ConnectionBorrow, Error, GuestConnection, OpenOptions, Outcome,
    Statement, Transaction, TransactionBehavior, Value,
};
use crate::database::Database;
use crate::statement::StatementResource;
use crate::transaction::TransactionResource;

/// A connection. What it opened may outlive it, and keeps the database open.
pub(crate) struct ConnectionResource {
    database: Rc<Database>,
}

impl ConnectionResource {
    fn wrap(database: Rc<Database>) -> Connection {
        Connection::new(Self { database })
    }
}

impl GuestConnection for ConnectionResource {
    fn open(path: String, options: OpenOptions) -> Result<Connection, Error> {
        Database::open(&path, &options).map(Self::wrap)
    }

    fn open_memory() -> Result<Connection, Error> {
        Database::open_memory().map(Self::wrap)
    }

    fn deserialize(image: Vec<u8>) -> Result<Connection, Error> {
        Database::deserialize(&image).map(Self::wrap)
    }

    fn prepare(&self, sql: String) -> Result<Statement, Error> {
        let statement = self.database.prepare(&sql, true)?;
        Ok(Statement::new(StatementResource::new(
            Rc::clone(&self.database),
            statement,
        )))
    }

    fn execute(&self, sql: String, params: Vec<Value>) -> Result<Outcome, Error> {
        self.database.execute(&sql, params)
    }

    fn query(&self, sql: String, params: Vec<Value>, max_rows: u32) -> Result<Batch, Error> {
        self.database.query(&sql, params, max_rows)
    }

    fn execute_batch(&self, sql: String) -> Result<(), Error> {
        self.database.execute_batch(&sql)
    }

    fn transaction(&self, behavior: TransactionBehavior) -> Result<Transaction, Error> {
        TransactionResource::begin(&self.database, behavior).map(Transaction::new)
    }

    fn in_transaction(&self) -> bool {
        !self.database.handle().is_autocommit()
    }

    fn changes(&self) -> u64 {
        self.database.handle().changes()
    }

    fn total_changes(&self) -> u64 {
        self.database.handle().total_changes()
    }

    fn last_insert_rowid(&self) -> i64 {
        self.database.handle().last_insert_rowid()
    }

    fn interrupt(&self) {
        self.database.handle().interrupt();
    }

    fn set_time_limit(&self, nanoseconds: Option<u64>) {
        let handle = self.database.handle();
        handle.limit().set_per_call(nanoseconds);
        handle.watch_time(nanoseconds.is_some());
    }

    fn set_busy_timeout(&self, milliseconds: u32) {
        self.database
            .handle()
            .limit()
            .set_busy_timeout(milliseconds);
    }

    fn serialize(&self) -> Result<Vec<u8>, Error> {
        self.database.begin_call()?.serialize()
    }

    fn backup_to(&self, destination: ConnectionBorrow<'_>) -> Result<Backup, Error> {
        let destination = destination.get::<Self>();
        BackupResource::begin(&self.database, &destination.database).map(Backup::new)
    }
}

impl Drop for ConnectionResource {
    fn drop(&mut self) {
        // Statements of the user's keep the database open; those kept for later must not.
        self.database.clear_cache();
    }
}
