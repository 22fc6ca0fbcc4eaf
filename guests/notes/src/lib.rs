//! The notes plugin: notes with tags and full-text search, in one SQLite database that it reaches
//! through `wittgen:sqlite/database`.
//!
//! This module is the plugin's face and only passes on what it is asked; the database is opened
//! with the first request and stays open.

mod bindings;
mod database;
mod json;
mod listing;
mod note;
mod query;
mod search;
mod tag;

use bindings::store::{Changes, Error, Guest, Hit, Listing, Note, Order};
use database::with_database;
use listing::Pages;

struct Notes;

bindings::export!(Notes in bindings);

impl Guest for Notes {
    type Listing = Pages;

    fn add(text: String, tags: Vec<String>) -> Result<u64, Error> {
        with_database(|database| note::add(database, &text, &tags))
    }

    fn get(id: u64) -> Result<Note, Error> {
        with_database(|database| note::get(database, id))
    }

    fn edit(id: u64, changes: Changes) -> Result<Note, Error> {
        with_database(|database| note::edit(database, id, &changes))
    }

    fn remove(id: u64) -> Result<Note, Error> {
        with_database(|database| note::remove(database, id))
    }

    fn search(query: String, limit: u32) -> Result<Vec<Hit>, Error> {
        let query = query.parse().map_err(Error::BadQuery)?;
        with_database(|database| search::find(database, &query, limit))
    }

    fn list(tag: Option<String>, order: Order) -> Result<Listing, Error> {
        // Whether the database can be opened is known now rather than with the first page.
        with_database(|_| Ok(Listing::new(Pages::new(tag, order))))
    }

    fn tags() -> Result<Vec<(String, u64)>, Error> {
        with_database(tag::count)
    }

    fn export_json() -> Result<String, Error> {
        with_database(json::export)
    }

    fn import_json(json: String) -> Result<u64, Error> {
        with_database(|database| json::import(database, &json))
    }
}
