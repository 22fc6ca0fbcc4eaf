//! What the workload asks of a database, each request large enough that an implementation can
//! serve it in the way that is natural for it: row by row, or in batches.

/// A value that is written.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// An integer.
    Integer(i64),
    /// A double.
    Real(f64),
    /// Text.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
}

/// A value that is read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ValueRef<'a> {
    /// SQL `NULL`.
    Null,
    /// An integer.
    Integer(i64),
    /// A double.
    Real(f64),
    /// Text.
    Text(&'a str),
    /// Bytes.
    Blob(&'a [u8]),
}

/// An open database.
pub trait Database {
    /// Why a request failed.
    type Error;

    /// Runs all statements of `sql`, which return no rows.
    ///
    /// # Errors
    /// Whatever the database reports.
    fn batch(&mut self, sql: &str) -> Result<(), Self::Error>;

    /// Prepares `sql` once and runs it with each of `rows`. Returns how many rows were inserted.
    ///
    /// # Errors
    /// Whatever the database reports.
    fn insert<const N: usize>(
        &mut self,
        sql: &str,
        rows: impl Iterator<Item = [Value; N]>,
    ) -> Result<u64, Self::Error>;

    /// Prepares `sql` once, runs it with each of `keys` as its parameter, and hands over all values
    /// of all rows that it returns. A key returns few rows.
    ///
    /// # Errors
    /// Whatever the database reports.
    fn look_up(
        &mut self,
        sql: &str,
        keys: impl Iterator<Item = Value>,
        visit: impl FnMut(ValueRef<'_>),
    ) -> Result<(), Self::Error>;

    /// Runs `sql` once and hands over all values of all rows that it returns, which are many.
    ///
    /// # Errors
    /// Whatever the database reports.
    fn scan(&mut self, sql: &str, visit: impl FnMut(ValueRef<'_>)) -> Result<(), Self::Error>;
}
