//! Reads WIT: a directory, a file, text, or a component's bytes.
//!
//! A directory either is a package (`.wit` files, with the packages that it needs in `deps/`) or
//! holds packages, one in each folder, that may use each other. Nothing is fetched.

use std::fs;
use std::path::{Path, PathBuf};

use wit_parser::decoding::{DecodedWasm, decode};
use wit_parser::{PackageId, Resolve, SourceMap, UnresolvedPackageGroup, WorldId};

use crate::Error;

/// Where WIT is read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A directory or a file. Several may use each other's packages.
    Paths(Vec<PathBuf>),
    /// The text of one file.
    Inline(String),
    /// A component, or a WIT package in its binary form.
    Component(PathBuf),
}

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

/// Reads `input`.
///
/// # Errors
///
/// When a file can't be read, is not WIT, or names something that is not there.
pub fn read(input: &Input) -> Result<Source, Error> {
    match input {
        Input::Paths(paths) => read_paths(paths),
        Input::Inline(text) => read_inline(text),
        Input::Component(path) => read_component(path),
    }
}

fn read_inline(text: &str) -> Result<Source, Error> {
    let mut map = SourceMap::default();
    map.push(Path::new("inline.wit"), text);
    let group = parse(map)?;
    resolve_groups(vec![group], 1, Vec::new())
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
    if bytes.starts_with(b"\0asm\x01\0\0\0") {
        return Err(not_component(
            "it is a core module\nhelp: build it for `wasm32-wasip2`, or encode it as a component first".into(),
        ));
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

fn read_paths(paths: &[PathBuf]) -> Result<Source, Error> {
    let mut groups = Vec::new();
    let mut dependencies = Vec::new();
    let mut files = Vec::new();
    for path in paths {
        read_path(path, &mut groups, &mut dependencies, &mut files)?;
    }
    let mains = groups.len();
    groups.extend(dependencies);
    resolve_groups(groups, mains, files)
}

type Groups = Vec<UnresolvedPackageGroup>;

fn read_path(
    path: &Path,
    groups: &mut Groups,
    dependencies: &mut Groups,
    files: &mut Vec<PathBuf>,
) -> Result<(), Error> {
    let read_error = |source| Error::Read {
        path: path.to_owned(),
        source,
    };
    if fs::metadata(path).map_err(read_error)?.is_file() {
        groups.push(read_files(&[path.to_owned()], files)?);
        return Ok(());
    }
    let found = wit_files(path)?;
    if found.is_empty() {
        return read_collection(path, groups, dependencies, files);
    }
    groups.push(read_files(&found, files)?);
    read_dependencies(&path.join("deps"), dependencies, files)
}

/// A directory without `.wit` files of its own holds packages, one in each folder.
fn read_collection(
    path: &Path,
    groups: &mut Groups,
    dependencies: &mut Groups,
    files: &mut Vec<PathBuf>,
) -> Result<(), Error> {
    let before = groups.len();
    for folder in entries(path)?.into_iter().filter(|entry| entry.is_dir()) {
        let found = wit_files(&folder)?;
        if found.is_empty() {
            continue;
        }
        groups.push(read_files(&found, files)?);
        read_dependencies(&folder.join("deps"), dependencies, files)?;
    }
    if groups.len() == before {
        return Err(Error::Empty {
            path: path.to_owned(),
        });
    }
    Ok(())
}

fn read_dependencies(
    path: &Path,
    dependencies: &mut Groups,
    files: &mut Vec<PathBuf>,
) -> Result<(), Error> {
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
            dependencies.push(read_files(&found, files)?);
        }
    }
    Ok(())
}

fn read_files(
    paths: &[PathBuf],
    files: &mut Vec<PathBuf>,
) -> Result<UnresolvedPackageGroup, Error> {
    let mut map = SourceMap::default();
    for path in paths {
        let text = fs::read_to_string(path).map_err(|source| Error::Read {
            path: path.clone(),
            source,
        })?;
        map.push(path, text);
        files.push(path.clone());
    }
    parse(map)
}

fn parse(map: SourceMap) -> Result<UnresolvedPackageGroup, Error> {
    map.parse().map_err(|(map, error)| Error::Parse {
        message: error.render(&map),
    })
}

/// Resolves all groups together. The first `mains` of them are what the caller asked for.
fn resolve_groups(mut groups: Groups, mains: usize, files: Vec<PathBuf>) -> Result<Source, Error> {
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
    resolve
        .push_groups(main, groups)
        .map_err(|error| Error::Parse {
            message: error.render(&resolve.source_map),
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
