//! Why a core module can't become a component.

use crate::check::ComponentError;

/// Why a core module can't become a component. Each message ends with a line that says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ModuleError {
    /// The bytes are no valid WebAssembly.
    #[error(transparent)]
    Component(#[from] ComponentError),
    /// The bytes are a component.
    #[error("`{module}` is a component already\nhelp: use it as it is")]
    AlreadyComponent {
        /// The module's name.
        module: String,
    },
    /// The module is a shared library (it has a section `dylink.0`).
    #[error(
        "`{module}` is a shared library, which does not stand alone\nhelp: link it statically, without \
         `-shared`, or with its libraries by `wasm-tools component link`"
    )]
    SharedLibrary {
        /// The module's name.
        module: String,
    },
    /// The module imports what neither its WIT nor WASI's preview 1 has.
    #[error("`{module}` imports what a component can't give it: {imports}\nhelp: {help}")]
    Imports {
        /// The module's name.
        module: String,
        /// The first few imports as `module.name`, each in backticks.
        imports: String,
        /// What to do about them.
        help: &'static str,
    },
    /// The module carries no WIT and is no command, so nothing of it could be called.
    #[error(
        "`{module}` is a core module without WIT, so {what}\nhelp: embed its world first: `wasm-tools component \
         embed world.wit {module}.wasm -o {module}-wit.wasm`, or build it with bindings of \
         wit-bindgen; a program needs a `_start`"
    )]
    NoWit {
        /// The module's name.
        module: String,
        /// What follows from that, with its exported functions where there are any.
        what: String,
    },
    /// The module's runtime takes all memory for its own, and there is no room for the adapter's.
    #[error(
        "`{module}` takes all memory for itself, and would overwrite the adapter's\nhelp: let it have \
         less than 255 MiB at first, or export `cabi_realloc`"
    )]
    Memory {
        /// The module's name.
        module: String,
    },
    /// The module and its WIT don't fit, or it uses something beyond the component model.
    #[error(
        "`{module}` can't become a component: {message}\nhelp: build it anew, with bindings of the \
         WIT that it carries and current tools"
    )]
    Refused {
        /// The module's name.
        module: String,
        /// What does not fit.
        message: String,
    },
}
