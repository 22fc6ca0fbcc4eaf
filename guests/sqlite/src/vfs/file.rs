//! Open files: journals as they are, databases with locks.
//!
//! A database file has one descriptor for all connections of this instance, open only while one
//! of them holds a lock: a host that locks files does so by their descriptors.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::{Rc, Weak};

use wasip2::filesystem::types::{Descriptor, ErrorCode, OpenFlags};

use super::failure::{Cause, Failure};
use super::lock::{Holders, Level};
use super::place::Place;

/// How SQLite wants a file opened.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Access {
    /// For writing as well.
    pub(crate) write: bool,
    /// A missing file is created.
    pub(crate) create: bool,
    /// The file must be missing.
    pub(crate) exclusive: bool,
    /// The file is deleted when it is closed.
    pub(crate) temporary: bool,
}

/// A file that SQLite has open.
pub(crate) enum File {
    /// A database.
    Database(Database),
    /// A journal or the like, locked by nobody but the host.
    Plain(Plain),
}

/// A database file as one connection has it.
pub(crate) struct Database {
    shared: Rc<Shared>,
    write: bool,
    held: Level,
    claims: bool,
}

/// A journal or the like.
pub(crate) struct Plain {
    place: Place,
    descriptor: Descriptor,
    temporary: bool,
    /// The file is new: the directory must be made lasting at the next sync.
    new: bool,
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

impl File {
    /// Opens a database file, or makes sure that it can be created.
    pub(crate) fn open_database(path: &str, access: Access) -> Result<Self, Failure> {
        let place = Place::find(path)?;
        if place.stat()?.is_none() {
            if !access.create {
                return Err(place.failure(ErrorCode::NoEntry));
            }
            match place.open(OpenFlags::CREATE, true) {
                Ok(_) => {}
                // Somebody else was first to create it, and has it.
                Err(failure) if matches!(failure.cause(), Cause::BusyElsewhere) => {
                    Failure::forget()
                }
                Err(failure) => return Err(failure),
            }
            place.sync_directory()?;
        }
        Ok(Self::Database(Database {
            shared: Shared::at(place),
            write: access.write,
            held: Level::None,
            claims: false,
        }))
    }

    /// Opens a journal or the like.
    pub(crate) fn open_plain(path: &str, access: Access) -> Result<Self, Failure> {
        let place = Place::find(path)?;
        let mut how = OpenFlags::empty();
        how.set(OpenFlags::CREATE, access.create);
        how.set(OpenFlags::EXCLUSIVE, access.create && access.exclusive);
        let descriptor = place.open(how, access.write)?;
        Ok(Self::Plain(Plain {
            place,
            descriptor,
            temporary: access.temporary,
            new: access.create,
        }))
    }

    /// Reads into `buffer` from `offset` on and returns how many bytes there were. A database
    /// that nobody holds has none: SQLite asks for its header before it locks, and asks again.
    pub(crate) fn read(&self, buffer: &mut [u8], offset: u64) -> Result<usize, Failure> {
        match self {
            Self::Plain(file) => read(&file.place, &file.descriptor, buffer, offset),
            Self::Database(file) if file.held == Level::None => Ok(0),
            Self::Database(file) => file.with_descriptor(|d| read(file.place(), d, buffer, offset)),
        }
    }

    /// Writes all of `bytes` at `offset`.
    pub(crate) fn write(&self, bytes: &[u8], offset: u64) -> Result<(), Failure> {
        match self {
            Self::Plain(file) => write(&file.place, &file.descriptor, bytes, offset),
            Self::Database(file) => file.with_descriptor(|d| write(file.place(), d, bytes, offset)),
        }
    }

    /// Cuts or extends the file to `size` bytes.
    pub(crate) fn truncate(&self, size: u64) -> Result<(), Failure> {
        let cut = |place: &Place, descriptor: &Descriptor| {
            descriptor
                .set_size(size)
                .map_err(|code| place.failure(code))
        };
        match self {
            Self::Plain(file) => cut(&file.place, &file.descriptor),
            Self::Database(file) => file.with_descriptor(|d| cut(file.place(), d)),
        }
    }

    /// Makes what was written lasting; with `data_only` not the file's times.
    pub(crate) fn sync(&mut self, data_only: bool) -> Result<(), Failure> {
        let sync = |place: &Place, descriptor: &Descriptor| {
            let outcome = if data_only {
                descriptor.sync_data()
            } else {
                descriptor.sync()
            };
            outcome.map_err(|code| place.failure(code))
        };
        match self {
            Self::Database(file) => file.with_descriptor(|d| sync(file.place(), d)),
            Self::Plain(file) => {
                sync(&file.place, &file.descriptor)?;
                if file.new {
                    file.place.sync_directory()?;
                    file.new = false;
                }
                Ok(())
            }
        }
    }

    /// The file's size in bytes.
    pub(crate) fn size(&self) -> Result<u64, Failure> {
        let ask = |place: &Place, descriptor: &Descriptor| {
            descriptor
                .stat()
                .map(|stat| stat.size)
                .map_err(|code| place.failure(code))
        };
        match self {
            Self::Plain(file) => ask(&file.place, &file.descriptor),
            Self::Database(file) if file.held == Level::None => {
                Ok(file.place().stat()?.map_or(0, |stat| stat.size))
            }
            Self::Database(file) => file.with_descriptor(|d| ask(file.place(), d)),
        }
    }

    /// Raises the lock to `level`.
    pub(crate) fn lock(&mut self, level: Level) -> Result<(), Failure> {
        match self {
            Self::Database(file) => file.lock(level),
            Self::Plain(_) => Ok(()),
        }
    }

    /// Lowers the lock to `level`.
    pub(crate) fn unlock(&mut self, level: Level) {
        if let Self::Database(file) = self {
            file.unlock(level);
        }
    }

    /// Whether another connection is about to write.
    pub(crate) fn is_reserved(&self) -> bool {
        match self {
            Self::Database(file) => file.shared.holders.borrow().is_reserved(file.held),
            Self::Plain(_) => false,
        }
    }

    /// From now on the first lock is the whole one, so that no second connection comes near.
    pub(crate) fn claim(&mut self) {
        if let Self::Database(file) = self {
            file.claims = file.write;
        }
    }
}

impl Database {
    fn place(&self) -> &Place {
        &self.shared.place
    }

    fn with_descriptor<T>(
        &self,
        act: impl FnOnce(&Descriptor) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        match &*self.shared.descriptor.borrow() {
            Some((descriptor, _)) => act(descriptor),
            None => Err(self.place().failure(ErrorCode::NoLock)),
        }
    }

    fn lock(&mut self, level: Level) -> Result<(), Failure> {
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

    fn unlock(&mut self, level: Level) {
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

impl Drop for Plain {
    fn drop(&mut self) {
        if self.temporary {
            // Nobody is left to tell; a file that stays behind harms nobody.
            let _ = self.place.delete();
        }
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

fn read(
    place: &Place,
    descriptor: &Descriptor,
    buffer: &mut [u8],
    offset: u64,
) -> Result<usize, Failure> {
    let mut filled = 0;
    while filled < buffer.len() {
        let rest = &mut buffer[filled..];
        let (bytes, end) = descriptor
            .read(rest.len() as u64, offset + filled as u64)
            .map_err(|code| place.failure(code))?;
        let count = bytes.len().min(rest.len());
        rest[..count].copy_from_slice(&bytes[..count]);
        filled += count;
        if end || count == 0 {
            break;
        }
    }
    Ok(filled)
}

fn write(
    place: &Place,
    descriptor: &Descriptor,
    mut bytes: &[u8],
    mut offset: u64,
) -> Result<(), Failure> {
    while !bytes.is_empty() {
        let written = descriptor
            .write(bytes, offset)
            .map_err(|code| place.failure(code))?;
        if written == 0 {
            return Err(place.failure(ErrorCode::InsufficientSpace));
        }
        offset += written;
        bytes = bytes.get(written as usize..).unwrap_or_default();
    }
    Ok(())
}
