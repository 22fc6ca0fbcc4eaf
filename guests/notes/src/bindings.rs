//! What `wit/notes` and `wit/sqlite` become in Rust, under the names that this crate uses. Nothing
//! is written by hand here.

pub(crate) mod generated {
    wit_bindgen::generate!({
        path: ["../../wit/sqlite", "../../wit/notes"],
        world: "wittgen:notes/notes",
        generate_all,
        pub_export_macro: true,
    });
}

pub(crate) use generated::export;
pub(crate) use generated::exports::wittgen::notes::store;
pub(crate) use generated::wittgen::sqlite::database as sqlite;
