//! Components that run once, from start to end: `wasi:cli/run`.

use wasmtime_wasi::I32Exit;
use wasmtime_wasi::p2::bindings::sync::Command as WasiCommand;

use crate::prepared::begin;
use crate::{Builder, Error, ErrorKind, Source};

/// A component that is a program.
pub struct Command(());

/// How a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExitStatus(i32);

impl ExitStatus {
    /// Whether the program says that it succeeded.
    pub fn success(self) -> bool {
        self.0 == 0
    }

    /// The status, 0 for success.
    pub fn code(self) -> i32 {
        self.0
    }
}

impl Command {
    /// Begins running a program; nothing is granted to it yet.
    pub fn builder() -> Builder<Command> {
        Builder::new()
    }
}

impl Builder<Command> {
    /// Runs a program to its end.
    ///
    /// # Errors
    ///
    /// When the component can't be loaded, is no program, or traps. A status other than 0 is no error.
    pub fn run<'a>(self, source: impl Into<Source<'a>>) -> Result<ExitStatus, Error> {
        let (counters, _span) = self.begin_load("wasi:cli/command");
        let (_, compiled) = self.open(source.into())?;
        let prepared = self.prepare(&compiled, &[], counters)?;
        let (mut store, instance) = prepared.instantiate()?;
        let command = WasiCommand::new(&mut store, &instance).map_err(|_| {
            Error::new(
                ErrorKind::Mismatch,
                "the component is not a program: it does not export `wasi:cli/run`",
            )
            .with_help("call one of its functions instead: `wittgen call app.wasm 'name()'`")
        })?;
        begin(&mut store)?;
        match command.wasi_cli_run().call_run(&mut store) {
            Ok(Ok(())) => Ok(ExitStatus(0)),
            Ok(Err(())) => Ok(ExitStatus(1)),
            Err(error) => {
                match error.downcast_ref::<I32Exit>() {
                    Some(exit) => Ok(ExitStatus(exit.0)),
                    None => Err(crate::failure::explain(store.data(), error)
                        .with_function("wasi:cli/run#run")),
                }
            }
        }
    }
}
