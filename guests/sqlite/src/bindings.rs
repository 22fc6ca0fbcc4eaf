//! The types and traits generated from `wit/sqlite`, under short names.

wittgen::guest::bindgen!({ path: "../../wit", world: "sqlite" });

pub(crate) use database::{
    Backup, Batch, Column, Connection, ConnectionBorrow, Error, ErrorCode, Guest, GuestBackup,
    GuestConnection, GuestStatement, GuestTransaction, LockingMode, OpenMode, OpenOptions, Outcome,
    Progress, Statement, Transaction, TransactionBehavior, Value,
};
