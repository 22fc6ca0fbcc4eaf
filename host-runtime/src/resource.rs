//! Resources that the host implements.
//!
//! ```text
//! host            Blob ──lower──► Table: index ──► handle in the component
//!                 Blob ◄──lift─── Table: index ◄── handle in the component      own<blob>: taken out
//!        Borrowed<Blob> ◄──lift── Table: index ◄── handle in the component      borrow<blob>: shared
//! ```
//!
//! The value is counted by reference, so that a function of the host that was lent a resource needs no lock
//! on the table while it runs, and one that the component gives back is the host's alone again.

use std::any::Any;
use std::fmt;
use std::ops::Deref;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use wasmtime::component::__internal::{InterfaceType, LowerContext};
use wasmtime::component::{ComponentType, Lift, Lower, Resource as Index};

use crate::{arguments, scope};

/// The host's resources that one instance holds or is lent.
#[derive(Default)]
pub(crate) struct Table {
    /// None until there is something.
    slots: Mutex<Option<Box<Slots>>>,
    /// Whether something is lent, to be seen without the lock: each call asks.
    has_lent: AtomicBool,
}

#[derive(Default)]
struct Slots {
    values: Vec<Option<Box<dyn Any + Send + Sync>>>,
    free: Vec<u32>,
    /// Those that are only lent, until the call ends.
    lent: Vec<u32>,
}

impl Table {
    fn slots(&self) -> MutexGuard<'_, Option<Box<Slots>>> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn insert(&self, value: Box<dyn Any + Send + Sync>) -> wasmtime::Result<u32> {
        self.slots().get_or_insert_default().insert(value)
    }

    fn lend(&self, value: Box<dyn Any + Send + Sync>) -> wasmtime::Result<u32> {
        let mut slots = self.slots();
        let slots = slots.get_or_insert_default();
        let index = slots.insert(value)?;
        slots.lent.push(index);
        self.has_lent.store(true, Ordering::Relaxed);
        Ok(index)
    }

    /// Takes a value out: the component gave it back, or dropped it.
    pub(crate) fn take(&self, index: u32) -> Option<Box<dyn Any + Send + Sync>> {
        let mut slots = self.slots();
        let slots = slots.as_mut()?;
        let value = slots.values.get_mut(index as usize)?.take();
        if value.is_some() {
            slots.free.push(index);
        }
        value
    }

    /// Takes out a value that did not get to the component after all. The component may have a handle of it that nobody
    /// has told it of, so the index is not used again.
    pub(crate) fn take_back(&self, index: u32) -> Option<Box<dyn Any + Send + Sync>> {
        let mut slots = self.slots();
        slots.as_mut()?.values.get_mut(index as usize)?.take()
    }

    /// Drops all of it: there is no component any more.
    pub(crate) fn clear(&self) {
        let slots = self.slots().take();
        // Outside the lock: it is the user's code.
        drop(slots);
    }

    pub(crate) fn share<R: HostResource>(&self, index: u32) -> Option<R> {
        let slots = self.slots();
        let value = slots.as_ref()?.values.get(index as usize)?.as_ref()?;
        value.downcast_ref::<R>().map(HostResource::share)
    }

    /// Ends all loans: no call is running any more.
    #[inline]
    pub(crate) fn end_loans(&self) {
        // What the call lent was lent by this thread, or before this thread had the instance.
        if self.has_lent.load(Ordering::Relaxed) {
            self.take_lent();
        }
    }

    #[cold]
    fn take_lent(&self) {
        let lent = {
            let mut slots = self.slots();
            self.has_lent.store(false, Ordering::Relaxed);
            slots.as_mut().map(|slots| std::mem::take(&mut slots.lent))
        };
        for index in lent.unwrap_or_default() {
            // Dropped outside the lock: it is the user's code.
            drop(self.take(index));
        }
    }
}

impl Slots {
    fn insert(&mut self, value: Box<dyn Any + Send + Sync>) -> wasmtime::Result<u32> {
        if let Some(index) = self.free.pop() {
            self.values[index as usize] = Some(value);
            return Ok(index);
        }
        let index = u32::try_from(self.values.len())?;
        self.values.push(Some(value));
        Ok(index)
    }
}

/// A resource that the host implements, as the generated code names it.
#[doc(hidden)]
pub trait HostResource: Send + Sync + Sized + 'static {
    /// Another reference to the same value.
    fn share(&self) -> Self;
}

/// A value of the host's that components hold as a resource, where `with` names its type.
///
/// It derefs to the value.
pub struct Resource<T: ?Sized>(Arc<T>);

impl<T> Resource<T> {
    /// Makes a resource of a value.
    pub fn new(value: T) -> Self {
        Self(Arc::new(value))
    }

    /// The value, where nobody else has the resource any more.
    ///
    /// # Errors
    ///
    /// The resource itself, while another function of the host is using it.
    pub fn into_inner(self) -> Result<T, Self> {
        Arc::try_unwrap(self.0).map_err(Self)
    }
}

impl<T> From<T> for Resource<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T: ?Sized> Resource<T> {
    /// Makes a resource of a value that is shared already.
    pub fn from_arc(value: Arc<T>) -> Self {
        Self(value)
    }
}

impl<T: ?Sized> Deref for Resource<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: ?Sized> fmt::Debug for Resource<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Resource").finish_non_exhaustive()
    }
}

impl<T: ?Sized + Send + Sync + 'static> HostResource for Resource<T> {
    fn share(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

/// A resource that was lent inside a record, list or other value: WIT's `borrow<R>` there.
///
/// It derefs to the resource. A parameter that is a `borrow<R>` by itself is a plain `&R` instead.
pub struct Borrowed<R>(pub(crate) R);

impl<R: HostResource> From<&R> for Borrowed<R> {
    fn from(resource: &R) -> Self {
        Self(resource.share())
    }
}

impl<R> Deref for Borrowed<R> {
    type Target = R;

    fn deref(&self) -> &R {
        &self.0
    }
}

impl<R> fmt::Debug for Borrowed<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Borrowed").finish_non_exhaustive()
    }
}

/// The index under which a component is to know a resource that goes to it.
#[doc(hidden)]
pub fn lower<R: HostResource, T>(
    resource: &R,
    cx: &mut LowerContext<'_, T>,
    ty: InterfaceType,
) -> wasmtime::Result<Index<R>> {
    let Some(host) = arguments::host(cx) else {
        wasmtime::bail!("a resource can only be passed in a call");
    };
    let value = Box::new(resource.share());
    if let InterfaceType::Borrow(_) = ty {
        return Ok(Index::new_borrow(host.table.lend(value)?));
    }
    let index = host.table.insert(value)?;
    host.line.note(index);
    Ok(Index::new_own(index))
}

/// The resource behind an index that comes from a component.
#[doc(hidden)]
pub fn lift<R: HostResource>(index: &Index<R>) -> wasmtime::Result<R> {
    let found = scope::table(|table| {
        Ok(if index.owned() {
            let value = table.take(index.rep());
            value
                .and_then(|value| value.downcast().ok())
                .map(|value| *value)
        } else {
            table.share(index.rep())
        })
    })?;
    found.ok_or_else(|| wasmtime::format_err!("the component passed a resource that is gone"))
}

/// Lets a type that is a [`HostResource`] go over the boundary.
#[doc(hidden)]
#[macro_export]
macro_rules! host_resource {
    ([$($generics:tt)*] $name:ty) => {
        $crate::wire!(type [$($generics)*] $name as $crate::__private::Index<$name>);
        $crate::wire!(lower [$($generics)*] $name as $crate::__private::Index<$name>,
            |self, cx, ty| &$crate::__private::lower_resource(self, cx, ty)?);
        $crate::wire!(lift [$($generics)*] $name as $crate::__private::Index<$name>,
            |index| $crate::__private::lift_resource(&index));
    };
    // A newtype around `Resource<dyn Trait>`, as generated code has it.
    ($name:ident, $target:ty) => {
        impl $crate::__private::HostResource for $name {
            fn share(&self) -> Self {
                Self(self.0.share())
            }
        }

        impl ::std::ops::Deref for $name {
            type Target = $target;

            fn deref(&self) -> &Self::Target {
                &*self.0
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }

        $crate::host_resource!([] $name);
    };
}

crate::host_resource!([T: ?Sized + Send + Sync + 'static] Resource<T>);

crate::wire!(type [R: HostResource + ComponentType] Borrowed<R> as R);
crate::wire!(lower [R: HostResource + Lower] Borrowed<R> as R, |self, cx, ty| &self.0);
crate::wire!(lift [R: HostResource + Lift] Borrowed<R> as R, |resource| Ok(Self(resource)));
