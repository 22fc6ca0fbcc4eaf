//! An instance of a component, shared and locked, and how a call is made.
//!
//! Calls of one instance come one after the other: a component is single-threaded. What fails in the middle of
//! a call ends the instance, and with it everything that it held: memory, files, locks.

use std::cell::Cell;
use std::ptr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};

use wasmtime::component::{
    ComponentNamedList, Func, Instance as WasmInstance, Lift, Lower, ResourceAny, TypedFunc,
};
use wasmtime::{Store, Trap, WasmBacktrace};
use wasmtime_wasi::I32Exit;

use crate::contract::Export;
use crate::host::Host;
use crate::{CallError, Error, ErrorKind};

/// An instance. Clones are the same instance.
#[derive(Clone)]
pub struct Instance(Arc<Shared>);

struct Shared {
    exports: &'static [Export],
    state: Mutex<State>,
    /// Resources that were dropped while a call was running.
    dropped: Mutex<Vec<ResourceAny>>,
}

enum State {
    Live(Box<Live>),
    /// What ended the instance.
    Gone(String),
}

/// What a running instance is made of.
pub(crate) struct Live {
    pub(crate) store: Store<Host>,
    pub(crate) instance: WasmInstance,
    funcs: Vec<Func>,
}

thread_local! {
    /// The instance that this thread is calling, if any.
    static CURRENT: Cell<*const Instance> = const { Cell::new(ptr::null()) };
}

/// Marks an instance as the one that this thread is calling.
struct Current(*const Instance);

impl Current {
    fn enter(instance: &Instance) -> Self {
        Current(CURRENT.replace(instance))
    }
}

impl Drop for Current {
    fn drop(&mut self) {
        CURRENT.set(self.0);
    }
}

impl Instance {
    /// Binds the functions of a world.
    pub(crate) fn new(
        exports: &'static [Export],
        mut store: Store<Host>,
        instance: WasmInstance,
    ) -> Result<Self, Error> {
        let funcs = exports
            .iter()
            .map(|export| export.bind(&instance, &mut store))
            .collect::<Result<_, _>>()?;
        Ok(Self(Arc::new(Shared {
            exports,
            state: Mutex::new(State::Live(Box::new(Live {
                store,
                instance,
                funcs,
            }))),
            dropped: Mutex::default(),
        })))
    }

    /// The instance that this thread is calling.
    pub(crate) fn current() -> wasmtime::Result<Self> {
        let current = CURRENT.get();
        if current.is_null() {
            wasmtime::bail!("a resource can only be received in a call");
        }
        // SAFETY: `Current` put the pointer there from a reference that outlives it, and takes it away
        // when it is dropped, on the same thread.
        Ok(unsafe { &*current }.clone())
    }

    /// Whether this thread is calling this instance.
    pub(crate) fn is_current(&self) -> bool {
        let current = CURRENT.get();
        // SAFETY: as in `current`.
        !current.is_null() && Arc::ptr_eq(&unsafe { &*current }.0, &self.0)
    }

    /// Runs `body` in the instance. `name` gives the function's name for errors.
    pub(crate) fn enter<R>(
        &self,
        name: impl Fn() -> String,
        body: impl FnOnce(&mut Live) -> wasmtime::Result<R>,
    ) -> Result<R, Error> {
        if self.is_current() {
            return Err(Error::new(
                ErrorKind::Host,
                "the instance is in the middle of a call and can't be called again from within it",
            )
            .with_function(name()));
        }
        let mut state = self.lock();
        let live = match &mut *state {
            State::Live(live) => live,
            State::Gone(reason) => {
                return Err(Error::new(
                    ErrorKind::Gone,
                    format!("the instance has ended: {reason}"),
                )
                .with_function(name())
                .with_help("load the component again"));
            }
        };
        let current = Current::enter(self);
        self.drop_pending(live);
        live.store.data_mut().memory.refused = None;
        let result = body(live);
        drop(current);
        let error = match result {
            Ok(value) => return Ok(value),
            Err(error) => error,
        };
        let error = explain(live.store.data(), &error).with_function(name());
        if error.kind().ends_instance() {
            *state = State::Gone(format!("in `{}`, {}", name(), error.message()));
        }
        Err(error)
    }

    /// Locks the state. A panic in an earlier call leaves the instance in the middle of things, so it ends.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(|poisoned| {
            let mut state = PoisonError::into_inner(poisoned);
            *state = State::Gone("a call panicked in the host".to_string());
            self.0.state.clear_poison();
            state
        })
    }

    /// Drops a resource: now, or at the latest with the next call when one is running.
    pub(crate) fn release(&self, resource: ResourceAny) {
        self.0
            .dropped
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(resource);
        let mut state = match self.0.state.try_lock() {
            Ok(state) => state,
            Err(TryLockError::WouldBlock | TryLockError::Poisoned(_)) => return,
        };
        if let State::Live(live) = &mut *state {
            let current = Current::enter(self);
            let failed = self.drop_pending(live);
            drop(current);
            if let Some(error) = failed {
                *state = State::Gone(format!("while a resource was dropped, {}", error.message()));
            }
        }
    }

    /// Drops the resources that were left for later.
    fn drop_pending(&self, live: &mut Live) -> Option<Error> {
        let pending = {
            let mut dropped = self
                .0
                .dropped
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            if dropped.is_empty() {
                return None;
            }
            std::mem::take(&mut *dropped)
        };
        let mut failed = None;
        for resource in pending {
            if let Err(error) = resource.resource_drop(&mut live.store) {
                failed = Some(explain(live.store.data(), &error))
                    .filter(|error| error.kind().ends_instance());
            }
        }
        failed
    }
}

/// Turns wasmtime's error into one that says what happened.
pub(crate) fn explain(host: &Host, error: &wasmtime::Error) -> Error {
    let stderr = host.stderr.take();
    let backtrace = error
        .downcast_ref::<WasmBacktrace>()
        .map(ToString::to_string);
    if let Some(exit) = error.downcast_ref::<I32Exit>() {
        return Error::new(
            ErrorKind::Exit,
            format!("the component ended itself with the exit status {}", exit.0),
        )
        .with_stderr(stderr);
    }
    if let Some(refused) = host.memory.refused {
        let message = format!(
            "out of memory: the component needed {} and is limited to {}",
            mebibytes(refused),
            mebibytes(host.memory.limit)
        );
        return Error::new(ErrorKind::OutOfMemory, message)
            .with_help("raise the limit with `Builder::memory_limit`, or pass less at once")
            .with_stderr(stderr)
            .with_backtrace(backtrace);
    }
    if let Some(trap) = error.downcast_ref::<Trap>() {
        let message = match trap {
            Trap::UnreachableCodeReached => "the component panicked or aborted".to_string(),
            trap => format!("the component trapped: {trap}"),
        };
        return Error::new(ErrorKind::Trap, message)
            .with_stderr(stderr)
            .with_backtrace(backtrace);
    }
    let kind = if backtrace.is_some() {
        ErrorKind::Trap
    } else {
        ErrorKind::Host
    };
    let message = format!("{:#}", error).replace('\n', " ");
    Error::new(kind, message)
        .with_stderr(stderr)
        .with_backtrace(backtrace)
}

fn mebibytes(bytes: usize) -> String {
    format!("{} MiB", bytes.div_ceil(1 << 20))
}

/// Calls the function of this number in the world's table.
///
/// `P` and `R` have the types by which the function was checked when the component was loaded, up to
/// lifetimes; generated code sees to that.
pub fn call<P, R>(instance: &Instance, index: usize, params: P) -> Result<R, Error>
where
    P: ComponentNamedList + Lower,
    R: ComponentNamedList + Lift,
{
    let name = || instance.0.exports[index].full_name();
    instance.enter(name, |live| {
        // SAFETY: generated code calls with the types that it put into the table under this number, and
        // `Export::bind` compared those with the function's.
        let func = unsafe { TypedFunc::<P, R>::new_unchecked(live.funcs[index]) };
        func.call(&mut live.store, params)
    })
}

/// Calls a function that returns WIT's `result`, and flattens what comes back.
pub fn call_result<P, T, L, E>(
    instance: &Instance,
    index: usize,
    params: P,
) -> Result<T, CallError<E>>
where
    P: ComponentNamedList + Lower,
    T: Lift,
    L: Lift + Into<E>,
{
    match call::<P, (Result<T, L>,)>(instance, index, params) {
        Ok((Ok(value),)) => Ok(value),
        Ok((Err(error),)) => Err(CallError::Guest(error.into())),
        Err(error) => Err(CallError::Host(error)),
    }
}
