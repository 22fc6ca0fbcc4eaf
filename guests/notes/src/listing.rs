//! Notes page by page. A listing remembers only where it has come to, so that notes may be added
//! and removed between two pages: none comes twice, and none that stays is left out.

use std::cell::Cell;

use crate::bindings::sqlite::Value;
use crate::bindings::store::{Error, GuestListing, Note, Order};
use crate::database::{Database, with_database};
use crate::note::{COLUMNS, rows_of};

/// A listing that is being read.
pub(crate) struct Pages {
    tag: Option<String>,
    order: Order,
    /// The time and number of the last note that was given; none before the first.
    last: Cell<Option<(u64, u64)>>,
}

impl Pages {
    /// A listing before its first page.
    pub(crate) fn new(tag: Option<String>, order: Order) -> Self {
        Self {
            tag,
            order,
            last: Cell::new(None),
        }
    }

    fn page(&self, database: &Database, count: u32) -> Result<Vec<Note>, Error> {
        let (direction, beyond) = match self.order {
            Order::Newest => ("DESC", "<"),
            Order::Oldest => ("ASC", ">"),
        };
        let mut conditions = Vec::new();
        let mut params = vec![Value::Integer(count.into())];
        if let Some((time, id)) = self.last.get() {
            conditions.push(format!("(created, id) {beyond} (?2, ?3)"));
            params.extend([time, id].map(|value| Value::Integer(value.cast_signed())));
        }
        if let Some(tag) = &self.tag {
            params.push(Value::Text(tag.trim().to_owned()));
            let index = params.len();
            conditions.push(format!(
                "id IN (SELECT note FROM tags WHERE tag = ?{index})"
            ));
        }
        let condition = match conditions.is_empty() {
            true => String::new(),
            false => format!("WHERE {}", conditions.join(" AND ")),
        };
        let sql = format!(
            "SELECT {COLUMNS} FROM notes {condition} \
             ORDER BY created {direction}, id {direction} LIMIT ?1"
        );
        let notes: Vec<_> = rows_of(database.query(&sql, &params)?.values).collect();
        if let Some(note) = notes.last() {
            self.last.set(Some((note.created, note.id)));
        }
        Ok(notes)
    }
}

impl GuestListing for Pages {
    fn next(&self, count: u32) -> Result<Vec<Note>, Error> {
        with_database(|database| self.page(database, count))
    }
}
