//! The component that is restricted: what it imports, by WIT, and which of its imports belong
//! together.
//!
//! Nothing is generated here.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use indexmap::IndexSet;
use wit_component::DecodedWasm;
use wit_parser::{
    Function, Handle, InterfaceId, Resolve, Type, TypeDefKind, TypeId, TypeOwner, WorldId,
    WorldItem, WorldKey,
};

use super::error::RestrictError;
use crate::check::{ComponentError, Header, read_header, validate_component};
use crate::cycle::Packages;
use crate::module::componentize;

/// How many imports a message names.
const SHOWN: usize = 8;

/// A component with its world.
pub(super) struct Importer {
    pub(super) name: String,
    pub(super) resolve: Resolve,
    pub(super) world: WorldId,
}

impl Importer {
    /// Reads the world of the component `bytes`.
    pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Self, RestrictError> {
        let made;
        let bytes = match read_header(name, bytes)? {
            Header::Component => bytes,
            Header::Module => {
                made = componentize(name, bytes)
                    .map_err(|error| ComponentError::Module(Box::new(error)))?;
                &made
            }
        };
        validate_component(name, bytes)?;
        let unsupported = |message| RestrictError::Unsupported {
            importer: name.to_owned(),
            message,
        };
        let beyond = "it has types that WIT can't express";
        if let Some(name) = Packages::of_component(bytes).find_circle() {
            return Err(unsupported(format!("its package `{name}` needs itself")));
        }
        let decoded = catch_unwind(AssertUnwindSafe(|| wit_component::decode(bytes)))
            .map_err(|_| unsupported(beyond.into()))?
            .map_err(|error| unsupported(format!("{beyond}: {error:#}")))?;
        let DecodedWasm::Component(resolve, world) = decoded else {
            return Err(unsupported("it is WIT alone, without code".into()));
        };
        Ok(Self {
            name: name.to_owned(),
            resolve,
            world,
        })
    }

    /// What it imports, but for plain types.
    pub(super) fn imports(&self) -> impl Iterator<Item = (&WorldKey, &WorldItem)> {
        let imports = self.resolve.worlds[self.world].imports.iter();
        imports.filter(|(_, item)| !matches!(item, WorldItem::Type { .. }))
    }

    /// The name of an import.
    pub(super) fn import_name(&self, key: &WorldKey) -> String {
        self.resolve.name_world_key(key)
    }

    /// The imports whose name is meant.
    pub(super) fn find(&self, meant: impl Fn(&str) -> bool) -> Vec<WorldKey> {
        let keys = self.imports().map(|(key, _)| key);
        keys.filter(|key| meant(&self.import_name(key)))
            .cloned()
            .collect()
    }

    /// The functions of an import.
    pub(super) fn functions(&self, key: &WorldKey) -> Vec<&Function> {
        match self.resolve.worlds[self.world].imports.get(key) {
            Some(WorldItem::Interface { id, .. }) => {
                self.resolve.interfaces[*id].functions.values().collect()
            }
            Some(WorldItem::Function(function)) => vec![function],
            _ => Vec::new(),
        }
    }

    /// The end of a sentence that says what is imported.
    pub(super) fn list_imports(&self) -> String {
        let mut names: Vec<_> = self
            .imports()
            .map(|(key, _)| self.import_name(key))
            .collect();
        let more = names.len().saturating_sub(SHOWN);
        names.truncate(SHOWN);
        let names = names.iter().map(|name| format!("`{name}`"));
        match (names.collect::<Vec<_>>().join(", "), more) {
            (names, _) if names.is_empty() => ", nor anything else".into(),
            (names, 0) => format!("; it imports {names}"),
            (names, more) => format!("; it imports {names} and {more} more"),
        }
    }

    /// The import that defines a resource.
    pub(super) fn home(&self, resource: TypeId) -> Option<WorldKey> {
        match self.resolve.types[resource].owner {
            TypeOwner::Interface(id) => self.key_of(id),
            _ => None,
        }
    }

    /// Checks that a function that is imported by itself has no types that were defined beside it in
    /// the world: there is no place to export these from.
    pub(super) fn check_alone(&self, key: &WorldKey) -> Result<(), RestrictError> {
        let imports = &self.resolve.worlds[self.world].imports;
        let Some(WorldItem::Function(function)) = imports.get(key) else {
            return Ok(());
        };
        let mut walk = Walk::new(&self.resolve);
        walk.add_function(function);
        let in_world = |id: &TypeId| matches!(self.resolve.types[*id].owner, TypeOwner::World(_));
        if !walk.seen.iter().any(in_world) {
            return Ok(());
        }
        Err(RestrictError::Unsupported {
            importer: self.name.clone(),
            message: format!(
                "its import `{}` has types that are in no interface",
                function.name
            ),
        })
    }

    /// The imports `taken`, and all that have resources in them of those.
    pub(super) fn close(&self, taken: IndexSet<WorldKey>) -> IndexSet<WorldKey> {
        let (_, kept) = self.find_entangled(&taken);
        let all = self.imports().map(|(key, _)| key);
        let all = all.filter(|key| taken.contains(*key) || kept.contains(&self.import_name(key)));
        all.cloned().collect()
    }

    /// Checks that no import or export that stays has resources in it of those that are `taken`: a
    /// resource has one home.
    /// `mounted` says whether some of them are for the sake of a mount.
    pub(super) fn check_apart(
        &self,
        taken: &IndexSet<WorldKey>,
        mounted: bool,
    ) -> Result<(), RestrictError> {
        let (shared, kept) = self.find_entangled(taken);
        if kept.is_empty() {
            return Ok(());
        }
        let list = |names: IndexSet<String>| {
            let names = names.iter().map(|name| format!("`{name}`"));
            names.collect::<Vec<_>>().join(", ")
        };
        let (importer, denied, kept) = (self.name.clone(), list(shared), list(kept));
        Err(if mounted {
            let shared = denied;
            RestrictError::MountEntangled {
                importer,
                shared,
                kept,
            }
        } else {
            RestrictError::Entangled {
                importer,
                denied,
                kept,
            }
        })
    }

    /// Which of `taken` are shared, and everything that stays and would have to go as well.
    fn find_entangled(&self, taken: &IndexSet<WorldKey>) -> (IndexSet<String>, IndexSet<String>) {
        let world = &self.resolve.worlds[self.world];
        let (mut all, mut shared, mut kept) = (taken.clone(), IndexSet::new(), IndexSet::new());
        loop {
            let before = kept.len();
            let imports = world.imports.iter().map(|item| (item, false));
            let exports = world.exports.iter().map(|item| (item, true));
            for ((key, item), exported) in imports.chain(exports) {
                if all.contains(key) && !exported {
                    continue;
                }
                let homes = homes_of(&self.resolve, item);
                let homes = homes.iter().filter_map(|home| self.key_of(*home));
                // An export refers to the exported interface where there are both.
                let own = |home: &WorldKey| exported && world.exports.contains_key(home);
                let needed = homes.filter(|home| all.contains(home) && !own(home));
                let needed: Vec<_> = needed.collect();
                if needed.is_empty() || !kept.insert(self.import_name(key)) {
                    continue;
                }
                let direct = needed.iter().filter(|home| taken.contains(*home));
                shared.extend(direct.map(|home| self.import_name(home)));
                if !exported {
                    all.insert(key.clone());
                }
            }
            if kept.len() == before {
                return (shared, kept);
            }
        }
    }

    /// The import that is this interface.
    pub(super) fn key_of(&self, interface: InterfaceId) -> Option<WorldKey> {
        self.imports().find_map(|(key, item)| match item {
            WorldItem::Interface { id, .. } if *id == interface => Some(key.clone()),
            _ => None,
        })
    }
}

/// The interfaces that define the resources in an import or export, without its own.
fn homes_of(resolve: &Resolve, item: &WorldItem) -> IndexSet<InterfaceId> {
    let mut walk = Walk::new(resolve);
    match item {
        WorldItem::Interface { id, .. } => {
            let interface = &resolve.interfaces[*id];
            interface
                .types
                .values()
                .for_each(|id| walk.add(&Type::Id(*id)));
            interface
                .functions
                .values()
                .for_each(|f| walk.add_function(f));
            walk.homes.shift_remove(id);
        }
        WorldItem::Function(function) => walk.add_function(function),
        WorldItem::Type { id, .. } => walk.add(&Type::Id(*id)),
    }
    walk.homes
}

/// The resources in `ty`, each where it is defined.
pub(super) fn resources_in(resolve: &Resolve, ty: &Type) -> Vec<TypeId> {
    let mut walk = Walk::new(resolve);
    walk.add(ty);
    let is_resource = |id: &TypeId| matches!(resolve.types[*id].kind, TypeDefKind::Resource);
    walk.seen.into_iter().filter(is_resource).collect()
}

/// A walk through types, down to the resources in them.
struct Walk<'a> {
    resolve: &'a Resolve,
    seen: HashSet<TypeId>,
    homes: IndexSet<InterfaceId>,
}

impl<'a> Walk<'a> {
    fn new(resolve: &'a Resolve) -> Self {
        Self {
            resolve,
            seen: HashSet::new(),
            homes: IndexSet::new(),
        }
    }

    fn add_function(&mut self, function: &Function) {
        function
            .parameter_and_result_types()
            .for_each(|ty| self.add(&ty));
    }

    fn add_all<'t>(&mut self, types: impl IntoIterator<Item = &'t Type>) {
        types.into_iter().for_each(|ty| self.add(ty));
    }

    fn add(&mut self, ty: &Type) {
        let &Type::Id(id) = ty else { return };
        if !self.seen.insert(id) {
            return;
        }
        let resolve = self.resolve;
        let definition = &resolve.types[id];
        match &definition.kind {
            TypeDefKind::Resource => {
                if let TypeOwner::Interface(home) = definition.owner {
                    self.homes.insert(home);
                }
            }
            TypeDefKind::Handle(Handle::Own(id) | Handle::Borrow(id)) => self.add(&Type::Id(*id)),
            TypeDefKind::Type(ty)
            | TypeDefKind::List(ty)
            | TypeDefKind::Option(ty)
            | TypeDefKind::FixedLengthList(ty, _) => self.add(ty),
            TypeDefKind::Map(key, value) => self.add_all([key, value]),
            TypeDefKind::Record(record) => self.add_all(record.fields.iter().map(|f| &f.ty)),
            TypeDefKind::Tuple(tuple) => self.add_all(&tuple.types),
            TypeDefKind::Variant(v) => self.add_all(v.cases.iter().filter_map(|c| c.ty.as_ref())),
            TypeDefKind::Result(result) => self.add_all(result.ok.iter().chain(&result.err)),
            TypeDefKind::Future(ty) | TypeDefKind::Stream(ty) => self.add_all(ty),
            TypeDefKind::Flags(_) | TypeDefKind::Enum(_) | TypeDefKind::Unknown => {}
        }
    }
}
