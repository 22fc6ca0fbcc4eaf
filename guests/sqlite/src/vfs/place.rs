//! A path inside a granted directory, and what can be done there without an open file.

use std::cell::OnceCell;
use std::rc::Rc;

use wasip2::filesystem::preopens;
use wasip2::filesystem::types::{
    Descriptor, DescriptorFlags, DescriptorStat, DescriptorType, ErrorCode, OpenFlags, PathFlags,
};

use super::failure::{Cause, Failure};
use super::path;

/// The directories that the host granted, by their normal names.
struct Granted {
    names: Vec<String>,
    directories: Vec<Rc<Descriptor>>,
}

thread_local! {
    static GRANTED: OnceCell<Granted> = const { OnceCell::new() };
}

/// As many symbolic links are followed, one after the other, as Linux follows.
const MAX_LINKS: usize = 40;

/// A path, and where it lies.
pub(crate) struct Place {
    /// The path in normal form, as the component sees it.
    path: String,
    directory: Rc<Descriptor>,
    relative: String,
}

impl Place {
    /// Finds the granted directory that `path` lies in.
    pub(crate) fn find(path: &str) -> Result<Self, Failure> {
        let normal = path::normalise(path).ok_or_else(|| Failure::new(path, Cause::Relative))?;
        GRANTED.with(|granted| {
            let granted = granted.get_or_init(Granted::ask);
            match path::locate(&granted.names, &normal) {
                Some((index, relative)) => Ok(Self {
                    directory: Rc::clone(&granted.directories[index]),
                    relative: relative.to_owned(),
                    path: normal,
                }),
                None => Err(Failure::new(path, Cause::Outside(granted.names.clone()))),
            }
        })
    }

    /// The same, with the last part of the path followed where it is a symbolic link: SQLite
    /// names its journal after the file that the link leads to.
    pub(crate) fn follow(path: &str) -> Result<Self, Failure> {
        let mut place = Self::find(path)?;
        for _ in 0..MAX_LINKS {
            let target = match place.directory.readlink_at(&place.relative) {
                Ok(target) => target,
                Err(ErrorCode::NotPermitted) if place.is_link() => {
                    return Err(Failure::new(
                        &place.path,
                        Cause::Link("an absolute path".into()),
                    ));
                }
                Err(_) => return Ok(place),
            };
            let followed = path::follow(&place.path, &target)
                .and_then(|path| Self::find(&path).ok())
                .ok_or_else(|| Failure::new(&place.path, Cause::Link(target)))?;
            place = followed;
        }
        Err(place.failure(ErrorCode::Loop))
    }

    /// The path in normal form.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// What the host reported about this place.
    pub(crate) fn failure(&self, code: ErrorCode) -> Failure {
        Failure::system(&self.path, code)
    }

    /// What lies here; `None` is nothing.
    pub(crate) fn stat(&self) -> Result<Option<DescriptorStat>, Failure> {
        match self
            .directory
            .stat_at(PathFlags::SYMLINK_FOLLOW, &self.relative)
        {
            Ok(stat) if stat.type_ == DescriptorType::Directory => {
                Err(Failure::new(&self.path, Cause::Directory))
            }
            Ok(stat) => Ok(Some(stat)),
            Err(ErrorCode::NoEntry | ErrorCode::NotDirectory) => Ok(None),
            Err(code) => Err(self.failure(code)),
        }
    }

    /// Opens the file that lies here. A host that locks files reports here that it is in use.
    pub(crate) fn open(&self, how: OpenFlags, write: bool) -> Result<Descriptor, Failure> {
        let access = if write {
            DescriptorFlags::READ | DescriptorFlags::WRITE
        } else {
            DescriptorFlags::READ
        };
        self.directory
            .open_at(PathFlags::SYMLINK_FOLLOW, &self.relative, how, access)
            .map_err(|code| self.failure(code))
    }

    /// Deletes the file that lies here; `false` where there was none.
    pub(crate) fn delete(&self) -> Result<bool, Failure> {
        match self.directory.unlink_file_at(&self.relative) {
            Ok(()) => Ok(true),
            Err(ErrorCode::NoEntry) => Ok(false),
            Err(code) => Err(self.failure(code)),
        }
    }

    /// Makes the directory around this place lasting, so that a new file in it, or a deleted
    /// one, stays so after a power failure.
    pub(crate) fn sync_directory(&self) -> Result<(), Failure> {
        let outcome = match self.relative.rfind('/') {
            None => self.directory.sync(),
            Some(end) => self
                .directory
                .open_at(
                    PathFlags::SYMLINK_FOLLOW,
                    &self.relative[..end],
                    OpenFlags::DIRECTORY,
                    DescriptorFlags::READ,
                )
                .and_then(|directory| directory.sync()),
        };
        match outcome {
            // As `os_unix.c` does: a file system that can't sync directories is no error.
            Ok(())
            | Err(ErrorCode::Unsupported | ErrorCode::Invalid | ErrorCode::BadDescriptor) => Ok(()),
            Err(code) => Err(self.failure(code)),
        }
    }

    fn is_link(&self) -> bool {
        self.directory
            .stat_at(PathFlags::empty(), &self.relative)
            .is_ok_and(|stat| stat.type_ == DescriptorType::SymbolicLink)
    }
}

impl Granted {
    fn ask() -> Self {
        let (names, directories) = preopens::get_directories()
            .into_iter()
            .map(|(directory, name)| (path::root(&name), Rc::new(directory)))
            .unzip();
        Self { names, directories }
    }
}
