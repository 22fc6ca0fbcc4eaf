//! Loading a component, with what it is granted.

use std::marker::PhantomData;
use std::sync::Arc;

use wasmtime::Store;
use wasmtime::component::Component as Compiled;

use crate::cache::Cache;
use crate::contract::{check, explain};
use crate::driver::Driver;
use crate::grant::Grants;
use crate::host::Host;
use crate::import::Imports;
use crate::instance::{Instance, Sharing};
use crate::limit::Limits;
use crate::linker::{Provide, link};
use crate::pool::Pool;
use crate::prepared::Prepared;
use crate::{ArtifactKey, Error, Source, World};

/// Prepares to load a component: says what it may touch and how much it may use.
///
/// Nothing is granted to begin with, but for what a component can't do without: random numbers, a monotonic
/// clock, and the wall clock in whole seconds.
#[derive(Clone)]
pub struct Builder<W> {
    pub(crate) grants: Grants,
    pub(crate) limits: Limits,
    pub(crate) cache: Cache,
    pub(crate) artifact_key: Option<ArtifactKey>,
    pub(crate) on_compile: Option<Arc<dyn Fn() + Send + Sync>>,
    provide: Vec<Arc<Provide>>,
    sharing: Sharing,
    pool: Option<usize>,
    world: PhantomData<fn() -> W>,
}

impl<W> Default for Builder<W> {
    fn default() -> Self {
        Self {
            grants: Grants::default(),
            limits: Limits::default(),
            cache: Cache::default(),
            artifact_key: None,
            on_compile: None,
            provide: Vec::new(),
            sharing: Sharing::default(),
            pool: None,
            world: PhantomData,
        }
    }
}

impl<W> Builder<W> {
    /// Grants nothing, with the default limits.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes the thread that loads the component its owner: calls take no lock, and those from another thread
    /// are refused.
    ///
    /// Without this (and without [`Builder::pool`]) there is one instance that any thread may call, one at
    /// a time.
    pub fn owned(mut self) -> Self {
        self.sharing = Sharing::Owned;
        self.pool = None;
        self
    }

    /// Gives each call an instance of its own, new and empty, of which at most `size` exist at a time; further calls
    /// wait. Nothing that a call leaves in the component's memory is there for the next one.
    ///
    /// A resource that a call returns keeps its instance, and its place in the pool, until it is dropped.
    /// Worlds with asynchronous functions run many calls in one instance and don't have pools.
    pub fn pool(mut self, size: usize) -> Self {
        self.pool = Some(size);
        self.sharing = Sharing::Shared;
        self
    }

    /// Provides what the world imports: `host` implements the trait `Host` of each imported interface.
    ///
    /// What a component imports of that is its own business: it may import less, having been linked with another
    /// component that exports the rest.
    pub fn imports<H>(mut self, host: H) -> Self
    where
        W: Imports<H>,
        H: Send + Sync + 'static,
    {
        let host = Arc::new(host);
        self.provide
            .push(Arc::new(move |linker| W::link(linker, &host)));
        self
    }

    /// Instantiates a component with what was granted.
    pub(crate) fn instantiate(
        &self,
        component: &Compiled,
    ) -> Result<(Store<Host>, wasmtime::component::Instance), Error> {
        self.prepare(component, false)?.instantiate()
    }

    /// Reads and compiles a component for synchronous calls.
    pub(crate) fn open(&self, source: Source<'_>) -> Result<Compiled, Error> {
        self.compile(&source.open()?, self.limits.settings(false)?)
    }

    /// Links a component, ready to be instantiated once or many times.
    fn prepare(&self, component: &Compiled, is_async: bool) -> Result<Prepared, Error> {
        let settings = self.limits.settings(is_async)?;
        let linked = link(component.engine(), component, settings, &self.provide)?;
        Prepared::new(linked, &self.grants, &self.limits)
    }
}

impl<W: World> Builder<W> {
    /// Loads a component: a file's path, its bytes, or a [`Component`](crate::Component) that was read before.
    ///
    /// It is compiled to machine code unless an earlier load has left that in the cache, checked to have
    /// every function of the world with the same types, linked to WASI with what was granted and to what
    /// [`Builder::imports`] provides, and instantiated.
    ///
    /// # Errors
    ///
    /// When the file can't be read, is no component, imports what nobody provides, or is not of this
    /// world; and when a granted directory can't be opened.
    pub fn load<'a>(self, source: impl Into<Source<'a>>) -> Result<W, Error> {
        let source = source.into().open()?;
        let component = self
            .compile(&source, self.limits.settings(W::ASYNC)?)
            .map_err(|error| explain::<W>(error, source.wasm()))?;
        check::<W>(&component)?;
        let prepared = self.prepare(&component, W::ASYNC)?;
        let exports = W::exports();
        if W::ASYNC {
            let store = prepared.store()?;
            return Ok(W::new(Driver::start(store, prepared.linked, exports)?));
        }
        // With a pool, this first one shows that the others will do.
        let (store, instance) = prepared.instantiate()?;
        let instance = Instance::new(exports, store, instance, self.sharing, None)?;
        let Some(size) = self.pool else {
            return Ok(W::new(instance));
        };
        drop(instance);
        let pool = Pool::new(size, move |exports, permit| {
            let (store, instance) = prepared.instantiate()?;
            Instance::new(exports, store, instance, Sharing::Shared, Some(permit))
        });
        Ok(W::new(Instance::pooled(exports, pool)))
    }
}
