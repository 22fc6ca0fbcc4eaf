//! Error contexts: why a stream or a call went wrong, as a component says it.
//!
//! Their text is not here: the engine keeps it from the host.

use std::fmt;

/// WIT's `error-context`: says for people why a stream or a call went wrong. Its text stays in the component.
pub struct ErrorContext(wasmtime::component::ErrorContext);

impl fmt::Debug for ErrorContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorContext").finish_non_exhaustive()
    }
}

impl fmt::Display for ErrorContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the component said why, but the engine does not tell")
    }
}

impl std::error::Error for ErrorContext {}

crate::wire!(type [] ErrorContext as wasmtime::component::ErrorContext);
crate::wire!(lower [] ErrorContext as wasmtime::component::ErrorContext, |self, cx, ty| &self.0);
crate::wire!(lift [] ErrorContext as wasmtime::component::ErrorContext, |context| Ok(Self(context)));
