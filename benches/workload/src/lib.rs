//! The database workload that the benchmarks measure: the same tasks on any implementation of
//! [`Database`], be it SQLite in a component or SQLite linked natively.
//!
//! All data comes from a generator with a fixed seed, and each task returns a number that depends
//! on all that it wrote or read: two implementations agree on it or one of them is wrong. Nothing
//! here measures time, and nothing here knows an implementation.

mod data;
mod database;

pub use database::{Database, Value, ValueRef};

use data::{Generator, documents, keys, queries, rows};

/// Creates a table and inserts `count` rows of five columns (a key, an integer, a real, a text of
/// about 40 characters, a blob of 32 bytes) in one transaction. Returns how many rows it inserted.
///
/// # Errors
/// Whatever the database reports.
pub fn insert<D: Database>(database: &mut D, count: u32) -> Result<u64, D::Error> {
    database.batch(
        "CREATE TABLE items (
            id INTEGER PRIMARY KEY, quantity INTEGER NOT NULL, price REAL NOT NULL,
            name TEXT NOT NULL, digest BLOB NOT NULL
        ) STRICT;
        BEGIN",
    )?;
    let sql = "INSERT INTO items (id, quantity, price, name, digest) VALUES (?, ?, ?, ?, ?)";
    let inserted = database.insert(sql, rows(count))?;
    database.batch("COMMIT")?;
    Ok(inserted)
}

/// Looks up `count` rows by keys in random order, out of the `rows` that were inserted. Returns a
/// checksum over all columns.
///
/// # Errors
/// Whatever the database reports.
pub fn look_up<D: Database>(database: &mut D, count: u32, rows: u32) -> Result<u64, D::Error> {
    let sql = "SELECT id, quantity, price, name, digest FROM items WHERE id = ?";
    let mut sum = Checksum::default();
    database.look_up(sql, keys(count, rows), |value| sum.add(value))?;
    Ok(sum.0)
}

/// Reads every column of every row. Returns a checksum over them.
///
/// # Errors
/// Whatever the database reports.
pub fn scan<D: Database>(database: &mut D) -> Result<u64, D::Error> {
    let mut sum = Checksum::default();
    let sql = "SELECT id, quantity, price, name, digest FROM items";
    database.scan(sql, |value| sum.add(value))?;
    Ok(sum.0)
}

/// Creates a full-text index and adds `count` documents of about ten words in one transaction.
/// Returns how many it added.
///
/// # Errors
/// Whatever the database reports.
pub fn index<D: Database>(database: &mut D, count: u32) -> Result<u64, D::Error> {
    database.batch("CREATE VIRTUAL TABLE documents USING fts5 (body); BEGIN")?;
    let sql = "INSERT INTO documents (rowid, body) VALUES (?, ?)";
    let added = database.insert(sql, documents(count))?;
    database.batch("COMMIT")?;
    Ok(added)
}

/// Makes `count` full-text queries of one or two words and reads the ten best documents of each.
/// Returns a checksum over their numbers and texts.
///
/// # Errors
/// Whatever the database reports.
pub fn search<D: Database>(database: &mut D, count: u32) -> Result<u64, D::Error> {
    let sql = "SELECT rowid, body FROM documents WHERE documents MATCH ? ORDER BY rank LIMIT 10";
    let mut sum = Checksum::default();
    database.look_up(sql, queries(count), |value| sum.add(value))?;
    Ok(sum.0)
}

/// A sum in which the order counts.
#[derive(Default)]
struct Checksum(u64);

impl Checksum {
    /// Adds a value. Of texts and blobs it takes the length and both ends, so that it doesn't cost
    /// more than reading them.
    fn add(&mut self, value: ValueRef<'_>) {
        let number = match value {
            ValueRef::Null => 0,
            ValueRef::Integer(value) => value.cast_unsigned(),
            ValueRef::Real(value) => value.to_bits(),
            ValueRef::Text(value) => Self::ends(value.as_bytes()),
            ValueRef::Blob(value) => Self::ends(value),
        };
        self.0 = Generator::mix(self.0.wrapping_add(number));
    }

    fn ends(bytes: &[u8]) -> u64 {
        let end = |byte: Option<&u8>| byte.copied().map_or(0, u64::from);
        (bytes.len() as u64) << 16 | end(bytes.first()) << 8 | end(bytes.last())
    }
}
