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
mod task;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError, Weak, mpsc};

use tokio::runtime::Runtime;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::sync::oneshot;
use wasmtime::component::{Accessor, AccessorTask, Func, ResourceAny};

use self::task::{Scoped, drive};
use crate::host::Host;
use crate::instance::{Inner, Instance, gone};
use crate::prepared::Prepared;
use crate::resource::Table;
use crate::{BoxFuture, Error, ErrorKind};

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
