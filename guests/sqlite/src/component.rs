//! The component's export.

use crate::backup::BackupResource;
use crate::bindings::{self, Guest};
use crate::connection::ConnectionResource;
use crate::ffi;
use crate::statement::StatementResource;
use crate::transaction::TransactionResource;

/// The implementation of `wittgen:sqlite/database`.
struct Component;

impl Guest for Component {
    type Connection = ConnectionResource;
    type Statement = StatementResource;
    type Transaction = TransactionResource;
    type Backup = BackupResource;

    fn version() -> String {
        ffi::version()
    }

    fn compile_options() -> Vec<String> {
        ffi::compile_options()
    }
}

bindings::export!(Component in bindings);
