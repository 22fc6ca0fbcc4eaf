//! The process that is killed.
//!
//! Before each step it prints a line that begins with `+`, after it one with `=`:
//!
//! ```text
//! + add TEXT            = ID
//! + edit ID TEXT        =
//! + remove ID           =
//! + import TEXT COUNT   =
//! ```
//!
//! A note's text has no spaces, and is its tag as well, so that a half edit shows.

use std::path::Path;

use wittgen_tests::child::say;
use wittgen_tests::notes::Notes;
use wittgen_tests::notes::store::{Changes, Order};
use wittgen_tests::{Random, notes_in};

/// Writes until it is killed. The arguments are the directory and the seed.
pub(crate) fn run(args: &[String]) {
    let [dir, seed] = args else {
        panic!("unexpected arguments {args:?}")
    };
    let notes = notes_in(Path::new(dir));
    let mut random = Random::new(seed.parse().expect("the seed is a number"));
    say("ready");
    let mut ids = present(&notes);
    for step in 0.. {
        let text = format!("s{seed}x{step}");
        let any = (!ids.is_empty()).then(|| random.below(ids.len() as u64) as usize);
        match (random.below(10), any) {
            (0..2, Some(any)) => remove(&notes, ids.swap_remove(any)),
            (2..5, Some(any)) => edit(&notes, ids[any], &text),
            (5, _) => import(&notes, &text, 50 + random.below(400)),
            _ => ids.push(add(&notes, &text)),
        }
    }
}

fn present(notes: &Notes) -> Vec<u64> {
    let listing = notes.list(None, Order::Oldest).expect("the database opens");
    listing
        .next(1_000_000)
        .expect("it can be read")
        .iter()
        .map(|note| note.id)
        .collect()
}

fn add(notes: &Notes, text: &str) -> u64 {
    say(&format!("+ add {text}"));
    let id = notes.add(text, &[text]).expect("it can be written");
    say(&format!("= {id}"));
    id
}

fn edit(notes: &Notes, id: u64, text: &str) {
    say(&format!("+ edit {id} {text}"));
    let changes = Changes {
        text: Some(text.to_string()),
        tags: Some(vec![text.to_string()]),
    };
    notes.edit(id, &changes).expect("it can be written");
    say("=");
}

fn remove(notes: &Notes, id: u64) {
    say(&format!("+ remove {id}"));
    notes.remove(id).expect("it can be written");
    say("=");
}

fn import(notes: &Notes, text: &str, count: u64) {
    let note = serde_json::json!({ "text": text, "tags": [text] });
    let json = serde_json::Value::from(vec![note; count as usize]).to_string();
    say(&format!("+ import {text} {count}"));
    notes.import_json(&json).expect("it can be written");
    say("=");
}
