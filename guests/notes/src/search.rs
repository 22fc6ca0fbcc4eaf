//! Finding notes: from a query to hits with their rank and the part of the text that matches.

use std::hash::{BuildHasher, RandomState};

use crate::bindings::sqlite::Value;
use crate::bindings::store::{Error, Hit, Note, Piece};
use crate::database::{Database, real, text};
use crate::note::{COLUMNS, from_row};
use crate::query::Query;

/// About how many words a snippet has.
const SNIPPET_WORDS: u32 = 24;

/// About how many characters the beginning of a text has where nothing in it is looked for.
const BEGINNING: usize = 160;

/// Finds the notes that `query` means, the best first; at most `limit`, or all for 0.
pub(crate) fn find(database: &Database, query: &Query, limit: u32) -> Result<Vec<Hit>, Error> {
    let markers = Markers::new();
    let mut params = vec![
        // A negative limit is none.
        Value::Integer(if limit == 0 { -1 } else { limit.into() }),
        Value::Text(markers.open.clone()),
        Value::Text(markers.close.clone()),
    ];
    let sql = statement(query, &mut params);
    let mut values = database.query(&sql, &params)?.values.into_iter();
    let mut hit = || {
        let note = from_row(&mut values)?;
        let rank = real(values.next()?);
        let snippet = match text(values.next()?) {
            none if none.is_empty() => vec![beginning(&note)],
            marked => markers.split(&marked),
        };
        Some(Hit {
            note,
            rank,
            snippet,
        })
    };
    Ok(std::iter::from_fn(&mut hit).collect())
}

/// The statement for a query; its parameters after the first three are added to `params`.
fn statement(query: &Query, params: &mut Vec<Value>) -> String {
    let mut conditions = Vec::new();
    let mut condition = |before: &str, value: &str, after: &str| {
        params.push(Value::Text(value.to_owned()));
        conditions.push(format!("{before}?{}{after}", params.len()));
    };
    // FTS5 counts rank downwards: the best match has the least.
    let (source, rank, snippet, order) = match &query.wanted {
        Some(wanted) => {
            condition("search MATCH ", wanted, "");
            let snippet = format!("snippet(search, 0, ?2, ?3, '…', {SNIPPET_WORDS})");
            (
                "search JOIN notes ON notes.id = search.rowid",
                "-search.rank",
                snippet,
                "search.rank",
            )
        }
        // Both markers are used, since every parameter must be.
        None => (
            "notes",
            "0.0",
            "substr(?2 || ?3, 1, 0)".to_owned(),
            "created DESC, id DESC",
        ),
    };
    if let Some(unwanted) = &query.unwanted {
        let before = "notes.id NOT IN (SELECT rowid FROM search WHERE search MATCH ";
        condition(before, unwanted, ")");
    }
    for tag in &query.tags {
        condition("notes.id IN (SELECT note FROM tags WHERE tag = ", tag, ")");
    }
    for tag in &query.unwanted_tags {
        condition(
            "notes.id NOT IN (SELECT note FROM tags WHERE tag = ",
            tag,
            ")",
        );
    }
    let conditions = conditions.join(" AND ");
    format!(
        "SELECT {COLUMNS}, {rank}, {snippet} FROM {source} WHERE {conditions} \
         ORDER BY {order} LIMIT ?1"
    )
}

/// The beginning of a note's text, up to the end of a word.
fn beginning(note: &Note) -> Piece {
    let text = &note.text;
    let Some((end, _)) = text.char_indices().nth(BEGINNING) else {
        return Piece::Plain(text.clone());
    };
    let end = text[..end].rfind(char::is_whitespace).unwrap_or(end);
    Piece::Plain(format!("{}…", &text[..end]))
}

/// What SQLite puts around a match. Random, so that no note can contain it.
struct Markers {
    open: String,
    close: String,
}

impl Markers {
    fn new() -> Self {
        let random = RandomState::new().hash_one(0);
        Self {
            open: format!("<{random:016x}>"),
            close: format!("</{random:016x}>"),
        }
    }

    /// Splits a text at the markers; what is between the two matches.
    fn split(&self, marked: &str) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let plain = |text: &str, pieces: &mut Vec<Piece>| {
            if !text.is_empty() {
                pieces.push(Piece::Plain(text.to_owned()));
            }
        };
        let mut rest = marked;
        while let Some((before, after)) = rest.split_once(&self.open) {
            let (matching, after) = after.split_once(&self.close).unwrap_or((after, ""));
            plain(before, &mut pieces);
            pieces.push(Piece::Matching(matching.to_owned()));
            rest = after;
        }
        plain(rest, &mut pieces);
        pieces
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snippet_is_split_at_its_markers() {
        let markers = Markers::new();
        let Markers { open, close } = &markers;
        let pieces = markers.split(&format!("…buy {open}oat{close} {open}milk{close}"));
        let shown = pieces.iter().map(|piece| match piece {
            Piece::Plain(text) => format!("p:{text}"),
            Piece::Matching(text) => format!("m:{text}"),
        });
        assert_eq!(
            shown.collect::<Vec<_>>(),
            ["p:…buy ", "m:oat", "p: ", "m:milk"]
        );
    }
}
