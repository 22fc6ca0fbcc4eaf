//! Reads what matters for how often a component's parts are instantiated: modules, components and instances, and how they
//! are passed around.

use std::ops::Range;

use wasmparser::{
    Chunk, ComponentAlias, ComponentExternalKind, ComponentInstance, ComponentOuterAliasKind,
    ComponentTypeRef, Instance, Parser, Payload,
};

/// A component, as it is written.
#[derive(Default)]
pub(super) struct Definition<'a> {
    pub(super) items: Vec<Item<'a>>,
    /// How many items it has of any kind.
    pub(super) weight: usize,
}

/// The index spaces that matter.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Module,
    Component,
    Instance,
}

/// What adds to one of them, or counts.
pub(super) enum Item<'a> {
    /// A core module, by how many items an instance of it has.
    Module(usize),
    /// A component, by the number of its definition.
    Component(usize),
    Import(Kind, &'a str),
    /// What the component so many levels further out has under this index.
    Outer(Kind, u32, u32),
    /// What an instance exports.
    Alias(Kind, u32, &'a str),
    Export(&'a str, Place),
    FromExports(Vec<(&'a str, Place)>),
    Instantiate(u32, Vec<(&'a str, Place)>),
    /// An instance of the core module with this index.
    CoreInstance(u32),
}

/// An index.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) kind: Kind,
    pub(super) index: u32,
}

impl Kind {
    fn of(kind: ComponentExternalKind) -> Option<Self> {
        match kind {
            ComponentExternalKind::Module => Some(Self::Module),
            ComponentExternalKind::Component => Some(Self::Component),
            ComponentExternalKind::Instance => Some(Self::Instance),
            _ => None,
        }
    }
}

impl Place {
    fn new(kind: ComponentExternalKind, index: u32) -> Option<Self> {
        Kind::of(kind).map(|kind| Self { kind, index })
    }
}

/// All components in `bytes`, the outermost first; none where they are not well-formed.
pub(super) fn read(bytes: &[u8]) -> Option<Vec<Definition<'_>>> {
    let mut all = vec![Definition::default()];
    let mut open = vec![(0, Parser::new(0))];
    let mut at = 0;
    while let Some((current, parser)) = open.last_mut() {
        let Chunk::Parsed { consumed, payload } = parser.parse(bytes.get(at..)?, true).ok()? else {
            return None;
        };
        at += consumed;
        let current = *current;
        match payload {
            Payload::ModuleSection {
                unchecked_range, ..
            } => {
                let end = usize::try_from(unchecked_range.end).ok()?;
                all[current].add(Item::Module(read_module(bytes.get(at..end)?)?));
                at = end;
            }
            Payload::ComponentSection { parser, .. } => {
                let number = all.len();
                all.push(Definition::default());
                all[current].add(Item::Component(number));
                open.push((number, parser));
            }
            Payload::End(_) => drop(open.pop()),
            payload => all[current].read(payload)?,
        }
    }
    Some(all)
}

/// How many items a core module has that each instance has something of. Its code is not looked at.
fn read_module(bytes: &[u8]) -> Option<usize> {
    let (mut parser, mut at, mut weight) = (Parser::new(0), 0, 0);
    loop {
        let Chunk::Parsed { consumed, payload } = parser.parse(bytes.get(at..)?, true).ok()? else {
            return None;
        };
        at += consumed;
        weight += match payload {
            Payload::ImportSection(section) => count(section.count(), section.range()),
            Payload::FunctionSection(section) => count(section.count(), section.range()),
            Payload::GlobalSection(section) => count(section.count(), section.range()),
            Payload::ElementSection(section) => count(section.count(), section.range()),
            Payload::CodeSectionStart { size, .. } => {
                parser.skip_section();
                at = at.checked_add(usize::try_from(size).ok()?)?;
                0
            }
            Payload::End(_) => return Some(weight),
            _ => 0,
        };
    }
}

/// How many items a section has that is not read: no more than it has bytes.
fn count(items: u32, range: Range<u64>) -> usize {
    let bytes = range.end.saturating_sub(range.start);
    usize::try_from(bytes.min(items.into())).unwrap_or(usize::MAX)
}

impl<'a> Definition<'a> {
    /// Whether code is instantiated in it.
    pub(super) fn has_core_instance(&self) -> bool {
        let mut items = self.items.iter();
        items.any(|item| matches!(item, Item::CoreInstance(_)))
    }

    fn add(&mut self, item: Item<'a>) {
        self.weight += 1;
        self.items.push(item);
    }

    fn read(&mut self, payload: Payload<'a>) -> Option<()> {
        match payload {
            Payload::InstanceSection(section) => {
                for instance in section {
                    self.weight += 1;
                    if let Instance::Instantiate { module_index, .. } = instance.ok()? {
                        self.items.push(Item::CoreInstance(module_index));
                    }
                }
            }
            Payload::ComponentInstanceSection(section) => {
                for instance in section {
                    self.add(read_instance(instance.ok()?));
                }
            }
            Payload::ComponentAliasSection(section) => {
                for alias in section {
                    self.weight += 1;
                    self.items.extend(read_alias(alias.ok()?));
                }
            }
            Payload::ComponentImportSection(section) => {
                for import in section {
                    let import = import.ok()?;
                    self.weight += 1;
                    let kind = match import.ty {
                        ComponentTypeRef::Module(_) => Kind::Module,
                        ComponentTypeRef::Component(_) => Kind::Component,
                        ComponentTypeRef::Instance(_) => Kind::Instance,
                        _ => continue,
                    };
                    self.items.push(Item::Import(kind, import.name.name));
                }
            }
            Payload::ComponentExportSection(section) => {
                for export in section {
                    let export = export.ok()?;
                    self.weight += 1;
                    let place = Place::new(export.kind, export.index);
                    let item = place.map(|place| Item::Export(export.name.name, place));
                    self.items.extend(item);
                }
            }
            Payload::ComponentCanonicalSection(section) => {
                self.weight += count(section.count(), section.range());
            }
            Payload::ComponentTypeSection(section) => {
                self.weight += count(section.count(), section.range());
            }
            _ => {}
        }
        Some(())
    }
}

fn read_instance(instance: ComponentInstance<'_>) -> Item<'_> {
    match instance {
        ComponentInstance::Instantiate {
            component_index,
            args,
        } => {
            let place = |kind, index, name| Some((name, Place::new(kind, index)?));
            let args = args.iter();
            let places = args.filter_map(|arg| place(arg.kind, arg.index, arg.name));
            Item::Instantiate(component_index, places.collect())
        }
        ComponentInstance::FromExports(exports) => {
            let place = |kind, index, name| Some((name, Place::new(kind, index)?));
            let exports = exports.iter();
            let places = exports.filter_map(|it| place(it.kind, it.index, it.name.name));
            Item::FromExports(places.collect())
        }
    }
}

fn read_alias(alias: ComponentAlias<'_>) -> Option<Item<'_>> {
    match alias {
        ComponentAlias::InstanceExport {
            kind,
            instance_index,
            name,
        } => Kind::of(kind).map(|kind| Item::Alias(kind, instance_index, name)),
        ComponentAlias::Outer { kind, count, index } => {
            let kind = match kind {
                ComponentOuterAliasKind::CoreModule => Kind::Module,
                ComponentOuterAliasKind::Component => Kind::Component,
                _ => return None,
            };
            Some(Item::Outer(kind, count, index))
        }
        ComponentAlias::CoreInstanceExport { .. } => None,
    }
}
