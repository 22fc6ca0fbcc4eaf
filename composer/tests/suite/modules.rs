//! Core modules made components, or refused.

use wit_component::{StringEncoding, embed_component_metadata};
use wit_parser::Resolve;
use wittgen_composer::{ModuleError, componentize};

use crate::support::{outside, wat};

/// A command that prints and exits by WASI's preview 1.
const COMMAND: &str = r#"(module
    (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
    (memory (export "memory") 1)
    (data (i32.const 8) "\10\00\00\00\03\00\00\00") (data (i32.const 16) "hi\n")
    (func (export "_start")
        (drop (call $write (i32.const 1) (i32.const 8) (i32.const 1) (i32.const 32)))
        (call $exit (i32.const 3))))"#;

/// A world and a module of it that asks preview 1 for random numbers.
const DICE: &str = "package example:dice@1.0.0;
    interface table { use cup.{shake}; roll: func(how: shake) -> u32; }
    interface cup { record shake { times: u32 } }
    world dice { import beep: func(); export table; }";
const DICE_MODULE: &str = r#"(module
    (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
    (import "$root" "beep" (func $beep))
    (memory (export "memory") 1)
    (func (export "_initialize") (call $beep))
    (func (export "example:dice/table@1.0.0#roll") (param i32) (result i32)
        (drop (call $random (i32.const 0) (i32.const 4)))
        (i32.load (i32.const 0))))"#;

/// A module from text, with a world embedded.
#[track_caller]
fn embedded(text: &str, wit: &str, world: &str) -> Vec<u8> {
    let mut module = wat(text);
    let mut resolve = Resolve::default();
    let package = resolve.push_str("test.wit", wit).expect("WIT");
    let world = resolve
        .select_world(&[package], Some(world))
        .expect("a world");
    embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8, false)
        .expect("metadata");
    module
}

#[track_caller]
fn refuse(bytes: &[u8]) -> String {
    let error = componentize("it", bytes).expect_err("not refused");
    let text = error.to_string();
    assert!(text.starts_with("`it` "), "{text}");
    assert!(text.contains("\nhelp: "), "{text}");
    text
}

#[track_caller]
fn refuse_saying(text: &str, words: &[&str]) {
    let said = refuse(&wat(text));
    for word in words {
        assert!(said.contains(word), "{word} is not in: {said}");
    }
}

#[test]
fn a_command_exports_run() {
    let (imports, exports) = outside(&componentize("it", &wat(COMMAND)).unwrap());
    assert!(
        imports.iter().all(|name| name.starts_with("wasi:")),
        "{imports:?}"
    );
    assert!(
        imports
            .iter()
            .any(|name| name.starts_with("wasi:cli/exit@")),
        "{imports:?}"
    );
    assert!(
        matches!(&exports[..], [run] if run.starts_with("wasi:cli/run@0.2")),
        "{exports:?}"
    );
}

#[test]
fn a_command_without_imports_exports_run() {
    let command = wat(r#"(module (memory (export "memory") 1) (func (export "_start")))"#);
    let (_, exports) = outside(&componentize("it", &command).unwrap());
    assert!(
        matches!(&exports[..], [run] if run.starts_with("wasi:cli/run@0.2")),
        "{exports:?}"
    );
}

#[test]
fn a_module_with_wit_has_its_world() {
    let module = embedded(DICE_MODULE, DICE, "dice");
    let component = componentize("it", &module).unwrap();
    let (imports, exports) = outside(&component);
    assert!(imports.contains(&"beep".to_owned()), "{imports:?}");
    let random = |name: &String| name.starts_with("wasi:random/random@0.2");
    assert!(imports.iter().any(random), "{imports:?}");
    assert_eq!(exports, ["example:dice/table@1.0.0"]);
    assert_eq!(
        component,
        componentize("it", &module).unwrap(),
        "the same bytes each time"
    );
}

#[test]
fn no_adapter_goes_in_where_none_is_needed() {
    let text = r#"(module (func (export "double") (param i32) (result i32)
        (i32.mul (local.get 0) (i32.const 2))))"#;
    let wit = "package a:b; world w { export double: func(x: u32) -> u32; }";
    let component = componentize("it", &embedded(text, wit, "w")).unwrap();
    assert_eq!(outside(&component), (vec![], vec!["double".to_owned()]));
    assert!(component.len() < 1000, "{} bytes", component.len());
}

#[test]
fn a_program_with_wit_runs_and_exports() {
    let text =
        r#"(module (memory (export "memory") 1) (func (export "_start")) (func (export "ping")))"#;
    let wit = "package a:b; world w { export ping: func(); }";
    let (_, exports) = outside(&componentize("it", &embedded(text, wit, "w")).unwrap());
    assert!(exports.contains(&"ping".to_owned()), "{exports:?}");
    assert!(
        exports.iter().any(|name| name.starts_with("wasi:cli/run@")),
        "{exports:?}"
    );
}

#[test]
fn a_module_without_wit_says_how_to_embed_it() {
    refuse_saying(
        r#"(module (func (export "_initialize")) (func (export "add")) (func (export "sub"))
            (func (export "mul")) (func (export "div")) (func (export "rem")))"#,
        &[
            "without WIT",
            "`add`, `sub`, `mul`, `div`, and 1 more",
            "component embed",
        ],
    );
    refuse_saying("(module)", &["exports no functions"]);
}

#[test]
fn imports_from_nowhere_say_what_to_do() {
    let importing = |module: &str, name: &str| {
        format!(r#"(module (import "{module}" "{name}" (func)) (func (export "_start")))"#)
    };
    let cases = [
        ("env", "log", "when it is linked"),
        ("env", "emscripten_notify_memory_growth", "STANDALONE_WASM"),
        ("wasi_unstable", "fd_write", "before preview 1"),
        ("wasi", "thread-spawn", "without threads"),
        ("GOT.func", "f", "link it statically"),
        ("gojs", "runtime.wasmExit", "GOOS=wasip1"),
        ("wbg", "__wbg_log", "wasm-bindgen"),
        ("extism:host/env", "input_load", "Extism"),
        ("example:sqlite/database@0.1.0", "open", "embed"),
    ];
    for (module, name, help) in cases {
        let import = format!("`{module}.{name}`");
        refuse_saying(&importing(module, name), &[&import, help]);
    }
    let module = embedded(&importing("env", "log"), "package a:b; world w {}", "w");
    assert!(refuse(&module).contains("`env.log`"));
}

#[test]
fn shared_libraries_are_not_linked() {
    refuse_saying(
        r#"(module (@custom "dylink.0" "\01\04\00\00\00\00"))"#,
        &["shared library"],
    );
}

#[test]
fn wit_and_module_that_do_not_fit_say_where() {
    let lacking = embedded(r#"(module (memory (export "memory") 1))"#, DICE, "dice");
    let said = refuse(&lacking);
    assert!(
        said.contains("example:dice/table@1.0.0") && said.contains("roll"),
        "{said}"
    );
    let broken = wat(r#"(module (@custom "component-type:x" "garbage") (func (export "_start")))"#);
    assert!(refuse(&broken).contains("its WIT can't be read"));
    let wrong = wat(
        r#"(module (import "wasi_snapshot_preview1" "no_such_function" (func))
            (memory (export "memory") 1) (func (export "_start")))"#,
    );
    assert!(refuse(&wrong).contains("no_such_function"));
    let vector = wat(
        r#"(module (import "wasi_snapshot_preview1" "fd_close" (func (param v128)))
            (memory (export "memory") 1) (func (export "_start")))"#,
    );
    refuse(&vector);
}

#[test]
fn what_is_no_module_is_refused() {
    let component = componentize("it", &wat(COMMAND)).unwrap();
    let again = componentize("it", &component).unwrap_err();
    assert!(
        matches!(again, ModuleError::AlreadyComponent { .. }),
        "{again}"
    );
    for bytes in [
        &b""[..],
        b"\0asm",
        b"(module)",
        b"\x7fELF",
        b"\0asm\x02\0\0\0",
    ] {
        let error = componentize("it", bytes).unwrap_err();
        assert!(matches!(error, ModuleError::Component(_)), "{error}");
    }
    refuse(&wat("(module (func (result i32)))"));
}

/// A program by the mark that Go leaves, with as much memory as is said.
fn go(memory: &str, realloc: &str) -> Vec<u8> {
    wat(&format!(
        r#"(module (@custom "go:buildid" "x")
            (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
            (global $own (mut i32) (i32.const 7))
            {memory}
            (func (export "_start") (drop (memory.grow (memory.size)))
                (call $exit (global.get $own)))
            (func (export "{realloc}") (param i32 i32 i32 i32) (result i32) (i32.const 0)))"#
    ))
}

#[test]
fn a_runtime_that_takes_all_memory_leaves_room() {
    // The least memory that a module in the component asks for, in pages.
    let most = |component: &[u8]| {
        let payloads = wasmparser::Parser::new(0).parse_all(component);
        let memories = payloads.filter_map(|payload| match payload.unwrap() {
            wasmparser::Payload::MemorySection(section) => Some(section),
            _ => None,
        });
        memories
            .flatten()
            .map(|memory| memory.unwrap().initial)
            .max()
            .unwrap()
    };
    let made = |module: Vec<u8>| {
        let component = componentize("it", &module).unwrap();
        outside(&component);
        component
    };
    assert_eq!(
        most(&made(go(r#"(memory (export "memory") 9)"#, "other"))),
        4096
    );
    assert_eq!(
        most(&made(go(r#"(memory (export "memory") 9 100)"#, "other"))),
        100
    );
    // It has a function for that.
    assert_eq!(
        most(&made(go(r#"(memory (export "memory") 9)"#, "cabi_realloc"))),
        9
    );
    for memory in ["4095", "9 12"] {
        let full = go(&format!(r#"(memory (export "memory") {memory})"#), "other");
        let error = componentize("it", &full).unwrap_err();
        assert!(matches!(error, ModuleError::Memory { .. }), "{error}");
    }
}

#[test]
fn damaged_modules_never_panic() {
    let module = embedded(DICE_MODULE, DICE, "dice");
    for cut in 0..module.len() {
        let _ = componentize("it", &module[..cut]);
    }
    let mut state = 0x2545_f491_4f6c_dd1du64;
    for _ in 0..2000 {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let mut damaged = module.clone();
        let at = (state >> 8) as usize % damaged.len();
        damaged[at] ^= 1 << (state % 8);
        let _ = componentize("it", &damaged);
    }
}
