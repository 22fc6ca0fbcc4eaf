//! What every candidate can do.

use std::any::Any;

use crate::Result;

/// A call of the guest's `add`, in one of the ways that are compared, on the thread that made it.
pub(crate) type Call = Box<dyn FnMut(u32, u32) -> Result<u32>>;

/// Loads the guest once, dropping what came of it.
pub(crate) type Load = Box<dyn FnMut() -> Result<()>>;

/// A way to run the guest.
pub(crate) trait Candidate: Sync {
    /// Calls an instance that stays. Several of these have an instance each, or share a pool, whichever is faster.
    fn warm(&self) -> Result<Call>;

    /// Makes an instance for each call, and drops it.
    fn fresh(&self) -> Result<Call>;

    /// The ways of loading, if there are such: from WebAssembly, from what a cache has kept, and from machine code that
    /// is in memory.
    fn loads(&self) -> Result<[Option<Load>; 3]>;

    /// So many instances, each called once.
    fn idle(&self, count: usize) -> Result<Vec<Box<dyn Any>>>;
}
