//! A composition under Node, translated to JavaScript by jco, where both are at hand.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The package, in the one version that is installed.
const PACKAGE: &str = "@bytecodealliance/jco@1.17.5";

/// Calls `run` of a composition without imports; none, with a word of why, where there is no Node or jco.
pub(crate) fn run(bytes: &[u8], calls: &[(u32, u32)]) -> Option<Vec<u32>> {
    let jco = install()?;
    let folder = tempfile::tempdir().expect("a folder");
    let component = folder.path().join("composed.wasm");
    std::fs::write(&component, bytes).expect("a file");
    let mut transpile = Command::new("node");
    transpile.arg(&jco).arg("transpile").arg(&component);
    output(transpile.arg("-o").arg(folder.path()).arg("-q"));
    let script = format!(
        "import {{ run }} from './composed.js';\n\
         for (const [x, fuel] of {:?}) console.log(run(x, fuel));",
        calls.iter().map(|&(x, fuel)| [x, fuel]).collect::<Vec<_>>()
    );
    std::fs::write(folder.path().join("package.json"), "{\"type\": \"module\"}").expect("a file");
    let script_path = folder.path().join("run.js");
    std::fs::write(&script_path, script).expect("a file");
    let text = output(Command::new("node").arg(script_path));
    // JavaScript's numbers are the component's, without a sign.
    Some(
        text.lines()
            .map(|line| line.parse().expect("a number"))
            .collect(),
    )
}

/// The path of jco's program, which is installed under `target/tools` once.
fn install() -> Option<PathBuf> {
    let tools = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/tools/jco-1.17.5");
    let program = tools.join("node_modules/@bytecodealliance/jco/src/jco.js");
    if Command::new("node").arg("--version").output().is_err() {
        println!("skipped: there is no Node");
        return None;
    }
    if !program.exists() {
        let mut npm = Command::new("npm");
        npm.args([
            "install",
            "--no-audit",
            "--no-fund",
            "--omit=optional",
            "--prefix",
        ]);
        let installed = npm.arg(&tools).arg(PACKAGE).output();
        if !installed.is_ok_and(|output| output.status.success()) {
            println!("skipped: npm does not install `{PACKAGE}`");
            return None;
        }
    }
    Some(program)
}

fn output(command: &mut Command) -> String {
    let output = command.output().expect("it runs");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {error}");
    String::from_utf8(output.stdout).expect("text")
}
