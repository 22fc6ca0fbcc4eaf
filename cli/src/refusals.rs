//! What a component was refused, to be told when it fails: it may say less than it knows.

use std::sync::{Arc, Mutex, PoisonError};

use wittgen_runtime::Builder;

/// How many refusals are told.
const TOLD: usize = 8;

/// The refusals so far, each once.
#[derive(Clone, Default)]
pub(crate) struct Refusals(Arc<Mutex<Vec<String>>>);

impl Refusals {
    /// Listens to the component that `builder` loads.
    pub(crate) fn listen<W>(&self, builder: Builder<W>) -> Builder<W> {
        let refusals = Arc::clone(&self.0);
        builder.on_denied(move |denied| {
            let mut refusals = refusals.lock().unwrap_or_else(PoisonError::into_inner);
            let text = denied.to_string();
            if refusals.len() < TOLD && !refusals.contains(&text) {
                refusals.push(text);
            }
        })
    }

    /// Prints them to standard error.
    pub(crate) fn tell(&self) {
        let refusals = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for refusal in refusals.iter() {
            eprintln!("note: {refusal}");
        }
    }
}
