//! SQL that asks for more memory or more of the call stack than there is gets an error, not a trap.

use wittgen_guests::SQLITE;
use wittgen_tests::sqlite::Sqlite;
use wittgen_tests::sqlite::database::{Connection, ErrorCode};
use wittgen_tests::{failure, integer};

#[test]
fn what_needs_too_much_memory_is_refused() {
    let component = Sqlite::builder()
        .memory_limit(32 << 20)
        .load(SQLITE)
        .unwrap();
    let db = Connection::open_memory(&component).unwrap();
    db.execute("CREATE TABLE t(a)", &[]).unwrap();
    for sql in [
        "SELECT zeroblob(1000000000)",
        "SELECT hex(zeroblob(20000000))",
        "INSERT INTO t VALUES(randomblob(100000000))",
        "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
        "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n) SELECT 'a text of some length, and number ' || i FROM n",
        "SELECT group_concat(hex(randomblob(1000)), '') FROM (WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n LIMIT 20000) SELECT i FROM n)",
    ] {
        let error = failure(db.query(sql, &[], 0));
        assert_eq!(error.code, ErrorCode::NoMem, "{sql}: {}", error.message);
        assert_eq!(integer(&db, "SELECT count(*) FROM t"), 0);
    }
    assert_eq!(
        failure(db.query("SELECT zeroblob(1000000001)", &[], 0)).code,
        ErrorCode::TooBig
    );
}

#[test]
fn what_nests_too_deep_is_refused() {
    let component = Sqlite::builder().load(SQLITE).unwrap();
    let db = Connection::open_memory(&component).unwrap();
    let nested = |open: &str, close: &str, times: usize| {
        format!("SELECT {}1{}", open.repeat(times), close.repeat(times))
    };
    for (sql, expected) in [
        (nested("(", ")", 500), 1),
        (nested("-1+", "", 500), -499),
        (nested("abs(", ")", 500), 1),
        (
            format!(
                "SELECT json_valid('{}{}')",
                "[".repeat(1000),
                "]".repeat(1000)
            ),
            1,
        ),
        (
            format!("SELECT '{}' LIKE '{}'", "a".repeat(3000), "%a".repeat(2000)),
            1,
        ),
    ] {
        assert_eq!(integer(&db, &sql), expected);
    }
    for sql in [
        nested("-1+", "", 5000),
        nested("abs(", ")", 700),
        nested("NOT ", "", 900),
        nested("CASE WHEN 1 THEN ", " END", 2000),
        nested("(SELECT ", ")", 900),
        format!("SELECT 'a' LIKE '{}'", "%a".repeat(20000)),
    ] {
        let error = failure(db.query(&sql, &[], 0));
        assert!(
            matches!(error.code, ErrorCode::Error),
            "{}: {}",
            &sql[..40],
            error.message
        );
    }
}
