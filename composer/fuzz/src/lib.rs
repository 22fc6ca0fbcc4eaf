//! What is done with arbitrary data. The composer's own tests compile these files too, and run them over the
//! kept corpus.

pub mod bytes;
mod components;
pub mod graphs;
