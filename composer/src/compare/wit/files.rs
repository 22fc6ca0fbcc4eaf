//! WIT in folders.

use std::fs;
use std::path::{Path, PathBuf};

use wit_parser::{Resolve, SourceMap, UnresolvedPackageGroup};

use super::{Wit, WitError, invalid};

/// Reads a folder with a package and its `deps`, or one of such folders.
pub(super) fn read_folder(name: String, path: &Path) -> Result<Wit, WitError> {
    let mut resolve = Resolve::default();
    let entries = list(path)?;
    if entries.iter().any(|entry| is_wit(entry)) {
        let pushed = resolve.push_dir(path);
        let (package, _) = pushed.map_err(|error| invalid(&name, &error))?;
        return Wit::encode(name, &resolve, &[package]);
    }
    let mut groups = Vec::new();
    for folder in entries.iter().filter(|entry| entry.is_dir()) {
        groups.extend(read_group(folder)?);
    }
    let meant: Vec<_> = groups.iter().map(|group| group.main.name.clone()).collect();
    for folder in &entries {
        read_dependencies(&folder.join("deps"), &mut groups)?;
    }
    if groups.is_empty() {
        let message = "there is no `.wit` file in it";
        return Err(invalid(&name, &message));
    }
    let first = groups.remove(0);
    let pushed = resolve.push_groups(first, groups);
    pushed.map_err(|error| invalid(&name, &error.render(&resolve.source_map)))?;
    let ids = meant
        .iter()
        .filter_map(|name| resolve.package_names.get(name).copied());
    let ids: Vec<_> = ids.collect();
    Wit::encode(name, &resolve, &ids)
}

/// Reads what a folder with dependencies has beyond `groups`: several may use the same package.
fn read_dependencies(
    folder: &Path,
    groups: &mut Vec<UnresolvedPackageGroup>,
) -> Result<(), WitError> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in list(folder)? {
        let group = match entry.is_dir() {
            true => read_group(&entry)?,
            false if is_wit(&entry) => Some(parse_group(&[entry])?),
            false => None,
        };
        let is_known = |group: &UnresolvedPackageGroup| {
            let mut known = groups.iter();
            known.any(|known| known.main.name == group.main.name)
        };
        if let Some(group) = group.filter(|group| !is_known(group)) {
            groups.push(group);
        }
    }
    Ok(())
}

/// The package in a folder; none where there are no `.wit` files.
fn read_group(folder: &Path) -> Result<Option<UnresolvedPackageGroup>, WitError> {
    let files: Vec<_> = list(folder)?
        .into_iter()
        .filter(|entry| is_wit(entry))
        .collect();
    if files.is_empty() {
        return Ok(None);
    }
    parse_group(&files).map(Some)
}

fn parse_group(files: &[PathBuf]) -> Result<UnresolvedPackageGroup, WitError> {
    let mut map = SourceMap::default();
    for file in files {
        let text = fs::read_to_string(file).map_err(|error| unreadable(file, error))?;
        map.push(file, text);
    }
    let name = files.first().map(|file| file.display().to_string());
    let name = name.unwrap_or_default();
    map.parse()
        .map_err(|(map, error)| invalid(&name, &error.render(&map)))
}

/// What is in a folder, in the order of names.
fn list(folder: &Path) -> Result<Vec<PathBuf>, WitError> {
    let entries = fs::read_dir(folder).and_then(|entries| {
        let paths = entries.map(|entry| entry.map(|entry| entry.path()));
        paths.collect::<Result<Vec<_>, _>>()
    });
    let mut entries = entries.map_err(|error| unreadable(folder, error))?;
    entries.sort();
    Ok(entries)
}

fn is_wit(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "wit") && path.is_file()
}

pub(super) fn unreadable(path: &Path, source: std::io::Error) -> WitError {
    WitError::Io {
        path: path.to_owned(),
        source,
    }
}
