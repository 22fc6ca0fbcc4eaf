//! Key-value stores: `wasi:keyvalue`, of the version 0.2.0-draft.
//!
//! ```text
//! open("cache") ──► the store that was granted under this name ──► KeyValue ─┬► memory
//!                                                                           └► file (redb)
//! ```
//!
//! A store is shared by all that have it: instances, threads, and components that were granted a clone. Every
//! operation is atomic, those on several keys as well. What this does not do: two processes on one file, and
//! telling of changes (`watcher`).

mod file;
mod link;
mod memory;

pub(crate) use link::add_to_linker;

use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use file::File;
use memory::Memory;

use crate::quantity::show_size;
use crate::{Builder, Error};

/// How much a store holds unless said otherwise, in bytes.
const DEFAULT_LIMIT: u64 = 64 << 20;

/// What an entry takes beside its key and its value, in bytes, about: so that many small entries count too.
const OVERHEAD: u64 = 64;

/// How many keys are listed at a time.
const PAGE: usize = 1000;

/// The stores of a component, by name.
pub(crate) type Stores = HashMap<String, KeyValue>;

/// A key-value store for components (`wasi:keyvalue`). Clones are the same store, with a limit of their own.
///
/// ```no_run
/// # use wittgen_runtime::{Dynamic, KeyValue};
/// # fn main() -> Result<(), wittgen_runtime::Error> {
/// let notes = KeyValue::file("notes.redb")?.limit(1 << 20);
/// let writer = Dynamic::builder().key_value("notes", notes.clone()).load("writer.wasm")?;
/// let reader = Dynamic::builder().key_value("notes", notes.read_only()).load("reader.wasm")?;
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct KeyValue {
    data: Arc<Data>,
    limit: u64,
    read_only: bool,
}

#[derive(Debug)]
enum Data {
    Memory(Mutex<Memory>),
    File(Arc<File>),
}

impl KeyValue {
    /// An empty store in memory, gone with its last clone.
    pub fn memory() -> Self {
        Self::new(Data::Memory(Mutex::default()))
    }

    /// The store in a file, which is made where it is not there: a database of redb, with each change on the disk before
    /// the component goes on. Whoever opens the same file in this process gets the same store.
    ///
    /// # Errors
    ///
    /// When the file can't be opened or made, is something else, or another process has it.
    pub fn file(path: impl Into<PathBuf>) -> Result<Self, Error> {
        Ok(Self::new(Data::File(File::open(&path.into())?)))
    }

    fn new(data: Data) -> Self {
        Self {
            data: Arc::new(data),
            limit: DEFAULT_LIMIT,
            read_only: false,
        }
    }

    /// Bounds what whoever has this clone can fill the store with, in bytes: keys, values, and 64 for each entry. 64 MiB
    /// unless set. What is more fails with `error::other`.
    pub fn limit(mut self, bytes: u64) -> Self {
        self.limit = bytes;
        self
    }

    /// The same store for those who may only read it: what would change it fails with `error::access-denied`.
    pub fn read_only(mut self) -> Self {
        self.read_only = true;
        self
    }

    /// The value of a key.
    ///
    /// # Errors
    ///
    /// When the file can't be read.
    pub fn get(&self, key: &str) -> Result<Option<Vec<u8>>, Error> {
        self.read(&[key])
            .map(|mut values| values.pop().flatten())
            .map_err(Failure::into_host)
    }

    /// Sets the value of a key.
    ///
    /// # Errors
    ///
    /// When the store is full, may only be read, or the file can't be written.
    pub fn set(&self, key: &str, value: &[u8]) -> Result<(), Error> {
        self.write(&[Change::Set(key, value)])
            .map_err(Failure::into_host)
    }

    /// Deletes a key and its value, where it is there.
    ///
    /// # Errors
    ///
    /// When the store may only be read, or the file can't be written.
    pub fn delete(&self, key: &str) -> Result<(), Error> {
        self.write(&[Change::Delete(key)])
            .map_err(Failure::into_host)
    }

    /// The file that it is in; none in memory.
    fn path(&self) -> Option<&Path> {
        match &*self.data {
            Data::Memory(_) => None,
            Data::File(file) => Some(file.path()),
        }
    }
}

impl fmt::Display for KeyValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path() {
            None => f.write_str("in memory")?,
            Some(path) => write!(f, "{}", path.display())?,
        }
        let access = if self.read_only {
            "read"
        } else {
            "read and write"
        };
        write!(f, " ({access}, up to {})", show_size(self.limit))
    }
}

/// A change of one entry.
#[derive(Clone, Copy, Debug)]
enum Change<'a> {
    Set(&'a str, &'a [u8]),
    Delete(&'a str),
}

/// Why an operation failed.
#[derive(Debug)]
enum Failure {
    ReadOnly,
    /// What the component is told.
    Other(String),
}

impl Failure {
    fn other(error: impl fmt::Display) -> Self {
        Self::Other(error.to_string())
    }

    fn into_host(self) -> Error {
        match self {
            Self::ReadOnly => Error::host("the key-value store may only be read"),
            Self::Other(message) => Error::host(message),
        }
    }
}

/// The space that an entry takes.
fn space(key: &str, value_len: usize) -> u64 {
    key.len() as u64 + value_len as u64 + OVERHEAD
}

impl KeyValue {
    /// The values of keys, in their order.
    fn read(&self, keys: &[&str]) -> Result<Vec<Option<Vec<u8>>>, Failure> {
        match &*self.data {
            Data::Memory(memory) => memory::lock(memory).read(keys),
            Data::File(file) => file.read(keys),
        }
    }

    /// Makes all changes, or none.
    fn write(&self, changes: &[Change<'_>]) -> Result<(), Failure> {
        self.may_write()?;
        match &*self.data {
            Data::Memory(memory) => memory::lock(memory).write(changes, self.limit),
            Data::File(file) => file.write(changes, self.limit),
        }
    }

    /// Whether there is such a key.
    fn has(&self, key: &str) -> Result<bool, Failure> {
        match &*self.data {
            Data::Memory(memory) => Ok(memory::lock(memory).has(key)),
            Data::File(file) => file.has(key),
        }
    }

    /// The keys after the first `skip`, and whether there are more.
    fn list(&self, skip: u64) -> Result<(Vec<String>, bool), Failure> {
        match &*self.data {
            Data::Memory(memory) => Ok(memory::lock(memory).list(skip)),
            Data::File(file) => file.list(skip),
        }
    }

    /// Adds to the number that the value is, in decimal digits; a key that is not there counts as 0.
    fn increment(&self, key: &str, delta: u64) -> Result<u64, Failure> {
        self.may_write()?;
        match &*self.data {
            Data::Memory(memory) => memory::lock(memory).increment(key, delta, self.limit),
            Data::File(file) => file.increment(key, delta, self.limit),
        }
    }

    fn may_write(&self) -> Result<(), Failure> {
        if self.read_only {
            return Err(Failure::ReadOnly);
        }
        Ok(())
    }
}

/// The number that follows.
fn add(value: Option<&[u8]>, delta: u64) -> Result<u64, Failure> {
    let number = match value {
        None => 0,
        Some(value) => std::str::from_utf8(value)
            .ok()
            .and_then(|text| text.parse::<u64>().ok())
            .ok_or_else(|| Failure::other("the value is no number in decimal digits"))?,
    };
    let sum = number.checked_add(delta);
    sum.ok_or_else(|| Failure::other("the number would be larger than 64 bits hold"))
}

/// Checks that what is used fits.
fn check_space(used: u64, limit: u64) -> Result<(), Failure> {
    if used <= limit {
        return Ok(());
    }
    Err(Failure::Other(format!(
        "the key-value store is full: it would take {used} bytes and is limited to {limit}"
    )))
}

/// Key-value stores.
impl<W> Builder<W> {
    /// Grants a key-value store (`wasi:keyvalue`), which the component opens under this name. Other names are no
    /// stores.
    pub fn key_value(mut self, name: impl Into<String>, store: KeyValue) -> Self {
        self.grants.key_values.push((name.into(), store));
        self
    }
}
