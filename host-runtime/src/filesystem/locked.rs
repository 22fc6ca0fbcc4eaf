//! The files that an instance has locked, so that they are unlocked when they are closed.
//!
//! Closing alone would do, if nobody else had the file: but while the host starts a process, the new one has all that is open
//! until it runs its program, and a lock lasts as long as anybody has the file.

use std::collections::HashMap;
use std::fs::File;
use std::sync::{Arc, Weak};

use crate::lock::unlock;

/// Files that are locked, by the number of their descriptor.
#[derive(Default)]
pub(crate) struct Locked(HashMap<u32, Weak<File>>);

impl Locked {
    /// Notes that the file of a descriptor is locked.
    pub(super) fn insert(&mut self, descriptor: u32, file: &Arc<File>) {
        self.0.insert(descriptor, Arc::downgrade(file));
    }

    /// Unlocks the file of a descriptor that is about to be closed, unless streams have it as well.
    pub(super) fn close(&mut self, descriptor: u32) {
        let file = self.0.remove(&descriptor).and_then(|file| file.upgrade());
        // The descriptor's, and this one.
        if let Some(file) = file.filter(|file| Arc::strong_count(file) <= 2) {
            unlock(&file);
        }
    }
}

impl Drop for Locked {
    /// All that is left goes with the instance.
    fn drop(&mut self) {
        for file in self.0.values().filter_map(Weak::upgrade) {
            unlock(&file);
        }
    }
}
