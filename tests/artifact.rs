//! Components that were compiled ahead of time: what fits is run, and only if it is trusted.

use std::time::Duration;

use wittgen::{ArtifactKey, Builder, Component, Dynamic, Error, ErrorKind, Precompile};
use wittgen_test_guests::LIVE;

/// A component with a function that computes, one that goes on for ever, and one that is deep.
fn component() -> Vec<u8> {
    wat::parse_str(
        r#"(component
            (core module $m
                (func (export "number") (result i32) (i32.const 42))
                (func (export "forever") (loop (br 0)))
                (func $deep (param i32) (result i32)
                    (if (result i32) (i32.eqz (local.get 0))
                        (then (i32.const 0))
                        (else (i32.add (i32.const 1)
                            (call $deep (i32.sub (local.get 0) (i32.const 1)))))))
                (export "deep" (func $deep)))
            (core instance $i (instantiate $m))
            (func (export "number") (result u32) (canon lift (core func $i "number")))
            (func (export "forever") (canon lift (core func $i "forever")))
            (func (export "deep") (param "levels" u32) (result u32) (canon lift (core func $i "deep"))))"#,
    )
    .expect("the text is a component")
}

fn key(name: &str) -> ArtifactKey {
    ArtifactKey::from_secret(&[name.as_bytes(), &[7; 32]].concat()).expect("it is long enough")
}

/// Without the user's cache and key, which tests leave alone.
fn precompile() -> Precompile {
    Precompile::new().no_cache().key(&key("ours"))
}

fn builder() -> Builder<Dynamic> {
    Dynamic::builder().no_cache().artifact_key(&key("ours"))
}

fn build(precompile: &Precompile) -> Vec<u8> {
    let artifact = precompile.compile(component()).expect("it compiles");
    artifact.into_bytes()
}

#[track_caller]
fn number(app: &Dynamic) -> String {
    app.call("number()").expect("it is called").to_wave()
}

#[track_caller]
fn refusal(loaded: Result<Dynamic, Error>, kind: ErrorKind, expected: &str, help: &str) {
    match loaded {
        Ok(_) => panic!("it was loaded"),
        Err(error) => {
            assert_eq!(*error.kind(), kind, "{error}");
            assert!(error.message().contains(expected), "{error}");
            assert!(
                error.help().is_some_and(|text| text.contains(help)),
                "{error}"
            );
        }
    }
}

/// A builder that must not compile.
fn never_compiles(builder: Builder<Dynamic>) -> Builder<Dynamic> {
    builder.on_compile(|| panic!("it was compiled"))
}

#[test]
fn an_artifact_is_loaded_like_a_component() {
    let artifact = build(&precompile());
    let app = never_compiles(builder()).load(&artifact).unwrap();
    assert_eq!(number(&app), "42");
    let file = tempfile::NamedTempFile::with_suffix(".cwasm").unwrap();
    std::fs::write(file.path(), &artifact).unwrap();
    let app = never_compiles(builder()).load(file.path()).unwrap();
    // What is loaded is not the file any more.
    std::fs::write(file.path(), vec![0; artifact.len()]).unwrap();
    assert_eq!(number(&app), "42");
    // Grants and limits of memory are free, and so is the stack.
    let component = Component::read(&artifact).unwrap();
    let small = never_compiles(builder())
        .memory_limit(1 << 20)
        .stack_limit(64 << 10);
    let small = small.load(&component).unwrap();
    assert!(small.call("deep(100)").is_ok());
    let error = small.call("deep(100000)").unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::StackLimit);
}

#[test]
fn artifacts_of_one_component_are_the_same_and_say_what_they_are() {
    let artifact = precompile().with_source(true).compile(component()).unwrap();
    assert_eq!(artifact.bytes(), build(&precompile().with_source(true)));
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), artifact.bytes()).unwrap();
    let info = wittgen::ArtifactInfo::read(file.path()).unwrap();
    assert_eq!(info, *artifact.info());
    assert_eq!(info.source, component().len() as u64);
    assert!(!info.is_async && !info.interruptible && !info.fuel && !info.is_of_user());
}

#[test]
fn only_the_key_that_sealed_it_opens_it() {
    let artifact = build(&precompile());
    let other = || Dynamic::builder().artifact_key(&key("theirs"));
    let sealed = "sealed with another key";
    refusal(
        other().load(&artifact),
        ErrorKind::Untrusted,
        sealed,
        "--key FILE",
    );
    // Nor the user's own, which may be there or not.
    refusal(
        Dynamic::builder().load(&artifact),
        ErrorKind::Untrusted,
        sealed,
        "artifact_key",
    );
    // A component that was trusted by one is not trusted by others for that.
    let component = Component::read(&artifact).unwrap();
    assert_eq!(number(&builder().load(&component).unwrap()), "42");
    refusal(
        other().load(&component),
        ErrorKind::Untrusted,
        sealed,
        "--key FILE",
    );
    assert_eq!(number(&builder().load(&component).unwrap()), "42");
}

#[test]
fn a_short_secret_is_no_key() {
    let error = ArtifactKey::from_secret(&[1; 31]).unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::BadGrant);
    assert!(error.message().contains("31 bytes"), "{error}");
    // It does not print itself.
    let secret = [0xab; 32];
    let text = format!("{:?}", ArtifactKey::from_secret(&secret).unwrap());
    assert!(!text.contains("abab") && !text.contains("171"), "{text}");
}

#[test]
fn a_flipped_bit_anywhere_is_refused() {
    let artifact = build(&precompile().with_source(true));
    let tail = artifact.len() - 900..artifact.len();
    let places = (4..tail.start).step_by(artifact.len() / 300).chain(tail);
    for (count, place) in places.enumerate() {
        let mut changed = artifact.clone();
        changed[place] ^= 1 << (count % 8);
        let error = builder().load(changed).err();
        let kind = error.map(|error| *error.kind());
        assert_eq!(
            kind,
            Some(ErrorKind::Untrusted),
            "byte {place} of {}",
            artifact.len()
        );
    }
}

#[test]
fn what_is_cut_off_or_put_together_is_refused() {
    let (one, two) = (build(&precompile()), build(&precompile().fuel(true)));
    for length in [4, 20, 64, one.len() / 2, one.len() - 48, one.len() - 1] {
        let load = builder().load(&one[..length]);
        refusal(
            load,
            ErrorKind::Untrusted,
            "no seal at its end",
            "wittgen build",
        );
    }
    let seal = "changed after it was sealed";
    // The code of the one with what stands behind the other, and the like.
    let code = one.len() - 700;
    let mixed = [&one[..code], &two[two.len() - 700..]].concat();
    let load = builder().load(mixed);
    assert_eq!(
        *load.err().expect("it is refused").kind(),
        ErrorKind::Untrusted
    );
    let mixed = [&one[..one.len() - 40], &two[two.len() - 40..]].concat();
    refusal(
        builder().load(mixed),
        ErrorKind::Untrusted,
        seal,
        "build it anew",
    );
}

#[test]
fn machine_code_without_a_seal_is_refused() {
    let engine = wasmtime::Engine::default();
    let code = engine.precompile_component(&component()).unwrap();
    refusal(
        builder().load(code),
        ErrorKind::Untrusted,
        "no seal",
        "wittgen build",
    );
    let program = std::fs::read(std::env::current_exe().unwrap()).unwrap();
    if program.starts_with(b"\x7fELF") {
        refusal(
            builder().load(program),
            ErrorKind::Untrusted,
            "no seal",
            "wittgen build",
        );
    }
}

#[test]
fn limits_need_what_was_built_for_them() {
    type Bound = fn(Builder<Dynamic>) -> Builder<Dynamic>;
    let deadline: Bound = |it| it.deadline(Duration::from_secs(1));
    let fuel: Bound = |it| it.fuel(1000);
    let cases = [
        (deadline, "can't be stopped", "--interruptible"),
        (fuel, "does not count", "--fuel"),
    ];
    for (bound, expected, help) in cases {
        let loaded = bound(builder()).load(build(&precompile()));
        refusal(loaded, ErrorKind::Incompatible, expected, help);
        // With the component in it, it is compiled anew.
        let artifact = build(&precompile().with_source(true));
        assert_eq!(number(&bound(builder()).load(artifact).unwrap()), "42");
    }
}

#[test]
fn what_was_built_for_limits_runs_without_them() {
    let both = precompile().interruptible(true).fuel(true);
    for precompile in [
        precompile().interruptible(true),
        precompile().fuel(true),
        both,
    ] {
        let app = never_compiles(builder()).load(build(&precompile)).unwrap();
        for _ in 0..100 {
            assert_eq!(number(&app), "42");
        }
    }
    // One limit of two that it could keep.
    let artifact = build(&precompile().interruptible(true).fuel(true));
    let app = never_compiles(builder()).fuel(100_000).load(artifact);
    assert_eq!(
        *app.unwrap().call("forever()").unwrap_err().kind(),
        ErrorKind::FuelLimit
    );
}

#[test]
fn limits_hold_for_what_was_built_for_them() {
    let artifact = build(&precompile().interruptible(true));
    let bounded = never_compiles(builder()).deadline(Duration::from_millis(100));
    let app = bounded.load(artifact).unwrap();
    assert_eq!(
        *app.call("forever()").unwrap_err().kind(),
        ErrorKind::Deadline
    );
    let artifact = build(&precompile().fuel(true));
    let app = never_compiles(builder())
        .fuel(100_000)
        .load(artifact)
        .unwrap();
    assert_eq!(
        *app.call("forever()").unwrap_err().kind(),
        ErrorKind::FuelLimit
    );
}

#[test]
fn another_version_or_processor_is_refused_or_compiled() {
    let artifact = build(&precompile().any_processor());
    assert_eq!(
        number(&never_compiles(builder()).load(&artifact).unwrap()),
        "42"
    );
    let with_source = build(&precompile().any_processor().with_source(true));
    let change = |from: &[u8], to: &[u8]| {
        assert_eq!(from.len(), to.len());
        let change = |artifact: &[u8]| {
            let found = artifact.windows(from.len()).position(|it| it == from);
            let place = found.unwrap_or_else(|| panic!("{from:?} is not there"));
            let mut changed = artifact.to_vec();
            changed[place..place + to.len()].copy_from_slice(to);
            // SAFETY: the engine refuses it before it runs any of it, which is what is shown here.
            unsafe { Component::trusted(changed) }.unwrap()
        };
        (change(&artifact), change(&with_source))
    };
    let (version, with_source_version) = change(b"\0\x0248", b"\0\x0247");
    refusal(
        builder().load(version),
        ErrorKind::Incompatible,
        "another version of the engine",
        "--with-source",
    );
    assert_eq!(number(&builder().load(with_source_version).unwrap()), "42");
    if cfg!(all(target_arch = "x86_64", target_os = "linux")) {
        let (machine, with_source_machine) =
            change(b"x86_64-unknown-linux-gnu", b"mips64-unknown-linux-gnu");
        refusal(
            builder().load(machine),
            ErrorKind::Incompatible,
            "does not fit this machine",
            "--target TRIPLE",
        );
        assert_eq!(number(&builder().load(with_source_machine).unwrap()), "42");
    }
}

#[allow(missing_docs)]
mod numbers {
    wittgen::bindgen!({ inline: "package a:b; world numbers { export number: func() -> u32; }" });
}

#[test]
fn a_pool_runs_an_artifact() {
    let artifact = build(&precompile());
    let pool = numbers::Numbers::builder()
        .no_cache()
        .artifact_key(&key("ours"))
        .on_compile(|| panic!("it was compiled"))
        .pool(4)
        .load(&artifact)
        .unwrap();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| assert_eq!(pool.number().unwrap(), 42));
        }
    });
}

#[test]
fn an_artifact_may_be_trusted_without_a_key() {
    let artifact = build(&precompile());
    // SAFETY: it was made right here.
    let trusted = unsafe { Component::trusted(&artifact) }.unwrap();
    let app = never_compiles(Dynamic::builder()).load(&trusted).unwrap();
    assert_eq!(number(&app), "42");
    // SAFETY: it is no artifact, and nothing of it is run.
    let error = unsafe { Component::trusted(component()) }.unwrap_err();
    assert!(error.message().contains("not an artifact"), "{error}");
}

#[test]
fn asynchronous_worlds_have_their_own_code() {
    let error = precompile().compile(LIVE).unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Invalid);
    assert!(
        error.help().is_some_and(|help| help.contains("--async")),
        "{error}"
    );
    let artifact = precompile().asynchronous(true).compile(LIVE).unwrap();
    refusal(
        builder().load(artifact.bytes()),
        ErrorKind::Incompatible,
        "with asynchronous functions",
        "without `--async`",
    );
    let error = precompile()
        .asynchronous(true)
        .fuel(true)
        .compile(LIVE)
        .unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::BadGrant);
}

/// The component of `examples/precompiled` is the binary form of the text beside it. `BLESS=1` writes it.
#[test]
fn the_example_has_the_component_that_it_shows() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/precompiled");
    let wasm = wat::parse_file(format!("{folder}/checksum.wat")).unwrap();
    let path = format!("{folder}/checksum.wasm");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &wasm).unwrap();
    }
    assert_eq!(std::fs::read(&path).unwrap(), wasm, "run it with BLESS=1");
    let app = Dynamic::builder().no_cache().load(&wasm).unwrap();
    // "Wikipedia", as the article on Adler-32 has it.
    let sum = app.call("adler32([87, 105, 107, 105, 112, 101, 100, 105, 97])");
    assert_eq!(sum.unwrap().to_wave(), 0x11E6_0398.to_string());
}
