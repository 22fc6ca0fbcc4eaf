//! The database file is an ordinary one: Python's `sqlite3` and the component read, write and lock the same files.
//!
//! Without a `python3` that has `sqlite3`, these tests are shown as ignored.

use std::path::Path;
use std::time::{Duration, Instant};

use libtest_mimic::{Arguments, Failed, Trial};
use wittgen_tests::notes::store;
use wittgen_tests::sqlite::database::{
    Connection, ErrorCode, OpenMode, TransactionBehavior, Value,
};
use wittgen_tests::{assert_whole, exclusive, failure, notes_in, python, shared, sqlite_in, value};

type Test = fn(&Path);

const TESTS: &[(&str, Test)] = &[
    (
        "python_reads_what_the_plugin_wrote",
        python_reads_what_the_plugin_wrote,
    ),
    (
        "the_plugin_sees_what_python_changed",
        the_plugin_sees_what_python_changed,
    ),
    (
        "the_component_reads_what_python_wrote",
        the_component_reads_what_python_wrote,
    ),
    (
        "a_wal_database_is_read_in_exclusive_mode",
        a_wal_database_is_read_in_exclusive_mode,
    ),
    (
        "a_wal_that_was_left_behind_is_not_lost",
        a_wal_that_was_left_behind_is_not_lost,
    ),
    (
        "a_journal_that_python_left_is_rolled_back",
        a_journal_that_python_left_is_rolled_back,
    ),
    (
        "a_writing_python_keeps_the_component_out",
        a_writing_python_keeps_the_component_out,
    ),
    (
        "a_reading_python_keeps_the_component_out",
        a_reading_python_keeps_the_component_out,
    ),
    (
        "a_writing_component_keeps_python_out",
        a_writing_component_keeps_python_out,
    ),
    ("both_read_at_once", both_read_at_once),
];

fn main() {
    let arguments = Arguments::from_args();
    let is_there = python::is_there();
    if !is_there {
        eprintln!("ignored: there is no `python3` with the module `sqlite3` on this machine");
    }
    let trial = |(name, test): &(&'static str, Test)| {
        let test = *test;
        Trial::test(*name, move || {
            let dir = tempfile::tempdir()?;
            test(dir.path());
            Ok::<(), Failed>(())
        })
        .with_ignored_flag(!is_there)
    };
    libtest_mimic::run(&arguments, TESTS.iter().map(trial).collect()).exit();
}

fn python_reads_what_the_plugin_wrote(dir: &Path) {
    let notes = notes_in(dir);
    let first = notes.add("buy oat milk", &["home", "shopping"]).unwrap();
    let second = notes.add("Ærø — 牛乳 🥛", &[]).unwrap();
    let script = "import sqlite3, sys, json\n\
        c = sqlite3.connect(sys.argv[1])\n\
        print(json.dumps([\n\
            c.execute('PRAGMA integrity_check').fetchall(),\n\
            c.execute('SELECT id, text FROM notes ORDER BY id').fetchall(),\n\
            c.execute('SELECT note, tag FROM tags ORDER BY tag').fetchall(),\n\
            c.execute(\"SELECT rowid FROM search WHERE search MATCH 'milk'\").fetchall()]))";
    // The plugin is still loaded: between two calls it holds nothing.
    let printed = python::run(script, &[&dir.join("notes.db")]);
    let seen: serde_json::Value = serde_json::from_str(&printed).unwrap();
    let expected = serde_json::json!([
        [["ok"]],
        [[first, "buy oat milk"], [second, "Ærø — 牛乳 🥛"]],
        [[first, "home"], [first, "shopping"]],
        [[first]],
    ]);
    assert_eq!(seen, expected);
}

fn the_plugin_sees_what_python_changed(dir: &Path) {
    let notes = notes_in(dir);
    let id = notes.add("before", &[]).unwrap();
    let script = "import sqlite3, sys\n\
        c = sqlite3.connect(sys.argv[1])\n\
        c.execute(\"UPDATE notes SET text = 'changed by python'\")\n\
        c.execute(\"INSERT INTO notes (text, created) VALUES ('new from python', 5)\")\n\
        c.execute(\"INSERT INTO tags VALUES (2, 'py')\")\n\
        c.commit()";
    python::run(script, &[&dir.join("notes.db")]);
    assert_eq!(notes.get(id).unwrap().text, "changed by python");
    assert_eq!(notes.search("new tag:py", 0).unwrap()[0].note.created, 5);
    assert_eq!(notes.search("before", 0).unwrap().len(), 0);
    notes.add("after", &[]).unwrap();
    assert_whole(dir, "notes.db");
}

fn the_component_reads_what_python_wrote(dir: &Path) {
    let script = "import sqlite3, sys\n\
        c = sqlite3.connect(sys.argv[1])\n\
        c.execute('PRAGMA page_size = 1024')\n\
        c.execute('PRAGMA auto_vacuum = FULL')\n\
        c.execute('CREATE TABLE t (i INTEGER PRIMARY KEY, x)')\n\
        c.executemany('INSERT INTO t (x) VALUES (?)',\n\
            [(None,), (2**63 - 1,), (0.1,), ('ö\\0z',), (bytes(range(256)) * 100,)])\n\
        c.execute('CREATE INDEX t_x ON t (x)')\n\
        c.commit()";
    python::run(script, &[&dir.join("p.db")]);
    let sqlite = sqlite_in(dir);
    let connection =
        Connection::open(&sqlite, "/data/p.db", shared(OpenMode::ReadWrite, 0)).unwrap();
    let blob: Vec<u8> = (0..=255).cycle().take(25_600).collect();
    let expected = [
        Value::Null,
        Value::Integer(i64::MAX),
        Value::Real(0.1),
        Value::Text("ö\0z".to_string()),
        Value::Blob(blob),
    ];
    assert_eq!(
        connection
            .query("SELECT x FROM t ORDER BY i", &[], 0)
            .unwrap()
            .values,
        expected
    );
    connection
        .execute_batch("DELETE FROM t WHERE i = 5; INSERT INTO t VALUES (9, 'nine')")
        .unwrap();
    drop(connection);
    assert_whole(dir, "p.db");
    let script = "import sqlite3, sys\n\
        print(sqlite3.connect(sys.argv[1]).execute('SELECT x FROM t WHERE i = 9').fetchone()[0])";
    assert_eq!(python::run(script, &[&dir.join("p.db")]).trim(), "nine");
}

const MAKE_WAL: &str = "import sqlite3, sys, os\n\
    c = sqlite3.connect(sys.argv[1])\n\
    c.execute('PRAGMA journal_mode = WAL')\n\
    c.execute('CREATE TABLE t (x)')\n\
    c.execute('INSERT INTO t VALUES (1)')\n\
    c.commit()\n";

fn a_wal_database_is_read_in_exclusive_mode(dir: &Path) {
    let holder = format!("{MAKE_WAL}print('ready', flush=True)\nsys.stdin.readline()\nc.close()");
    let holder = python::Waiting::start(&holder, &[&dir.join("w.db")]);
    let sqlite = sqlite_in(dir);
    let open = |options| Connection::open(&sqlite, "/data/w.db", options);
    let error = failure(open(exclusive(OpenMode::ReadWrite, 0)));
    assert_eq!(error.code, ErrorCode::Busy, "python has it: {error}");
    holder.finish();

    for mode in [OpenMode::ReadWrite, OpenMode::ReadOnly] {
        let error = failure(open(shared(mode, 0)));
        assert_eq!(error.code, ErrorCode::CantOpen, "{error}");
        assert!(
            error.message.contains("WAL") && error.message.contains("exclusive"),
            "{error}"
        );
    }
    let connection = open(exclusive(OpenMode::ReadWrite, 0)).unwrap();
    assert_eq!(
        value(&connection, "PRAGMA journal_mode"),
        Value::Text("wal".to_string())
    );
    connection.execute("INSERT INTO t VALUES (2)", &[]).unwrap();
    drop(connection);
    let script = "import sqlite3, sys\n\
        c = sqlite3.connect(sys.argv[1])\n\
        print(c.execute('PRAGMA integrity_check').fetchone(), c.execute('SELECT sum(x) FROM t').fetchone())";
    assert_eq!(
        python::run(script, &[&dir.join("w.db")]).trim(),
        "('ok',) (3,)"
    );
}

fn a_wal_that_was_left_behind_is_not_lost(dir: &Path) {
    python::run(&format!("{MAKE_WAL}os._exit(0)"), &[&dir.join("w.db")]);
    let wal = std::fs::metadata(dir.join("w.db-wal")).unwrap();
    assert!(wal.len() > 0, "what was committed is only there");
    let sqlite = sqlite_in(dir);
    let open = |options| Connection::open(&sqlite, "/data/w.db", options);
    assert_eq!(
        failure(open(shared(OpenMode::ReadWrite, 0))).code,
        ErrorCode::CantOpen
    );
    let connection = open(exclusive(OpenMode::ReadWrite, 0)).unwrap();
    assert_eq!(
        value(&connection, "SELECT sum(x) FROM t"),
        Value::Integer(1)
    );
    let mode = value(&connection, "PRAGMA journal_mode = DELETE");
    assert_eq!(mode, Value::Text("delete".to_string()));
    drop(connection);
    assert_whole(dir, "w.db");
}

fn a_journal_that_python_left_is_rolled_back(dir: &Path) {
    let script = "import sqlite3, sys, os\n\
        c = sqlite3.connect(sys.argv[1], isolation_level=None)\n\
        c.execute('PRAGMA cache_size = 5')\n\
        c.execute('CREATE TABLE t (x)')\n\
        c.executemany('INSERT INTO t VALUES (?)', [(n,) for n in range(100)])\n\
        c.execute('BEGIN')\n\
        c.execute('UPDATE t SET x = zeroblob(5000)')\n\
        os._exit(0)";
    python::run(script, &[&dir.join("j.db")]);
    let journal = dir.join("j.db-journal");
    assert!(
        std::fs::metadata(&journal).is_ok_and(|file| file.len() > 512),
        "it is hot"
    );
    let sqlite = sqlite_in(dir);
    let connection =
        Connection::open(&sqlite, "/data/j.db", shared(OpenMode::ReadWrite, 0)).unwrap();
    assert_eq!(
        value(&connection, "SELECT sum(x) FROM t"),
        Value::Integer(4_950)
    );
    assert!(!journal.exists());
    drop(connection);
    assert_whole(dir, "j.db");
}

fn hold(dir: &Path, sql: &str) -> python::Waiting {
    let script = format!(
        "import sqlite3, sys\n\
        c = sqlite3.connect(sys.argv[1], isolation_level=None)\n\
        c.execute('CREATE TABLE IF NOT EXISTS t (x)')\n\
        {sql}\n\
        print('ready', flush=True)\n\
        sys.stdin.readline()\n\
        c.execute('COMMIT')"
    );
    python::Waiting::start(&script, &[&dir.join("notes.db")])
}

fn assert_refused(dir: &Path, holder: python::Waiting) {
    let sqlite = sqlite_in(dir);
    let start = Instant::now();
    let open = || Connection::open(&sqlite, "/data/notes.db", shared(OpenMode::ReadWrite, 200));
    let error = failure(open());
    let waited = start.elapsed();
    assert_eq!(error.code, ErrorCode::Busy, "{error}");
    assert!(
        error.message.contains("in use by another process"),
        "{error}"
    );
    assert!(
        (Duration::from_millis(190)..Duration::from_secs(10)).contains(&waited),
        "{waited:?}"
    );
    holder.finish();
    let connection = open().unwrap();
    connection.execute("INSERT INTO t VALUES (2)", &[]).unwrap();
    drop(connection);
    assert_whole(dir, "notes.db");
}

fn a_writing_python_keeps_the_component_out(dir: &Path) {
    let holder = hold(
        dir,
        "c.execute('BEGIN IMMEDIATE'); c.execute('INSERT INTO t VALUES (1)')",
    );
    let notes = notes_in(dir);
    let start = Instant::now();
    let error = notes.add("refused", &[]).unwrap_err();
    assert!(
        matches!(error.guest(), Some(store::Error::Busy(_))),
        "{error}"
    );
    assert!(start.elapsed() < Duration::from_secs(30));
    assert_refused(dir, holder);
}

fn a_reading_python_keeps_the_component_out(dir: &Path) {
    let holder = hold(
        dir,
        "c.execute('BEGIN'); c.execute('SELECT * FROM t').fetchall()",
    );
    assert_refused(dir, holder);
}

fn a_writing_component_keeps_python_out(dir: &Path) {
    let sqlite = sqlite_in(dir);
    let connection = Connection::open(&sqlite, "/data/c.db", shared(OpenMode::Create, 0)).unwrap();
    connection.execute_batch("CREATE TABLE t (x)").unwrap();
    let attempt = "import sqlite3, sys\n\
        c = sqlite3.connect(sys.argv[1], timeout=0.2, isolation_level=None)\n\
        try:\n    c.execute('INSERT INTO t VALUES (7)'); print('done')\n\
        except sqlite3.OperationalError as error: print(error)";
    let path = dir.join("c.db");
    let transaction = connection
        .transaction(TransactionBehavior::Immediate)
        .unwrap();
    connection.execute("INSERT INTO t VALUES (1)", &[]).unwrap();
    assert_eq!(python::run(attempt, &[&path]).trim(), "database is locked");
    transaction.commit().unwrap();
    assert_eq!(python::run(attempt, &[&path]).trim(), "done");
    assert_eq!(
        value(&connection, "SELECT sum(x) FROM t"),
        Value::Integer(8)
    );
    drop(connection);

    let keeper =
        Connection::open(&sqlite, "/data/c.db", exclusive(OpenMode::ReadWrite, 0)).unwrap();
    assert_eq!(python::run(attempt, &[&path]).trim(), "database is locked");
    drop(keeper);
    assert_whole(dir, "c.db");
}

fn both_read_at_once(dir: &Path) {
    let holder = hold(
        dir,
        "c.execute('BEGIN'); c.execute('SELECT * FROM t').fetchall()",
    );
    let sqlite = sqlite_in(dir);
    let reader =
        Connection::open(&sqlite, "/data/notes.db", shared(OpenMode::ReadOnly, 0)).unwrap();
    assert_eq!(value(&reader, "SELECT count(*) FROM t"), Value::Integer(0));
    let error = failure(reader.execute("INSERT INTO t VALUES (1)", &[]));
    assert_eq!(error.code, ErrorCode::ReadOnly, "{error}");
    holder.finish();
}
