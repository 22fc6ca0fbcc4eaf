//! The clocks as a component sees them.
//!
//! By default the wall clock is in whole seconds: that much is written on every file that it may touch, and anything finer
//! has to be granted. Stopped clocks tell nothing, neither the time nor how long something took; waiting still takes its
//! time, and ends by the host's own clock.

use std::fmt;
use std::time::{Duration, SystemTime};

use wasmtime_wasi::{HostMonotonicClock, HostWallClock, WasiCtxBuilder};

/// Which clocks a component gets.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum Clock {
    #[default]
    Coarse,
    Precise,
    /// At this time for ever.
    Stopped(SystemTime),
}

impl Clock {
    /// Gives the clocks to a component.
    pub(crate) fn apply(self, builder: &mut WasiCtxBuilder) {
        match self {
            Clock::Precise => {}
            Clock::Coarse => drop(builder.wall_clock(Coarse)),
            Clock::Stopped(at) => {
                let since = since_1970(at);
                builder
                    .wall_clock(Stopped(since))
                    .monotonic_clock(Stopped(since));
            }
        }
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Clock::Coarse => f.write_str("wall clock in seconds"),
            Clock::Precise => f.write_str("wall clock precise"),
            Clock::Stopped(at) => {
                write!(f, "clocks stopped {:?} after 1970", since_1970(*at))
            }
        }
    }
}

/// A wall clock in whole seconds.
struct Coarse;

impl HostWallClock for Coarse {
    fn resolution(&self) -> Duration {
        Duration::from_secs(1)
    }

    fn now(&self) -> Duration {
        Duration::from_secs(since_1970(SystemTime::now()).as_secs())
    }
}

/// Clocks that stand still. The monotonic one is at zero.
struct Stopped(Duration);

impl HostWallClock for Stopped {
    fn resolution(&self) -> Duration {
        Duration::from_secs(1)
    }

    fn now(&self) -> Duration {
        self.0
    }
}

impl HostMonotonicClock for Stopped {
    fn resolution(&self) -> u64 {
        1
    }

    fn now(&self) -> u64 {
        0
    }
}

/// The time since the beginning of 1970; none for what was before.
fn since_1970(time: SystemTime) -> Duration {
    time.duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default()
}
