//! Components composed, refused and inspected.

mod bad_input;
mod corpus;
mod inspection;
mod modules;
mod mounts;
mod others;
mod peer;
mod plugging;
mod refusal;
mod restrictions;
mod settings;
mod support;
