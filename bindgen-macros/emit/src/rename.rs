//! Gives a world's items the identifiers that the options choose.

use wittgen_ir::{Func, FuncKind, Name, TypeOwner, World};

use crate::names::{FuncKey, Item, Kinds, Names};
use crate::rust::is_keyword;
use crate::{OptionError, Rename};

/// Applies `renames` to `world`.
pub(crate) fn apply(
    world: &mut World,
    names: &Names,
    renames: &[Rename],
    errors: &mut Vec<OptionError>,
) -> Vec<Item> {
    let mut done: Vec<Item> = Vec::new();
    let mut spans = Vec::new();
    for rename in renames {
        let refuse =
            |(message, help): (String, String)| OptionError::new(rename.span, message, help);
        let item = match names.find(&rename.wit, Kinds::ALL) {
            Ok(item) => item,
            Err(error) => {
                errors.push(refuse(error));
                continue;
            }
        };
        let checked = if done.contains(&item) {
            Err((
                format!("`{}` is renamed twice", rename.wit),
                "keep one of the two".to_string(),
            ))
        } else {
            rename_item(world, &item, rename)
        };
        match checked {
            Ok(()) => {
                done.push(item);
                spans.push(rename);
            }
            Err(error) => errors.push(refuse(error)),
        }
    }
    for (item, rename) in done.iter().zip(spans) {
        if let Some(other) = clash(world, item) {
            errors.push(OptionError::new(
                rename.span,
                format!("`{}` is the name of {other} already", rename.rust),
                "choose another name",
            ));
        }
    }
    done
}

fn rename_item(world: &mut World, item: &Item, rename: &Rename) -> Result<(), (String, String)> {
    let ident = &rename.rust;
    let is_type = matches!(item, Item::Type(_) | Item::World);
    check_ident(ident, is_type)?;
    let (name, before) = match item {
        Item::World => (&mut world.name, None),
        Item::Interface(id) => (&mut world.interfaces[id.index()].module, None),
        Item::Type(id) => (&mut world.types[id.index()].name, None),
        Item::Func(key) => {
            let mut funcs = funcs_mut(world, key);
            // A function that is imported and exported is called the same on both sides.
            let Some(func) = funcs.pop() else {
                unreachable!("the name was looked up in this world");
            };
            if matches!(func.kind, FuncKind::Constructor(_)) {
                return Err((
                    format!("`{}` is a constructor, which is always `new`", rename.wit),
                    "leave it out".to_string(),
                ));
            }
            let twin = funcs.pop().map(|func| &mut func.name);
            (&mut func.name, twin)
        }
    };
    let now = if is_type { name.camel() } else { name.snake() };
    if now == *ident {
        return Err((
            format!("`{}` is `{ident}` already", rename.wit),
            "leave it out".to_string(),
        ));
    }
    for name in [Some(name), before].into_iter().flatten() {
        *name = name.renamed(ident.clone());
    }
    Ok(())
}

fn check_ident(ident: &str, is_type: bool) -> Result<(), (String, String)> {
    let mut letters = ident.chars();
    let valid = letters
        .next()
        .is_some_and(|it| it.is_alphabetic() || it == '_')
        && letters.all(|it| it.is_alphanumeric() || it == '_')
        && !is_keyword(ident);
    if !valid {
        return Err((
            format!("`{ident}` can't be a name in Rust"),
            "a name has letters, digits and `_`, and is no keyword".to_string(),
        ));
    }
    let name = Name::new(ident);
    let (wanted, kind) = if is_type {
        (name.camel(), "a type")
    } else {
        (name.snake(), "a module or function")
    };
    let fits = if is_type {
        ident.starts_with(char::is_uppercase) && !ident.contains('_')
    } else {
        !ident.contains(char::is_uppercase)
    };
    if fits {
        return Ok(());
    }
    Err((
        format!("`{ident}` is not spelt as {kind} is in Rust"),
        format!("write `{wanted}`"),
    ))
}

/// The functions of one name: one, or two where the world both imports and exports it.
fn funcs_mut<'a>(world: &'a mut World, key: &FuncKey) -> Vec<&'a mut Func> {
    let is = |func: &&mut Func| func.id == key.1;
    match key.0 {
        Some(id) => {
            let interface = &mut world.interfaces[id.index()];
            interface.funcs.iter_mut().filter(is).collect()
        }
        None => {
            let (imported, exported) = (&mut world.imported_funcs, &mut world.exported_funcs);
            imported.iter_mut().chain(exported).filter(is).collect()
        }
    }
}

/// What has the same identifier as `item` where it stands.
fn clash(world: &World, item: &Item) -> Option<String> {
    match item {
        Item::World => {
            let mut types = world.world_types.iter();
            types
                .any(|id| world.ty(*id).name.camel() == world.name.camel())
                .then(|| "a type of the world".to_string())
        }
        Item::Interface(id) => {
            let module = world.interface(*id).module.snake();
            let mut others = world.interface_ids().filter(|other| other != id);
            let other = others.find(|other| world.interface(*other).module.snake() == module)?;
            Some(format!("the module of `{}`", world.interface(other).id))
        }
        Item::Type(id) => {
            let def = world.ty(*id);
            let name = def.name.camel();
            if def.owner == TypeOwner::World && name == world.name.camel() {
                return Some("the world".to_string());
            }
            let mut others = world.type_ids().filter(|other| other != id);
            let other = others.find(|other| {
                world.ty(*other).owner == def.owner && world.ty(*other).name.camel() == name
            })?;
            Some(format!("the type `{}`", world.ty(other).name))
        }
        Item::Func(key) => clash_of_funcs(world, key),
    }
}

fn clash_of_funcs(world: &World, (interface, id): &FuncKey) -> Option<String> {
    let lists: Vec<&[Func]> = match interface {
        Some(id) => vec![&world.interface(*id).funcs],
        None => vec![&world.imported_funcs, &world.exported_funcs],
    };
    // Methods and static functions share the scope of their resource.
    let scope = |func: &Func| func.kind.resource();
    lists.into_iter().find_map(|funcs| {
        let func = funcs.iter().find(|func| func.id == *id)?;
        let same = |other: &&Func| {
            let name = match other.kind {
                FuncKind::Constructor(_) => "new".to_string(),
                _ => other.name.snake(),
            };
            other.id != *id && scope(other) == scope(func) && name == func.name.snake()
        };
        let other = funcs.iter().find(same)?;
        Some(format!("the function `{}`", other.id))
    })
}
