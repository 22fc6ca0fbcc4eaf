//! SQLite's logic tests, through the generated API, against SQLite inside a composed component.
//!
//! Every script is a test of its own. The scripts are those of the folder `sqllogictest` of this crate (in memory
//! and in a file), and, where they are there, those of the corpus; see `wittgen_tests::corpus`. A script that
//! `WITTGEN_SQLLOGICTEST` names (a file or a folder) is run as well.
//!
//! The crate `sqllogictest` runs and compares; what SQLite's own runner does differently is in `dialect`, and how
//! it writes values in `value`.

#[path = "sqllogictest/dialect.rs"]
mod dialect;
#[path = "sqllogictest/value.rs"]
mod value;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use libtest_mimic::{Arguments, Failed, Trial};
use sqllogictest::{
    Control, DB, DBOutput, DefaultColumnType, QueryExpect, Record, ResultMode, Runner,
};
use wittgen::CallError;
use wittgen_tests::sqlite::Sqlite;
use wittgen_tests::sqlite::database::{Connection, Error, OpenMode, Statement, Value};
use wittgen_tests::{corpus, exclusive, load};

fn main() {
    let arguments = Arguments::from_args();
    let own = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("sqllogictest");
    let mut trials = Vec::new();
    for script in scripts(&own) {
        let name = name(&own, &script);
        let same = script.clone();
        trials.push(Trial::test(name.clone(), move || {
            run(&script, Place::Memory)
        }));
        trials.push(Trial::test(format!("{name} in a file"), move || {
            run(&same, Place::File)
        }));
    }
    let more = std::env::var_os("WITTGEN_SQLLOGICTEST").map(PathBuf::from);
    for root in corpus("sqllogictest").into_iter().chain(more) {
        for script in scripts(&root) {
            trials.push(Trial::test(name(&root, &script), move || {
                run(&script, Place::Memory)
            }));
        }
    }
    libtest_mimic::run(&arguments, trials).exit();
}

/// Where a script's database is.
#[derive(Clone, Copy)]
enum Place {
    Memory,
    File,
}

fn name(root: &Path, script: &Path) -> String {
    match script.strip_prefix(root) {
        Ok(name) if name != Path::new("") => name.display().to_string(),
        _ => script.display().to_string(),
    }
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
        } else if path
            .extension()
            .is_some_and(|extension| extension == "test")
        {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Runs a script, record by record.
fn run(script: &Path, place: Place) -> Result<(), Failed> {
    let dir = tempfile::tempdir()?;
    let sqlite = load(Sqlite::builder().dir("/data", dir.path()))?;
    let types = Types::default();
    let connect = || {
        let connection = match place {
            Place::Memory => Connection::open_memory(&sqlite),
            Place::File => {
                Connection::open(&sqlite, "/data/test.db", exclusive(OpenMode::Create, 0))
            }
        };
        let types = types.clone();
        async move {
            let connection = connection?;
            Ok::<_, Failure>(Database { connection, types })
        }
    };
    let mut runner = Runner::new(connect);
    runner.with_normalizer(String::clone);
    runner.run(Record::Control(Control::ResultMode(ResultMode::ValueWise)))?;
    let text = String::from_utf8_lossy(&fs::read(script)?).into_owned();
    let text = dialect::translate(&text, ENGINE);
    let records = sqllogictest::parse_with_name(&text, script.display().to_string())?;
    let mut tested = 0;
    for record in records {
        match &record {
            Record::Query {
                expected:
                    QueryExpect::Results {
                        types: letters,
                        results,
                        ..
                    },
                ..
            } => {
                *types.lock().expect("no test panics here") = Some(letters.clone());
                runner.with_hash_threshold(dialect::hash_threshold(results));
                tested += 1;
            }
            Record::Statement { .. } => {
                *types.lock().expect("no test panics here") = None;
                tested += 1;
            }
            // What a script says of it is for those who write results, not for those who compare.
            Record::HashThreshold { .. } => continue,
            _ => {}
        }
        runner.run(record)?;
    }
    if tested == 0 {
        return Err("the script tests nothing".into());
    }
    Ok(())
}

/// The name by which scripts mean SQLite.
const ENGINE: &str = "sqlite";

/// The letters behind `query` in the record that is being run: how its columns are to be written. None for
/// `statement`.
type Types = Arc<Mutex<Option<Vec<DefaultColumnType>>>>;

struct Database {
    connection: Connection,
    types: Types,
}

/// Why a statement or query failed.
#[derive(Debug)]
enum Failure {
    Call(CallError<Error>),
    Columns { expected: usize, actual: usize },
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Call(error) => error.fmt(f),
            Self::Columns { expected, actual } => {
                write!(f, "the result has {actual} columns, not {expected}")
            }
        }
    }
}

impl std::error::Error for Failure {}

impl From<CallError<Error>> for Failure {
    fn from(error: CallError<Error>) -> Self {
        Self::Call(error)
    }
}

impl DB for Database {
    type Error = Failure;
    type ColumnType = DefaultColumnType;

    fn run(&mut self, sql: &str) -> Result<DBOutput<DefaultColumnType>, Failure> {
        let types = self.types.lock().expect("no test panics here");
        let Some(types) = &*types else {
            // As SQLite's own runner does with `sqlite3_exec`: there may be several.
            self.connection.execute_batch(sql)?;
            return Ok(DBOutput::StatementComplete(0));
        };
        let statement = self.connection.prepare(sql)?;
        let (expected, actual) = (
            types.len(),
            statement.columns().map_err(CallError::from)?.len(),
        );
        if actual != expected {
            return Err(Failure::Columns { expected, actual });
        }
        let values = match statement.step(0) {
            Ok(batch) => batch.values,
            Err(CallError::Guest(_)) => rows_before_error(&statement)?,
            Err(error) => return Err(error.into()),
        };
        let mut rows = Vec::with_capacity(values.len() / expected);
        for row in values.chunks(expected) {
            let values = row.iter().zip(types);
            let row: Result<_, _> = values
                .map(|(value, ty)| value::write(&self.connection, value, ty))
                .collect();
            rows.push(row?);
        }
        Ok(DBOutput::Rows {
            types: vec![DefaultColumnType::Any; expected],
            rows,
        })
    }

    fn engine_name(&self) -> &str {
        ENGINE
    }
}

/// SQLite's own runner takes an error among the rows for their end, and the scripts expect that.
fn rows_before_error(statement: &Statement) -> Result<Vec<Value>, Failure> {
    let mut values = Vec::new();
    loop {
        match statement.step(1) {
            Ok(batch) => values.extend(batch.values),
            Err(CallError::Guest(_)) => return Ok(values),
            Err(error) => return Err(error.into()),
        }
    }
}
