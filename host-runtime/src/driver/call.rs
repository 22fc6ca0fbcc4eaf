//! Calls of an instance on a task of its own: they are sent there, and the answer comes back.

use std::future::Future;
use std::sync::{Arc, mpsc};

use tokio::sync::oneshot;
use tracing::{Instrument as _, Span};
use wasmtime::component::{ComponentNamedList, Lift, Lower, TypedFunc};

use super::{Call, Command, end};
use crate::arguments::Arguments;
use crate::failure::explain;
use crate::instance::Instance;
use crate::{Error, observe};

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
    // SAFETY: as in `call::call`.
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
