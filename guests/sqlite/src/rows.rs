//! Running statements and fetching their rows in batches.

use crate::bindings::{Batch, Error, Outcome, Value};
use crate::error;
use crate::ffi::Statement;

/// Rows, and what follows them.
pub(crate) struct Fetched {
    /// The rows.
    pub(crate) batch: Batch,
    /// An error of the row after them, to be told when that row is asked for.
    pub(crate) error: Option<Error>,
}

/// Runs the statement to its end and resets it.
pub(crate) fn run(statement: &Statement) -> Result<(), Error> {
    let outcome = loop {
        match statement.step() {
            Ok(true) => {}
            Ok(false) => break Ok(()),
            Err(error) => break Err(error),
        }
    };
    statement.reset();
    outcome
}

/// The same, and tells what changed.
pub(crate) fn execute(statement: &Statement) -> Result<Outcome, Error> {
    let before = statement.handle().total_changes();
    run(statement)?;
    Ok(outcome(statement, before))
}

/// Runs the statement once for each `parameter_count` values.
pub(crate) fn execute_many(statement: &Statement, params: Vec<Value>) -> Result<Outcome, Error> {
    let count = statement.parameter_count();
    if count == 0 || !params.len().is_multiple_of(count) {
        return Err(error::parameter_rows(count, params.len()));
    }
    let mut changes = 0;
    statement.bind_each(params, count, |statement| {
        changes += execute(statement)?.changes;
        Ok(())
    })?;
    Ok(Outcome {
        changes,
        last_insert_rowid: statement.handle().last_insert_rowid(),
    })
}

/// Fetches up to `max_rows` rows; 0 is all. `on_row` says that the statement stands at a row
/// that was not fetched yet; afterwards it does so where the batch is not `done`.
pub(crate) fn fetch(
    statement: &Statement,
    max_rows: u32,
    mut on_row: bool,
) -> Result<Fetched, Error> {
    let limit = if max_rows == 0 {
        usize::MAX
    } else {
        max_rows as usize
    };
    let mut values = Vec::new();
    let mut columns = 0;
    let mut fetched = 0;
    let mut failed = None;
    let done = loop {
        if !on_row {
            match statement.step() {
                Ok(true) => {}
                Ok(false) => break true,
                Err(error) if fetched == limit => {
                    failed = Some(error);
                    break false;
                }
                Err(error) => return Err(error),
            }
        }
        on_row = false;
        if fetched == limit {
            break false;
        }
        if fetched == 0 {
            columns = statement.column_count();
        }
        values
            .try_reserve(columns)
            .map_err(|_| error::no_memory())?;
        for column in 0..columns {
            values.push(statement.value(column)?);
        }
        fetched += 1;
    };
    check_room(&values)?;
    let columns = if fetched == 0 {
        statement.column_count()
    } else {
        columns
    };
    Ok(Fetched {
        batch: Batch {
            columns: columns as u32,
            values,
            done,
        },
        error: failed,
    })
}

fn outcome(statement: &Statement, total_before: u64) -> Outcome {
    let handle = statement.handle();
    // `sqlite3_changes` keeps its value over statements that change no rows.
    let changed = handle.total_changes() != total_before;
    Outcome {
        changes: if changed { handle.changes() } else { 0 },
        last_insert_rowid: handle.last_insert_rowid(),
    }
}

/// Makes sure that the values can be handed over: the canonical ABI needs a second list of them,
/// and knows no way to say that there is no room for it.
fn check_room(values: &[Value]) -> Result<(), Error> {
    /// The size of a value in the canonical ABI.
    const SIZE: usize = 16;
    let mut probe: Vec<u8> = Vec::new();
    let wanted = values.len().saturating_mul(SIZE);
    if wanted > 1 << 20 {
        probe
            .try_reserve_exact(wanted)
            .map_err(|_| error::no_memory())?;
    }
    Ok(())
}
