//! SQLite's five lock levels among the connections of one component instance.
//!
//! The rules are those of `os_unix.c` inside one process. Nothing here locks a file: that other
//! instances and processes stay out is the host's part, at the file's descriptor.

/// How much of a database file a connection holds. See <https://sqlite.org/lockingv3.html>.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// Nothing.
    None,
    /// May read; so may others.
    Shared,
    /// Will write; others may read and begin to read.
    Reserved,
    /// Waits for the readers to end; nobody begins to read.
    Pending,
    /// Writes; nobody else holds anything.
    Exclusive,
}

impl Level {
    /// The level with SQLite's number, `SQLITE_LOCK_NONE` (0) to `SQLITE_LOCK_EXCLUSIVE` (4).
    pub(crate) fn from_number(number: i32) -> Self {
        match number {
            i32::MIN..=0 => Self::None,
            1 => Self::Shared,
            2 => Self::Reserved,
            3 => Self::Pending,
            _ => Self::Exclusive,
        }
    }
}

/// What the connections to one file hold together.
#[derive(Debug)]
pub(crate) struct Holders {
    /// The highest level that any of them holds.
    highest: Level,
    /// How many hold at least `Level::Shared`.
    sharing: u32,
}

/// Another connection is in the way.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Busy;

impl Holders {
    /// Nobody holds anything.
    pub(crate) const fn new() -> Self {
        Self {
            highest: Level::None,
            sharing: 0,
        }
    }

    /// Whether nobody holds anything.
    pub(crate) fn is_empty(&self) -> bool {
        self.sharing == 0
    }

    /// Whether somebody else than a connection at level `held` is about to write.
    pub(crate) fn is_reserved(&self, held: Level) -> bool {
        self.highest > Level::Shared && held <= Level::Shared
    }

    /// Raises a connection from `held` to `wanted`. `held` is always what it holds afterwards:
    /// on the way to `Exclusive` it may end at `Pending` although the result is `Busy`.
    pub(crate) fn acquire(&mut self, held: &mut Level, wanted: Level) -> Result<(), Busy> {
        if *held >= wanted {
            return Ok(());
        }
        if *held != self.highest && (self.highest >= Level::Pending || wanted > Level::Shared) {
            return Err(Busy);
        }
        if *held == Level::None {
            self.sharing += 1;
            self.highest = self.highest.max(Level::Shared);
            *held = Level::Shared;
            if wanted == Level::Shared {
                return Ok(());
            }
        }
        let alone = self.sharing == 1;
        let reached = if wanted == Level::Exclusive && !alone {
            Level::Pending
        } else {
            wanted
        };
        *held = reached;
        self.highest = reached;
        if reached == wanted { Ok(()) } else { Err(Busy) }
    }

    /// Lowers a connection from `held` to `wanted`, which is `Shared` or `None`.
    pub(crate) fn release(&mut self, held: &mut Level, wanted: Level) {
        if *held <= wanted {
            return;
        }
        if *held > Level::Shared {
            self.highest = Level::Shared;
        }
        if wanted == Level::None {
            self.sharing = self.sharing.saturating_sub(1);
            if self.sharing == 0 {
                self.highest = Level::None;
            }
        }
        *held = wanted;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Level::{Exclusive, None, Pending, Reserved, Shared};

    #[test]
    fn one_writer_among_readers() {
        let mut holders = Holders::new();
        let (mut a, mut b, mut c) = (None, None, None);
        holders.acquire(&mut a, Shared).unwrap();
        holders.acquire(&mut b, Shared).unwrap();
        holders.acquire(&mut a, Reserved).unwrap();
        assert!(holders.is_reserved(b) && !holders.is_reserved(a));
        assert_eq!(holders.acquire(&mut b, Reserved), Err(Busy));
        holders.acquire(&mut c, Shared).unwrap();

        assert_eq!(holders.acquire(&mut a, Exclusive), Err(Busy));
        assert_eq!(a, Pending);
        holders.release(&mut c, None);
        assert_eq!(holders.acquire(&mut c, Shared), Err(Busy));
        holders.release(&mut b, None);
        holders.acquire(&mut a, Exclusive).unwrap();
        assert_eq!(holders.acquire(&mut b, Shared), Err(Busy));

        holders.release(&mut a, Shared);
        holders.acquire(&mut b, Shared).unwrap();
        holders.release(&mut a, None);
        holders.release(&mut b, None);
        assert!(holders.is_empty());
    }

    #[test]
    fn released_by_the_writer_only() {
        let mut holders = Holders::new();
        let (mut a, mut b) = (None, None);
        holders.acquire(&mut a, Shared).unwrap();
        holders.acquire(&mut b, Shared).unwrap();
        holders.acquire(&mut a, Reserved).unwrap();
        holders.release(&mut b, None);
        assert!(holders.is_reserved(None));
        holders.release(&mut a, None);
        assert!(!holders.is_reserved(None) && holders.is_empty());
    }

    #[test]
    fn straight_to_exclusive() {
        let mut holders = Holders::new();
        let (mut a, mut b) = (None, None);
        holders.acquire(&mut a, Exclusive).unwrap();
        assert_eq!(holders.acquire(&mut b, Shared), Err(Busy));
        holders.release(&mut a, None);
        holders.acquire(&mut b, Shared).unwrap();
        assert_eq!(holders.acquire(&mut a, Exclusive), Err(Busy));
        assert_eq!(a, None);
    }
}
