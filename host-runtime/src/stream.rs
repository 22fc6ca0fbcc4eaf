//! Streams and futures that go between the host and a component.
//!
//! ```text
//! host's stream ──lower──► Producer ──► component reads        (polled when the component wants items)
//! component writes ──► Consumer ──► Buffer ──► StreamReader    (the component waits while the buffer is full)
//! ```
//!
//! What comes from a component is not read before somebody asks for it, so a stream that is only handed on never passes
//! through the host's memory.

use std::any::TypeId;
use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use futures_core::Stream;
use wasmtime::StoreContextMut;
use wasmtime::component::{
    ComponentType, Destination, FutureConsumer, FutureProducer, FutureReader as GuestFuture, Lift,
    Lower, Source, StreamConsumer, StreamProducer, StreamReader as GuestStream, StreamResult,
    VecBuffer,
};

use crate::host::Host;
use crate::instance::Instance;
use crate::{BoxFuture, Error, ErrorKind};

/// How many bytes of items are kept for a reader that is slower than the component.
const BUFFER_BYTES: usize = 64 << 10;

/// How many items of the host's are fetched at a time.
const BATCH: usize = 1024;

type BoxStream<T> = Pin<Box<dyn Stream<Item = T> + Send>>;

/// The reading end of WIT's `stream<T>`.
///
/// One that the host makes from a Rust stream is read by the component that gets it; one that a component
/// returns is a Rust stream. The component waits while the reader does not read; dropping the reader tells it to
/// stop.
pub struct StreamReader<T: Send + 'static> {
    state: Mutex<StreamState<T>>,
}

enum StreamState<T: Send + 'static> {
    Host(BoxStream<T>),
    /// The component's, and nobody has read from it.
    Guest(GuestStream<T>, Instance),
    Buffer(Reading<T>),
    /// Handed on.
    Given,
}

/// A buffer that a component fills.
struct Reading<T> {
    buffer: Arc<Mutex<Buffer<T>>>,
    instance: Instance,
}

struct Buffer<T> {
    items: VecDeque<T>,
    capacity: usize,
    writer_gone: bool,
    reader_gone: bool,
    reader: Option<Waker>,
    writer: Option<Waker>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn mutable<T>(mutex: &mut Mutex<T>) -> &mut T {
    mutex.get_mut().unwrap_or_else(PoisonError::into_inner)
}

impl<T: Send + 'static> StreamReader<T> {
    /// A stream of the host's, for a component to read.
    pub fn new(stream: impl Stream<Item = T> + Send + 'static) -> Self {
        Self::with(StreamState::Host(Box::pin(stream)))
    }

    fn with(state: StreamState<T>) -> Self {
        Self {
            state: Mutex::new(state),
        }
    }

    fn take(&self) -> StreamState<T> {
        std::mem::replace(&mut *locked(&self.state), StreamState::Given)
    }
}

impl<T: Lift + Send + Sync + 'static> StreamReader<T> {
    /// The next item; none at the end.
    ///
    /// # Errors
    ///
    /// When the instance ended before the stream did.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        std::future::poll_fn(|context| self.poll_item(context)).await
    }

    /// All items that are left.
    ///
    /// # Errors
    ///
    /// As [`StreamReader::next`].
    pub async fn collect(mut self) -> Result<Vec<T>, Error> {
        let mut items = Vec::new();
        while let Some(item) = self.next().await {
            items.push(item?);
        }
        Ok(items)
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        let state = mutable(&mut self.state);
        if let StreamState::Guest(..) = state
            && let StreamState::Guest(stream, instance) =
                std::mem::replace(state, StreamState::Given)
        {
            *state = StreamState::Buffer(read(stream, instance));
        }
        match state {
            StreamState::Host(stream) => stream.as_mut().poll_next(context).map(|it| it.map(Ok)),
            StreamState::Buffer(reading) => {
                let next = reading.poll_item(context);
                if let Poll::Ready(Some(Err(_)) | None) = next {
                    *state = StreamState::Given;
                }
                next
            }
            StreamState::Guest(..) | StreamState::Given => Poll::Ready(None),
        }
    }
}

impl<T> Reading<T> {
    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        let mut buffer = locked(&self.buffer);
        if let Some(item) = buffer.items.pop_front() {
            if let Some(writer) = buffer.writer.take() {
                writer.wake();
            }
            return Poll::Ready(Some(Ok(item)));
        }
        if buffer.writer_gone {
            drop(buffer);
            return Poll::Ready(failure(&self.instance).map(Err));
        }
        buffer.reader = Some(context.waker().clone());
        Poll::Pending
    }
}

impl<T> Drop for Reading<T> {
    fn drop(&mut self) {
        let mut buffer = locked(&self.buffer);
        buffer.reader_gone = true;
        if let Some(writer) = buffer.writer.take() {
            writer.wake();
        }
    }
}

/// Why a writer went away, if the whole instance did.
fn failure(instance: &Instance) -> Option<Error> {
    match instance.driver() {
        Ok(driver) => driver.refuse(),
        Err(error) => Some(error),
    }
}

/// Begins to read what a component writes.
fn read<T: Lift + Send + Sync + 'static>(stream: GuestStream<T>, instance: Instance) -> Reading<T> {
    let capacity = (BUFFER_BYTES / size_of::<T>().max(1)).max(1);
    let buffer = Arc::new(Mutex::new(Buffer {
        items: VecDeque::new(),
        capacity,
        writer_gone: false,
        reader_gone: false,
        reader: None,
        writer: None,
    }));
    let consumer = Consumer(Arc::clone(&buffer));
    if let Ok(driver) = instance.driver() {
        driver.run(move |accessor| {
            Box::pin(async move {
                // A stream that was closed already ends at once: the consumer is dropped.
                let _ = accessor.with(|access| stream.pipe(access, consumer));
            })
        });
    }
    Reading { buffer, instance }
}

/// Puts into the buffer what a component writes.
struct Consumer<T>(Arc<Mutex<Buffer<T>>>);

impl<T> Drop for Consumer<T> {
    fn drop(&mut self) {
        let mut buffer = locked(&self.0);
        buffer.writer_gone = true;
        if let Some(reader) = buffer.reader.take() {
            reader.wake();
        }
    }
}

impl<T: Lift + Send + Sync + 'static> StreamConsumer<Host> for Consumer<T> {
    type Item = T;

    fn poll_consume(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        mut store: StoreContextMut<'_, Host>,
        mut source: Source<'_, T>,
        finish: bool,
    ) -> Poll<wasmtime::Result<StreamResult>> {
        let free = {
            let mut buffer = locked(&self.0);
            if buffer.reader_gone {
                return Poll::Ready(Ok(StreamResult::Dropped));
            }
            let free = buffer.capacity.saturating_sub(buffer.items.len());
            if free == 0 {
                if finish {
                    return Poll::Ready(Ok(StreamResult::Cancelled));
                }
                buffer.writer = Some(context.waker().clone());
                return Poll::Pending;
            }
            free
        };
        let count = source.remaining(&mut store).min(free);
        // Lifting runs code that may look at other streams: not under the lock.
        let mut items = Vec::with_capacity(count);
        if count > 0 {
            source.read(&mut store, &mut items)?;
        }
        let mut buffer = locked(&self.0);
        buffer.items.extend(items);
        if let Some(reader) = buffer.reader.take() {
            reader.wake();
        }
        Poll::Ready(Ok(StreamResult::Completed))
    }
}

impl<T: Send + 'static> Unpin for StreamReader<T> {}

impl<T: Lift + Send + Sync + 'static> Stream for StreamReader<T> {
    type Item = Result<T, Error>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<T, Error>>> {
        self.poll_item(context)
    }
}

impl<T: Send + Unpin + 'static> From<Vec<T>> for StreamReader<T> {
    fn from(items: Vec<T>) -> Self {
        struct Items<T>(std::vec::IntoIter<T>);
        impl<T: Unpin> Stream for Items<T> {
            type Item = T;

            fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<T>> {
                Poll::Ready(self.0.next())
            }
        }
        Self::new(Items(items.into_iter()))
    }
}

impl<T: Send + 'static> Drop for StreamReader<T> {
    fn drop(&mut self) {
        let state = std::mem::replace(mutable(&mut self.state), StreamState::Given);
        if let StreamState::Guest(mut stream, instance) = state
            && let Ok(driver) = instance.driver()
        {
            driver.run(move |accessor| {
                Box::pin(async move {
                    let _ = accessor.with(|access| stream.close(access));
                })
            });
        }
    }
}

impl<T: Send + 'static> fmt::Debug for StreamReader<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StreamReader").finish_non_exhaustive()
    }
}

/// Gives a component the items of a stream of the host's.
struct Producer<T>(Option<BoxStream<T>>);

impl<T: Send + Sync + 'static, D> StreamProducer<D> for Producer<T> {
    type Item = T;
    type Buffer = VecBuffer<T>;

    fn poll_produce<'a>(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        _: StoreContextMut<'a, D>,
        mut destination: Destination<'a, T, VecBuffer<T>>,
        finish: bool,
    ) -> Poll<wasmtime::Result<StreamResult>> {
        let this = self.get_mut();
        let mut items = Vec::new();
        while let Some(stream) = &mut this.0
            && items.len() < BATCH
        {
            match stream.as_mut().poll_next(context) {
                Poll::Ready(Some(item)) => items.push(item),
                Poll::Ready(None) => this.0 = None,
                Poll::Pending => break,
            }
        }
        let result = match (&this.0, items.is_empty()) {
            (None, _) => StreamResult::Dropped,
            (Some(_), false) => StreamResult::Completed,
            (Some(_), true) if finish => StreamResult::Cancelled,
            (Some(_), true) => return Poll::Pending,
        };
        if !items.is_empty() {
            destination.set_buffer(items.into());
        }
        Poll::Ready(Ok(result))
    }
}

/// Whether items are numbers. Others may not go from a component to itself, by the rules of the canonical ABI
/// which traps when one component reads and writes the two ends, so the host stands in between.
fn is_numeric<T: 'static>() -> bool {
    let ty = TypeId::of::<T>();
    [
        TypeId::of::<()>(),
        TypeId::of::<u8>(),
        TypeId::of::<i8>(),
        TypeId::of::<u16>(),
        TypeId::of::<i16>(),
        TypeId::of::<u32>(),
        TypeId::of::<i32>(),
        TypeId::of::<u64>(),
        TypeId::of::<i64>(),
        TypeId::of::<f32>(),
        TypeId::of::<f64>(),
    ]
    .contains(&ty)
}

/// The items of another component's stream; a failure of that component ends it.
struct Passed<T: Send + 'static>(StreamReader<T>);

impl<T: Lift + Send + Sync + 'static> Stream for Passed<T> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<T>> {
        self.0
            .poll_item(context)
            .map(|item| item.and_then(Result::ok))
    }
}

impl<T: Lift + Lower + Send + Sync + 'static> StreamReader<T> {
    /// The stream as it goes to the component that the thread is running.
    fn give<D>(&self, store: StoreContextMut<'_, D>) -> wasmtime::Result<GuestStream<T>> {
        let stream: BoxStream<T> = match self.take() {
            StreamState::Host(stream) => stream,
            StreamState::Guest(stream, instance) if is_numeric::<T>() && instance.is_current() => {
                return Ok(stream);
            }
            state @ (StreamState::Guest(..) | StreamState::Buffer(_)) => {
                Box::pin(Passed(StreamReader::with(state)))
            }
            StreamState::Given => wasmtime::bail!("the stream was handed on already"),
        };
        GuestStream::new(store, Producer(Some(stream)))
    }
}

crate::wire!(type [T: ComponentType + Send + 'static] StreamReader<T> as GuestStream<T>);
crate::wire!(lower [T: Lift + Lower + Send + Sync + 'static] StreamReader<T> as GuestStream<T>,
    |self, cx, ty| &self.give(wasmtime::AsContextMut::as_context_mut(&mut cx.store))?);
crate::wire!(lift [T: ComponentType + Send + 'static] StreamReader<T> as GuestStream<T>,
    |stream| Ok(Self::with(StreamState::Guest(stream, Instance::current()?))));

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

/// WIT's `error-context`: says for people why a stream or a call went wrong. Its text stays in the component.
pub struct ErrorContext(wasmtime::component::ErrorContext);

impl fmt::Debug for ErrorContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorContext").finish_non_exhaustive()
    }
}

impl fmt::Display for ErrorContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the component said why, but the engine does not tell")
    }
}

impl std::error::Error for ErrorContext {}

crate::wire!(type [] ErrorContext as wasmtime::component::ErrorContext);
crate::wire!(lower [] ErrorContext as wasmtime::component::ErrorContext, |self, cx, ty| &self.0);
crate::wire!(lift [] ErrorContext as wasmtime::component::ErrorContext, |context| Ok(Self(context)));
