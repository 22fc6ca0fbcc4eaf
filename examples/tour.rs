//! The program of the README: a plugin with SQLite inside it, called as a Rust library.

use store::Order;
use wittgen::{CallError, compose};
use wittgen_guests::{NOTES, SQLITE};

wittgen::bindgen!({ path: "wit", world: "notes" });

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let app = compose::plug(NOTES, [SQLITE])?; // two components become one
    let dir = std::env::temp_dir().join("wittgen-tour");
    std::fs::create_dir_all(&dir)?;
    let notes = Notes::builder().dir("/data", &dir).load(&app)?; // it sees that one directory

    let id = notes.add("buy oat milk", &["home"])?; // `add` is a method, its arguments are Rust's
    for hit in notes.search("milk", 10)? {
        println!("{}: {:.2} {}", hit.note.id, hit.rank, hit.note.text);
    }
    let listing = notes.list(Some("home"), Order::Newest)?; // a resource, dropped like any value
    println!("{} on the first page", listing.next(10)?.len());

    notes.remove(id)?;
    match notes.get(id) {
        Err(CallError::Guest(error)) => println!("the plugin says: {error}"),
        other => println!("{other:?}"),
    }
    Ok(())
}
