//! The wall clock as a component sees it by default: in whole seconds.
//!
//! That much is written on every file that it may touch; anything finer has to be granted.

use std::time::{Duration, SystemTime};

use wasmtime_wasi::HostWallClock;

/// A wall clock in whole seconds.
pub(crate) struct CoarseClock;

impl HostWallClock for CoarseClock {
    fn resolution(&self) -> Duration {
        Duration::from_secs(1)
    }

    fn now(&self) -> Duration {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        Duration::from_secs(now.unwrap_or_default().as_secs())
    }
}
