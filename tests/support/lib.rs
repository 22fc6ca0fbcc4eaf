//! What the tests share: the components, their bindings, and the folder of cases from elsewhere.
//!
//! No test is here, and nothing that only one of them needs.

use std::fmt::{Debug, Display};
use std::path::{Path, PathBuf};
use std::sync::{Once, OnceLock};

use wittgen::compose::Plug;
use wittgen::{Builder, CallError, Error, World};
use wittgen_guests::{NOTES, SQLITE};

pub mod child;
mod example;
pub mod python;
mod random;

pub use example::example;
pub use random::Random;

/// Bindings for the world `sqlite`.
#[allow(missing_docs)]
pub mod sqlite {
    wittgen::bindgen!({ path: "../wit", world: "sqlite" });
}

/// Bindings for the world `notes`.
#[allow(missing_docs)]
pub mod notes {
    wittgen::bindgen!({ path: "../wit", world: "notes" });
}

/// Bindings for the world `probe`.
#[allow(missing_docs)]
pub mod probe {
    wittgen::bindgen!({ path: "../wit/probe", world: "probe" });
}

/// Bindings for the world `client`.
#[allow(missing_docs)]
pub mod client {
    wittgen::bindgen!({ path: "../wit/client", world: "client" });
}

use sqlite::database::{Connection, LockingMode, OpenMode, OpenOptions, Value};

/// The notes plugin with SQLite linked into it. SQLite's interface is exported too, so that a test can reach
/// it where the plugin has it: inside the composition.
pub fn notes_with_sqlite() -> &'static [u8] {
    static APP: OnceLock<Vec<u8>> = OnceLock::new();
    APP.get_or_init(|| {
        Plug::new(NOTES)
            .with(SQLITE)
            .expose("wittgen:sqlite/database@0.1.0")
            .compose()
            .expect("the guests of this repository fit together")
    })
}

/// Loads [`notes_with_sqlite`] with what `builder` grants.
///
/// # Errors
///
/// Those of [`Builder::load`].
pub fn load<W: World>(builder: Builder<W>) -> Result<W, Error> {
    // Tests run side by side, and each would compile the component that is not in the cache yet.
    static COMPILED: Once = Once::new();
    COMPILED.call_once(|| {
        sqlite::Sqlite::builder()
            .load(notes_with_sqlite())
            .expect("the composition loads");
    });
    builder.load(notes_with_sqlite())
}

/// The notes plugin on the directory `dir`.
///
/// # Panics
///
/// When it can't be loaded.
pub fn notes_in(dir: &Path) -> notes::Notes {
    load(notes::Notes::builder().dir("/data", dir)).expect("the plugin loads")
}

/// SQLite on the directory `dir`, which it sees as `/data`.
///
/// # Panics
///
/// When it can't be loaded.
pub fn sqlite_in(dir: &Path) -> sqlite::Sqlite {
    load(sqlite::Sqlite::builder().dir("/data", dir)).expect("the component loads")
}

/// A way to open a database that gives the file back after each transaction.
pub fn shared(mode: OpenMode, busy_timeout: u32) -> OpenOptions {
    OpenOptions {
        mode,
        locking: LockingMode::Normal,
        busy_timeout,
    }
}

/// A way to open a database that keeps the file.
pub fn exclusive(mode: OpenMode, busy_timeout: u32) -> OpenOptions {
    OpenOptions {
        mode,
        locking: LockingMode::Exclusive,
        busy_timeout,
    }
}

/// What the component itself fails with.
///
/// # Panics
///
/// When it does not fail, or the call could not be run to its end.
#[track_caller]
pub fn failure<T: Debug, E: Debug>(result: Result<T, CallError<E>>) -> E {
    match result {
        Err(CallError::Guest(error)) => error,
        other => panic!("not a failure of the component: {other:?}"),
    }
}

/// What a function of the component returned, a failure of its own as text.
///
/// # Errors
///
/// When the component itself fails.
///
/// # Panics
///
/// When the call could not be run to its end.
#[track_caller]
pub fn answer<T, E: Display>(result: Result<T, CallError<E>>) -> Result<T, String> {
    match result {
        Ok(value) => Ok(value),
        Err(CallError::Guest(error)) => Err(error.to_string()),
        Err(CallError::Host(error)) => panic!("{error}"),
    }
}

/// The first value that a query gives.
///
/// # Panics
///
/// When it fails or gives none.
pub fn value(connection: &Connection, sql: &str) -> Value {
    let batch = connection
        .query(sql, &[], 1)
        .unwrap_or_else(|error| panic!("{sql}: {error}"));
    batch
        .values
        .into_iter()
        .next()
        .unwrap_or_else(|| panic!("{sql}: no row"))
}

/// The integer that is all that a query's first row holds.
///
/// # Panics
///
/// When it fails or gives anything else.
#[track_caller]
pub fn integer(connection: &Connection, sql: &str) -> i64 {
    match connection.query(sql, &[], 1).unwrap().values[..] {
        [Value::Integer(integer)] => integer,
        ref other => panic!("{sql} gave {other:?}"),
    }
}

/// Makes sure that the database `name` in `dir` is whole, by the component's own check and, where it is there, by
/// that of Python's SQLite.
///
/// # Panics
///
/// When it is not.
pub fn assert_whole(dir: &Path, name: &str) {
    {
        let sqlite = sqlite_in(dir);
        let path = format!("/data/{name}");
        let connection = Connection::open(&sqlite, &path, shared(OpenMode::ReadWrite, 5_000))
            .expect("the database opens");
        let answer = value(&connection, "PRAGMA integrity_check");
        assert_eq!(
            answer,
            Value::Text("ok".to_string()),
            "by the component's check"
        );
    }
    if python::is_there() {
        python::assert_whole(&dir.join(name));
    }
}

/// The folder of cases that others wrote, where this machine has it: what `WITTGEN_CORPUS` names, or
/// `shared/corpus` beside the repository.
pub fn corpus(part: &str) -> Option<PathBuf> {
    let root = match std::env::var_os("WITTGEN_CORPUS") {
        Some(root) => PathBuf::from(root),
        None => PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus"),
    };
    Some(root.join(part)).filter(|path| path.is_dir())
}
