//! Components composed, refused and inspected.

mod bad_input;
mod comparing;
mod corpus;
mod drawing;
mod inspection;
mod peer;
mod plugging;
mod refusal;
mod support;
