//! Where a composed component comes from: the inputs, their digests, and what was connected.
//!
//! Kept as JSON in a custom section, which every runtime ignores. It says what was done and
//! proves nothing: whoever can change the bytes can change the section.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use wasmparser::{Parser, Payload};

/// The name of the custom section.
pub const SECTION: &str = "wittgen:composition";

/// What a component was composed from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Provenance {
    /// What composed it.
    pub tool: Tool,
    /// The inputs, the plugin first.
    pub parts: Vec<Part>,
    /// Which import of which part was met by which export of which part.
    pub connections: Vec<Connection>,
}

/// A program and its version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Tool {
    /// The program's name.
    pub name: String,
    /// Its version.
    pub version: String,
}

impl Tool {
    /// This crate.
    pub(crate) fn this() -> Self {
        Self {
            name: "wittgen".into(),
            version: env!("CARGO_PKG_VERSION").into(),
        }
    }
}

/// One input of a composition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Part {
    /// What it is called.
    pub name: String,
    /// The version of the package whose interface it exports first, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The SHA-256 digest of its bytes in hexadecimal.
    pub sha256: String,
    /// How many bytes it has.
    pub size: u64,
    /// What it was itself composed from, where it says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub composition: Option<Box<Provenance>>,
}

/// An import met by an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Connection {
    /// The name of the part that imports.
    pub importer: String,
    /// The name of the import.
    pub import: String,
    /// The name of the part that exports.
    pub provider: String,
    /// The name of the export; it may differ from the import's in the version.
    pub export: String,
}

impl Provenance {
    /// Reads the provenance that the component `bytes` carries at its top level. None where there
    /// is no such section, or where it is not understood.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut depth = 0u32;
        for payload in Parser::new(0).parse_all(bytes) {
            match payload.ok()? {
                Payload::Version { .. } => depth += 1,
                Payload::End(_) => depth -= 1,
                Payload::CustomSection(section) if depth == 1 && section.name() == SECTION => {
                    return serde_json::from_slice(section.data()).ok();
                }
                _ => {}
            }
        }
        None
    }

    /// The section's content.
    pub(crate) fn to_json(&self) -> Vec<u8> {
        // Strings, integers and lists only: writing them to memory can't fail.
        serde_json::to_vec(self).expect("provenance is plain data")
    }
}

/// The SHA-256 digest of `bytes` in hexadecimal.
pub(crate) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
