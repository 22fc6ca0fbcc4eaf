//! Database files: locked among the connections of this instance, and by the host towards all
//! others.
//!
//! A database file has one descriptor for all connections of this instance, open only while one
//! of them holds a lock: a host that locks files does so by their descriptors.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::{Rc, Weak};

use wasip2::filesystem::types::{Descriptor, ErrorCode, OpenFlags};

use super::failure::{Cause, Failure};
use super::file::Access;
use super::lock::{Holders, Level};
use super::place::Place;

/// A database file as one connection has it.
pub(crate) struct Database {
    shared: Rc<Shared>,
    write: bool,
    held: Level,
    claims: bool,
}

/// A database file as all connections of this instance have it.
struct Shared {
    place: Place,
    holders: RefCell<Holders>,
    /// The descriptor and whether it is open for writing; there while somebody holds a lock.
    descriptor: RefCell<Option<(Descriptor, bool)>>,
}

thread_local! {
    static DATABASES: RefCell<BTreeMap<String, Weak<Shared>>> =
        const { RefCell::new(BTreeMap::new()) };
}

impl Database {
    /// Opens a database file, or makes sure that it can be created.
    pub(super) fn open(path: &str, access: Access) -> Result<Self, Failure> {
        let place = Place::find(path)?;
        if place.stat()?.is_none() {
            if !access.create {
                return Err(place.failure(ErrorCode::NoEntry));
            }
            match place.open(OpenFlags::CREATE, true) {
                Ok(_) => {}
                // Somebody else was first to create it, and has it.
                Err(failure) if matches!(failure.cause(), Cause::BusyElsewhere) => {
                    Failure::forget();
                }
                Err(failure) => return Err(failure),
            }
            place.sync_directory()?;
        }
        Ok(Self {
            shared: Shared::at(place),
            write: access.write,
            held: Level::None,
            claims: false,
        })
    }

    /// Whether this connection holds a lock.
    pub(super) fn is_held(&self) -> bool {
        self.held > Level::None
    }

    /// Whether another connection is about to write.
    pub(super) fn is_reserved(&self) -> bool {
        self.shared.holders.borrow().is_reserved(self.held)
    }

    /// From now on the first lock is the whole one.
    pub(super) fn claim(&mut self) {
        self.claims = self.write;
    }

    /// Where the file lies.
    pub(super) fn place(&self) -> &Place {
        &self.shared.place
    }

    /// Acts on the descriptor, which is there while a lock is held.
    pub(super) fn with_descriptor<T>(
        &self,
        act: impl FnOnce(&Descriptor) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        match &*self.shared.descriptor.borrow() {
            Some((descriptor, _)) => act(descriptor),
            None => Err(self.place().failure(ErrorCode::NoLock)),
        }
    }

    /// Raises the lock to `level`.
    pub(super) fn lock(&mut self, level: Level) -> Result<(), Failure> {
        if level > Level::Shared && !self.write {
            return Err(Failure::new(self.place().path(), Cause::ReadOnly));
        }
        let wanted = if self.claims && level == Level::Shared {
            Level::Exclusive
        } else {
            level
        };
        if self.held == Level::None {
            self.shared.hold(self.write)?;
        }
        let outcome = self
            .shared
            .holders
            .borrow_mut()
            .acquire(&mut self.held, wanted);
        self.shared.give_back();
        outcome.map_err(|_| Failure::new(self.place().path(), Cause::BusyHere))
    }

    /// Lowers the lock to `level`.
    pub(super) fn unlock(&mut self, level: Level) {
        let level = if self.claims && level == Level::Shared {
            Level::Exclusive
        } else {
            level
        };
        self.shared
            .holders
            .borrow_mut()
            .release(&mut self.held, level);
        self.shared.give_back();
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        self.unlock(Level::None);
    }
}

impl Shared {
    /// The file at `place`, the same for all connections of this instance.
    fn at(place: Place) -> Rc<Self> {
        DATABASES.with(|databases| {
            let mut databases = databases.borrow_mut();
            databases.retain(|_, shared| shared.strong_count() > 0);
            if let Some(shared) = databases.get(place.path()).and_then(Weak::upgrade) {
                return shared;
            }
            let path = place.path().to_owned();
            let shared = Rc::new(Self {
                place,
                holders: RefCell::new(Holders::new()),
                descriptor: RefCell::new(None),
            });
            databases.insert(path, Rc::downgrade(&shared));
            shared
        })
    }

    /// Sees to an open descriptor, with which the host keeps everybody else out.
    fn hold(&self, write: bool) -> Result<(), Failure> {
        let mut descriptor = self.descriptor.borrow_mut();
        match &*descriptor {
            Some((_, writable)) if *writable || !write => Ok(()),
            // A reader has the file, and the host shares it with readers only.
            Some(_) => Err(Failure::new(self.place.path(), Cause::BusyHere)),
            None => {
                let opened = self.place.open(OpenFlags::empty(), write)?;
                *descriptor = Some((opened, write));
                Ok(())
            }
        }
    }

    /// Gives the file back to everybody else once nobody here holds it.
    fn give_back(&self) {
        if self.holders.borrow().is_empty() {
            *self.descriptor.borrow_mut() = None;
        }
    }
}
