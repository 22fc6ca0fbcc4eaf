//! Child processes whose output is read line by line while they run, and which end when this
//! process is interrupted. Knows nothing of what it runs.

use std::io::{self, BufRead, BufReader, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// How often the reader of a child's output may look at something else.
const TICK: Duration = Duration::from_millis(100);

/// The child that runs at the moment.
static RUNNING: Mutex<Option<Child>> = Mutex::new(None);

/// What happens while a child runs.
pub(crate) enum Event {
    /// A line on its standard output.
    Out(String),
    /// A line on its standard error.
    Err(String),
    /// Some time has passed.
    Tick,
}

/// Runs `command` to its end and hands over what happens meanwhile.
///
/// Fails if the program can't be started.
pub(crate) fn run(command: &mut Command, mut on: impl FnMut(Event)) -> io::Result<ExitStatus> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let (sender, events) = mpsc::channel();
    if let Some(out) = child.stdout.take() {
        forward(out, sender.clone(), Event::Out);
    }
    if let Some(err) = child.stderr.take() {
        forward(err, sender, Event::Err);
    }
    *running() = Some(child);
    loop {
        match events.recv_timeout(TICK) {
            Ok(event) => on(event),
            Err(RecvTimeoutError::Timeout) => on(Event::Tick),
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    match running().take() {
        Some(mut child) => child.wait(),
        None => Err(io::ErrorKind::Interrupted.into()),
    }
}

/// Kills the child that runs, if one does.
pub(crate) fn kill() {
    if let Some(mut child) = running().take() {
        // It may have ended by itself, which is as good.
        let _ = child.kill();
        let _ = child.wait();
    }
}

fn running() -> MutexGuard<'static, Option<Child>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Sends each line of `source` as an event, from a thread of its own.
fn forward(source: impl Read + Send + 'static, sender: Sender<Event>, wrap: fn(String) -> Event) {
    thread::spawn(move || {
        let mut source = BufReader::new(source);
        let mut line = Vec::new();
        while source.read_until(b'\n', &mut line).is_ok_and(|n| n > 0) {
            let text = String::from_utf8_lossy(&line).trim_end().to_owned();
            line.clear();
            if sender.send(wrap(text)).is_err() {
                break;
            }
        }
    });
}
