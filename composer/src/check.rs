//! Whether bytes are a valid component, and if not, what they are.
//!
//! Everything that is linked passes through here first, so that later stages meet valid
//! components only. Nothing is interpreted beyond validity.

use std::borrow::Cow;

use crate::dependency::Disguise;
use crate::module::ModuleError;
use wasmparser::types::Types;
use wasmparser::{
    BinaryReaderError, Chunk, FuncToValidate, FuncValidatorAllocations, FunctionBody, Parser,
    Payload, ValidPayload, Validator, ValidatorResources, WasmFeatures,
};

/// The first four bytes of every WebAssembly binary.
const MAGIC: &[u8] = b"\0asm";

/// How many bytes of functions' bodies it takes for a second thread to be worth its start.
const WORTH_A_THREAD: usize = 1 << 18;

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
    /// The bytes are a core module that can't be made a component.
    #[error(transparent)]
    Module(Box<ModuleError>),
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

/// A component that is valid, and what its validation found.
pub(crate) struct Validated<'a> {
    pub(crate) types: Types,
    /// The names of imports, in their order.
    pub(crate) imports: Vec<&'a str>,
    /// The names of exports, in their order.
    pub(crate) exports: Vec<&'a str>,
}

/// Gives the names of dependencies stand-ins that can be validated.
pub(crate) fn disguise(name: &str, bytes: &[u8]) -> Result<Disguise, ComponentError> {
    Disguise::new(bytes).map_err(|malformed| ComponentError::Invalid {
        component: name.to_owned(),
        message: format!(
            "`{}` is no name that an import can have: {}",
            malformed.name, malformed.message
        ),
        offset: malformed.offset,
    })
}

/// Checks that `bytes`, which have a component's header, are valid, function bodies included.
pub(crate) fn validate_component<'a>(
    name: &str,
    bytes: &'a [u8],
) -> Result<Validated<'a>, ComponentError> {
    let (validated, bodies) =
        validate_outside(bytes).map_err(|error| invalid(name, bytes, &error))?;
    validate_bodies(bodies).map_err(|error| invalid(name, bytes, &error))?;
    Ok(validated)
}

pub(crate) type Body<'a> = (FuncToValidate<ValidatorResources>, FunctionBody<'a>);

/// Validates all but the functions' bodies, and collects those.
pub(crate) fn validate_outside(
    bytes: &[u8],
) -> Result<(Validated<'_>, Vec<Body<'_>>), BinaryReaderError> {
    let mut validator = Validator::new_with_features(WasmFeatures::all());
    let (mut imports, mut exports, mut bodies) = (Vec::new(), Vec::new(), Vec::new());
    let mut depth = 0u32;
    for payload in Parser::new(0).parse_all(bytes) {
        let payload = payload?;
        match &payload {
            Payload::Version { .. } => depth += 1,
            Payload::End(_) => depth -= 1,
            Payload::ComponentImportSection(section) if depth == 1 => {
                for import in section.clone() {
                    imports.push(import?.name.name);
                }
            }
            Payload::ComponentExportSection(section) if depth == 1 => {
                for export in section.clone() {
                    exports.push(export?.name.name);
                }
            }
            _ => {}
        }
        match validator.payload(&payload)? {
            ValidPayload::Func(function, body) => bodies.push((function, body)),
            ValidPayload::End(types) if depth == 0 => {
                let validated = Validated {
                    types,
                    imports,
                    exports,
                };
                return Ok((validated, bodies));
            }
            _ => {}
        }
    }
    // The parser ends with the end of the outermost component, or with an error.
    unreachable!("a component that was parsed has an end")
}

/// Validates functions' bodies, on several threads where there are many bytes of them.
fn validate_bodies(bodies: Vec<Body<'_>>) -> Result<(), BinaryReaderError> {
    let size = |body: &Body<'_>| body.1.as_bytes().len();
    let total: usize = bodies.iter().map(size).sum();
    let threads = match std::thread::available_parallelism() {
        Ok(threads) if total > WORTH_A_THREAD => threads.get(),
        _ => 1,
    };
    let mut shares: Vec<Vec<Body<'_>>> = (0..threads).map(|_| Vec::new()).collect();
    let mut done = 0;
    for body in bodies {
        let share = (done * threads / total.max(1)).min(threads - 1);
        done += size(&body);
        shares[share].push(body);
    }
    let validate = |share: Vec<Body<'_>>| {
        let mut allocations = FuncValidatorAllocations::default();
        share.into_iter().try_for_each(|(function, body)| {
            let mut validator = function.into_validator(std::mem::take(&mut allocations));
            validator.validate(&body)?;
            allocations = validator.into_allocations();
            Ok(())
        })
    };
    std::thread::scope(|scope| {
        let own = shares.swap_remove(0);
        let others: Vec<_> = shares
            .into_iter()
            .map(|share| scope.spawn(move || validate(share)))
            .collect();
        let own = validate(own);
        // The first error by position is the same on any number of threads.
        let results = others.into_iter().map(|thread| match thread.join() {
            Ok(result) => result,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        let errors = std::iter::once(own).chain(results.collect::<Vec<_>>());
        match errors
            .filter_map(Result::err)
            .min_by_key(BinaryReaderError::offset)
        {
            Some(error) => Err(error),
            None => Ok(()),
        }
    })
}

/// Validates a module or component in full.
pub(crate) fn validate(name: &str, bytes: &[u8]) -> Result<(), ComponentError> {
    let disguise = disguise(name, bytes)?;
    let bytes = disguise.bytes.as_deref().unwrap_or(bytes);
    Validator::new_with_features(WasmFeatures::all())
        .validate_all(bytes)
        .map(drop)
        .map_err(|error| invalid(name, bytes, &error))
}

/// Validates all of a component but its function bodies, for when those are known to be valid. The
/// component is in pieces, which end where sections do, or after the head of a section with a
/// component or module in it.
pub(crate) fn validate_pieces(pieces: &[Cow<'_, [u8]>]) -> Result<(), BinaryReaderError> {
    let mut validator = Validator::new_with_features(WasmFeatures::all());
    let mut parsers = vec![Parser::new(0)];
    for (number, piece) in pieces.iter().enumerate() {
        // Names that came in with the parts were checked there.
        let disguise = Disguise::new(piece).unwrap_or_default();
        let mut data = disguise.bytes.as_deref().unwrap_or(piece);
        let is_last = number + 1 == pieces.len();
        while let Some(innermost) = parsers.last_mut() {
            let (consumed, payload) = match innermost.parse(data, is_last)? {
                Chunk::Parsed { consumed, payload } => (consumed, payload),
                Chunk::NeedMoreData(_) if data.is_empty() => break,
                // Sections are written whole: this one says more than there is.
                Chunk::NeedMoreData(_) => match innermost.parse(data, true)? {
                    Chunk::Parsed { consumed, payload } => (consumed, payload),
                    Chunk::NeedMoreData(_) => break,
                },
            };
            match &payload {
                Payload::ModuleSection { parser, .. }
                | Payload::ComponentSection { parser, .. } => {
                    parsers.push(parser.clone());
                }
                Payload::End(_) => drop(parsers.pop()),
                _ => {}
            }
            validator.payload(&payload)?;
            data = &data[consumed..];
        }
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
