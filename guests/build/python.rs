//! Python with pip, which brings the C compiler. Looks for an interpreter and, where pip is not
//! part of it, makes a virtual environment that has it; installs neither.

use std::path::Path;
use std::process::{Command, Output};

use crate::failure::Failure;

/// The names that interpreters go by, the likeliest first.
const NAMES: [&str; 3] = ["python3", "python", "py"];

/// Finds an interpreter that has pip: the system's, or one in a virtual environment that is made
/// in `environment`.
pub(crate) fn find(environment: &Path) -> Result<Command, Failure> {
    let name = NAMES
        .into_iter()
        .find(|name| runs(Command::new(name).arg("-c").arg("")));
    let Some(name) = name else {
        return Err(Failure::new(
            "Python 3 is missing; it brings the C compiler for SQLite (the package `ziglang`)",
        )
        .help(alternatives("install Python 3 with pip")));
    };
    if runs(Command::new(name).args(["-m", "pip", "--version"])) {
        return Ok(Command::new(name));
    }
    let made = runs(
        Command::new(name)
            .args(["-m", "venv", "--clear"])
            .arg(environment),
    );
    let inside = ["bin/python3", "bin/python", "Scripts/python.exe"]
        .into_iter()
        .map(|path| environment.join(path))
        .find(|path| path.is_file());
    match inside {
        Some(python) if made => Ok(Command::new(python)),
        _ => Err(Failure::new(format!(
            "`{name}` has no pip; it brings the C compiler for SQLite (the package `ziglang`)"
        ))
        .help(alternatives(
            "install pip (on Debian and Ubuntu `apt install python3-pip`)",
        ))),
    }
}

/// The help that offers a compiler of the user's own as well.
pub(crate) fn alternatives(first: &str) -> String {
    format!(
        "{first}, or set `WASI_SDK_PATH` to a WASI SDK, or `CC_wasm32_wasip2` to a C compiler \
         for WASI"
    )
}

fn runs(command: &mut Command) -> bool {
    let output = command.output();
    output.is_ok_and(|Output { status, .. }| status.success())
}
