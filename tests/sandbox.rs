//! A component touches what it was granted and nothing else: paths by `..`, absolute paths, symbolic links and
//! `ATTACH` lead nowhere, and what is granted for reading is not written.
//!
//! Each directory here has a neighbour with a database in it, which no test may read or change.

use std::path::{Path, PathBuf};

use tempfile::TempDir;
use wittgen_tests::notes::Notes;
use wittgen_tests::sqlite::Sqlite;
use wittgen_tests::sqlite::database::{
    Connection, ErrorCode, OpenMode, TransactionBehavior, Value,
};
use wittgen_tests::{exclusive, failure, load, notes_in, shared, sqlite_in, value};

/// A granted directory `inside` and a directory `outside` beside it.
struct Place {
    root: TempDir,
    before: Vec<u8>,
}

impl Place {
    fn new() -> Self {
        let root = tempfile::tempdir().expect("there is room for a directory");
        for name in ["inside", "outside"] {
            std::fs::create_dir(root.path().join(name)).unwrap();
            let sqlite = sqlite_in(&root.path().join(name));
            let options = shared(OpenMode::Create, 0);
            let connection = Connection::open(&sqlite, "/data/a.db", options).unwrap();
            connection
                .execute_batch("CREATE TABLE t (x); INSERT INTO t VALUES ('secret')")
                .unwrap();
        }
        let before = std::fs::read(root.path().join("outside/a.db")).unwrap();
        Self { root, before }
    }

    fn inside(&self) -> PathBuf {
        self.root.path().join("inside")
    }

    fn outside(&self) -> PathBuf {
        self.root.path().join("outside")
    }

    /// Nothing beside the granted directory has changed or come to be.
    #[track_caller]
    fn assert_untouched(&self) {
        let names = |dir: &Path| {
            let entries = std::fs::read_dir(dir).unwrap();
            let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
            names.sort();
            names
        };
        assert_eq!(names(&self.outside()), ["a.db"]);
        assert_eq!(names(self.root.path()), ["inside", "outside"]);
        assert!(std::fs::read(self.outside().join("a.db")).unwrap() == self.before);
    }
}

/// Paths that lead out of `/data`, where `place` is.
fn ways_out(place: &Place) -> Vec<String> {
    let outside = place.outside();
    let mut ways = vec![
        "/data/../outside/a.db".to_string(),
        "/data/x/../../outside/a.db".to_string(),
        "/../outside/a.db".to_string(),
        "/outside/a.db".to_string(),
        "/etc/passwd".to_string(),
        "/data-other/a.db".to_string(),
        "/".to_string(),
        format!("{}/a.db", outside.display()),
        format!("/data/{}/a.db", outside.display()),
    ];
    if cfg!(unix) {
        ways.extend(
            ["file.db", "folder/a.db", "relative.db", "loop.db"].map(|n| format!("/data/{n}")),
        );
    }
    ways
}

#[cfg(unix)]
fn link(place: &Place) {
    use std::os::unix::fs::symlink;
    let inside = place.inside();
    symlink(place.outside().join("a.db"), inside.join("file.db")).unwrap();
    symlink(place.outside(), inside.join("folder")).unwrap();
    symlink("../outside/a.db", inside.join("relative.db")).unwrap();
    symlink("loop.db", inside.join("loop.db")).unwrap();
    symlink("a.db", inside.join("good.db")).unwrap();
}

#[cfg(not(unix))]
fn link(_: &Place) {}

#[test]
fn no_path_leads_out_of_what_was_granted() {
    let place = Place::new();
    link(&place);
    let sqlite = sqlite_in(&place.inside());
    for path in ways_out(&place) {
        for mode in [OpenMode::ReadOnly, OpenMode::ReadWrite, OpenMode::Create] {
            for options in [shared(mode, 0), exclusive(mode, 0)] {
                let error = failure(Connection::open(&sqlite, &path, options));
                assert_eq!(error.code, ErrorCode::CantOpen, "{path}: {error}");
                assert!(error.message.contains('`'), "no file is named: {error}");
            }
        }
    }
    place.assert_untouched();
}

#[test]
fn attach_leads_nowhere_either() {
    let place = Place::new();
    link(&place);
    let sqlite = sqlite_in(&place.inside());
    let connection = Connection::open(&sqlite, "/data/a.db", shared(OpenMode::Create, 0)).unwrap();
    for path in ways_out(&place) {
        let error = failure(connection.execute("ATTACH ?1 AS other", &[Value::Text(path.clone())]));
        assert_eq!(error.code, ErrorCode::CantOpen, "{path}: {error}");
        let error = failure(connection.execute("VACUUM INTO ?1", &[Value::Text(path.clone())]));
        assert!(
            matches!(error.code, ErrorCode::CantOpen | ErrorCode::Error),
            "{path}: {error}"
        );
    }
    connection
        .execute_batch("ATTACH '/data/b.db' AS b; CREATE TABLE b.t (x)")
        .unwrap();
    connection
        .execute_batch("VACUUM INTO '/data/c.db'")
        .unwrap();
    place.assert_untouched();
}

#[cfg(unix)]
#[test]
fn a_link_inside_the_directory_is_followed() {
    let place = Place::new();
    link(&place);
    let sqlite = sqlite_in(&place.inside());
    let linked =
        Connection::open(&sqlite, "/data/good.db", shared(OpenMode::ReadWrite, 0)).unwrap();
    let direct = Connection::open(&sqlite, "/data/./a.db", shared(OpenMode::ReadWrite, 0)).unwrap();
    let transaction = linked.transaction(TransactionBehavior::Immediate).unwrap();
    linked.execute_batch("UPDATE t SET x = 'changed'").unwrap();
    assert_eq!(
        failure(direct.execute("DELETE FROM t", &[])).code,
        ErrorCode::Busy,
        "it is one file"
    );
    transaction.commit().unwrap();
    assert_eq!(
        value(&direct, "SELECT x FROM t"),
        Value::Text("changed".to_string())
    );
}

#[test]
fn refusals_name_the_path_and_the_reason() {
    let place = Place::new();
    link(&place);
    let sqlite = sqlite_in(&place.inside());
    let open = |path: &str, mode| failure(Connection::open(&sqlite, path, shared(mode, 0)));
    let message = |path, mode| open(path, mode).message;
    let outside = message("/data/../outside/a.db", OpenMode::Create);
    assert_eq!(
        outside,
        "`/data/../outside/a.db` is not inside a granted directory (`/data`)"
    );
    let relative = message("a.db", OpenMode::Create);
    assert_eq!(
        relative,
        "`a.db` is not an absolute path; write it like `/data/a.db`"
    );
    assert!(message("/data/none.db", OpenMode::ReadWrite).contains("no such file"));
    assert!(message("/data/no/such/a.db", OpenMode::Create).contains("`/data/no/such/a.db`"));
    assert!(message("/data", OpenMode::ReadWrite).contains("is a directory"));
    if cfg!(unix) {
        assert!(message("/data/file.db", OpenMode::Create).contains("is a link"));
        assert!(message("/data/relative.db", OpenMode::Create).contains("is a link"));
    }
    std::fs::write(
        place.inside().join("text.db"),
        "this is not a database, but text ".repeat(99),
    )
    .unwrap();
    let error = open("/data/text.db", OpenMode::ReadWrite);
    assert_eq!(error.code, ErrorCode::NotADb, "{error}");
    assert!(error.message.contains("`/data/text.db`"), "{error}");

    let nothing = load(Sqlite::builder()).unwrap();
    let error = failure(Connection::open(
        &nothing,
        "/data/a.db",
        shared(OpenMode::Create, 0),
    ));
    assert_eq!(
        error.message,
        "`/data/a.db` is out of reach: no directory is granted"
    );
    let notes = load(Notes::builder()).unwrap();
    let error = notes.add("nowhere", &[]).unwrap_err();
    assert!(
        error.guest().is_some() && error.to_string().contains("no directory is granted"),
        "{error}"
    );
}

#[test]
fn what_is_granted_for_reading_is_not_written() {
    let place = Place::new();
    let notes = notes_in(&place.inside());
    let id = notes.add("kept", &[]).unwrap();
    drop(notes);
    let before = std::fs::read(place.inside().join("notes.db")).unwrap();
    let grant = Sqlite::builder().read_only_dir("/data", place.inside());
    let sqlite = load(grant).unwrap();
    let reader =
        Connection::open(&sqlite, "/data/notes.db", shared(OpenMode::ReadOnly, 0)).unwrap();
    assert_eq!(
        value(&reader, "SELECT text FROM notes"),
        Value::Text("kept".to_string())
    );
    assert_eq!(
        failure(reader.execute("DELETE FROM notes", &[])).code,
        ErrorCode::ReadOnly
    );
    for path in ["/data/notes.db", "/data/new.db"] {
        let error = failure(Connection::open(&sqlite, path, shared(OpenMode::Create, 0)));
        let codes = [ErrorCode::ReadOnly, ErrorCode::CantOpen];
        assert!(codes.contains(&error.code), "{:?}: {error}", error.code);
        assert!(error.message.contains(&format!("`{path}`")), "{error}");
    }
    let grant = Notes::builder().read_only_dir("/data", place.inside());
    let notes = load(grant).unwrap();
    let error = notes.add("refused", &[]).unwrap_err();
    assert!(
        error.guest().is_some() && error.to_string().contains("`/data/notes.db`"),
        "{error}"
    );
    drop(notes);
    drop(reader);
    assert!(std::fs::read(place.inside().join("notes.db")).unwrap() == before);
    assert!(!place.inside().join("new.db").exists());
    assert_eq!(notes_in(&place.inside()).get(id).unwrap().text, "kept");
}
