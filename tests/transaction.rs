//! Transactions, limits, and copies of databases, through the generated API.

use std::time::{Duration, Instant};

use wittgen_tests::sqlite::Sqlite;
use wittgen_tests::sqlite::database::{
    Connection, ErrorCode, OpenMode, TransactionBehavior, Value,
};
use wittgen_tests::{exclusive, failure, load, shared, sqlite_in, value};

fn memory() -> (Sqlite, Connection) {
    let sqlite = load(Sqlite::builder()).expect("the component loads");
    let connection = Connection::open_memory(&sqlite).expect("there is memory");
    connection.execute_batch("CREATE TABLE t (x)").unwrap();
    (sqlite, connection)
}

fn insert(connection: &Connection, value: i64) {
    connection
        .execute("INSERT INTO t VALUES (?)", &[Value::Integer(value)])
        .unwrap();
}

fn sum(connection: &Connection) -> Value {
    value(connection, "SELECT coalesce(sum(x), 0) FROM t")
}

const ENDLESS: &str =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

#[test]
fn a_transaction_is_kept_when_committed_and_undone_when_dropped() {
    let (_sqlite, connection) = memory();
    for behavior in [
        TransactionBehavior::Deferred,
        TransactionBehavior::Immediate,
        TransactionBehavior::Exclusive,
    ] {
        let transaction = connection.transaction(behavior).unwrap();
        assert!(connection.in_transaction().unwrap());
        insert(&connection, 100);
        drop(transaction);
        assert!(!connection.in_transaction().unwrap());
        assert_eq!(sum(&connection), Value::Integer(0));
    }
    let transaction = connection
        .transaction(TransactionBehavior::Deferred)
        .unwrap();
    insert(&connection, 1);
    transaction.commit().unwrap();
    assert_eq!(failure(transaction.commit()).code, ErrorCode::Misuse);
    assert_eq!(failure(transaction.rollback()).code, ErrorCode::Misuse);
    drop(transaction);
    assert_eq!(sum(&connection), Value::Integer(1));
    let transaction = connection
        .transaction(TransactionBehavior::Deferred)
        .unwrap();
    insert(&connection, 100);
    transaction.rollback().unwrap();
    assert_eq!(sum(&connection), Value::Integer(1));
}

#[test]
fn nested_transactions_end_one_by_one() {
    let (_sqlite, connection) = memory();
    let begin = || {
        connection
            .transaction(TransactionBehavior::Deferred)
            .unwrap()
    };
    let outer = begin();
    insert(&connection, 1);
    let middle = begin();
    insert(&connection, 10);
    let inner = begin();
    insert(&connection, 100);
    inner.commit().unwrap();
    middle.rollback().unwrap();
    assert_eq!(sum(&connection), Value::Integer(1));
    let second = begin();
    insert(&connection, 1_000);
    drop(second);
    let third = begin();
    insert(&connection, 10_000);
    third.commit().unwrap();
    outer.commit().unwrap();
    assert_eq!(sum(&connection), Value::Integer(10_001));

    let outer = begin();
    let inner = begin();
    insert(&connection, 5);
    outer.rollback().unwrap();
    assert_eq!(
        failure(inner.commit()).code,
        ErrorCode::Misuse,
        "it ended with the outer one"
    );
    assert_eq!(sum(&connection), Value::Integer(10_001));
}

#[test]
fn a_transaction_that_sqlite_rolled_back_says_so() {
    let (_sqlite, connection) = memory();
    connection
        .execute_batch("CREATE TABLE u (x UNIQUE ON CONFLICT ROLLBACK)")
        .unwrap();
    let transaction = connection
        .transaction(TransactionBehavior::Deferred)
        .unwrap();
    connection.execute("INSERT INTO u VALUES (1)", &[]).unwrap();
    let error = failure(connection.execute("INSERT INTO u VALUES (1)", &[]));
    assert_eq!(error.code, ErrorCode::Constraint);
    let error = failure(transaction.commit());
    assert_eq!(error.code, ErrorCode::Abort, "{error}");
    drop(transaction);
    connection
        .transaction(TransactionBehavior::Deferred)
        .unwrap()
        .commit()
        .unwrap();
}

#[test]
fn a_time_limit_ends_what_takes_too_long() {
    let (_sqlite, connection) = memory();
    connection.set_time_limit(Some(50_000_000)).unwrap();
    let start = Instant::now();
    let error = failure(connection.query(ENDLESS, &[], 0));
    assert_eq!(error.code, ErrorCode::Interrupt, "{error}");
    assert!(start.elapsed() < Duration::from_secs(10));
    let endless_insert = format!("INSERT INTO t {}", ENDLESS.replace("count(*)", "i"));
    assert_eq!(
        failure(connection.execute(&endless_insert, &[])).code,
        ErrorCode::Interrupt
    );
    assert_eq!(
        sum(&connection),
        Value::Integer(0),
        "the next call has its own time"
    );
    connection.set_time_limit(None).unwrap();
    let long = ENDLESS.replace("FROM n)", "FROM n WHERE i < 300000)");
    assert_eq!(value(&connection, &long), Value::Integer(300_000));
}

#[test]
fn interrupt_ends_statements_that_have_rows_to_give() {
    let (_sqlite, connection) = memory();
    let rows = connection
        .prepare(&ENDLESS.replace("count(*)", "i"))
        .unwrap();
    assert_eq!(rows.step(2).unwrap().values.len(), 2);
    connection.interrupt().unwrap();
    assert_eq!(failure(rows.step(2)).code, ErrorCode::Interrupt);
    assert_eq!(
        rows.step(2).unwrap().values[0],
        Value::Integer(1),
        "it starts anew"
    );
}

#[test]
fn connections_of_one_component_take_turns() {
    let dir = tempfile::tempdir().unwrap();
    let sqlite = sqlite_in(dir.path());
    let open = |timeout| {
        Connection::open(&sqlite, "/data/a.db", shared(OpenMode::Create, timeout)).unwrap()
    };
    let (one, two) = (open(0), open(150));
    one.execute_batch("CREATE TABLE t (x)").unwrap();
    let transaction = one.transaction(TransactionBehavior::Immediate).unwrap();
    insert(&one, 1);
    assert_eq!(
        sum(&two),
        Value::Integer(0),
        "a reader sees what was committed"
    );
    let start = Instant::now();
    let error = failure(two.execute("INSERT INTO t VALUES (2)", &[]));
    assert_eq!(error.code, ErrorCode::Busy, "{error}");
    let waited = start.elapsed();
    assert!(
        (Duration::from_millis(150)..Duration::from_secs(5)).contains(&waited),
        "{waited:?}"
    );
    assert!(error.message.contains("/data/a.db"), "{error}");
    two.set_busy_timeout(0).unwrap();
    let start = Instant::now();
    assert_eq!(
        failure(two.execute("INSERT INTO t VALUES (2)", &[])).code,
        ErrorCode::Busy
    );
    assert!(
        start.elapsed() < Duration::from_millis(140),
        "{:?}",
        start.elapsed()
    );
    transaction.commit().unwrap();
    two.execute("INSERT INTO t VALUES (2)", &[]).unwrap();
    assert_eq!(sum(&one), Value::Integer(3));
}

#[test]
fn an_exclusive_connection_keeps_the_others_out() {
    let dir = tempfile::tempdir().unwrap();
    let sqlite = sqlite_in(dir.path());
    let holder = Connection::open(&sqlite, "/data/a.db", exclusive(OpenMode::Create, 0)).unwrap();
    holder.execute_batch("CREATE TABLE t (x)").unwrap();
    for mode in [OpenMode::ReadOnly, OpenMode::ReadWrite, OpenMode::Create] {
        let second = Connection::open(&sqlite, "/data/a.db", shared(mode, 0));
        let error = failure(second);
        assert_eq!(error.code, ErrorCode::Busy, "{error}");
        assert!(error.message.contains("`/data/a.db` is in use"), "{error}");
    }
    drop(holder);
    Connection::open(&sqlite, "/data/a.db", shared(OpenMode::ReadWrite, 0)).unwrap();
}

#[test]
fn a_database_is_an_image_and_an_image_a_database() {
    let (sqlite, connection) = memory();
    (0..1_000).for_each(|n| insert(&connection, n));
    let image = connection.serialize().unwrap();
    assert!(image.starts_with(b"SQLite format 3\0") && image.len() % 4096 == 0);
    let copy = Connection::deserialize(&sqlite, &image).unwrap();
    insert(&copy, 1);
    assert_eq!(
        (sum(&connection), sum(&copy)),
        (Value::Integer(499_500), Value::Integer(499_501))
    );

    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("image.db"), &image).unwrap();
    let other = sqlite_in(dir.path());
    let file = Connection::open(&other, "/data/image.db", shared(OpenMode::ReadOnly, 0)).unwrap();
    assert_eq!(sum(&file), Value::Integer(499_500));
    assert!(file.serialize().unwrap() == image);

    assert!(
        Connection::deserialize(&sqlite, &[]).is_ok(),
        "nothing is an empty database"
    );
    let error = failure(Connection::deserialize(&sqlite, &[7; 5_000]));
    assert_eq!(error.code, ErrorCode::NotADb, "{error}");
}

#[test]
fn a_backup_copies_pages_while_the_source_is_used() {
    let dir = tempfile::tempdir().unwrap();
    let sqlite = sqlite_in(dir.path());
    let source = Connection::open(&sqlite, "/data/a.db", exclusive(OpenMode::Create, 0)).unwrap();
    source.execute_batch("CREATE TABLE t (x)").unwrap();
    let transaction = source.transaction(TransactionBehavior::Deferred).unwrap();
    (0..5_000).for_each(|n| insert(&source, n));
    transaction.commit().unwrap();
    let target = Connection::open(&sqlite, "/data/b.db", shared(OpenMode::Create, 0)).unwrap();
    target.execute_batch("CREATE TABLE old (x)").unwrap();

    let backup = source.backup_to(&target).unwrap();
    let first = backup.step(1).unwrap();
    assert!(
        first.total > 10 && first.remaining == first.total - 1,
        "{first:?}"
    );
    assert_eq!(
        failure(target.query("SELECT 1", &[], 0)).code,
        ErrorCode::Locked
    );
    insert(&source, 1);
    while backup.step(5).unwrap().remaining > 0 {}
    drop(backup);
    assert_eq!(sum(&target), Value::Integer(4_999 * 2_500 + 1));
    assert!(
        target.prepare("SELECT * FROM old").is_err(),
        "what was there is replaced"
    );

    let backup = source.backup_to(&target).unwrap();
    backup.step(2).unwrap();
    drop(backup);
    assert_eq!(
        sum(&target),
        Value::Integer(4_999 * 2_500 + 1),
        "given up, nothing has changed"
    );
    let error = failure(source.backup_to(&source));
    assert_eq!(error.code, ErrorCode::Misuse, "{error}");
}
