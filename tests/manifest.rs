//! Grants and limits from a `wittgen.toml`: the words of the builder, and errors that say the place.

use std::fs;
use std::time::{Duration, Instant};

use wittgen::{Builder, ErrorKind};
use wittgen_tests::client::Client;
use wittgen_tests::probe::Probe;

fn manifest(text: &str) -> Result<Builder<Probe>, wittgen::Error> {
    Probe::builder().manifest_str(text, "/somewhere")
}

#[test]
fn every_grant_has_its_word() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("data")).unwrap();
    let path = dir.path().join("wittgen.toml");
    let text = r#"
        [compose]
        components = { anything = "a.wasm" }

        [grants]
        dir = { "/data" = "data" }
        read-only-dir = { "/assets" = "/usr/share" }
        env = { LANG = "en" }
        args = ["plugin", "--verbose"]
        stdin = "null"
        stdout = "inherit"
        tcp = ["db.example.org:5432"]
        udp = "192.0.2.7:53"
        listen-tcp = ["127.0.0.1:8080"]
        listen-udp = ["127.0.0.1:*"]
        http = [
            "https://api.example.org",
            { to = "https://*.example.org/v1/*", methods = ["GET"], response-limit = "1 MiB" },
        ]
        config = { greeting = "hello" }
        key-value = { cache = "memory", notes = { file = "notes.redb", limit = "1 MiB", read-only = true } }
        precise-clock = true
        seed = 7

        [limits]
        memory = "64 MiB"
        table = 10_000
        instances = 100
        resources = 1000
        transfer = "16 MiB"
        stack = "512 KiB"
        fuel = 1_000_000_000
        deadline = "10 s"
        cpu = "5 s"
        print = "1 MiB"
    "#;
    fs::write(&path, text).unwrap();
    let builder = Probe::builder().manifest(&path).unwrap();
    let at = |name: &str| dir.path().join(name).display().to_string();
    let printed = builder.grants().to_string();
    for line in [
        format!("directory /data = {} (read and write)", at("data")),
        "directory /assets = /usr/share (read)".to_string(),
        "environment LANG=en".to_string(),
        "arguments [\"plugin\", \"--verbose\"]".to_string(),
        "stream stdout = the host's standard output".to_string(),
        "network tcp to db.example.org:5432".to_string(),
        "network udp to 192.0.2.7:53".to_string(),
        "network tcp at 127.0.0.1:8080".to_string(),
        "network udp at 127.0.0.1:*".to_string(),
        "http https://api.example.org".to_string(),
        "http https://*.example.org/v1/* (GET; responses up to 1 MiB)".to_string(),
        "configuration greeting=hello".to_string(),
        "key-value store cache = in memory (read and write, up to 64 MiB)".to_string(),
        format!(
            "key-value store notes = {} (read, up to 1 MiB)",
            at("notes.redb")
        ),
        "random numbers from the seed 7".to_string(),
        "wall clock precise".to_string(),
    ] {
        assert!(
            printed.lines().any(|l| l == line),
            "{line} is not in:\n{printed}"
        );
    }
    let limits = [
        "memory = 64 MiB",
        "table = 10000",
        "instances = 100",
        "resources = 1000",
        "transfer = 16 MiB",
        "stack = 512 KiB",
        "fuel = 1000000000",
        "deadline = 10 s",
        "cpu = 5 s",
        "print = 1 MiB",
    ];
    let printed = builder.limits().to_string();
    assert_eq!(printed.lines().collect::<Vec<_>>(), limits);
    assert!(dir.path().join("notes.redb").exists());
    let probe = builder.load(wittgen_test_guests::PROBE_PATH).unwrap();
    let same = Probe::builder()
        .seed(7)
        .load(wittgen_test_guests::PROBE_PATH)
        .unwrap();
    assert_eq!(probe.random().unwrap(), same.random().unwrap());
}

#[test]
fn every_limit_holds() {
    let load = |limits: &str| {
        let builder = manifest(&format!("[limits]\n{limits}")).unwrap();
        builder.load(wittgen_test_guests::PROBE_PATH).unwrap()
    };
    let kind = |result: Result<(), wittgen::Error>| *result.unwrap_err().kind();
    let begun = Instant::now();
    assert_eq!(
        kind(load("deadline = \"500 ms\"").spin()),
        ErrorKind::Deadline
    );
    assert_eq!(kind(load("cpu = \"100 ms\"").spin()), ErrorKind::CpuLimit);
    assert_eq!(kind(load("fuel = 1000000").spin()), ErrorKind::FuelLimit);
    assert!(begun.elapsed() < Duration::from_secs(60));
    let probe = load("memory = \"16 MiB\"");
    assert_eq!(
        kind(probe.allocate(64 << 20).map(drop)),
        ErrorKind::OutOfMemory
    );
    assert_eq!(
        kind(load("resources = 50").hold(1000)),
        ErrorKind::ResourceLimit
    );
    assert_eq!(
        kind(load("transfer = \"1 KiB\"").print(&"x".repeat(2000), 1)),
        ErrorKind::TransferLimit
    );
    let builder = manifest("[limits]\ninstances = 1").unwrap();
    let loaded = builder.load(wittgen_test_guests::PROBE_PATH);
    let error = loaded.err().unwrap();
    assert_eq!(*error.kind(), ErrorKind::InstanceLimit, "{error}");
    let probe = load("print = \"1 KiB\"");
    assert_eq!(
        kind(probe.print("0123456789", 1000)),
        ErrorKind::OutputLimit
    );
}

#[test]
fn values_reach_the_component() {
    let text = "[grants]\nconfig = { a = \"b\" }\nkey-value.cache = {}";
    let client = Client::builder().manifest_str(text, "").unwrap();
    let client = client.load(wittgen_test_guests::CLIENT_PATH).unwrap();
    assert_eq!(client.settings().get("a").unwrap().as_deref(), Some("b"));
    client.stores().set("cache", "k", b"v").unwrap();
    assert_eq!(
        client.stores().get("cache", "k").unwrap(),
        Some(b"v".to_vec())
    );
}

#[test]
fn a_manifest_adds_to_what_is_granted() {
    let builder = Probe::builder().env("A", "1").memory_limit(1 << 20);
    let text = "[grants]\nenv = { B = \"2\" }";
    let printed = builder.manifest_str(text, "").unwrap().grants().to_string();
    assert!(
        printed.contains("environment A=1\nenvironment B=2\n"),
        "{printed}"
    );
}

#[test]
fn what_means_nothing_is_refused_with_its_place() {
    for (text, place, message, help) in [
        (
            "[grant]",
            "line 1, column 2",
            "`grant` means nothing",
            "`grants`",
        ),
        (
            "[grants]\ndirs = {}",
            "line 2, column 1",
            "`dirs` means nothing in `[grants]`",
            "`dir`",
        ),
        (
            "[limits]\n\n  memroy = \"1 MiB\"",
            "line 3, column 3",
            "`memroy`",
            "`memory`",
        ),
        (
            "[limits]\nspeed = 1",
            "line 2, column 1",
            "`speed`",
            "`deadline`",
        ),
        (
            "[limits]\nmemory = 64",
            "line 2, column 10",
            "is a number",
            "64 MiB",
        ),
        (
            "[limits]\nmemory = \"64\"",
            "line 2, column 10",
            "`64` has no unit",
            "write `64 MiB`",
        ),
        (
            "[limits]\ndeadline = \"5 seconds\"",
            "line 2, column 12",
            "`seconds` is no unit",
            "write `5 s`",
        ),
        (
            "[limits]\nmemory = \"1.5 GiB\"",
            "line 2, column 10",
            "`1.5` is no whole number",
            "write `1536 MiB`",
        ),
        (
            "[limits]\ndeadline = \"0 s\"",
            "line 2, column 12",
            "a deadline of 0 lets no call run",
            "leave it out",
        ),
        (
            "[limits]\nfuel = 0",
            "line 2, column 8",
            "a limit of fuel of 0 lets no call run",
            "raise it",
        ),
        (
            "[limits]\nfuel = 99999999999999999999",
            "line 2, column 8",
            "`fuel` is more than can be counted",
            "18446744073709551615 or less",
        ),
        (
            "[limits]\ntimeout = \"1 s\"",
            "line 2, column 1",
            "`timeout` means nothing in `[limits]`",
            "`deadline`",
        ),
        (
            "memory = \"64 MiB\"",
            "line 1, column 1",
            "`memory` stands outside of `[limits]`",
            "below a line `[limits]`",
        ),
        (
            "tcp = []",
            "line 1, column 1",
            "`tcp` stands outside of `[grants]`",
            "below a line `[grants]`",
        ),
        (
            "[grants]\ndir = \"data\"",
            "line 2, column 7",
            "`dir` is a string",
            "`{ \"/data\" = \"data\" }`",
        ),
        (
            "[grants]\ntcp = [\n\"[::1]:80\",\n\"example.org\"]",
            "line 4, column 1",
            "`example.org` can't be granted: it has no port",
            "`example.org:443`",
        ),
        (
            "[grants]\nlisten-tcp = \"example.org:80\"",
            "line 2, column 14",
            "to listen there must be an address",
            "",
        ),
        (
            "[limits]\nfuel = -1",
            "line 2, column 8",
            "`fuel` is a number",
            "0 or larger",
        ),
        (
            "[grants]\ntcp = 5",
            "line 2, column 7",
            "`tcp` is a number",
            "a string",
        ),
        (
            "[grants]\nenv = [\"A=1\"]",
            "line 2, column 7",
            "`env` is a list",
            "a table",
        ),
        (
            "[grants]\nstdout = \"file\"",
            "line 2, column 10",
            "can't be `file`",
            "inherit",
        ),
        (
            "[grants]\nhttp = [\n \"example.org\"]",
            "line 3, column 2",
            "`example.org`",
            "https://",
        ),
        (
            "[grants]\nhttp = { path = \"/\" }",
            "line 2, column 8",
            "has no `to`",
            "add `to",
        ),
        (
            "[grants]\nhttp = { to = \"https://a.org\", method = \"GET\" }",
            "line 2, column 32",
            "`method`",
            "`methods`",
        ),
        (
            "[grants]\nkey-value.c = \"disk\"",
            "line 2, column 15",
            "`disk`",
            "memory",
        ),
        (
            "[grants]\nkey-value.c = { size = 1 }",
            "line 2, column 17",
            "`size`",
            "`limit`",
        ),
        (
            "[grants]\nhttp-root-certificate = \"no.pem\"",
            "line 2, column 25",
            "no.pem",
            "",
        ),
        ("[grants", "line 1", "no TOML", ""),
        ("[grants]\nseed = 1\nseed = 2", "line 3", "no TOML", ""),
    ] {
        let error = manifest(text)
            .err()
            .unwrap_or_else(|| panic!("{text} is read"));
        let said = error.to_string();
        assert!(said.starts_with("the manifest, line"), "{said}");
        assert!(said.contains(place) && said.contains(message), "{said}");
        assert!(error.help().unwrap_or_default().contains(help), "{said}");
    }
}

#[test]
fn a_manifest_that_is_not_there_is_named() {
    let error = Probe::builder()
        .manifest("/no/such/wittgen.toml")
        .err()
        .unwrap();
    assert_eq!(*error.kind(), ErrorKind::Read);
    assert!(
        error.to_string().contains("/no/such/wittgen.toml"),
        "{error}"
    );
}
