//! Nothing: the cases are in the folders beside this file, and `ui.rs` compiles them.
