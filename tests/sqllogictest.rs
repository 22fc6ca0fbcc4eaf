//! SQLite's logic tests, through the generated API, against SQLite inside a composed component.
//!
//! Every script is a test of its own. The scripts are those of the folder `sqllogictest` of this crate, and,
//! where they are there, those of the corpus; see `wittgen_tests::corpus`. A script that
//! `WITTGEN_SQLLOGICTEST` names (a file or a folder) is run as well.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use libtest_mimic::{Arguments, Failed, Trial};
use sqllogictest::{
    Control, DB, DBOutput, DefaultColumnType, QueryExpect, Record, ResultMode, Runner,
};
use wittgen::CallError;
use wittgen_tests::sqlite::Sqlite;
use wittgen_tests::sqlite::database::{Connection, Error, Value};
use wittgen_tests::{corpus, notes_with_sqlite};

fn main() {
    let arguments = Arguments::from_args();
    let own = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("sqllogictest");
    let mut roots = vec![own];
    roots.extend(corpus("sqllogictest"));
    roots.extend(std::env::var_os("WITTGEN_SQLLOGICTEST").map(PathBuf::from));
    let mut trials = Vec::new();
    for root in &roots {
        for script in scripts(root) {
            let name = script.strip_prefix(root).unwrap_or(&script);
            let name = name.display().to_string();
            trials.push(Trial::test(name, move || run(&script)));
        }
    }
    libtest_mimic::run(&arguments, trials).exit();
}

/// All scripts in a folder, or the one that `root` is.
fn scripts(root: &Path) -> Vec<PathBuf> {
    if root.is_file() {
        return vec![root.to_owned()];
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(root).expect("the folder of scripts can be read") {
        let path = entry.expect("the folder of scripts can be read").path();
        if path.is_dir() {
            found.extend(scripts(&path));
        } else if path.extension().is_some_and(|extension| extension == "test") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Runs a script, record by record.
fn run(script: &Path) -> Result<(), Failed> {
    let sqlite = Sqlite::builder().load(notes_with_sqlite())?;
    let types = Types::default();
    let connect = || {
        let connection = Connection::open_memory(&sqlite);
        let types = types.clone();
        async move {
            let connection = connection.map_err(Failure)?;
            Ok(Database { connection, types })
        }
    };
    let mut runner = Runner::new(connect);
    runner.add_label("sqlite");
    runner.run(Record::Control(Control::ResultMode(ResultMode::ValueWise)))?;
    let mut queries = 0;
    for record in sqllogictest::parse_file::<DefaultColumnType>(script)? {
        if matches!(record, Record::Halt { .. }) {
            break;
        }
        if let Record::Query { expected, .. } = &record {
            queries += 1;
            if let QueryExpect::Results { types: letters, results, .. } = expected {
                types.lock().expect("no test panics here").clone_from(letters);
                runner.with_hash_threshold(hash_threshold(results));
            }
        }
        runner.run(record)?;
    }
    if queries == 0 {
        return Err("the script asks nothing".into());
    }
    Ok(())
}

/// The letters behind `query` in the record that is being run: how its columns are to be written.
type Types = Arc<Mutex<Vec<DefaultColumnType>>>;

/// Scripts hash long results, and not all of them say from which length on.
fn hash_threshold(results: &[String]) -> usize {
    match results {
        [one] => match one.split_once(" values hashing to ") {
            Some((count, _)) => count.parse::<usize>().map_or(0, |count| count - 1),
            None => 0,
        },
        _ => 0,
    }
}

struct Database {
    connection: Connection,
    types: Types,
}

#[derive(Debug)]
struct Failure(CallError<Error>);

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Failure {}

impl DB for Database {
    type Error = Failure;
    type ColumnType = DefaultColumnType;

    fn run(&mut self, sql: &str) -> Result<DBOutput<DefaultColumnType>, Failure> {
        let batch = self.connection.query(sql, &[], 0).map_err(Failure)?;
        if batch.columns == 0 {
            return Ok(DBOutput::StatementComplete(self.connection.changes().unwrap_or(0)));
        }
        let types = self.types.lock().expect("no test panics here");
        let row = |row: &[Value]| {
            row.iter()
                .enumerate()
                .map(|(index, value)| write(value, types.get(index)))
                .collect()
        };
        let columns = batch.columns as usize;
        Ok(DBOutput::Rows {
            types: vec![DefaultColumnType::Any; columns],
            rows: batch.values.chunks(columns).map(row).collect(),
        })
    }

    fn engine_name(&self) -> &str {
        "sqlite"
    }
}

/// Writes a value as SQLite's own runner does: as an integer, with three decimals, or as text.
fn write(value: &Value, ty: Option<&DefaultColumnType>) -> String {
    if *value == Value::Null {
        return "NULL".to_string();
    }
    match ty {
        Some(DefaultColumnType::Integer) => integer(value).to_string(),
        Some(DefaultColumnType::FloatingPoint) => format!("{:.3}", real(value)),
        Some(DefaultColumnType::Text | DefaultColumnType::Any) | None => printable(&text(value)),
    }
}

/// What `sqlite3_column_int64` makes of a value.
fn integer(value: &Value) -> i64 {
    match value {
        Value::Null => 0,
        Value::Integer(value) => *value,
        // Rust's cast saturates, as SQLite's conversion does.
        Value::Real(value) => *value as i64,
        Value::Text(text) => leading_integer(text),
        Value::Blob(bytes) => leading_integer(&String::from_utf8_lossy(bytes)),
    }
}

fn leading_integer(text: &str) -> i64 {
    let text = text.trim_start();
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let sign = if text.starts_with('-') { -1 } else { 1 };
    digits[..end].parse::<i64>().map_or(0, |value| sign * value)
}

fn real(value: &Value) -> f64 {
    match value {
        Value::Real(value) => *value,
        Value::Text(text) => text.trim().parse().unwrap_or(0.0),
        // SQLite converts integers beyond 2^53 with the same loss.
        other => integer(other) as f64,
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Integer(value) => value.to_string(),
        Value::Real(value) if *value == value.trunc() && value.abs() < 1e15 => format!("{value:.1}"),
        Value::Real(value) => value.to_string(),
        Value::Text(text) => text.clone(),
        Value::Blob(bytes) => String::from_utf8_lossy(bytes).into_owned(),
    }
}

fn printable(text: &str) -> String {
    if text.is_empty() {
        return "(empty)".to_string();
    }
    text.chars().map(|c| if (' '..='~').contains(&c) { c } else { '@' }).collect()
}
