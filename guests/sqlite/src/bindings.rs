//! The types and traits generated from `wit/sqlite`, under short names.

pub(crate) mod generated {
    wit_bindgen::generate!({ path: "../../wit/sqlite", world: "sqlite", pub_export_macro: true });
}

pub(crate) use generated::export;
pub(crate) use generated::exports::wittgen::sqlite::database::{
    Backup, Batch, Column, Connection, ConnectionBorrow, Error, ErrorCode, Guest, GuestBackup,
    GuestConnection, GuestStatement, GuestTransaction, LockingMode, OpenMode, OpenOptions, Outcome,
    Progress, Statement, Transaction, TransactionBehavior, Value,
};
