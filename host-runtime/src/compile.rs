//! From a component to machine code.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::{LazyLock, Mutex, PoisonError};

use wasmtime::Engine;

use crate::engine::Settings;
use crate::extent::Extent;
use crate::{Error, ErrorKind, front};

/// Compiles a component to what wasmtime serializes; `front` says whether calls are to be cheap rather than instances (see
/// `front`).
///
/// # Errors
///
/// When the component is not valid on this engine, or becomes more than anybody could instantiate.
pub(crate) fn compile(engine: &Engine, bytes: &[u8], front: bool) -> Result<Vec<u8>, Error> {
    Extent::of(bytes, usize::MAX)?;
    tracing::debug!(bytes = bytes.len(), "compiling a component");
    let changed = front.then(|| front::put_in_front(bytes)).flatten();
    let code = changed.and_then(|bytes| engine.precompile_component(&bytes).ok());
    let code = code.map_or_else(|| engine.precompile_component(bytes), Ok);
    code.map_err(|error| {
        let error = format!("{error:#}");
        let words: Vec<&str> = error.split_whitespace().collect();
        Error::new(
            ErrorKind::Invalid,
            format!("the component is not valid: {}", words.join(" ")),
        )
    })
}

/// The hash of a component, as artifacts have it.
pub(crate) fn component_hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// The hash of all that machine code for engines with these settings depends on, on this machine: see [`engine_hash`].
pub(crate) fn settings_hash(engine: &Engine, settings: Settings, front: bool) -> String {
    static HASHES: LazyLock<Mutex<HashMap<(Settings, bool), String>>> =
        LazyLock::new(Mutex::default);
    let mut hashes = HASHES.lock().unwrap_or_else(PoisonError::into_inner);
    let hash = hashes.entry((settings, front));
    hash.or_insert_with(|| engine_hash(engine, front)).clone()
}

/// A hash of all that machine code depends on besides the component: the engine's version and settings, the
/// processor, and what is done to a component before.
pub(crate) fn engine_hash(engine: &Engine, front: bool) -> String {
    let mut hasher = Blake3(blake3::Hasher::new());
    engine.precompile_compatibility_hash().hash(&mut hasher);
    if front {
        hasher.0.update(front::VERSION);
    }
    hasher.0.finalize().to_hex().to_string()
}

/// Feeds what is hashed by Rust's `Hash` to BLAKE3.
struct Blake3(blake3::Hasher);

impl Hasher for Blake3 {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        unreachable!("only the digest is asked for")
    }
}
