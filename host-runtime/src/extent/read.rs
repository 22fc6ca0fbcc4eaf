//! Reads what matters for how often a component's parts are instantiated: components, instances, and how they pass
//! them around.

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

/// What adds to the index space of components or instances, or counts.
pub(super) enum Item<'a> {
    /// A component, by the number of its definition.
    Component(usize),
    ImportComponent(&'a str),
    ImportInstance(&'a str),
    OuterComponent {
        count: u32,
        index: u32,
    },
    AliasComponent {
        instance: u32,
        name: &'a str,
    },
    AliasInstance {
        instance: u32,
        name: &'a str,
    },
    Instantiate {
        component: u32,
        args: Vec<(&'a str, Place)>,
    },
    FromExports(Vec<(&'a str, Place)>),
    Export {
        name: &'a str,
        place: Place,
    },
    /// An instance of a core module.
    CoreInstance,
}

/// An index.
#[derive(Clone, Copy)]
pub(super) enum Place {
    Component(u32),
    Instance(u32),
}

impl Place {
    fn new(kind: ComponentExternalKind, index: u32) -> Option<Self> {
        match kind {
            ComponentExternalKind::Component => Some(Self::Component(index)),
            ComponentExternalKind::Instance => Some(Self::Instance(index)),
            _ => None,
        }
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
                // What is in it does not matter.
                at = usize::try_from(unchecked_range.end).ok()?;
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

impl<'a> Definition<'a> {
    fn add(&mut self, item: Item<'a>) {
        self.weight += 1;
        self.items.push(item);
    }

    /// Counts the items of a section that is not read: no more than it has bytes.
    fn count(&mut self, items: u32, range: Range<u64>) {
        let bytes = range.end.saturating_sub(range.start);
        self.weight += usize::try_from(bytes.min(items.into())).unwrap_or(usize::MAX);
    }

    fn read(&mut self, payload: Payload<'a>) -> Option<()> {
        match payload {
            Payload::InstanceSection(section) => {
                for instance in section {
                    self.weight += 1;
                    if let Instance::Instantiate { .. } = instance.ok()? {
                        self.items.push(Item::CoreInstance);
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
                    self.items.extend(match import.ty {
                        ComponentTypeRef::Component(_) => {
                            Some(Item::ImportComponent(import.name.name))
                        }
                        ComponentTypeRef::Instance(_) => {
                            Some(Item::ImportInstance(import.name.name))
                        }
                        _ => None,
                    });
                }
            }
            Payload::ComponentExportSection(section) => {
                for export in section {
                    let export = export.ok()?;
                    self.weight += 1;
                    let name = export.name.name;
                    let place = Place::new(export.kind, export.index);
                    self.items
                        .extend(place.map(|place| Item::Export { name, place }));
                }
            }
            Payload::ComponentCanonicalSection(section) => {
                self.count(section.count(), section.range())
            }
            Payload::ComponentTypeSection(section) => self.count(section.count(), section.range()),
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
        } => Item::Instantiate {
            component: component_index,
            args: args
                .iter()
                .filter_map(|arg| Some((arg.name, Place::new(arg.kind, arg.index)?)))
                .collect(),
        },
        ComponentInstance::FromExports(exports) => Item::FromExports(
            exports
                .iter()
                .filter_map(|export| {
                    Some((export.name.name, Place::new(export.kind, export.index)?))
                })
                .collect(),
        ),
    }
}

fn read_alias(alias: ComponentAlias<'_>) -> Option<Item<'_>> {
    match alias {
        ComponentAlias::InstanceExport {
            kind,
            instance_index,
            name,
        } => match kind {
            ComponentExternalKind::Component => Some(Item::AliasComponent {
                instance: instance_index,
                name,
            }),
            ComponentExternalKind::Instance => Some(Item::AliasInstance {
                instance: instance_index,
                name,
            }),
            _ => None,
        },
        ComponentAlias::Outer {
            kind: ComponentOuterAliasKind::Component,
            count,
            index,
        } => Some(Item::OuterComponent { count, index }),
        _ => None,
    }
}
