//! Inputs made smaller without a change of what they do: what several of them contain is in the
//! result once, and names for people are left out on request.
//!
//! A core module, or a component that mentions nothing around it, can stand in the outermost
//! component just as well: an outer alias of it takes its place, so that no index changes. What is
//! looked into is the nesting of components alone, by the binary format's sections; their content
//! is copied as it is.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use wasm_encoder::{
    Alias, ComponentAliasSection, ComponentOuterAliasKind, ComponentSection, ComponentSectionId,
    Encode,
};
use wasmparser::{
    BinaryReader, ComponentAlias, ComponentAliasSectionReader, ComponentTypeSectionReader,
};

/// How small a definition may be and still be worth an alias, in bytes.
const SMALLEST: usize = 256;

/// The length of the header of a module or component.
const HEADER: usize = 8;

/// What is in the result once although it is in several places of the inputs.
#[derive(Default)]
pub(crate) struct Shared<'p> {
    /// The bytes of each, in the order in which the result defines them, the modules first.
    pub(crate) modules: Vec<&'p [u8]>,
    pub(crate) components: Vec<&'p [u8]>,
    /// The index of each in the result by its bytes.
    indices: HashMap<&'p [u8], u32>,
}

/// What is to be done to inputs.
#[derive(Clone, Copy)]
pub(crate) struct Shrink<'s, 'p> {
    pub(crate) shared: &'s Shared<'p>,
    /// Whether sections with names and other information for people are left out.
    pub(crate) strip: bool,
}

/// A stretch of bytes in several pieces.
pub(crate) struct Pieces<'p> {
    pub(crate) pieces: Vec<Cow<'p, [u8]>>,
    pub(crate) size: usize,
}

/// A section of a module or component: its number, and where it begins and its content lies.
struct Section {
    number: u8,
    start: usize,
    content: usize,
    end: usize,
}

/// The sections after the header; nothing where the bytes are none.
fn sections(bytes: &[u8]) -> impl Iterator<Item = Section> + use<'_> {
    let mut at = HEADER;
    std::iter::from_fn(move || {
        let mut reader = BinaryReader::new(bytes.get(at..)?, at as u64);
        let number = reader.read_u8().ok()?;
        let size = reader.read_var_u32().ok()? as usize;
        let content = usize::try_from(reader.original_position()).ok()?;
        let end = content
            .checked_add(size)
            .filter(|end| *end <= bytes.len())?;
        let start = std::mem::replace(&mut at, end);
        Some(Section {
            number,
            start,
            content,
            end,
        })
    })
}

impl Section {
    fn is_module(&self) -> bool {
        self.number == u8::from(ComponentSectionId::CoreModule)
    }

    fn is_component(&self) -> bool {
        self.number == u8::from(ComponentSectionId::Component)
    }
}

impl<'p> Shared<'p> {
    /// Finds what is in several places of `parts`, which are valid components.
    pub(crate) fn find(parts: &[&'p [u8]]) -> Self {
        let mut found = Vec::new();
        for part in parts {
            collect(part, &mut found);
        }
        // By size first: hashing is only worth it where two are as long as each other.
        let mut sizes: HashMap<usize, u32> = HashMap::new();
        for (_, bytes) in &found {
            *sizes.entry(bytes.len()).or_default() += 1;
        }
        let mut seen: HashSet<&[u8]> = HashSet::new();
        let mut shared = Self::default();
        for (is_module, bytes) in found {
            if sizes[&bytes.len()] < 2 || seen.insert(bytes) {
                continue;
            }
            let kind = if is_module {
                &mut shared.modules
            } else {
                &mut shared.components
            };
            if !kind.contains(&bytes) {
                kind.push(bytes);
            }
        }
        shared.drop_nested();
        let modules = shared.modules.iter().enumerate();
        let components = shared.components.iter().enumerate();
        for (index, bytes) in modules.chain(components) {
            let index = u32::try_from(index).expect("fewer than 2^32 definitions");
            shared.indices.insert(bytes, index);
        }
        shared
    }

    /// Forgets what is only several times there because a component that holds it is.
    fn drop_nested(&mut self) {
        // A shared component is written as it is, with everything in it.
        let mut inside = Vec::new();
        for component in &self.components {
            for section in sections(component) {
                let content = &component[section.content..section.end];
                if section.is_component() || section.is_module() {
                    inside.push((section.is_module(), content));
                    if section.is_component() {
                        collect(content, &mut inside);
                    }
                }
            }
        }
        let holds = |bytes: &&[u8]| !inside.iter().any(|(_, inner)| inner == bytes);
        self.modules.retain(holds);
        self.components.retain(holds);
    }

    fn index(&self, bytes: &[u8]) -> Option<u32> {
        self.indices.get(bytes).copied()
    }
}

/// Collects the modules and self-contained components in a component, with whether it is a module.
fn collect<'p>(component: &'p [u8], found: &mut Vec<(bool, &'p [u8])>) {
    for section in sections(component) {
        let content = &component[section.content..section.end];
        if section.is_module() && content.len() >= SMALLEST {
            found.push((true, content));
        } else if section.is_component() {
            if content.len() >= SMALLEST && is_closed(content, 0) {
                found.push((false, content));
            }
            collect(content, found);
        }
    }
}

/// Whether a component, `depth` levels inside the one in question, mentions nothing beyond that
/// one.
fn is_closed(component: &[u8], depth: u32) -> bool {
    sections(component).all(|section| {
        let content = &component[section.content..section.end];
        let reader = BinaryReader::new(content, section.content as u64);
        if section.is_component() {
            return is_closed(content, depth + 1);
        }
        if section.number == u8::from(ComponentSectionId::Alias) {
            let Ok(aliases) = ComponentAliasSectionReader::new(reader) else {
                return false;
            };
            return aliases.into_iter().all(|alias| match alias {
                Ok(ComponentAlias::Outer { count, .. }) => count <= depth,
                Ok(_) => true,
                Err(_) => false,
            });
        }
        if section.number == u8::from(ComponentSectionId::Type) {
            let Ok(types) = ComponentTypeSectionReader::new(reader) else {
                return false;
            };
            return types.into_iter().all(|ty| match ty {
                Ok(ty) => closed::is_closed_type(&ty, depth),
                Err(_) => false,
            });
        }
        // A core type's aliases lead out of a module's type, never further: such a component stays
        // where it is.
        section.number != u8::from(ComponentSectionId::CoreType)
    })
}

mod closed;

/// A component as it goes into the result, `depth` levels below the outermost one.
pub(crate) fn shrink<'p>(component: &'p [u8], depth: u32, shrink: Shrink<'_, 'p>) -> Pieces<'p> {
    let mut out = Pieces {
        pieces: Vec::new(),
        size: 0,
    };
    // Bytes from here on were not written yet.
    let mut kept = 0;
    for section in sections(component) {
        let content = &component[section.content..section.end];
        let kind = if section.is_module() {
            ComponentOuterAliasKind::CoreModule
        } else {
            ComponentOuterAliasKind::Component
        };
        let nests = section.is_module() || section.is_component();
        let replacement = if let (true, Some(index)) = (nests, shrink.shared.index(content)) {
            let mut aliases = ComponentAliasSection::new();
            aliases.alias(Alias::Outer {
                kind,
                count: depth,
                index,
            });
            let mut bytes = Vec::new();
            aliases.append_to_component(&mut bytes);
            Some(Pieces::from(bytes))
        } else if section.is_component() {
            let inner = self::shrink(content, depth + 1, shrink);
            inner
                .is_changed(content)
                .then(|| inner.in_section(section.number))
        } else if section.is_module() && shrink.strip {
            strip_module(content).map(|inner| inner.in_section(section.number))
        } else if section.number == 0 && shrink.strip && is_for_people(content) {
            Some(Pieces::from(Vec::new()))
        } else {
            None
        };
        if let Some(replacement) = replacement {
            out.push(Cow::Borrowed(&component[kept..section.start]));
            out.append(replacement);
            kept = section.end;
        }
    }
    out.push(Cow::Borrowed(&component[kept..]));
    out
}

/// A core module without its names, if it has any.
pub(crate) fn strip_module(module: &[u8]) -> Option<Pieces<'_>> {
    let mut out = Pieces {
        pieces: Vec::new(),
        size: 0,
    };
    let mut kept = 0;
    for section in sections(module) {
        if section.number == 0 && is_for_people(&module[section.content..section.end]) {
            out.push(Cow::Borrowed(&module[kept..section.start]));
            kept = section.end;
        }
    }
    if kept == 0 {
        return None;
    }
    out.push(Cow::Borrowed(&module[kept..]));
    Some(out)
}

/// Whether a custom section only tells people something: names, debug information, and where the
/// source is.
fn is_for_people(content: &[u8]) -> bool {
    let mut reader = BinaryReader::new(content, 0);
    reader.read_string().is_ok_and(|name| {
        matches!(
            name,
            "name" | "component-name" | "sourceMappingURL" | "external_debug_info"
        ) || name.starts_with(".debug_")
    })
}

impl<'p> Pieces<'p> {
    fn push(&mut self, piece: Cow<'p, [u8]>) {
        self.size += piece.len();
        if !piece.is_empty() {
            self.pieces.push(piece);
        }
    }

    fn append(&mut self, other: Pieces<'p>) {
        for piece in other.pieces {
            self.push(piece);
        }
    }

    fn is_changed(&self, original: &[u8]) -> bool {
        self.pieces.len() != 1 || self.size != original.len()
    }

    /// The same as the content of a section.
    fn in_section(self, number: u8) -> Pieces<'p> {
        let mut head = vec![number];
        self.size.encode(&mut head);
        let mut section = Pieces::from(head);
        section.append(self);
        section
    }
}

impl<'p> From<Vec<u8>> for Pieces<'p> {
    fn from(bytes: Vec<u8>) -> Self {
        let size = bytes.len();
        let pieces = if bytes.is_empty() {
            Vec::new()
        } else {
            vec![Cow::Owned(bytes)]
        };
        Self { pieces, size }
    }
}

impl<'p> From<&'p [u8]> for Pieces<'p> {
    fn from(bytes: &'p [u8]) -> Self {
        Self {
            pieces: vec![Cow::Borrowed(bytes)],
            size: bytes.len(),
        }
    }
}
