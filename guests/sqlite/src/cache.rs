//! Recent statements, so that running the same SQL again doesn't compile it again.

use std::cell::RefCell;

use crate::ffi::Statement;

/// So many statements are kept.
const CAPACITY: usize = 32;

/// Compiled statements by their text; the latest used is last. A statement that runs is not in
/// here, so the same text can run twice at a time.
#[derive(Default)]
pub(crate) struct Cache {
    statements: RefCell<Vec<(Box<str>, Statement)>>,
}

impl Cache {
    /// Takes the statement of that text out.
    pub(crate) fn take(&self, sql: &str) -> Option<Statement> {
        let mut statements = self.statements.borrow_mut();
        let found = statements.iter().rposition(|(text, _)| **text == *sql)?;
        Some(statements.remove(found).1)
    }

    /// Puts a statement in, reset and without parameters, and drops the one that was not used
    /// for longest.
    pub(crate) fn put(&self, sql: &str, statement: Statement) {
        statement.reset();
        statement.clear_bindings();
        let mut statements = self.statements.borrow_mut();
        if statements.len() >= CAPACITY {
            statements.remove(0);
        }
        statements.push((sql.into(), statement));
    }

    /// Drops all statements.
    pub(crate) fn clear(&self) {
        self.statements.borrow_mut().clear();
    }
}
