//! What needs more memory than the component was given fails with an error that says so, and loses nothing.

use wittgen::{CallError, Error, ErrorKind};
use wittgen_tests::notes::{Notes, store};
use wittgen_tests::sqlite::Sqlite;
use wittgen_tests::sqlite::database::{Connection, ErrorCode, Value};
use wittgen_tests::{load, notes_in, value};

/// The host's error of a call that could not be run to its end.
#[track_caller]
fn host_error<T: std::fmt::Debug, E: std::fmt::Debug>(result: Result<T, CallError<E>>) -> Error {
    match result {
        Err(CallError::Host(error)) => error,
        Err(CallError::Guest(error)) => panic!("a failure of the plugin: {error:?}"),
        Ok(_) => panic!("it was done"),
    }
}

#[test]
fn a_text_beyond_the_memory_limit_ends_the_instance_and_keeps_the_notes() {
    let dir = tempfile::tempdir().unwrap();
    let notes = notes_in(dir.path());
    let id = notes.add("before", &[]).unwrap();
    let error = host_error(notes.add(&"x".repeat(1 << 30), &[]));
    assert_eq!(*error.kind(), ErrorKind::OutOfMemory, "{error}");
    assert_eq!(error.function(), Some("wittgen:notes/store@0.1.0#add"));
    for word in ["out of memory", "512 MiB", "help", "memory_limit"] {
        assert!(
            error.to_string().contains(word),
            "`{word}` is not in: {error}"
        );
    }
    let error = host_error(notes.get(id));
    assert_eq!(*error.kind(), ErrorKind::Gone, "{error}");
    assert_eq!(error.function(), Some("wittgen:notes/store@0.1.0#get"));
    for word in [
        "out of memory",
        "`wittgen:notes/store@0.1.0#add`",
        "load the component again",
    ] {
        assert!(
            error.to_string().contains(word),
            "`{word}` is not in: {error}"
        );
    }
    let notes = notes_in(dir.path());
    assert_eq!(notes.get(id).unwrap().text, "before");
    assert!(matches!(
        notes.get(id + 1),
        Err(CallError::Guest(store::Error::NotFound(_)))
    ));
}

#[test]
fn a_blob_beyond_the_memory_limit_is_refused() {
    let sqlite = load(Sqlite::builder()).unwrap();
    let connection = Connection::open_memory(&sqlite).unwrap();
    for sql in [
        "SELECT zeroblob(1000000000)",
        "SELECT hex(zeroblob(400000000))",
    ] {
        let error = connection.query(sql, &[], 0).unwrap_err();
        assert_eq!(
            error.guest().map(|error| error.code),
            Some(ErrorCode::NoMem),
            "{error}"
        );
    }
    let error = connection
        .query("SELECT zeroblob(1000000001)", &[], 0)
        .unwrap_err();
    assert_eq!(
        error.guest().map(|error| error.code),
        Some(ErrorCode::TooBig),
        "{error}"
    );
    assert_eq!(
        value(&connection, "SELECT 1"),
        Value::Integer(1),
        "the instance goes on"
    );

    let error = host_error(connection.query("SELECT ?1", &[Value::Blob(vec![7; 1 << 30])], 0));
    assert_eq!(*error.kind(), ErrorKind::OutOfMemory, "{error}");
    let function = "wittgen:sqlite/database@0.1.0#[method]connection.query";
    assert_eq!(error.function(), Some(function));
}

#[test]
fn a_memory_limit_too_small_to_start_with_is_named() {
    let Err(error) = load(Notes::builder().memory_limit(64 << 10)) else {
        panic!("it was loaded")
    };
    assert!(error.to_string().contains("memory"), "{error}");
}
