//! The task that an instance is on: it polls the store, and runs what is sent to it.
//!
//! Who sends, and what comes of it, is not known here.

use std::future::Future;
use std::ops::ControlFlow;
use std::pin::Pin;
use std::sync::{Arc, OnceLock, Weak, mpsc};
use std::task::{Context, Poll};

use tokio::sync::mpsc::UnboundedReceiver;
use tokio::sync::oneshot;
use wasmtime::Store;
use wasmtime::component::{Func, ResourceAny};

use super::{Command, Ended, end};
use crate::failure::explain;
use crate::host::Host;
use crate::instance::{Inner, Instance};
use crate::live::{Bind, Live};
use crate::prepared::Prepared;
use crate::resource::Table;
use crate::{Error, scope};

/// The task of an instance.
pub(super) async fn drive(
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
pub(super) struct Scoped<F> {
    pub(super) future: Pin<Box<F>>,
    pub(super) table: Arc<Table>,
    pub(super) this: Arc<OnceLock<Weak<Inner>>>,
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
