//! Time as the host gives it.

use wasip2::clocks::{monotonic_clock, wall_clock};
use wasip2::random::random;

/// Nanoseconds of a clock that never goes back; its start means nothing.
pub(crate) fn now() -> u64 {
    monotonic_clock::now()
}

/// Milliseconds since the Unix epoch, as precisely as the host grants.
pub(crate) fn unix_milliseconds() -> i64 {
    let now = wall_clock::now();
    let seconds = i64::try_from(now.seconds).unwrap_or(i64::MAX);
    seconds
        .saturating_mul(1000)
        .saturating_add(i64::from(now.nanoseconds / 1_000_000))
}

/// Waits for so many nanoseconds.
pub(crate) fn sleep(nanoseconds: u64) {
    monotonic_clock::subscribe_duration(nanoseconds).block();
}

/// So many random bytes.
pub(crate) fn random_bytes(count: usize) -> Vec<u8> {
    random::get_random_bytes(count as u64)
}
