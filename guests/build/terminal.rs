//! The terminal's bottom row as a place for a progress bar.
//!
//! Cargo draws its own bar where the cursor is and knows of no other, so two bars in one place
//! would overwrite each other. This one takes the last row out of the scrolling region, as
//! package managers do, draws there, and gives the row back at the end. It deliberately reads
//! nothing from the terminal.

use std::fs::File;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use console::Term;
use indicatif::TermLike;

/// The smallest terminal, in rows and columns, that has room for a second bar.
const SMALLEST: (u16, u16) = (6, 40);

/// The bottom row, reserved from the first drawing until it is released.
#[derive(Clone, Debug)]
pub(crate) struct BottomRow {
    term: Term,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    /// How many rows the terminal had when the row was reserved.
    reserved: Option<u16>,
    /// What the next flush draws.
    text: String,
}

impl BottomRow {
    /// The bottom row of the terminal behind `file`, if there is one with room for it.
    pub(crate) fn of(file: &File) -> io::Result<Option<Self>> {
        let term = Term::read_write_pair(file.try_clone()?, file.try_clone()?);
        let size = term.size();
        let roomy = size.0 >= SMALLEST.0 && size.1 >= SMALLEST.1;
        Ok((term.is_term() && roomy).then(|| Self {
            term,
            state: Arc::default(),
        }))
    }

    /// Clears the row and lets the terminal scroll over all its rows again.
    pub(crate) fn release(&self) {
        self.with(|state| {
            if let Some(rows) = state.reserved.take() {
                // Save the cursor, lift the region, clear the row, restore the cursor.
                self.send(&format!("\x1b7\x1b[r\x1b[{rows};1H\x1b[2K\x1b8"));
            }
        });
    }

    fn draw(&self, state: &mut State) {
        let rows = self.term.size().0;
        if state.reserved != Some(rows) {
            // The line feed makes sure that the cursor isn't in the row; setting the region moves
            // the cursor, hence saving and restoring it.
            let region = rows - 1;
            self.send(&format!("\n\x1b7\x1b[1;{region}r\x1b8\x1b[1A"));
            state.reserved = Some(rows);
        }
        let text = state.text.trim_end_matches(' ');
        self.send(&format!("\x1b7\x1b[{rows};1H\x1b[2K{text}\x1b8"));
    }

    fn send(&self, text: &str) {
        // A terminal that went away is nobody's failure.
        let _ = (&self.term).write_all(text.as_bytes());
        let _ = self.term.flush();
    }

    fn with(&self, act: impl FnOnce(&mut State)) {
        act(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// One line is all there is: cursor movements have nowhere to go.
impl TermLike for BottomRow {
    fn width(&self) -> u16 {
        // One column less, so that no terminal wraps after the last one.
        self.term.size().1.saturating_sub(1)
    }

    fn height(&self) -> u16 {
        1
    }

    fn move_cursor_up(&self, _: usize) -> io::Result<()> {
        Ok(())
    }

    fn move_cursor_down(&self, _: usize) -> io::Result<()> {
        Ok(())
    }

    fn move_cursor_right(&self, _: usize) -> io::Result<()> {
        Ok(())
    }

    fn move_cursor_left(&self, _: usize) -> io::Result<()> {
        Ok(())
    }

    fn write_line(&self, text: &str) -> io::Result<()> {
        self.write_str(text)
    }

    fn write_str(&self, text: &str) -> io::Result<()> {
        self.with(|state| match text {
            "\r" => state.text.clear(),
            _ => state.text.push_str(text),
        });
        Ok(())
    }

    fn clear_line(&self) -> io::Result<()> {
        self.with(|state| state.text.clear());
        Ok(())
    }

    fn flush(&self) -> io::Result<()> {
        self.with(|state| self.draw(state));
        Ok(())
    }
}
