//! Components that mean harm. Each attack is met with an error that says what it was, ends the instance that made it, and
//! leaves the host and a neighbour as they were.
//!
//! The components are written by hand, because no compiler makes what these are: `support` has how they are made, and what
//! is true after each attack. What they are stopped by, where they only use too much, is in `limits` too.

#[path = "attacks/amounts.rs"]
mod amounts;
#[path = "attacks/excess.rs"]
mod excess;
#[path = "attacks/handles.rs"]
mod handles;
#[path = "attacks/liar.rs"]
mod liar;
#[path = "attacks/linked.rs"]
mod linked;
#[path = "attacks/links.rs"]
mod links;
#[path = "attacks/passed.rs"]
mod passed;
#[path = "attacks/paths.rs"]
mod paths;
#[path = "attacks/reentry.rs"]
mod reentry;
#[path = "attacks/room.rs"]
mod room;
#[path = "attacks/shapes.rs"]
mod shapes;
#[path = "attacks/sleepers.rs"]
mod sleepers;
#[path = "attacks/streams.rs"]
mod streams;
#[path = "attacks/support.rs"]
mod support;
#[path = "attacks/values.rs"]
mod values;
#[path = "attacks/waiting.rs"]
mod waiting;
