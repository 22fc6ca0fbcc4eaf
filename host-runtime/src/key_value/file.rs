//! A store in a file, by redb.
//!
//! redb locks the file against other processes. Within this one, a file is opened once: a table of those that are open
//! leads to it, by the file's true path.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, PoisonError, Weak};
use std::{fmt, fs};

use redb::{
    Database, DatabaseError, ReadableDatabase as _, ReadableTable, Table, TableDefinition,
    WriteTransaction,
};

use super::{Change, Failure, PAGE, add, check_space, space};
use crate::{Error, ErrorKind};

/// The entries.
const ENTRIES: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("wasi:keyvalue");

/// How much space they take, under the one key.
const SPACE: TableDefinition<'_, &str, u64> = TableDefinition::new("wittgen:space");
const USED: &str = "used";

/// A file that is open.
pub(super) struct File {
    path: PathBuf,
    database: Database,
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("File").field(&self.path).finish()
    }
}

impl File {
    /// Opens or makes the file.
    pub(super) fn open(path: &Path) -> Result<Arc<Self>, Error> {
        static OPEN: LazyLock<Mutex<HashMap<PathBuf, Weak<File>>>> = LazyLock::new(Mutex::default);
        let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|_, file| file.strong_count() > 0);
        if let Some(file) = fs::canonicalize(path)
            .ok()
            .and_then(|path| open.get(&path)?.upgrade())
        {
            return Ok(file);
        }
        // Without the check, redb panics at what others have written into the file.
        let database = Database::builder()
            .set_check_integrity_on_open(true)
            .create(path)
            .map_err(|error| cannot_open(path, error))?;
        let file = Arc::new(Self {
            path: path.to_owned(),
            database,
        });
        file.prepare()
            .map_err(|error| cannot_open(path, DatabaseError::Storage(error)))?;
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        open.insert(path, Arc::downgrade(&file));
        Ok(file)
    }

    /// Makes the tables, so that reading finds them.
    fn prepare(&self) -> Result<(), redb::StorageError> {
        let prepared = (|| -> Result<(), redb::Error> {
            let write = self.database.begin_write()?;
            write.open_table(ENTRIES)?;
            write.open_table(SPACE)?;
            Ok(write.commit()?)
        })();
        prepared.map_err(|error| redb::StorageError::Corrupted(error.to_string()))
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    fn reading<T>(
        &self,
        read: impl FnOnce(&redb::ReadOnlyTable<&'static str, &'static [u8]>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let transaction = self.database.begin_read().map_err(Failure::other)?;
        read(&transaction.open_table(ENTRIES).map_err(Failure::other)?)
    }

    pub(super) fn read(&self, keys: &[&str]) -> Result<Vec<Option<Vec<u8>>>, Failure> {
        self.reading(|entries| {
            let mut values = Vec::new();
            let mut lens = Vec::new();
            for key in keys {
                let value = entries.get(*key).map_err(Failure::other)?;
                lens.push(value.as_ref().map_or(0, |value| value.value().len()));
                super::link::check_answer(lens.iter().copied())?;
                values.push(value.map(|value| value.value().to_vec()));
            }
            Ok(values)
        })
    }

    pub(super) fn has(&self, key: &str) -> Result<bool, Failure> {
        self.reading(|entries| Ok(entries.get(key).map_err(Failure::other)?.is_some()))
    }

    pub(super) fn list(&self, skip: u64) -> Result<(Vec<String>, bool), Failure> {
        self.reading(|entries| {
            let skip = usize::try_from(skip).unwrap_or(usize::MAX);
            let mut rest = entries.iter().map_err(Failure::other)?.skip(skip);
            let mut keys = Vec::new();
            for entry in rest.by_ref().take(PAGE) {
                let (key, _) = entry.map_err(Failure::other)?;
                keys.push(key.value().to_string());
            }
            Ok((keys, rest.next().is_some()))
        })
    }

    /// Makes changes that are on the disk afterwards, or none.
    fn writing<T>(
        &self,
        limit: u64,
        change: impl FnOnce(&mut Entries<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let transaction = self.database.begin_write().map_err(Failure::other)?;
        // A transaction that is dropped has changed nothing.
        let value = change_within(&transaction, limit, change)?;
        transaction.commit().map_err(Failure::other)?;
        Ok(value)
    }

    pub(super) fn write(&self, changes: &[Change<'_>], limit: u64) -> Result<(), Failure> {
        self.writing(limit, |entries| {
            changes.iter().try_for_each(|change| match *change {
                Change::Set(key, value) => entries.set(key, value),
                Change::Delete(key) => entries.delete(key),
            })
        })
    }

    pub(super) fn increment(&self, key: &str, delta: u64, limit: u64) -> Result<u64, Failure> {
        self.writing(limit, |entries| {
            let sum = {
                let value = entries.table.get(key).map_err(Failure::other)?;
                add(value.as_ref().map(|value| value.value()), delta)?
            };
            entries.set(key, sum.to_string().as_bytes())?;
            Ok(sum)
        })
    }
}

/// The entries while they are changed, and the space that they take.
struct Entries<'t> {
    table: Table<'t, &'static str, &'static [u8]>,
    used: u64,
}

impl Entries<'_> {
    fn set(&mut self, key: &str, value: &[u8]) -> Result<(), Failure> {
        let old = self.table.insert(key, value).map_err(Failure::other)?;
        let old = old.map_or(0, |old| space(key, old.value().len()));
        self.used = self.used.saturating_sub(old) + space(key, value.len());
        Ok(())
    }

    fn delete(&mut self, key: &str) -> Result<(), Failure> {
        let old = self.table.remove(key).map_err(Failure::other)?;
        let old = old.map_or(0, |old| space(key, old.value().len()));
        self.used = self.used.saturating_sub(old);
        Ok(())
    }
}

fn change_within<T>(
    transaction: &WriteTransaction,
    limit: u64,
    change: impl FnOnce(&mut Entries<'_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let mut spaces = transaction.open_table(SPACE).map_err(Failure::other)?;
    let before = {
        let used = spaces.get(USED).map_err(Failure::other)?;
        used.map_or(0, |used| used.value())
    };
    let mut entries = Entries {
        table: transaction.open_table(ENTRIES).map_err(Failure::other)?,
        used: before,
    };
    let value = change(&mut entries)?;
    let used = entries.used;
    if used > before {
        check_space(used, limit)?;
    }
    drop(entries);
    spaces.insert(USED, used).map_err(Failure::other)?;
    Ok(value)
}

fn cannot_open(path: &Path, error: DatabaseError) -> Error {
    let path = path.display();
    let (why, help) = match error {
        DatabaseError::DatabaseAlreadyOpen | DatabaseError::LockProtocolMismatch => (
            "another process has it open".to_string(),
            "one process at a time can use the file: end the other, or give this one a file of its own",
        ),
        other => (
            other.to_string(),
            "name a file that is none yet, or one that was made by this, in a directory that is there",
        ),
    };
    let message = format!("cannot open the key-value store `{path}`: {why}");
    Error::new(ErrorKind::Read, message).with_help(help)
}
