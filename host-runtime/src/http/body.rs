//! Bodies that are counted as they pass, and may not take longer from one piece to the next than the component says.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use tokio::time::{Instant, Sleep, sleep};
use wasmtime_wasi_http::{Error, WasiBody};

/// How many bytes a body may have, and had so far.
#[derive(Debug)]
struct Count {
    limit: u64,
    seen: u64,
}

impl Count {
    fn new(limit: Option<u64>) -> Self {
        Self {
            limit: limit.unwrap_or(u64::MAX),
            seen: 0,
        }
    }

    /// Counts a piece; whether it still fits.
    fn fits(&mut self, frame: &Frame<Bytes>) -> bool {
        let len = frame.data_ref().map_or(0, Bytes::len);
        self.seen = self.seen.saturating_add(len as u64);
        self.seen <= self.limit
    }
}

/// The body of a request.
pub(super) struct RequestBody {
    body: WasiBody,
    count: Count,
    /// Whether it was too large.
    over: Arc<AtomicBool>,
}

impl RequestBody {
    pub(super) fn new(body: WasiBody, limit: Option<u64>, over: &Arc<AtomicBool>) -> Self {
        Self {
            body,
            count: Count::new(limit),
            over: Arc::clone(over),
        }
    }
}

impl Body for RequestBody {
    type Data = Bytes;
    type Error = Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Error>>> {
        let frame = match ready!(Pin::new(&mut self.body).poll_frame(context)) {
            Some(Ok(frame)) => frame,
            other => return Poll::Ready(other),
        };
        if self.count.fits(&frame) {
            return Poll::Ready(Some(Ok(frame)));
        }
        self.over.store(true, Ordering::Relaxed);
        Poll::Ready(Some(Err(Error::HttpRequestBodySize(Some(self.count.seen)))))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// The body of a response.
pub(super) struct ResponseBody {
    body: Incoming,
    count: Count,
    /// How long to wait for each piece.
    between: Duration,
    timer: Pin<Box<Sleep>>,
}

impl ResponseBody {
    pub(super) fn new(body: Incoming, limit: Option<u64>, between: Duration) -> Self {
        Self {
            body,
            count: Count::new(limit),
            between,
            timer: Box::pin(sleep(between)),
        }
    }
}

impl Body for ResponseBody {
    type Data = Bytes;
    type Error = Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Error>>> {
        let Poll::Ready(next) = Pin::new(&mut self.body).poll_frame(context) else {
            ready!(self.timer.as_mut().poll(context));
            return Poll::Ready(Some(Err(Error::ConnectionReadTimeout)));
        };
        let until = Instant::now() + self.between;
        self.timer.as_mut().reset(until);
        Poll::Ready(match next {
            Some(Ok(frame)) if self.count.fits(&frame) => Some(Ok(frame)),
            Some(Ok(_)) => Some(Err(Error::HttpResponseBodySize(Some(self.count.seen)))),
            Some(Err(error)) => Some(Err(super::send::explain(&error))),
            None => None,
        })
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
