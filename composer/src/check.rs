//! Whether bytes are a valid component, and if not, what they are.
//!
//! Everything that is linked passes through here first, so that later stages meet valid
//! components only. Nothing is interpreted beyond validity.

use wasmparser::{Parser, Validator, WasmFeatures};

/// The first four bytes of every WebAssembly binary.
const MAGIC: &[u8] = b"\0asm";

/// Why bytes are not a component that can be used. Each message begins with the component's name and ends with a
/// line that says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ComponentError {
    /// There are no bytes.
    #[error("`{component}` is empty\nhelp: give the bytes of a component")]
    Empty {
        /// The component's name.
        component: String,
    },
    /// The bytes are WebAssembly's text format.
    #[error("`{component}` is WebAssembly text\nhelp: make it binary with `wasm-tools parse`")]
    Text {
        /// The component's name.
        component: String,
    },
    /// The bytes are something else.
    #[error(
        "`{component}` is not WebAssembly: it begins with {beginning}, not `00 61 73 6d`\nhelp: give \
         the bytes of a component"
    )]
    NotWasm {
        /// The component's name.
        component: String,
        /// The first bytes, in hexadecimal and in backticks.
        beginning: String,
    },
    /// The bytes are a core module.
    #[error(
        "`{component}` is a core module, not a component\nhelp: build it for `wasm32-wasip2`, or make \
         it a component with `wasm-tools component new`"
    )]
    CoreModule {
        /// The component's name.
        component: String,
    },
    /// The binary format's version is none that is known.
    #[error(
        "`{component}` has version {version:#x} of the binary format, which is unknown\nhelp: build it \
         anew with current tools"
    )]
    Version {
        /// The component's name.
        component: String,
        /// The version field of the header.
        version: u32,
    },
    /// The bytes end too early.
    #[error(
        "`{component}` is cut off: its {size} bytes end in the middle\nhelp: copy or build it anew"
    )]
    Truncated {
        /// The component's name.
        component: String,
        /// How many bytes there are.
        size: usize,
    },
    /// The bytes violate a rule of WebAssembly.
    #[error("`{component}` is not valid: {message} (at byte {offset:#x})\nhelp: build it anew")]
    Invalid {
        /// The component's name.
        component: String,
        /// Which rule is violated.
        message: String,
        /// Where, in bytes from the start.
        offset: u64,
    },
    /// The component is valid but uses something that can't be linked yet.
    #[error("`{component}` can't be linked: {message}")]
    Unsupported {
        /// The component's name.
        component: String,
        /// What can't be linked.
        message: String,
    },
}

/// What a binary is, by its header.
pub(crate) enum Header {
    /// A component.
    Component,
    /// A core module.
    Module,
}

/// Reads the header of `bytes`, called `name` in the error.
pub(crate) fn read_header(name: &str, bytes: &[u8]) -> Result<Header, ComponentError> {
    let component = || name.to_owned();
    if bytes.is_empty() {
        return Err(ComponentError::Empty {
            component: component(),
        });
    }
    if !bytes.starts_with(MAGIC) {
        if MAGIC.starts_with(bytes) {
            return Err(ComponentError::Truncated {
                component: component(),
                size: bytes.len(),
            });
        }
        if bytes.trim_ascii_start().starts_with(b"(") || bytes.trim_ascii_start().starts_with(b";;")
        {
            return Err(ComponentError::Text {
                component: component(),
            });
        }
        let beginning: Vec<_> = bytes
            .iter()
            .take(4)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let beginning = format!("`{}`", beginning.join(" "));
        return Err(ComponentError::NotWasm {
            component: component(),
            beginning,
        });
    }
    match bytes.get(4..8) {
        Some([1, 0, 0, 0]) => Ok(Header::Module),
        Some([0x0d, 0, 1, 0]) => Ok(Header::Component),
        Some(&[a, b, c, d]) => Err(ComponentError::Version {
            component: component(),
            version: u32::from_le_bytes([a, b, c, d]),
        }),
        _ => Err(ComponentError::Truncated {
            component: component(),
            size: bytes.len(),
        }),
    }
}

/// Checks that `bytes` are a component and valid, function bodies included.
pub(crate) fn check_component(name: &str, bytes: &[u8]) -> Result<(), ComponentError> {
    match read_header(name, bytes)? {
        Header::Component => validate(name, bytes),
        Header::Module => Err(ComponentError::CoreModule {
            component: name.to_owned(),
        }),
    }
}

/// Validates a module or component in full.
pub(crate) fn validate(name: &str, bytes: &[u8]) -> Result<(), ComponentError> {
    Validator::new_with_features(WasmFeatures::all())
        .validate_all(bytes)
        .map(drop)
        .map_err(|error| invalid(name, bytes, &error))
}

/// Validates all of a component but its function bodies, for when those are known to be valid.
pub(crate) fn validate_structure(bytes: &[u8]) -> Result<(), wasmparser::BinaryReaderError> {
    let mut validator = Validator::new_with_features(WasmFeatures::all());
    for payload in Parser::new(0).parse_all(bytes) {
        validator.payload(&payload?)?;
    }
    Ok(())
}

/// Explains a parser's or validator's error.
pub(crate) fn invalid(
    name: &str,
    bytes: &[u8],
    error: &wasmparser::BinaryReaderError,
) -> ComponentError {
    // An error beyond or at the last byte is a missing rest, whichever item was being read.
    if error.message().starts_with("unexpected end") || error.offset() >= bytes.len() as u64 {
        return ComponentError::Truncated {
            component: name.to_owned(),
            size: bytes.len(),
        };
    }
    ComponentError::Invalid {
        component: name.to_owned(),
        message: error.message().to_owned(),
        offset: error.offset(),
    }
}
