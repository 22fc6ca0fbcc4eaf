//! What `wit/notes` and `wit/sqlite` become in Rust. Nothing is written by hand here.

wittgen::guest::bindgen!({ path: "../../wit", world: "notes" });

pub(crate) use database as sqlite;
