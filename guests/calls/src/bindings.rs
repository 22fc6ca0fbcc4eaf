//! What `wit/calls` becomes in Rust. Nothing is written by hand here.

wittgen::guest::bindgen!({ path: "../../wit", world: "calls" });
