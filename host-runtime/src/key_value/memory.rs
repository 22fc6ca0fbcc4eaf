//! A store in memory.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Change, Failure, PAGE, add, check_space, space};

/// The entries in the order of their keys, and the space that they take.
#[derive(Debug, Default)]
pub(super) struct Memory {
    entries: BTreeMap<String, Vec<u8>>,
    used: u64,
}

/// The store, for this thread alone. One that panicked has left it whole: entries and space change together.
pub(super) fn lock(memory: &Mutex<Memory>) -> MutexGuard<'_, Memory> {
    memory.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Memory {
    pub(super) fn read(&self, keys: &[&str]) -> Result<Vec<Option<Vec<u8>>>, Failure> {
        let found: Vec<_> = keys.iter().map(|key| self.entries.get(*key)).collect();
        super::link::check_answer(found.iter().map(|value| value.map_or(0, Vec::len)))?;
        Ok(found.into_iter().map(|value| value.cloned()).collect())
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    pub(super) fn list(&self, skip: u64) -> (Vec<String>, bool) {
        let skip = usize::try_from(skip).unwrap_or(usize::MAX);
        let mut keys = self.entries.keys().skip(skip);
        let page: Vec<String> = keys.by_ref().take(PAGE).cloned().collect();
        (page, keys.next().is_some())
    }

    pub(super) fn write(&mut self, changes: &[Change<'_>], limit: u64) -> Result<(), Failure> {
        // The latest change of each key is what counts.
        let mut after: BTreeMap<&str, Option<&[u8]>> = BTreeMap::new();
        for change in changes {
            match *change {
                Change::Set(key, value) => after.insert(key, Some(value)),
                Change::Delete(key) => after.insert(key, None),
            };
        }
        let mut used = self.used;
        for (key, value) in &after {
            let old = self
                .entries
                .get(*key)
                .map_or(0, |old| space(key, old.len()));
            used = used - old + value.map_or(0, |value| space(key, value.len()));
        }
        // What makes a full store smaller is welcome.
        if used > self.used {
            check_space(used, limit)?;
        }
        for (key, value) in after {
            match value {
                Some(value) => drop(self.entries.insert(key.to_string(), value.to_vec())),
                None => drop(self.entries.remove(key)),
            }
        }
        self.used = used;
        Ok(())
    }

    pub(super) fn increment(&mut self, key: &str, delta: u64, limit: u64) -> Result<u64, Failure> {
        let sum = add(self.entries.get(key).map(Vec::as_slice), delta)?;
        self.write(&[Change::Set(key, sum.to_string().as_bytes())], limit)?;
        Ok(sum)
    }
}
