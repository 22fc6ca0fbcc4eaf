//! Runs the cases of `tests/ui`: what the macros say about wrong options and wrong WIT.
//!
//! They are compiled apart, without a runtime. `BLESS=1 cargo test --test ui` records what is said now.

use std::path::Path;
use std::process::Command;

#[test]
fn errors_are_as_recorded() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let output = Command::new(env!("CARGO"))
        .args(["test", "--locked", "--package", "wittgen-ui"])
        // These run for a second: what they need is not worth optimising.
        .args(["--config", r#"profile.dev.package."*".opt-level=0"#])
        .current_dir(root)
        .env(
            "CARGO_TARGET_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("ui"),
        )
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo can be run");
    assert!(
        output.status.success(),
        "{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
