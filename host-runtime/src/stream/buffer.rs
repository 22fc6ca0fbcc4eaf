//! The buffer that a component's stream is read through.
//!
//! Who reads from it, and what becomes of the items, is not known here.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use wasmtime::StoreContextMut;
use wasmtime::component::{
    Lift, Source, StreamConsumer, StreamReader as GuestStream, StreamResult,
};

use super::{failure, locked};
use crate::Error;
use crate::host::Host;
use crate::instance::Instance;

/// How many bytes of items are kept for a reader that is slower than the component.
const BUFFER_BYTES: usize = 64 << 10;

/// A buffer that a component fills.
pub(super) struct Reading<T> {
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

impl<T> Reading<T> {
    pub(super) fn poll_item(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<T, Error>>> {
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

/// Begins to read what a component writes.
pub(super) fn read<T: Lift + Send + Sync + 'static>(
    stream: GuestStream<T>,
    instance: Instance,
) -> Reading<T> {
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
