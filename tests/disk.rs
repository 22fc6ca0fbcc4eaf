//! A disk that is full, or that can't be written: the error says so, and what was committed stays.
//!
//! The disk is a small file system in memory, which only this binary's child sees: it runs in a mount namespace
//! of its own (`unshare`, as any user). Where that can't be had, these tests are shown as ignored.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use libtest_mimic::{Arguments, Failed, Trial};
use wittgen::{CallError, Dynamic};
use wittgen_test_guests::PROBE;
use wittgen_tests::notes::Notes;
use wittgen_tests::notes::store::{Error, Order};
use wittgen_tests::sqlite::database::{Connection, ErrorCode, OpenMode};
use wittgen_tests::{assert_whole, child, notes_in, shared, sqlite_in};

type Test = fn(&Path);

const TESTS: [(&str, Test); 5] = [
    ("a_full_disk_is_reported_and_nothing_is_lost", full),
    ("a_disk_that_becomes_read_only_is_reported", read_only),
    ("a_file_that_may_not_grow_is_reported", too_large),
    ("a_cache_on_a_full_disk_is_done_without", full_cache),
    ("a_cache_that_is_read_only_is_read", read_only_cache),
];

fn main() {
    if let Some((mode, args)) = child::mode() {
        let (_, test) = TESTS
            .iter()
            .find(|(name, _)| *name == mode)
            .expect("it is a test's name");
        let [dir] = &args[..] else {
            panic!("unexpected arguments {args:?}")
        };
        test(Path::new(dir));
        return;
    }
    let arguments = Arguments::from_args();
    let can_mount = in_namespace("exit 0", Path::new("/"), "")
        .status()
        .is_ok_and(|status| status.success());
    if !can_mount {
        eprintln!("ignored: file systems can't be mounted here, not even with `unshare`");
    }
    let trial = |(name, _)| Trial::test(name, move || run(name)).with_ignored_flag(!can_mount);
    libtest_mimic::run(&arguments, TESTS.map(trial).into()).exit();
}

/// A command that mounts 3 MiB at `dir` and runs a line of shell in its own namespace.
fn in_namespace(line: &str, dir: &Path, mode: &str) -> Command {
    // On the root directory the mount is only an attempt: it is hidden from everybody, this shell included.
    let script = format!("mount -t tmpfs -o size=3m tmpfs \"$1\" && {line}");
    let mut command = Command::new("unshare");
    command
        .args(["--map-root-user", "--mount", "sh", "-c", &script, "sh"])
        .arg(dir)
        .env("WITTGEN_TEST_CHILD", mode)
        .stderr(if mode.is_empty() {
            Stdio::null()
        } else {
            Stdio::inherit()
        });
    command
}

fn run(name: &str) -> Result<(), Failed> {
    let dir = tempfile::tempdir()?;
    // The component is compiled before, outside.
    drop(notes_in(dir.path()));
    let binary = std::env::current_exe()?;
    let status = in_namespace("exec \"$2\" \"$1\"", dir.path(), name)
        .arg(binary)
        .status()?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("the child fails: {status}").into())
    }
}

fn count(notes: &Notes) -> usize {
    notes
        .list(None, Order::Oldest)
        .unwrap()
        .next(1_000_000)
        .unwrap()
        .len()
}

fn full(dir: &Path) {
    let notes = notes_in(dir);
    let text = "words that fill the disk ".repeat(400);
    let mut added = 0;
    let error = loop {
        match notes.add(&text, &["t"]) {
            Ok(_) => added += 1,
            Err(error) => break error,
        }
        assert!(added < 10_000, "the disk is never full");
    };
    assert!(
        matches!(error.guest(), Some(Error::Database(_))),
        "{error:?}"
    );
    assert!(error.to_string().contains("full"), "{error}");
    assert_eq!(count(&notes), added, "the instance goes on");
    let connection = Connection::open(
        &sqlite_in(dir),
        "/data/notes.db",
        shared(OpenMode::ReadWrite, 0),
    );
    let many = "INSERT INTO notes (text, created) SELECT hex(zeroblob(9999)), 1 FROM notes";
    match connection.unwrap().execute(many, &[]) {
        Err(CallError::Guest(error)) => assert_eq!(error.code, ErrorCode::Full, "{error}"),
        other => panic!("the disk is not full: {other:?}"),
    }
    drop(notes);
    let notes = notes_in(dir);
    assert_eq!(count(&notes), added);
    for note in notes
        .list(None, Order::Oldest)
        .unwrap()
        .next(1_000_000)
        .unwrap()
    {
        assert!(note.text == text && note.tags == ["t"]);
    }
    assert_whole(dir, "notes.db");
}

fn read_only(dir: &Path) {
    let notes = notes_in(dir);
    let id = notes.add("kept", &[]).unwrap();
    remount(dir, "ro");
    let error = notes.add("refused", &[]).unwrap_err();
    assert!(
        matches!(error.guest(), Some(Error::Database(_))),
        "{error:?}"
    );
    assert!(error.to_string().contains("read-only"), "{error}");
    let fresh = notes_in(dir);
    let error = fresh.add("refused", &[]).unwrap_err();
    assert!(error.to_string().contains("read-only"), "{error}");
    remount(dir, "rw");
    assert_eq!(notes.get(id).unwrap().text, "kept");
    fresh.add("again", &[]).unwrap();
    assert_eq!(count(&notes), 2);
    drop((notes, fresh));
    assert_whole(dir, "notes.db");
}

fn remount(dir: &Path, mode: &str) {
    let options = format!("remount,{mode}");
    let status = Command::new("mount")
        .args(["-o", &options])
        .arg(dir)
        .status();
    assert!(status.is_ok_and(|status| status.success()), "`mount` fails");
}

/// Loads a component with the cache in `dir`, and says whether it was compiled.
fn compiles(dir: &Path) -> bool {
    let compiled = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&compiled);
    let builder = Dynamic::builder().cache_dir(dir);
    let builder = builder.on_compile(move || told.store(true, Ordering::Relaxed));
    let loaded = builder.load(PROBE).expect("it loads");
    assert!(!loaded.functions().is_empty());
    compiled.load(Ordering::Relaxed)
}

fn full_cache(dir: &Path) {
    // Enough is left for a key, and in the end not even that.
    for left in [64 << 10, 0] {
        let filled = dir.join("filled");
        let mut file = fs::File::create(&filled).unwrap();
        let mut size = 3 << 20;
        while size > 0 {
            match file.write_all(&vec![1; size]) {
                Ok(()) => {}
                Err(_) => size /= 2,
            }
        }
        let length = file.metadata().unwrap().len();
        file.set_len(length - left).unwrap();
        drop(file);
        let cache = dir.join(format!("cache-{left}"));
        assert!(compiles(&cache) && compiles(&cache));
        assert!(
            fs::read_dir(&cache).is_ok_and(|mut it| it.all(|it| it.unwrap().file_name() == "key")),
            "nothing half written is left"
        );
        fs::remove_file(&filled).unwrap();
        assert!(compiles(&cache) && !compiles(&cache));
        fs::remove_dir_all(&cache).unwrap();
    }
}

fn read_only_cache(dir: &Path) {
    assert!(compiles(dir) && !compiles(dir));
    remount(dir, "ro");
    assert!(!compiles(dir), "what is there is used");
    assert!(compiles(&dir.join("another")));
    remount(dir, "rw");
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some() {
            fs::write(path, b"damaged").unwrap();
        }
    }
    remount(dir, "ro");
    assert!(compiles(dir) && compiles(dir));
}

/// The limit on the size of files, from which on writes fail with `EFBIG`.
fn too_large(dir: &Path) {
    if std::env::var_os("WITTGEN_LIMITED").is_none() {
        // In blocks of 512 bytes. The signal that comes with the failure would end the process.
        let script = "trap '' XFSZ; ulimit -f 1024; exec \"$@\"";
        let status = Command::new("sh")
            .args(["-c", script, "sh"])
            .arg(std::env::current_exe().unwrap())
            .arg(dir)
            .env("WITTGEN_LIMITED", "1")
            .status();
        assert!(
            status.is_ok_and(|status| status.success()),
            "the limited child fails"
        );
        return;
    }
    let notes = notes_in(dir);
    let text = "x".repeat(10_000);
    let mut added = 0;
    let error = loop {
        match notes.add(&text, &[]) {
            Ok(_) => added += 1,
            Err(error) => break error,
        }
        assert!(added < 10_000, "the limit is never reached");
    };
    assert!(
        error.guest().is_some() && error.to_string().contains("larger than allowed"),
        "{error}"
    );
    assert_eq!(count(&notes), added);
    drop(notes);
    assert_eq!(count(&notes_in(dir)), added);
    assert_whole(dir, "notes.db");
}
