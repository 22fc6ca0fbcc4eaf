//! Grants and limits as a file: the parts `[grants]` and `[limits]` of a `wittgen.toml`.
//!
//! The words are those of [`Builder`], with hyphens. The same file may have a part `[compose]`, which the composer reads and
//! nobody here. Whatever else is in it is refused, with the place: a misspelt limit would be no limit.

mod document;
mod grants;
mod limits;

use std::fs;
use std::path::{Path, PathBuf};

use crate::{Builder, Error, ErrorKind};
use document::{Document, Reader};

/// The parts that a manifest may have.
const PARTS: [&str; 3] = ["grants", "limits", "compose"];

/// Manifests.
impl<W> Builder<W> {
    /// Grants and limits what a manifest says, a file that is by custom called `wittgen.toml`. Host paths in it are
    /// relative to its folder.
    ///
    /// ```toml
    /// [grants]
    /// dir = { "/data" = "data" }              # or read-only-dir
    /// env = { LANG = "en" }
    /// args = ["plugin", "--verbose"]
    /// stdout = "inherit"                      # stdin, stdout, stderr: "inherit" or "null"
    /// tcp = ["db.example.org:5432"]           # and udp, listen-tcp, listen-udp
    /// http = ["https://api.example.org", { to = "https://*.example.org/v1/*", methods = ["GET"], response-limit = "1 MiB" }]
    /// http-root-certificate = ["ca.pem"]
    /// config = { greeting = "hello" }
    /// key-value = { cache = "memory", notes = { file = "notes.redb", limit = "16 MiB", read-only = true } }
    /// precise-clock = true
    /// seed = 7
    /// # stopped-clock = 1700000000            # in seconds since 1970
    ///
    /// [limits]
    /// memory = "64 MiB"                       # of an instance
    /// table = 10000                           # elements
    /// instances = 100                         # core instances
    /// resources = 1000
    /// transfer = "16 MiB"                     # handed to the host at once
    /// stack = "1 MiB"                         # the thread that calls must have more
    /// fuel = 1000000000                       # of a call
    /// deadline = "200 ms"
    /// cpu = "100 ms"
    /// print = "1 MiB"
    /// ```
    ///
    /// What was granted before stays granted, and a limit takes the place of the one before.
    ///
    /// # Errors
    ///
    /// When the file can't be read, is no TOML, or says what means nothing, with its line and column; and when a file that
    /// it names can't be opened.
    pub fn manifest(self, path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let text = fs::read_to_string(path).map_err(|error| {
            Error::new(
                ErrorKind::Read,
                format!("cannot read the manifest `{}`: {error}", path.display()),
            )
        })?;
        let folder = path.parent().unwrap_or(Path::new(""));
        self.read_manifest(&text, &path.display().to_string(), folder)
    }

    /// The same with the text of a manifest, whose host paths are relative to `folder`.
    ///
    /// # Errors
    ///
    /// Those of [`Builder::manifest`].
    pub fn manifest_str(self, text: &str, folder: impl AsRef<Path>) -> Result<Self, Error> {
        self.read_manifest(text, "the manifest", folder.as_ref())
    }

    fn read_manifest(mut self, text: &str, name: &str, folder: &Path) -> Result<Self, Error> {
        let reader = Reader { text, name };
        let document = Document::parse(reader)?;
        for entry in document.entries() {
            match entry.key {
                "compose" => {}
                "grants" => {
                    let files = Files { folder };
                    for entry in entry.table("[grants]")? {
                        self = grants::read(self, files, &entry)?;
                    }
                }
                "limits" => {
                    for entry in entry.table("[limits]")? {
                        self = limits::read(self, &entry)?;
                    }
                }
                key if grants::KEYS.contains(&key) => return Err(entry.misplaced("[grants]")),
                key if limits::KEYS.contains(&key) => return Err(entry.misplaced("[limits]")),
                _ => return Err(entry.unknown("the manifest", &PARTS)),
            }
        }
        Ok(self)
    }
}

/// Where the files are that a manifest names.
#[derive(Clone, Copy)]
struct Files<'m> {
    folder: &'m Path,
}

impl Files<'_> {
    fn path(self, path: &str) -> PathBuf {
        self.folder.join(path)
    }
}
