//! Says what the build script does while it does it: one line for each step, and a bar for its
//! progress. Cargo hides what build scripts print, so both go where cargo itself writes, when a
//! person or a log reads there. Never asks anything.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use console::Style;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::terminal::BottomRow;

const TEMPLATE: &str = "{prefix:>12.cyan.bold} [{bar:25}] ";

/// The row that must be given back if this process is interrupted.
static ROW: Mutex<Option<BottomRow>> = Mutex::new(None);

/// Where the steps are announced.
pub(crate) struct Voice {
    out: Option<File>,
    row: Option<BottomRow>,
}

impl Voice {
    /// Finds out who listens: a terminal, a log, or nobody.
    pub(crate) fn find() -> Self {
        let out = cargo_stderr();
        let plain = ["CI", "NO_COLOR"].iter().any(|v| set(v)) || dumb();
        let row = match &out {
            Some(file) if !plain => BottomRow::of(file).ok().flatten(),
            _ => None,
        };
        *ROW.lock().unwrap_or_else(PoisonError::into_inner) = row.clone();
        Self { out, row }
    }

    /// Announces a step in cargo's manner: a verb, and of what.
    pub(crate) fn say(&self, verb: &str, what: &str) {
        let Some(mut out) = self.out.as_ref() else {
            return;
        };
        let line = if self.row.is_some() {
            let verb = Style::new()
                .green()
                .bright()
                .bold()
                .force_styling(true)
                .apply_to(format!("{verb:>12}"));
            // Cargo's own bar stands where the cursor is: make room below, move it there by
            // inserting a line, and end where it is now.
            format!("\n\x1b[A\r\x1b[L{verb} {what}\n")
        } else {
            format!("{verb:>12} {what}\n")
        };
        // Whoever stopped listening doesn't want to know.
        let _ = out.write_all(line.as_bytes());
    }

    /// A bar that counts things.
    pub(crate) fn count(&self, verb: &str, total: u64) -> ProgressBar {
        self.bar(verb, total, "{pos}/{len} {wide_msg}")
    }

    /// A bar that counts bytes.
    pub(crate) fn bytes(&self, verb: &str, total: u64) -> ProgressBar {
        self.bar(
            verb,
            total,
            "{decimal_bytes}/{decimal_total_bytes} {wide_msg}",
        )
    }

    fn bar(&self, verb: &str, total: u64, rest: &str) -> ProgressBar {
        let target = match &self.row {
            Some(row) => ProgressDrawTarget::term_like_with_hz(Box::new(row.clone()), 10),
            None => ProgressDrawTarget::hidden(),
        };
        let bar = ProgressBar::with_draw_target(Some(total), target);
        let style = ProgressStyle::with_template(&format!("{TEMPLATE}{rest}"));
        let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
        bar.set_style(style.progress_chars("=> "));
        bar.set_prefix(verb.to_owned());
        if self.row.is_some() {
            bar.enable_steady_tick(Duration::from_millis(250));
        }
        bar
    }
}

impl Drop for Voice {
    fn drop(&mut self) {
        release();
    }
}

/// Gives the terminal's bottom row back.
pub(crate) fn release() {
    if let Some(row) = ROW.lock().unwrap_or_else(PoisonError::into_inner).as_ref() {
        row.release();
    }
}

fn set(variable: &str) -> bool {
    std::env::var_os(variable).is_some_and(|value| !value.is_empty() && value != "false")
}

fn dumb() -> bool {
    std::env::var_os("TERM").is_none_or(|term| term == "dumb")
        || std::env::var_os("CARGO_TERM_PROGRESS_WHEN").is_some_and(|when| when == "never")
}

/// The standard error of cargo, this process's parent: a terminal, a pipe, or a file to which
/// writes append. Into any other file cargo would write over these lines.
#[cfg(target_os = "linux")]
fn cargo_stderr() -> Option<File> {
    use std::os::unix::fs::FileTypeExt;

    /// `O_APPEND`, as `/proc` shows it (octal).
    const APPEND: u32 = 0o2000;

    let process = format!("/proc/{}", std::os::unix::process::parent_id());
    let file = OpenOptions::new()
        .append(true)
        .open(format!("{process}/fd/2"))
        .ok()?;
    let kind = file.metadata().ok()?.file_type();
    if kind.is_file() {
        let info = std::fs::read_to_string(format!("{process}/fdinfo/2")).ok()?;
        let flags = info.lines().find_map(|line| line.strip_prefix("flags:"))?;
        let flags = u32::from_str_radix(flags.trim(), 8).ok()?;
        return (flags & APPEND != 0).then_some(file);
    }
    (kind.is_char_device() || kind.is_fifo()).then_some(file)
}

/// The controlling terminal.
#[cfg(all(unix, not(target_os = "linux")))]
fn cargo_stderr() -> Option<File> {
    OpenOptions::new().append(true).open("/dev/tty").ok()
}

/// The console.
#[cfg(windows)]
fn cargo_stderr() -> Option<File> {
    OpenOptions::new().append(true).open("CONOUT$").ok()
}
