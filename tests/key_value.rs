//! Key-value stores and configuration: what was granted is there, is shared, and keeps its limits.
//!
//! This binary runs itself as the other process.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;

use libtest_mimic::{Arguments, Failed, Trial};
use wittgen::{Area, Builder, CallError, ErrorKind, KeyValue};
use wittgen_tests::child::{self, say};
use wittgen_tests::client::Client;

fn main() {
    if let Some((mode, args)) = child::mode() {
        match (mode.as_str(), &args[..]) {
            ("hold", [path]) => hold(Path::new(path)),
            other => panic!("nobody asks for {other:?}"),
        }
        return;
    }
    let trial = |name: &str, test: fn()| {
        Trial::test(name, move || {
            test();
            Ok::<(), Failed>(())
        })
    };
    let trials = vec![
        trial("no_store_without_a_grant", no_store_without_a_grant),
        trial("a_store_does_what_it_says", a_store_does_what_it_says),
        trial(
            "a_store_is_shared_by_its_clones",
            a_store_is_shared_by_its_clones,
        ),
        trial(
            "a_store_may_be_for_reading_only",
            a_store_may_be_for_reading_only,
        ),
        trial("a_store_holds_what_it_may", a_store_holds_what_it_may),
        trial("keys_come_in_pages", keys_come_in_pages),
        trial("threads_count_together", threads_count_together),
        trial("a_large_answer_is_refused", a_large_answer_is_refused),
        trial("handles_are_counted", handles_are_counted),
        trial("a_file_keeps_its_store", a_file_keeps_its_store),
        trial(
            "a_file_belongs_to_one_process",
            a_file_belongs_to_one_process,
        ),
        trial(
            "a_file_that_is_no_store_is_refused",
            a_file_that_is_no_store_is_refused,
        ),
        trial(
            "a_damaged_file_is_refused_or_whole",
            a_damaged_file_is_refused_or_whole,
        ),
        trial(
            "configuration_is_what_was_given",
            configuration_is_what_was_given,
        ),
        trial(
            "what_was_granted_can_be_printed",
            what_was_granted_can_be_printed,
        ),
        trial(
            "what_is_missing_is_said_before",
            what_is_missing_is_said_before,
        ),
    ];
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

#[track_caller]
fn load(builder: Builder<Client>) -> Client {
    builder.load(wittgen_test_guests::CLIENT_PATH).unwrap()
}

/// What a function of the component returned.
#[track_caller]
fn answer<T, E: std::fmt::Display>(result: Result<T, CallError<E>>) -> Result<T, String> {
    match result {
        Ok(value) => Ok(value),
        Err(CallError::Guest(error)) => Err(error.to_string()),
        Err(CallError::Host(error)) => panic!("{error}"),
    }
}

/// Runs `test` with a store in memory, and with one in a file.
fn with_each(test: impl Fn(KeyValue)) {
    test(KeyValue::memory());
    let dir = tempfile::tempdir().unwrap();
    test(KeyValue::file(dir.path().join("store.redb")).unwrap());
}

fn no_store_without_a_grant() {
    let client = load(Client::builder());
    for name in ["", "default", "cache"] {
        let found = answer(client.stores().get(name, "a"));
        assert_eq!(found, Err("no-such-store".into()));
    }
    let client = load(Client::builder().key_value("cache", KeyValue::memory()));
    assert_eq!(answer(client.stores().get("cache", "a")), Ok(None));
    let other = answer(client.stores().set("cache2", "a", b"1"));
    assert_eq!(other, Err("no-such-store".into()));
}

fn a_store_does_what_it_says() {
    with_each(|store| {
        let client = load(Client::builder().key_value("s", store));
        let stores = client.stores();
        assert_eq!(answer(stores.set("s", "a", b"1")), Ok(()));
        assert_eq!(answer(stores.set("s", "", b"")), Ok(()));
        assert_eq!(answer(stores.get("s", "a")), Ok(Some(b"1".to_vec())));
        assert_eq!(answer(stores.get("s", "")), Ok(Some(vec![])));
        assert_eq!(answer(stores.exists("s", "a")), Ok(true));
        assert_eq!(answer(stores.exists("s", "b")), Ok(false));
        assert_eq!(answer(stores.delete("s", "a")), Ok(()));
        assert_eq!(answer(stores.delete("s", "a")), Ok(()));
        assert_eq!(answer(stores.exists("s", "a")), Ok(false));
        // Numbers.
        assert_eq!(answer(stores.increment("s", "n", 5)), Ok(5));
        assert_eq!(answer(stores.increment("s", "n", 37)), Ok(42));
        assert_eq!(answer(stores.get("s", "n")), Ok(Some(b"42".to_vec())));
        assert!(
            answer(stores.increment("s", "n", u64::MAX))
                .unwrap_err()
                .contains("64 bits")
        );
        assert!(
            answer(stores.increment("s", "", 1))
                .unwrap_err()
                .contains("no number")
        );
        assert_eq!(answer(stores.get("s", "n")), Ok(Some(b"42".to_vec())));
        // Several at once.
        let pairs: [(&str, &[u8]); 3] = [("x", b"1"), ("y", b"2"), ("x", b"3")];
        assert_eq!(answer(stores.set_many("s", &pairs)), Ok(()));
        let found = answer(stores.get_many("s", &["y", "nothing", "x"])).unwrap();
        let pair = |key: &str, value: &[u8]| Some((key.to_string(), value.to_vec()));
        assert_eq!(found, [pair("y", b"2"), None, pair("x", b"3")]);
        assert_eq!(
            answer(stores.delete_many("s", &["x", "nothing", ""])),
            Ok(())
        );
        assert_eq!(answer(stores.keys("s")), Ok(vec!["n".into(), "y".into()]));
    });
}

fn a_store_is_shared_by_its_clones() {
    with_each(|store| {
        let one = load(Client::builder().key_value("mine", store.clone()));
        let other = load(Client::builder().key_value("yours", store.clone()).pool(2));
        answer(one.stores().set("mine", "a", b"hello")).unwrap();
        let found = answer(other.stores().get("yours", "a"));
        assert_eq!(found, Ok(Some(b"hello".to_vec())));
        // The host has it too.
        store.set("b", b"from outside").unwrap();
        assert_eq!(store.get("a").unwrap(), Some(b"hello".to_vec()));
        let found = answer(one.stores().get("mine", "b"));
        assert_eq!(found, Ok(Some(b"from outside".to_vec())));
        store.delete("b").unwrap();
        assert_eq!(answer(other.stores().exists("yours", "b")), Ok(false));
    });
}

fn a_store_may_be_for_reading_only() {
    with_each(|store| {
        store.set("a", b"1").unwrap();
        let client = load(Client::builder().key_value("s", store.clone().read_only()));
        let stores = client.stores();
        assert_eq!(answer(stores.get("s", "a")), Ok(Some(b"1".to_vec())));
        let denied = Err("access-denied".to_string());
        assert_eq!(answer(stores.set("s", "a", b"2")), denied);
        assert_eq!(answer(stores.delete("s", "a")), denied);
        assert_eq!(answer(stores.increment("s", "a", 1)).map(drop), denied);
        assert_eq!(answer(stores.set_many("s", &[("b", b"")])), denied);
        assert_eq!(answer(stores.delete_many("s", &["a"])), denied);
        assert_eq!(store.get("a").unwrap(), Some(b"1".to_vec()));
    });
}

fn a_store_holds_what_it_may() {
    with_each(|store| {
        let client = load(Client::builder().key_value("s", store.clone().limit(1000)));
        let stores = client.stores();
        answer(stores.set("s", "a", &[0; 800])).unwrap();
        let error = answer(stores.set("s", "b", &[0; 200])).unwrap_err();
        assert!(error.contains("full") && error.contains("1000"), "{error}");
        // A batch is stored as a whole or not at all, and small entries count too.
        let pairs: Vec<(String, Vec<u8>)> = (0..10).map(|n| (n.to_string(), vec![])).collect();
        let pairs: Vec<(&str, &[u8])> = pairs.iter().map(|(k, v)| (&**k, &**v)).collect();
        assert!(answer(stores.set_many("s", &pairs)).is_err());
        assert_eq!(answer(stores.keys("s")), Ok(vec!["a".into()]));
        // What makes it smaller goes on, also where it is too full already.
        store.set("big", &[0; 5000]).unwrap();
        answer(stores.set("s", "a", &[0; 10])).unwrap();
        assert!(answer(stores.set("s", "a", &[0; 20])).is_err());
        answer(stores.delete("s", "big")).unwrap();
        answer(stores.set("s", "a", &[0; 800])).unwrap();
    });
}

fn keys_come_in_pages() {
    with_each(|store| {
        let client = load(Client::builder().key_value("s", store));
        let stores = client.stores();
        let names: Vec<String> = (0..2500).map(|n| format!("key {n:05}")).collect();
        let pairs: Vec<(&str, &[u8])> = names.iter().map(|name| (&**name, &b""[..])).collect();
        answer(stores.set_many("s", &pairs)).unwrap();
        assert_eq!(answer(stores.keys("s")), Ok(names));
        assert_eq!(answer(stores.page("s", None)), Ok((1000, Some(1000))));
        assert_eq!(answer(stores.page("s", Some(2000))), Ok((500, None)));
        assert_eq!(answer(stores.page("s", Some(u64::MAX))), Ok((0, None)));
    });
}

fn threads_count_together() {
    with_each(|store| {
        let client = load(Client::builder().key_value("s", store.clone()).pool(4));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..25 {
                        answer(client.stores().increment("s", "n", 1)).unwrap();
                    }
                });
            }
        });
        assert_eq!(store.get("n").unwrap(), Some(b"100".to_vec()));
    });
}

fn a_large_answer_is_refused() {
    with_each(|store| {
        let client = load(Client::builder().key_value("s", store));
        answer(client.stores().set("s", "a", &vec![7; 1 << 20])).unwrap();
        let error = answer(client.stores().get_many("s", &["a"; 1000])).unwrap_err();
        assert!(error.contains("fewer keys"), "{error}");
        let found = answer(client.stores().get_many("s", &["a", "a"])).unwrap();
        assert_eq!(found.len(), 2);
    });
}

fn handles_are_counted() {
    let builder = Client::builder().key_value("s", KeyValue::memory());
    let client = load(builder.resource_limit(100));
    answer(client.stores().hold("s", 50)).unwrap();
    let error = client.stores().hold("s", 100).unwrap_err();
    let error = error.host().expect("the host ends it");
    assert_eq!(*error.kind(), ErrorKind::ResourceLimit, "{error}");
}

fn a_file_keeps_its_store() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("store.redb");
    {
        let store = KeyValue::file(&path).unwrap();
        let client = load(Client::builder().key_value("s", store));
        answer(client.stores().set("s", "a", &[1; 500])).unwrap();
        // The same file, by another name, is the same store.
        let again = KeyValue::file(dir.path().join(".").join("store.redb")).unwrap();
        assert_eq!(again.get("a").unwrap(), Some(vec![1; 500]));
    }
    // Opened anew, it knows how full it is.
    let store = KeyValue::file(&path).unwrap().limit(600);
    assert_eq!(store.get("a").unwrap(), Some(vec![1; 500]));
    let error = store.set("b", &[0; 100]).unwrap_err();
    assert!(error.to_string().contains("full"), "{error}");
}

/// Opens a store and keeps it until the parent closes its end.
fn hold(path: &Path) {
    let store = KeyValue::file(path).unwrap();
    store.set("a", b"mine").unwrap();
    say("held");
    std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
}

fn a_file_belongs_to_one_process() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("store.redb");
    let mut other = child::command("hold", [&path]).spawn().unwrap();
    let mut line = String::new();
    let mut said = BufReader::new(other.stdout.take().unwrap());
    said.read_line(&mut line).unwrap();
    assert_eq!(line, "held\n");
    let error = KeyValue::file(&path).unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Read);
    let text = error.to_string();
    assert!(
        text.contains("store.redb") && text.contains("another process"),
        "{text}"
    );
    drop(other.stdin.take());
    assert!(other.wait().unwrap().success());
    let store = KeyValue::file(&path).unwrap();
    assert_eq!(store.get("a").unwrap(), Some(b"mine".to_vec()));
}

fn a_file_that_is_no_store_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("letter.txt");
    std::fs::write(&path, "Dear Ludwig,\n".repeat(1000)).unwrap();
    for path in [
        path,
        dir.path().to_owned(),
        dir.path().join("not/there.redb"),
    ] {
        let error = KeyValue::file(&path).unwrap_err();
        assert_eq!(*error.kind(), ErrorKind::Read);
        assert!(
            error.to_string().contains(&*path.to_string_lossy()),
            "{error}"
        );
        assert!(error.help().is_some());
    }
    let text = std::fs::read_to_string(dir.path().join("letter.txt")).unwrap();
    assert!(text.starts_with("Dear Ludwig"));
}

fn a_damaged_file_is_refused_or_whole() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("store.redb");
    let value = |n: u8| (n.to_string(), vec![n; 500]);
    let values: Vec<(String, Vec<u8>)> = (0..200).map(value).collect();
    {
        let store = KeyValue::file(&path).unwrap();
        for (key, value) in &values {
            store.set(key, value).unwrap();
        }
    }
    let whole = std::fs::read(&path).unwrap();
    let mut refused = 0;
    for step in 0..64 {
        let mut bytes = whole.clone();
        let at = whole.len() / 64 * step;
        bytes[at..at + 64].iter_mut().for_each(|byte| *byte ^= 0xff);
        std::fs::write(&path, &bytes).unwrap();
        match KeyValue::file(&path) {
            Ok(store) => {
                for (key, value) in &values {
                    let found = store.get(key).unwrap();
                    assert_eq!(found.as_ref(), Some(value), "damaged at {at}");
                }
            }
            Err(error) => {
                assert!(error.to_string().contains("store.redb"), "{error}");
                refused += 1;
            }
        }
    }
    assert!(refused > 0, "the damage hit nothing");
    std::fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    assert!(KeyValue::file(&path).is_err());
}

fn configuration_is_what_was_given() {
    let client = load(Client::builder());
    assert_eq!(client.settings().get("greeting").unwrap(), None);
    assert_eq!(client.settings().get_all().unwrap(), []);
    let builder = Client::builder()
        .config("greeting", "hello")
        .config("name", "Ada");
    let client = load(builder.config("name", "Kurt"));
    let found = client.settings().get("greeting").unwrap();
    assert_eq!(found.as_deref(), Some("hello"));
    assert_eq!(client.settings().get("PATH").unwrap(), None);
    let mut all = client.settings().get_all().unwrap();
    all.sort();
    let pair = |key: &str, value: &str| (key.to_string(), value.to_string());
    assert_eq!(all, [pair("greeting", "hello"), pair("name", "Kurt")]);
}

fn what_was_granted_can_be_printed() {
    let builder = Client::builder()
        .http("https://api.example.org")
        .config("greeting", "hello")
        .key_value("cache", KeyValue::memory().limit(1000).read_only());
    let text = builder.grants().to_string();
    for line in [
        "http https://api.example.org",
        "configuration greeting=hello",
        "key-value store cache = in memory (read, up to 1000 B)",
    ] {
        assert!(text.lines().any(|l| l == line), "{line} is not in:\n{text}");
    }
}

fn what_is_missing_is_said_before() {
    let path = wittgen_test_guests::CLIENT_PATH;
    let areas = |builder: Builder<Client>| -> Vec<Area> {
        let missing = builder.missing(path).unwrap();
        missing.iter().map(|missing| missing.area).collect()
    };
    let none = areas(Client::builder());
    for area in [Area::Http, Area::Config, Area::KeyValue] {
        assert!(none.contains(&area), "{area} is not in {none:?}");
    }
    let builder = Client::builder()
        .http("https://example.org")
        .config("a", "b");
    let some = areas(builder.key_value("cache", KeyValue::memory()));
    for area in [Area::Http, Area::Config, Area::KeyValue] {
        assert!(!some.contains(&area), "{area} is in {some:?}");
    }
    let missing = Client::builder().missing(path).unwrap();
    let stores = missing
        .iter()
        .find(|missing| missing.area == Area::KeyValue);
    let text = stores.unwrap().to_string();
    assert!(text.contains("`wasi:keyvalue/store@0.2.0-draft`"), "{text}");
    assert!(text.contains("Builder::key_value"), "{text}");
}
