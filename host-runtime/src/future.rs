//! Futures that go between the host and a component: streams of one value.
//!
//! What comes from a component is not waited for before somebody asks for it.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Mutex;
use std::task::{Context, Poll};

use wasmtime::StoreContextMut;
use wasmtime::component::{
    ComponentType, FutureConsumer, FutureProducer, FutureReader as GuestFuture, Lift, Lower, Source,
};

use crate::host::Host;
use crate::instance::Instance;
use crate::stream::{failure, is_numeric, locked, mutable};
use crate::{BoxFuture, Error, ErrorKind};

/// The reading end of WIT's `future<T>`.
///
/// One that the host makes from a Rust future is awaited by the component that gets it; one that a component
/// returns is a Rust future. Dropping it tells the component that nobody waits.
pub struct FutureReader<T: Send + 'static> {
    state: Mutex<FutureState<T>>,
}

enum FutureState<T: Send + 'static> {
    Host(BoxFuture<'static, T>),
    /// The component's, and nobody has waited for it.
    Guest(GuestFuture<T>, Instance),
    Waiting(tokio::sync::oneshot::Receiver<T>, Instance),
    /// Handed on, or ready already.
    Given,
}

impl<T: Send + 'static> FutureReader<T> {
    /// A future of the host's, for a component to await.
    pub fn new(future: impl Future<Output = T> + Send + 'static) -> Self {
        Self::with(FutureState::Host(Box::pin(future)))
    }

    fn with(state: FutureState<T>) -> Self {
        Self {
            state: Mutex::new(state),
        }
    }
}

impl<T: Lift + Send + Sync + 'static> FutureReader<T> {
    fn poll_value(&mut self, context: &mut Context<'_>) -> Poll<Result<T, Error>> {
        let state = mutable(&mut self.state);
        if let FutureState::Guest(..) = state
            && let FutureState::Guest(future, instance) =
                std::mem::replace(state, FutureState::Given)
        {
            *state = FutureState::Waiting(receive(future, &instance), instance);
        }
        let value = match state {
            FutureState::Host(future) => future.as_mut().poll(context).map(Ok),
            FutureState::Waiting(receiver, instance) => {
                Pin::new(receiver).poll(context).map(|received| {
                    received.map_err(|_| {
                        failure(instance).unwrap_or_else(|| {
                            Error::new(
                                ErrorKind::Gone,
                                "the component dropped the future without a value",
                            )
                        })
                    })
                })
            }
            FutureState::Guest(..) | FutureState::Given => Poll::Ready(Err(Error::new(
                ErrorKind::Gone,
                "the future was handed on, or was ready before",
            ))),
        };
        if value.is_ready() {
            *state = FutureState::Given;
        }
        value
    }
}

impl<T: Send + 'static> Unpin for FutureReader<T> {}

impl<T: Lift + Send + Sync + 'static> Future for FutureReader<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<T, Error>> {
        self.poll_value(context)
    }
}

/// Begins to wait for what a component will write.
fn receive<T: Lift + Send + Sync + 'static>(
    future: GuestFuture<T>,
    instance: &Instance,
) -> tokio::sync::oneshot::Receiver<T> {
    struct Consumer<T>(Option<tokio::sync::oneshot::Sender<T>>);

    impl<T: Lift + Send + Sync + 'static> FutureConsumer<Host> for Consumer<T> {
        type Item = T;

        fn poll_consume(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
            store: StoreContextMut<'_, Host>,
            mut source: Source<'_, T>,
            _: bool,
        ) -> Poll<wasmtime::Result<()>> {
            let mut value = None;
            source.read(store, &mut value)?;
            if let (Some(value), Some(sender)) = (value, self.0.take()) {
                // Nobody may be waiting any more.
                let _ = sender.send(value);
            }
            Poll::Ready(Ok(()))
        }
    }

    let (sender, receiver) = tokio::sync::oneshot::channel();
    if let Ok(driver) = instance.driver() {
        driver.run(move |accessor| {
            Box::pin(async move {
                let _ = accessor.with(|access| future.pipe(access, Consumer(Some(sender))));
            })
        });
    }
    receiver
}

impl<T: Send + 'static> Drop for FutureReader<T> {
    fn drop(&mut self) {
        let state = std::mem::replace(mutable(&mut self.state), FutureState::Given);
        if let FutureState::Guest(mut future, instance) = state
            && let Ok(driver) = instance.driver()
        {
            driver.run(move |accessor| {
                Box::pin(async move {
                    let _ = accessor.with(|access| future.close(access));
                })
            });
        }
    }
}

impl<T: Send + 'static> fmt::Debug for FutureReader<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FutureReader").finish_non_exhaustive()
    }
}

/// Gives a component the value of a future of the host's.
struct Promise<T>(BoxFuture<'static, Option<T>>);

impl<T: Send + 'static, D> FutureProducer<D> for Promise<T> {
    type Item = T;

    fn poll_produce(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        _: StoreContextMut<'_, D>,
        finish: bool,
    ) -> Poll<wasmtime::Result<Option<T>>> {
        match self.0.as_mut().poll(context) {
            Poll::Ready(Some(value)) => Poll::Ready(Ok(Some(value))),
            Poll::Ready(None) => Poll::Ready(Err(wasmtime::format_err!(
                "the future came from another component, which dropped it without a value"
            ))),
            Poll::Pending if finish => Poll::Ready(Ok(None)),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl<T: Lift + Lower + Send + Sync + 'static> FutureReader<T> {
    fn give<D>(&self, store: StoreContextMut<'_, D>) -> wasmtime::Result<GuestFuture<T>> {
        let state = std::mem::replace(&mut *locked(&self.state), FutureState::Given);
        let future: BoxFuture<'static, Option<T>> = match state {
            FutureState::Host(future) => Box::pin(async move { Some(future.await) }),
            FutureState::Guest(future, instance) if is_numeric::<T>() && instance.is_current() => {
                return Ok(future);
            }
            state @ (FutureState::Guest(..) | FutureState::Waiting(..)) => {
                let reader = FutureReader::with(state);
                Box::pin(async move { reader.await.ok() })
            }
            FutureState::Given => wasmtime::bail!("the future was handed on already"),
        };
        GuestFuture::new(store, Promise(future))
    }
}

crate::wire!(type [T: ComponentType + Send + 'static] FutureReader<T> as GuestFuture<T>);
crate::wire!(lower [T: Lift + Lower + Send + Sync + 'static] FutureReader<T> as GuestFuture<T>,
    |self, cx, ty| &self.give(wasmtime::AsContextMut::as_context_mut(&mut cx.store))?);
crate::wire!(lift [T: ComponentType + Send + 'static] FutureReader<T> as GuestFuture<T>,
    |future| Ok(Self::with(FutureState::Guest(future, Instance::current()?))));
