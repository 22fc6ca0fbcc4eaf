//! What a killed process leaves beside a database, and the write-ahead log.

use std::fs;

use tempfile::TempDir;
use wittgen_guests::SQLITE;
use wittgen_tests::sqlite::Sqlite;
use wittgen_tests::sqlite::database::{
    Connection, ErrorCode, LockingMode, OpenMode, OpenOptions, TransactionBehavior, Value,
};
use wittgen_tests::{failure, integer};

const EXCLUSIVE: OpenOptions = OpenOptions {
    mode: OpenMode::Create,
    locking: LockingMode::Exclusive,
    busy_timeout: 0,
};
const NORMAL: OpenOptions = OpenOptions {
    locking: LockingMode::Normal,
    ..EXCLUSIVE
};
const READ_ONLY: OpenOptions = OpenOptions {
    mode: OpenMode::ReadOnly,
    ..NORMAL
};

fn sqlite(dir: &TempDir) -> Sqlite {
    Sqlite::builder()
        .dir("/data", dir.path())
        .load(SQLITE)
        .unwrap()
}

fn open(sqlite: &Sqlite, options: OpenOptions) -> Connection {
    Connection::open(sqlite, "/data/a.db", options).unwrap()
}

fn text(connection: &Connection, sql: &str) -> String {
    match &connection.query(sql, &[], 1).unwrap().values[..] {
        [Value::Text(text)] => text.clone(),
        other => panic!("{sql} gave {other:?}"),
    }
}

#[test]
fn a_hot_journal_is_rolled_back() {
    let dir = TempDir::new().unwrap();
    let left = TempDir::new().unwrap();
    let component = sqlite(&dir);
    let db = open(&component, EXCLUSIVE);
    db.execute_batch("CREATE TABLE t(a, b); PRAGMA cache_size = 5")
        .unwrap();
    db.execute("INSERT INTO t VALUES(1, randomblob(100000))", &[])
        .unwrap();
    let transaction = db.transaction(TransactionBehavior::Immediate).unwrap();
    db.execute("UPDATE t SET a = 2, b = randomblob(100000)", &[])
        .unwrap();
    for name in ["a.db", "a.db-journal"] {
        // What a process that is killed now would leave.
        fs::copy(dir.path().join(name), left.path().join(name)).unwrap();
    }
    drop(transaction);
    for options in [READ_ONLY, NORMAL] {
        let component = sqlite(&left);
        let opened = Connection::open(&component, "/data/a.db", options);
        if options.mode == OpenMode::ReadOnly {
            assert_eq!(failure(opened).code, ErrorCode::ReadOnly);
            continue;
        }
        let db = opened.unwrap();
        assert_eq!(integer(&db, "SELECT a FROM t"), 1);
        assert_eq!(text(&db, "PRAGMA integrity_check"), "ok");
    }
}

#[test]
fn a_write_ahead_log_needs_the_file_alone() {
    let dir = TempDir::new().unwrap();
    let component = sqlite(&dir);
    let db = open(&component, NORMAL);
    assert_eq!(text(&db, "PRAGMA journal_mode = WAL"), "delete");
    drop(db);
    let db = open(&component, EXCLUSIVE);
    assert_eq!(text(&db, "PRAGMA journal_mode = WAL"), "wal");
    db.execute_batch(
        "CREATE TABLE t(a); INSERT INTO t VALUES(1); INSERT INTO t SELECT a + 1 FROM t",
    )
    .unwrap();
    // What a process that is killed now would leave.
    let left = TempDir::new().unwrap();
    for name in ["a.db", "a.db-wal"] {
        fs::copy(dir.path().join(name), left.path().join(name)).unwrap();
    }
    let image = db.serialize().unwrap();
    drop(db);
    for options in [
        NORMAL,
        READ_ONLY,
        OpenOptions {
            locking: LockingMode::Exclusive,
            ..READ_ONLY
        },
    ] {
        for place in [&dir, &left] {
            let error = failure(Connection::open(&sqlite(place), "/data/a.db", options));
            assert!(
                matches!(error.code, ErrorCode::CantOpen | ErrorCode::ReadOnly),
                "{:?}",
                error.code
            );
        }
    }
    let recovered = sqlite(&left);
    let db = open(&recovered, EXCLUSIVE);
    assert_eq!(integer(&db, "SELECT sum(a) FROM t"), 3);
    assert_eq!(text(&db, "PRAGMA integrity_check"), "ok");
    let copy = Connection::deserialize(&component, &image).unwrap();
    assert_eq!(integer(&copy, "SELECT count(*) >= 0 FROM sqlite_schema"), 1);
    assert_eq!(text(&db, "PRAGMA journal_mode = DELETE"), "delete");
    drop(db);
    assert_eq!(
        integer(&open(&recovered, READ_ONLY), "SELECT sum(a) FROM t"),
        3
    );
}
