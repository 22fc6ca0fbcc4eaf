//! The notes plugin through the API that `bindgen!` generates for it.
//!
//! What it stores is looked at only through the plugin; `interop` looks at the file.

use std::sync::Arc;

use tempfile::TempDir;
use wittgen_tests::notes::Notes;
use wittgen_tests::notes::store::{Changes, Error, Note, Order};
use wittgen_tests::{failure, notes_in};

fn empty() -> (TempDir, Notes) {
    let dir = tempfile::tempdir().expect("there is room for a directory");
    let notes = notes_in(dir.path());
    (dir, notes)
}

fn all(notes: &Notes, tag: Option<&str>, order: Order, page: u32) -> Vec<Note> {
    let listing = notes.list(tag, order).unwrap();
    let mut found = Vec::new();
    loop {
        let notes = listing.next(page).unwrap();
        if notes.is_empty() {
            return found;
        }
        assert!(notes.len() <= page as usize);
        found.extend(notes);
    }
}

#[test]
fn a_note_is_added_read_edited_and_removed() {
    let (_dir, notes) = empty();
    let id = notes
        .add("buy oat milk", &["home", " shopping ", "home"])
        .unwrap();
    let note = notes.get(id).unwrap();
    assert_eq!(
        (note.id, note.text.as_str(), note.edited),
        (id, "buy oat milk", None)
    );
    assert_eq!(note.tags, ["home", "shopping"]);
    assert!(note.created > 1_600_000_000, "{}", note.created);

    let text = Changes {
        text: Some("buy rice milk".to_string()),
        tags: None,
    };
    let edited = notes.edit(id, &text).unwrap();
    assert_eq!(
        (edited.text.as_str(), &edited.tags),
        ("buy rice milk", &note.tags)
    );
    assert!(edited.edited.is_some());
    let tags = Changes {
        text: None,
        tags: Some(vec!["z".to_string(), "a".to_string()]),
    };
    assert_eq!(notes.edit(id, &tags).unwrap().tags, ["a", "z"]);
    assert_eq!(
        notes
            .edit(
                id,
                &Changes {
                    text: None,
                    tags: None
                }
            )
            .unwrap()
            .tags,
        ["a", "z"]
    );

    assert_eq!(notes.remove(id).unwrap().text, "buy rice milk");
    assert_eq!(failure(notes.get(id)), Error::NotFound(id));
    let next = notes.add("another", &[]).unwrap();
    assert!(next > id, "a number is never given twice");
}

#[test]
fn what_makes_no_sense_is_refused_and_nothing_is_kept_of_it() {
    let (_dir, notes) = empty();
    for id in [0, 7, u64::from(u32::MAX), u64::MAX] {
        assert_eq!(failure(notes.get(id)), Error::NotFound(id));
        assert_eq!(failure(notes.remove(id)), Error::NotFound(id));
        let changes = Changes {
            text: Some("x".to_string()),
            tags: Some(vec![]),
        };
        assert_eq!(failure(notes.edit(id, &changes)), Error::NotFound(id));
    }
    for (text, tags) in [
        ("", &[][..]),
        (" \n", &[]),
        ("a\0b", &[]),
        ("x", &[""]),
        ("x", &["a\0"]),
    ] {
        assert!(
            matches!(failure(notes.add(text, tags)), Error::Invalid(_)),
            "{text:?} {tags:?}"
        );
    }
    for query in ["", "  ", "\"open", "tag:", "!?", "a\0"] {
        assert!(
            matches!(failure(notes.search(query, 0)), Error::BadQuery(_)),
            "{query:?}"
        );
    }
    for json in [
        "",
        "{}",
        "[{}]",
        "[{\"text\": 1}]",
        "[{\"text\": \"a\"}, {\"text\": \" \"}]",
    ] {
        assert!(
            matches!(failure(notes.import_json(json)), Error::Invalid(_)),
            "{json:?}"
        );
    }
    assert!(all(&notes, None, Order::Oldest, 10).is_empty());
    assert!(notes.tags().unwrap().is_empty());
    let error = notes.get(7).unwrap_err();
    assert_eq!(error.to_string(), "not found: 7");
}

#[test]
fn a_listing_gives_pages_while_notes_come_and_go() {
    let (_dir, notes) = empty();
    let added: Vec<u64> = (0..10)
        .map(|n| notes.add(&format!("note {n}"), &["t"][..n % 2]).unwrap())
        .collect();
    let listed = |order| {
        all(&notes, None, order, 3)
            .iter()
            .map(|note| note.id)
            .collect::<Vec<_>>()
    };
    assert_eq!(listed(Order::Oldest), added);
    assert_eq!(
        listed(Order::Newest),
        added.iter().rev().copied().collect::<Vec<_>>()
    );
    assert_eq!(all(&notes, Some("t"), Order::Oldest, 2).len(), 5);
    assert!(all(&notes, Some("none"), Order::Oldest, 2).is_empty());
    assert_eq!(notes.tags().unwrap(), [("t".to_string(), 5)]);

    let listing = notes.list(None, Order::Oldest).unwrap();
    assert!(listing.next(0).unwrap().is_empty());
    let first = listing.next(4).unwrap();
    notes.remove(first[0].id).unwrap();
    notes.remove(added[4]).unwrap();
    let last = notes.add("late", &[]).unwrap();
    let rest: Vec<u64> = listing
        .next(100)
        .unwrap()
        .iter()
        .map(|note| note.id)
        .collect();
    assert_eq!(rest, [&added[5..], &[last]].concat());
    assert!(listing.next(100).unwrap().is_empty());
}

#[test]
fn a_listing_outlives_the_plugin_that_gave_it() {
    let (_dir, notes) = empty();
    notes.add("still here", &[]).unwrap();
    let listing = notes.list(None, Order::Newest).unwrap();
    drop(notes);
    assert_eq!(listing.next(5).unwrap()[0].text, "still here");
    drop(listing);
}

#[test]
fn listings_are_given_back_when_they_are_dropped() {
    let (_dir, notes) = empty();
    notes.add("one", &[]).unwrap();
    // Each listing left behind would keep a place in the component's table of handles, and memory.
    for _ in 0..20_000 {
        drop(notes.list(None, Order::Newest).unwrap());
    }
    let kept: Vec<_> = (0..100)
        .map(|_| notes.list(None, Order::Newest).unwrap())
        .collect();
    for listing in kept.iter().rev() {
        assert_eq!(listing.next(1).unwrap().len(), 1);
    }
}

#[test]
fn notes_are_exported_and_imported() {
    let (_dir, notes) = empty();
    notes
        .add("quote \" backslash \\ newline \n emoji 🥛", &["ö", "a b"])
        .unwrap();
    notes.add("second", &[]).unwrap();
    let json = notes.export_json().unwrap();
    let exported: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(exported.as_array().unwrap().len(), 2);
    assert_eq!(
        exported[0]["text"],
        "quote \" backslash \\ newline \n emoji 🥛"
    );

    let (_other_dir, other) = empty();
    assert_eq!(other.import_json(&json).unwrap(), 2);
    assert_eq!(
        other.export_json().unwrap(),
        json,
        "a fresh database gives the same numbers"
    );
    assert_eq!(other.import_json(&json).unwrap(), 2);
    assert_eq!(all(&other, None, Order::Oldest, 100).len(), 4);

    let many: Vec<_> = (0..2_000)
        .map(|n| serde_json::json!({ "text": format!("bulk {n}") }))
        .collect();
    let many = serde_json::Value::from(many).to_string();
    assert_eq!(other.import_json(&many).unwrap(), 2_000);
    assert_eq!(other.search("bulk", 0).unwrap().len(), 2_000);
}

#[test]
fn text_of_any_length_and_script_comes_back() {
    let (_dir, notes) = empty();
    let long = "wörd ".repeat(200_000);
    for text in [
        "ascii",
        "Привет, мир",
        "e\u{301} \u{202e}abc\u{feff}",
        "👩‍👩‍👧‍👦",
        "\u{10ffff}",
        &long,
    ] {
        let id = notes.add(text, &[]).unwrap();
        assert!(notes.get(id).unwrap().text == text, "{:.20}", text);
    }
}

#[test]
fn several_threads_share_one_plugin() {
    let (_dir, notes) = empty();
    let notes = Arc::new(notes);
    let threads: Vec<_> = (0..4)
        .map(|thread| {
            let notes = Arc::clone(&notes);
            std::thread::spawn(move || {
                for n in 0..25 {
                    let id = notes
                        .add(&format!("thread {thread} note {n}"), &["t"])
                        .unwrap();
                    assert_eq!(notes.get(id).unwrap().id, id);
                    // A handle dropped on this thread while another one calls.
                    let listing = notes.list(None, Order::Newest).unwrap();
                    assert!(!listing.next(1).unwrap().is_empty());
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    assert_eq!(notes.tags().unwrap(), [("t".to_string(), 100)]);
    assert_eq!(all(&notes, None, Order::Oldest, 7).len(), 100);
}

#[test]
fn notes_stay_when_the_plugin_is_loaded_again() {
    let (dir, notes) = empty();
    let id = notes.add("stay", &["x"]).unwrap();
    drop(notes);
    let notes = notes_in(dir.path());
    assert_eq!(notes.get(id).unwrap().tags, ["x"]);
    assert_eq!(notes.search("stay", 0).unwrap().len(), 1);
}
