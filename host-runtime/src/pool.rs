//! Pools: instances that calls take turns with. How they run is in `places`.

use std::time::Duration;

/// How long a call waits for an instance unless said otherwise.
const WAIT: Duration = Duration::from_secs(30);

/// How many instances serve the calls of a component, and what becomes of one after its call.
///
/// ```
/// use std::time::Duration;
/// use wittgen_runtime::Pool;
///
/// // A new instance for each call, at most 24 at a time, of which 4 are made before they are needed.
/// let fresh = Pool::fresh(24).warm(4);
/// // Instances that keep what they have in memory; a call that gets none within a second fails.
/// let reused = Pool::reused(24).wait(Duration::from_secs(1));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pool {
    pub(crate) size: usize,
    pub(crate) reuse: bool,
    pub(crate) warm: usize,
    pub(crate) wait: Duration,
}

impl Pool {
    /// Each call has an instance of its own, new and empty, of which at most `size` (at least 1) exist at a time.
    /// Nothing that a call leaves in the component's memory is there for the next one.
    pub fn fresh(size: usize) -> Self {
        Self {
            size: size.max(1),
            reuse: false,
            warm: 0,
            wait: WAIT,
        }
    }

    /// Calls share at most `size` (at least 1) instances, each used by one call at a time. What a call leaves in the
    /// component's memory is there for whichever call has that instance next.
    pub fn reused(size: usize) -> Self {
        Self {
            reuse: true,
            ..Self::fresh(size)
        }
    }

    /// Makes this many instances before they are needed, when the component is loaded and whenever there are fewer.
    /// None unless set; no more than the size.
    pub fn warm(mut self, instances: usize) -> Self {
        self.warm = instances.min(self.size);
        self
    }

    /// How long a call waits while all instances are busy, before it fails with [`ErrorKind::Busy`]; with
    /// [`Duration::ZERO`] it does at once. 30 seconds unless set, and never longer than
    /// [`Builder::deadline`](crate::Builder::deadline) says.
    ///
    /// Threads that each keep a resource, and with it an instance, while they make another call can wait for one another:
    /// such calls fail then.
    pub fn wait(mut self, longest: Duration) -> Self {
        self.wait = longest;
        self
    }
}

impl From<usize> for Pool {
    /// As [`Pool::fresh`].
    fn from(size: usize) -> Self {
        Self::fresh(size)
    }
}
