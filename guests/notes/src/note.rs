//! One note: adding, reading, editing and removing it. Each change is one transaction.

use crate::bindings::sqlite::Value;
use crate::bindings::store::{Changes, Error, Note};
use crate::database::{Database, integer, now, text};
use crate::tag;

/// The columns of a note, from a table or alias `notes`, as [`from_row`] expects them.
pub(crate) const COLUMNS: &str = "notes.id, notes.text, notes.created, notes.edited, \
    (SELECT json_group_array(tag ORDER BY tag) FROM tags WHERE note = notes.id)";

/// Adds a note and returns its number.
pub(crate) fn add(database: &Database, text: &str, tags: &[String]) -> Result<u64, Error> {
    let text = checked(text)?;
    let tags = tag::normal(tags)?;
    database.transaction(|| {
        let id = insert(database, text, now(), None)?;
        tag::insert(database, id, &tags)?;
        Ok(id.unsigned_abs())
    })
}

/// Writes the row of a new note and returns its number; its tags are written by the caller.
pub(crate) fn insert(
    database: &Database,
    text: &str,
    created: u64,
    edited: Option<u64>,
) -> Result<i64, Error> {
    let sql = "INSERT INTO notes (text, created, edited) VALUES (?1, ?2, ?3)";
    let edited = edited.map_or(Ok(Value::Null), seconds)?;
    let row = [Value::Text(text.to_owned()), seconds(created)?, edited];
    Ok(database.execute(sql, &row)?.last_insert_rowid)
}

/// Returns the note of a number.
pub(crate) fn get(database: &Database, id: u64) -> Result<Note, Error> {
    let sql = format!("SELECT {COLUMNS} FROM notes WHERE id = ?1");
    let rows = database.query(&sql, &[key(id)?])?.values;
    rows_of(rows).next().ok_or(Error::NotFound(id))
}

/// Changes a note and returns it as it is then.
pub(crate) fn edit(database: &Database, id: u64, changes: &Changes) -> Result<Note, Error> {
    let text = changes.text.as_deref().map(checked).transpose()?;
    let tags = changes.tags.as_deref().map(tag::normal).transpose()?;
    if text.is_none() && tags.is_none() {
        return get(database, id);
    }
    database.transaction(|| {
        let sql = "UPDATE notes SET text = coalesce(?2, text), edited = ?3 WHERE id = ?1";
        let text = text.map_or(Value::Null, |text| Value::Text(text.to_owned()));
        let id_key = key(id)?;
        if database
            .execute(sql, &[id_key.clone(), text, seconds(now())?])?
            .changes
            == 0
        {
            return Err(Error::NotFound(id));
        }
        if let Some(tags) = tags {
            database.execute(
                "DELETE FROM tags WHERE note = ?1",
                std::slice::from_ref(&id_key),
            )?;
            tag::insert(database, integer(id_key), &tags)?;
        }
        get(database, id)
    })
}

/// Removes a note and returns it as it was.
pub(crate) fn remove(database: &Database, id: u64) -> Result<Note, Error> {
    database.transaction(|| {
        let note = get(database, id)?;
        database.execute("DELETE FROM notes WHERE id = ?1", &[key(id)?])?;
        Ok(note)
    })
}

/// The notes of rows of [`COLUMNS`].
pub(crate) fn rows_of(values: Vec<Value>) -> impl Iterator<Item = Note> {
    let mut values = values.into_iter();
    std::iter::from_fn(move || from_row(&mut values))
}

/// The note of the values of the next row, or none if there are no more.
pub(crate) fn from_row(values: &mut impl Iterator<Item = Value>) -> Option<Note> {
    Some(Note {
        id: integer(values.next()?).unsigned_abs(),
        text: text(values.next()?),
        created: integer(values.next()?).unsigned_abs(),
        edited: match values.next()? {
            Value::Integer(edited) => Some(edited.unsigned_abs()),
            _ => None,
        },
        // SQLite wrote the array itself.
        tags: serde_json::from_str(&text(values.next()?)).unwrap_or_default(),
    })
}

/// The text of a note, if it can be one.
pub(crate) fn checked(text: &str) -> Result<&str, Error> {
    if text.trim().is_empty() {
        return Err(Error::Invalid("a note needs a text".to_owned()));
    }
    if text.contains('\0') {
        return Err(Error::Invalid(
            "the text of a note can't contain a zero byte".to_owned(),
        ));
    }
    Ok(text)
}

/// The number of a note as SQLite knows it; one that is too large for SQLite is of no note.
fn key(id: u64) -> Result<Value, Error> {
    let id_key = i64::try_from(id).map_err(|_| Error::NotFound(id))?;
    Ok(Value::Integer(id_key))
}

fn seconds(time: u64) -> Result<Value, Error> {
    let seconds = i64::try_from(time);
    let seconds =
        seconds.map_err(|_| Error::Invalid(format!("{time} is not a time in seconds")))?;
    Ok(Value::Integer(seconds))
}
