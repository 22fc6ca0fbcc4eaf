//! An interface: types and functions under one name.

use crate::{Docs, Func, Name, TypeId};

/// Where an interface stands in [`crate::World::interfaces`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct InterfaceId(pub(crate) usize);

impl InterfaceId {
    /// The position in the arena.
    pub fn index(self) -> usize {
        self.0
    }
}

/// An interface.
#[derive(Clone, Debug)]
pub struct Interface {
    /// The name by which components import and export it: `wittgen:notes/store@0.1.0`, or a plain
    /// name for an interface that a world declares in place or gives a name of its own.
    pub id: String,
    /// The declared interface, where the world gives it a name of its own: `import backup: store`.
    pub implements: Option<String>,
    /// The last part of [`Interface::id`]: `store`.
    pub name: Name,
    /// The name of its module in generated code: the interface's own name, preceded by the
    /// package's (and then the namespace's and the version's) where that is not unique.
    pub module: Name,
    /// Its documentation.
    pub docs: Docs,
    /// Its types, those of other interfaces that it `use`s as aliases.
    pub types: Vec<TypeId>,
    /// Its functions, those of its resources included.
    pub funcs: Vec<Func>,
    /// Whether the world imports it, directly or for its types.
    pub imported: bool,
    /// Whether the world exports it.
    pub exported: bool,
}
