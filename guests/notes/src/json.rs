//! Notes as JSON: an array of objects with `text`, `tags`, `created`, `edited` and, where they
//! are written, `id`. Files of other programs are not understood.

use serde::{Deserialize, Serialize};

use crate::bindings::store::{Error, Note};
use crate::database::{Database, now};
use crate::note::{self, COLUMNS, checked, rows_of};
use crate::tag;

/// A note that is written.
#[derive(Serialize)]
struct Written<'a> {
    id: u64,
    text: &'a str,
    tags: &'a [String],
    created: u64,
    edited: Option<u64>,
}

/// A note that is read. Its number, if it has one, is passed over.
#[derive(Deserialize)]
struct Read {
    text: String,
    #[serde(default)]
    tags: Vec<String>,
    created: Option<u64>,
    edited: Option<u64>,
}

/// All notes, the oldest first.
pub(crate) fn export(database: &Database) -> Result<String, Error> {
    let sql = format!("SELECT {COLUMNS} FROM notes ORDER BY created, id");
    let notes: Vec<_> = rows_of(database.query(&sql, &[])?.values).collect();
    let notes: Vec<_> = notes.iter().map(written).collect();
    serde_json::to_string_pretty(&notes)
        .map_err(|error| Error::Invalid(format!("the notes can't be written as JSON: {error}")))
}

/// Adds all notes of an array and returns how many.
pub(crate) fn import(database: &Database, json: &str) -> Result<u64, Error> {
    let notes: Vec<Read> = serde_json::from_str(json)
        .map_err(|error| Error::Invalid(format!("this is not a JSON array of notes: {error}")))?;
    database.transaction(|| {
        let mut rows = Vec::new();
        for (index, note) in notes.iter().enumerate() {
            let (id, tags) = insert(database, note).map_err(|error| at(index, error))?;
            rows.extend(tag::rows(id, &tags));
        }
        database.execute_many(tag::INSERT, &rows)?;
        Ok(notes.len() as u64)
    })
}

/// Writes the row of a note and returns its number and its tags, which are not yet written.
fn insert<'a>(
    database: &Database,
    note: &'a Read,
) -> Result<(i64, std::collections::BTreeSet<&'a str>), Error> {
    let tags = tag::normal(&note.tags)?;
    let created = note.created.unwrap_or_else(now);
    let id = note::insert(database, checked(&note.text)?, created, note.edited)?;
    Ok((id, tags))
}

/// Says which note of the array is meant, counted from 1.
fn at(index: usize, error: Error) -> Error {
    match error {
        Error::Invalid(why) => Error::Invalid(format!("note {} of the array: {why}", index + 1)),
        other => other,
    }
}

fn written(note: &Note) -> Written<'_> {
    let Note {
        id,
        text,
        tags,
        created,
        edited,
    } = note;
    Written {
        id: *id,
        text,
        tags,
        created: *created,
        edited: *edited,
    }
}
