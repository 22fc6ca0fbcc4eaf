//! Files and standard output, written whole or not at all.

use std::fs::{self, OpenOptions};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once, PoisonError};

use tempfile::NamedTempFile;

use crate::failure::{Class, Failure};

/// Writes a file's content.
type Content<'c> = &'c dyn Fn(&mut dyn Write) -> io::Result<()>;

/// The unfinished file, if there is one: an interrupt removes it.
static UNFINISHED: Mutex<Option<PathBuf>> = Mutex::new(None);

/// The exit status after an interrupt: 128 and the number of SIGINT, as shells have it.
const INTERRUPTED: i32 = 130;

/// Writes `bytes` to `path`, or to standard output if that is `-`.
///
/// A file has the old content or the new one at each moment, also when the command is killed.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    write_with(path, &|writer| writer.write_all(bytes))
}

/// The same, for what `content` writes part by part.
pub(crate) fn write_with(path: &Path, content: Content<'_>) -> Result<(), Failure> {
    if is_stdout(path) {
        return write_stdout(content);
    }
    // Through a symbolic link, the file that it leads to is replaced, not the link.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let written = match fs::metadata(&target) {
        Ok(metadata) if metadata.is_dir() => {
            let text = format!(
                "`{}` is a directory\nhelp: name a file in it",
                path.display()
            );
            return Err(Failure::new(Class::File, text));
        }
        // A device or a pipe must not be replaced by a file.
        Ok(metadata) if !metadata.is_file() => OpenOptions::new()
            .write(true)
            .open(&target)
            .and_then(|file| write_through(file, content)),
        _ => replace(&target, content),
    };
    written.map_err(|error| {
        Failure::new(
            Class::File,
            format!("`{}` can't be written: {error}", path.display()),
        )
    })
}

/// Whether `path` means standard output.
pub(crate) fn is_stdout(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn write_stdout(content: Content<'_>) -> Result<(), Failure> {
    let stdout = io::stdout().lock();
    if stdout.is_terminal() {
        let text = "a component is not for a terminal\nhelp: name a file with `-o app.wasm`, or \
                    pipe the output into one";
        return Err(Failure::new(Class::Usage, text));
    }
    write_through(stdout, content).map_err(|error| {
        Failure::new(
            Class::File,
            format!("standard output can't be written: {error}"),
        )
    })
}

fn write_through(writer: impl Write, content: Content<'_>) -> io::Result<()> {
    let mut writer = BufWriter::new(writer);
    content(&mut writer)?;
    writer.flush()
}

/// Writes a file beside `target` and then renames it.
fn replace(target: &Path, content: Content<'_>) -> io::Result<()> {
    let folder = match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    remove_on_interrupt();
    let mut builder = tempfile::Builder::new();
    builder.prefix(".wittgen-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any program creates files; the process's mask applies.
        let mode = fs::metadata(target).map_or(0o666, |old| old.permissions().mode() & 0o777);
        builder.permissions(fs::Permissions::from_mode(mode));
    }
    // The lock is held while the file comes into being, so that an interrupt finds it or none.
    let mut file: NamedTempFile = {
        let mut unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
        let file = builder.tempfile_in(folder)?;
        *unfinished = Some(file.path().to_owned());
        file
    };
    let result = write_through(&mut file, content)
        .and_then(|()| file.as_file().sync_all())
        .and_then(|()| file.persist(target).map(drop).map_err(|error| error.error));
    *UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner) = None;
    result
}

fn remove_on_interrupt() {
    static INSTALL: Once = Once::new();
    INSTALL.call_once(|| {
        // Without a handler an interrupt still ends the command, and only leaves the file.
        let _ = ctrlc::set_handler(|| {
            let mut unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(path) = unfinished.take() {
                let _ = fs::remove_file(path);
            }
            std::process::exit(INTERRUPTED);
        });
    });
}

/// Prints text to standard output. A reader that went away is no failure.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    match stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush())
    {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let text = format!("standard output can't be written: {error}");
            Err(Failure::new(Class::File, text))
        }
        _ => Ok(()),
    }
}

/// Prints a value as JSON.
pub(crate) fn print_json(value: &impl serde::Serialize) -> Result<(), Failure> {
    print(&to_json(value)?)
}

/// A value as JSON, with a line break at the end.
pub(crate) fn to_json(value: &impl serde::Serialize) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|error| Failure::new(Class::File, format!("no JSON can be written: {error}")))?;
    Ok(text + "\n")
}

/// A number of bytes for people: `1.5 MiB`.
pub(crate) fn human_size(bytes: u64) -> String {
    indicatif::BinaryBytes(bytes).to_string()
}
