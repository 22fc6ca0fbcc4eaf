//! The types of components: what they import and export, in one arena for a whole graph.
//!
//! It mirrors the component model's type grammar (the binary format's `importdesc`, `instancetype`
//! and below). Two things are kept that a structural view would lose: *names*, since a function
//! may only mention types that its scope has names for, and *identity* of resources, since two
//! resources are never the same for looking alike. Both are [`Def`]s: a type that an
//! import or export names is a [`Def::Alias`] of what it names, and a [`Def::Resource`] is
//! equal to itself alone.
//!
//! Nothing is decided here about which type fits which; see [`crate::difference`].

mod encode;
mod module;
mod read;

pub(crate) use encode::Encoder;
pub(crate) use module::{CoreItem, ModuleType};
pub(crate) use read::read_world;

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;
use wasmparser::PrimitiveValType;

macro_rules! id {
    ($(#[$docs:meta] $name:ident)*) => {$(
        #[$docs]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub(crate) struct $name(u32);
    )*};
}

id! {
    /// A type, by name or by structure.
    TypeId
    /// A function's type.
    FuncId
    /// An instance's type.
    InterfaceId
    /// A component's type.
    WorldId
    /// A core module's type.
    ModuleId
}

/// All types of a graph.
#[derive(Default)]
pub(crate) struct Types {
    defs: Vec<Def>,
    funcs: Vec<Func>,
    interfaces: Vec<Interface>,
    worlds: Vec<World>,
    modules: Vec<ModuleType>,
    labels: HashMap<TypeId, String>,
}

/// What an import or export is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    /// A function.
    Func(FuncId),
    /// An instance.
    Instance(InterfaceId),
    /// A type: what it names, and the name itself. The two are the same for a resource that
    /// comes into being here.
    Type { of: TypeId, name: TypeId },
    /// A component.
    Component(WorldId),
    /// A core module.
    Module(ModuleId),
    /// A value.
    Value(Val),
}

/// A type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Def {
    /// A resource, which is nothing but itself.
    Resource,
    /// A further name of a type.
    Alias(TypeId),
    /// A type of values.
    Value(Defined),
    /// A function's type, named.
    Func(FuncId),
    /// An instance's type, named.
    Instance(InterfaceId),
    /// A component's type, named.
    Component(WorldId),
}

/// A value's type where it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Val {
    /// A type without structure.
    Primitive(PrimitiveValType),
    /// A defined type.
    Type(TypeId),
}

/// A defined type of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Defined {
    Primitive(PrimitiveValType),
    Record(Vec<(String, Val)>),
    Variant(Vec<(String, Option<Val>)>),
    List(Val),
    FixedLengthList(Val, u32),
    Map(Val, Val),
    Tuple(Vec<Val>),
    Flags(Vec<String>),
    Enum(Vec<String>),
    Option(Val),
    Result(Option<Val>, Option<Val>),
    Own(TypeId),
    Borrow(TypeId),
    Future(Option<Val>),
    Stream(Option<Val>),
}

/// A function's type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Func {
    pub(crate) is_async: bool,
    pub(crate) params: Vec<(String, Val)>,
    pub(crate) result: Option<Val>,
}

/// An instance's type: what it exports, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Interface {
    pub(crate) exports: IndexMap<String, Item>,
}

/// A component's type: what it imports and exports, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct World {
    pub(crate) imports: IndexMap<String, Item>,
    pub(crate) exports: IndexMap<String, Item>,
}

macro_rules! arena {
    ($($id:ident $ty:ty, $field:ident, $add:ident;)*) => {
        $(
            impl std::ops::Index<$id> for Types {
                type Output = $ty;
                fn index(&self, id: $id) -> &$ty {
                    &self.$field[id.0 as usize]
                }
            }
        )*
        impl Types {
            $(
                pub(crate) fn $add(&mut self, value: $ty) -> $id {
                    let id = $id(u32::try_from(self.$field.len()).expect("fewer than 2^32 types"));
                    self.$field.push(value);
                    id
                }
            )*
        }
    };
}

arena! {
    TypeId Def, defs, add_def;
    FuncId Func, funcs, add_func;
    InterfaceId Interface, interfaces, add_interface;
    WorldId World, worlds, add_world;
    ModuleId ModuleType, modules, add_module;
}

impl Types {
    /// What `id` names in the end: no [`Def::Alias`].
    pub(crate) fn resolve(&self, mut id: TypeId) -> TypeId {
        while let Def::Alias(next) = self[id] {
            id = next;
        }
        id
    }

    /// The structure of a value's type.
    pub(crate) fn defined(&self, val: Val) -> Defined {
        match val {
            Val::Primitive(primitive) => Defined::Primitive(primitive),
            Val::Type(id) => match &self[self.resolve(id)] {
                Def::Value(defined) => defined.clone(),
                // The reader makes values of `Def::Value` and aliases of it alone.
                other => unreachable!("a value's type is {other:?}"),
            },
        }
    }

    /// What a type is called where it was named first, for messages.
    pub(crate) fn label(&self, id: TypeId) -> &str {
        let label = self.labels.get(&self.resolve(id));
        label.map_or("a type without a name", String::as_str)
    }

    /// Remembers that an item of this name was seen.
    fn set_label(&mut self, name: &str, item: &Item) {
        if let Item::Type { of, .. } = item {
            let resolved = self.resolve(*of);
            self.labels
                .entry(resolved)
                .or_insert_with(|| name.to_owned());
        }
    }

    /// Whether an instance of this type holds types of values and nothing else, so that anybody
    /// can make one.
    pub(crate) fn is_types_only(&self, interface: InterfaceId) -> bool {
        self[interface].exports.values().all(|item| match item {
            Item::Type { name, .. } => self.is_plain(*name, &mut HashSet::new()),
            _ => false,
        })
    }

    /// The type of an instance that has the types of values of this one and nothing else; none where there
    /// are none.
    pub(crate) fn plain_part(&mut self, interface: InterfaceId) -> Option<InterfaceId> {
        let is_plain = |item: &Item| match item {
            Item::Type { name, .. } => self.is_plain(*name, &mut HashSet::new()),
            _ => false,
        };
        let exports = self[interface].exports.iter();
        let exports = exports.filter(|(_, item)| is_plain(item));
        let exports: IndexMap<_, _> = exports.map(|(name, item)| (name.clone(), *item)).collect();
        (!exports.is_empty()).then(|| self.add_interface(Interface { exports }))
    }

    /// Whether a type is one of values without resources.
    fn is_plain(&self, id: TypeId, seen: &mut HashSet<TypeId>) -> bool {
        let id = self.resolve(id);
        if !seen.insert(id) {
            return true;
        }
        let Def::Value(defined) = &self[id] else {
            return false;
        };
        let mut plain = !matches!(defined, Defined::Own(_) | Defined::Borrow(_));
        defined.for_each(|val| {
            if let Val::Type(id) = val {
                plain = plain && self.is_plain(id, seen);
            }
        });
        plain
    }
}

impl Item {
    /// The item's kind in a word.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Func(_) => "function",
            Self::Instance(_) => "instance",
            Self::Type { .. } => "type",
            Self::Component(_) => "component",
            Self::Module(_) => "core module",
            Self::Value(_) => "value",
        }
    }
}

impl Defined {
    /// Calls `visit` with each type of values right inside this one.
    pub(crate) fn for_each(&self, mut visit: impl FnMut(Val)) {
        match self {
            Self::Primitive(_) | Self::Flags(_) | Self::Enum(_) => {}
            Self::Own(_) | Self::Borrow(_) => {}
            Self::Record(fields) => fields.iter().for_each(|(_, val)| visit(*val)),
            Self::Variant(cases) => cases.iter().filter_map(|(_, val)| *val).for_each(visit),
            Self::Tuple(elements) => elements.iter().copied().for_each(visit),
            Self::List(val) | Self::FixedLengthList(val, _) | Self::Option(val) => visit(*val),
            Self::Map(key, value) => {
                visit(*key);
                visit(*value);
            }
            Self::Result(ok, err) => ok.iter().chain(err).copied().for_each(visit),
            Self::Future(val) | Self::Stream(val) => val.iter().copied().for_each(visit),
        }
    }
}
