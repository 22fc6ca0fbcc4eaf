//! The arguments of a call, the component's resources among which are passed last.
//!
//! wasmtime passes arguments in their order and has no way back: a resource that was moved or lent stays so when a
//! later argument is refused. So each resource is only looked at in its turn, and passed when all arguments are
//! known to be good.

use std::any::Any;
use std::mem::MaybeUninit;
use std::ptr::{self, NonNull};

use wasmtime::ValRaw;
use wasmtime::component::__internal::{
    CanonicalAbiInfo, InstanceType, InterfaceType, LowerContext,
};
use wasmtime::component::{ComponentNamedList, ComponentType, Lower};

use crate::failure::not_passed;
use crate::handle::Handle;
use crate::host::Host;

/// Where the handle of a resource is to be written.
#[derive(Clone, Copy)]
pub(crate) enum Place {
    /// At this address, among the parameters on the stack.
    Flat(usize),
    /// At this offset in the component's memory.
    Memory(usize),
}

/// A resource that is still to be passed.
#[derive(Clone, Copy)]
struct Waiting {
    handle: NonNull<Handle>,
    ty: InterfaceType,
    place: Place,
}

impl Waiting {
    #[inline]
    fn pass<T>(
        &self,
        cx: &mut LowerContext<'_, T>,
        write: &mut impl FnMut(usize, MaybeUninit<ValRaw>),
    ) -> wasmtime::Result<()> {
        // SAFETY: it is one of the arguments, which were borrowed to be passed and are still.
        let handle = unsafe { self.handle.as_ref() };
        match self.place {
            Place::Flat(address) => {
                let mut value = MaybeUninit::uninit();
                let resource = handle.resource();
                resource.linear_lower_to_flat(cx, self.ty, &mut value)?;
                write(address, value);
            }
            Place::Memory(offset) => {
                let resource = handle.resource();
                resource.linear_lower_to_memory(cx, self.ty, offset)?;
            }
        }
        handle.passed(self.ty);
        Ok(())
    }
}

// SAFETY: it is used where and while arguments are passed, which is on one thread.
unsafe impl Send for Waiting {}
// SAFETY: as above.
unsafe impl Sync for Waiting {}

/// The resources of the call whose arguments are being passed. Most calls have none or one, for which nothing is
/// allocated.
#[derive(Default)]
pub(crate) struct Line {
    is_open: bool,
    first: Option<Waiting>,
    more: Vec<Waiting>,
    /// The host's own resources that were given, by their numbers in its table.
    given: Vec<u32>,
}

impl Line {
    /// Begins anew.
    #[inline]
    fn open(&mut self) {
        self.first = None;
        self.given.clear();
        self.is_open = true;
    }

    /// Notes that one of the host's own resources was given.
    pub(crate) fn note(&mut self, index: u32) {
        if self.is_open {
            self.given.push(index);
        }
    }

    /// Has a resource wait until the other arguments are passed. False where no call's arguments are being
    /// passed, but a result of the host's.
    #[inline]
    pub(crate) fn wait(&mut self, handle: &Handle, ty: InterfaceType, place: Place) -> bool {
        if !self.is_open {
            return false;
        }
        let waiting = Waiting {
            handle: NonNull::from(handle),
            ty,
            place,
        };
        if self.first.is_none() {
            self.more.clear();
            self.first = Some(waiting);
        } else {
            self.more.push(waiting);
        }
        true
    }
}

/// The host's state of the instance that values go to. All instances have it.
#[inline]
pub(crate) fn host<'a, T>(cx: &'a mut LowerContext<'_, T>) -> Option<&'a mut Host> {
    let data: &mut dyn Any = cx.store.data_mut();
    data.downcast_mut()
}

/// The arguments of a call.
pub(crate) struct Arguments<P>(pub(crate) P);

impl<P> Arguments<P> {
    /// Has `pass` pass everything but the resources, and then passes those. `write` writes to an address among
    /// the parameters on the stack.
    #[inline]
    fn pass<T>(
        &self,
        cx: &mut LowerContext<'_, T>,
        pass: impl FnOnce(&P, &mut LowerContext<'_, T>) -> wasmtime::Result<()>,
        mut write: impl FnMut(usize, MaybeUninit<ValRaw>),
    ) -> wasmtime::Result<()> {
        if let Some(host) = host(cx) {
            host.line.open();
        }
        let passed = pass(&self.0, cx);
        let Some(host) = host(cx) else {
            return passed;
        };
        host.line.is_open = false;
        if let Err(error) = passed {
            take_back(host);
            return Err(not_passed(error));
        }
        let Some(first) = host.line.first else {
            return Ok(());
        };
        let has_more = !host.line.more.is_empty();
        first.pass(cx, &mut write).map_err(not_passed)?;
        if has_more {
            pass_more(cx, &mut write).map_err(not_passed)?;
        }
        Ok(())
    }
}

/// Takes back the host's own resources that were given before an argument was refused.
#[cold]
fn take_back(host: &mut Host) {
    for index in std::mem::take(&mut host.line.given) {
        drop(host.table.take_back(index));
    }
}

/// Passes what waits behind the first.
#[cold]
fn pass_more<T>(
    cx: &mut LowerContext<'_, T>,
    write: &mut impl FnMut(usize, MaybeUninit<ValRaw>),
) -> wasmtime::Result<()> {
    let more = host(cx).map(|host| std::mem::take(&mut host.line.more));
    for waiting in more.unwrap_or_default() {
        waiting.pass(cx, write)?;
    }
    Ok(())
}

// SAFETY: every item is that of `P`.
unsafe impl<P: ComponentType> ComponentType for Arguments<P> {
    type Lower = P::Lower;
    const ABI: CanonicalAbiInfo = P::ABI;
    const MAY_REQUIRE_REALLOC: bool = P::MAY_REQUIRE_REALLOC;

    fn typecheck(ty: &InterfaceType, types: &InstanceType<'_>) -> wasmtime::Result<()> {
        P::typecheck(ty, types)
    }
}

// SAFETY: as above.
unsafe impl<P: ComponentNamedList> ComponentNamedList for Arguments<P> {}

// SAFETY: `P` writes all but the resources, for which `pass` writes what they would have written, where they would
// have.
unsafe impl<P: Lower> Lower for Arguments<P> {
    #[inline]
    fn linear_lower_to_flat<T>(
        &self,
        cx: &mut LowerContext<'_, T>,
        ty: InterfaceType,
        dst: &mut MaybeUninit<Self::Lower>,
    ) -> wasmtime::Result<()> {
        let dst = ptr::from_mut(dst);
        self.pass(
            cx,
            // SAFETY: nothing else uses `dst` meanwhile.
            |params, cx| params.linear_lower_to_flat(cx, ty, unsafe { &mut *dst }),
            |address, value| {
                let offset = address - dst.addr();
                assert!(offset + size_of::<ValRaw>() <= size_of::<P::Lower>());
                // SAFETY: it is inside `dst`, and `P::Lower` is made of `ValRaw` alone.
                unsafe {
                    dst.byte_add(offset)
                        .cast::<MaybeUninit<ValRaw>>()
                        .write(value)
                };
            },
        )
    }

    #[inline]
    fn linear_lower_to_memory<T>(
        &self,
        cx: &mut LowerContext<'_, T>,
        ty: InterfaceType,
        offset: usize,
    ) -> wasmtime::Result<()> {
        self.pass(
            cx,
            |params, cx| params.linear_lower_to_memory(cx, ty, offset),
            |_, _| unreachable!("nothing is passed on the stack"),
        )
    }
}
