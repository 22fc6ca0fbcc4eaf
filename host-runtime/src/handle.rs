//! Handles of resources that a component owns.

use std::mem::MaybeUninit;
use std::sync::atomic::{AtomicBool, Ordering};

use wasmtime::component::__internal::{
    CanonicalAbiInfo, InstanceType, InterfaceType, LiftContext, LowerContext,
};
use wasmtime::component::{ComponentType, Lift, Lower, ResourceAny};

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

    fn lower(&self, ty: InterfaceType) -> wasmtime::Result<&ResourceAny> {
        if !self.instance.is_current() {
            wasmtime::bail!("the resource belongs to another instance");
        }
        if matches!(ty, InterfaceType::Own(_)) {
            self.given.store(true, Ordering::Relaxed);
        }
        Ok(&self.resource)
    }

    fn lift(resource: ResourceAny) -> wasmtime::Result<Self> {
        Ok(Self {
            resource,
            instance: Instance::current()?,
            given: AtomicBool::new(false),
        })
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

// SAFETY: every item is that of `ResourceAny`, which is the only thing that goes over the boundary.
unsafe impl ComponentType for Handle {
    type Lower = <ResourceAny as ComponentType>::Lower;
    const ABI: CanonicalAbiInfo = ResourceAny::ABI;
    const MAY_REQUIRE_REALLOC: bool = false;

    fn typecheck(ty: &InterfaceType, types: &InstanceType<'_>) -> wasmtime::Result<()> {
        ResourceAny::typecheck(ty, types)
    }
}

// SAFETY: as above; nothing but the inner `ResourceAny` is written.
unsafe impl Lower for Handle {
    fn linear_lower_to_flat<T>(
        &self,
        cx: &mut LowerContext<'_, T>,
        ty: InterfaceType,
        dst: &mut MaybeUninit<Self::Lower>,
    ) -> wasmtime::Result<()> {
        self.lower(ty)?.linear_lower_to_flat(cx, ty, dst)
    }

    fn linear_lower_to_memory<T>(
        &self,
        cx: &mut LowerContext<'_, T>,
        ty: InterfaceType,
        offset: usize,
    ) -> wasmtime::Result<()> {
        self.lower(ty)?.linear_lower_to_memory(cx, ty, offset)
    }
}

// SAFETY: as above; nothing but the inner `ResourceAny` is read.
unsafe impl Lift for Handle {
    fn linear_lift_from_flat(
        cx: &mut LiftContext<'_>,
        ty: InterfaceType,
        src: &Self::Lower,
    ) -> wasmtime::Result<Self> {
        Self::lift(ResourceAny::linear_lift_from_flat(cx, ty, src)?)
    }

    fn linear_lift_from_memory(
        cx: &mut LiftContext<'_>,
        ty: InterfaceType,
        bytes: &[u8],
    ) -> wasmtime::Result<Self> {
        Self::lift(ResourceAny::linear_lift_from_memory(cx, ty, bytes)?)
    }
}

/// Lets a generated type with the one field `__handle: Handle` go over the boundary as that handle.
#[doc(hidden)]
#[macro_export]
macro_rules! resource {
    ($name:ident) => {
        // SAFETY: every item is that of `Handle`.
        unsafe impl $crate::__private::ComponentType for $name {
            type Lower = <$crate::__private::Handle as $crate::__private::ComponentType>::Lower;
            const ABI: $crate::__private::abi::CanonicalAbiInfo = <$crate::__private::Handle as $crate::__private::ComponentType>::ABI;
            const MAY_REQUIRE_REALLOC: bool = <$crate::__private::Handle as $crate::__private::ComponentType>::MAY_REQUIRE_REALLOC;

            fn typecheck(ty: &$crate::__private::abi::InterfaceType, types: &$crate::__private::abi::InstanceType<'_>) -> $crate::__private::wasmtime::Result<()> {
                <$crate::__private::Handle as $crate::__private::ComponentType>::typecheck(ty, types)
            }
        }

        // SAFETY: every item is that of `Handle`.
        unsafe impl $crate::__private::Lower for $name {
            fn linear_lower_to_flat<T>(
                &self,
                cx: &mut $crate::__private::abi::LowerContext<'_, T>,
                ty: $crate::__private::abi::InterfaceType,
                dst: &mut ::std::mem::MaybeUninit<Self::Lower>,
            ) -> $crate::__private::wasmtime::Result<()> {
                $crate::__private::Lower::linear_lower_to_flat(&self.__handle, cx, ty, dst)
            }

            fn linear_lower_to_memory<T>(
                &self,
                cx: &mut $crate::__private::abi::LowerContext<'_, T>,
                ty: $crate::__private::abi::InterfaceType,
                offset: usize,
            ) -> $crate::__private::wasmtime::Result<()> {
                $crate::__private::Lower::linear_lower_to_memory(&self.__handle, cx, ty, offset)
            }
        }

        // SAFETY: every item is that of `Handle`.
        unsafe impl $crate::__private::Lift for $name {
            fn linear_lift_from_flat(
                cx: &mut $crate::__private::abi::LiftContext<'_>,
                ty: $crate::__private::abi::InterfaceType,
                src: &Self::Lower,
            ) -> $crate::__private::wasmtime::Result<Self> {
                ::std::result::Result::Ok(Self {
                    __handle: <$crate::__private::Handle as $crate::__private::Lift>::linear_lift_from_flat(cx, ty, src)?,
                })
            }

            fn linear_lift_from_memory(
                cx: &mut $crate::__private::abi::LiftContext<'_>,
                ty: $crate::__private::abi::InterfaceType,
                bytes: &[u8],
            ) -> $crate::__private::wasmtime::Result<Self> {
                ::std::result::Result::Ok(Self {
                    __handle: <$crate::__private::Handle as $crate::__private::Lift>::linear_lift_from_memory(cx, ty, bytes)?,
                })
            }
        }

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
