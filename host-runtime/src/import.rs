//! What the host provides beyond WASI: its own functions and resources, for a component to import.
//!
//! Generated code describes each function of a trait as a closure over the host's value and the parameters as they
//! come over the boundary; this module puts it where a component finds it.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::future::Future;
use std::sync::Arc;

use tracing::{Instrument as _, Span};
use wasmtime::StoreContextMut;
use wasmtime::component::{ComponentNamedList, Lift, Lower, ResourceType, WasmList, WasmStr};

use crate::contract::full_name;
use crate::host::Host;
use crate::resource::HostResource;
use crate::{CallError, Error, ErrorKind, observe};

/// A world whose imports a value of type `H` can provide. `wittgen::bindgen!` implements it for every type
/// that implements the traits of the world's imports.
pub trait Imports<H> {
    /// Puts the functions and resources of `host` where components find them.
    #[doc(hidden)]
    fn link(linker: &mut Linker<'_>, host: &Arc<H>) -> Result<(), Error>;
}

/// Where imports are looked up.
#[doc(hidden)]
pub struct Linker<'a> {
    linker: &'a mut wasmtime::component::Linker<Host>,
    /// The interfaces that the host provides, for errors.
    names: BTreeSet<String>,
}

impl<'a> Linker<'a> {
    pub(crate) fn new(linker: &'a mut wasmtime::component::Linker<Host>) -> Self {
        Self {
            linker,
            names: BTreeSet::new(),
        }
    }

    /// The interfaces that were provided, and the world's own functions.
    pub(crate) fn into_names(self) -> BTreeSet<String> {
        self.names
    }

    /// The functions and resources of an interface, or (none) those of the world itself.
    pub fn scope(&mut self, interface: Option<&str>) -> Result<LinkerScope<'_>, Error> {
        let inner = match interface {
            Some(name) => {
                self.names.insert(name.to_string());
                self.linker
                    .instance(name)
                    .map_err(|error| cannot_link(name, &error))?
            }
            None => self.linker.root(),
        };
        Ok(LinkerScope {
            inner,
            interface: interface.map(str::to_string),
            names: interface.is_none().then_some(&mut self.names),
        })
    }
}

fn cannot_link(name: &str, error: &wasmtime::Error) -> Error {
    Error::new(
        ErrorKind::Host,
        format!("cannot provide `{name}`: {error:#}"),
    )
}

/// One interface.
#[doc(hidden)]
pub struct LinkerScope<'a> {
    inner: wasmtime::component::LinkerInstance<'a, Host>,
    interface: Option<String>,
    names: Option<&'a mut BTreeSet<String>>,
}

impl LinkerScope<'_> {
    fn add(&mut self, name: &str, added: wasmtime::Result<()>) -> Result<(), Error> {
        if let Some(names) = &mut self.names {
            names.insert(name.to_string());
        }
        added.map_err(|error| cannot_link(name, &error))
    }

    /// A resource whose values are of type `R`.
    pub fn resource<R: HostResource>(&mut self, name: &str) -> Result<(), Error> {
        let added = self
            .inner
            .resource(name, ResourceType::host::<R>(), |store, index| {
                drop(store.data().table.take(index));
                Ok(())
            });
        self.add(name, added)
    }

    /// A function.
    pub fn func<P, R, F>(&mut self, name: &str, func: F) -> Result<(), Error>
    where
        P: ComponentNamedList + Lift + 'static,
        R: ComponentNamedList + Lower + 'static,
        F: Fn(&Caller<'_>, P) -> wasmtime::Result<R> + Send + Sync + 'static,
    {
        let full_name = full_name(self.interface.as_deref(), name);
        let added = self.inner.func_wrap(name, move |store, params: P| {
            if observe::is_on() {
                let span = observe::host_call(&full_name);
                return span.in_scope(|| func(&Caller(store), params));
            }
            func(&Caller(store), params)
        });
        self.add(name, added)
    }

    /// A function that WIT declares `async`: the component goes on with other things meanwhile.
    pub fn func_concurrent<P, R, F, O>(&mut self, name: &str, func: F) -> Result<(), Error>
    where
        P: ComponentNamedList + Lift + 'static,
        R: ComponentNamedList + Lower + 'static,
        F: Fn(P) -> O + Send + Sync + 'static,
        O: Future<Output = wasmtime::Result<R>> + Send + 'static,
    {
        let full_name = full_name(self.interface.as_deref(), name);
        let added = self.inner.func_wrap_concurrent(name, move |_, params: P| {
            Box::pin(func(params).instrument(span(&full_name)))
        });
        self.add(name, added)
    }

    /// A function that is `async` on the host alone: the component waits for it.
    pub fn func_async<P, R, F, O>(&mut self, name: &str, func: F) -> Result<(), Error>
    where
        P: ComponentNamedList + Lift + 'static,
        R: ComponentNamedList + Lower + 'static,
        F: Fn(P) -> O + Send + Sync + 'static,
        O: Future<Output = wasmtime::Result<R>> + Send + 'static,
    {
        let full_name = full_name(self.interface.as_deref(), name);
        let added = self.inner.func_wrap_async(name, move |_, params: P| {
            Box::new(func(params).instrument(span(&full_name)))
        });
        self.add(name, added)
    }
}

/// The span of a call of the host's, if somebody listens.
fn span(function: &str) -> Span {
    if observe::is_on() {
        observe::host_call(function)
    } else {
        Span::none()
    }
}

/// The component that called a function of the host.
#[doc(hidden)]
pub struct Caller<'a>(StoreContextMut<'a, Host>);

impl Caller<'_> {
    /// The text in the component's memory; a copy only where its encoding is not UTF-8.
    pub fn str(&self, text: &WasmStr) -> wasmtime::Result<Cow<'_, str>> {
        text.to_str(&self.0)
    }

    /// The bytes in the component's memory.
    pub fn bytes(&self, bytes: &WasmList<u8>) -> &[u8] {
        bytes.as_le_slice(&self.0)
    }
}

/// Splits what a `trappable` function returned into the guest's part and a failure of the host.
#[doc(hidden)]
pub fn settle<T, E>(result: Result<T, CallError<E>>) -> wasmtime::Result<Result<T, E>> {
    match result {
        Ok(value) => Ok(Ok(value)),
        Err(CallError::Guest(error)) => Ok(Err(error)),
        Err(CallError::Host(error)) => Err(fail(error)),
    }
}

/// Ends the call with a failure of the host.
#[doc(hidden)]
pub fn fail(error: Error) -> wasmtime::Error {
    wasmtime::Error::new(error)
}
