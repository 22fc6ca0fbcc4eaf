//! Handles of resources that a component owns.

use std::mem::MaybeUninit;
use std::ptr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use wasmtime::component::__internal::{InterfaceType, LowerContext};
use wasmtime::component::{Lower, ResourceAny};

use crate::arguments::{self, Place};
use crate::instance::Instance;

/// A resource of an instance, owned by the host. Dropping it drops the resource in the component, once.
pub struct Handle {
    resource: ResourceAny,
    instance: Instance,
    /// Whether ownership went back to the component, as an argument of a call.
    given: AtomicBool,
}

/// What belongs to an instance, and can therefore name it.
pub trait HasInstance {
    /// The instance.
    fn instance(&self) -> &Instance;
}

impl Handle {
    /// The instance that has the resource.
    pub fn instance(&self) -> &Instance {
        &self.instance
    }

    /// The same resource once more, for lending it: dropping it drops nothing.
    pub fn alias(&self) -> Self {
        Self {
            resource: self.resource,
            instance: self.instance.clone(),
            given: AtomicBool::new(true),
        }
    }

    /// Whether it is to be passed later, after the other arguments.
    ///
    /// # Errors
    ///
    /// When it would go to another instance.
    #[inline]
    fn postpone<T>(
        &self,
        cx: &mut LowerContext<'_, T>,
        ty: InterfaceType,
        place: Place,
    ) -> wasmtime::Result<bool> {
        match arguments::host(cx) {
            Some(host) if self.instance.has_table(&host.table) => {
                Ok(host.line.wait(self, ty, place))
            }
            _ => wasmtime::bail!("the resource belongs to another instance"),
        }
    }

    /// Notes that it went to the component, for good where the type says so.
    #[inline]
    pub(crate) fn passed(&self, ty: InterfaceType) {
        if matches!(ty, InterfaceType::Own(_)) {
            self.given();
        }
    }

    #[inline]
    pub(crate) fn resource(&self) -> &ResourceAny {
        &self.resource
    }

    /// Notes that it went to the component for good.
    #[inline]
    pub(crate) fn given(&self) {
        self.given.store(true, Ordering::Relaxed);
    }

    pub(crate) fn lift(resource: ResourceAny) -> wasmtime::Result<Self> {
        Ok(Self {
            resource,
            instance: Instance::current()?,
            given: AtomicBool::new(false),
        })
    }
}

impl<T: HasInstance> HasInstance for Arc<T> {
    fn instance(&self) -> &Instance {
        T::instance(self)
    }
}

impl HasInstance for Handle {
    fn instance(&self) -> &Instance {
        &self.instance
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        if !*self.given.get_mut() {
            self.instance.release(self.resource);
        }
    }
}

crate::wire!(type [] Handle as ResourceAny);
crate::wire!(lift [] Handle as ResourceAny, |resource| Self::lift(resource));

// SAFETY: what is written is a `ResourceAny`, by its own implementation: here, or by `Arguments` in the same place.
unsafe impl Lower for Handle {
    #[inline]
    fn linear_lower_to_flat<T>(
        &self,
        cx: &mut LowerContext<'_, T>,
        ty: InterfaceType,
        dst: &mut MaybeUninit<Self::Lower>,
    ) -> wasmtime::Result<()> {
        if self.postpone(cx, ty, Place::Flat(ptr::from_mut(dst).addr()))? {
            return Ok(());
        }
        self.resource.linear_lower_to_flat(cx, ty, dst)?;
        self.passed(ty);
        Ok(())
    }

    #[inline]
    fn linear_lower_to_memory<T>(
        &self,
        cx: &mut LowerContext<'_, T>,
        ty: InterfaceType,
        offset: usize,
    ) -> wasmtime::Result<()> {
        if self.postpone(cx, ty, Place::Memory(offset))? {
            return Ok(());
        }
        self.resource.linear_lower_to_memory(cx, ty, offset)?;
        self.passed(ty);
        Ok(())
    }
}

/// Lets a generated type with the one field `__handle: Handle` go over the boundary as that handle.
#[doc(hidden)]
#[macro_export]
macro_rules! resource {
    ($name:ident) => {
        $crate::wire!(type [] $name as $crate::__private::Handle);
        $crate::wire!(lower [] $name as $crate::__private::Handle, |self, cx, ty| &self.__handle);
        $crate::wire!(lift [] $name as $crate::__private::Handle, |handle| Ok(Self { __handle: handle }));

        impl $crate::__private::HostResource for $name {
            fn share(&self) -> Self {
                Self {
                    __handle: self.__handle.alias(),
                }
            }
        }

        impl $crate::__private::HasInstance for $name {
            fn instance(&self) -> &$crate::__private::Instance {
                self.__handle.instance()
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    };
}
