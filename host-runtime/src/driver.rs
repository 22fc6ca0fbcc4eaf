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

mod call;

use std::future::Future;
use std::ops::ControlFlow;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError, Weak, mpsc};
use std::task::{Context, Poll};

use tokio::runtime::Runtime;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::oneshot;
use wasmtime::Store;
use wasmtime::component::{Accessor, AccessorTask, Func, ResourceAny};

use crate::host::Host;
use crate::instance::{Bind, Inner, Instance, Live, explain, gone};
use crate::prepared::Prepared;
use crate::resource::Table;
use crate::{BoxFuture, Error, ErrorKind, scope};

pub use self::call::{call_async, call_blocking};

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
        let store = prepared.store(true)?;
        let exports = prepared.functions.exports();
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
        instance = prepared.linked.instantiate_async(&mut store) => instance,
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
    let mut live = match Live::new(&prepared.functions, store, instance, Bind::Checked) {
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
    let served = serve(&mut live, &mut queue).await;
    queue.close();
    let was_ended = match served {
        Ok(was_ended) => was_ended,
        Err(error) => {
            end(&ended, error);
            true
        }
    };
    // What it had of other components goes with it, which may take them their time: on a thread that others don't need.
    tokio::task::block_in_place(|| {
        if was_ended {
            live.end();
        }
    });
}

/// Runs what is sent to an instance, until nobody can send anything any more. Whether a call has ended it.
///
/// # Errors
///
/// When the instance ended otherwise.
async fn serve(live: &mut Live, queue: &mut UnboundedReceiver<Command>) -> Result<bool, Error> {
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
                            return wasmtime::Result::<_>::Ok(ControlFlow::Continue(resource));
                        }
                        Some(Command::Stop) => return Ok(ControlFlow::Break(true)),
                        None => return Ok(ControlFlow::Break(false)),
                    }
                }
            })
            .await;
        let dropped = match next {
            Ok(Ok(ControlFlow::Continue(resource))) => drop_one(&mut live.store, resource).await,
            Ok(Ok(ControlFlow::Break(was_ended))) => return Ok(was_ended),
            Ok(Err(error)) | Err(error) => break error,
        };
        if let Err(error) = dropped {
            let error = explain(live.store.data(), error);
            if error.ends_instance() {
                return Err(error.during("while a resource was dropped"));
            }
        }
    };
    Err(explain(live.store.data(), failure).ending())
}

/// Drops a resource, within the limits of a call.
async fn drop_one(store: &mut Store<Host>, resource: ResourceAny) -> wasmtime::Result<()> {
    crate::prepared::begin(store)?;
    let over = store.data().watch.over();
    let dropped = tokio::select! {
        biased;
        dropped = resource.resource_drop_async(&mut *store) => dropped,
        error = over => Err(error.into()),
    };
    store.data_mut().watch.end();
    dropped
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
