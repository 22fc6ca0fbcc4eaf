//! How large a binary and its pieces are.
//!
//! Sizes count the pieces' own bytes, without the header that stands before each.

use serde::Serialize;
use wasmparser::{Encoding, KnownCustom, Name, Parser, Payload};

use crate::check::{ComponentError, invalid};

/// Sizes of a binary and its pieces, in bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Census {
    /// The whole.
    pub size: u64,
    /// The core modules in it, in order, at any depth; a core module has itself.
    pub modules: Vec<Module>,
    /// How many components are nested in it, at any depth.
    pub components: usize,
    /// The custom sections of the whole, nested ones added up by name.
    pub custom_sections: Vec<Section>,
}

/// A core module inside a binary.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Module {
    /// The name in its name section.
    pub name: Option<String>,
    /// In how many components it is nested.
    pub depth: usize,
    /// All of it.
    pub size: u64,
    /// Its code section.
    pub code: u64,
    /// Its data section.
    pub data: u64,
    /// How many functions it defines.
    pub functions: u32,
}

/// All custom sections of one name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Section {
    /// The name.
    pub name: String,
    /// The bytes in them.
    pub size: u64,
}

/// Counts the pieces of valid `bytes`.
pub(super) fn count(name: &str, bytes: &[u8]) -> Result<Census, ComponentError> {
    let mut census = Census {
        size: bytes.len() as u64,
        ..Census::default()
    };
    // What is open: the index of a module, or none for a component.
    let mut open: Vec<Option<usize>> = Vec::new();
    // The size of the module or component that the next header begins.
    let mut next_size = census.size;
    for payload in Parser::new(0).parse_all(bytes) {
        let payload = payload.map_err(|error| invalid(name, bytes, &error))?;
        let module = open.last().copied().flatten();
        match payload {
            Payload::Version {
                encoding: Encoding::Module,
                ..
            } => {
                let module = Module {
                    size: next_size,
                    depth: open.len(),
                    ..Module::default()
                };
                open.push(Some(census.modules.len()));
                census.modules.push(module);
            }
            Payload::Version { .. } => {
                census.components += usize::from(!open.is_empty());
                open.push(None);
            }
            Payload::End(_) => drop(open.pop()),
            Payload::ModuleSection {
                unchecked_range, ..
            }
            | Payload::ComponentSection {
                unchecked_range, ..
            } => {
                next_size = unchecked_range.end - unchecked_range.start;
            }
            Payload::CodeSectionStart { size, count, .. } => {
                if let Some(module) = module {
                    census.modules[module].code = size.into();
                    census.modules[module].functions = count;
                }
            }
            Payload::DataSection(section) => {
                if let Some(module) = module {
                    census.modules[module].data = section.range().end - section.range().start;
                }
            }
            Payload::CustomSection(section) => {
                if let (Some(module), KnownCustom::Name(names)) = (module, section.as_known()) {
                    census.modules[module].name = module_name(names);
                }
                add_section(
                    &mut census.custom_sections,
                    section.name(),
                    section.data().len(),
                );
            }
            _ => {}
        }
    }
    Ok(census)
}

fn module_name(names: wasmparser::NameSectionReader<'_>) -> Option<String> {
    names.into_iter().find_map(|name| match name {
        Ok(Name::Module { name, .. }) => Some(name.to_owned()),
        _ => None,
    })
}

fn add_section(sections: &mut Vec<Section>, name: &str, size: usize) {
    match sections.iter_mut().find(|section| section.name == name) {
        Some(section) => section.size += size as u64,
        None => sections.push(Section {
            name: name.to_owned(),
            size: size as u64,
        }),
    }
}
