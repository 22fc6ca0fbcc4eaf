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
    // Calls between the parts of a composition cost a tenth of what they do without.
    config.compiler_inlining(Inlining::Yes);
    config
}
