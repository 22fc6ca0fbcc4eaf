//! Killing a process in the middle of write transactions loses nothing that was committed, and leaves no half of
//! anything.
//!
//! This binary runs itself as the process that is killed: it adds, edits, removes and imports notes in a loop, and
//! says before and after each what it does (see `child`). The parent kills it (`SIGKILL`) at a random moment and
//! compares the database with what was said: what was done must be there, what had only begun must be there as
//! a whole or not at all. Then the next child goes on with the same file.

#[path = "kill/child.rs"]
mod child;
#[path = "kill/model.rs"]
mod model;

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::time::Duration;

use libtest_mimic::{Arguments, Failed, Trial};
use model::Model;
use wittgen_tests::{Random, assert_whole, notes_in, python};

/// How often a process is killed.
const KILLS: u64 = 56;

/// After so many kills the next database is begun, so that its creation is hit as well.
const PER_DATABASE: u64 = 8;

fn main() {
    if let Some((_, args)) = wittgen_tests::child::mode() {
        child::run(&args);
        return;
    }
    let arguments = Arguments::from_args();
    let trial = Trial::test("what_was_committed_survives_a_kill", || {
        what_was_committed_survives_a_kill();
        Ok::<(), Failed>(())
    });
    libtest_mimic::run(&arguments, vec![trial]).exit();
}

/// What the killed processes had come to, all in all.
#[derive(Debug, Default)]
struct Tally {
    /// What was done.
    done: usize,
    /// Kills in the middle of something.
    in_the_middle: usize,
    /// Kills that left a journal to roll back.
    hot_journals: usize,
}

fn what_was_committed_survives_a_kill() {
    let mut random = Random::from_environment();
    let mut tally = Tally::default();
    // The component is compiled before the first child asks for it.
    drop(notes_in(tempfile::tempdir().expect("there is room").path()));
    for _ in 0..KILLS / PER_DATABASE {
        let dir = tempfile::tempdir().expect("there is room for a directory");
        let mut model = Model::default();
        for kill in 0..PER_DATABASE {
            run_and_kill(dir.path(), kill, &mut random, &mut model, &mut tally);
            // In turn, the journal is rolled back by whoever comes first: another SQLite, or the plugin.
            if kill % 2 == 0 && python::is_there() {
                python::assert_whole(&dir.path().join("notes.db"));
            }
            model.compare(&notes_in(dir.path()));
            assert_whole(dir.path(), "notes.db");
        }
    }
    println!("{KILLS} kills: {tally:?}");
    assert!(tally.done > KILLS as usize / 2, "{tally:?}");
    assert!(tally.in_the_middle > KILLS as usize / 4, "{tally:?}");
    assert!(tally.hot_journals > 0, "{tally:?}");
}

fn run_and_kill(dir: &Path, kill: u64, random: &mut Random, model: &mut Model, tally: &mut Tally) {
    let seed = random.below(u64::from(u32::MAX)).to_string();
    let mut child = wittgen_tests::child::command("write", [dir.as_os_str(), seed.as_ref()])
        .spawn()
        .expect("the test's binary runs");
    let mut output = BufReader::new(child.stdout.take().expect("it is a pipe"));
    let mut ready = String::new();
    output
        .read_line(&mut ready)
        .expect("the child speaks UTF-8");
    assert_eq!(ready, "ready\n", "the child starts");
    // The first one is killed sooner, while it creates the database.
    let longest = if kill == 0 { 20_000 } else { 160_000 };
    std::thread::sleep(Duration::from_micros(random.below(longest)));
    child.kill().expect("the child runs until it is killed");
    let mut said = String::new();
    output
        .read_to_string(&mut said)
        .expect("the child speaks UTF-8");
    child.wait().expect("the child was there");
    tally.done += model.hear(&said);
    tally.in_the_middle += usize::from(model.is_in_the_middle());
    tally.hot_journals += usize::from(is_hot(&dir.join("notes.db-journal")));
}

/// Whether a journal has pages to roll back, by the header that <https://sqlite.org/fileformat.html#the_rollback_journal>
/// describes.
fn is_hot(journal: &Path) -> bool {
    let bytes = std::fs::read(journal).unwrap_or_default();
    let magic = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];
    bytes.starts_with(&magic) && bytes.get(8..12).is_some_and(|count| count != [0; 4])
}
