//! The world: what a component imports and exports.

use wit_parser::SourceMap;

use crate::{Excerpt, Func, Interface, InterfaceId, Name, Span, TypeDef, TypeId};

/// A world, with all that it reaches.
#[derive(Clone, Debug)]
pub struct World {
    /// The world's name.
    pub name: Name,
    /// The package that it belongs to.
    pub package: Package,
    /// Its documentation.
    pub docs: Docs,
    /// Every interface that the world imports, exports, or takes a type from.
    pub interfaces: Vec<Interface>,
    /// Every named type, in an order in which each comes after those that it names.
    pub types: Vec<TypeDef>,
    /// The interfaces that the world imports, in the order of the WIT.
    pub imports: Vec<InterfaceId>,
    /// The interfaces that the world exports, in the order of the WIT.
    pub exports: Vec<InterfaceId>,
    /// Functions that the world imports by themselves.
    pub imported_funcs: Vec<Func>,
    /// Functions that the world exports by themselves.
    pub exported_funcs: Vec<Func>,
    /// Types that the world itself declares or uses.
    pub world_types: Vec<TypeId>,
    pub(crate) sources: SourceMap,
}

impl World {
    /// The interface behind an id of this world.
    pub fn interface(&self, id: InterfaceId) -> &Interface {
        &self.interfaces[id.0]
    }

    /// The named type behind an id of this world.
    pub fn ty(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0]
    }

    /// The type that `id` names once all aliases are followed.
    pub fn resolve(&self, id: TypeId) -> &TypeDef {
        match self.ty(id).kind {
            crate::TypeKind::Alias(crate::Type::Named(next)) => self.resolve(next),
            _ => self.ty(id),
        }
    }

    /// The file, line and column of `span`; none where the WIT was read from a binary.
    pub fn locate(&self, span: Span) -> Option<String> {
        self.sources.resolve_span(span.0)?;
        Some(self.sources.render_location(span.0))
    }

    /// The same, where the WIT stands in no file.
    pub fn excerpt(&self, span: Span) -> Option<Excerpt> {
        Excerpt::new(&self.sources, span.0, crate::source::INLINE)
    }

    /// Ids of all interfaces.
    pub fn interface_ids(&self) -> impl Iterator<Item = InterfaceId> + use<> {
        (0..self.interfaces.len()).map(InterfaceId)
    }

    /// Ids of all named types, in the order of [`World::types`].
    pub fn type_ids(&self) -> impl Iterator<Item = TypeId> + use<> {
        (0..self.types.len()).map(TypeId)
    }
}

/// A package's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// What stands before the colon.
    pub namespace: Name,
    /// What stands behind it.
    pub name: Name,
    /// The version, if one is given.
    pub version: Option<String>,
}

/// Documentation in Markdown, as WIT's `///` comments have it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// The text; empty where there is none.
    pub text: String,
    /// What `@since`, `@unstable` and `@deprecated` say.
    pub stability: Stability,
}

/// What WIT's feature gates say of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stability {
    /// The version of `@since`.
    pub since: Option<String>,
    /// The feature of `@unstable`.
    pub unstable: Option<String>,
    /// The version of `@deprecated`.
    pub deprecated: Option<String>,
}
