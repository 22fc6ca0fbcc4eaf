//! Restrictions on one part of a composition, by what it sees when it runs: denied functions fail in
//! their own way, constants are what was given, and mounted files are read.

#[path = "support/connect.rs"]
mod connect;

use std::fs;
use std::path::Path;

use connect::{connect, restrict};
use tempfile::TempDir;
use wittgen::compose::{Restriction, componentize, provide};
use wittgen::{Command, Dynamic, ErrorKind};
use wittgen_guests::SQLITE;
use wittgen_tests::sqlite::Sqlite;
use wittgen_tests::sqlite::database::{Connection, ErrorCode, OpenMode};
use wittgen_tests::{exclusive, failure, integer, shared};

/// An interface with functions of many types, as an import.
const KINDS: &str = include_str!("restrictions/kinds.wat");

/// What makes it seen.
const KINDS_SEEN: &str = r#"(export "example:kinds/seen@1.0.0" (instance $all))"#;

/// What a component is told, as imports.
const SETTINGS: &str = include_str!("restrictions/settings.wat");

/// What makes it seen.
const SETTINGS_SEEN: &str = r#"
    (export "example:settings/environment" (instance $environment))
    (export "example:settings/store" (instance $config))"#;

/// A program of preview 1 that succeeds if the file `a/hello.txt` of its first folder begins with
/// `hello` and can't be made longer, and then says so.
const READER: &str = include_str!("restrictions/reader.wat");

fn wat(text: &str) -> Vec<u8> {
    wat::parse_str(text).expect("the text format")
}

fn deny(pattern: &str) -> Restriction {
    Restriction::deny(pattern).expect("a pattern")
}

fn mount(guest: &str, host: &Path) -> Restriction {
    Restriction::Mount {
        guest: guest.into(),
        host: host.into(),
    }
}

/// A component with `imports` under `restrictions`, which exports them again by `exports`. WIT does
/// not know such a thing, so the restrictions are made for one that has the imports alone.
#[track_caller]
fn seen(imports: &str, exports: &str, restrictions: &[Restriction]) -> Vec<u8> {
    let provision = provide("it", &wat(imports), restrictions).expect("restrictions that fit");
    let open = imports
        .trim_end()
        .strip_suffix(')')
        .expect("a closing parenthesis");
    connect(&wat(&format!("{open}{exports})")), &provision)
}

/// What a call returns, as WAVE.
#[track_caller]
fn call(app: &Dynamic, expression: &str) -> String {
    let value = app.call(expression);
    value
        .unwrap_or_else(|error| panic!("{expression}: {error}"))
        .to_wave()
}

#[test]
fn denied_functions_fail_in_their_own_way() {
    let app = seen(KINDS, KINDS_SEEN, &[deny("example:kinds")]);
    let app = Dynamic::builder().load(&app).expect("nothing is imported");
    let long = "x".repeat(100_000);
    let cases = [
        (format!("open(\"{long}\")"), "err(access-denied)"),
        (
            "send([\"a\", \"b\", \"\"])".into(),
            "err(other(some(\"denied\")))",
        ),
        (
            "note(\"n\")".into(),
            "err({code: 0, text: \"denied\", more: []})",
        ),
        ("say(\"\")".into(), "err(\"denied\")"),
        ("flat()".into(), "err"),
        ("find(\"f\")".into(), "none"),
        ("pairs()".into(), "[]"),
        ("name()".into(), "\"\""),
        ("shared(1.5, \"b\")".into(), "err(access-denied)"),
    ];
    // Often enough to need more memory, if arguments were kept.
    for _ in 0..50 {
        for (expression, expected) in &cases {
            assert_eq!(call(&app, expression), *expected, "{expression:.20}");
        }
    }
}

/// Functions that take their time, as an import.
const SLOW: &str = include_str!("restrictions/slow.wat");

/// What makes it seen.
const SLOW_SEEN: &str = r#"(export "example:slow/seen@1.0.0" (instance $all))"#;

#[test]
fn asynchronous_functions_fail_in_the_same_way() {
    use wasmtime::component::{Component, Linker, Val};
    let app = seen(SLOW, SLOW_SEEN, &[deny("example:slow")]);
    let mut config = wasmtime::Config::new();
    config.wasm_component_model_async(true);
    let engine = wasmtime::Engine::new(&config).unwrap();
    let component = Component::new(&engine, &app).unwrap();
    let mut store = wasmtime::Store::new(&engine, ());
    let mut call = async |name: &str| {
        let linker = Linker::<()>::new(&engine);
        let instance = linker.instantiate_async(&mut store, &component).await?;
        let seen = instance.get_export_index(&mut store, None, "example:slow/seen@1.0.0");
        let index = instance
            .get_export_index(&mut store, seen.as_ref(), name)
            .unwrap();
        let function = instance.get_func(&mut store, index).unwrap();
        let (path, mut result) = ([Val::String("x".into())], [Val::Bool(false)]);
        function.call_async(&mut store, &path, &mut result).await?;
        let [result] = result;
        Ok::<Val, wasmtime::Error>(result)
    };
    let denied = Some(Box::new(Val::String("denied".into())));
    let fetched = futures::executor::block_on(call("fetch")).unwrap();
    assert_eq!(fetched, Val::Result(Err(denied)));
    let found = futures::executor::block_on(call("find")).unwrap();
    assert_eq!(found, Val::Option(None));
    let error = futures::executor::block_on(call("count")).unwrap_err();
    let shown = format!("{error:?}");
    assert!(
        shown.contains("denied example:slow/all@1.0.0#count"),
        "{shown}"
    );
}

/// A world with a resource to deny, and one of the host's that goes in and out of what is denied.
const NET: &str = include_str!("restrictions/net.wit");

/// Calls everything in it, and counts the failures.
const NET_MODULE: &str = include_str!("restrictions/net.wat");

#[test]
fn handles_of_denied_resources_are_made_and_given_back() {
    let mut module = wat(NET_MODULE);
    let mut resolve = wit_parser::Resolve::default();
    let package = resolve.push_str("test.wit", NET).unwrap();
    let world = resolve.select_world(&[package], None).unwrap();
    let encoding = wit_component::StringEncoding::UTF8;
    wit_component::embed_component_metadata(&mut module, &resolve, world, encoding, false).unwrap();
    let app = restrict(
        &componentize("it", &module).unwrap(),
        &[deny("example:net")],
    );
    let load = || Dynamic::builder().load(&app).unwrap();
    assert_eq!(call(&load(), "failures()"), "4000");
    // What was lent inside of a list can't be given back.
    let error = load().call("hidden()").unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Trap, "{error}");
}

#[test]
fn what_can_not_be_answered_traps_and_says_what_was_denied() {
    for (expression, name) in [("count()", "count"), ("random(8)", "random")] {
        let app = seen(KINDS, KINDS_SEEN, &[deny("example:kinds/all")]);
        let app = Dynamic::builder().load(&app).expect("nothing is imported");
        let error = app.call(expression).unwrap_err();
        assert_eq!(*error.kind(), ErrorKind::Trap, "{error}");
        let shown = format!("{error:?}{error:#}");
        let name = format!("denied example:kinds/all@1.0.0#{name}");
        assert!(shown.contains(&name), "{name} is not in: {shown}");
    }
}

#[test]
fn given_settings_are_seen_and_the_host_s_are_not() {
    let restrictions = [
        Restriction::environment("NAME=given").unwrap(),
        Restriction::environment("EMPTY=").unwrap(),
        Restriction::configuration("key=välue").unwrap(),
        Restriction::configuration("other=2").unwrap(),
    ];
    let app = seen(SETTINGS, SETTINGS_SEEN, &restrictions);
    let app = Dynamic::builder()
        .env("NAME", "host")
        .args(["tool", "x"])
        .load(&app)
        .unwrap();
    for _ in 0..3 {
        let pairs = "[(\"NAME\", \"given\"), (\"EMPTY\", \"\")]";
        assert_eq!(call(&app, "get-environment()"), pairs);
        // These were not given.
        assert_eq!(call(&app, "get-arguments()"), "[\"tool\", \"x\"]");
        assert_eq!(call(&app, "get(\"key\")"), "ok(some(\"välue\"))");
        assert_eq!(call(&app, "get(\"other\")"), "ok(some(\"2\"))");
        for key in ["kez", "ke", "", "keyy"] {
            assert_eq!(call(&app, &format!("get(\"{key}\")")), "ok(none)");
        }
        let all = "ok([(\"key\", \"välue\"), (\"other\", \"2\")])";
        assert_eq!(call(&app, "get-all()"), all);
    }
}

#[test]
fn what_is_denied_besides_stays_denied() {
    let restrictions = [
        deny("wasi:cli"),
        deny("wasi:config"),
        Restriction::Arguments(vec!["tool".into(), "--flag".into()]),
    ];
    let app = seen(SETTINGS, SETTINGS_SEEN, &restrictions);
    let app = Dynamic::builder().env("NAME", "host").load(&app).unwrap();
    assert_eq!(call(&app, "get-environment()"), "[]");
    assert_eq!(call(&app, "get-arguments()"), "[\"tool\", \"--flag\"]");
    assert_eq!(call(&app, "initial-cwd()"), "none");
    assert_eq!(call(&app, "get(\"key\")"), "err(io(\"denied\"))");
}

#[test]
fn a_denied_filesystem_is_an_error_and_no_trap() {
    let folder = TempDir::new().unwrap();
    let app = restrict(SQLITE, &[deny("wasi:filesystem")]);
    let sqlite = Sqlite::builder()
        .dir("/data", folder.path())
        .load(&app)
        .unwrap();
    let memory = Connection::open_memory(&sqlite).unwrap();
    assert_eq!(integer(&memory, "SELECT 40 + 2"), 42);
    let error = failure(Connection::open(
        &sqlite,
        "/data/a.db",
        shared(OpenMode::Create, 0),
    ));
    assert_eq!(error.code, ErrorCode::CantOpen, "{error:?}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// A folder with a database in it.
fn folder_with_database() -> TempDir {
    let folder = TempDir::new().unwrap();
    let sqlite = Sqlite::builder()
        .dir("/data", folder.path())
        .load(SQLITE)
        .unwrap();
    let connection =
        Connection::open(&sqlite, "/data/a.db", exclusive(OpenMode::Create, 0)).unwrap();
    connection
        .execute_batch(
            "CREATE TABLE t (x); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n \
             WHERE i < 20000) INSERT INTO t SELECT i FROM n;",
        )
        .unwrap();
    folder
}

#[test]
fn a_mounted_database_is_read_and_not_written() {
    let app = restrict(SQLITE, &[mount("/data", folder_with_database().path())]);
    // The folder is gone: its files are in the component.
    let other = TempDir::new().unwrap();
    let sqlite = Sqlite::builder()
        .dir("/other", other.path())
        .load(&app)
        .unwrap();
    let options = shared(OpenMode::ReadOnly, 0);
    let connection = Connection::open(&sqlite, "/data/a.db", options).unwrap();
    assert_eq!(integer(&connection, "SELECT sum(x) FROM t"), 200_010_000);
    let writing = connection.execute("INSERT INTO t VALUES (1)", &[]);
    assert_eq!(failure(writing).code, ErrorCode::ReadOnly);
    let creating = Connection::open(&sqlite, "/data/b.db", shared(OpenMode::Create, 0));
    failure(creating);

    // What the host grants beside it is there, and can be written.
    let beside = Connection::open(&sqlite, "/other/b.db", shared(OpenMode::Create, 0)).unwrap();
    beside
        .execute_batch("CREATE TABLE t (x); INSERT INTO t VALUES (7)")
        .unwrap();
    assert_eq!(integer(&beside, "SELECT x FROM t"), 7);
    assert!(other.path().join("b.db").exists());
}

#[test]
fn a_mount_takes_the_place_of_what_the_host_grants_there() {
    let app = restrict(SQLITE, &[mount("/data", folder_with_database().path())]);
    let empty = TempDir::new().unwrap();
    let sqlite = Sqlite::builder()
        .dir("/data", empty.path())
        .load(&app)
        .unwrap();
    let options = shared(OpenMode::ReadOnly, 0);
    let connection = Connection::open(&sqlite, "/data/a.db", options).unwrap();
    assert_eq!(integer(&connection, "SELECT count(*) FROM t"), 20_000);
}

#[test]
fn a_denied_filesystem_leaves_the_mount() {
    let folder = folder_with_database();
    let rules = [deny("wasi:filesystem"), mount("/mounted", folder.path())];
    let app = restrict(SQLITE, &rules);
    let sqlite = Sqlite::builder()
        .dir("/data", folder.path())
        .load(&app)
        .unwrap();
    let options = || shared(OpenMode::ReadOnly, 0);
    Connection::open(&sqlite, "/mounted/a.db", options()).unwrap();
    failure(Connection::open(&sqlite, "/data/a.db", options()));
    for path in ["/mounted/../data/a.db", "/mounted/b.db"] {
        failure(Connection::open(&sqlite, path, options()));
    }
}

#[test]
fn a_program_of_preview_1_reads_a_mount() {
    let program = componentize("reader", &wat(READER)).unwrap();
    let status = |app: &[u8]| Command::builder().run(app).unwrap();
    assert!(!status(&program).success());
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("a")).unwrap();
    fs::write(folder.path().join("a/hello.txt"), "hello, file").unwrap();
    assert!(status(&restrict(&program, &[mount("/assets", folder.path())])).success());
    fs::write(folder.path().join("a/hello.txt"), "other").unwrap();
    assert!(!status(&restrict(&program, &[mount("/assets", folder.path())])).success());
}

/// A program that writes, takes more memory, overwrites all of it behind its data, and writes again.
const GREEDY: &str = r#"
    (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
    (global $unused i32 (i32.const 0))
    (memory (export "memory") 2)
    (data (i32.const 16) "\20\00\00\00\03\00\00\00") (data (i32.const 32) "hi\n")
    (func $check (param i32) (if (i32.eqz (local.get 0)) (then (call $exit (i32.const 1)) unreachable)))
    (func $say (call $check (i32.eqz
        (call $write (i32.const 1) (i32.const 16) (i32.const 1) (i32.const 48)))))
    (func $fill (memory.fill (i32.const 64) (i32.const 255)
        (i32.sub (i32.shl (memory.size) (i32.const 16)) (i32.const 64))))
    (func (export "_start") (local $size i32)
        (call $fill) (call $say)
        (local.set $size (memory.size))
        (call $check (i32.eq (memory.grow (i32.const 20)) (local.get $size)))
        (call $check (i32.eq (memory.size) (i32.add (local.get $size) (i32.const 20))))
        (call $fill) (call $say)
        (call $check (i32.eq (memory.grow (i32.const 65000)) (i32.const -1)))))"#;

#[test]
fn a_runtime_that_takes_all_memory_leaves_the_adapter_s_alone() {
    let run = |mark: &str| {
        let module = wat(&format!("(module {mark} {GREEDY}"));
        Command::builder().run(&componentize("it", &module).unwrap()[..])
    };
    assert!(run(r#"(@custom "go:buildid" "x")"#).unwrap().success());
    // What that is for: where nobody knows, the adapter notices that it was overwritten.
    assert!(run("").is_err());
}

#[test]
fn the_filesystem_in_the_composer_is_the_one_that_is_built() {
    let kept = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../composer/src/restrict/mount.wasm"
    );
    if std::env::var_os("BLESS").is_some() {
        fs::write(kept, wittgen_test_guests::MOUNT).unwrap();
    }
    assert!(
        fs::read(kept).unwrap() == wittgen_test_guests::MOUNT,
        "`composer/src/restrict/mount.wasm` is not what `guests/mount` makes: type `BLESS=1 cargo test \
         --test restrictions`"
    );
}
