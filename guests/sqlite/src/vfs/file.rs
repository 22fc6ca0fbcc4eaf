//! Open files as SQLite uses them: databases, and journals as they are.
//!
//! Locks are not decided on here; `super::database` does that for the one kind that has them.

use wasip2::filesystem::types::{Descriptor, ErrorCode, OpenFlags};

use super::database::Database;
use super::failure::Failure;
use super::lock::Level;
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

/// A journal or the like.
pub(crate) struct Plain {
    place: Place,
    descriptor: Descriptor,
    temporary: bool,
    /// The file is new: the directory must be made lasting at the next sync.
    new: bool,
}

impl File {
    /// Opens a database file, or makes sure that it can be created.
    pub(crate) fn open_database(path: &str, access: Access) -> Result<Self, Failure> {
        Database::open(path, access).map(Self::Database)
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
            Self::Database(file) if !file.is_held() => Ok(0),
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
            Self::Database(file) if !file.is_held() => {
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
            Self::Database(file) => file.is_reserved(),
            Self::Plain(_) => false,
        }
    }

    /// From now on the first lock is the whole one, so that no second connection comes near.
    pub(crate) fn claim(&mut self) {
        if let Self::Database(file) = self {
            file.claim();
        }
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
