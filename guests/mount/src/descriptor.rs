//! Descriptors: the host's passed on, and those of files and folders that are inside.

use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::Cell;

use crate::Mount;
use crate::bindings::exports::wasi::filesystem::types::{
    Descriptor as Handle, DescriptorBorrow, DirectoryEntryStream, Guest, GuestDescriptor,
    GuestDirectoryEntryStream,
};
use crate::bindings::exports::wasi::io::streams::{InputStream, OutputStream};
use crate::bindings::wasi::filesystem::types::{
    self as host, Advice, DescriptorFlags, DescriptorStat, DescriptorType, DirectoryEntry,
    ErrorCode, MetadataHashValue, NewTimestamp, OpenFlags, PathFlags,
};
use crate::bindings::wasi::io::error::Error;
use crate::bindings::wittgen::mount::files;
use crate::stream::{CHUNK, Input, Output};
use crate::tree::{Node, Tree};

/// The upper half of the hash of what is inside; the lower is the entry's number.
const HASH: u64 = 0x7769_7474_6765_6e00;

impl Guest for Mount {
    type Descriptor = Descriptor;
    type DirectoryEntryStream = Entries;

    fn filesystem_error_code(error: &Error) -> Option<ErrorCode> {
        host::filesystem_error_code(error)
    }
}

/// An open file or folder.
pub(crate) enum Descriptor {
    /// The host's.
    Host(host::Descriptor),
    /// One that is inside.
    Inside(Rc<Tree>, Node),
}

/// Passes a call on where the descriptor is the host's; inside, nothing can be changed.
macro_rules! change {
    ($self:ident, $host:ident => $call:expr) => {
        match $self {
            Self::Host($host) => $call,
            Self::Inside(..) => Err(ErrorCode::ReadOnly),
        }
    };
}

impl Descriptor {
    fn stat_inside(tree: &Tree, node: Node) -> DescriptorStat {
        DescriptorStat {
            type_: tree.kind(node),
            link_count: 1,
            size: tree.file(node).map_or(0, |(_, size)| size),
            data_access_timestamp: None,
            data_modification_timestamp: None,
            status_change_timestamp: None,
        }
    }

    fn hash_inside(node: Node) -> MetadataHashValue {
        MetadataHashValue {
            lower: node.into(),
            upper: HASH,
        }
    }

    fn open_inside(
        tree: &Rc<Tree>,
        from: Node,
        path: &str,
        how: OpenFlags,
        flags: DescriptorFlags,
    ) -> Result<Self, ErrorCode> {
        let node = tree.find(from, path).map_err(|error| match error {
            ErrorCode::NoEntry if how.contains(OpenFlags::CREATE) => ErrorCode::ReadOnly,
            error => error,
        })?;
        let is_folder = tree.kind(node) == DescriptorType::Directory;
        if how.contains(OpenFlags::CREATE | OpenFlags::EXCLUSIVE) {
            return Err(ErrorCode::Exist);
        }
        if how.contains(OpenFlags::DIRECTORY) && !is_folder {
            return Err(ErrorCode::NotDirectory);
        }
        if flags.contains(DescriptorFlags::WRITE) || how.contains(OpenFlags::TRUNCATE) {
            let error = if is_folder {
                ErrorCode::IsDirectory
            } else {
                ErrorCode::ReadOnly
            };
            return Err(error);
        }
        Ok(Self::Inside(Rc::clone(tree), node))
    }
}

impl GuestDescriptor for Descriptor {
    fn read_via_stream(&self, offset: u64) -> Result<InputStream, ErrorCode> {
        let stream = match self {
            Self::Host(host) => Input::Host(host.read_via_stream(offset)?),
            Self::Inside(tree, node) => Input::inside(tree.file(*node)?, offset),
        };
        Ok(InputStream::new(stream))
    }

    fn write_via_stream(&self, offset: u64) -> Result<OutputStream, ErrorCode> {
        let stream = change!(self, host => host.write_via_stream(offset))?;
        Ok(OutputStream::new(Output(stream)))
    }

    fn append_via_stream(&self) -> Result<OutputStream, ErrorCode> {
        let stream = change!(self, host => host.append_via_stream())?;
        Ok(OutputStream::new(Output(stream)))
    }

    fn advise(&self, offset: u64, length: u64, advice: Advice) -> Result<(), ErrorCode> {
        match self {
            Self::Host(host) => host.advise(offset, length, advice),
            Self::Inside(tree, node) => tree.file(*node).map(drop),
        }
    }

    fn sync_data(&self) -> Result<(), ErrorCode> {
        match self {
            Self::Host(host) => host.sync_data(),
            Self::Inside(..) => Ok(()),
        }
    }

    fn get_flags(&self) -> Result<DescriptorFlags, ErrorCode> {
        match self {
            Self::Host(host) => host.get_flags(),
            Self::Inside(..) => Ok(DescriptorFlags::READ),
        }
    }

    fn get_type(&self) -> Result<DescriptorType, ErrorCode> {
        match self {
            Self::Host(host) => host.get_type(),
            Self::Inside(tree, node) => Ok(tree.kind(*node)),
        }
    }

    fn set_size(&self, size: u64) -> Result<(), ErrorCode> {
        change!(self, host => host.set_size(size))
    }

    fn set_times(&self, accessed: NewTimestamp, modified: NewTimestamp) -> Result<(), ErrorCode> {
        change!(self, host => host.set_times(accessed, modified))
    }

    fn read(&self, length: u64, offset: u64) -> Result<(Vec<u8>, bool), ErrorCode> {
        match self {
            Self::Host(host) => host.read(length, offset),
            Self::Inside(tree, node) => {
                let (start, size) = tree.file(*node)?;
                let offset = offset.min(size);
                let length = length.min(size - offset).min(CHUNK);
                let bytes = files::read(start + offset, length);
                Ok((bytes, offset + length >= size))
            }
        }
    }

    fn write(&self, buffer: Vec<u8>, offset: u64) -> Result<u64, ErrorCode> {
        change!(self, host => host.write(&buffer, offset))
    }

    fn read_directory(&self) -> Result<DirectoryEntryStream, ErrorCode> {
        let entries = match self {
            Self::Host(host) => Entries::Host(host.read_directory()?),
            Self::Inside(tree, node) => {
                tree.folder(*node)?;
                Entries::Inside(Rc::clone(tree), *node, Cell::new(0))
            }
        };
        Ok(DirectoryEntryStream::new(entries))
    }

    fn sync(&self) -> Result<(), ErrorCode> {
        match self {
            Self::Host(host) => host.sync(),
            Self::Inside(..) => Ok(()),
        }
    }

    fn create_directory_at(&self, path: String) -> Result<(), ErrorCode> {
        change!(self, host => host.create_directory_at(&path))
    }

    fn stat(&self) -> Result<DescriptorStat, ErrorCode> {
        match self {
            Self::Host(host) => host.stat(),
            Self::Inside(tree, node) => Ok(Self::stat_inside(tree, *node)),
        }
    }

    fn stat_at(&self, flags: PathFlags, path: String) -> Result<DescriptorStat, ErrorCode> {
        match self {
            Self::Host(host) => host.stat_at(flags, &path),
            Self::Inside(tree, node) => Ok(Self::stat_inside(tree, tree.find(*node, &path)?)),
        }
    }

    fn set_times_at(
        &self,
        flags: PathFlags,
        path: String,
        accessed: NewTimestamp,
        modified: NewTimestamp,
    ) -> Result<(), ErrorCode> {
        change!(self, host => host.set_times_at(flags, &path, accessed, modified))
    }

    fn link_at(
        &self,
        flags: PathFlags,
        old: String,
        to: DescriptorBorrow<'_>,
        new: String,
    ) -> Result<(), ErrorCode> {
        match (self, to.get()) {
            (Self::Host(host), Self::Host(to)) => host.link_at(flags, &old, to, &new),
            _ => Err(ErrorCode::ReadOnly),
        }
    }

    fn open_at(
        &self,
        path_flags: PathFlags,
        path: String,
        how: OpenFlags,
        flags: DescriptorFlags,
    ) -> Result<Handle, ErrorCode> {
        let descriptor = match self {
            Self::Host(host) => Self::Host(host.open_at(path_flags, &path, how, flags)?),
            Self::Inside(tree, node) => Self::open_inside(tree, *node, &path, how, flags)?,
        };
        Ok(Handle::new(descriptor))
    }

    fn readlink_at(&self, path: String) -> Result<String, ErrorCode> {
        match self {
            Self::Host(host) => host.readlink_at(&path),
            Self::Inside(tree, node) => tree.find(*node, &path).and(Err(ErrorCode::Invalid)),
        }
    }

    fn remove_directory_at(&self, path: String) -> Result<(), ErrorCode> {
        change!(self, host => host.remove_directory_at(&path))
    }

    fn rename_at(
        &self,
        old: String,
        to: DescriptorBorrow<'_>,
        new: String,
    ) -> Result<(), ErrorCode> {
        match (self, to.get()) {
            (Self::Host(host), Self::Host(to)) => host.rename_at(&old, to, &new),
            _ => Err(ErrorCode::ReadOnly),
        }
    }

    fn symlink_at(&self, old: String, new: String) -> Result<(), ErrorCode> {
        change!(self, host => host.symlink_at(&old, &new))
    }

    fn unlink_file_at(&self, path: String) -> Result<(), ErrorCode> {
        change!(self, host => host.unlink_file_at(&path))
    }

    fn is_same_object(&self, other: DescriptorBorrow<'_>) -> bool {
        match (self, other.get()) {
            (Self::Host(this), Self::Host(other)) => this.is_same_object(other),
            (Self::Inside(_, this), Self::Inside(_, other)) => this == other,
            _ => false,
        }
    }

    fn metadata_hash(&self) -> Result<MetadataHashValue, ErrorCode> {
        match self {
            Self::Host(host) => host.metadata_hash(),
            Self::Inside(_, node) => Ok(Self::hash_inside(*node)),
        }
    }

    fn metadata_hash_at(
        &self,
        flags: PathFlags,
        path: String,
    ) -> Result<MetadataHashValue, ErrorCode> {
        match self {
            Self::Host(host) => host.metadata_hash_at(flags, &path),
            Self::Inside(tree, node) => tree.find(*node, &path).map(Self::hash_inside),
        }
    }
}

/// What is in a folder, one after the other.
pub(crate) enum Entries {
    /// The host's.
    Host(host::DirectoryEntryStream),
    /// A folder that is inside, and how many were read.
    Inside(Rc<Tree>, Node, Cell<usize>),
}

impl GuestDirectoryEntryStream for Entries {
    fn read_directory_entry(&self) -> Result<Option<DirectoryEntry>, ErrorCode> {
        match self {
            Self::Host(host) => host.read_directory_entry(),
            Self::Inside(tree, node, read) => {
                let (first, entries) = tree.folder(*node)?;
                let index = read.get();
                let Some(entry) = entries.get(index) else {
                    return Ok(None);
                };
                read.set(index + 1);
                Ok(Some(DirectoryEntry {
                    type_: tree.kind(first + index as Node),
                    name: entry.name.clone(),
                }))
            }
        }
    }
}
