//! What must be in the database, by what the killed processes had said.

use std::collections::BTreeMap;

use wittgen_tests::notes::Notes;
use wittgen_tests::notes::store::Order;

/// The notes by their numbers; of each only the text, which is its tag as well.
type Texts = BTreeMap<u64, String>;

/// What was done, and what had only begun.
#[derive(Default)]
pub(crate) struct Model {
    texts: Texts,
    begun: Option<Step>,
}

#[derive(Clone, Debug)]
enum Step {
    Add(String),
    Edit(u64, String),
    Remove(u64),
    Import(String, usize),
}

impl Model {
    /// Takes in what a process said, and returns how many steps it did.
    pub(crate) fn hear(&mut self, said: &str) -> usize {
        let mut done = 0;
        // A line that the kill cut off is no line.
        for line in said
            .split_inclusive('\n')
            .filter_map(|line| line.strip_suffix('\n'))
        {
            match line.strip_prefix("= ").or_else(|| line.strip_prefix('=')) {
                None => self.begun = Some(Step::parse(line)),
                Some(id) => {
                    let step = self.begun.take().expect("a step begins before it is done");
                    // The numbers of imported notes are not said; `compare` takes them from the database.
                    step.apply(&mut self.texts, id.parse().unwrap_or(0));
                    done += 1;
                }
            }
        }
        done
    }

    /// Whether a step had begun and was not done.
    pub(crate) fn is_in_the_middle(&self) -> bool {
        self.begun.is_some()
    }

    /// Compares the database with what was said, and goes on from what it has.
    pub(crate) fn compare(&mut self, notes: &Notes) {
        let present = present(notes);
        let without = sorted(&self.texts);
        let have = sorted(&present);
        let begun = self.begun.take();
        let with = begun.clone().map(|step| {
            let mut texts = self.texts.clone();
            step.apply(&mut texts, u64::MAX);
            sorted(&texts)
        });
        assert!(
            have == without || Some(&have) == with.as_ref(),
            "after {begun:?} had begun:\n{have:?}\nwithout it {without:?}\nwith it {with:?}"
        );
        for (id, text) in self.texts.range(..IMPORTED) {
            let changed = match &begun {
                Some(Step::Edit(edited, _) | Step::Remove(edited)) => edited == id,
                _ => false,
            };
            assert!(
                changed || present.get(id) == Some(text),
                "note {id} was {text}"
            );
        }
        self.texts = present;
    }
}

/// Notes whose numbers are not known yet have numbers from here on.
const IMPORTED: u64 = 1 << 60;

impl Step {
    fn parse(line: &str) -> Self {
        let number = |word: &str| word.parse().expect("the child writes numbers");
        match line.split(' ').collect::<Vec<_>>()[..] {
            ["+", "add", text] => Step::Add(text.to_string()),
            ["+", "edit", id, text] => Step::Edit(number(id), text.to_string()),
            ["+", "remove", id] => Step::Remove(number(id)),
            ["+", "import", text, count] => Step::Import(text.to_string(), number(count) as usize),
            _ => panic!("the child says `{line}`"),
        }
    }

    fn apply(self, texts: &mut Texts, id: u64) {
        match self {
            Step::Add(text) => drop(texts.insert(id, text)),
            Step::Edit(id, text) => drop(texts.insert(id, text)),
            Step::Remove(id) => drop(texts.remove(&id)),
            Step::Import(text, count) => {
                let next = texts
                    .last_key_value()
                    .map_or(IMPORTED, |(id, _)| (id + 1).max(IMPORTED));
                texts.extend((next..).zip(std::iter::repeat_n(text, count)));
            }
        }
    }
}

fn sorted(texts: &Texts) -> Vec<String> {
    let mut texts: Vec<String> = texts.values().cloned().collect();
    texts.sort();
    texts
}

/// All notes, each checked to have its text as its one tag, and to be found by it.
fn present(notes: &Notes) -> Texts {
    let listing = notes.list(None, Order::Oldest).expect("the database opens");
    let mut texts = Texts::new();
    loop {
        let page = listing.next(500).expect("it can be read");
        if page.is_empty() {
            break;
        }
        for note in page {
            assert_eq!(
                note.tags,
                [note.text.as_str()],
                "note {} is half edited",
                note.id
            );
            assert!(
                texts.insert(note.id, note.text).is_none(),
                "note {} is there twice",
                note.id
            );
        }
    }
    if let Some((_, text)) = texts.first_key_value() {
        let with_it = texts.values().filter(|other| *other == text).count();
        let found = notes
            .search(&format!("\"{text}\""), 0)
            .expect("it can be searched");
        assert_eq!(found.len(), with_it, "the index for searching has `{text}`");
    }
    texts
}
