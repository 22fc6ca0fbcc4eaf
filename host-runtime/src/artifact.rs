//! Loading machine code that was compiled beforehand.
//!
//! ```text
//! bytes ──► take apart ──► check the seal ──► deserialize ──► the component
//!                │ (Component::trusted doesn't)     │
//!                └ Untrusted                        └ other limits, version or machine: Incompatible,
//!                                                     or compiled anew where the component is included
//! ```
//!
//! Machine code can do whatever the process can; nothing that a component is not granted keeps it from that. So the
//! bytes that are run are the very bytes whose seal was checked: a file is read into memory first, and never mapped
//! from where somebody may still write to it. (The cache maps its own files; see there why it may.)

use std::path::Path;

use serde::{Deserialize, Serialize};
use wasmtime::component::Component as WasmComponent;

use crate::engine::Target;
use crate::key::ArtifactKey;
use crate::seal::{self, Flaw, Parts};
use crate::{Builder, Error, ErrorKind};

/// What an artifact says about itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ArtifactInfo {
    /// The BLAKE3 hash of the component that it was compiled from, in hexadecimal digits.
    pub component: String,
    /// The version of Wittgen that compiled it.
    pub version: String,
    /// What it was compiled for: `x86_64-linux` for the very processor of the machine that compiled it, a triple such
    /// as `x86_64-unknown-linux-gnu` for any processor of that kind.
    pub target: String,
    /// Whether its world may have asynchronous functions.
    #[serde(rename = "async")]
    pub is_async: bool,
    /// Whether it can be stopped while it computes, as limits of time need it.
    pub interruptible: bool,
    /// Whether it counts what it computes, as limits of fuel need it.
    pub fuel: bool,
    /// How much machine code and data there is, in bytes.
    pub code: u64,
    /// How large the component is that is included, in bytes; 0 if none is.
    pub source: u64,
    /// The key that it is sealed with: a name of 16 hexadecimal digits, which tells nothing of the key.
    pub key: String,
    /// Whether it is composed of several components.
    pub(crate) composed: bool,
    /// What the machine code depends on, as a hash.
    pub(crate) engine: String,
}

impl ArtifactInfo {
    /// Reads what the artifact in a file says about itself. Whether that is true is known to those who have the key.
    ///
    /// # Errors
    ///
    /// When the file can't be read, or is no artifact.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let bytes = std::fs::read(path).map_err(|error| {
            let text = format!("cannot read the artifact `{}`: {error}", path.display());
            Error::new(ErrorKind::Read, text)
        })?;
        Parts::read(&bytes)
            .map(|parts| parts.info)
            .map_err(untrusted)
    }

    /// Whether `bytes`, the beginning of a file, are those of an artifact or other machine code.
    pub fn is_machine_code(bytes: &[u8]) -> bool {
        seal::is_machine_code(bytes)
    }

    /// Whether it is sealed with the user's own key, by which `wittgen build` seals unless it is given another.
    pub fn is_of_user(&self) -> bool {
        ArtifactKey::of_user().is_some_and(|key| key.fingerprint() == self.key)
    }
}

/// Artifacts: components that were compiled ahead of time.
impl<W> Builder<W> {
    /// Runs artifacts (`.cwasm`) that are sealed with `key`. Without this: those that are sealed with the user's own
    /// key, which `wittgen build` uses where nothing else is said. All others are refused.
    pub fn artifact_key(mut self, key: &ArtifactKey) -> Self {
        self.artifact_key = Some(key.clone());
        self
    }

    /// The key that artifacts must be sealed with.
    pub(crate) fn trusted_key(&self) -> Option<ArtifactKey> {
        self.artifact_key.clone().or_else(ArtifactKey::of_user)
    }

    /// Loads an artifact if it is sealed with `key`.
    pub(crate) fn load_sealed(
        &self,
        bytes: &[u8],
        target: Target<'_>,
        key: Option<&ArtifactKey>,
    ) -> Result<WasmComponent, Error> {
        let parts = Parts::read(bytes).map_err(untrusted)?;
        let sealed = || parts.info.key.clone();
        match key {
            Some(key) => parts.check(key),
            None => Err(Flaw::OtherKey { sealed: sealed() }),
        }
        .map_err(untrusted)?;
        // SAFETY: whoever has the key sealed these very bytes, and only `Precompile` seals.
        unsafe { self.load_parts(&parts, target) }
    }

    /// Loads an artifact without looking at its seal.
    ///
    /// # Safety
    ///
    /// The bytes must be what `Precompile` made.
    pub(crate) unsafe fn load_trusted(
        &self,
        bytes: &[u8],
        target: Target<'_>,
    ) -> Result<WasmComponent, Error> {
        let parts = Parts::read(bytes).map_err(untrusted)?;
        // SAFETY: as the caller says.
        unsafe { self.load_parts(&parts, target) }
    }

    /// # Safety
    ///
    /// The parts must be those of an artifact that `Precompile` made.
    unsafe fn load_parts(
        &self,
        parts: &Parts<'_>,
        target: Target<'_>,
    ) -> Result<WasmComponent, Error> {
        // SAFETY: the code is what wasmtime serialized, as the caller says, and wasmtime refuses that of another version,
        // machine or configuration.
        let error = match unsafe { WasmComponent::deserialize(target.engine, parts.code) } {
            Ok(component) => return Ok(component),
            Err(error) => error,
        };
        let error = self.misfit(&parts.info, &error);
        if parts.source.is_empty() || cfg!(not(feature = "compiler")) {
            return Err(error);
        }
        tracing::warn!(
            reason = error.message(),
            "compiling the component that the artifact includes"
        );
        self.compile_wasm(parts.source, target)
    }

    /// Why machine code could not be loaded.
    fn misfit(&self, info: &ArtifactInfo, error: &wasmtime::Error) -> Error {
        let incompatible =
            |text: &str, help: &str| Error::new(ErrorKind::Incompatible, text).with_help(help);
        let time = self.limits.interrupt();
        let fuel = self.limits.fuel.is_some();
        let text = format!("{error:#}");
        match () {
            () if time && !info.interruptible => incompatible(
                "the artifact can't be stopped while it computes, which a limit of time needs",
                "build it with `wittgen build --interruptible`, or `interruptible: true` in `precompile`",
            ),
            () if fuel && !info.fuel => incompatible(
                "the artifact does not count what it computes, which a limit of fuel needs",
                "build it with `wittgen build --fuel`, or `fuel: true` in `precompile`",
            ),
            () if text.contains("concurrency support") && info.is_async => incompatible(
                "the artifact was built for a world with asynchronous functions, and this one has none",
                "build it without `--async`",
            ),
            () if text.contains("concurrency support") => incompatible(
                "the artifact was built for a world without asynchronous functions, and this one has some",
                "build it with `wittgen build --async`",
            ),
            () if text.contains("incompatible version") => incompatible(
                &format!(
                    "the artifact was compiled by Wittgen {}, for another version of the engine",
                    info.version
                ),
                "build it anew with this version, or with `--with-source`, so that it is compiled where it does not fit",
            ),
            () => incompatible(
                &format!(
                    "the artifact was compiled for `{}` and does not fit this machine: {text}",
                    info.target
                ),
                "build it here, or for any processor of this kind with `wittgen build --target TRIPLE`",
            ),
        }
    }
}

/// The error of an artifact that is not run.
fn untrusted(flaw: Flaw) -> Error {
    let help = match &flaw {
        Flaw::Version(_) => "build it anew with this version of Wittgen",
        Flaw::OtherKey { .. } => {
            "give the key that it was built with (`wittgen run --key FILE`, `Builder::artifact_key`), or build it here; \
             your own key is a new one since your cache directory was emptied"
        }
        _ => {
            "build it anew: `wittgen build app.wasm -o app.cwasm`; a seal says that it is what was built"
        }
    };
    Error::new(
        ErrorKind::Untrusted,
        format!("the artifact is not run: {flaw}"),
    )
    .with_help(help)
}
