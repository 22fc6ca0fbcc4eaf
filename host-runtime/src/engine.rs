//! The engine that all components of the process share.

use std::sync::OnceLock;

use wasmtime::{Config, Engine, Inlining, OptLevel};

use crate::{Error, ErrorKind};

/// The engine for components whose types are all synchronous.
pub(crate) fn engine() -> Result<&'static Engine, Error> {
    static ENGINE: OnceLock<Result<Engine, String>> = OnceLock::new();
    ENGINE
        .get_or_init(|| Engine::new(&config()).map_err(|error| format!("{error:#}")))
        .as_ref()
        .map_err(|error| {
            Error::new(
                ErrorKind::Host,
                format!("cannot start the engine on this machine: {error}"),
            )
        })
}

fn config() -> Config {
    let mut config = Config::new();
    config.cranelift_opt_level(OptLevel::Speed);
    // Across the parts of a composition only: within a part its own compiler has done so, and doing it again
    // made SQLite slower.
    config.compiler_inlining(Inlining::InterModuleAndIntraGc);
    // Twice the default, for parsers that recurse; half of what the standard library gives a thread.
    config.max_wasm_stack(1 << 20);
    config
}
