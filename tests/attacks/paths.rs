//! Ways out of a granted directory: by paths, by links that lie there or are made, and while another hand moves what a path
//! leads through.

use std::collections::BTreeSet;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use tempfile::TempDir;
use wittgen::Builder;
use wittgen_tests::probe::Probe;

/// A granted directory `inside`, and a directory `outside` beside it. Each has a file `note` and one in `room`.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        for (dir, text) in [("inside", "inside"), ("outside", "secret")] {
            let dir = place.0.path().join(dir);
            std::fs::create_dir_all(dir.join("room")).unwrap();
            std::fs::write(dir.join("note"), text).unwrap();
            std::fs::write(dir.join("room/note"), text).unwrap();
        }
        place
    }

    fn inside(&self) -> PathBuf {
        self.0.path().join("inside")
    }

    fn outside(&self) -> PathBuf {
        self.0.path().join("outside")
    }

    /// Nothing outside was made, changed or taken away.
    #[track_caller]
    fn assert_untouched(&self) {
        let entries = |dir: &Path| {
            let mut names: Vec<_> = std::fs::read_dir(dir)
                .unwrap()
                .map(|entry| entry.unwrap().file_name())
                .collect();
            names.sort();
            names
        };
        assert_eq!(entries(self.0.path()), ["inside", "outside"]);
        assert_eq!(entries(&self.outside()), ["note", "room"]);
        assert_eq!(entries(&self.outside().join("room")), ["note"]);
        for note in ["note", "room/note"] {
            assert_eq!(std::fs::read(self.outside().join(note)).unwrap(), b"secret");
        }
    }
}

fn load(builder: Builder<Probe>) -> Probe {
    builder.load(wittgen_test_guests::PROBE_PATH).unwrap()
}

#[test]
fn what_is_granted_is_there() {
    let place = Place::new();
    let probe = load(Probe::builder().dir("/data", place.inside()));
    assert_eq!(probe.read("/data/note").unwrap(), "inside");
    assert_eq!(probe.read("/data/room/../note").unwrap(), "inside");
    probe.write("/data/new", "text").unwrap();
    probe.rename("/data/new", "/data/room/new").unwrap();
    probe.symlink("note", "/data/door").unwrap();
    assert_eq!(probe.read("/data/door").unwrap(), "inside");
    probe.remove("/data/door").unwrap();
    let mut names = probe.entries("/data").unwrap();
    names.sort();
    assert_eq!(names, ["note", "room"]);
    place.assert_untouched();
}

#[test]
fn no_path_leads_out() {
    let place = Place::new();
    let absolute = place.outside().join("note").display().to_string();
    let outside = [
        "/data/../outside/note",
        "/data/../../../../../../../../etc/passwd",
        "/data/room/../../outside/note",
        "/data/room/../../../outside/note",
        "/data/./room/.././../outside/note",
        "/data//../outside/note",
        "/data/..",
        "..",
        "../outside/note",
        "/outside/note",
        "/etc/passwd",
        "/",
        "",
        "/data/note/../../outside/note",
        "/data/..\\outside\\note",
        "/data/\u{0}/../outside/note",
        &absolute,
    ];
    for path in outside {
        let probe = load(Probe::builder().dir("/data", place.inside()));
        assert!(probe.read(path).is_err(), "{path}");
        assert!(
            probe.write(path, "mine").is_err() || path.contains('\\'),
            "{path}"
        );
        if !path.contains('\\') {
            assert!(probe.rename("/data/note", path).is_err(), "{path}");
            assert!(probe.link("/data/note", path).is_err(), "{path}");
            assert!(probe.symlink("note", path).is_err(), "{path}");
        }
        assert!(
            probe.link(path, "/data/linked").is_err() || path.contains('\\'),
            "{path}"
        );
        assert!(probe.remove(path).is_err() || path.contains('\\'), "{path}");
        assert_eq!(probe.read("/data/note").unwrap(), "inside", "{path}");
        place.assert_untouched();
    }
    let probe = load(Probe::builder().dir("/data", place.inside()));
    for path in ["/data/..", "/data/../outside", "/", "..", "."] {
        let entries = probe.entries(path).unwrap_or_default();
        assert!(
            !entries.iter().any(|name| name == "outside"),
            "{path}: {entries:?}"
        );
    }
    // Names are bounded by what the system bears, not by the host's patience.
    let long = format!("/data/{}", "../".repeat(100_000));
    assert!(probe.read(&long).is_err());
    let long = format!("/data/{}", "room/../".repeat(100_000));
    assert!(probe.read(&long).is_err());
}

#[test]
fn no_link_leads_out() {
    let place = Place::new();
    let (inside, outside) = (place.inside(), place.outside());
    // What lies there already, of the host's making.
    symlink(&outside, inside.join("absolute")).unwrap();
    symlink("../outside", inside.join("relative")).unwrap();
    symlink("../outside/note", inside.join("file")).unwrap();
    symlink("relative", inside.join("chain")).unwrap();
    symlink("room/../../outside", inside.join("winding")).unwrap();
    symlink("new", inside.join("loop")).unwrap();
    symlink("loop", inside.join("new")).unwrap();
    symlink("../outside/dangling", inside.join("dangling")).unwrap();
    let probe = load(Probe::builder().dir("/data", &inside));
    for door in ["absolute", "relative", "chain", "winding"] {
        let path = format!("/data/{door}/note");
        assert!(probe.read(&path).is_err(), "{door}");
        assert!(probe.write(&path, "mine").is_err(), "{door}");
        assert!(
            probe.write(&format!("/data/{door}/new"), "mine").is_err(),
            "{door}"
        );
        assert!(probe.entries(&format!("/data/{door}")).is_err(), "{door}");
        assert!(probe.remove(&path).is_err(), "{door}");
        assert!(probe.rename("/data/note", &path).is_err(), "{door}");
        assert!(probe.link(&path, "/data/linked").is_err(), "{door}");
    }
    for door in ["file", "loop", "dangling"] {
        let path = format!("/data/{door}");
        assert!(probe.read(&path).is_err(), "{door}");
        assert!(probe.write(&path, "mine").is_err(), "{door}");
    }
    place.assert_untouched();
    // Of its own making.
    let targets = [
        "/",
        "/etc/passwd",
        "..",
        "../outside",
        "../outside/note",
        "room/../../outside",
    ];
    for (number, target) in targets.iter().enumerate() {
        let path = format!("/data/own{number}");
        let _ = probe.symlink(target, &path);
        assert!(probe.read(&path).is_err(), "{target}");
        assert!(probe.read(&format!("{path}/note")).is_err(), "{target}");
        assert!(
            probe.read(&format!("{path}/outside/note")).is_err(),
            "{target}"
        );
        assert!(
            probe.write(&format!("{path}/new"), "mine").is_err(),
            "{target}"
        );
        assert!(probe.entries(&path).is_err(), "{target}");
    }
    // Good where it was made, and no longer where it is put.
    probe.symlink("../note", "/data/room/up").unwrap();
    assert_eq!(probe.read("/data/room/up").unwrap(), "inside");
    let _ = probe.rename("/data/room/up", "/data/up");
    assert!(probe.read("/data/up").is_err());
    place.assert_untouched();
}

#[test]
fn what_may_be_read_is_not_written() {
    let place = Place::new();
    let probe = load(Probe::builder().read_only_dir("/data", place.inside()));
    assert_eq!(probe.read("/data/note").unwrap(), "inside");
    assert!(probe.write("/data/note", "mine").is_err());
    assert!(probe.write("/data/new", "mine").is_err());
    assert!(probe.remove("/data/note").is_err());
    assert!(probe.rename("/data/note", "/data/new").is_err());
    assert!(probe.symlink("note", "/data/door").is_err());
    assert!(probe.link("/data/note", "/data/door").is_err());
    assert_eq!(std::fs::read_dir(place.inside()).unwrap().count(), 2);
    assert_eq!(
        std::fs::read(place.inside().join("note")).unwrap(),
        b"inside"
    );
    place.assert_untouched();
}

/// Runs `attack` while another thread runs `move_once` again and again.
fn while_moving(move_once: impl Fn() + Send + Sync, attack: impl FnOnce()) {
    /// Also when the attack fails, so that the test does.
    struct Over<'a>(&'a AtomicBool);
    impl Drop for Over<'_> {
        fn drop(&mut self) {
            self.0.store(true, Ordering::Relaxed);
        }
    }
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let _over = Over(&over);
        scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                move_once();
            }
        });
        attack();
    });
}

/// Reads and writes for a while, and for longer where neither was possible yet, until there was a moment for each. Gives
/// back all that was read.
#[track_caller]
fn read_and_write(probe: &Probe, reads: &[&str], write: &str) -> BTreeSet<String> {
    let (mut seen, mut written) = (BTreeSet::new(), 0);
    for round in 0..10_000 {
        for path in reads {
            seen.extend(probe.read_often(path, 500).unwrap());
        }
        written += probe.write_often(write, "mine", 500).unwrap();
        if round >= 30 && written > 0 && !seen.is_empty() {
            return seen;
        }
    }
    panic!("{written} were written, and {seen:?} read");
}

#[test]
fn a_directory_that_becomes_a_link_leads_nowhere() {
    let place = Place::new();
    let (inside, outside) = (place.inside(), place.outside());
    let (door, aside) = (inside.join("room"), inside.join("aside"));
    let swap = || {
        std::fs::rename(&door, &aside).unwrap();
        symlink(&outside, &door).unwrap();
        std::fs::remove_file(&door).unwrap();
        symlink("../outside", &door).unwrap();
        std::fs::remove_file(&door).unwrap();
        std::fs::rename(&aside, &door).unwrap();
    };
    let probe = load(Probe::builder().dir("/data", &inside));
    while_moving(swap, || {
        // Also by a way that goes through it twice.
        let reads = ["/data/room/note", "/data/room/../room/note"];
        let seen = read_and_write(&probe, &reads, "/data/room/new");
        assert_eq!(seen, BTreeSet::from(["inside".to_string()]));
    });
    place.assert_untouched();
}

#[test]
fn a_file_that_becomes_a_link_leads_nowhere() {
    let place = Place::new();
    let (inside, outside) = (place.inside(), place.outside());
    let (door, plain, link) = (
        inside.join("door"),
        inside.join("plain"),
        inside.join("link"),
    );
    // Each takes the place of the other in one step, so that there always is one.
    let swap = || {
        std::fs::write(&plain, "inside").unwrap();
        std::fs::rename(&plain, &door).unwrap();
        symlink(outside.join("note"), &link).unwrap();
        std::fs::rename(&link, &door).unwrap();
    };
    swap();
    let probe = load(Probe::builder().dir("/data", &inside));
    while_moving(swap, || {
        let seen = read_and_write(&probe, &["/data/door"], "/data/door");
        let fine = |text: &String| ["", "inside", "mine"].contains(&text.as_str());
        assert!(seen.iter().all(fine), "{seen:?}");
    });
    place.assert_untouched();
}

#[test]
fn the_granted_directory_itself_may_move() {
    let place = Place::new();
    let (inside, outside) = (place.inside(), place.outside());
    let aside = place.0.path().join("aside");
    let swap = || {
        std::fs::rename(&inside, &aside).unwrap();
        symlink(&outside, &inside).unwrap();
        std::fs::remove_file(&inside).unwrap();
        std::fs::rename(&aside, &inside).unwrap();
    };
    let probe = load(Probe::builder().dir("/data", &inside));
    while_moving(swap, || {
        assert_eq!(probe.read_often("/data/note", 20_000).unwrap(), ["inside"]);
        assert_eq!(
            probe.write_often("/data/new", "mine", 10_000).unwrap(),
            10_000
        );
    });
    place.assert_untouched();
}
