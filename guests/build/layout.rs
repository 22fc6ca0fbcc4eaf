//! Where things lie: the workspace, and under its target directory the tools and the guests.
//! Creates directories, but neither fetches nor builds anything.

use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::progress::Voice;

/// The directories that the build script works in.
pub(crate) struct Layout {
    /// The root of the workspace.
    pub(crate) workspace: PathBuf,
    /// Where this crate's generated files go.
    pub(crate) out: PathBuf,
    /// Fetched tools: `target/tools`.
    pub(crate) tools: PathBuf,
    /// The target directory of the nested builds, shared by all profiles: `target/guests`.
    pub(crate) guests: PathBuf,
}

impl Layout {
    /// Reads the layout from the environment that cargo gives a build script.
    pub(crate) fn find() -> Result<Self, Failure> {
        let manifest = PathBuf::from(variable("CARGO_MANIFEST_DIR")?);
        let root = manifest
            .ancestors()
            .find(|a| a.join("Cargo.lock").is_file());
        let workspace = root.or(manifest.parent()).unwrap_or(&manifest).to_owned();
        let out = PathBuf::from(variable("OUT_DIR")?);
        let target = target(&out);
        let layout = Self {
            workspace,
            out,
            tools: target.join("tools"),
            guests: target.join("guests"),
        };
        for directory in [&layout.tools, &layout.guests] {
            fs::create_dir_all(directory)
                .map_err(|error| Failure::io("create", directory, &error))?;
        }
        Ok(layout)
    }

    /// Waits until no other build (of another profile, or by another process) is at work in
    /// these directories, and keeps others waiting until the returned file is dropped.
    pub(crate) fn lock(&self, voice: &Voice) -> Result<File, Failure> {
        let path = self.tools.join("lock");
        let refused = |error: &std::io::Error| Failure::io("lock", &path, error);
        let file = File::create(&path).map_err(|error| refused(&error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                voice.say("Waiting", "for another build of the guests");
                file.lock().map_err(|error| refused(&error))?;
            }
            Err(TryLockError::Error(error)) => return Err(refused(&error)),
        }
        Ok(file)
    }
}

/// An environment variable that cargo sets for every build script.
pub(crate) fn variable(name: &str) -> Result<OsString, Failure> {
    std::env::var_os(name).ok_or_else(|| {
        Failure::new(format!("the environment variable `{name}` is not set"))
            .help("run the build script through cargo: `cargo build`")
    })
}

/// The target directory around `out`: the ancestor that cargo marked with a tag, or else the one
/// above `<profile>/build/<package>/out`.
fn target(out: &Path) -> PathBuf {
    let tagged = out.ancestors().find(|a| a.join("CACHEDIR.TAG").is_file());
    tagged
        .or_else(|| out.ancestors().nth(4))
        .unwrap_or(out)
        .to_owned()
}
