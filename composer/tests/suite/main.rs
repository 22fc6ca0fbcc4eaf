//! Components composed, refused and inspected.

mod bad_input;
mod corpus;
mod fuzz;
mod inspection;
mod peer;
mod plugging;
mod refusal;
mod support;
