//! The files and folders inside, and how paths lead through them.
//!
//! A path leads nowhere but down from where it begins: there are no links, and `..` beyond the
//! beginning is refused.

use alloc::vec;
use alloc::vec::Vec;
use core::cmp::Ordering;

use crate::bindings::wasi::filesystem::types::{DescriptorType, ErrorCode};
use crate::bindings::wittgen::mount::files::{Content, Entry, Place};

/// All that is inside.
pub(crate) struct Tree {
    pub(crate) mounts: Vec<Place>,
    entries: Vec<Entry>,
}

/// The number of an entry.
pub(crate) type Node = u32;

impl Tree {
    /// Takes over what the component was given.
    pub(crate) fn new(mounts: Vec<Place>, entries: Vec<Entry>) -> Self {
        Self { mounts, entries }
    }

    /// An entry. One that does not exist is an empty folder: numbers come from the generated
    /// component alone.
    fn content(&self, node: Node) -> Content {
        let entry = self.entries.get(node as usize);
        entry.map_or(Content::Folder((0, 0)), |entry| entry.content)
    }

    /// What kind of entry it is.
    pub(crate) fn kind(&self, node: Node) -> DescriptorType {
        match self.content(node) {
            Content::Folder(_) => DescriptorType::Directory,
            Content::File(_) => DescriptorType::RegularFile,
        }
    }

    /// Where a file's bytes begin, and how many there are.
    pub(crate) fn file(&self, node: Node) -> Result<(u64, u64), ErrorCode> {
        match self.content(node) {
            Content::File(span) => Ok(span),
            Content::Folder(_) => Err(ErrorCode::IsDirectory),
        }
    }

    /// The entries of a folder, and the number of the first.
    pub(crate) fn folder(&self, node: Node) -> Result<(Node, &[Entry]), ErrorCode> {
        match self.content(node) {
            Content::Folder((first, count)) => {
                let entries = self.entries.get(first as usize..).unwrap_or_default();
                Ok((first, &entries[..entries.len().min(count as usize)]))
            }
            Content::File(_) => Err(ErrorCode::NotDirectory),
        }
    }

    /// Where `path` leads from the folder `from`.
    pub(crate) fn find(&self, from: Node, path: &str) -> Result<Node, ErrorCode> {
        if path.is_empty() {
            return Err(ErrorCode::NoEntry);
        }
        if path.starts_with('/') {
            return Err(ErrorCode::NotPermitted);
        }
        let (mut above, mut here) = (vec![], from);
        for name in path.split('/') {
            let (first, entries) = self.folder(here)?;
            match name {
                "" | "." => {}
                ".." => here = above.pop().ok_or(ErrorCode::NotPermitted)?,
                name => {
                    let found = entries.binary_search_by(|entry| compare(&entry.name, name));
                    let index = found.map_err(|_| ErrorCode::NoEntry)?;
                    above.push(here);
                    here = first + index as Node;
                }
            }
        }
        Ok(here)
    }
}

/// The order of two names: that of their bytes. Comparing them as strings would call `memcmp`, which is
/// in C's library.
pub(crate) fn compare(left: &str, right: &str) -> Ordering {
    left.bytes().cmp(right.bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `a/{b/{c}, d}`, the root first.
    fn tree() -> Tree {
        let entry = |name: &str, content| Entry {
            name: name.into(),
            content,
        };
        let entries = vec![
            entry("", Content::Folder((1, 2))),
            entry("b", Content::Folder((3, 1))),
            entry("d", Content::File((10, 5))),
            entry("c", Content::File((0, 10))),
        ];
        Tree::new(vec![], entries)
    }

    #[test]
    fn paths_lead_down() {
        let tree = tree();
        for (path, node) in [
            ("b", 1),
            ("d", 2),
            ("b/c", 3),
            ("./b//c", 3),
            (".", 0),
            ("b/", 1),
            ("b/../d", 2),
        ] {
            assert_eq!(tree.find(0, path), Ok(node), "{path}");
        }
        assert_eq!(tree.find(1, "c"), Ok(3));
        assert_eq!(tree.file(3), Ok((0, 10)));
        assert_eq!(tree.file(0), Err(ErrorCode::IsDirectory));
    }

    #[test]
    fn no_path_leads_out() {
        let tree = tree();
        for path in ["..", "b/../..", "/", "/b", "../a/d", "b/../../d"] {
            assert_eq!(tree.find(0, path), Err(ErrorCode::NotPermitted), "{path}");
        }
        assert_eq!(tree.find(1, "../d"), Err(ErrorCode::NotPermitted));
        for path in ["", "x", "b/x", "b/c\0"] {
            assert_eq!(tree.find(0, path), Err(ErrorCode::NoEntry), "{path}");
        }
        for path in ["d/", "d/x", "d/..", "b/c/."] {
            assert_eq!(tree.find(0, path), Err(ErrorCode::NotDirectory), "{path}");
        }
    }
}
