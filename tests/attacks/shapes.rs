//! Components of absurd shapes: more imports, exports, parts, types or bytes than any that a tool makes, deeply nested, or
//! not well-formed. Each is loaded or refused, at a bounded cost and with a message that can be read.

use wittgen::{Dynamic, Error, ErrorKind};

use super::liar;
use super::support::{assert_error, component, soon};

fn load(component: &[u8]) -> Result<Dynamic, Error> {
    soon(|| Dynamic::builder().no_cache().load(component))
}

/// The error of a component that is refused, which is short.
#[track_caller]
fn refusal(component: &[u8]) -> Error {
    let Err(error) = load(component) else {
        panic!("it was loaded")
    };
    assert!(error.to_string().len() < 2_000, "{error}");
    error
}

/// An unsigned number as WebAssembly has it.
fn leb(mut number: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = u8::try_from(number & 0x7f).expect("seven bits");
        number >>= 7;
        if number == 0 {
            bytes.push(low);
            return bytes;
        }
        bytes.push(low | 0x80);
    }
}

const HEADER: &[u8] = b"\0asm\x0d\0\x01\0";

/// A section of a component.
fn section(id: u8, content: &[u8]) -> Vec<u8> {
    [&[id][..], &leb(content.len()), content].concat()
}

/// A component that has `inner` in it, and instantiates it so often.
fn around(inner: &[u8], times: usize) -> Vec<u8> {
    let mut out = [HEADER, &section(4, inner)].concat();
    if times > 0 {
        let instances = [leb(times), [0, 0, 0].repeat(times)].concat();
        out.extend(section(5, &instances));
    }
    out
}

#[test]
fn ten_thousand_imports_are_refused_in_a_few_words() {
    let functions: String = (0..10_000)
        .map(|index| format!(r#"(import "f{index}" (func))"#))
        .collect();
    let error = refusal(&component(&format!("(component {functions})")));
    let says = ["`f0`", "and 9992 more", "help"];
    assert_error(&error, ErrorKind::MissingImport, &says);
    // No valid component has more than a thousand instances, imported ones among them.
    let interfaces: String = (0..900)
        .map(|index| format!(r#"(import "a:b/i{index}" (instance (export "f" (func))))"#))
        .collect();
    let error = refusal(&component(&format!("(component {interfaces})")));
    assert_error(
        &error,
        ErrorKind::MissingImport,
        &["`a:b/i0` (f)", "and 892 more"],
    );
    let one: String = (0..10_000)
        .map(|index| format!(r#"(export "f{index}" (func))"#))
        .collect();
    let one = format!(r#"(component (import "a:b/i" (instance {one})))"#);
    let error = refusal(&component(&one));
    assert_error(
        &error,
        ErrorKind::MissingImport,
        &["`a:b/i` (f0, ", "and 9992 more"],
    );
    // By names of WASI that there are not.
    let unknown: String = (0..900)
        .map(|index| format!(r#"(import "wasi:x/i{index}" (instance (export "f" (func))))"#))
        .collect();
    let error = refusal(&component(&format!("(component {unknown})")));
    assert_error(&error, ErrorKind::MissingImport, &["wasi:x/i0"]);
    let long = format!(r#"(component (import "{}" (func)))"#, "a".repeat(90_000));
    let error = refusal(&component(&long));
    assert_error(&error, ErrorKind::MissingImport, &["aaaa"]);
}

#[test]
fn ten_thousand_exports_are_served() {
    let functions: String = (0..10_000)
        .map(|index| {
            format!(
                r#"(func (export "f{index}") (param "x" u32) (result u32) (canon lift (core func $i "f")))"#
            )
        })
        .collect();
    let text = format!(
        r#"(component
            (core module $m (func (export "f") (param i32) (result i32) (local.get 0)))
            (core instance $i (instantiate $m))
            {functions})"#
    );
    let loaded = load(&component(&text)).unwrap();
    assert_eq!(loaded.functions().len(), 10_000);
    assert_eq!(loaded.call("f0(1)").unwrap().to_wave(), "1");
    assert_eq!(loaded.call("f9999(7)").unwrap().to_wave(), "7");
    let error = loaded.call("g(7)").unwrap_err();
    assert_error(&error, ErrorKind::BadCall, &["`g`", "`f0`", "more"]);
    assert!(
        error.to_string().len() < 2_000,
        "{}",
        error.to_string().len()
    );
}

#[test]
fn ten_thousand_functions_of_a_module_are_served() {
    let functions: String = (0..10_000)
        .map(|index| format!(r#"(func (export "f{index}") (result i32) (i32.const {index}))"#))
        .collect();
    let text = format!(
        r#"(component
            (core module $m {functions})
            (core instance $i (instantiate $m))
            (func (export "last") (result u32) (canon lift (core func $i "f9999"))))"#
    );
    let loaded = load(&component(&text)).unwrap();
    assert_eq!(loaded.call("last()").unwrap().to_wave(), "9999");
}

#[test]
fn components_within_components_are_bounded() {
    // One in the other, instantiated or not.
    for times in [0, 1] {
        let mut nested = HEADER.to_vec();
        for _ in 0..10_000 {
            nested = around(&nested, times);
        }
        match times {
            0 => drop(load(&nested).unwrap()),
            _ => {
                let error = refusal(&nested);
                let says = ["instances of components than the 1000"];
                assert_error(&error, ErrorKind::InstanceLimit, &says);
            }
        }
        let mut nested = HEADER.to_vec();
        for _ in 0..500 {
            nested = around(&nested, times);
        }
        load(&nested).unwrap();
    }
    // One beside the other.
    let many = around(HEADER, 10_000);
    assert_error(
        &refusal(&many),
        ErrorKind::InstanceLimit,
        &["instances of components"],
    );
}

#[test]
fn a_few_bytes_do_not_become_a_million_instances() {
    // Each instantiates the one inside it ten times.
    let module = b"\0asm\x01\0\0\0";
    let core = [HEADER, &section(1, module), &section(2, &[1, 0, 0, 0])].concat();
    for (innermost, kinds) in [(HEADER, "instances"), (&core, "instances")] {
        let mut laughs = innermost.to_vec();
        for _ in 0..9 {
            laughs = around(&laughs, 10);
        }
        assert!(laughs.len() < 1_000);
        let error = refusal(&laughs);
        assert_error(
            &error,
            ErrorKind::InstanceLimit,
            &[kinds, "1000", "Builder::instance_limit"],
        );
    }
}

#[test]
fn however_parts_are_passed_around_they_are_counted() {
    // Ten of what it is given, whatever that is; it gives that on, and so does the one after.
    let level = |number: usize, inner: &str| {
        let instances = "(instance (instantiate $c))".repeat(10);
        format!(
            r#"(component $level{number}
                (import "c" (component $c))
                {instances}
                (component $ten (import "x" (component $x)) {})
                (export "again" (component {inner})))"#,
            "(instance (instantiate $x))".repeat(10)
        )
    };
    // By an argument, by what an instance exports, and from further out.
    let text = format!(
        r#"(component
            (core module $m)
            (component $leaf (alias outer 1 $m (core module $m)) (core instance (instantiate $m)))
            {}
            (instance $one (instantiate $level0 (with "c" (component $leaf))))
            (alias export $one "again" (component $again))
            (component $tens
                (alias outer 1 $again (component $a))
                (alias outer 1 $leaf (component $leaf))
                {})
            {})"#,
        level(0, "$ten"),
        r#"(instance (instantiate $a (with "x" (component $leaf))))"#.repeat(10),
        "(instance (instantiate $tens))".repeat(10),
    );
    // 1000 leaves, and the ten of the first one.
    let component = component(&text);
    let load = |limit| {
        Dynamic::builder()
            .no_cache()
            .instance_limit(limit)
            .load(&component[..])
    };
    let error = soon(|| load(1_000)).err().unwrap();
    assert_error(&error, ErrorKind::InstanceLimit, &["the 1000 that it may"]);
    let error = soon(|| load(1_009)).err().unwrap();
    assert_error(&error, ErrorKind::InstanceLimit, &["the 1009 that it may"]);
    // 1010 core instances, and as many of components besides 112 that have none.
    soon(|| load(1_130)).unwrap();
}

#[test]
fn types_that_double_are_bounded() {
    // A pair of pairs of pairs, in the type of each function.
    let doubling = |levels: usize, functions: usize| {
        let types: String = (1..=levels)
            .map(|level| format!("(type $t{level} (tuple $t{0} $t{0}))", level - 1))
            .collect();
        let functions: String = (0..functions)
            .map(|index| {
                format!(
                    r#"(func (export "f{index}") (param "x" (list $t{levels}))
                        (canon lift (core func $i "f") (memory (core memory $i "m")) (realloc (core func $i "r"))))"#
                )
            })
            .collect();
        component(&format!(
            r#"(component
                (core module $m
                    (memory (export "m") 1)
                    (func (export "f") (param i32 i32))
                    (func (export "r") (param i32 i32 i32 i32) (result i32) (i32.const 8)))
                (core instance $i (instantiate $m))
                (type $t0 u8)
                {types}
                {functions})"#
        ))
    };
    let loaded = load(&doubling(8, 1_000)).unwrap();
    assert_eq!(loaded.functions().len(), 1_000);
    let longest = loaded.functions().iter().map(|it| it.signature.len()).max();
    assert!(
        longest.is_some_and(|longest| longest < 2_000),
        "{longest:?}"
    );
    assert!(loaded.call("f0([])").is_ok());
    let error = loaded.call("f0(1)").unwrap_err();
    assert_error(&error, ErrorKind::BadCall, &["it is `f0(x: list<tuple<"]);
    assert_error(&refusal(&doubling(64, 1)), ErrorKind::Invalid, &["type"]);
    // Names that are in every signature.
    let cases: String = (0..9_000)
        .map(|index| format!(r#""case-number-{index}" "#))
        .collect();
    let functions: String = (0..5_000)
        .map(|index| format!(r#"(export "f{index}" (func $f))"#))
        .collect();
    let text = format!(
        r#"(component
            (core module $m (func (export "f") (param i32)))
            (core instance $i (instantiate $m))
            (type $e' (enum {cases}))
            (export $e "e" (type $e'))
            (func $f (param "x" $e) (canon lift (core func $i "f")))
            {functions})"#
    );
    let loaded = load(&component(&text)).unwrap();
    let longest = loaded.functions().iter().map(|it| it.signature.len()).max();
    assert!(
        longest.is_some_and(|longest| longest < 2_000),
        "{longest:?}"
    );
}

#[test]
fn what_a_component_begins_with_is_within_the_limits() {
    let with = |item: &str| {
        let text = format!("(component (core module $m {item}) (core instance (instantiate $m)))");
        refusal(&component(&text))
    };
    let error = with("(memory 65536)");
    assert_error(&error, ErrorKind::OutOfMemory, &["512 MiB"]);
    let error = with("(memory i64 0x10000000)");
    assert_error(&error, ErrorKind::OutOfMemory, &["512 MiB"]);
    let error = with("(table 9000000 funcref)");
    assert_error(&error, ErrorKind::TableLimit, &["1048576"]);
    let error = with("(memory 1) (data (i32.const 65535) \"ab\")");
    assert_error(
        &error,
        ErrorKind::Trap,
        &["could not be started", "out of bounds"],
    );
    // Blocks in blocks, and a function with as many variables as it may have.
    let nested = format!(
        "(func {} {})",
        "block ".repeat(20_000),
        "end ".repeat(20_000)
    );
    let locals = format!("(func (local {}))", "i64 ".repeat(50_000));
    for function in [nested, locals] {
        let text =
            format!("(component (core module $m {function}) (core instance (instantiate $m)))");
        load(&component(&text)).unwrap();
    }
}

#[test]
fn counts_and_sizes_that_are_lies_are_refused() {
    let huge = [0xff, 0xff, 0xff, 0xff, 0x0f];
    for id in 0..=16 {
        // A section that is longer than all there is.
        let bytes = [HEADER, &[id], &huge].concat();
        assert_eq!(*refusal(&bytes).kind(), ErrorKind::Invalid);
        if id == 0 {
            continue;
        }
        // Four billion items, of which there are none.
        let bytes = [HEADER, &section(id, &huge)].concat();
        assert_eq!(*refusal(&bytes).kind(), ErrorKind::Invalid);
        // A number that does not end.
        let bytes = [HEADER, &section(id, &[0xff; 16])].concat();
        assert_eq!(*refusal(&bytes).kind(), ErrorKind::Invalid);
        // The same within another component, and in a core module.
        let inner = [HEADER, &section(id, &huge)].concat();
        assert_eq!(*refusal(&around(&inner, 1)).kind(), ErrorKind::Invalid);
        let inner = [&b"\0asm\x01\0\0\0"[..], &section(id, &huge)].concat();
        let bytes = [HEADER, &section(1, &inner)].concat();
        assert_eq!(*refusal(&bytes).kind(), ErrorKind::Invalid);
    }
}

#[test]
fn every_beginning_and_every_changed_byte_is_survived() {
    let whole = liar::component();
    let loads = |bytes: &[u8]| match Dynamic::builder().no_cache().load(bytes) {
        Ok(loaded) => {
            let _ = loaded.call("text(16, 4)");
        }
        Err(error) => assert!(error.to_string().len() < 5_000, "{error}"),
    };
    for end in 0..whole.len() {
        if let Err(error) = Dynamic::builder().no_cache().load(&whole[..end]) {
            let kinds = [ErrorKind::Invalid, ErrorKind::Trap];
            assert!(kinds.contains(error.kind()), "cut at {end}: {error}");
        }
    }
    let mut random = wittgen_tests::Random::from_environment();
    for _ in 0..200 {
        let mut changed = whole.to_vec();
        for _ in 0..=random.below(3) {
            let at = usize::try_from(random.below(whole.len() as u64)).expect("it is short");
            changed[at] = u8::try_from(random.below(256)).expect("a byte");
        }
        loads(&changed);
    }
    liar::assert_well(&liar::load());
}

#[test]
fn arguments_without_end_are_refused() {
    let loaded = liar::load_dynamic();
    for open in ["[", "(", "some(", "{a: ", "ok("] {
        let call = format!("text({}", open.repeat(200_000));
        let error = soon(|| loaded.call(&call).unwrap_err());
        assert_eq!(*error.kind(), ErrorKind::BadCall);
        assert!(
            error.to_string().len() < 2_000,
            "{}",
            error.to_string().len()
        );
    }
    assert_eq!(loaded.call("small(7, 0)").unwrap().to_wave(), "7");
}

#[cfg(target_os = "linux")]
mod large {
    use std::path::Path;

    use super::{HEADER, section};
    use wittgen::Dynamic;
    use wittgen_tests::child;

    const SIZE: usize = 100 << 20;

    /// The most memory that this process has had, in bytes.
    fn peak() -> usize {
        let status = std::fs::read_to_string("/proc/self/status").expect("Linux has it");
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kibibytes = line
            .and_then(|line| line.trim().strip_suffix(" kB"))
            .expect("a number");
        kibibytes.trim().parse::<usize>().expect("a number") << 10
    }

    /// What another process does: loads a component, and says how much memory that took.
    #[test]
    fn in_a_process_of_its_own() {
        let Some((path, _)) = child::mode() else {
            return;
        };
        let before = peak();
        let loaded = Dynamic::builder()
            .no_cache()
            .load(Path::new(&path))
            .unwrap();
        assert_eq!(loaded.call("f()").unwrap().to_wave(), "7");
        child::say(&format!("took {}", peak() - before));
    }

    /// How much memory it takes to load a component, at most.
    fn cost(component: &[u8]) -> usize {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), component).unwrap();
        let args = [
            "--exact",
            "shapes::large::in_a_process_of_its_own",
            "--nocapture",
        ];
        let output = child::command(file.path().to_str().unwrap(), args)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{said}");
        let line = said.lines().find_map(|line| line.split_once("took "));
        line.expect("it says so").1.parse().unwrap()
    }

    const CODE: &str = r#"(func (export "f") (result i32) (i32.const 7))"#;

    fn lifted(module: &[u8]) -> Vec<u8> {
        let text = r#"(component
            (core module $m (func (export "f") (result i32) (i32.const 7)))
            (core instance $i (instantiate $m))
            (func (export "f") (result u32) (canon lift (core func $i "f"))))"#;
        let small = super::component(text);
        let old = wat::parse_str(format!("(module $m {CODE})")).unwrap();
        let old = section(1, &old);
        let at = small
            .windows(old.len())
            .position(|window| window == old)
            .expect("the module is in it");
        [&small[..at], &section(1, module), &small[at + old.len()..]].concat()
    }

    #[test]
    fn a_hundred_megabytes_take_a_few_times_as_much() {
        // In a section that means nothing.
        let plain = wat::parse_str(format!("(module $m {CODE})")).unwrap();
        let filler = section(0, &[&[1, b'x'][..], &vec![7; SIZE]].concat());
        let component = lifted(&[&plain[..], &filler].concat());
        assert!(component.len() > SIZE && component.starts_with(HEADER));
        let took = cost(&component);
        println!("{} MiB for a section that means nothing", took >> 20);
        assert!(took < 4 * SIZE, "{took}");
        // In the data that the memory begins with.
        let data = "\\07".repeat(1 << 20);
        let segments: String = (0..100)
            .map(|index| format!("(data (i32.const {}) \"{data}\")", index << 20))
            .collect();
        let module =
            wat::parse_str(format!("(module $m (memory 1600) {CODE} {segments})")).unwrap();
        let took = cost(&lifted(&module));
        println!("{} MiB for data", took >> 20);
        assert!(took < 8 * SIZE, "{took}");
    }
}
