//! What the outermost component of a binary instantiates, with what.

use std::collections::HashMap;

use wasmparser::{
    ComponentAlias, ComponentExternalKind, ComponentInstance, ComponentName, KnownCustom, Parser,
    Payload,
};

/// Where something that an index stands for comes from.
#[derive(Clone, Debug)]
pub(super) enum Origin<'a> {
    /// An import of the outermost component.
    Import(&'a str),
    /// What an instance exports: the instance's origin, and the name.
    Export(usize, &'a str),
    /// A bundle of other items.
    Bundle(Vec<usize>),
    /// An instance of a component.
    Instance(usize),
    /// A component.
    Component(usize),
    /// Something that is not drawn.
    Other,
}

/// The number of the index space of a kind.
fn space(kind: ComponentExternalKind) -> usize {
    match kind {
        ComponentExternalKind::Module => 0,
        ComponentExternalKind::Func => 1,
        ComponentExternalKind::Value => 2,
        ComponentExternalKind::Type => 3,
        ComponentExternalKind::Instance => 4,
        ComponentExternalKind::Component => 5,
    }
}

pub(super) struct Instance<'a> {
    pub(super) component: Option<usize>,
    /// What it was given, by the import's name: the origin.
    pub(super) arguments: Vec<(&'a str, usize)>,
}

/// The outermost component's instances. Origins are numbered in one list, and the index spaces
/// lead into it.
#[derive(Default)]
pub(super) struct Structure<'a> {
    pub(super) origins: Vec<Origin<'a>>,
    spaces: [Vec<usize>; 6],
    pub(super) instances: Vec<Instance<'a>>,
    /// The bytes of components; none of those that are imported.
    pub(super) components: Vec<Option<&'a [u8]>>,
    pub(super) exports: Vec<(&'a str, usize)>,
    pub(super) instance_names: HashMap<u32, String>,
    pub(super) component_names: HashMap<u32, String>,
    /// The instances that a number of an instance's index space stands for.
    pub(super) numbered: Vec<(u32, usize)>,
    pub(super) numbered_components: Vec<(u32, usize)>,
}

impl<'a> Structure<'a> {
    /// Reads a valid component; none where it has code of its own.
    pub(super) fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut structure = Self::default();
        let mut depth = 0u32;
        for payload in Parser::new(0).parse_all(bytes) {
            let payload = payload.ok()?;
            match &payload {
                Payload::Version { .. } => depth += 1,
                Payload::End(_) => depth -= 1,
                Payload::ComponentSection {
                    unchecked_range, ..
                } if depth == 1 => {
                    let start = usize::try_from(unchecked_range.start).ok()?;
                    let end = usize::try_from(unchecked_range.end).ok()?;
                    structure.add_component(Some(bytes.get(start..end)?));
                }
                Payload::InstanceSection(_) | Payload::ComponentCanonicalSection(_)
                    if depth == 1 =>
                {
                    return None;
                }
                payload if depth == 1 => structure.add_section(payload)?,
                _ => {}
            }
        }
        (!structure.instances.is_empty()).then_some(structure)
    }

    fn add_section(&mut self, payload: &Payload<'a>) -> Option<()> {
        match payload {
            Payload::ComponentImportSection(section) => {
                for import in section.clone() {
                    let import = import.ok()?;
                    let kind = import.ty.kind();
                    if kind == ComponentExternalKind::Component {
                        self.add_component(None);
                        let name = import.name.name.to_owned();
                        let number = self.spaces[space(kind)].len() as u32 - 1;
                        self.component_names.insert(number, name);
                    } else {
                        self.add(kind, Origin::Import(import.name.name));
                    }
                }
            }
            Payload::ComponentInstanceSection(section) => {
                for instance in section.clone() {
                    self.add_instance(instance.ok()?);
                }
            }
            Payload::ComponentAliasSection(section) => {
                for alias in section.clone() {
                    self.add_alias(&alias.ok()?);
                }
            }
            Payload::ComponentExportSection(section) => {
                for export in section.clone() {
                    let export = export.ok()?;
                    let origin = self.find(export.kind, export.index);
                    self.exports.push((export.name.name, origin));
                    self.spaces[space(export.kind)].push(origin);
                }
            }
            Payload::ComponentTypeSection(section) => {
                for _ in 0..section.count() {
                    self.add(ComponentExternalKind::Type, Origin::Other);
                }
            }
            Payload::CustomSection(section) => {
                if let KnownCustom::ComponentName(names) = section.as_known() {
                    self.add_names(names);
                }
            }
            _ => {}
        }
        Some(())
    }

    fn add(&mut self, kind: ComponentExternalKind, origin: Origin<'a>) -> usize {
        self.origins.push(origin);
        self.spaces[space(kind)].push(self.origins.len() - 1);
        self.origins.len() - 1
    }

    fn add_component(&mut self, bytes: Option<&'a [u8]>) {
        let number = self.spaces[space(ComponentExternalKind::Component)].len() as u32;
        self.numbered_components
            .push((number, self.components.len()));
        self.components.push(bytes);
        self.add(
            ComponentExternalKind::Component,
            Origin::Component(self.components.len() - 1),
        );
    }

    fn add_instance(&mut self, instance: ComponentInstance<'a>) {
        let origin = match instance {
            ComponentInstance::Instantiate {
                component_index,
                args,
            } => {
                let component = self.find(ComponentExternalKind::Component, component_index);
                let component = match self.origins.get(component) {
                    Some(Origin::Component(component)) => Some(*component),
                    _ => None,
                };
                let arguments = args
                    .iter()
                    .map(|arg| (arg.name, self.find(arg.kind, arg.index)));
                let arguments = arguments.collect();
                self.instances.push(Instance {
                    component,
                    arguments,
                });
                let number = self.spaces[space(ComponentExternalKind::Instance)].len() as u32;
                self.numbered.push((number, self.instances.len() - 1));
                Origin::Instance(self.instances.len() - 1)
            }
            ComponentInstance::FromExports(exports) => {
                let items = exports.iter().map(|item| self.find(item.kind, item.index));
                Origin::Bundle(items.collect())
            }
        };
        self.add(ComponentExternalKind::Instance, origin);
    }

    fn add_alias(&mut self, alias: &ComponentAlias<'a>) {
        match *alias {
            ComponentAlias::InstanceExport {
                kind,
                instance_index,
                name,
            } => {
                let source = self.find(ComponentExternalKind::Instance, instance_index);
                self.add(kind, Origin::Export(source, name));
            }
            ComponentAlias::Outer { kind, .. } => {
                let kind = match kind {
                    wasmparser::ComponentOuterAliasKind::Type => ComponentExternalKind::Type,
                    wasmparser::ComponentOuterAliasKind::Component => {
                        ComponentExternalKind::Component
                    }
                    _ => return,
                };
                self.add(kind, Origin::Other);
            }
            ComponentAlias::CoreInstanceExport { .. } => {}
        }
    }

    fn add_names(&mut self, names: wasmparser::ComponentNameSectionReader<'a>) {
        for name in names.into_iter().map_while(Result::ok) {
            let (map, into) = match name {
                ComponentName::Instances(map) => (map, &mut self.instance_names),
                ComponentName::Components(map) => (map, &mut self.component_names),
                _ => continue,
            };
            for naming in map.into_iter().map_while(Result::ok) {
                into.insert(naming.index, naming.name.to_owned());
            }
        }
    }

    /// The origin of an index; the last for one that is not there, which a valid component has not.
    fn find(&self, kind: ComponentExternalKind, index: u32) -> usize {
        let found = self.spaces[space(kind)].get(index as usize);
        found.copied().unwrap_or(usize::MAX)
    }
}
