//! Tags: what can be one, writing those of a note, and counting them all.

use std::collections::BTreeSet;

use crate::bindings::sqlite::Value;
use crate::bindings::store::Error;
use crate::database::{Database, integer, text};

/// The statement that gives a note a tag.
pub(crate) const INSERT: &str = "INSERT INTO tags (note, tag) VALUES (?1, ?2)";

/// Tags as they are stored: without spaces around them, sorted, each once.
pub(crate) fn normal(tags: &[String]) -> Result<BTreeSet<&str>, Error> {
    let tags = tags.iter().map(|tag| match tag.trim() {
        "" => Err(Error::Invalid("a tag can't be empty".to_owned())),
        tag if tag.contains('\0') => {
            Err(Error::Invalid("a tag can't contain a zero byte".to_owned()))
        }
        tag => Ok(tag),
    });
    tags.collect()
}

/// The parameters of [`INSERT`] for the tags of one note.
pub(crate) fn rows(note: i64, tags: &BTreeSet<&str>) -> impl Iterator<Item = Value> {
    let row = move |tag: &&str| [Value::Integer(note), Value::Text((*tag).to_owned())];
    tags.iter().flat_map(row)
}

/// Gives a note that has no tags these.
pub(crate) fn insert(database: &Database, note: i64, tags: &BTreeSet<&str>) -> Result<(), Error> {
    database.execute_many(INSERT, &rows(note, tags).collect::<Vec<_>>())
}

/// All tags and how many notes have each, sorted by name.
pub(crate) fn count(database: &Database) -> Result<Vec<(String, u64)>, Error> {
    let batch = database.query(
        "SELECT tag, count(*) FROM tags GROUP BY tag ORDER BY tag",
        &[],
    )?;
    let mut values = batch.values.into_iter();
    let row = || Some((text(values.next()?), integer(values.next()?).unsigned_abs()));
    Ok(std::iter::from_fn(row).collect())
}
