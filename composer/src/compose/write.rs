//! Writing a component to a file, whole or not at all.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::ComposeError;
use crate::encode::Bytes;

/// Writes a file beside `path` and then renames it.
pub(super) fn write(path: &Path, bytes: &Bytes<'_>) -> Result<(), ComposeError> {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.tmp", std::process::id()));
    let unfinished = path.with_file_name(name);
    let written = write_to(&unfinished, bytes).and_then(|()| fs::rename(&unfinished, path));
    written.map_err(|source| {
        // It may not be there at all.
        let _ = fs::remove_file(&unfinished);
        ComposeError::Write {
            path: path.to_owned(),
            source,
        }
    })
}

fn write_to(path: &Path, bytes: &Bytes<'_>) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    bytes.write_to(&mut file)?;
    file.flush()
}
