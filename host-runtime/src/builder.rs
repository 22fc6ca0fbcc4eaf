//! Loading a component, with what it is granted.

use std::marker::PhantomData;
use std::sync::Arc;

use tracing::span::EnteredSpan;

use crate::cache::Cache;
use crate::component::{Code, Compiled};
use crate::contract::{Export, Functions, check, explain};
use crate::driver::Driver;
use crate::grant;
use crate::import::Imports;
use crate::instance::{Instance, Sharing};
use crate::limit::Limits;
use crate::link::refuse_unbounded;
use crate::linked::{Latest, Linked};
use crate::linker::{Provide, link};
use crate::live::Bind;
use crate::metrics::Counters;
use crate::places::Places;
use crate::pool::Pool;
use crate::prepared::Prepared;
use crate::{ArtifactKey, Dynamic, Error, ErrorKind, Source, World, engine};

/// Prepares to load a component: says what it may touch and how much it may use.
///
/// Nothing is granted to begin with, but for what a component can't do without: random numbers, a monotonic
/// clock, and the wall clock in whole seconds.
pub struct Builder<W> {
    pub(crate) grants: grant::Shared,
    pub(crate) limits: Limits,
    pub(crate) cache: Cache,
    pub(crate) artifact_key: Option<ArtifactKey>,
    pub(crate) on_compile: Option<Arc<dyn Fn() + Send + Sync>>,
    provide: Vec<Arc<Provide>>,
    pub(crate) links: Vec<Dynamic>,
    pub(crate) latest: Latest,
    sharing: Sharing,
    pool: Option<Pool>,
    pub(crate) name: Option<String>,
    world: PhantomData<fn() -> W>,
}

impl<W> Clone for Builder<W> {
    fn clone(&self) -> Self {
        Self {
            grants: self.grants.clone(),
            limits: self.limits.clone(),
            cache: self.cache.clone(),
            artifact_key: self.artifact_key.clone(),
            on_compile: self.on_compile.clone(),
            provide: self.provide.clone(),
            links: self.links.clone(),
            latest: self.latest.clone(),
            sharing: self.sharing,
            pool: self.pool.clone(),
            name: self.name.clone(),
            world: PhantomData,
        }
    }
}

impl<W> Default for Builder<W> {
    fn default() -> Self {
        Self {
            grants: grant::Shared::default(),
            limits: Limits::default(),
            cache: Cache::default(),
            artifact_key: None,
            on_compile: None,
            provide: Vec::new(),
            links: Vec::new(),
            latest: Latest::default(),
            sharing: Sharing::default(),
            pool: None,
            name: None,
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

    /// Serves calls by several instances, by any thread: see [`Pool`]. A number means as many fresh ones.
    ///
    /// An instance that a call has ended is replaced, and the others know nothing of it. A resource that a call returns
    /// keeps its instance, and its place in the pool, until it is dropped. Worlds with asynchronous functions run many
    /// calls in one instance and don't have pools.
    pub fn pool(mut self, pool: impl Into<Pool>) -> Self {
        self.pool = Some(pool.into());
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
        self.latest = Latest::default();
        self.provide
            .push(Arc::new(move |linker| W::link(linker, &host)));
        self
    }

    /// Counts that a component is loaded, under its name or the world's, and begins the span of that.
    pub(crate) fn begin_load(&self, world: &str) -> (Arc<Counters>, EnteredSpan) {
        let counters = Counters::load(self.name.as_deref().unwrap_or(world));
        let span = tracing::info_span!("load", component = counters.name());
        (counters, span.entered())
    }

    /// Reads and compiles a component for synchronous calls.
    pub(crate) fn open<'a>(&self, source: Source<'a>) -> Result<(Arc<Code<'a>>, Compiled), Error> {
        let code = source.open()?;
        let compiled = self.compile(&code, false)?;
        Ok((code, compiled))
    }

    /// Links a component, ready to be instantiated once or many times.
    pub(crate) fn prepare(
        &self,
        compiled: &Compiled,
        exports: &'static [Export],
        counters: Arc<Counters>,
    ) -> Result<Prepared, Error> {
        refuse_unbounded(&self.limits, &self.links)?;
        let linked = self.latest.get_or_link(compiled, || {
            Ok(Linked::new(
                link(compiled, &self.provide, &self.links, &self.latest)?,
                Functions::find(exports, &compiled.component)?,
            ))
        })?;
        Prepared::new(
            linked,
            compiled.settings,
            &self.grants,
            &self.limits,
            counters,
        )
    }

    /// Starts a component that was checked.
    pub(crate) fn start(
        &self,
        code: &Code<'_>,
        compiled: &Compiled,
        exports: &'static [Export],
        counters: Arc<Counters>,
    ) -> Result<Instance, Error> {
        let Some(pool) = &self.pool else {
            let prepared = self.prepare(compiled, exports, counters)?;
            if compiled.settings.is_async {
                return Driver::start(prepared);
            }
            return Ok(Instance::new(
                exports,
                prepared.start(Bind::All)?,
                self.sharing,
            ));
        };
        let compiled = self.compile_for_pool(code, compiled, pool)?;
        let prepared = self.prepare(&compiled, exports, counters)?;
        // This first one shows that the others will do.
        let first = prepared.start(Bind::All)?;
        let places = Places::new(pool.clone(), prepared, first);
        Ok(Instance::pooled(exports, places))
    }

    /// Refuses a pool for a world with asynchronous functions.
    fn refuse_pool(&self, is_async: bool) -> Result<(), Error> {
        if self.pool.is_none() || !is_async {
            return Ok(());
        }
        Err(Error::new(
            ErrorKind::BadGrant,
            "asynchronous worlds have no pools: one instance runs many calls at a time",
        )
        .with_help("leave `Builder::pool` out"))
    }

    /// Whether an instance serves more than one call, so that it may cost more for calls to cost less.
    pub(crate) fn is_called_often(&self) -> bool {
        self.pool.as_ref().is_none_or(|pool| pool.reuse)
    }

    /// Compiles a component for an engine that has room for a pool's instances, where that is any use.
    fn compile_for_pool(
        &self,
        code: &Code<'_>,
        compiled: &Compiled,
        pool: &Pool,
    ) -> Result<Compiled, Error> {
        let engine = (!self.is_called_often())
            .then(|| {
                let (settings, component) = (compiled.settings, &compiled.component);
                engine::for_pool(settings, self.limits.table(), component, pool.size)
            })
            .flatten();
        let Some(engine) = engine else {
            return Ok(compiled.clone());
        };
        let target = engine::Target {
            engine: &engine,
            settings: compiled.settings,
        };
        Ok(Compiled {
            component: self.compile_for(code, target)?,
            settings: compiled.settings,
            shares_engine: false,
        })
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
        let (counters, _span) = self.begin_load(W::NAME);
        self.refuse_pool(W::ASYNC)?;
        let code = source.into().open()?;
        let compiled = self
            .compile(&code, W::ASYNC)
            .map_err(|error| explain::<W>(error, code.wasm()))?;
        if self.latest.get(&compiled).is_none() {
            check::<W>(&compiled.component)?;
        }
        let instance = self.start(&code, &compiled, W::exports(), counters)?;
        Ok(W::new(instance))
    }
}
