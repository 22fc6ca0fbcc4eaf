//! Components composed, refused and inspected.

mod bad_input;
mod corpus;
mod fuzz;
mod graph;
mod inspection;
mod modules;
mod mounts;
mod peer;
mod plugging;
mod refusal;
mod restrictions;
mod support;
