//! The resource `backup`.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::bindings::{Error, GuestBackup, Progress};
use crate::database::Database;
use crate::error;
use crate::ffi::Backup;

/// A backup under way, or done.
pub(crate) struct BackupResource {
    /// None once it is done.
    backup: RefCell<Option<Backup>>,
    /// The last progress.
    progress: Cell<Progress>,
    source: Rc<Database>,
    destination: Rc<Database>,
}

impl BackupResource {
    /// Begins to copy `source` over what `destination` holds.
    pub(crate) fn begin(source: &Rc<Database>, destination: &Rc<Database>) -> Result<Self, Error> {
        if Rc::ptr_eq(source, destination) {
            return Err(error::misuse(
                "source and destination of the backup are the same",
            ));
        }
        let from = source.begin_call()?;
        let to = destination.begin_call()?;
        // Its statements would be in the way of new content.
        destination.clear_cache();
        let backup = Backup::begin(from, to)?;
        destination.is_destination.set(true);
        Ok(Self {
            backup: RefCell::new(Some(backup)),
            progress: Cell::new(Progress {
                remaining: 0,
                total: 0,
            }),
            source: Rc::clone(source),
            destination: Rc::clone(destination),
        })
    }

    fn finish(&self) {
        if self.backup.take().is_some() {
            self.destination.is_destination.set(false);
        }
    }
}

impl GuestBackup for BackupResource {
    fn step(&self, pages: u32) -> Result<Progress, Error> {
        let outcome = match &*self.backup.borrow() {
            None => return Ok(self.progress.get()),
            Some(backup) => {
                self.source.begin_call()?;
                backup.step(pages)
            }
        };
        let progress = outcome?;
        self.progress.set(progress);
        if progress.remaining == 0 {
            self.finish();
        }
        Ok(progress)
    }
}

impl Drop for BackupResource {
    fn drop(&mut self) {
        self.finish();
    }
}
