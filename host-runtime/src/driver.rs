//! An instance on a task of its own, for worlds with asynchronous functions.
//!
//! ```text
//! call_async ──Job──► queue ──► run_concurrent(store) ──► call_concurrent ──► answer
//!                                     │ polls every call, stream and future of the instance
//! ```
//!
//! wasmtime lets several calls of one store run at a time as long as somebody polls the store. The task does, on
//! a runtime that all asynchronous instances of the process share, so that streams flow whoever waits for
//! what, and callers may use any executor. A caller that goes away ends its call.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError, Weak, mpsc};
use std::task::{Context, Poll};

use tokio::runtime::Runtime;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::oneshot;
use tracing::{Instrument as _, Span};
use wasmtime::Store;
use wasmtime::component::{
    Accessor, AccessorTask, ComponentNamedList, Func, Lift, Lower, ResourceAny, TypedFunc,
};

use crate::arguments::Arguments;
use crate::host::Host;
use crate::instance::{Inner, Instance, explain, gone};
use crate::live::{Bind, Live};
use crate::prepared::Prepared;
use crate::resource::Table;
use crate::{BoxFuture, Error, ErrorKind, observe, scope};

/// Something to do with a running store.
pub(crate) struct Job(Box<Run>);

type Run = dyn for<'a> FnOnce(&'a Accessor<Host>) -> BoxFuture<'a, ()> + Send;

impl AccessorTask<Host> for Job {
    async fn run(self, accessor: &Accessor<Host>) -> wasmtime::Result<()> {
        (self.0)(accessor).await;
        Ok(())
    }
}

enum Command {
    Run(Job),
    Drop(ResourceAny),
    /// A call ended the instance.
    Stop,
}

/// The way to an instance's task.
pub(crate) struct Driver {
    commands: UnboundedSender<Command>,
    funcs: Vec<Func>,
    ended: Ended,
    running: Arc<Running>,
}

/// How many calls are running, and what they were lent.
struct Running {
    calls: AtomicUsize,
    table: Arc<Table>,
}

/// One of them.
struct Call(Arc<Running>);

impl Call {
    fn begin(running: &Arc<Running>) -> Self {
        running.calls.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(running))
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        // The host can't tell what was lent to which of them.
        if self.0.calls.fetch_sub(1, Ordering::Relaxed) == 1 {
            self.0.table.end_loans();
        }
    }
}

/// Why the task ended, once it has.
type Ended = Arc<Mutex<Option<Error>>>;

/// Says why the task ends, to those who wait and those who come later.
fn end(ended: &Ended, error: Error) {
    *ended.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
}

/// Where the tasks run.
static RUNTIME: LazyLock<std::io::Result<Runtime>> = LazyLock::new(|| {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_name("wittgen")
        .build()
});

impl Driver {
    /// Instantiates a component on a task of its own.
    pub(crate) fn start(prepared: Prepared) -> Result<Instance, Error> {
        let runtime = RUNTIME.as_ref().map_err(|error| {
            Error::new(
                ErrorKind::Host,
                format!("cannot start the threads of asynchronous components: {error}"),
            )
        })?;
        let (commands, queue) = unbounded_channel();
        let (ready, started) = mpsc::sync_channel(1);
        let (go, named) = oneshot::channel();
        let ended = Ended::default();
        let store = prepared.store()?;
        let exports = prepared.linked.functions.exports();
        let table = Arc::clone(&store.data().table);
        let counters = Arc::clone(store.data().counters());
        let this: Arc<OnceLock<Weak<Inner>>> = Arc::default();
        runtime.spawn(Scoped {
            future: Box::pin(drive(
                store,
                prepared,
                queue,
                ready,
                named,
                Arc::clone(&ended),
            )),
            table: Arc::clone(&table),
            this: Arc::clone(&this),
        });
        let funcs = started.recv().unwrap_or_else(|_| {
            Err(Error::new(
                ErrorKind::Host,
                "starting the component panicked in the host",
            ))
        })?;
        let running = Arc::new(Running {
            calls: AtomicUsize::new(0),
            table: Arc::clone(&table),
        });
        let driver = Driver {
            commands,
            funcs,
            ended,
            running,
        };
        let instance = Instance::driven(exports, table, driver, counters);
        let _ = this.set(Arc::downgrade(&instance.0));
        let _ = go.send(());
        Ok(instance)
    }

    /// Has `job` run with the store. Without one it is dropped.
    pub(crate) fn run(
        &self,
        job: impl for<'a> FnOnce(&'a Accessor<Host>) -> BoxFuture<'a, ()> + Send + 'static,
    ) {
        let _ = self.commands.send(Command::Run(Job(Box::new(job))));
    }

    pub(crate) fn release(&self, resource: ResourceAny) {
        let _ = self.commands.send(Command::Drop(resource));
    }

    /// Why there was no answer. The task is over, or about to be.
    fn why(&self) -> Error {
        let ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        match &*ended {
            Some(error) => error.share(),
            None => gone("a function of the host panicked"),
        }
    }

    /// The error of a call that comes after the end.
    pub(crate) fn refuse(&self) -> Option<Error> {
        let ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        if ended.is_none() && !self.commands.is_closed() {
            return None;
        }
        Some(match &*ended {
            Some(error) => gone(&match error.function() {
                Some(function) => format!("in `{function}`, {}", error.message()),
                None => error.message().to_string(),
            }),
            None => gone("a function of the host panicked"),
        })
    }
}

/// The task of an instance.
async fn drive(
    mut store: Store<Host>,
    prepared: Prepared,
    mut queue: UnboundedReceiver<Command>,
    ready: mpsc::SyncSender<Result<Vec<Func>, Error>>,
    named: oneshot::Receiver<()>,
    ended: Ended,
) {
    if let Err(error) = crate::prepared::begin(&mut store) {
        let _ = ready.send(Err(error));
        return;
    }
    let over = store.data().watch.over();
    let instance = tokio::select! {
        biased;
        instance = prepared.linked.pre.instantiate_async(&mut store) => instance,
        error = over => Err(error.into()),
    };
    store.data_mut().watch.end();
    let instance = match instance {
        Ok(instance) => instance,
        Err(error) => {
            let error = crate::prepared::not_started(store.data(), &error);
            let _ = ready.send(Err(error));
            return;
        }
    };
    let mut live = match Live::new(&prepared.linked, store, instance, Bind::All) {
        Ok(live) => {
            let _ = ready.send(Ok(live.funcs.clone()));
            live
        }
        Err(error) => {
            let _ = ready.send(Err(error));
            return;
        }
    };
    // The poll that is running began before the instance had its name: what is lifted must find it.
    let _ = named.await;
    tokio::task::yield_now().await;
    let failure = loop {
        let next = live
            .store
            .run_concurrent(async |accessor| {
                loop {
                    match queue.recv().await {
                        Some(Command::Run(job)) => {
                            accessor.spawn(job)?;
                        }
                        Some(Command::Drop(resource)) => {
                            return wasmtime::Result::<_>::Ok(Some(resource));
                        }
                        Some(Command::Stop) | None => return Ok(None),
                    }
                }
            })
            .await;
        let dropped = match next {
            Ok(Ok(Some(resource))) => resource.resource_drop_async(&mut live.store).await,
            Ok(Ok(None)) => return,
            Ok(Err(error)) | Err(error) => break error,
        };
        if let Err(error) = dropped {
            let error = explain(live.store.data(), error);
            if error.ends_instance() {
                end(&ended, error);
                return;
            }
        }
    };
    let error = explain(live.store.data(), failure).ending();
    end(&ended, error);
    queue.close();
}

/// Marks the instance as the one that the thread is running, whenever its task is polled.
struct Scoped<F> {
    future: Pin<Box<F>>,
    table: Arc<Table>,
    this: Arc<OnceLock<Weak<Inner>>>,
}

impl<F: Future> Future for Scoped<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let instance = self.this.get().and_then(Weak::upgrade).map(Instance);
        let table = Arc::clone(&self.table);
        scope::within(instance.as_ref(), &table, || {
            self.future.as_mut().poll(context)
        })
    }
}

/// Sends a call. `answer` gets what comes of it, and `given_up` resolves when nobody waits for it any more.
fn send<P, R>(
    instance: &Instance,
    index: usize,
    params: P,
    answer: impl FnOnce(Result<R, Error>) + Send + 'static,
    given_up: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Error>
where
    P: ComponentNamedList + Lower + Send + Sync + 'static,
    R: ComponentNamedList + Lift + Send + Sync + 'static,
{
    let driver = instance.driver()?;
    if let Some(error) = driver.refuse() {
        return Err(error.with_function(instance.name(index)));
    }
    let (ended, commands) = (Arc::clone(&driver.ended), driver.commands.clone());
    // SAFETY: as in `instance::call`.
    let func = unsafe { TypedFunc::<Arguments<P>, R>::new_unchecked(driver.funcs[index]) };
    let running = Call::begin(&driver.running);
    instance.count_call();
    let function = observe::is_on().then(|| instance.name(index));
    driver.run(move |accessor| {
        Box::pin(async move {
            let _running = running;
            let observed = function.map(|name| {
                accessor.with(|mut access| observe::Call::begin(access.get(), &name))
            });
            let span = observed.as_ref().map_or_else(Span::none, |call| call.span.clone());
            let (until, over) = accessor.with(|mut access| {
                let watch = &mut access.get().watch;
                let until = watch.begin_one();
                (until, watch.over_one(until))
            });
            let result = tokio::select! {
                biased;
                result = func.call_concurrent(accessor, Arguments(params)).instrument(span) => Some(result),
                () = given_up => None,
                error = over => Some(Err(error.into())),
            };
            accessor.with(|mut access| access.get().watch.end_one(until));
            if let (Some(call), Some(result)) = (observed, &result) {
                accessor.with(|mut access| call.end(access.get(), None, result));
            }
            if let Some(result) = result {
                answer(result.map_err(|error| {
                    let error = accessor.with(|mut access| {
                        let error = explain(access.get(), error);
                        access.get().counters().add_failure(&error);
                        error
                    });
                    if error.ends_instance() {
                        end(&ended, error.share());
                        let _ = commands.send(Command::Stop);
                    }
                    error
                }));
            }
        })
    });
    Ok(())
}

/// Calls the function of this number in the world's table, on the instance's task.
///
/// When the future is dropped before it is ready, the call is given up.
pub async fn call_async<P, R>(instance: &Instance, index: usize, params: P) -> Result<R, Error>
where
    P: ComponentNamedList + Lower + Send + Sync + 'static,
    R: ComponentNamedList + Lift + Send + Sync + 'static,
{
    let (answer, receive) = oneshot::channel();
    let (waiting, given_up) = oneshot::channel::<()>();
    send::<P, R>(
        instance,
        index,
        params,
        move |result| {
            let _ = answer.send(result);
        },
        async move {
            let _ = given_up.await;
        },
    )?;
    let result = match receive.await {
        Ok(result) => result,
        Err(_) => {
            let driver = instance.driver()?;
            driver.commands.closed().await;
            Err(driver.why())
        }
    };
    drop(waiting);
    result.map_err(|error| error.with_function(instance.name(index)))
}

/// The same, with the thread waiting for the answer.
pub fn call_blocking<P, R>(instance: &Instance, index: usize, params: P) -> Result<R, Error>
where
    P: ComponentNamedList + Lower + Send + Sync + 'static,
    R: ComponentNamedList + Lift + Send + Sync + 'static,
{
    if instance.is_current() {
        return Err(crate::instance::busy(instance.name(index)));
    }
    let (answer, receive) = mpsc::sync_channel(1);
    send::<P, R>(
        instance,
        index,
        params,
        move |result| {
            let _ = answer.send(result);
        },
        std::future::pending(),
    )?;
    let result = receive.recv().unwrap_or_else(|_| {
        let driver = instance.driver()?;
        while !driver.commands.is_closed() {
            std::thread::yield_now();
        }
        Err(driver.why())
    });
    result.map_err(|error| error.with_function(instance.name(index)))
}
