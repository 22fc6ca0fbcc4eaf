//! What neither wit-bindgen nor the modules around its code can do.

use wittgen_ir::{Diagnostic, FuncKind, Type, TypeKind, TypeOwner, World};

use crate::names::{Item, Kinds, Names};
use crate::{OptionError, Options, Selection};

/// Refuses options that only the host has, and what wit-bindgen names or generates whatever one says.
pub(super) fn options(world: &World, options: &Options) -> Vec<OptionError> {
    let mut errors = sides(options);
    errors.extend(choices(world, options));
    errors
}

fn sides(options: &Options) -> Vec<OptionError> {
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

fn choices(world: &World, options: &Options) -> Vec<OptionError> {
    let names = Names::of(world);
    let mut errors = Vec::new();
    for with in &options.with {
        if let Ok(Item::Interface(id)) = names.find(&with.wit, Kinds::TYPES)
            && world.interface(id).exported
        {
            errors.push(OptionError::new(
                with.span,
                format!(
                    "`{}` is exported, and an exported interface is always generated",
                    with.wit
                ),
                format!("name single types of it: `{}/TYPE`", with.wit),
            ));
        }
        if let Ok(Item::Type(id)) = names.find(&with.wit, Kinds::TYPES)
            && let TypeOwner::Interface(owner) = world.ty(id).owner
            && world.interface(owner).exported
            && matches!(world.ty(id).kind, TypeKind::Resource)
        {
            errors.push(OptionError::new(
                with.span,
                format!("`{}` is a resource that the component exports", with.wit),
                "leave it out: the component implements it, through its trait",
            ));
        }
    }
    for rename in &options.renames {
        let help = match names.find(&rename.wit, Kinds::ALL) {
            Ok(Item::World) => "leave it out: nothing in a guest is named after the world",
            Ok(Item::Func(key)) if !is_plain_import(world, &key) => {
                "leave it out: only functions that are imported and belong to no resource can have another name"
            }
            _ => continue,
        };
        errors.push(OptionError::new(
            rename.span,
            format!("`{}` can't have another name in a guest", rename.wit),
            help,
        ));
    }
    errors
}

/// Refuses what wit-bindgen writes no code for, or code that does not compile.
pub(super) fn unsupported(world: &World) -> Vec<Diagnostic> {
    let mut found = named_handles(world);
    found.extend(taken_methods(world));
    found
}

/// Functions that wit-bindgen gives every imported resource.
const TAKEN: &[&str] = &["handle", "take-handle", "from-handle"];

fn taken_methods(world: &World) -> Vec<Diagnostic> {
    let imported = world.interfaces.iter().filter(|it| it.imported);
    let of_interfaces = imported.flat_map(|interface| {
        let funcs = interface.funcs.iter();
        funcs.map(move |func| (format!("interface {}", interface.id), func))
    });
    let of_world = world.imported_funcs.iter();
    of_interfaces
        .chain(of_world.map(|func| (format!("world {}", world.name), func)))
        .filter(|(_, func)| func.kind.resource().is_some() && TAKEN.contains(&func.name.wit()))
        .map(|(scope, func)| Diagnostic {
            path: format!("{scope}, func {}", func.id),
            location: world.locate(func.span),
            excerpt: world.excerpt(func.span),
            message: format!(
                "in the target `rust-guest` every imported resource has a function `{}` already",
                func.name.snake()
            ),
            help: "choose another name".to_string(),
        })
        .collect()
}

/// Refuses handles with a name, at which wit-bindgen panics.
fn named_handles(world: &World) -> Vec<Diagnostic> {
    let defs = world.types.iter();
    defs.filter_map(|def| {
        let TypeKind::Alias(Type::Own(id) | Type::Borrow(id)) = def.kind else {
            return None;
        };
        let scope = match def.owner {
            TypeOwner::World => format!("world {}", world.name),
            TypeOwner::Interface(id) => format!("interface {}", world.interface(id).id),
        };
        let resource = &world.ty(id).name;
        Some(Diagnostic {
            path: format!("{scope}, type {}", def.name),
            location: world.locate(def.span),
            excerpt: world.excerpt(def.span),
            message: "the target `rust-guest` has no names for handles".to_string(),
            help: format!("write `type {} = {resource}`", def.name),
        })
    })
    .collect()
}

/// Whether the function is only imported, and a free one.
fn is_plain_import(world: &World, (interface, id): &crate::names::FuncKey) -> bool {
    match interface {
        Some(interface) => {
            let interface = world.interface(*interface);
            let mut funcs = interface.funcs.iter();
            !interface.exported && funcs.any(|func| func.id == *id && func.kind == FuncKind::Free)
        }
        None => world.exported_funcs.iter().all(|func| func.id != *id),
    }
}
