//! Measures one line: the candidates take turns, round by round.

use std::time::Duration;

use cpu_time::ThreadTime;

use crate::candidate::Candidate;
use crate::line::{Call, Line};
use crate::{NAMES, Result, median};

/// How long a candidate's turn takes, about.
const TURN: Duration = Duration::from_millis(4);

/// Nanoseconds for a call.
pub(crate) type Times = [f64; NAMES.len()];

/// What was measured of one line.
pub(crate) struct Measured(Vec<Times>);

impl Measured {
    /// The median over the rounds, of what `figure` makes of each.
    pub(crate) fn median(&self, figure: impl Fn(&Times) -> f64) -> f64 {
        median(self.0.iter().map(figure).collect())
    }
}

/// Measures `line` on all candidates.
///
/// # Errors
///
/// When a call fails, or when not all return the same.
pub(crate) fn measure(
    line: &Line,
    candidates: &mut [Box<dyn Candidate>; NAMES.len()],
    rounds: usize,
) -> Result<Measured> {
    let call = (line.prepare)();
    let mut counts = [0; NAMES.len()];
    let mut expected = None;
    for (index, candidate) in candidates.iter_mut().enumerate() {
        let name = NAMES[index];
        let failed = |error| format!("{name}, {}: {error}", line.name);
        let found = call(&mut **candidate).map_err(failed)?;
        if *expected.get_or_insert(found) != found {
            return Err(format!("{name}, {}: not what the others return", line.name).into());
        }
        counts[index] = count(&call, &mut **candidate)?;
    }
    let mut measured = Vec::with_capacity(rounds);
    for round in 0..rounds {
        let mut times = [0.0; NAMES.len()];
        for turn in 0..NAMES.len() {
            // Whoever begins may have it better or worse, so it is another one each time.
            let index = (round + turn) % NAMES.len();
            let time = run(&call, &mut *candidates[index], counts[index])?;
            let calls = f64::from(counts[index]) * f64::from(line.calls);
            times[index] = time.as_secs_f64() * 1e9 / calls;
        }
        measured.push(times);
    }
    Ok(Measured(measured))
}

/// How many calls fill a turn. Warms up on the way.
fn count(call: &dyn Call, candidate: &mut dyn Candidate) -> Result<u32> {
    let mut count = 1;
    loop {
        let time = run(call, candidate, count)?;
        if time * 2 >= TURN {
            let scale = TURN.as_secs_f64() / time.as_secs_f64();
            return Ok((f64::from(count) * scale).ceil() as u32);
        }
        count *= 2;
    }
}

fn run(call: &dyn Call, candidate: &mut dyn Candidate, count: u32) -> Result<Duration> {
    let begin = ThreadTime::now();
    for _ in 0..count {
        std::hint::black_box(call(candidate)?);
    }
    Ok(begin.elapsed())
}
