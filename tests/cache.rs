//! The cache of compiled components: what was not written by this user for this very purpose is compiled anew, never run.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tempfile::TempDir;
use wittgen::{Builder, Dynamic};

/// A component whose function `number` returns `number`.
fn component(number: u32) -> Vec<u8> {
    wat::parse_str(format!(
        r#"(component
            (core module $m (func (export "number") (result i32) (i32.const {number})))
            (core instance $i (instantiate $m))
            (func (export "number") (result u32) (canon lift (core func $i "number"))))"#
    ))
    .expect("the text is a component")
}

/// A folder for the cache, inside one that is removed afterwards.
struct Cache {
    _temporary: TempDir,
    dir: PathBuf,
}

impl Cache {
    fn new() -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let dir = temporary.path().join("cache");
        Self {
            _temporary: temporary,
            dir,
        }
    }

    /// Loads and calls the component of `number`, and says whether it had to be compiled.
    #[track_caller]
    fn compiles(&self, number: u32) -> bool {
        compiles(&self.dir, number)
    }

    /// The files of compiled components.
    fn files(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(&self.dir).unwrap();
        let paths = entries.map(|entry| entry.unwrap().path());
        let mut files: Vec<_> = paths
            .filter(|path| path.extension().is_some_and(|it| it == "cwasm"))
            .collect();
        files.sort();
        files
    }

    /// The one file of a cache that has had one component.
    fn file(&self) -> PathBuf {
        let files = self.files();
        assert_eq!(files.len(), 1, "{files:?}");
        files[0].clone()
    }
}

#[track_caller]
fn compiles(dir: &Path, number: u32) -> bool {
    let compiled = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&compiled);
    let builder: Builder<Dynamic> = Dynamic::builder().cache_dir(dir).on_compile(move || {
        count.fetch_add(1, Ordering::Relaxed);
    });
    let loaded = builder.load(component(number)).expect("it loads");
    let value = loaded.call("number()").expect("it is called");
    assert_eq!(value.to_wave(), number.to_string());
    compiled.load(Ordering::Relaxed) == 1
}

/// What is logged as a warning while `run` runs.
fn warnings(run: impl FnOnce()) -> String {
    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);
    impl std::io::Write for Log {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::WARN)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    tracing::subscriber::with_default(subscriber, run);
    let bytes = log.0.lock().unwrap().clone();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_component_is_compiled_once() {
    let cache = Cache::new();
    assert!(cache.compiles(1));
    assert!(!cache.compiles(1));
    assert!(cache.compiles(2));
    assert!(!cache.compiles(2) && !cache.compiles(1));
    // For other limits it is other machine code.
    let load = || {
        Dynamic::builder()
            .cache_dir(&cache.dir)
            .fuel(1000)
            .load(component(1))
    };
    assert_eq!(load().unwrap().call("number()").unwrap().to_wave(), "1");
    assert_eq!(cache.files().len(), 3);
}

#[test]
fn a_flipped_bit_anywhere_is_noticed_and_repaired() {
    let cache = Cache::new();
    assert!(cache.compiles(7));
    let file = cache.file();
    let whole = fs::read(&file).unwrap();
    // All of what stands behind the code, and bits all over the rest.
    let tail = whole.len() - 600..whole.len();
    let places = (0..tail.start).step_by(whole.len() / 150).chain(tail);
    for (count, place) in places.enumerate() {
        let mut changed = whole.clone();
        changed[place] ^= 1 << (count % 8);
        fs::write(&file, &changed).unwrap();
        assert!(cache.compiles(7), "byte {place} of {}", whole.len());
        assert_eq!(fs::read(&file).unwrap(), whole, "it is whole again");
    }
    assert!(!cache.compiles(7));
}

#[test]
fn what_was_checked_before_is_checked_again_once_it_changed() {
    let cache = Cache::new();
    assert!(cache.compiles(7));
    // A file that did not change for a while is remembered as checked.
    std::thread::sleep(Duration::from_millis(2_500));
    for _ in 0..3 {
        assert!(!cache.compiles(7));
    }
    let file = cache.file();
    let (whole, time) = (
        fs::read(&file).unwrap(),
        fs::metadata(&file).unwrap().modified().unwrap(),
    );
    let mut changed = whole.clone();
    changed[whole.len() / 2] ^= 1;
    fs::write(&file, &changed).unwrap();
    // Who changes it may well set its time back.
    let opened = fs::File::options().append(true).open(&file).unwrap();
    opened.set_modified(time).unwrap();
    assert!(cache.compiles(7));
    assert_eq!(fs::read(&file).unwrap(), whole);
}

#[test]
fn what_is_cut_off_or_something_else_is_compiled_anew() {
    let cache = Cache::new();
    assert!(cache.compiles(7));
    let file = cache.file();
    let whole = fs::read(&file).unwrap();
    let mut others: Vec<Vec<u8>> = [0, 1, 4, 40, 48, 100, whole.len() / 2, whole.len() - 1]
        .map(|length| whole[..length].to_vec())
        .into();
    others.push([&whole[..], b"more"].concat());
    others.push([&whole[..], &whole].concat());
    others.push(component(7));
    others.push(vec![0xff; whole.len()]);
    // A manifest that is said to be longer than the file.
    let mut long = whole.clone();
    let length = whole.len() - 48;
    long[length..length + 4].fill(0xff);
    others.push(long);
    for other in others {
        fs::write(&file, &other).unwrap();
        let warned = warnings(|| assert!(cache.compiles(7), "{} bytes", other.len()));
        assert!(
            warned.contains("compiling anew") && warned.contains(".cwasm"),
            "{warned}"
        );
        assert!(!cache.compiles(7));
    }
}

#[test]
fn machine_code_does_not_run_under_another_name() {
    let cache = Cache::new();
    assert!(cache.compiles(1));
    let one = cache.file();
    assert!(cache.compiles(2));
    let two = cache.files().into_iter().find(|file| *file != one).unwrap();
    let (code_one, code_two) = (fs::read(&one).unwrap(), fs::read(&two).unwrap());
    fs::write(&one, &code_two).unwrap();
    fs::write(&two, &code_one).unwrap();
    let warned = warnings(|| assert!(cache.compiles(1) && cache.compiles(2)));
    assert_eq!(
        warned.matches("for another component or engine").count(),
        2,
        "{warned}"
    );
    // The same component for another engine is as little of use.
    let load = || {
        Dynamic::builder()
            .cache_dir(&cache.dir)
            .fuel(1000)
            .load(component(1))
    };
    load().unwrap();
    let files = cache.files();
    let fuel = files
        .iter()
        .find(|file| **file != one && **file != two)
        .unwrap();
    fs::copy(&one, fuel).unwrap();
    assert!(warnings(|| drop(load().unwrap())).contains("for another component or engine"));
}

#[test]
fn machine_code_of_another_cache_is_not_run() {
    let (mine, theirs) = (Cache::new(), Cache::new());
    assert!(mine.compiles(1) && theirs.compiles(1));
    fs::copy(theirs.file(), mine.file()).unwrap();
    let warned = warnings(|| assert!(mine.compiles(1)));
    assert!(warned.contains("sealed with another key"), "{warned}");
    // With the key it would be: the key is what is trusted.
    fs::copy(theirs.file(), mine.file()).unwrap();
    fs::copy(theirs.dir.join("key"), mine.dir.join("key")).unwrap();
    assert!(!mine.compiles(1));
}

#[test]
fn a_key_that_is_gone_or_no_key_is_made_anew() {
    let cache = Cache::new();
    assert!(cache.compiles(1));
    let key = cache.dir.join("key");
    let old = fs::read(&key).unwrap();
    fs::remove_file(&key).unwrap();
    assert!(cache.compiles(1) && !cache.compiles(1));
    assert_ne!(fs::read(&key).unwrap(), old, "keys are random");
    for bad in [&b""[..], b"short", &[b'\n'; 100]] {
        fs::write(&key, bad).unwrap();
        assert!(cache.compiles(1) && !cache.compiles(1));
    }
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
    use std::process::Command;

    use super::*;

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    /// Whether files can be given to other users here.
    fn is_root() -> bool {
        let file = tempfile::NamedTempFile::new().unwrap();
        file.as_file().metadata().unwrap().uid() == 0
    }

    #[test]
    fn nobody_else_can_read_or_write_what_is_kept() {
        let cache = Cache::new();
        assert!(cache.compiles(1));
        let mode = |path: &Path| fs::metadata(path).unwrap().mode() & 0o777;
        assert_eq!(mode(&cache.dir), 0o700);
        assert_eq!(mode(&cache.dir.join("key")), 0o600);
        assert_eq!(mode(&cache.file()), 0o600);
    }

    #[test]
    fn a_key_that_others_know_is_replaced() {
        let cache = Cache::new();
        assert!(cache.compiles(1));
        let key = cache.dir.join("key");
        for mode in [0o644, 0o640, 0o602] {
            let old = fs::read(&key).unwrap();
            set_mode(&key, mode);
            let warned = warnings(|| assert!(cache.compiles(1)));
            assert!(warned.contains("replacing the cache's key"), "{warned}");
            assert_ne!(fs::read(&key).unwrap(), old);
            assert!(!cache.compiles(1));
        }
    }

    #[test]
    fn a_key_of_another_user_is_not_used() {
        if !is_root() {
            return;
        }
        let cache = Cache::new();
        assert!(cache.compiles(1));
        chown(cache.dir.join("key"), Some(1234), Some(1234)).unwrap();
        let warned = warnings(|| assert!(cache.compiles(1)));
        assert!(warned.contains("belongs to another user"), "{warned}");
    }

    #[test]
    fn a_file_that_others_may_write_to_is_used_without_mapping_it() {
        let cache = Cache::new();
        assert!(cache.compiles(1));
        let is_mapped = || {
            let name = cache
                .file()
                .file_name()
                .unwrap()
                .to_string_lossy()
                .into_owned();
            let load = Dynamic::builder().cache_dir(&cache.dir).load(component(1));
            let app = load.unwrap();
            let maps = fs::read_to_string("/proc/self/maps").unwrap_or_default();
            drop(app);
            maps.contains(&name)
        };
        assert_eq!(is_mapped(), cfg!(target_os = "linux"));
        set_mode(&cache.file(), 0o666);
        assert!(!is_mapped() && !cache.compiles(1));
        set_mode(&cache.file(), 0o600);
        if is_root() {
            chown(cache.file(), Some(1234), Some(1234)).unwrap();
            assert!(!is_mapped() && !cache.compiles(1));
        }
    }

    #[test]
    fn links_lead_to_a_cache_and_to_files_of_it() {
        let cache = Cache::new();
        assert!(cache.compiles(1));
        let other = tempfile::tempdir().unwrap();
        let link = other.path().join("link");
        symlink(&cache.dir, &link).unwrap();
        assert!(!compiles(&link, 1));
        assert!(compiles(&link, 2) && !cache.compiles(2));
        // A file that is a link is what it leads to.
        let file = &cache.files()[0];
        let moved = other.path().join("moved");
        fs::rename(file, &moved).unwrap();
        symlink(&moved, file).unwrap();
        assert!(!cache.compiles(1) && !cache.compiles(2));
        // One that leads nowhere is replaced.
        fs::remove_file(&moved).unwrap();
        assert!(cache.compiles(1) || cache.compiles(2));
        assert!(!cache.compiles(1) && !cache.compiles(2));
    }

    #[test]
    fn what_is_no_file_does_not_stop_anything() {
        let cache = Cache::new();
        assert!(cache.compiles(1));
        let file = cache.file();
        fs::remove_file(&file).unwrap();
        fs::create_dir(&file).unwrap();
        assert!(cache.compiles(1));
        fs::remove_dir(&file).unwrap();
        // Nobody writes to the other end.
        let made = Command::new("mkfifo").arg(&file).status();
        if made.is_ok_and(|status| status.success()) {
            assert!(cache.compiles(1) && !cache.compiles(1));
        }
        let key = cache.dir.join("key");
        fs::remove_file(&key).unwrap();
        fs::create_dir(&key).unwrap();
        let warned = warnings(|| assert!(cache.compiles(1)));
        assert!(warned.contains("cannot use the cache"), "{warned}");
    }
}

#[test]
fn a_cache_that_can_not_be_had_is_done_without() {
    let temporary = tempfile::tempdir().unwrap();
    let file = temporary.path().join("file");
    fs::write(&file, b"a file").unwrap();
    for dir in [
        file.clone(),
        file.join("below"),
        PathBuf::from("/proc/none"),
    ] {
        let warned = warnings(|| assert!(compiles(&dir, 1)));
        assert!(warned.contains("cannot use the cache"), "{warned}");
    }
}

#[test]
fn several_at_a_time_make_one_key() {
    let cache = Cache::new();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for number in 0..4 {
                    cache.compiles(number);
                }
            });
        }
    });
    assert_eq!(cache.files().len(), 4);
    assert!((0..4).all(|number| !cache.compiles(number)));
}
