//! WIT to compare with: text, a file, a folder with its `deps`, a folder of such folders that use each
//! other's packages, or any package in binary form.
//!
//! All of it becomes the binary form, whose types are read like a component's. Nothing is fetched,
//! and items behind `@unstable` are left out.

mod files;

use std::fs;
use std::path::{Path, PathBuf};

use indexmap::IndexMap;
use wit_parser::{PackageId, Resolve};

use super::Outside;
use crate::check::ComponentError;
use crate::component::{Component, ReadError};
use crate::types::{Def, Item, Types, WorldId};

/// WIT packages, or a component whose own world is meant.
#[derive(Clone, Debug)]
pub struct Wit {
    name: String,
    /// The packages that are meant, in binary form. Those that they use are in each.
    packages: Vec<Vec<u8>>,
}

/// Why WIT can't be compared with.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WitError {
    /// The file can't be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The folder can't be read.
    #[error("`{path}` can't be read: {source}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the file system said.
        source: std::io::Error,
    },
    /// The text is no WIT.
    #[error("`{name}` is no valid WIT: {message}")]
    Text {
        /// The file's, folder's or text's name.
        name: String,
        /// What is wrong, and where.
        message: String,
    },
    /// The bytes are neither a component nor WIT in binary form.
    #[error(transparent)]
    Component(#[from] ComponentError),
    /// There are several packages where one is meant.
    #[error("`{name}` holds several packages\nhelp: name a folder or file with one")]
    SeveralPackages {
        /// The WIT's name.
        name: String,
    },
    /// There is no such world.
    #[error(
        "`{name}` has no world{}{}",
        world.as_ref().map_or_else(String::new, |world| format!(" `{world}`")),
        list_worlds(worlds)
    )]
    NoWorld {
        /// The WIT's name.
        name: String,
        /// The world that was asked for, if any was.
        world: Option<String>,
        /// The worlds that are there.
        worlds: Vec<String>,
    },
    /// There are several worlds.
    #[error("`{name}` has several worlds\nhelp: say which: {}", worlds.join(", "))]
    SeveralWorlds {
        /// The WIT's name.
        name: String,
        /// The worlds.
        worlds: Vec<String>,
    },
}

fn list_worlds(worlds: &[String]) -> String {
    if worlds.is_empty() {
        return String::new();
    }
    format!(
        "\nhelp: say which of its worlds is meant: {}",
        worlds.join(", ")
    )
}

/// The interfaces and worlds of a package.
#[derive(Default)]
pub(super) struct Package {
    pub(super) interfaces: IndexMap<String, Item>,
    pub(super) worlds: IndexMap<String, WorldId>,
}

/// What bytes are once their types are read.
pub(super) enum Read {
    Package(Package),
    Component(Outside),
}

impl Read {
    /// Reads a component, or a package in binary form, called `name` in errors.
    pub(super) fn new(
        types: &mut Types,
        name: &str,
        component: &Component<'_>,
    ) -> Result<Self, ComponentError> {
        let outside = Outside::of_component(types, name, component)?;
        Ok(match read_package(types, &outside) {
            Some(package) => Self::Package(package),
            None => Self::Component(outside),
        })
    }

    /// The names of what is exported: of a package its interfaces and worlds.
    pub(super) fn exports(&self) -> Vec<String> {
        match self {
            Self::Component(outside) => outside.exports.keys().cloned().collect(),
            Self::Package(package) => {
                let worlds = package.worlds.keys();
                package.interfaces.keys().chain(worlds).cloned().collect()
            }
        }
    }
}

impl Wit {
    /// Reads a `.wit` file, a folder with a package and its `deps`, a folder of such folders, or a
    /// `.wasm` file with a package or component.
    ///
    /// # Errors
    /// The file or folder can't be read, or is no WIT.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, WitError> {
        let path = path.as_ref();
        let name = path.display().to_string();
        let is_folder = fs::metadata(path).map_err(|error| files::unreadable(path, error))?;
        if is_folder.is_dir() {
            return files::read_folder(name, path);
        }
        let component = Component::read(path)?;
        if component.bytes().starts_with(b"\0asm") {
            return Ok(Self::binary(name, component.bytes()));
        }
        let text = std::str::from_utf8(component.bytes());
        Self::text(name.as_str(), text.map_err(|error| invalid(&name, &error))?)
    }

    /// Reads the text of a package that uses nothing beyond itself; `name` is what errors call it.
    ///
    /// # Errors
    /// The text is no WIT.
    pub fn text(name: impl Into<String>, text: &str) -> Result<Self, WitError> {
        let name = name.into();
        let mut resolve = Resolve::default();
        let pushed = resolve.push_str(&name, text);
        let package = pushed.map_err(|error| invalid(&name, &error))?;
        Self::encode(name, &resolve, &[package])
    }

    /// Takes a package in binary form, or a component; `name` is what errors call it.
    pub fn binary(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            name: name.into(),
            packages: vec![bytes.into()],
        }
    }

    /// The only package, in binary form.
    ///
    /// # Errors
    /// There are several.
    pub fn package(&self) -> Result<Component<'_>, WitError> {
        match &self.packages[..] {
            [only] => Ok(Component::named(self.name.as_str(), only.as_slice())),
            _ => Err(WitError::SeveralPackages {
                name: self.name.clone(),
            }),
        }
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    fn encode(name: String, resolve: &Resolve, ids: &[PackageId]) -> Result<Self, WitError> {
        let binary = |&id: &PackageId| {
            let binary = wit_component::encode(resolve, id, false);
            binary.map_err(|error| invalid(&name, &error))
        };
        let packages = ids.iter().map(binary).collect::<Result<_, _>>()?;
        Ok(Self { name, packages })
    }

    /// The world that is called `world`, or the only one, and its name.
    pub(super) fn world(
        &self,
        types: &mut Types,
        world: Option<&str>,
    ) -> Result<(String, Outside), WitError> {
        let mut package = Package::default();
        for bytes in &self.packages {
            match Read::new(types, &self.name, &bytes.into())? {
                Read::Component(outside) => return Ok((self.name.clone(), outside)),
                Read::Package(read) => package.worlds.extend(read.worlds),
            }
        }
        let is_meant = |name: &str| match world {
            None => true,
            Some(world) => {
                let base = name.split('@').next().unwrap_or(name);
                let short = base.rsplit('/').next().unwrap_or(base);
                [name, base, short].contains(&world)
            }
        };
        let mut meant = package.worlds.iter().filter(|(name, _)| is_meant(name));
        let worlds = || package.worlds.keys().cloned().collect();
        match (meant.next(), meant.next()) {
            (Some((name, &world)), None) => Ok((name.clone(), Outside::of_world(types, world))),
            (None, _) => Err(WitError::NoWorld {
                name: self.name.clone(),
                world: world.map(str::to_owned),
                worlds: worlds(),
            }),
            (Some(_), Some(_)) => Err(WitError::SeveralWorlds {
                name: self.name.clone(),
                worlds: worlds(),
            }),
        }
    }
}

fn invalid(name: &str, error: &dyn std::fmt::Display) -> WitError {
    WitError::Text {
        name: name.to_owned(),
        message: format!("{error:#}"),
    }
}

/// The package that a component is the binary form of: it imports nothing, and exports the types of
/// components that have one interface or world each.
fn read_package(types: &Types, outside: &Outside) -> Option<Package> {
    if !outside.imports.is_empty() || outside.exports.is_empty() {
        return None;
    }
    let mut package = Package::default();
    for item in outside.exports.values() {
        let Item::Type { of, .. } = item else {
            return None;
        };
        let Def::Component(wrapper) = types[types.resolve(*of)] else {
            return None;
        };
        for (name, item) in &types[wrapper].exports {
            match item {
                Item::Component(world) => drop(package.worlds.insert(name.clone(), *world)),
                other => drop(package.interfaces.insert(name.clone(), *other)),
            }
        }
    }
    Some(package)
}
