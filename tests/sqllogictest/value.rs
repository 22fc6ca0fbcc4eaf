//! Values as SQLite's own runner writes them: as an integer, with three decimals, or as text.

use sqllogictest::DefaultColumnType;
use wittgen::CallError;
use wittgen_tests::sqlite::database::{Connection, Error, Value};

/// Writes a value for a column of that letter. Conversions are SQLite's own: what its runner does with
/// `sqlite3_column_int64`, `sqlite3_column_text` and `sqlite3_snprintf`, these functions of SQL do alike.
pub(crate) fn write(
    connection: &Connection,
    value: &Value,
    ty: &DefaultColumnType,
) -> Result<String, CallError<Error>> {
    let sql = match (ty, value) {
        (_, Value::Null) => return Ok("NULL".to_string()),
        (DefaultColumnType::Integer, Value::Integer(value)) => return Ok(value.to_string()),
        (DefaultColumnType::Text | DefaultColumnType::Any, Value::Text(text)) => {
            return Ok(printable(text.as_bytes()));
        }
        (DefaultColumnType::Text | DefaultColumnType::Any, Value::Blob(bytes)) => {
            return Ok(printable(bytes));
        }
        (DefaultColumnType::Integer, _) => "SELECT CAST(CAST(?1 AS INTEGER) AS TEXT)",
        (DefaultColumnType::FloatingPoint, _) => "SELECT printf('%.3f', ?1)",
        (DefaultColumnType::Text | DefaultColumnType::Any, _) => "SELECT CAST(?1 AS TEXT)",
    };
    let batch = connection.query(sql, std::slice::from_ref(value), 1)?;
    match &batch.values[..] {
        [Value::Text(text)] => Ok(printable(text.as_bytes())),
        other => unreachable!("`{sql}` gives {other:?}"),
    }
}

/// Text as its bytes that can be printed, and `@` for each that can't.
fn printable(bytes: &[u8]) -> String {
    // C's strings end at a NUL.
    let bytes = bytes.split(|byte| *byte == 0).next().unwrap_or_default();
    if bytes.is_empty() {
        return "(empty)".to_string();
    }
    let shown = |byte: &u8| {
        if (b' '..=b'~').contains(byte) {
            char::from(*byte)
        } else {
            '@'
        }
    };
    bytes.iter().map(shown).collect()
}
