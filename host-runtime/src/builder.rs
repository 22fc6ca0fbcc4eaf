//! Grants, limits, and loading.

use std::marker::PhantomData;
use std::path::PathBuf;
use std::sync::Arc;

use wasmtime::component::{Component, InstancePre};
use wasmtime::{Engine, Store};

use crate::cache::Cache;
use crate::contract::{check, explain};
use crate::driver::Driver;
use crate::engine::engine;
use crate::grant::{Access, Dir, Grants};
use crate::host::Host;
use crate::import::Imports;
use crate::instance::{Instance, Sharing};
use crate::limit::Limits;
use crate::linker::{Provide, link};
use crate::network::Rules;
use crate::output::{Input, Output};
use crate::pool::Pool;
use crate::{Error, ErrorKind, Source, World, scope};

/// Prepares to load a component: says what it may touch and how much it may use.
///
/// Nothing is granted to begin with, but for what a component can't do without: random numbers, a monotonic
/// clock, and the wall clock in whole seconds.
#[derive(Clone)]
pub struct Builder<W> {
    grants: Grants,
    pub(crate) limits: Limits,
    cache: Cache,
    on_compile: Option<Arc<dyn Fn() + Send + Sync>>,
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

    /// Grants reading and writing in the directory `host` and below it; the component sees it as `guest`.
    pub fn dir(self, guest: impl Into<String>, host: impl Into<PathBuf>) -> Self {
        self.dir_with(guest, host, Access::ReadWrite)
    }

    /// Grants reading in the directory `host` and below it; the component sees it as `guest`.
    pub fn read_only_dir(self, guest: impl Into<String>, host: impl Into<PathBuf>) -> Self {
        self.dir_with(guest, host, Access::ReadOnly)
    }

    /// Grants `access` to the directory `host` and to what is below it; the component sees it as `guest`.
    pub fn dir_with(
        mut self,
        guest: impl Into<String>,
        host: impl Into<PathBuf>,
        access: Access,
    ) -> Self {
        self.grants.dirs.push(Dir {
            guest: guest.into(),
            host: host.into(),
            access,
        });
        self
    }

    /// Sets an environment variable of the component. None of the host's is visible to it.
    pub fn env(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.grants.env.push((name.into(), value.into()));
        self
    }

    /// Sets the component's arguments, of which the first is by custom the program's name.
    pub fn args<S: Into<String>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        self.grants.args = args.into_iter().map(Into::into).collect();
        self
    }

    /// Lets the component use the host's standard input, output and error.
    pub fn inherit_stdio(self) -> Self {
        self.stdin(Input::inherit())
            .stdout(Output::stdout())
            .stderr(Output::stderr())
    }

    /// Lets the component write to the host's standard error.
    pub fn inherit_stderr(self) -> Self {
        self.stderr(Output::stderr())
    }

    /// What the component reads from its standard input: nothing unless set.
    pub fn stdin(mut self, input: Input) -> Self {
        self.grants.stdin = input;
        self
    }

    /// Where the component's standard output goes: nowhere unless set.
    pub fn stdout(mut self, output: Output) -> Self {
        self.grants.stdout = output;
        self
    }

    /// Where the component's standard error goes: nowhere unless set. Its end is part of errors either way.
    pub fn stderr(mut self, output: Output) -> Self {
        self.grants.stderr = output;
        self
    }

    /// Bounds what an instance may write to its standard output and error together, in bytes. Writing more ends
    /// it, with an error of the kind [`ErrorKind::OutputLimit`].
    pub fn print_limit(mut self, bytes: u64) -> Self {
        self.grants.print_limit = Some(bytes);
        self
    }

    /// Makes random numbers the same each time, all of an instance following from `seed`: for tests and
    /// replays. Whoever knows the seed knows them, so they are no secret.
    pub fn seed(mut self, seed: u64) -> Self {
        self.grants.seed = Some(seed);
        self
    }

    /// Grants TCP connections to a name or address, and port: `example.org:443`, `10.0.0.0/8:5432`, `[::1]:80-90`,
    /// `192.0.2.7:*`.
    ///
    /// A name stands for the addresses that the component's look-up of it gives, and never for one of the
    /// machine itself or its own network (loopback, private, link-local and the like), whatever the name's
    /// server says: those are granted as addresses. No other names can be looked up.
    pub fn tcp(mut self, peer: impl Into<String>) -> Self {
        self.grants.network.tcp.push(peer.into());
        self
    }

    /// Grants UDP datagrams to and from a name or address, and port, written as for [`Builder::tcp`].
    pub fn udp(mut self, peer: impl Into<String>) -> Self {
        self.grants.network.udp.push(peer.into());
        self
    }

    /// Grants listening for TCP connections, from anybody, at one of the machine's addresses: `127.0.0.1:8080`, or
    /// `0.0.0.0:8080` for all of them.
    pub fn listen_tcp(mut self, address: impl Into<String>) -> Self {
        self.grants.network.listen_tcp.push(address.into());
        self
    }

    /// Grants UDP datagrams from and to anybody, at one of the machine's addresses.
    pub fn listen_udp(mut self, address: impl Into<String>) -> Self {
        self.grants.network.listen_udp.push(address.into());
        self
    }

    /// Lets the component see the wall clock in full instead of in whole seconds.
    pub fn precise_clock(mut self) -> Self {
        self.grants.precise_clock = true;
        self
    }

    /// Keeps compiled components in `dir` instead of the user's cache directory.
    ///
    /// What lies there is run as machine code: it must be a directory that only trusted users can write to.
    pub fn cache_dir(mut self, dir: impl Into<PathBuf>) -> Self {
        self.cache = Cache::Dir(dir.into());
        self
    }

    /// Compiles the component anew at each load, and keeps nothing.
    pub fn no_cache(mut self) -> Self {
        self.cache = Cache::Off;
        self
    }

    /// Calls `tell` before a component is compiled, which can take seconds. It is not called when the
    /// compiled form is found in the cache.
    pub fn on_compile(mut self, tell: impl Fn() + Send + Sync + 'static) -> Self {
        self.on_compile = Some(Arc::new(tell));
        self
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

    /// What has been granted so far.
    pub fn grants(&self) -> &Grants {
        &self.grants
    }

    /// Compiles a component.
    pub(crate) fn compile(&self, source: Source<'_>, engine: &Engine) -> Result<Component, Error> {
        let bytes = source.read()?;
        refuse_other_formats(&bytes)?;
        self.cache.load(engine, &bytes, || {
            if let Some(tell) = &self.on_compile {
                tell();
            }
        })
    }

    /// Instantiates a component with what was granted.
    pub(crate) fn instantiate(
        &self,
        component: &Component,
    ) -> Result<(Store<Host>, wasmtime::component::Instance), Error> {
        self.prepare(component, false)?.instantiate()
    }

    /// The engine that can keep the limits.
    pub(crate) fn engine(&self, is_async: bool) -> Result<&'static Engine, Error> {
        engine(self.limits.settings(is_async)?)
    }

    /// Links a component, ready to be instantiated once or many times.
    fn prepare(&self, component: &Component, is_async: bool) -> Result<Prepared, Error> {
        let settings = self.limits.settings(is_async)?;
        let linked = link(component.engine(), component, settings, &self.provide)?;
        Ok(Prepared {
            linked,
            rules: Arc::new(self.grants.network.read()?),
            grants: self.grants.clone(),
            limits: self.limits.clone(),
        })
    }
}

/// A component that has been linked, and what its instances are granted.
struct Prepared {
    linked: InstancePre<Host>,
    grants: Grants,
    rules: Arc<Rules>,
    limits: Limits,
}

impl Prepared {
    fn store(&self) -> Result<Store<Host>, Error> {
        let host = Host::new(self.grants.open(&self.rules)?, &self.limits);
        let mut store = Store::new(self.linked.engine(), host);
        self.limits.apply(&mut store);
        Ok(store)
    }

    fn instantiate(&self) -> Result<(Store<Host>, wasmtime::component::Instance), Error> {
        let mut store = self.store()?;
        let table = Arc::clone(&store.data().table);
        begin(&mut store)?;
        let instance = scope::within(None, &table, || self.linked.instantiate(&mut store));
        store.data_mut().watch.end();
        match instance {
            Ok(instance) => Ok((store, instance)),
            Err(error) => Err(not_started(store.data(), &error)),
        }
    }
}

/// Begins what limits bound: a call, or the start of a component.
pub(crate) fn begin(store: &mut Store<Host>) -> Result<(), Error> {
    if let Some(fuel) = store.data().fuel {
        store
            .set_fuel(fuel)
            .map_err(|error| Error::new(ErrorKind::Host, format!("{error:#}")))?;
    }
    let watch = &mut store.data_mut().watch;
    if !watch.is_on() {
        return Ok(());
    }
    // What was cancelled before it began doesn't begin.
    if let Some(error) = watch.check() {
        return Err(error);
    }
    watch.begin();
    store.set_epoch_deadline(1);
    Ok(())
}

/// The error of a component that failed before its first call.
pub(crate) fn not_started(host: &Host, error: &wasmtime::Error) -> Error {
    let limit = error.downcast_ref::<Error>().map(Error::share);
    if let Some(limit) = host.usage.refusal().or(limit) {
        return limit.with_stderr(host.stderr.take());
    }
    Error::new(
        ErrorKind::Trap,
        format!("the component could not be started: {error:#}"),
    )
    .with_stderr(host.stderr.take())
}

impl<W: World> Builder<W> {
    /// Loads a component: a file's path, or its bytes.
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
        let engine = self.engine(W::ASYNC)?;
        let bytes = source.into().read()?;
        let component = self
            .compile((&*bytes).into(), engine)
            .map_err(|error| explain::<W>(error, &bytes))?;
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

/// Says what the bytes are, where they are no component.
fn refuse_other_formats(bytes: &[u8]) -> Result<(), Error> {
    let invalid = |message: &str| Err(Error::new(ErrorKind::Invalid, message));
    match bytes {
        [b'\0', b'a', b's', b'm', 0x0d, 0, 1, 0, ..] => Ok(()),
        [b'\0', b'a', b's', b'm', 1, 0, 0, 0, ..] => Err(Error::new(
            ErrorKind::Invalid,
            "this is a core module, not a component",
        )
        .with_help("build it for `wasm32-wasip2`, or make a component of it with `wasm-tools component new`")),
        [b'\0', b'a', b's', b'm', ..] => {
            invalid("this is WebAssembly of a version or layer that is not known here")
        }
        [] => invalid("the file is empty"),
        _ => invalid("this is not WebAssembly: it does not begin with `\\0asm`"),
    }
}
