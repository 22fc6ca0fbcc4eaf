//! What neither wit-bindgen nor the modules around its code can do.

use std::collections::HashSet;

use wit_parser::{Resolve, WorldId, WorldItem};
use wittgen_ir::{FuncKind, TypeOwner, World};

use crate::choices::Choices;
use crate::names::{Item, Kinds, Names};
use crate::{EmitError, OptionError, Options, Selection};

/// Refuses options that only the host has.
pub(super) fn sides(options: &Options) -> Vec<OptionError> {
    let spans = |selection: &Selection| match selection {
        Selection::None => Vec::new(),
        Selection::All(span) => vec![*span],
        Selection::These(names) => names.iter().map(|(_, span)| *span).collect(),
    };
    let is_async = spans(&options.async_funcs).into_iter().map(|span| {
        OptionError::new(
            span,
            "a guest's functions are `async` where WIT says so, and nowhere else",
            "leave `async` out, or write `async func` in the WIT",
        )
    });
    let trappable = spans(&options.trappable).into_iter().map(|span| {
        OptionError::new(
            span,
            "`trappable` is about functions that the host implements",
            "leave it out: a guest's function traps where it panics",
        )
    });
    is_async.chain(trappable).collect()
}

/// Refuses what wit-bindgen names or generates whatever one says.
pub(super) fn world(world: &World, choices: &Choices, options: &Options) -> Vec<OptionError> {
    let names = Names::of(world);
    let mut errors = Vec::new();
    for with in &options.with {
        if let Ok(Item::Interface(id)) = names.find(&with.wit, Kinds::TYPES)
            && world.interface(id).exported
        {
            errors.push(OptionError::new(
                with.span,
                format!("`{}` is exported, and an exported interface is always generated", with.wit),
                format!("name single types of it: `{}/TYPE`", with.wit),
            ));
        }
        if let Ok(Item::Type(id)) = names.find(&with.wit, Kinds::TYPES)
            && let TypeOwner::Interface(owner) = world.ty(id).owner
            && world.interface(owner).exported
            && matches!(world.ty(id).kind, wittgen_ir::TypeKind::Resource)
        {
            errors.push(OptionError::new(
                with.span,
                format!("`{}` is a resource that the component exports", with.wit),
                "leave it out: the component implements it, through its trait",
            ));
        }
    }
    for (rename, item) in options.renames.iter().zip(&choices.renamed) {
        let help = match item {
            Item::World => "leave it out: nothing in a guest is named after the world",
            Item::Func(key) if !is_plain_import(world, key) => {
                "leave it out: only functions that are imported and belong to no resource can have another name"
            }
            Item::Interface(_) | Item::Type(_) | Item::Func(_) => continue,
        };
        errors.push(OptionError::new(
            rename.span,
            format!("`{}` can't have another name in a guest", rename.wit),
            help,
        ));
    }
    errors
}

/// Whether the function is only imported, and a free one.
fn is_plain_import(world: &World, (interface, id): &crate::names::FuncKey) -> bool {
    match interface {
        Some(interface) => {
            let interface = world.interface(*interface);
            let mut funcs = interface.funcs.iter();
            !interface.exported
                && funcs.any(|func| func.id == *id && func.kind == FuncKind::Free)
        }
        None => world.exported_funcs.iter().all(|func| func.id != *id),
    }
}

/// Refuses a world that has one interface under several names, at which wit-bindgen panics.
pub(super) fn repeated(resolve: &Resolve, id: WorldId) -> Result<(), EmitError> {
    let world = &resolve.worlds[id];
    for items in [&world.imports, &world.exports] {
        let mut seen = HashSet::new();
        for item in items.values() {
            if let WorldItem::Interface { id, .. } = item
                && !seen.insert(*id)
            {
                let name = resolve.id_of(*id).unwrap_or_default();
                return Err(EmitError::Guest(format!(
                    "the interface `{name}` has several names in the world `{}`\nhelp: declare an interface for each",
                    world.name
                )));
            }
        }
    }
    Ok(())
}
