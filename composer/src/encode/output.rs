//! The sections of a component as they are written, with the indices of what they define.
//!
//! Adjacent entries of one kind share a section. The inputs' bytes are not copied: they are
//! borrowed until the result is written out.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::check::validate_pieces;
use crate::shrink::Pieces;
use wasm_encoder::{
    Alias, Component, ComponentAliasSection, ComponentExportKind, ComponentExportSection,
    ComponentImportSection, ComponentInstanceSection, ComponentSection, ComponentSectionId,
    ComponentTypeEncoder, ComponentTypeRef, ComponentTypeSection, CoreTypeSection, CustomSection,
    Encode, ModuleType,
};

/// A component in the making.
pub(crate) struct Output<'p> {
    pieces: Vec<Cow<'p, [u8]>>,
    open: Open,
    counts: Counts,
}

/// The section that further entries are added to.
enum Open {
    None,
    Types(ComponentTypeSection),
    CoreTypes(CoreTypeSection),
    Imports(ComponentImportSection),
    Aliases(ComponentAliasSection),
    Instances(ComponentInstanceSection),
    Exports(ComponentExportSection),
}

/// How many of each kind there are.
#[derive(Clone, Copy, Default)]
struct Counts {
    core_types: u32,
    modules: u32,
    types: u32,
    funcs: u32,
    values: u32,
    instances: u32,
    components: u32,
}

impl Counts {
    fn of(&mut self, kind: ComponentExportKind) -> &mut u32 {
        match kind {
            ComponentExportKind::Module => &mut self.modules,
            ComponentExportKind::Func => &mut self.funcs,
            ComponentExportKind::Value => &mut self.values,
            ComponentExportKind::Type => &mut self.types,
            ComponentExportKind::Instance => &mut self.instances,
            ComponentExportKind::Component => &mut self.components,
        }
    }

    fn take(&mut self, kind: ComponentExportKind) -> u32 {
        let count = self.of(kind);
        *count += 1;
        *count - 1
    }
}

macro_rules! section {
    ($self:ident, $variant:ident, $new:ty) => {{
        if !matches!($self.open, Open::$variant(_)) {
            $self.close();
            $self.open = Open::$variant(<$new>::new());
        }
        let Open::$variant(section) = &mut $self.open else {
            unreachable!("the section was just opened");
        };
        section
    }};
}

impl<'p> Output<'p> {
    pub(crate) fn new() -> Self {
        Self {
            pieces: vec![Cow::Owned(Component::HEADER.to_vec())],
            open: Open::None,
            counts: Counts::default(),
        }
    }

    /// The bytes that are being written to.
    fn bytes(&mut self) -> &mut Vec<u8> {
        if !matches!(self.pieces.last(), Some(Cow::Owned(_))) {
            self.pieces.push(Cow::Owned(Vec::new()));
        }
        match self.pieces.last_mut() {
            Some(Cow::Owned(bytes)) => bytes,
            _ => unreachable!("bytes were just pushed"),
        }
    }

    fn close(&mut self) {
        match std::mem::replace(&mut self.open, Open::None) {
            Open::None => {}
            Open::Types(section) => section.append_to_component(self.bytes()),
            Open::CoreTypes(section) => section.append_to_component(self.bytes()),
            Open::Imports(section) => section.append_to_component(self.bytes()),
            Open::Aliases(section) => section.append_to_component(self.bytes()),
            Open::Instances(section) => section.append_to_component(self.bytes()),
            Open::Exports(section) => section.append_to_component(self.bytes()),
        }
    }

    /// How many types there are: the next one's index.
    pub(crate) fn type_count(&self) -> u32 {
        self.counts.types
    }

    /// Defines a type, whose index is [`type_count`](Self::type_count) before.
    pub(crate) fn define(&mut self) -> ComponentTypeEncoder<'_> {
        self.counts.types += 1;
        section!(self, Types, ComponentTypeSection).ty()
    }

    /// Defines a core module's type.
    pub(crate) fn define_module(&mut self, ty: &ModuleType) -> u32 {
        section!(self, CoreTypes, CoreTypeSection).ty().module(ty);
        self.counts.core_types += 1;
        self.counts.core_types - 1
    }

    /// Aliases an instance's export.
    pub(crate) fn alias(&mut self, instance: u32, kind: ComponentExportKind, name: &str) -> u32 {
        section!(self, Aliases, ComponentAliasSection).alias(Alias::InstanceExport {
            instance,
            kind,
            name,
        });
        self.counts.take(kind)
    }

    /// Imports something.
    pub(crate) fn import(&mut self, name: &str, ty: ComponentTypeRef) -> u32 {
        section!(self, Imports, ComponentImportSection).import(name, ty);
        self.counts.take(ty.kind())
    }

    /// Instantiates a component.
    pub(crate) fn instantiate(
        &mut self,
        component: u32,
        arguments: &[(&str, ComponentExportKind, u32)],
    ) -> u32 {
        section!(self, Instances, ComponentInstanceSection)
            .instantiate(component, arguments.iter().copied());
        self.counts.take(ComponentExportKind::Instance)
    }

    /// Makes an instance of things that are there.
    pub(crate) fn bundle(&mut self, exports: &[(&str, ComponentExportKind, u32)]) -> u32 {
        section!(self, Instances, ComponentInstanceSection).export_items(exports.iter().copied());
        self.counts.take(ComponentExportKind::Instance)
    }

    /// Exports something.
    pub(crate) fn export(&mut self, name: &str, kind: ComponentExportKind, index: u32) -> u32 {
        section!(self, Exports, ComponentExportSection).export(name, kind, index, None);
        self.counts.take(kind)
    }

    /// Defines a component.
    pub(crate) fn component(&mut self, component: Pieces<'p>) -> u32 {
        self.nest(ComponentSectionId::Component, component);
        self.counts.take(ComponentExportKind::Component)
    }

    /// Defines a core module.
    pub(crate) fn module(&mut self, module: Pieces<'p>) -> u32 {
        self.nest(ComponentSectionId::CoreModule, module);
        self.counts.take(ComponentExportKind::Module)
    }

    fn nest(&mut self, number: ComponentSectionId, content: Pieces<'p>) {
        self.close();
        let bytes = self.bytes();
        bytes.push(number.into());
        content.size.encode(bytes);
        self.pieces.extend(content.pieces);
    }

    /// Adds a custom section.
    pub(crate) fn custom(&mut self, name: &str, data: &[u8]) {
        self.close();
        let section = CustomSection {
            name: name.into(),
            data: data.into(),
        };
        let bytes = self.bytes();
        bytes.push(ComponentSection::id(&section));
        section.encode(bytes);
    }

    /// Adds a section as it is, with its number.
    pub(crate) fn section(&mut self, section: &impl ComponentSection) {
        self.close();
        section.append_to_component(self.bytes());
    }

    /// The finished component.
    pub(crate) fn finish(mut self) -> Bytes<'p> {
        self.close();
        Bytes(self.pieces)
    }
}

/// A component's bytes in several pieces, so that its parts are not copied before they are
/// written.
#[derive(Clone, Debug)]
pub struct Bytes<'p>(Vec<Cow<'p, [u8]>>);

impl Bytes<'_> {
    /// How many bytes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.iter().map(|piece| piece.len()).sum()
    }

    /// Never: a component has a header.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Writes all of them.
    ///
    /// # Errors
    /// Those of `writer`.
    pub fn write_to(&self, mut writer: impl Write) -> io::Result<()> {
        self.0.iter().try_for_each(|piece| writer.write_all(piece))
    }

    /// Checks that they are a valid component, but for the functions' bodies.
    pub(crate) fn validate(&self) -> Result<(), wasmparser::BinaryReaderError> {
        validate_pieces(&self.0)
    }

    /// Copies them into one piece.
    #[must_use]
    pub fn to_vec(&self) -> Vec<u8> {
        self.0.concat()
    }
}
