//! Instances that serve one call each.

use std::sync::{Arc, Condvar, Mutex, PoisonError};

use crate::Error;
use crate::contract::Export;
use crate::instance::Instance;

/// Makes an instance, which gives its place back when it is dropped.
type Make = dyn Fn(&'static [Export], Permit) -> Result<Instance, Error> + Send + Sync;

/// Makes instances, a bounded number at a time.
pub(crate) struct Pool {
    make: Box<Make>,
    places: Arc<Places>,
}

struct Places {
    free: Mutex<usize>,
    returned: Condvar,
}

/// A place in a pool, given back when dropped.
pub(crate) struct Permit(Arc<Places>);

impl Drop for Permit {
    fn drop(&mut self) {
        *self.0.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.0.returned.notify_one();
    }
}

impl Pool {
    /// A pool of at most `size` instances at a time.
    pub(crate) fn new(
        size: usize,
        make: impl Fn(&'static [Export], Permit) -> Result<Instance, Error> + Send + Sync + 'static,
    ) -> Self {
        Self {
            make: Box::new(make),
            places: Arc::new(Places {
                free: Mutex::new(size.max(1)),
                returned: Condvar::new(),
            }),
        }
    }

    /// A new instance; waits while all places are taken.
    pub(crate) fn instance(&self, exports: &'static [Export]) -> Result<Instance, Error> {
        let permit = {
            let free = self
                .places
                .free
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            let mut free = self
                .places
                .returned
                .wait_while(free, |free| *free == 0)
                .unwrap_or_else(PoisonError::into_inner);
            *free -= 1;
            Permit(Arc::clone(&self.places))
        };
        (self.make)(exports, permit)
    }
}
