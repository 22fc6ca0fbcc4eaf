//! The engines that all components of the process share.
//!
//! There are two. Support for asynchronous functions costs every call, a synchronous one as well (about 2.5 times on
//! the smallest), so only worlds that have asynchronous functions use the engine that has it.

use std::sync::OnceLock;

use wasmtime::{Config, Engine, Inlining, OptLevel};

use crate::{Error, ErrorKind};

/// The engine for worlds whose functions are all synchronous.
pub(crate) fn engine() -> Result<&'static Engine, Error> {
    static ENGINE: OnceLock<Result<Engine, String>> = OnceLock::new();
    start(&ENGINE, false)
}

/// The engine for worlds with asynchronous functions, streams or futures.
pub(crate) fn async_engine() -> Result<&'static Engine, Error> {
    static ENGINE: OnceLock<Result<Engine, String>> = OnceLock::new();
    start(&ENGINE, true)
}

fn start(
    engine: &'static OnceLock<Result<Engine, String>>,
    is_async: bool,
) -> Result<&'static Engine, Error> {
    engine
        .get_or_init(|| Engine::new(&config(is_async)).map_err(|error| format!("{error:#}")))
        .as_ref()
        .map_err(|error| {
            Error::new(
                ErrorKind::Host,
                format!("cannot start the engine on this machine: {error}"),
            )
        })
}

fn config(is_async: bool) -> Config {
    let mut config = Config::new();
    config.cranelift_opt_level(OptLevel::Speed);
    // Across the parts of a composition only: within a part its own compiler has done so, and doing it again
    // made SQLite slower.
    config.compiler_inlining(Inlining::InterModuleAndIntraGc);
    // Twice the default, for parsers that recurse; half of what the standard library gives a thread.
    config.max_wasm_stack(1 << 20);
    config.wasm_component_model_map(true);
    config.wasm_component_model_fixed_length_lists(true);
    config.concurrency_support(is_async);
    config.wasm_component_model_async(is_async);
    if is_async {
        config.wasm_component_model_error_context(true);
        config.wasm_component_model_more_async_builtins(true);
        config.wasm_component_model_async_stackful(true);
    }
    config
}
