//! Results that are looked at where they are, in the component's memory, instead of being copied out of it.
//!
//! The component may free a result as soon as the call is over, so whoever wants to see it is called in the middle: after
//! the component has returned, before it cleans up. wasmtime lifts results at just that moment.

use std::cell::Cell;
use std::marker::PhantomData;
use std::ptr::NonNull;

use wasmtime::ValRaw;
use wasmtime::component::__internal::wasmtime_environ::component::StringEncoding;
use wasmtime::component::__internal::{CanonicalAbiInfo, InstanceType, InterfaceType, LiftContext};
use wasmtime::component::{ComponentNamedList, ComponentType, Lift, Lower, WasmList, WasmStr};

use crate::call::call;
use crate::instance::Instance;
use crate::{CallError, Error, ErrorKind};

/// What can be seen without a copy: `str` and `[u8]`.
#[doc(hidden)]
pub trait Viewable {
    /// The same type where it is copied.
    type Owned: Lift<Lower = [ValRaw; 2]> + AsRef<[u8]>;
    /// What finds it in the component's memory.
    type Place: Lift<Lower = [ValRaw; 2]>;
    /// Whether a result of this kind lies in the memory as the host would have it.
    fn is_plain(cx: &LiftContext<'_>) -> bool;
    /// Checks the bytes.
    fn from_bytes(bytes: &[u8]) -> wasmtime::Result<&Self>;
}

impl Viewable for str {
    type Owned = String;
    type Place = WasmStr;

    fn is_plain(cx: &LiftContext<'_>) -> bool {
        cx.options().string_encoding == StringEncoding::Utf8
    }

    fn from_bytes(bytes: &[u8]) -> wasmtime::Result<&str> {
        Ok(std::str::from_utf8(bytes)?)
    }
}

impl Viewable for [u8] {
    type Owned = Vec<u8>;
    type Place = WasmList<u8>;

    fn is_plain(_: &LiftContext<'_>) -> bool {
        true
    }

    fn from_bytes(bytes: &[u8]) -> wasmtime::Result<&[u8]> {
        Ok(bytes)
    }
}

type Looker<'a> = dyn FnMut(&[u8]) -> wasmtime::Result<()> + 'a;

thread_local! {
    static LOOKER: Cell<Option<NonNull<Looker<'static>>>> = const { Cell::new(None) };
}

/// Runs `body`, in which `looker` is shown the result that is lifted.
fn looking<R>(looker: &mut Looker<'_>, body: impl FnOnce() -> R) -> R {
    struct Before(Option<NonNull<Looker<'static>>>);
    impl Drop for Before {
        fn drop(&mut self) {
            LOOKER.set(self.0);
        }
    }
    // SAFETY: only the lifetime is changed, and the pointer is taken away before `looker` goes out of
    // scope, by `Before`.
    let pointer = unsafe {
        std::mem::transmute::<NonNull<Looker<'_>>, NonNull<Looker<'static>>>(NonNull::from(looker))
    };
    let _before = Before(LOOKER.replace(Some(pointer)));
    body()
}

fn show(bytes: &[u8]) -> wasmtime::Result<()> {
    match LOOKER.take() {
        // SAFETY: `looking` is further up this thread's stack and has lent the pointer; nobody else has it, since it was
        // taken out.
        Some(mut looker) => unsafe { (looker.as_mut())(bytes) },
        None => wasmtime::bail!("the result was seen already"),
    }
}

/// A result that has been seen.
#[doc(hidden)]
#[allow(unreachable_pub)] // Named by public functions.
pub struct Seen<V: ?Sized>(PhantomData<fn(&V)>);

impl<V: Viewable + ?Sized> Seen<V> {
    /// Shows what lies at `place`, which was found to be inside the memory.
    fn at(cx: &LiftContext<'_>, start: u32, len: u32) -> wasmtime::Result<Self> {
        let (start, len) = (start as usize, len as usize);
        show(&cx.memory()[start..][..len])?;
        Ok(Self(PhantomData))
    }
}

// SAFETY: every item is that of wasmtime's type for the same place in memory.
unsafe impl<V: Viewable + ?Sized + 'static> ComponentType for Seen<V> {
    type Lower = [ValRaw; 2];
    const ABI: CanonicalAbiInfo = V::Place::ABI;

    fn typecheck(ty: &InterfaceType, types: &InstanceType<'_>) -> wasmtime::Result<()> {
        V::Place::typecheck(ty, types)
    }
}

// SAFETY: as above; the place is checked by wasmtime's type before it is read.
unsafe impl<V: Viewable + ?Sized + 'static> Lift for Seen<V> {
    fn linear_lift_from_flat(
        cx: &mut LiftContext<'_>,
        ty: InterfaceType,
        src: &Self::Lower,
    ) -> wasmtime::Result<Self> {
        if !V::is_plain(cx) {
            show(V::Owned::linear_lift_from_flat(cx, ty, src)?.as_ref())?;
            return Ok(Self(PhantomData));
        }
        V::Place::linear_lift_from_flat(cx, ty, src)?;
        Self::at(cx, src[0].get_u32(), src[1].get_u32())
    }

    fn linear_lift_from_memory(
        cx: &mut LiftContext<'_>,
        ty: InterfaceType,
        bytes: &[u8],
    ) -> wasmtime::Result<Self> {
        if !V::is_plain(cx) {
            show(V::Owned::linear_lift_from_memory(cx, ty, bytes)?.as_ref())?;
            return Ok(Self(PhantomData));
        }
        V::Place::linear_lift_from_memory(cx, ty, bytes)?;
        let part = |at: usize| {
            let mut word = [0; 4];
            word.copy_from_slice(&bytes[at..at + 4]);
            u32::from_le_bytes(word)
        };
        Self::at(cx, part(0), part(4))
    }
}

/// Calls with `look` looking at the result, and gives back what it made of it.
fn view<V, T, R, E>(
    look: impl FnOnce(&V) -> R,
    run: impl FnOnce() -> Result<T, E>,
) -> Result<(T, Option<R>), E>
where
    V: Viewable + ?Sized,
{
    let (mut look, mut made) = (Some(look), None);
    let mut looker = |bytes: &[u8]| {
        let value = V::from_bytes(bytes)?;
        if let Some(look) = look.take() {
            made = Some(look(value));
        }
        Ok(())
    };
    let result = looking(&mut looker, run)?;
    Ok((result, made))
}

fn unseen() -> Error {
    Error::new(ErrorKind::Host, "the result was not seen")
}

/// Calls the function of this number in the world's table, and shows its result.
pub fn call_view<P, V, R>(
    instance: &Instance,
    index: usize,
    params: P,
    look: impl FnOnce(&V) -> R,
) -> Result<R, Error>
where
    P: ComponentNamedList + Lower,
    V: Viewable + ?Sized + 'static,
{
    let (_, made) = view(look, || call::<P, (Seen<V>,)>(instance, index, params))?;
    made.ok_or_else(unseen)
}

/// The same for a function that returns WIT's `result`, of which success is shown.
pub fn call_result_view<P, V, L, E, R>(
    instance: &Instance,
    index: usize,
    params: P,
    look: impl FnOnce(&V) -> R,
) -> Result<R, CallError<E>>
where
    P: ComponentNamedList + Lower,
    V: Viewable + ?Sized + 'static,
    L: Lift + Into<E>,
{
    let run = || call::<P, (Result<Seen<V>, L>,)>(instance, index, params);
    match view(look, run)? {
        ((Ok(_),), made) => made.ok_or_else(|| unseen().into()),
        ((Err(error),), _) => Err(CallError::Guest(error.into())),
    }
}
