//! Five languages in one component: WebAssembly's own text calls C++, which calls C, which calls Zig, which calls Rust.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use wit_component::{StringEncoding, embed_component_metadata};
use wit_parser::Resolve;
use wittgen::Dynamic;
use wittgen::compose::{Component, Plug};

/// The compiler that the guests' build has unpacked: a script that is `zig cc`.
fn compiler() -> Option<PathBuf> {
    let target = Path::new(wittgen_guests::SQLITE_PATH)
        .ancestors()
        .find(|folder| folder.join("tools").is_dir())?;
    let script = target.join("tools/zig-cc.sh");
    script.is_file().then_some(script)
}

/// Runs `zig` as that script does, with other arguments.
fn zig(script: &Path, arguments: &[&str]) {
    let text = fs::read_to_string(script).unwrap();
    let (before, _) = text.split_once(" cc ").expect("the script runs `zig cc`");
    let line = format!("{before} \"$@\"\n");
    let output = Command::new("sh")
        .args(["-c", &line, "zig"])
        .args(arguments)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "zig {arguments:?}: {said}");
}

fn source(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("languages");
    folder.join(name).to_string_lossy().into_owned()
}

/// Compiles a source, and puts the WIT of its world into the module.
fn compile(script: &Path, folder: &Path, name: &str, world: &str) -> Vec<u8> {
    let output = folder.join(format!("{world}.wasm"));
    let (source, path) = (source(name), output.to_str().unwrap());
    let target = "wasm32-freestanding";
    if name.ends_with(".zig") {
        let emit = format!("-femit-bin={path}");
        let arguments = ["build-exe", &source, "-target", target, "-fno-entry"];
        let rest = ["-rdynamic", "-O", "ReleaseSmall", &emit];
        zig(script, &[&arguments[..], &rest].concat());
    } else {
        let driver = if name.ends_with(".cpp") { "c++" } else { "cc" };
        let arguments = [driver, "-target", target, "-O2", "-g0", "-nostdlib"];
        let rest = ["-Wl,--no-entry", &source, "-o", path];
        zig(script, &[&arguments[..], &rest].concat());
    }
    let mut module = fs::read(output).unwrap();
    let mut resolve = Resolve::default();
    let wit = fs::read_to_string(self::source("chain.wit")).unwrap();
    let package = resolve.push_str("chain.wit", &wit).unwrap();
    let world = resolve.select_world(&[package], Some(world)).unwrap();
    embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8, false).unwrap();
    module
}

#[test]
fn five_languages_make_one_component() {
    let Some(script) = compiler() else {
        println!("skipped: the guests were built by another compiler than zig's");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let compile = |name, world| compile(&script, folder.path(), name, world);
    // The modules are made components as they are linked.
    let app = Plug::new(Component::named(
        "text",
        wat::parse_file(source("run.wat")).unwrap(),
    ))
    .with(Component::named("c", compile("step.c", "in-c")))
    .with(Component::named("zig", compile("step.zig", "in-zig")))
    .with(Component::named("rust", wittgen_test_guests::PROBE))
    .with(Component::named("cpp", compile("step.cpp", "in-cpp")))
    .closed()
    .compose()
    .unwrap();
    let loaded = Dynamic::builder().load(&app).unwrap();
    for x in [0, 1, 7, 1000] {
        let rounds = 2 * x * 3 + 1;
        let work = (0..rounds).fold(1u64, |number, round| (number ^ round).rotate_left(5));
        let expected = (work ^ 0xff) + 1;
        let found = loaded.call(&format!("run({x})")).unwrap().to_wave();
        assert_eq!(found, expected.to_string(), "run({x})");
    }
}
