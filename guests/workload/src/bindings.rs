//! What `wit/workload` and `wit/sqlite` become in Rust. Nothing is written by hand here.

wittgen::guest::bindgen!({ path: "../../wit", world: "workload" });

pub(crate) use database as sqlite;
