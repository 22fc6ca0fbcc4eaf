//! What linking a component gave, kept by the builder for the next time.
//!
//! A plugin is loaded for each tenant, by clones of one builder with other grants each. What it is linked to is the same:
//! grants are looked at when the component asks, not when it is linked. So clones of a builder share what the latest
//! component was linked to, as long as they provide the same. It is kept here and not with the component, because it
//! keeps what the host provides alive, which the builder does anyway.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use wasmtime::component::{Component, InstancePre};

use crate::Error;
use crate::component::Compiled;
use crate::contract::Functions;
use crate::host::Host;

/// A component that has been linked, and where its world's functions are.
pub(crate) struct Linked {
    pub(crate) pre: InstancePre<Host>,
    pub(crate) functions: Functions,
    /// Whether an instance has shown that the functions have the types by which they are called.
    checked: AtomicBool,
}

impl Linked {
    pub(crate) fn new(pre: InstancePre<Host>, functions: Functions) -> Self {
        Self {
            pre,
            functions,
            checked: AtomicBool::new(false),
        }
    }

    /// Whether the functions' types are still to be compared.
    pub(crate) fn is_unchecked(&self) -> bool {
        !self.checked.load(Ordering::Acquire)
    }

    /// Notes that the types of all functions were compared.
    pub(crate) fn set_checked(&self) {
        self.checked.store(true, Ordering::Release);
    }
}

/// What the latest component was linked to. Clones share it.
#[derive(Clone, Default)]
pub(crate) struct Latest(Arc<Mutex<Option<Arc<Linked>>>>);

impl Latest {
    /// What a component was linked to, if it is the latest.
    pub(crate) fn get(&self, compiled: &Compiled) -> Option<Arc<Linked>> {
        let latest = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let linked = latest.as_ref()?;
        is_same(linked.pre.component(), &compiled.component).then(|| Arc::clone(linked))
    }

    /// What a component was linked to, or what `link` links it to now.
    ///
    /// # Errors
    ///
    /// Those of `link`.
    pub(crate) fn get_or_link(
        &self,
        compiled: &Compiled,
        link: impl FnOnce() -> Result<Linked, Error>,
    ) -> Result<Arc<Linked>, Error> {
        if let Some(linked) = self.get(compiled) {
            return Ok(linked);
        }
        let linked = Arc::new(link()?);
        // An engine of a pool's own goes with the pool.
        if compiled.shares_engine {
            let latest = Arc::clone(&linked);
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(latest);
        }
        Ok(linked)
    }
}

/// Whether both are the same machine code in the same place, of which there is one while either is there.
fn is_same(one: &Component, other: &Component) -> bool {
    one.image_range() == other.image_range()
}
