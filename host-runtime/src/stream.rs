//! Streams that go between the host and a component.
//!
//! ```text
//! host's stream ──lower──► Producer ──► component reads        (polled when the component wants items)
//! component writes ──► Consumer ──► Buffer ──► StreamReader    (the component waits while the buffer is full)
//! ```
//!
//! What comes from a component is not read before somebody asks for it, so a stream that is only handed on never passes
//! through the host's memory.

mod buffer;

use std::any::TypeId;
use std::fmt;
use std::pin::Pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use futures_core::Stream;
use wasmtime::StoreContextMut;
use wasmtime::component::{
    ComponentType, Destination, Lift, Lower, StreamProducer, StreamReader as GuestStream,
    StreamResult, VecBuffer,
};

use self::buffer::{Reading, read};
use crate::Error;
use crate::instance::Instance;

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

pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) fn mutable<T>(mutex: &mut Mutex<T>) -> &mut T {
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

/// Why a writer went away, if the whole instance did.
pub(crate) fn failure(instance: &Instance) -> Option<Error> {
    match instance.driver() {
        Ok(driver) => driver.refuse(),
        Err(error) => Some(error),
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
pub(crate) fn is_numeric<T: 'static>() -> bool {
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
