//! Where standard input comes from, and where standard output and error go.
//!
//! The end of what a component writes to its standard error is always kept, for the errors that speak of it.

use std::collections::VecDeque;
use std::fmt;
use std::io::Write as _;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use wasmtime_wasi::cli::{IsTerminal, StdoutStream};
use wasmtime_wasi::p2::{OutputStream, Pollable, StreamError, StreamResult};

use crate::{Error, ErrorKind};

/// How much is kept of standard error, in bytes.
const KEPT: usize = 8 << 10;

/// How much a [`Capture`] keeps unless said otherwise, in bytes.
const CAPTURED: usize = 1 << 20;

/// What a component reads from its standard input.
#[derive(Clone, Debug, Default)]
pub struct Input(pub(crate) InputKind);

#[derive(Clone, Debug, Default)]
pub(crate) enum InputKind {
    #[default]
    Null,
    Inherit,
    Bytes(bytes::Bytes),
}

impl Input {
    /// Nothing: it ends at once.
    pub fn null() -> Self {
        Self(InputKind::Null)
    }

    /// The host's standard input.
    pub fn inherit() -> Self {
        Self(InputKind::Inherit)
    }

    /// These bytes. Each instance reads them from the beginning.
    pub fn bytes(bytes: impl Into<Vec<u8>>) -> Self {
        Self(InputKind::Bytes(bytes.into().into()))
    }
}

/// Where what a component writes to its standard output or error goes.
#[derive(Clone, Default)]
pub struct Output(OutputKind);

type Callback = dyn Fn(&[u8]) + Send + Sync;

#[derive(Clone, Default)]
enum OutputKind {
    #[default]
    Null,
    Stdout,
    Stderr,
    Capture(Capture),
    Callback(Arc<Callback>),
}

impl Output {
    /// Nowhere.
    pub fn null() -> Self {
        Self(OutputKind::Null)
    }

    /// The host's standard output.
    pub fn stdout() -> Self {
        Self(OutputKind::Stdout)
    }

    /// The host's standard error.
    pub fn stderr() -> Self {
        Self(OutputKind::Stderr)
    }

    /// Kept, to be read from `capture`.
    pub fn capture(capture: &Capture) -> Self {
        Self(OutputKind::Capture(capture.clone()))
    }

    /// Given to `callback`, in the pieces in which it is written, on the thread that runs the component.
    pub fn callback(callback: impl Fn(&[u8]) + Send + Sync + 'static) -> Self {
        Self(OutputKind::Callback(Arc::new(callback)))
    }

    /// Whether anybody gets to see it.
    pub(crate) fn is_null(&self) -> bool {
        matches!(self.0, OutputKind::Null)
    }

    fn is_terminal(&self) -> bool {
        match self.0 {
            OutputKind::Stdout => std::io::IsTerminal::is_terminal(&std::io::stdout()),
            OutputKind::Stderr => std::io::IsTerminal::is_terminal(&std::io::stderr()),
            _ => false,
        }
    }

    fn write(&self, bytes: &[u8]) {
        // The host's streams may be closed, which is no concern of the component's.
        match &self.0 {
            OutputKind::Null => {}
            OutputKind::Stdout => {
                let mut stdout = std::io::stdout().lock();
                let _ = stdout.write_all(bytes).and_then(|()| stdout.flush());
            }
            OutputKind::Stderr => {
                let _ = std::io::stderr().write_all(bytes);
            }
            OutputKind::Capture(capture) => capture.push(bytes),
            OutputKind::Callback(callback) => callback(bytes),
        }
    }
}

impl fmt::Debug for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            OutputKind::Null => "nowhere",
            OutputKind::Stdout => "the host's standard output",
            OutputKind::Stderr => "the host's standard error",
            OutputKind::Capture(_) => "captured",
            OutputKind::Callback(_) => "a callback",
        })
    }
}

/// Keeps what components write, from the beginning up to a limit. Clones keep the same.
#[derive(Clone, Debug)]
pub struct Capture {
    kept: Arc<Mutex<Vec<u8>>>,
    lost: Arc<AtomicU64>,
    limit: usize,
}

impl Default for Capture {
    fn default() -> Self {
        Self::new()
    }
}

impl Capture {
    /// Keeps up to 1 MiB.
    pub fn new() -> Self {
        Self::with_limit(CAPTURED)
    }

    /// Keeps up to `limit` bytes; what comes after is counted.
    pub fn with_limit(limit: usize) -> Self {
        Self {
            kept: Arc::default(),
            lost: Arc::default(),
            limit,
        }
    }

    /// What was written since it was last taken.
    pub fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.kept.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The same as text, with what is not UTF-8 replaced.
    pub fn take_text(&self) -> String {
        String::from_utf8_lossy(&self.take()).into_owned()
    }

    /// How many bytes did not fit and are lost.
    pub fn lost(&self) -> u64 {
        self.lost.load(Ordering::Relaxed)
    }

    fn push(&self, bytes: &[u8]) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let fits = bytes.len().min(self.limit.saturating_sub(kept.len()));
        kept.extend_from_slice(&bytes[..fits]);
        let lost = (bytes.len() - fits) as u64;
        self.lost.fetch_add(lost, Ordering::Relaxed);
    }
}

/// How much an instance may still write to its standard output and error together.
#[derive(Debug)]
pub(crate) struct Quota {
    limit: u64,
    written: AtomicU64,
}

impl Quota {
    pub(crate) fn new(limit: u64) -> Self {
        Self {
            limit,
            written: AtomicU64::new(0),
        }
    }

    fn take(&self, bytes: usize) -> Result<(), Error> {
        let written = self.written.fetch_add(bytes as u64, Ordering::Relaxed) + bytes as u64;
        if written <= self.limit {
            return Ok(());
        }
        Err(Error::new(
            ErrorKind::OutputLimit,
            format!(
                "the component printed more than the {} bytes that it may",
                self.limit
            ),
        )
        .with_help("raise the limit with `Builder::print_limit`"))
    }
}

/// A component's standard output or error.
#[derive(Clone)]
pub(crate) struct Stream {
    output: Output,
    quota: Arc<Quota>,
    tail: Option<Tail>,
}

impl Stream {
    pub(crate) fn new(output: Output, quota: Arc<Quota>, tail: Option<Tail>) -> Self {
        Self {
            output,
            quota,
            tail,
        }
    }

    fn push(&self, bytes: &[u8]) -> Result<(), Error> {
        if let Some(tail) = &self.tail {
            tail.push(bytes);
        }
        self.quota.take(bytes.len())?;
        self.output.write(bytes);
        Ok(())
    }
}

/// The end of what was written so far.
#[derive(Clone, Default)]
pub(crate) struct Tail(Arc<Mutex<VecDeque<u8>>>);

impl Tail {
    /// What is kept, as text; afterwards nothing is.
    pub(crate) fn take(&self) -> String {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let bytes: Vec<u8> = kept.drain(..).collect();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Forgets what is kept.
    pub(crate) fn clear(&self) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }

    fn push(&self, bytes: &[u8]) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend(&bytes[bytes.len().saturating_sub(KEPT)..]);
        let excess = kept.len().saturating_sub(KEPT);
        kept.drain(..excess);
    }
}

impl IsTerminal for Stream {
    fn is_terminal(&self) -> bool {
        self.output.is_terminal()
    }
}

impl StdoutStream for Stream {
    fn async_stream(&self) -> Box<dyn tokio::io::AsyncWrite + Send + Sync> {
        Box::new(self.clone())
    }

    fn p2_stream(&self) -> Box<dyn OutputStream> {
        Box::new(self.clone())
    }
}

impl OutputStream for Stream {
    fn write(&mut self, bytes: bytes::Bytes) -> StreamResult<()> {
        self.push(&bytes)
            .map_err(|error| StreamError::Trap(error.into()))
    }

    fn flush(&mut self) -> StreamResult<()> {
        Ok(())
    }

    fn check_write(&mut self) -> StreamResult<usize> {
        Ok(64 << 10)
    }
}

#[wasmtime_wasi::async_trait]
impl Pollable for Stream {
    async fn ready(&mut self) {}
}

impl tokio::io::AsyncWrite for Stream {
    fn poll_write(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<std::io::Result<usize>> {
        let written = self.push(bytes).map(|()| bytes.len());
        Poll::Ready(written.map_err(std::io::Error::other))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
