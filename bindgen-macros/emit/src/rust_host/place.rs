//! Where generated code stands, and what a name means there.
//!
//! An interface that a world imports as well as exports has two modules: its resources are the host's on one side
//! and the component's on the other. A type that an interface takes from another one is that of its own side where
//! there is one: wit-parser sees to it that an exported interface uses exported types if they are, and imported
//! ones otherwise.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use wittgen_ir::{Interface, InterfaceId, Type, TypeId, TypeKind, TypeOwner, World};

use crate::choices::Choices;
use crate::rust::{host_type, ident, snake};

/// A side of the boundary, as the component sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Side {
    Import,
    Export,
}

/// An interface on one side, for which there is one module.
pub(super) type Unit = (InterfaceId, Side);

/// Where generated code stands, and the side whose types it means.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Place {
    /// The module of an interface, or (none) beside the world.
    module: Option<Unit>,
    side: Side,
}

impl Place {
    /// Beside the world, whose own types are those that it imports.
    pub(super) const WORLD: Place = Place::beside_world(Side::Import);

    /// Beside the world, meaning the types of a side.
    pub(super) const fn beside_world(side: Side) -> Self {
        Self { module: None, side }
    }

    /// In the module of an interface.
    pub(super) const fn within(unit: Unit) -> Self {
        Self {
            module: Some(unit),
            side: unit.1,
        }
    }

    /// The interface in whose module the code stands.
    pub(super) fn interface(self) -> Option<InterfaceId> {
        self.module.map(|(id, _)| id)
    }
}

/// Who implements a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// The component: it exports the resource.
    Component,
    /// The user of the bindings, by a trait.
    Host,
    /// The runtime: it is one of WASI's.
    Runtime,
}

/// The packages of WASI that the runtime provides in the versions 0.2 and 0.3, without their namespace.
const PROVIDED: &[&str] = &[
    "cli",
    "clocks",
    "filesystem",
    "http",
    "io",
    "random",
    "sockets",
];

/// Whether the runtime provides an interface, so that its user need not.
pub(super) fn is_provided(interface: &Interface) -> bool {
    let Some((package, rest)) = interface
        .id
        .strip_prefix("wasi:")
        .and_then(|id| id.split_once('/'))
    else {
        return false;
    };
    let version = rest.split_once('@').map_or("", |(_, version)| version);
    match package {
        // Of drafts, one alone.
        "config" => version == "0.2.0-rc.1",
        "keyvalue" => version == "0.2.0-draft",
        _ => {
            PROVIDED.contains(&package)
                && (version.starts_with("0.2.") || version.starts_with("0.3."))
        }
    }
}

/// The side on which `place` finds what `owner` declares.
pub(super) fn unit(world: &World, place: Place, owner: InterfaceId) -> Unit {
    let interface = world.interface(owner);
    let side = match (place.side, interface.exported, interface.imported) {
        (Side::Export, true, _) | (Side::Import, true, false) => Side::Export,
        (Side::Export, false, _) | (Side::Import, _, _) => Side::Import,
    };
    (owner, side)
}

/// The name of an interface's module. One that stands on both sides is `imported_` on the one.
pub(super) fn module(world: &World, (id, side): Unit) -> Ident {
    let interface = world.interface(id);
    let name = snake(&interface.module);
    if side == Side::Export || !interface.exported {
        return name;
    }
    let mut name = format!("imported_{}", interface.module.snake());
    while world.interfaces.iter().any(|it| it.module.snake() == name) {
        name.push('_');
    }
    ident(&name)
}

/// The path to a module from `place`, none for its own.
pub(super) fn module_path(
    world: &World,
    choices: &Choices,
    place: Place,
    unit: Unit,
) -> Option<TokenStream> {
    if place.module == Some(unit) {
        return None;
    }
    if unit.1 == Side::Import
        && let Some(path) = choices.interfaces.get(&unit.0)
    {
        return Some(from(place, path));
    }
    let module = module(world, unit);
    Some(match place.module {
        None => quote!(#module),
        Some(_) => quote!(super::#module),
    })
}

/// An item beside the world, as seen from `place`.
pub(super) fn from(place: Place, item: &TokenStream) -> TokenStream {
    match place.module {
        Some(_) => quote!(super::#item),
        None => quote!(#item),
    }
}

/// The path to a named type from `place`, without lifetimes.
pub(super) fn type_path(world: &World, choices: &Choices, place: Place, id: TypeId) -> TokenStream {
    let def = world.ty(id);
    let name = host_type(&def.name);
    match def.owner {
        TypeOwner::World if place.module.is_none() => quote!(#name),
        TypeOwner::World => quote!(super::#name),
        TypeOwner::Interface(owner) => {
            match module_path(world, choices, place, unit(world, place, owner)) {
                Some(path) => quote!(#path::#name),
                None => quote!(#name),
            }
        }
    }
}

/// The place at which a named type is declared, seen from `place`.
pub(super) fn declared(world: &World, place: Place, id: TypeId) -> Place {
    match world.ty(id).owner {
        TypeOwner::World => Place::WORLD,
        TypeOwner::Interface(owner) => Place::within(unit(world, place, owner)),
    }
}

/// Who implements the resource that `id` names at `place`, all aliases followed.
pub(super) fn owner(world: &World, place: Place, id: TypeId) -> Owner {
    let here = declared(world, place, id);
    if let TypeKind::Alias(Type::Named(next) | Type::Own(next)) = &world.ty(id).kind {
        return owner(world, here, *next);
    }
    match here.module {
        Some((_, Side::Export)) => Owner::Component,
        Some((id, Side::Import)) if is_provided(world.interface(id)) => Owner::Runtime,
        Some(_) | None => Owner::Host,
    }
}
