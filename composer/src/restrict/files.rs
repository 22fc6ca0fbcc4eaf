//! The files of folders, read to become part of a component: in the order of their names, without
//! times and owners, so that the same folder gives the same bytes everywhere.
//!
//! Links are followed where they stay inside their folder, and refused where they lead out of it.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::error::RestrictError;

/// How many bytes all files together may have.
const LARGEST: u64 = 1 << 30;

/// How many files and folders there may be.
const MOST: usize = 1_000_000;

/// Files and folders at the paths where they are seen.
#[derive(Default)]
pub(super) struct Files {
    /// The paths, and the numbers of the folders there.
    pub(super) places: Vec<(String, u32)>,
    pub(super) entries: Vec<Entry>,
    /// What is in all files, one after the other.
    pub(super) bytes: Vec<u8>,
}

/// A file or folder.
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) content: Content,
}

/// What is in an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// The number of the first entry, and how many there are.
    Folder(u32, u32),
    /// Where the bytes begin, and how many there are.
    File(u64, u64),
}

/// A folder on the way in.
struct Folder {
    entry: usize,
    path: PathBuf,
    /// It and the folders above it, without links.
    above: Rc<Above>,
}

/// A folder and those above it.
struct Above {
    real: PathBuf,
    next: Option<Rc<Above>>,
}

impl Files {
    /// Reads the folder `host`, to be seen at `guest`.
    pub(super) fn add(&mut self, guest: &str, host: &Path) -> Result<(), RestrictError> {
        let overlapping = self.places.iter().find(|(path, _)| overlap(path, guest));
        if let Some((other, _)) = overlapping {
            return Err(RestrictError::Overlap {
                first: other.clone(),
                second: guest.to_owned(),
            });
        }
        let root = host
            .canonicalize()
            .map_err(|error| unreadable(host, &error))?;
        self.places
            .push((guest.to_owned(), self.entries.len() as u32));
        self.entries.push(Entry {
            name: String::new(),
            content: Content::Folder(0, 0),
        });
        let above = Rc::new(Above {
            real: root.clone(),
            next: None,
        });
        let mut folders = VecDeque::from([Folder {
            entry: self.entries.len() - 1,
            path: host.to_owned(),
            above,
        }]);
        while let Some(folder) = folders.pop_front() {
            self.add_folder(&folder, (host, &root), &mut folders)?;
        }
        Ok(())
    }

    /// Reads what is in a folder, and leaves the folders in it for later: the entries of one folder
    /// are to stand together.
    fn add_folder(
        &mut self,
        folder: &Folder,
        (host, root): (&Path, &Path),
        folders: &mut VecDeque<Folder>,
    ) -> Result<(), RestrictError> {
        let names = list(&folder.path)?;
        if self.entries.len() + names.len() > MOST {
            return Err(RestrictError::TooLarge {
                path: host.to_owned(),
                what: format!("it has more than {MOST} files and folders"),
            });
        }
        let first = self.entries.len();
        self.entries[folder.entry].content = Content::Folder(first as u32, names.len() as u32);
        for name in names {
            let path = folder.path.join(&name);
            let real = path
                .canonicalize()
                .map_err(|error| unreadable(&path, &error))?;
            if !real.starts_with(root) {
                return Err(unmountable(
                    &path,
                    "it is a link that leads out of the folder",
                ));
            }
            let kind = fs::metadata(&real).map_err(|error| unreadable(&path, &error))?;
            let content = if kind.is_file() {
                self.add_file(&path, &real, host)?
            } else if kind.is_dir() {
                folders.push_back(Folder {
                    entry: self.entries.len(),
                    above: descend(&folder.above, &path, real)?,
                    path,
                });
                Content::Folder(0, 0)
            } else {
                return Err(unmountable(&path, "it is neither a file nor a folder"));
            };
            self.entries.push(Entry { name, content });
        }
        Ok(())
    }

    /// Reads a file.
    fn add_file(
        &mut self,
        path: &Path,
        real: &Path,
        host: &Path,
    ) -> Result<Content, RestrictError> {
        let start = self.bytes.len() as u64;
        let left = LARGEST - start;
        let file = File::open(real).map_err(|error| unreadable(path, &error))?;
        // One byte more than is allowed, to notice that there is more.
        let read = file.take(left + 1).read_to_end(&mut self.bytes);
        let size = read.map_err(|error| unreadable(path, &error))? as u64;
        if size > left {
            return Err(RestrictError::TooLarge {
                path: host.to_owned(),
                what: format!("its files have more than {} MiB", LARGEST >> 20),
            });
        }
        Ok(Content::File(start, size))
    }
}

/// The names in a folder, in the order of their bytes.
fn list(folder: &Path) -> Result<Vec<String>, RestrictError> {
    let failed = |error| unreadable(folder, &error);
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let name = entry.map_err(failed)?.file_name().into_string();
        let not_unicode = "its name is not Unicode";
        let name = name.map_err(|name| unmountable(&folder.join(name), not_unicode))?;
        names.push(name);
    }
    names.sort_unstable();
    Ok(names)
}

/// One folder further down, unless that is one where we have been.
fn descend(above: &Rc<Above>, path: &Path, real: PathBuf) -> Result<Rc<Above>, RestrictError> {
    let mut next = Some(above);
    while let Some(folder) = next {
        if folder.real == real {
            return Err(unmountable(path, "it is a link to a folder that it is in"));
        }
        next = folder.next.as_ref();
    }
    let next = Some(Rc::clone(above));
    Ok(Rc::new(Above { real, next }))
}

/// Whether two paths are the same, or one is within the other.
fn overlap(first: &str, second: &str) -> bool {
    let within = |inner: &str, outer: &str| {
        let rest = inner.strip_prefix(outer);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    within(first, second) || within(second, first)
}

fn unreadable(path: &Path, error: &std::io::Error) -> RestrictError {
    RestrictError::Unreadable {
        path: path.to_owned(),
        message: error.to_string(),
    }
}

fn unmountable(path: &Path, why: &'static str) -> RestrictError {
    RestrictError::Unmountable {
        path: path.to_owned(),
        why,
    }
}

#[cfg(test)]
mod tests {
    use super::overlap;

    #[test]
    fn paths_overlap_by_their_names() {
        assert!(overlap("/a", "/a"));
        assert!(overlap("/a", "/a/b") && overlap("/a/b", "/a"));
        assert!(!overlap("/a", "/ab") && !overlap("/a/b", "/a/c"));
    }
}
