//! The examples' binaries.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The binary of an example, built by the Cargo that runs this test, with the profile of this test.
///
/// # Panics
///
/// When it can't be built.
pub fn example(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    let profile = if cfg!(debug_assertions) {
        "dev"
    } else {
        "release"
    };
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["build", "--quiet", "--message-format", "json"])
        .args(["--profile", profile, "--example", name])
        .current_dir(root.expect("the workspace is above"))
        .stderr(Stdio::inherit())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "the example is not built");
    let messages = String::from_utf8(output.stdout).expect("cargo prints UTF-8");
    let executable = messages.lines().find_map(|line| {
        let message: serde_json::Value = serde_json::from_str(line).ok()?;
        let is_example = message["target"]["kind"][0] == "example";
        message["executable"]
            .as_str()
            .filter(|_| is_example)
            .map(PathBuf::from)
    });
    executable.expect("cargo says where the example is")
}
