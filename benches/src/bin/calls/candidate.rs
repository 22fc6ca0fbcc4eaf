//! What every candidate can do.

use crate::Result;

/// The guest, loaded and called in one of the ways that are compared.
pub(crate) trait Candidate {
    /// Adds in the guest.
    fn add(&mut self, left: u32, right: u32) -> Result<u32>;

    /// Sends a text to the guest and back.
    fn echo_text(&mut self, text: &str) -> Result<String>;

    /// Sends bytes to the guest and back.
    fn echo_bytes(&mut self, bytes: &[u8]) -> Result<Vec<u8>>;

    /// Sends the records of `data::items`, made beforehand, to the guest and back; returns how many
    /// came.
    fn echo_items(&mut self) -> Result<usize>;

    /// Has the guest call the host's `add` so many times; returns what the guest added up.
    fn sum(&mut self, below: u32) -> Result<u32>;

    /// Calls a method of a resource, which adds to the resource's number and returns it.
    fn count(&mut self, by: u32) -> Result<u32>;
}
