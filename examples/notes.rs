//! Notes in the terminal: a plugin with SQLite linked into it, called as a Rust library.
//!
//! ```text
//! cargo run --release --example notes -- add "buy oat milk" --tag home
//! cargo run --release --example notes -- search milk
//! cargo run --release --example notes -- list
//! ```

use std::error::Error;
use std::io::{IsTerminal, stdout};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use store::{Order, Piece};
use wittgen::compose;
use wittgen_guests::{NOTES, SQLITE};

wittgen::bindgen!({ path: "wit", world: "notes" });

/// Keeps notes and finds them again.
#[derive(Parser)]
struct Args {
    /// The folder of the database `notes.db`, the only one that the plugin can touch
    #[arg(long, global = true, default_value = "notes-data")]
    data: PathBuf,
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Add a note and print its number
    Add {
        text: String,
        /// A tag; may be given several times
        #[arg(long = "tag")]
        tags: Vec<String>,
    },
    /// Find notes by words, phrases in quotes, -words to leave out, and tag:NAME
    Search { query: String },
    /// List all notes, or those with a tag
    List {
        #[arg(long)]
        tag: Option<String>,
    },
    /// Remove a note
    Remove { id: u64 },
}

fn main() -> ExitCode {
    match run(Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: Args) -> Result<(), Box<dyn Error>> {
    std::fs::create_dir_all(&args.data).map_err(|error| {
        format!(
            "cannot create the folder `{}`: {error}",
            args.data.display()
        )
    })?;

    let plugin = compose::plug(NOTES, [SQLITE])?;
    let notes = Notes::builder()
        .dir("/data", &args.data)
        .on_compile(|| eprintln!("compiling the plugin for this machine (only the first time)"))
        .load(&plugin)?;

    match args.action {
        Action::Add { text, tags } => {
            let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
            println!("{}", notes.add(&text, &tags)?);
        }
        Action::Search { query } => {
            for hit in notes.search(&query, 20)? {
                println!("{:>4}  {}", hit.note.id, highlight(&hit.snippet));
            }
        }
        Action::List { tag } => {
            println!("{:>4}  {:<40}  TAGS", "ID", "TEXT");
            let listing = notes.list(tag.as_deref(), Order::Oldest)?;
            loop {
                let page = listing.next(100)?;
                if page.is_empty() {
                    break;
                }
                for note in page {
                    println!(
                        "{:>4}  {:<40}  {}",
                        note.id,
                        note.text,
                        note.tags.join(", ")
                    );
                }
            }
        }
        Action::Remove { id } => println!("removed: {}", notes.remove(id)?.text),
    }
    Ok(())
}

/// The match in bold, or in brackets where the output is no terminal.
fn highlight(snippet: &[Piece]) -> String {
    let (start, end) = if stdout().is_terminal() {
        ("\x1b[1m", "\x1b[0m")
    } else {
        ("[", "]")
    };
    let show = |piece: &Piece| match piece {
        Piece::Plain(text) => text.clone(),
        Piece::Matching(text) => format!("{start}{text}{end}"),
    };
    snippet.iter().map(show).collect()
}
