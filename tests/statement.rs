//! Statements and their results through the generated API: batches of rows, columns, changes.

use wittgen_tests::sqlite::Sqlite;
use wittgen_tests::sqlite::database::{Column, Connection, ErrorCode, Value};
use wittgen_tests::{failure, load, value};

fn memory() -> (Sqlite, Connection) {
    let sqlite = load(Sqlite::builder()).expect("the component loads");
    let connection = Connection::open_memory(&sqlite).expect("there is memory");
    (sqlite, connection)
}

#[test]
fn rows_come_in_batches() {
    let (_, connection) = memory();
    let sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10) SELECT i, -i FROM n";
    let statement = connection.prepare(sql).unwrap();
    let mut sizes = Vec::new();
    let mut sum = 0;
    loop {
        let batch = statement.step(4).unwrap();
        assert_eq!((batch.columns, batch.values.len() % 2), (2, 0));
        sizes.push(batch.values.len() / 2);
        for pair in batch.values.chunks(2) {
            let [Value::Integer(i), Value::Integer(j)] = pair else {
                panic!("{pair:?}")
            };
            assert_eq!(*i, -*j);
            sum += i;
        }
        if batch.done {
            break;
        }
    }
    assert_eq!((sizes, sum), (vec![4, 4, 2], 55));
    assert_eq!(
        statement.step(1).unwrap().values[0],
        Value::Integer(1),
        "it starts anew"
    );
    statement.reset().unwrap();
    assert_eq!(statement.query(&[], 10).unwrap().values.len(), 20);
    let exact = statement.query(&[], 10).unwrap();
    assert!(exact.done, "the last row was fetched");
    let limited = connection.query(sql, &[], 3).unwrap();
    assert_eq!((limited.values.len(), limited.done), (6, false));
    let none = connection.query("SELECT 1, 2, 3 WHERE 0", &[], 0).unwrap();
    assert_eq!((none.columns, none.values.len(), none.done), (3, 0, true));
}

#[test]
fn an_error_after_some_rows_comes_with_the_next_step() {
    let (_, connection) = memory();
    let sql = "SELECT CASE i WHEN 3 THEN abs(-9223372036854775808) ELSE i END \
               FROM (SELECT 1 AS i UNION ALL SELECT 2 UNION ALL SELECT 3)";
    let statement = connection.prepare(sql).unwrap();
    assert_eq!(
        statement.step(2).unwrap().values,
        [Value::Integer(1), Value::Integer(2)]
    );
    assert!(
        failure(statement.step(2))
            .message
            .contains("integer overflow")
    );
    assert_eq!(
        failure(connection.query(sql, &[], 0)).code,
        ErrorCode::Error
    );
}

#[test]
fn columns_have_names_and_declared_types() {
    let (_, connection) = memory();
    connection
        .execute_batch("CREATE TABLE t (a INTEGER PRIMARY KEY, b VARCHAR(10), c)")
        .unwrap();
    let statement = connection
        .prepare("SELECT a, b AS other, c, a + 1, 'x' AS \"ö\" FROM t")
        .unwrap();
    let column = |name: &str, ty: Option<&str>| Column {
        name: name.to_string(),
        declared_type: ty.map(str::to_string),
    };
    let expected = [
        column("a", Some("INTEGER")),
        column("other", Some("VARCHAR(10)")),
        column("c", None),
        column("a + 1", None),
        column("ö", None),
    ];
    assert_eq!(statement.columns().unwrap(), expected);
    assert!(statement.is_read_only().unwrap());
    let insert = connection
        .prepare("INSERT INTO t VALUES (1, 2, 3)")
        .unwrap();
    assert!(insert.columns().unwrap().is_empty() && !insert.is_read_only().unwrap());
}

#[test]
fn changes_are_counted() {
    let (_, connection) = memory();
    assert_eq!(connection.last_insert_rowid().unwrap(), 0);
    connection
        .execute_batch("CREATE TABLE t (a INTEGER PRIMARY KEY, b)")
        .unwrap();
    let insert = connection.prepare("INSERT INTO t (b) VALUES (?)").unwrap();
    let done = insert
        .execute_many(&[1, 2, 3, 4].map(Value::Integer))
        .unwrap();
    assert_eq!((done.changes, done.last_insert_rowid), (4, 4));
    let done = connection
        .execute("UPDATE t SET b = b + ?", &[Value::Integer(1)])
        .unwrap();
    assert_eq!((done.changes, connection.changes().unwrap()), (4, 4));
    let done = connection
        .execute("DELETE FROM t WHERE a > 2", &[])
        .unwrap();
    assert_eq!(done.changes, 2);
    assert_eq!(connection.execute("SELECT 1", &[]).unwrap().changes, 0);
    assert_eq!(connection.total_changes().unwrap(), 10);
    connection
        .execute("INSERT INTO t VALUES (?, 0)", &[Value::Integer(i64::MAX)])
        .unwrap();
    assert_eq!(connection.last_insert_rowid().unwrap(), i64::MAX);

    assert_eq!(
        insert.execute_many(&[]).unwrap().changes,
        0,
        "no runs are no error"
    );
    let pairs = connection.prepare("INSERT INTO t VALUES (?, ?)").unwrap();
    assert_eq!(
        failure(pairs.execute_many(&[Value::Null])).code,
        ErrorCode::Range
    );
    let twice = [
        Value::Integer(50),
        Value::Null,
        Value::Integer(50),
        Value::Null,
    ];
    assert_eq!(
        failure(pairs.execute_many(&twice)).code,
        ErrorCode::Constraint
    );
}

#[test]
fn one_statement_at_a_time_is_prepared() {
    let (_, connection) = memory();
    for sql in [
        "",
        "  ;",
        "-- only a comment",
        "SELECT 1; SELECT 2",
        "SELECT 1; oops",
        "SELECT 1 \0",
    ] {
        let error = failure(connection.prepare(sql));
        assert_eq!(error.code, ErrorCode::Misuse, "{sql:?}: {error}");
    }
    assert_eq!(
        failure(connection.prepare("SELECT 1; SELECT 2")).offset,
        Some(10)
    );
    for sql in [
        "SELECT 1;",
        "SELECT 1; -- done",
        "/* a */ SELECT 1 /* b */ ; ;\n",
    ] {
        assert_eq!(value(&connection, sql), Value::Integer(1), "{sql:?}");
    }
    connection.execute_batch("").unwrap();
    connection
        .execute_batch(" ; -- nothing\n ;; SELECT 1; /* end */")
        .unwrap();
}

#[test]
fn resources_of_one_component_can_outlive_each_other() {
    let (sqlite, connection) = memory();
    connection
        .execute_batch("CREATE TABLE t (x); INSERT INTO t VALUES (1), (2)")
        .unwrap();
    let statement = connection.prepare("SELECT x FROM t").unwrap();
    drop(connection);
    drop(sqlite);
    assert_eq!(statement.step(0).unwrap().values.len(), 2);
}
