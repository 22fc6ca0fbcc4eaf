//! Several processes, and several instances in one process, on one database file: each request is done or refused
//! as busy, and the file stays whole.
//!
//! This binary runs itself as the other processes.

use std::path::Path;
use std::process::Child;
use std::sync::Barrier;

use libtest_mimic::{Arguments, Failed, Trial};
use wittgen::CallError;
use wittgen_tests::child::{self, say};
use wittgen_tests::notes::Notes;
use wittgen_tests::notes::store::{Error, Order};
use wittgen_tests::sqlite::Sqlite;
use wittgen_tests::sqlite::database::{self, Connection, ErrorCode, OpenMode, Value};
use wittgen_tests::{assert_whole, exclusive, notes_in, shared, sqlite_in, value};

/// How many notes each writer adds.
const NOTES: usize = 60;

fn main() {
    if let Some((mode, args)) = child::mode() {
        match (mode.as_str(), &args[..]) {
            ("add", [dir, name]) => add_notes(&notes_in(Path::new(dir)), name),
            ("hold", [dir]) => hold(Path::new(dir)),
            other => panic!("nobody asks for {other:?}"),
        }
        return;
    }
    let arguments = Arguments::from_args();
    let trial = |name, test: fn(&Path)| {
        Trial::test(name, move || {
            let dir = tempfile::tempdir()?;
            test(dir.path());
            Ok::<(), Failed>(())
        })
    };
    let trials = vec![
        trial("processes_write_to_one_file", processes_write_to_one_file),
        trial("instances_write_to_one_file", instances_write_to_one_file),
        trial(
            "a_file_held_by_another_process_is_refused",
            held_by_another_process,
        ),
        trial(
            "a_file_held_by_another_instance_is_refused",
            held_by_another_instance,
        ),
        trial("readers_share_a_file", readers_share_a_file),
        #[cfg(unix)]
        trial(
            "a_process_that_is_being_started_holds_nothing",
            a_process_that_is_being_started_holds_nothing,
        ),
        trial("a_database_is_created_once", a_database_is_created_once),
    ];
    libtest_mimic::run(&arguments, trials).exit();
}

/// Adds notes, and says of each whether it was added or somebody else was in the way.
fn add_notes(notes: &Notes, name: &str) {
    for n in 0..NOTES {
        let text = format!("{name}x{n}");
        match notes.add(&text, &[name, "all"]) {
            Ok(_) => say(&format!("added {text}")),
            Err(CallError::Guest(Error::Busy(why))) => {
                assert!(
                    why.contains("in use by another process or instance"),
                    "{why}"
                );
                say("busy");
            }
            Err(error) => panic!("{error}"),
        }
    }
}

/// Takes a file for itself until its parent goes on.
fn hold(dir: &Path) {
    let sqlite = sqlite_in(dir);
    let options = exclusive(OpenMode::Create, 0);
    let connection = Connection::open(&sqlite, "/data/held.db", options).expect("nobody has it");
    connection
        .execute_batch("CREATE TABLE t (x)")
        .expect("it can be written");
    say("held");
    let mut line = String::new();
    std::io::stdin()
        .read_line(&mut line)
        .expect("the parent writes UTF-8");
}

/// What a child says until it ends well.
fn listen(child: Child) -> String {
    let output = child.wait_with_output().expect("the child runs");
    assert!(output.status.success(), "the child fails");
    String::from_utf8(output.stdout).expect("the child speaks UTF-8")
}

/// Makes sure that exactly the notes are there of which the writers said so.
fn assert_notes(dir: &Path, said: &[String]) {
    assert_whole(dir, "notes.db");
    let lines = || said.iter().flat_map(|said| said.lines());
    let mut added: Vec<&str> = lines()
        .filter_map(|line| line.strip_prefix("added "))
        .collect();
    let busy = lines().filter(|line| *line == "busy").count();
    println!("{} added, {busy} refused", added.len());
    assert_eq!(added.len() + busy, said.len() * NOTES);
    assert!(added.len() >= NOTES, "the writers hinder each other");
    let notes = notes_in(dir);
    let listing = notes.list(None, Order::Oldest).unwrap();
    let present = listing.next(100_000).unwrap();
    let mut texts: Vec<&str> = present.iter().map(|note| note.text.as_str()).collect();
    added.sort();
    texts.sort();
    assert_eq!(texts, added);
    assert_eq!(notes.search("tag:all", 0).unwrap().len(), added.len());
    assert_eq!(
        notes.search("all", 0).unwrap().len(),
        added.len(),
        "the index has them all"
    );
}

fn processes_write_to_one_file(dir: &Path) {
    let start = |name: &&str| {
        child::command("add", [dir.as_os_str(), name.as_ref()])
            .spawn()
            .unwrap()
    };
    let children: Vec<Child> = ["a", "b", "c"].iter().map(start).collect();
    let said: Vec<String> = children.into_iter().map(listen).collect();
    assert_notes(dir, &said);
}

fn instances_write_to_one_file(dir: &Path) {
    let barrier = Barrier::new(3);
    let add = |name: &str| {
        let notes = notes_in(dir);
        barrier.wait();
        let mut said = String::new();
        for n in 0..NOTES {
            let text = format!("{name}x{n}");
            match notes.add(&text, &["all"]) {
                Ok(_) => said += &format!("added {text}\n"),
                Err(CallError::Guest(Error::Busy(_))) => said += "busy\n",
                Err(error) => panic!("{error}"),
            }
        }
        said
    };
    let said: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = ["a", "b", "c"]
            .map(|name| scope.spawn(move || add(name)))
            .into();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    assert_notes(dir, &said);
}

#[track_caller]
fn assert_busy(sqlite: &Sqlite, mode: OpenMode) {
    for options in [shared(mode, 50), exclusive(mode, 50)] {
        match Connection::open(sqlite, "/data/held.db", options) {
            Err(CallError::Guest(error)) => {
                assert_eq!(error.code, ErrorCode::Busy, "{error}");
                let expected = "`/data/held.db` is in use by another process or instance";
                assert_eq!(error.message, expected);
            }
            other => panic!("not refused: {other:?}"),
        }
    }
}

fn held_by_another_process(dir: &Path) {
    use std::io::{BufRead as _, BufReader, Write as _};
    let mut child = child::command("hold", [dir]).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap())
        .read_line(&mut line)
        .unwrap();
    assert_eq!(line, "held\n");
    let sqlite = sqlite_in(dir);
    for mode in [OpenMode::ReadOnly, OpenMode::ReadWrite, OpenMode::Create] {
        assert_busy(&sqlite, mode);
    }
    writeln!(child.stdin.take().unwrap(), "go on").unwrap();
    assert!(child.wait().unwrap().success());
    let options = exclusive(OpenMode::ReadWrite, 0);
    let connection = Connection::open(&sqlite, "/data/held.db", options).unwrap();
    assert_eq!(
        value(&connection, "SELECT count(*) FROM t"),
        Value::Integer(0)
    );
}

fn held_by_another_instance(dir: &Path) {
    let holder = sqlite_in(dir);
    let options = exclusive(OpenMode::Create, 0);
    let connection = Connection::open(&holder, "/data/held.db", options).unwrap();
    connection.execute_batch("CREATE TABLE t (x)").unwrap();
    let other = sqlite_in(dir);
    assert_busy(&other, OpenMode::ReadWrite);
    assert_busy(&other, OpenMode::ReadOnly);
    // An instance that ends takes its locks with it, even if a connection was not dropped first.
    drop(holder);
    assert_busy(&other, OpenMode::ReadWrite);
    drop(connection);
    Connection::open(&other, "/data/held.db", shared(OpenMode::ReadWrite, 0)).unwrap();
}

/// Until it runs its program, a process that the host starts has all that the host has open.
#[cfg(unix)]
fn a_process_that_is_being_started_holds_nothing(dir: &Path) {
    use std::io::{Read as _, Write as _};
    use std::os::unix::process::CommandExt as _;
    use std::time::Duration;

    let holder = sqlite_in(dir);
    let options = exclusive(OpenMode::Create, 0);
    let connection = Connection::open(&holder, "/data/held.db", options).unwrap();
    connection.execute_batch("CREATE TABLE t (x)").unwrap();
    let (mut forked, mut told) = std::io::pipe().unwrap();
    let mut command = std::process::Command::new("true");
    // SAFETY: what it does are calls of the system, and nothing that another thread could be in the middle of.
    unsafe {
        command.pre_exec(move || {
            told.write_all(b"x")?;
            std::thread::sleep(Duration::from_secs(2));
            Ok(())
        });
    }
    let starting = std::thread::spawn(move || command.status());
    forked.read_exact(&mut [0]).unwrap();
    drop(connection);
    let other = sqlite_in(dir);
    Connection::open(&other, "/data/held.db", exclusive(OpenMode::ReadWrite, 0)).unwrap();
    assert!(starting.join().unwrap().unwrap().success());
}

fn readers_share_a_file(dir: &Path) {
    let open = |sqlite: &Sqlite, mode| Connection::open(sqlite, "/data/r.db", shared(mode, 0));
    let writer = sqlite_in(dir);
    open(&writer, OpenMode::Create)
        .unwrap()
        .execute_batch("CREATE TABLE t (x)")
        .unwrap();
    let (one, two) = (sqlite_in(dir), sqlite_in(dir));
    let readers = [
        open(&one, OpenMode::ReadOnly),
        open(&two, OpenMode::ReadOnly),
    ]
    .map(Result::unwrap);
    let begin = |reader: &Connection| {
        let transaction = reader
            .transaction(database::TransactionBehavior::Deferred)
            .unwrap();
        assert_eq!(value(reader, "SELECT count(*) FROM t"), Value::Integer(0));
        transaction
    };
    let transactions = readers.each_ref().map(begin);
    let refused = open(&writer, OpenMode::ReadWrite).unwrap_err();
    assert_eq!(
        refused.guest().map(|error| error.code),
        Some(ErrorCode::Busy),
        "{refused}"
    );
    drop(transactions);
    open(&writer, OpenMode::ReadWrite).unwrap();
}

fn a_database_is_created_once(dir: &Path) {
    for round in 0..10 {
        let dir = dir.join(round.to_string());
        std::fs::create_dir(&dir).unwrap();
        let barrier = Barrier::new(4);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let notes = notes_in(&dir);
                    barrier.wait();
                    match notes.add("first", &[]) {
                        Ok(_) | Err(CallError::Guest(Error::Busy(_))) => {}
                        Err(error) => panic!("{error}"),
                    }
                });
            }
        });
        assert_whole(&dir, "notes.db");
        assert!(notes_in(&dir).get(1).is_ok());
    }
}
