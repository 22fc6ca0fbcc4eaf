//! Components composed, refused and inspected.

mod bad_input;
mod comparing;
mod corpus;
mod drawing;
mod files;
mod fuzz;
mod graph;
mod inspection;
mod manifest;
mod modules;
mod mounts;
mod nearness;
mod others;
mod peer;
mod plugging;
mod refusal;
mod restrictions;
mod settings;
mod support;
mod wac;
