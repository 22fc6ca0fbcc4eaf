//! What a component could ask for, in areas that people think in: files, network, clocks.
//!
//! It goes by the names of imports. Whether the component really uses one, and whether a host
//! grants it, is not known here.

use std::fmt;

use serde::Serialize;

use super::Inspection;
use crate::name::{ExternName, is_wasi};

/// An area of what imports are about. Displayed as a word or two: `files`, `standard streams`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Area {
    /// Files and directories.
    Files,
    /// Sockets and the resolution of host names.
    Network,
    /// Calls of HTTP servers, or being one.
    Http,
    /// Environment variables, arguments and the working directory.
    Environment,
    /// Configuration by key.
    Config,
    /// Key-value stores.
    KeyValue,
    /// Standard input, output and error, and whether they are terminals.
    Streams,
    /// The time, and waiting.
    Clocks,
    /// Random numbers.
    Random,
    /// Ending the whole program.
    Exit,
    /// Streams of bytes, errors and polling, in which the other areas speak.
    Io,
    /// What else WASI has: messaging and the like.
    OtherWasi,
    /// What another component or the host must provide.
    Provided,
}

/// The imports of one area.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Need {
    /// The area.
    pub area: Area,
    /// The names of the imports, in the component's order.
    pub imports: Vec<String>,
}

impl Area {
    /// The area of an import by its name.
    #[must_use]
    pub fn of(import: &str) -> Self {
        Self::of_wasi(import).unwrap_or(Self::Provided)
    }

    /// Whether every host that runs programs has it: it is of the part of WASI that `wasi:cli` needs.
    #[must_use]
    pub fn is_common(self) -> bool {
        !matches!(
            self,
            Self::Http | Self::Config | Self::KeyValue | Self::OtherWasi | Self::Provided
        )
    }

    /// The area of one of WASI's interfaces; none for other names.
    pub(crate) fn of_wasi(import: &str) -> Option<Self> {
        if !is_wasi(import) {
            return None;
        }
        let base = ExternName::new(import).base;
        let base = base.split('@').next().unwrap_or(base);
        let (package, interface) = base.split_once('/').unwrap_or((base, ""));
        Some(match (package, interface) {
            ("wasi:filesystem", _) => Self::Files,
            ("wasi:sockets", _) => Self::Network,
            ("wasi:http", _) => Self::Http,
            ("wasi:config", _) => Self::Config,
            ("wasi:keyvalue", _) => Self::KeyValue,
            ("wasi:clocks", _) => Self::Clocks,
            ("wasi:random", _) => Self::Random,
            ("wasi:io", _) => Self::Io,
            ("wasi:cli", "environment") => Self::Environment,
            ("wasi:cli", "exit") => Self::Exit,
            ("wasi:cli", "stdin" | "stdout" | "stderr" | "types") => Self::Streams,
            ("wasi:cli", terminal) if terminal.starts_with("terminal") => Self::Streams,
            _ => Self::OtherWasi,
        })
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Files => "files",
            Self::Network => "network",
            Self::Http => "http",
            Self::Environment => "environment",
            Self::Config => "configuration",
            Self::KeyValue => "key-value stores",
            Self::Streams => "standard streams",
            Self::Clocks => "clocks",
            Self::Random => "random numbers",
            Self::Exit => "exit",
            Self::Io => "streams and polling",
            Self::OtherWasi => "other parts of WASI",
            Self::Provided => "imports of its own",
        })
    }
}

impl Inspection {
    /// What the component could ask for, by area.
    #[must_use]
    pub fn needs(&self) -> Vec<Need> {
        let mut needs: Vec<Need> = Vec::new();
        for item in &self.imports {
            let area = Area::of(&item.name);
            let name = item.name.clone();
            match needs.iter_mut().find(|need| need.area == area) {
                Some(need) => need.imports.push(name),
                None => needs.push(Need {
                    area,
                    imports: vec![name],
                }),
            }
        }
        needs.sort_by_key(|need| need.area);
        needs
    }
}

#[cfg(test)]
mod tests {
    use super::Area;

    #[test]
    fn imports_have_areas() {
        for (import, area) in [
            ("wasi:filesystem/types@0.2.0", Area::Files),
            ("wasi:sockets/tcp@0.2.0", Area::Network),
            (
                "wasi:cli/environment@0.3.0-rc-2025-09-16",
                Area::Environment,
            ),
            ("wasi:cli/terminal-stdin@0.2.0", Area::Streams),
            ("wasi:cli/exit", Area::Exit),
            ("wasi:clocks/wall-clock@0.2.0", Area::Clocks),
            ("wasi:keyvalue/store@0.2.0-draft", Area::KeyValue),
            ("wasi:messaging/producer@0.2.0-draft", Area::OtherWasi),
            ("wasi:", Area::OtherWasi),
            ("example:sqlite/database@0.1.0", Area::Provided),
            ("log", Area::Provided),
        ] {
            assert_eq!(Area::of(import), area, "{import}");
        }
    }
}
