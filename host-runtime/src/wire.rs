//! Types that go over the boundary in the form of another type.
//!
//! wasmtime's traits for that are unsafe; here they are implemented once, by handing everything on to a type of
//! wasmtime's. No layout is described here.

/// Has a type go over the boundary as another one.
///
/// `lower` says what goes in its place, a reference; `lift` makes a value of what came, a `wasmtime::Result`.
#[doc(hidden)]
#[macro_export]
macro_rules! wire {
    (type [$($generics:tt)*] $name:ty as $wire:ty) => {
        // SAFETY: every item is that of `$wire`, which is the only thing that goes over the boundary.
        unsafe impl<$($generics)*> $crate::__private::ComponentType for $name {
            type Lower = <$wire as $crate::__private::ComponentType>::Lower;
            const ABI: $crate::__private::abi::CanonicalAbiInfo =
                <$wire as $crate::__private::ComponentType>::ABI;
            const MAY_REQUIRE_REALLOC: bool =
                <$wire as $crate::__private::ComponentType>::MAY_REQUIRE_REALLOC;

            fn typecheck(
                ty: &$crate::__private::abi::InterfaceType,
                types: &$crate::__private::abi::InstanceType<'_>,
            ) -> $crate::__private::wasmtime::Result<()> {
                <$wire as $crate::__private::ComponentType>::typecheck(ty, types)
            }
        }
    };
    (lower [$($generics:tt)*] $name:ty as $wire:ty, |$this:ident, $cx:ident, $ty:ident| $value:expr) => {
        // SAFETY: what is written is a `$wire`, by its own implementation.
        unsafe impl<$($generics)*> $crate::__private::Lower for $name {
            #[inline]
            fn linear_lower_to_flat<__T>(
                &$this,
                $cx: &mut $crate::__private::abi::LowerContext<'_, __T>,
                $ty: $crate::__private::abi::InterfaceType,
                dst: &mut ::std::mem::MaybeUninit<Self::Lower>,
            ) -> $crate::__private::wasmtime::Result<()> {
                let value: &$wire = $value;
                $crate::__private::Lower::linear_lower_to_flat(value, $cx, $ty, dst)
            }

            #[inline]
            fn linear_lower_to_memory<__T>(
                &$this,
                $cx: &mut $crate::__private::abi::LowerContext<'_, __T>,
                $ty: $crate::__private::abi::InterfaceType,
                offset: usize,
            ) -> $crate::__private::wasmtime::Result<()> {
                let value: &$wire = $value;
                $crate::__private::Lower::linear_lower_to_memory(value, $cx, $ty, offset)
            }
        }
    };
    (lift [$($generics:tt)*] $name:ty as $wire:ty, |$value:ident| $lifted:expr) => {
        // SAFETY: what is read is a `$wire`, by its own implementation.
        unsafe impl<$($generics)*> $crate::__private::Lift for $name {
            fn linear_lift_from_flat(
                cx: &mut $crate::__private::abi::LiftContext<'_>,
                ty: $crate::__private::abi::InterfaceType,
                src: &Self::Lower,
            ) -> $crate::__private::wasmtime::Result<Self> {
                let $value = <$wire as $crate::__private::Lift>::linear_lift_from_flat(cx, ty, src)?;
                $lifted
            }

            fn linear_lift_from_memory(
                cx: &mut $crate::__private::abi::LiftContext<'_>,
                ty: $crate::__private::abi::InterfaceType,
                bytes: &[u8],
            ) -> $crate::__private::wasmtime::Result<Self> {
                let $value = <$wire as $crate::__private::Lift>::linear_lift_from_memory(cx, ty, bytes)?;
                $lifted
            }
        }
    };
}
