//! Reads WIT: a directory, a file, text, or a component's bytes.
//!
//! A directory either is a package (`.wit` files, with the packages that it needs in `deps/`) or
//! holds packages, one in each folder, that may use each other. Nothing is fetched. Items behind `@unstable` are
//! left out unless their feature is asked for.

use std::fs;
use std::path::{Path, PathBuf};

use wit_parser::decoding::{DecodedWasm, decode};
use wit_parser::{PackageId, Resolve, SourceMap, UnresolvedPackageGroup, WorldId};

use crate::unstable::{self, Unstable};
use crate::{Error, Excerpt, circle};

/// Where WIT is read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A directory or a file. Several may use each other's packages.
    Paths(Vec<PathBuf>),
    /// The text of one file, and where the packages are that it uses.
    Inline {
        /// The text.
        text: String,
        /// As in [`Input::Paths`]; often none.
        paths: Vec<PathBuf>,
    },
    /// A component, or a WIT package in its binary form.
    Component(PathBuf),
}

impl Input {
    /// The text of one file that uses nothing beyond itself.
    pub fn inline(text: impl Into<String>) -> Self {
        Input::Inline {
            text: text.into(),
            paths: Vec::new(),
        }
    }
}

/// The name that errors have for text that stands in no file.
pub(crate) const INLINE: &str = "inline.wit";

/// WIT that has been read.
#[derive(Clone, Debug)]
pub struct Source {
    /// The packages, as wit-parser resolves them.
    pub resolve: Resolve,
    /// The packages whose worlds are meant; the others are what these depend on.
    pub packages: Vec<PackageId>,
    /// The world of a component, where that was the input.
    pub component: Option<WorldId>,
    /// The files that were read, for a build to watch.
    pub files: Vec<PathBuf>,
}

/// Reads `input`, without what is `@unstable`.
///
/// # Errors
///
/// When a file can't be read, is not WIT, or names something that is not there.
pub fn read(input: &Input) -> Result<Source, Error> {
    read_with(input, &Unstable::None)
}

/// Reads `input`, with those of its `@unstable` items whose feature is asked for.
///
/// # Errors
///
/// As [`read`], and when no item has one of the features.
pub fn read_with(input: &Input, unstable: &Unstable) -> Result<Source, Error> {
    let mut groups = Groups::default();
    let mains = match input {
        Input::Component(path) => {
            unstable::check_features(&[], unstable)?;
            return read_component(path);
        }
        Input::Paths(paths) => {
            groups.read_paths(paths)?;
            groups.mains.len()
        }
        Input::Inline { text, paths } => {
            let mut map = SourceMap::default();
            map.push(Path::new(INLINE), text);
            groups.mains.push(parse(map)?);
            groups.read_paths(paths)?;
            1
        }
    };
    let Groups {
        mains: mut all,
        dependencies,
        files,
    } = groups;
    all.extend(dependencies);
    unstable::check_features(&all, unstable)?;
    resolve_groups(all, mains, files, unstable)
}

fn read_component(path: &Path) -> Result<Source, Error> {
    let bytes = fs::read(path).map_err(|source| Error::Read {
        path: path.to_owned(),
        source,
    })?;
    let not_component = |message: String| Error::Component {
        path: path.to_owned(),
        message,
    };
    if !bytes.starts_with(b"\0asm") {
        return Err(not_component(
            "it is not WebAssembly\nhelp: WIT as text is read from a folder or a file that ends in `.wit`".into(),
        ));
    }
    if bytes.starts_with(b"\0asm\x01\0\0\0") {
        return Err(not_component(
            "it is a core module\nhelp: build it for `wasm32-wasip2`, or encode it as a component first".into(),
        ));
    }
    let circle = circle::find_circle(&bytes);
    if !circle.is_empty() {
        return Err(Error::Circle {
            path: path.to_owned(),
            packages: circle,
        });
    }
    let files = vec![path.to_owned()];
    match decode(&bytes).map_err(|error| not_component(format!("{error:#}")))? {
        DecodedWasm::Component(resolve, world) => Ok(Source {
            packages: resolve.worlds[world].package.into_iter().collect(),
            resolve,
            component: Some(world),
            files,
        }),
        DecodedWasm::WitPackage(resolve, package) => Ok(Source {
            resolve,
            packages: vec![package],
            component: None,
            files,
        }),
    }
}

/// Packages that were parsed, in the order in which they were met.
#[derive(Default)]
struct Groups {
    mains: Vec<UnresolvedPackageGroup>,
    dependencies: Vec<UnresolvedPackageGroup>,
    files: Vec<PathBuf>,
}

impl Groups {
    fn read_paths(&mut self, paths: &[PathBuf]) -> Result<(), Error> {
        paths.iter().try_for_each(|path| self.read_path(path))
    }

    fn read_path(&mut self, path: &Path) -> Result<(), Error> {
        let metadata = fs::metadata(path).map_err(|source| Error::Read {
            path: path.to_owned(),
            source,
        })?;
        if metadata.is_file() {
            return self.read_main(&[path.to_owned()]);
        }
        let found = wit_files(path)?;
        if found.is_empty() {
            return self.read_collection(path);
        }
        self.read_main(&found)?;
        self.read_dependencies(&path.join("deps"))
    }

    /// A directory without `.wit` files of its own holds packages, one in each folder.
    fn read_collection(&mut self, path: &Path) -> Result<(), Error> {
        let before = self.mains.len();
        for folder in entries(path)?.into_iter().filter(|entry| entry.is_dir()) {
            let found = wit_files(&folder)?;
            if found.is_empty() {
                continue;
            }
            self.read_main(&found)?;
            self.read_dependencies(&folder.join("deps"))?;
        }
        if self.mains.len() == before {
            return Err(Error::Empty {
                path: path.to_owned(),
            });
        }
        Ok(())
    }

    fn read_dependencies(&mut self, path: &Path) -> Result<(), Error> {
        if !path.is_dir() {
            return Ok(());
        }
        for entry in entries(path)? {
            let found = if entry.is_dir() {
                wit_files(&entry)?
            } else if is_wit(&entry) {
                vec![entry]
            } else {
                continue;
            };
            if !found.is_empty() {
                let group = self.read_files(&found)?;
                self.dependencies.push(group);
            }
        }
        Ok(())
    }

    fn read_main(&mut self, paths: &[PathBuf]) -> Result<(), Error> {
        let group = self.read_files(paths)?;
        self.mains.push(group);
        Ok(())
    }

    fn read_files(&mut self, paths: &[PathBuf]) -> Result<UnresolvedPackageGroup, Error> {
        let mut map = SourceMap::default();
        for path in paths {
            let text = fs::read_to_string(path).map_err(|source| Error::Read {
                path: path.clone(),
                source,
            })?;
            map.push(path, text);
            self.files.push(path.clone());
        }
        parse(map)
    }
}

fn parse(map: SourceMap) -> Result<UnresolvedPackageGroup, Error> {
    map.parse().map_err(|(map, error)| Error::Parse {
        rendered: error.render(&map),
        excerpt: Excerpt::new(&map, error.kind().span(), INLINE),
        message: error.to_string(),
    })
}

/// Resolves all groups together. The first `mains` of them are what the caller asked for.
fn resolve_groups(
    mut groups: Vec<UnresolvedPackageGroup>,
    mains: usize,
    files: Vec<PathBuf>,
    unstable: &Unstable,
) -> Result<Source, Error> {
    let mut names = Vec::new();
    for group in &groups[..mains] {
        names.push(group.main.name.clone());
        names.extend(group.nested.iter().map(|package| package.name.clone()));
    }
    // The same package may be a dependency of several.
    let mut seen = std::collections::HashSet::new();
    let mut index = 0;
    groups.retain(|group| {
        index += 1;
        seen.insert(group.main.name.clone()) || index <= mains
    });
    let main = groups.remove(0);
    let mut resolve = Resolve::default();
    unstable.activate(&mut resolve);
    resolve
        .push_groups(main, groups)
        .map_err(|error| Error::Parse {
            rendered: error.render(&resolve.source_map),
            excerpt: Excerpt::new(&resolve.source_map, error.kind().span(), INLINE),
            message: error.to_string(),
        })?;
    let packages = names
        .iter()
        .filter_map(|name| resolve.package_names.get(name).copied())
        .collect();
    Ok(Source {
        resolve,
        packages,
        component: None,
        files,
    })
}

fn entries(path: &Path) -> Result<Vec<PathBuf>, Error> {
    let read = || -> std::io::Result<Vec<PathBuf>> {
        let mut entries = fs::read_dir(path)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<std::io::Result<Vec<_>>>()?;
        entries.sort();
        Ok(entries)
    };
    read().map_err(|source| Error::Read {
        path: path.to_owned(),
        source,
    })
}

fn wit_files(path: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut found = entries(path)?;
    found.retain(|entry| entry.is_file() && is_wit(entry));
    Ok(found)
}

fn is_wit(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "wit")
}
