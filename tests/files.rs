//! What a granted directory refuses is told, with the reason, for WASI 0.2 and 0.3 alike.
//!
//! That it is refused is in `attacks` and `sandbox`.

use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use tempfile::TempDir;
use wittgen::{Area, Builder, Denied, ErrorKind};
use wittgen_tests::answer;
use wittgen_tests::probe::Probe;

mod asynchronous {
    #![allow(missing_docs)]
    wittgen::bindgen!({ path: "../wit/client-async", world: "client-async" });
}

use asynchronous::ClientAsync;

/// What came of an attempt, and what was told of it.
type Came = (Result<(), String>, Vec<String>);

/// A directory `inside` with a file `note` and a directory `room`, and one called `outside` beside it.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        for dir in ["inside", "outside"] {
            let dir = place.0.path().join(dir);
            std::fs::create_dir_all(dir.join("room")).unwrap();
            std::fs::write(dir.join("note"), "text").unwrap();
        }
        place
    }

    fn inside(&self) -> PathBuf {
        self.0.path().join("inside")
    }
}

/// A builder, and what it is told.
fn listening<W>(builder: Builder<W>) -> (Builder<W>, Arc<Mutex<Vec<String>>>) {
    let told = Arc::new(Mutex::new(Vec::new()));
    let tell = Arc::clone(&told);
    let builder = builder.on_denied(move |denied: &Denied| {
        assert_eq!(denied.area(), Area::Files);
        tell.lock().unwrap().push(denied.to_string());
    });
    (builder, told)
}

/// Attempts something by WASI 0.2.
fn attempt_2(builder: Builder<Probe>, deed: &str, path: &str, other: &str) -> Came {
    let (builder, told) = listening(builder);
    let probe = builder.load(wittgen_test_guests::PROBE_PATH).unwrap();
    let came = answer(probe.attempt(deed, path, other));
    let told = std::mem::take(&mut *told.lock().unwrap());
    (came, told)
}

/// Attempts something by WASI 0.3.
fn attempt_3(builder: Builder<ClientAsync>, deed: &str, path: &str, other: &str) -> Came {
    let (builder, told) = listening(builder);
    let client = builder
        .load(wittgen_test_guests::CLIENT_ASYNC_PATH)
        .unwrap();
    let attempt = client.attempt(deed.into(), path.into(), other.into());
    let came = answer(futures::executor::block_on(attempt));
    let told = std::mem::take(&mut *told.lock().unwrap());
    (came, told)
}

/// Attempts something by either, with the directory granted for reading alone or for writing as well.
fn attempt(place: &Place, writes: bool, deed: &str, path: &str, other: &str) -> [Came; 2] {
    let dir = place.inside();
    match writes {
        true => [
            attempt_2(Probe::builder().dir("/data", &dir), deed, path, other),
            attempt_3(ClientAsync::builder().dir("/data", &dir), deed, path, other),
        ],
        false => [
            attempt_2(
                Probe::builder().read_only_dir("/data", &dir),
                deed,
                path,
                other,
            ),
            attempt_3(
                ClientAsync::builder().read_only_dir("/data", &dir),
                deed,
                path,
                other,
            ),
        ],
    }
}

/// Whether an error has that code, which the two versions spell differently.
fn is(error: &str, code: &str) -> bool {
    error.replace('-', "").to_lowercase().contains(code)
}

/// It was refused, and that was told so.
#[track_caller]
fn assert_told(came: &Came, expected: &str, context: &str) {
    let (came, told) = came;
    let code = came.as_ref().unwrap_err();
    assert!(is(code, "notpermitted"), "{context}: {code}");
    assert_eq!(told.len(), 1, "{context}: {told:?}");
    assert!(told[0].starts_with(expected), "{context}: {told:?}");
}

/// Functions that 0.3 has as well, but the guest has not.
const ONLY_2: [&str; 4] = ["stat", "set-times-at", "set-times", "write"];

#[test]
fn changes_of_a_read_only_directory_are_told() {
    for (deed, path, what) in [
        ("open-to-write", "note", "`/data/note`"),
        ("create", "new", "`/data/new`"),
        ("truncate", "note", "`/data/note`"),
        ("create-directory", "new", "`/data/new`"),
        ("remove-directory", "room", "`/data/room`"),
        ("unlink", "room/../note", "`/data/room/../note`"),
        ("set-times-at", "note", "`/data/note`"),
        ("rename", "note", "`/data/note`"),
        ("link", "note", "`/data/note`"),
        ("symlink", "new", "`/data/new`"),
        ("set-size", "note", "a file that is open"),
        ("set-times", "note", "a file that is open"),
        ("write", "note", "a file that is open"),
        ("write-via-stream", "note", "a file that is open"),
        ("append-via-stream", "note", "a file that is open"),
    ] {
        let place = Place::new();
        let came = attempt(&place, false, deed, path, "other");
        let expected = format!(
            "a change of {what} was not granted: the directory was granted for reading only; grant it with `Builder::dir`"
        );
        assert_told(&came[0], &expected, deed);
        if !ONLY_2.contains(&deed) {
            assert_told(&came[1], &expected, deed);
        }
    }
}

#[test]
fn paths_that_leave_a_directory_are_told() {
    let place = Place::new();
    symlink("../outside", place.inside().join("door")).unwrap();
    symlink("/etc", place.inside().join("absolute")).unwrap();
    for (path, full, why) in [
        (
            "../outside/note",
            "/data/../outside/note",
            "it leaves the directory by `..`",
        ),
        (
            "room/../../outside/note",
            "/data/room/../../outside/note",
            "it leaves the directory by `..`",
        ),
        ("/etc/passwd", "/etc/passwd", "it is absolute"),
        (
            "door/note",
            "/data/door/note",
            "a symbolic link on it leads out",
        ),
        (
            "absolute/passwd",
            "/data/absolute/passwd",
            "a symbolic link on it leads out",
        ),
    ] {
        let expected = format!("the path `{full}` was not granted: {why}");
        for deed in [
            "open",
            "create",
            "stat",
            "hash",
            "create-directory",
            "unlink",
            "rename",
            "link",
        ] {
            let came = attempt(&place, true, deed, path, "other");
            let context = format!("{deed} {path}");
            assert_told(&came[0], &expected, &context);
            if !ONLY_2.contains(&deed) {
                assert_told(&came[1], &expected, &context);
            }
        }
        // The second of two paths as well.
        for deed in ["rename", "link"] {
            for came in attempt(&place, true, deed, "note", path) {
                assert_told(&came, &expected, &format!("{deed} to {path}"));
            }
        }
    }
}

#[test]
fn links_to_absolute_paths_are_told() {
    let place = Place::new();
    for came in attempt(&place, true, "symlink", "new", "/etc/passwd") {
        let expected =
            "the link `/data/new` to `/etc/passwd` was not granted: a symbolic link can't";
        assert_told(&came, expected, "symlink");
    }
    symlink("/etc/passwd", place.inside().join("secret")).unwrap();
    for came in attempt(&place, true, "readlink", "secret", "") {
        assert_told(
            &came,
            "the path `/data/secret` was not granted: a symbolic link",
            "readlink",
        );
    }
}

#[test]
fn what_is_granted_or_not_there_is_not_told() {
    let place = Place::new();
    symlink("note", place.inside().join("door")).unwrap();
    for (writes, deed, path, other) in [
        (false, "open", "note", ""),
        (false, "open", "room/../note", ""),
        (false, "open", "door", ""),
        (false, "hash", "note", ""),
        (false, "readlink", "door", ""),
        (true, "create", "new", ""),
        (true, "open-to-write", "new", ""),
        (true, "truncate", "new", ""),
        (true, "link", "new", "linked"),
        (true, "symlink", "symbolic", "new"),
        (true, "create-directory", "made", ""),
    ] {
        // What the one makes is in the other's way.
        for name in ["linked", "symbolic"] {
            let _ = std::fs::remove_file(place.inside().join(name));
        }
        let [first, second] = attempt(&place, writes, deed, path, other);
        assert_eq!(first, (Ok(()), vec![]), "{deed}");
        assert!(second.1.is_empty(), "{deed}: {second:?}");
    }
    for came in attempt(&place, true, "open", "missing", "") {
        assert!(is(&came.0.unwrap_err(), "noentry"));
        assert!(came.1.is_empty(), "{:?}", came.1);
    }
}

#[test]
fn no_directory_at_all_is_told_in_both_versions() {
    for (came, told) in [
        attempt_2(Probe::builder(), "open", "note", ""),
        attempt_3(ClientAsync::builder(), "open", "note", ""),
    ] {
        assert_eq!(came, Err("no directory".into()));
        assert!(
            told[0].starts_with("a directory was not granted; grant"),
            "{told:?}"
        );
    }
}

#[test]
fn an_error_says_what_was_refused() {
    let place = Place::new();
    let builder = Probe::builder().dir("/data", place.inside());
    let probe = builder.load(wittgen_test_guests::PROBE_PATH).unwrap();
    let error = probe.insist("/data/../outside/note").unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Trap);
    let help = error.help().unwrap();
    assert!(
        help.contains("`/data/../outside/note` was not granted"),
        "{help}"
    );
    assert!(help.contains("Builder::dir"), "{help}");
}

#[test]
fn an_asynchronous_world_reads_files_by_either_version() {
    let place = Place::new();
    let builder = ClientAsync::builder().read_only_dir("/data", place.inside());
    let client = builder
        .load(wittgen_test_guests::CLIENT_ASYNC_PATH)
        .unwrap();
    let read = |path: &str| answer(client.read(path.into()));
    assert_eq!(read("/data/note"), Ok("text".into()));
    assert!(read("/data/missing").is_err());
    let attempt = client.attempt("open".into(), "note".into(), String::new());
    assert_eq!(answer(futures::executor::block_on(attempt)), Ok(()));
}
