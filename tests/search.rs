//! Searching notes: what a query means, and that it sees every change.

use tempfile::TempDir;
use wittgen_tests::notes::Notes;
use wittgen_tests::notes::store::{Changes, Hit, Piece};
use wittgen_tests::notes_in;

fn empty() -> (TempDir, Notes) {
    let dir = tempfile::tempdir().expect("there is room for a directory");
    let notes = notes_in(dir.path());
    (dir, notes)
}

fn ids(hits: &[Hit]) -> Vec<u64> {
    hits.iter().map(|hit| hit.note.id).collect()
}

#[test]
fn search_finds_words_phrases_and_tags() {
    let (_dir, notes) = empty();
    let oat = notes.add("buy oat milk", &["home"]).unwrap();
    let cow = notes
        .add(
            "milk the cow; oats for the cow, milk for the cat",
            &["farm"],
        )
        .unwrap();
    let coffee = notes
        .add("Café über Ærø — 牛乳 🥛", &["home", "trip plan"])
        .unwrap();
    let find = |query: &str| {
        let mut found = ids(&notes.search(query, 0).unwrap());
        found.sort();
        found
    };
    assert_eq!(find("milk"), [oat, cow]);
    assert_eq!(find("MIL"), [oat, cow]);
    assert_eq!(find("\"oat milk\""), [oat]);
    assert_eq!(find("milk -cow"), [oat]);
    assert_eq!(find("milk tag:farm"), [cow]);
    assert_eq!(find("tag:home"), [oat, coffee]);
    assert_eq!(find("-tag:home"), [cow]);
    assert_eq!(find("tag:\"trip plan\""), [coffee]);
    assert_eq!(find("farm"), [cow], "tags are words as well");
    assert_eq!(find("cafe uber"), [coffee]);
    assert_eq!(find("牛乳"), [coffee]);
    assert!(
        find("NEAR( OR AND NOT a* ^b").is_empty(),
        "FTS5's operators mean nothing here"
    );
    assert!(find("nothing-like-it").is_empty());
    assert_eq!(notes.search("milk", 1).unwrap().len(), 1);

    let hits = notes.search("milk", 0).unwrap();
    assert!(hits[0].rank >= hits[1].rank);
    let oat_hit = hits.iter().find(|hit| hit.note.id == oat).unwrap();
    let expected = [
        Piece::Plain("buy oat ".to_string()),
        Piece::Matching("milk".to_string()),
    ];
    assert_eq!(oat_hit.snippet, expected);
    let of_tag = &notes.search("tag:farm", 0).unwrap()[0];
    assert!(
        matches!(&of_tag.snippet[..], [Piece::Plain(text)] if text.starts_with("milk the cow"))
    );
}

#[test]
fn search_follows_every_change() {
    let (_dir, notes) = empty();
    let id = notes.add("first words", &["one"]).unwrap();
    let changes = Changes {
        text: Some("second words".to_string()),
        tags: Some(vec!["two".into()]),
    };
    notes.edit(id, &changes).unwrap();
    for (query, count) in [
        ("first", 0),
        ("second", 1),
        ("one", 0),
        ("two", 1),
        ("tag:one", 0),
    ] {
        assert_eq!(notes.search(query, 0).unwrap().len(), count, "{query}");
    }
    notes.remove(id).unwrap();
    assert!(notes.search("words", 0).unwrap().is_empty());
    assert!(notes.tags().unwrap().is_empty());
}
