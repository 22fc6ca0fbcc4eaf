//! Restrictions on one part of a composition, by what it sees when it runs: denied functions fail in
//! their own way, constants are what was given, and mounted files are read.

mod support {
    pub(super) mod connect;
}

use std::fs;
use std::path::Path;

use support::connect::{connect, restrict};
use tempfile::TempDir;
use wittgen::compose::{Restriction, componentize, provide};
use wittgen::{Command, Dynamic, ErrorKind};
use wittgen_guests::SQLITE;
use wittgen_tests::sqlite::Sqlite;
use wittgen_tests::sqlite::database::{Connection, ErrorCode, OpenMode};
use wittgen_tests::{exclusive, failure, integer, shared};

/// An interface with functions of many types, as an import.
const KINDS: &str = r#"(component
    (type $kinds (instance
        (export "thing" (type $thing (sub resource)))
        (type $code (enum "unknown" "not-supported" "access-denied"))
        (export "code" (type $c (eq $code)))
        (type $failure (variant (case "at" u64) (case "other" (option string))))
        (export "failure" (type $f (eq $failure)))
        (type $report (record (field "code" u16) (field "text" string) (field "more" (list u8))))
        (export "report" (type $r (eq $report)))
        (export "open" (func (param "path" string) (result (result u32 (error $c)))))
        (export "send" (func (param "parts" (list string)) (result (result (error $f)))))
        (export "note" (func (param "text" string) (result (result string (error $r)))))
        (export "say" (func (param "text" string) (result (result u64 (error string)))))
        (export "flat" (func (result (result))))
        (export "find" (func (param "name" string) (result (option u32))))
        (export "pairs" (func (result (list (tuple string u8)))))
        (export "name" (func (result string)))
        (export "count" (func (result u64)))
        (export "random" (func (param "length" u32) (result (list u8))))
        (export "shared" (func (param "a" f64) (param "b" string) (result (result (error $c)))))))
    (import "example:kinds/all@1.0.0" (instance $all (type $kinds)))"#;

/// What makes it seen.
const KINDS_SEEN: &str = r#"(export "example:kinds/seen@1.0.0" (instance $all)))"#;

/// What a component is told, as imports.
const SETTINGS: &str = r#"(component
    (import "wasi:cli/environment@0.2.3" (instance $environment
        (export "get-environment" (func (result (list (tuple string string)))))
        (export "get-arguments" (func (result (list string))))
        (export "initial-cwd" (func (result (option string))))))
    (type $store (instance
        (type $error (variant (case "upstream" string) (case "io" string)))
        (export "error" (type $e (eq $error)))
        (export "get" (func (param "key" string) (result (result (option string) (error $e)))))
        (export "get-all" (func (result (result (list (tuple string string)) (error $e)))))))
    (import "wasi:config/store@0.2.0-rc.1" (instance $config (type $store)))"#;

/// What makes it seen.
const SETTINGS_SEEN: &str = r#"
    (export "example:settings/environment" (instance $environment))
    (export "example:settings/store" (instance $config)))"#;

/// A program of preview 1 that succeeds if the file `a/hello.txt` of its first folder begins with
/// `hello` and can't be made longer, and then says so.
const READER: &str = r#"(module
    (import "wasi_snapshot_preview1" "path_open"
        (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
    (memory (export "memory") 1)
    (data (i32.const 0) "a/hello.txt")
    ;; The address and length of what is read, and of what is written.
    (data (i32.const 16) "\40\00\00\00\05\00\00\00") (data (i32.const 24) "\40\00\00\00\05\00\00\00")
    (func $check (param i32) (if (i32.eqz (local.get 0)) (then (call $exit (i32.const 1)) unreachable)))
    (func (export "_start")
        ;; For writing, then for reading.
        (call $check (call $open (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 11)
            (i32.const 0) (i64.const 64) (i64.const 0) (i32.const 0) (i32.const 32)))
        (call $check (i32.eqz (call $open (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 11)
            (i32.const 0) (i64.const 2) (i64.const 0) (i32.const 0) (i32.const 32))))
        (call $check (i32.eqz (call $read (i32.load (i32.const 32)) (i32.const 16) (i32.const 1) (i32.const 36))))
        (call $check (i32.eq (i32.load (i32.const 36)) (i32.const 5)))
        (call $check (i32.eq (i32.load (i32.const 64)) (i32.const 0x6c6c6568)))
        (call $check (i32.eqz (call $write (i32.const 1) (i32.const 24) (i32.const 1) (i32.const 36))))))"#;

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
    let importer = wat(&format!("{imports})"));
    let provision = provide("it", &importer, restrictions).expect("restrictions that fit");
    connect(&wat(&format!("{imports}{exports}")), &provision)
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

/// A world with a resource to deny, and one of the host's that goes in and out of what is denied.
const NET: &str = "package example:net@1.0.0;
    interface net {
        use wasi:io/poll@0.2.0.{pollable};
        resource network {
            constructor(name: string);
            bind: func(address: string) -> result<_, string>;
        }
        make: func() -> network;
        join: func(a: network, b: network) -> result;
        wait: func(p: borrow<pollable>) -> result;
        take: func(p: pollable) -> result;
        hidden: func(p: list<borrow<pollable>>) -> result;
    }
    world w {
        import net;
        import wasi:clocks/monotonic-clock@0.2.0;
        export failures: func() -> u32;
        export hidden: func() -> u32;
    }
    package wasi:io@0.2.0 { interface poll { resource pollable; } }
    package wasi:clocks@0.2.0 {
        interface monotonic-clock {
            use wasi:io/poll@0.2.0.{pollable};
            subscribe-duration: func(when: u64) -> pollable;
        }
    }";

/// Calls everything in it, and counts the failures.
const NET_MODULE: &str = r#"(module
    (import "example:net/net@1.0.0" "make" (func $make (result i32)))
    (import "example:net/net@1.0.0" "[constructor]network" (func $new (param i32 i32) (result i32)))
    (import "example:net/net@1.0.0" "[method]network.bind" (func $bind (param i32 i32 i32 i32)))
    (import "example:net/net@1.0.0" "join" (func $join (param i32 i32) (result i32)))
    (import "example:net/net@1.0.0" "wait" (func $wait (param i32) (result i32)))
    (import "example:net/net@1.0.0" "take" (func $take (param i32) (result i32)))
    (import "example:net/net@1.0.0" "hidden" (func $hidden (param i32 i32) (result i32)))
    (import "example:net/net@1.0.0" "[resource-drop]network" (func $drop (param i32)))
    (import "wasi:clocks/monotonic-clock@0.2.0" "subscribe-duration"
        (func $subscribe (param i64) (result i32)))
    (import "wasi:io/poll@0.2.0" "[resource-drop]pollable" (func $drop-pollable (param i32)))
    (memory (export "memory") 1)
    (data (i32.const 8) "somewhere")
    (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024))
    (func $one (result i32) (local $network i32) (local $pollable i32)
        (local.set $network (call $make))
        (call $bind (local.get $network) (i32.const 8) (i32.const 9) (i32.const 64))
        (call $drop (local.get $network))
        (local.set $pollable (call $subscribe (i64.const 0)))
        (call $wait (local.get $pollable))
        (call $drop-pollable (local.get $pollable))
        (call $take (call $subscribe (i64.const 0)))
        (call $join (call $make) (call $new (i32.const 8) (i32.const 9)))
        (i32.add (i32.add (i32.add (i32.load8_u (i32.const 64))))))
    (func (export "failures") (result i32) (local $rounds i32) (local $failures i32)
        (loop $again
            (local.set $failures (i32.add (local.get $failures) (call $one)))
            (local.set $rounds (i32.add (local.get $rounds) (i32.const 1)))
            (br_if $again (i32.lt_u (local.get $rounds) (i32.const 1000))))
        (local.get $failures))
    (func (export "hidden") (result i32)
        (i32.store (i32.const 64) (call $subscribe (i64.const 0)))
        (call $hidden (i32.const 64) (i32.const 1))))"#;

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
