//! The beat at which components that compute look whether they may go on: a thread of the process, which sleeps
//! while no such component is running.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread::Thread;
use std::time::Duration;

use wasmtime::{Engine, EngineWeak};

/// How long a component may overstep a limit of time before it is noticed.
pub(crate) const BEAT: Duration = Duration::from_millis(5);

static ENGINES: Mutex<Vec<EngineWeak>> = Mutex::new(Vec::new());
static RUNNING: AtomicUsize = AtomicUsize::new(0);
static TICKER: OnceLock<Option<Thread>> = OnceLock::new();

/// Has an engine's components look at each beat, for as long as the engine is there.
pub(crate) fn add(engine: &Engine) {
    ENGINES
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(engine.weak());
    TICKER.get_or_init(|| {
        let thread = std::thread::Builder::new()
            .name("wittgen-ticker".into())
            .spawn(tick);
        thread.ok().map(|handle| handle.thread().clone())
    });
}

fn tick() {
    loop {
        if RUNNING.load(Ordering::Acquire) == 0 {
            std::thread::park();
            continue;
        }
        std::thread::sleep(BEAT);
        let mut engines = ENGINES.lock().unwrap_or_else(PoisonError::into_inner);
        engines.retain(|engine| {
            let engine = engine.upgrade();
            if let Some(engine) = &engine {
                engine.increment_epoch();
            }
            engine.is_some()
        });
    }
}

/// A call that is running: the beat goes on as long as there is one.
pub(crate) struct Running(());

impl Running {
    pub(crate) fn begin() -> Self {
        if RUNNING.fetch_add(1, Ordering::AcqRel) == 0
            && let Some(Some(thread)) = TICKER.get()
        {
            thread.unpark();
        }
        Self(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        RUNNING.fetch_sub(1, Ordering::AcqRel);
    }
}
