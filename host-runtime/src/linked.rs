//! What linking a component gave, kept by the builder for the next time.
//!
//! ```text
//! Provided    what components with the same needs are linked with: WASI, and what the host provides
//! Linked      a component that was linked with it, and where its world's functions are
//! Granted     what was granted to instances of it, as long as there are any
//! ```
//!
//! An application loads many plugins with clones of one builder, or one plugin for many tenants with other grants each.
//! What they are linked with is the same: grants are looked at when a component asks, not when it is linked. So clones of a
//! builder share the latest of it, as long as they provide the same. It is kept here and not with the component, because it
//! keeps what the host provides alive, which the builder does anyway.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use wasmtime::component::{Component, InstancePre, Linker};

use crate::component::Compiled;
use crate::contract::Functions;
use crate::engine::Settings;
use crate::host::Host;
use crate::linker::Areas;
use crate::opened::Granted;
use crate::{Error, grant};

/// What components of the same kind of engine and with the same needs are linked with.
pub(crate) struct Provided {
    pub(crate) settings: Settings,
    pub(crate) areas: Areas,
    pub(crate) linker: Linker<Host>,
    /// The interfaces that are not WASI's, and the functions of worlds.
    pub(crate) names: BTreeSet<String>,
}

/// A component that has been linked, and where its world's functions are.
pub(crate) struct Linked {
    pub(crate) pre: InstancePre<Host>,
    pub(crate) functions: Functions,
    /// Whether an instance has shown that the functions have the types by which they are called.
    checked: AtomicBool,
    /// The latest that was granted. What it gives access to is not kept open for it.
    granted: Mutex<Weak<Granted>>,
}

impl Linked {
    pub(crate) fn new(pre: InstancePre<Host>, functions: Functions) -> Self {
        Self {
            pre,
            functions,
            checked: AtomicBool::new(false),
            granted: Mutex::default(),
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

    /// What the component is granted, with its rules read. `print` is how many bytes an instance may print.
    ///
    /// # Errors
    ///
    /// When a rule can't be read.
    pub(crate) fn granted(
        &self,
        grants: &grant::Shared,
        print: Option<u64>,
    ) -> Result<Arc<Granted>, Error> {
        let mut latest = self.granted.lock().unwrap_or_else(PoisonError::into_inner);
        let known = latest.upgrade();
        if let Some(granted) = known.filter(|granted| granted.is_of(grants, print)) {
            return Ok(granted);
        }
        let component = self.pre.component();
        let ty = component.component_type();
        let imports = ty.imports(component.engine()).map(|(name, _)| name);
        let granted = Arc::new(Granted::new(grants, print, imports)?);
        *latest = Arc::downgrade(&granted);
        Ok(granted)
    }
}

/// The latest of both. Clones share it.
#[derive(Clone, Default)]
pub(crate) struct Latest(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    linked: Option<Arc<Linked>>,
    provided: Option<Arc<Provided>>,
}

impl Latest {
    /// What a component was linked to, if it is the latest.
    pub(crate) fn get(&self, compiled: &Compiled) -> Option<Arc<Linked>> {
        self.look(|kept| {
            let linked = kept.linked.as_ref()?;
            is_same(linked.pre.component(), &compiled.component).then(|| Arc::clone(linked))
        })
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
            let before = self.look(|kept| kept.linked.replace(Arc::clone(&linked)));
            drop(before);
        }
        Ok(linked)
    }

    /// What a component with such needs is linked with, or what `provide` makes of it now.
    ///
    /// # Errors
    ///
    /// Those of `provide`.
    pub(crate) fn get_or_provide(
        &self,
        compiled: &Compiled,
        areas: Areas,
        provide: impl FnOnce() -> Result<Provided, Error>,
    ) -> Result<Arc<Provided>, Error> {
        let known = self.look(|kept| kept.provided.clone()).filter(|known| {
            compiled.shares_engine && known.settings == compiled.settings && known.areas == areas
        });
        if let Some(known) = known {
            return Ok(known);
        }
        let provided = Arc::new(provide()?);
        if compiled.shares_engine {
            let before = self.look(|kept| kept.provided.replace(Arc::clone(&provided)));
            drop(before);
        }
        Ok(provided)
    }

    /// Looks at what is kept. What comes out is dropped by the caller, without the lock: it may be the user's.
    fn look<T>(&self, look: impl FnOnce(&mut Kept) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Whether both are the same machine code in the same place, of which there is one while either is there.
fn is_same(one: &Component, other: &Component) -> bool {
    one.image_range() == other.image_range()
}
