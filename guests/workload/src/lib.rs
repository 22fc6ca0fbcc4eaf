//! The benchmarks' workload as a plugin: the tasks of `wittgen-workload` on SQLite in a component.
//! The tasks themselves are in that crate, where native code runs the same.

mod bindings;
mod database;

use std::cell::RefCell;

use bindings::sqlite::Error;
use bindings::tasks::Guest;
use database::Sqlite;

thread_local! {
    static OPEN: RefCell<Option<Open>> = const { RefCell::new(None) };
}

/// The open database, and how many rows were inserted into it.
struct Open {
    database: Sqlite,
    rows: u32,
}

struct Workload;

bindings::export!(Workload in bindings);

impl Guest for Workload {
    fn open(path: Option<String>) -> Result<(), String> {
        Self::close();
        let database = Sqlite::open(path.as_deref()).map_err(describe)?;
        OPEN.set(Some(Open { database, rows: 0 }));
        Ok(())
    }

    fn close() {
        OPEN.take();
    }

    fn insert(rows: u32) -> Result<u64, String> {
        run(|open| {
            open.rows = rows;
            wittgen_workload::insert(&mut open.database, rows)
        })
    }

    fn look_up(count: u32) -> Result<u64, String> {
        run(|open| wittgen_workload::look_up(&mut open.database, count, open.rows))
    }

    fn scan() -> Result<u64, String> {
        run(|open| wittgen_workload::scan(&mut open.database))
    }

    fn index(documents: u32) -> Result<u64, String> {
        run(|open| wittgen_workload::index(&mut open.database, documents))
    }

    fn search(count: u32) -> Result<u64, String> {
        run(|open| wittgen_workload::search(&mut open.database, count))
    }
}

fn run(task: impl FnOnce(&mut Open) -> Result<u64, Error>) -> Result<u64, String> {
    OPEN.with_borrow_mut(|open| match open {
        Some(open) => task(open).map_err(describe),
        None => Err("no database is open".to_owned()),
    })
}

fn describe(error: Error) -> String {
    format!("{} (code {})", error.message, error.extended_code)
}
