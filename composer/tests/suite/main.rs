//! Components composed, refused and inspected.

mod bad_input;
mod corpus;
mod graph;
mod inspection;
mod manifest;
mod modules;
mod peer;
mod plugging;
mod refusal;
mod restrictions;
mod support;
mod wac;
