//! The interface `wittgen:sqlite/database` through the generated API: values, parameters and errors.
//!
//! Rows and results are in `statement`; transactions, limits and copies of databases in `transaction`.

use wittgen_tests::sqlite::Sqlite;
use wittgen_tests::sqlite::database::{Connection, ErrorCode, Value};
use wittgen_tests::{failure, load, value};

fn memory() -> (Sqlite, Connection) {
    let sqlite = load(Sqlite::builder()).expect("the component loads");
    let connection = Connection::open_memory(&sqlite).expect("there is memory");
    (sqlite, connection)
}

fn text(text: &str) -> Value {
    Value::Text(text.to_string())
}

#[test]
fn the_component_says_what_it_is() {
    let (sqlite, _) = memory();
    assert_eq!(sqlite.version().unwrap(), "3.54.1");
    let options = sqlite.compile_options().unwrap();
    for option in [
        "ENABLE_FTS5",
        "ENABLE_MATH_FUNCTIONS",
        "ENABLE_RTREE",
        "TEMP_STORE=3",
    ] {
        assert!(
            options.iter().any(|have| have == option),
            "{option} is not in {options:?}"
        );
    }
}

#[test]
fn every_kind_of_value_comes_back_as_it_went() {
    let (_, connection) = memory();
    let reals = [
        0.0,
        -0.0,
        1.5,
        f64::MIN_POSITIVE,
        5e-324,
        f64::MAX,
        f64::INFINITY,
        -f64::INFINITY,
    ];
    let mut values = vec![
        Value::Null,
        Value::Integer(0),
        Value::Integer(i64::MIN),
        Value::Integer(i64::MAX),
        Value::Integer((1 << 53) + 1),
        text(""),
        text("ünïcödé 🥛 \u{10ffff}"),
        text("with \0 inside"),
        text("\0"),
        Value::Blob(vec![]),
        Value::Blob((0..=255).collect()),
    ];
    values.extend(reals.map(Value::Real));
    connection.execute_batch("CREATE TABLE v (x)").unwrap();
    let insert = connection.prepare("INSERT INTO v VALUES (?1)").unwrap();
    for value in &values {
        insert.execute(std::slice::from_ref(value)).unwrap();
        let direct = connection
            .query("SELECT ?1", std::slice::from_ref(value), 0)
            .unwrap();
        assert_eq!(direct.values, std::slice::from_ref(value));
    }
    assert_eq!(
        connection
            .query("SELECT x FROM v ORDER BY rowid", &[], 0)
            .unwrap()
            .values,
        values
    );
    assert_eq!(
        value(&connection, "SELECT typeof(x) FROM v WHERE rowid = 10"),
        text("blob")
    );

    let nan = connection
        .query("SELECT ?1", &[Value::Real(f64::NAN)], 0)
        .unwrap();
    assert_eq!(nan.values, [Value::Null], "SQLite has no NaN");
    let minus = connection
        .query("SELECT 1 / ?1", &[Value::Real(-0.0)], 0)
        .unwrap();
    assert_eq!(
        minus.values,
        [Value::Null],
        "SQLite divides by zero to NULL"
    );
    let length = connection
        .query("SELECT length(CAST(?1 AS BLOB))", &[text("a\0b")], 0)
        .unwrap();
    assert_eq!(length.values, [Value::Integer(3)]);
}

#[test]
fn large_values_come_back_whole() {
    let (_, connection) = memory();
    let blob: Vec<u8> = (0..16 << 20)
        .map(|n: u32| (n.wrapping_mul(2_654_435_761) >> 24) as u8)
        .collect();
    connection.execute_batch("CREATE TABLE v (x)").unwrap();
    connection
        .execute("INSERT INTO v VALUES (?)", &[Value::Blob(blob.clone())])
        .unwrap();
    assert!(value(&connection, "SELECT x FROM v") == Value::Blob(blob));
    let long = "ä".repeat(4 << 20);
    connection
        .execute("UPDATE v SET x = ?", &[text(&long)])
        .unwrap();
    assert!(value(&connection, "SELECT x FROM v") == Value::Text(long));
}

#[test]
fn parameters_are_bound_by_position_and_by_name() {
    let (_, connection) = memory();
    let statement = connection
        .prepare("SELECT ?, ?5, :name, @at, $dollar, :name")
        .unwrap();
    assert_eq!(statement.parameter_count().unwrap(), 8);
    statement.bind(1, &Value::Integer(1)).unwrap();
    statement.bind(5, &text("five")).unwrap();
    statement.bind_name(":name", &Value::Real(0.5)).unwrap();
    statement.bind_name("@at", &Value::Blob(vec![7])).unwrap();
    let row = |last: Value| {
        let half = Value::Real(0.5);
        vec![
            Value::Integer(1),
            text("five"),
            half.clone(),
            Value::Blob(vec![7]),
            last,
            half,
        ]
    };
    assert_eq!(statement.step(0).unwrap().values, row(Value::Null));
    statement.bind_name("$dollar", &Value::Integer(9)).unwrap();
    assert_eq!(
        statement.step(0).unwrap().values,
        row(Value::Integer(9)),
        "the others keep theirs"
    );
    statement.clear_bindings().unwrap();
    assert_eq!(statement.step(0).unwrap().values, vec![Value::Null; 6]);

    for error in [
        failure(statement.bind(0, &Value::Null)),
        failure(statement.bind(9, &Value::Null)),
        failure(statement.bind_name("name", &Value::Null)),
        failure(statement.bind_name(":other", &Value::Null)),
        failure(statement.bind_all(&[Value::Null])),
        failure(connection.query("SELECT ?, ?", &[Value::Null], 0)),
        failure(connection.execute("SELECT 1", &[Value::Null])),
    ] {
        assert_eq!(error.code, ErrorCode::Range, "{error}");
    }
    let error = failure(statement.bind_name("name", &Value::Null));
    assert!(
        error.message.contains("`name`") && error.message.contains("prefix"),
        "{error}"
    );
}

#[test]
fn errors_say_what_and_where() {
    let (_, connection) = memory();
    let error = failure(connection.prepare("SELECT * FROM nowhere"));
    assert_eq!(
        (error.code, error.message.as_str()),
        (ErrorCode::Error, "no such table: nowhere")
    );
    let error = failure(connection.query("SELECT 1,\n  2 FORM t", &[], 0));
    assert_eq!(
        (error.code, error.offset),
        (ErrorCode::Error, Some(19)),
        "{error}"
    );
    assert!(error.message.contains("near \"t\""), "{error}");
    let error = failure(connection.execute_batch("CREATE TABLE a (x); CREATE TABLE b (y); ÿ oops"));
    assert_eq!(error.offset, Some(40), "{error}");
    assert_eq!(
        value(&connection, "SELECT count(*) FROM sqlite_schema"),
        Value::Integer(2)
    );

    connection
        .execute_batch("CREATE TABLE u (x UNIQUE NOT NULL CHECK (x > 0))")
        .unwrap();
    connection.execute("INSERT INTO u VALUES (1)", &[]).unwrap();
    for (sql, extended) in [("(1)", 2067), ("(NULL)", 1299), ("(0)", 275)] {
        let error = failure(connection.execute(&format!("INSERT INTO u VALUES {sql}"), &[]));
        assert_eq!(
            (error.code, error.extended_code),
            (ErrorCode::Constraint, extended),
            "{error}"
        );
        assert!(error.message.contains("constraint failed"), "{error}");
    }
    let error = failure(connection.execute("INSERT INTO a (rowid) VALUES ('x')", &[]));
    assert_eq!(error.code, ErrorCode::Mismatch, "{error}");
}

#[test]
fn a_resource_of_another_instance_is_refused() {
    let (_, here) = memory();
    let (_, there) = memory();
    let error = here.backup_to(&there).unwrap_err();
    let error = error.host().expect("it can't even be passed");
    assert!(error.message().contains("another instance"), "{error}");
    assert_eq!(
        value(&here, "SELECT 1"),
        Value::Integer(1),
        "no harm is done"
    );
}
