//! Core modules become components: a module that carries WIT, or a command of WASI's preview 1.
//!
//! Most compilers still write core modules. What they lack is what `wasm-tools component new` adds:
//! the WIT in their custom sections made a component's types, and an adapter that says preview 1
//! in terms of the component model. Which adapter that is follows from the module itself.
//!
//! Nothing is made up: a module without WIT whose functions are meant to be called is refused, and
//! shared libraries are not linked here.

mod error;
mod reserve;
mod survey;

use std::panic::{AssertUnwindSafe, catch_unwind};

use wasi_preview1_component_adapter_provider as adapter;
use wit_component::ComponentEncoder;

pub use error::ModuleError;
use survey::Survey;

use crate::check::{Header, read_header, validate};

/// Makes the core module `bytes`, called `name` in errors, a component.
///
/// - A module with WIT (custom sections `component-type*`, as wit-bindgen and `wasm-tools component
///   embed` write them) becomes a component of that world. Where it imports
///   `wasi_snapshot_preview1`, the adapter for it goes in as well.
/// - A module without WIT that imports nothing but `wasi_snapshot_preview1` and exports `_start` is
///   a command, and becomes a component that exports `wasi:cli/run`.
///
/// A module that Go made gets a memory of 256 MiB of address space, of which the last pages are the
/// adapter's: Go's runtime would overwrite them anywhere else.
///
/// The adapters are wasmtime's, of version 48: <https://docs.rs/wasi-preview1-component-adapter-provider>.
/// `_initialize` is called when the component is instantiated. The same bytes give the same
/// component.
///
/// ```
/// # let bytes = wat::parse_str(r#"(module
/// #     (import "wasi_snapshot_preview1" "proc_exit" (func (param i32)))
/// #     (memory (export "memory") 1) (func (export "_start")))"#)?;
/// let component = wittgen_composer::componentize("hello", &bytes)?;
/// let exports = wittgen_composer::inspect(&component)?.exports;
/// assert!(exports[0].name.starts_with("wasi:cli/run@0.2"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// See [`ModuleError`].
pub fn componentize(name: &str, bytes: &[u8]) -> Result<Vec<u8>, ModuleError> {
    if let Header::Component = read_header(name, bytes)? {
        return Err(ModuleError::AlreadyComponent {
            module: name.to_owned(),
        });
    }
    validate(name, bytes)?;
    let survey = Survey::new(name, bytes)?;
    survey.check()?;
    let reserved = survey.takes_all_memory().then(|| reserve::reserve(bytes));
    let reserved = reserved.map(|reserved| {
        let module = name.to_owned();
        reserved.ok_or(ModuleError::Memory { module })
    });
    let reserved = reserved.transpose()?;
    let bytes = reserved.as_deref().unwrap_or(bytes);
    let failed = |message| ModuleError::Refused {
        module: name.to_owned(),
        message,
    };
    // Some signatures that no tool writes make `wit_component` panic.
    catch_unwind(AssertUnwindSafe(|| encode(bytes, survey.adapter())))
        .map_err(|_| failed("it has types that WIT can't express".into()))?
        .map_err(|error| failed(format!("{error:#}")))
}

/// An adapter of WASI's preview 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Adapter {
    /// For a program: its `_start` becomes `wasi:cli/run`.
    Command,
    /// For a library.
    Reactor,
}

impl Adapter {
    /// The adapter's module.
    fn bytes(self) -> &'static [u8] {
        match self {
            Self::Command => adapter::WASI_SNAPSHOT_PREVIEW1_COMMAND_ADAPTER,
            Self::Reactor => adapter::WASI_SNAPSHOT_PREVIEW1_REACTOR_ADAPTER,
        }
    }
}

/// Makes the component, with the library's own error.
// The library's errors are `anyhow`'s; they are made text one level up.
fn encode(bytes: &[u8], adapter: Option<Adapter>) -> Result<Vec<u8>, impl std::fmt::Display> {
    let mut encoder = ComponentEncoder::default();
    encoder.validate(true);
    encoder.module(bytes)?;
    if let Some(adapter) = adapter {
        encoder.adapter(
            adapter::WASI_SNAPSHOT_PREVIEW1_ADAPTER_NAME,
            adapter.bytes(),
        )?;
    }
    encoder.encode()
}
