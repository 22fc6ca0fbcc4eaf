//! What a component imports of WASI, held against what was granted.
//!
//! A component loads without its grants: WASI answers it with errors. So what is missing can be asked for before
//! ([`Builder::missing`]), and is said once more when the component is loaded. This goes by the names of imports;
//! whether the component ever uses one is not known here.

use std::fmt;

use wasmparser::{Parser, Payload};

use crate::grant::Grants;
use crate::{Builder, Error, ErrorKind, Source};

/// An area of WASI of which a component has nothing unless it is granted. Displayed in the words of
/// `wittgen inspect --needs`: `files`, `network`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Area {
    /// Files and directories.
    Files,
    /// Sockets and the resolution of host names.
    Network,
    /// Calls of HTTP servers.
    Http,
    /// Configuration by key.
    Config,
    /// Key-value stores.
    KeyValue,
}

impl Area {
    /// The area of an import; none for what is always there, or is not of WASI.
    fn of(import: &str) -> Option<Self> {
        let (package, rest) = import.strip_prefix("wasi:")?.split_once('/')?;
        match package {
            "filesystem" => Some(Self::Files),
            "sockets" => Some(Self::Network),
            // The types alone are what a server needs too.
            "http" if rest.starts_with("types@") => None,
            "http" => Some(Self::Http),
            "config" => Some(Self::Config),
            "keyvalue" => Some(Self::KeyValue),
            _ => None,
        }
    }

    /// How it is granted, as a command.
    pub(crate) fn grant(self) -> &'static str {
        match self {
            Self::Files => "grant a directory with `Builder::dir` (`--dir`)",
            Self::Network => "grant a peer with `Builder::tcp` or `udp` (`--tcp`, `--udp`)",
            Self::Http => "grant a server with `Builder::http` (`--http`)",
            Self::Config => "give values with `Builder::config` (`--config`)",
            Self::KeyValue => "grant a store with `Builder::key_value` (`--key-value`)",
        }
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Files => "files",
            Self::Network => "network",
            Self::Http => "http",
            Self::Config => "configuration",
            Self::KeyValue => "key-value stores",
        })
    }
}

/// An area of which a component imports something, and was granted nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Missing {
    /// The area.
    pub area: Area,
    /// The names of the imports, in the component's order.
    pub imports: Vec<String>,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<String> = self
            .imports
            .iter()
            .map(|name| format!("`{name}`"))
            .collect();
        write!(
            f,
            "{}: the component imports {}, and nothing of it was granted; {}",
            self.area,
            names.join(", "),
            self.area.grant()
        )
    }
}

impl Grants {
    /// Whether anything of an area was granted.
    fn has(&self, area: Area) -> bool {
        match area {
            Area::Files => !self.dirs.is_empty(),
            Area::Network => !self.network.is_empty(),
            #[cfg(feature = "http")]
            Area::Http => !self.http.rules.is_empty(),
            #[cfg(not(feature = "http"))]
            Area::Http => false,
            Area::Config => !self.config.is_empty(),
            Area::KeyValue => !self.key_values.is_empty(),
        }
    }

    /// What of these imports was not granted, by area.
    pub(crate) fn missing<'n>(&self, imports: impl Iterator<Item = &'n str>) -> Vec<Missing> {
        let mut missing: Vec<Missing> = Vec::new();
        for import in imports {
            let Some(area) = Area::of(import).filter(|area| !self.has(*area)) else {
                continue;
            };
            match missing.iter_mut().find(|known| known.area == area) {
                Some(known) => known.imports.push(import.to_string()),
                None => missing.push(Missing {
                    area,
                    imports: vec![import.to_string()],
                }),
            }
        }
        missing.sort_by_key(|missing| missing.area);
        missing
    }
}

/// What is missing.
impl<W> Builder<W> {
    /// What the component imports of areas of which nothing has been granted so far, sorted by area. It is not run
    /// for that.
    ///
    /// A component loads without, and may do well: many import files that they never open.
    ///
    /// # Errors
    ///
    /// When the component can't be read.
    pub fn missing<'a>(&self, source: impl Into<Source<'a>>) -> Result<Vec<Missing>, Error> {
        let component = source.into().open()?;
        let imports = match component.wasm() {
            Some(bytes) => imports(bytes)?,
            // Machine code says so itself.
            None => {
                let compiled = self.compile(&component, false)?.component;
                let ty = compiled.component_type();
                let names = ty.imports(compiled.engine());
                names.map(|(name, _)| name.to_string()).collect()
            }
        };
        Ok(self.grants.missing(imports.iter().map(String::as_str)))
    }
}

/// The names of a component's imports.
fn imports(bytes: &[u8]) -> Result<Vec<String>, Error> {
    let invalid = |error: wasmparser::BinaryReaderError| {
        Error::new(
            ErrorKind::Invalid,
            format!("this is no valid component: {error}"),
        )
    };
    let mut names = Vec::new();
    let mut depth = 0u32;
    for payload in Parser::new(0).parse_all(bytes) {
        match payload.map_err(invalid)? {
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
            Payload::End(_) => depth = depth.saturating_sub(1),
            Payload::ComponentImportSection(section) if depth == 0 => {
                for import in section {
                    names.push(import.map_err(invalid)?.name.name.to_string());
                }
            }
            _ => {}
        }
    }
    Ok(names)
}

/// Says what is missing to whoever listens to `tracing`.
pub(crate) fn warn(missing: &[Missing]) {
    for missing in missing {
        // The standard libraries of most languages import files, whether a program opens any or not.
        if missing.area == Area::Files {
            tracing::debug!("{missing}");
        } else {
            tracing::warn!("{missing}");
        }
    }
}
