//! Streams: the host's passed on, and those over files that are inside.

use alloc::vec::Vec;
use core::cell::Cell;

use crate::Mount;
use crate::bindings::exports::wasi::io::streams::{
    Guest, GuestInputStream, GuestOutputStream, InputStreamBorrow, StreamError,
};
use crate::bindings::wasi::clocks::monotonic_clock::subscribe_duration;
use crate::bindings::wasi::io::poll::Pollable;
use crate::bindings::wasi::io::streams as host;
use crate::bindings::wittgen::mount::files;

/// How many bytes are read at once at most.
pub(crate) const CHUNK: u64 = 256 * 1024;

/// How many bytes `blocking-write-and-flush` takes at most.
const WRITTEN: u64 = 4096;

impl Guest for Mount {
    type InputStream = Input;
    type OutputStream = Output;
}

/// A stream to read from.
pub(crate) enum Input {
    /// The host's.
    Host(host::InputStream),
    /// Bytes that are inside: where the next is, and where the last ends.
    Inside(Cell<u64>, u64),
}

impl Input {
    /// The bytes of a file from `offset` on.
    pub(crate) fn inside((start, size): (u64, u64), offset: u64) -> Self {
        Self::Inside(Cell::new(start + offset.min(size)), start + size)
    }

    /// The next bytes, at most `len`, without moving on.
    fn peek(next: &Cell<u64>, end: u64, len: u64) -> Result<Vec<u8>, StreamError> {
        if next.get() >= end {
            return Err(StreamError::Closed);
        }
        let len = len.min(end - next.get()).min(CHUNK);
        Ok(files::read(next.get(), len))
    }
}

impl GuestInputStream for Input {
    fn read(&self, len: u64) -> Result<Vec<u8>, StreamError> {
        match self {
            Self::Host(stream) => stream.read(len),
            Self::Inside(next, end) => {
                let bytes = Self::peek(next, *end, len)?;
                next.set(next.get() + bytes.len() as u64);
                Ok(bytes)
            }
        }
    }

    fn blocking_read(&self, len: u64) -> Result<Vec<u8>, StreamError> {
        match self {
            Self::Host(stream) => stream.blocking_read(len),
            Self::Inside(..) => self.read(len),
        }
    }

    fn skip(&self, len: u64) -> Result<u64, StreamError> {
        match self {
            Self::Host(stream) => stream.skip(len),
            Self::Inside(next, end) if next.get() >= *end => Err(StreamError::Closed),
            Self::Inside(next, end) => {
                let len = len.min(end - next.get());
                next.set(next.get() + len);
                Ok(len)
            }
        }
    }

    fn blocking_skip(&self, len: u64) -> Result<u64, StreamError> {
        match self {
            Self::Host(stream) => stream.blocking_skip(len),
            Self::Inside(..) => self.skip(len),
        }
    }

    fn subscribe(&self) -> Pollable {
        match self {
            Self::Host(stream) => stream.subscribe(),
            // What is inside is always there, and so is a moment that has passed.
            Self::Inside(..) => subscribe_duration(0),
        }
    }
}

/// A stream to write to; they are all the host's.
pub(crate) struct Output(pub(crate) host::OutputStream);

impl Output {
    /// Writes what is inside with `write`, at most `len` bytes, and moves on by as much.
    fn copy(
        (next, end): (&Cell<u64>, u64),
        len: u64,
        write: impl FnOnce(&[u8]) -> Result<(), StreamError>,
    ) -> Result<u64, StreamError> {
        if len == 0 {
            return Ok(0);
        }
        let bytes = Input::peek(next, end, len)?;
        write(&bytes)?;
        let written = bytes.len() as u64;
        next.set(next.get() + written);
        Ok(written)
    }
}

impl GuestOutputStream for Output {
    fn check_write(&self) -> Result<u64, StreamError> {
        self.0.check_write()
    }

    fn write(&self, contents: Vec<u8>) -> Result<(), StreamError> {
        self.0.write(&contents)
    }

    fn blocking_write_and_flush(&self, contents: Vec<u8>) -> Result<(), StreamError> {
        self.0.blocking_write_and_flush(&contents)
    }

    fn flush(&self) -> Result<(), StreamError> {
        self.0.flush()
    }

    fn blocking_flush(&self) -> Result<(), StreamError> {
        self.0.blocking_flush()
    }

    fn subscribe(&self) -> Pollable {
        self.0.subscribe()
    }

    fn write_zeroes(&self, len: u64) -> Result<(), StreamError> {
        self.0.write_zeroes(len)
    }

    fn blocking_write_zeroes_and_flush(&self, len: u64) -> Result<(), StreamError> {
        self.0.blocking_write_zeroes_and_flush(len)
    }

    fn splice(&self, src: InputStreamBorrow<'_>, len: u64) -> Result<u64, StreamError> {
        match src.get() {
            Input::Host(stream) => self.0.splice(stream, len),
            Input::Inside(next, end) => {
                let len = len.min(self.0.check_write()?);
                Output::copy((next, *end), len, |bytes| self.0.write(bytes))
            }
        }
    }

    fn blocking_splice(&self, src: InputStreamBorrow<'_>, len: u64) -> Result<u64, StreamError> {
        match src.get() {
            Input::Host(stream) => self.0.blocking_splice(stream, len),
            Input::Inside(next, end) => Output::copy((next, *end), len.min(WRITTEN), |bytes| {
                self.0.blocking_write_and_flush(bytes)
            }),
        }
    }
}
