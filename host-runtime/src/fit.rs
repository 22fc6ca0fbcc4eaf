//! Whether a component fits a world, and the words for it where it does not.
//!
//! Only what the world names is looked at: a component may export more, and import less. An interface of a compatible
//! version stands in for the one that is named, as it does for wasmtime. Nothing is run, and nothing is linked.

use wasmtime::Engine;
use wasmtime::component::Component;
use wasmtime::component::types::{self, ComponentFunc, ComponentInstance, ComponentItem};

use crate::difference::{Difference, Resources, compare, path_to};
use crate::signature::Func;
use crate::version::{self, Versioned};
use crate::{Error, ErrorKind};

mod hint;
mod import;

pub(crate) use hint::Hints;
pub(crate) use import::check_imports;

/// What helps where nothing else does.
const HELP: &str =
    "load a component of the same world and version; `wittgen inspect` shows what one has";

/// Holds what a component exports against `funcs`, the functions of `world`.
///
/// # Errors
///
/// With the first difference, and the number of other functions that differ.
pub(crate) fn check_exports(
    world: &str,
    funcs: impl Iterator<Item = &'static Func>,
    component: &Component,
) -> Result<(), Error> {
    let (engine, ty) = (component.engine(), component.component_type());
    let exports = Exports {
        engine,
        ty: &ty,
        resources: Resources::of(&ty, engine),
    };
    let mut misfits = funcs.filter_map(|func| exports.misfit(func));
    let Some(first) = misfits.next() else {
        return Ok(());
    };
    let others = misfits
        .filter(|other| first.cause.is_none() || other.cause != first.cause)
        .count();
    let others = match others {
        0 => String::new(),
        1 => "; 1 more function differs".to_string(),
        more => format!("; {more} more functions differ"),
    };
    let message = format!(
        "the component does not fit the world `{world}`: {}{others}",
        first.difference
    );
    Err(mismatch(message, &first.hints))
}

/// The error for a component that does not fit.
pub(crate) fn mismatch(message: impl Into<String>, hints: &Hints) -> Error {
    Error::new(ErrorKind::Mismatch, message).with_help(hints.before(HELP))
}

/// A function that is not as it is expected.
struct Misfit {
    difference: Difference,
    /// The interface or resource that is missing, and with it more than this function.
    cause: Option<String>,
    hints: Hints,
}

/// What a component exports.
struct Exports<'a> {
    engine: &'a Engine,
    ty: &'a types::Component,
    resources: Resources<'a>,
}

impl Exports<'_> {
    fn misfit(&self, func: &'static Func) -> Option<Misfit> {
        let Some(interface) = func.interface else {
            return match self.item(func.name) {
                Some(ComponentItem::ComponentFunc(found)) => {
                    self.compare(func, &found, Hints::default())
                }
                other => Some(missing(func, other, &self.items(), Hints::default())),
            };
        };
        let Some((found_as, instance)) = self.interface(interface) else {
            return Some(self.missing_interface(interface));
        };
        let hints = Hints::default().versions(interface, &found_as);
        match instance
            .get_export(self.engine, func.name)
            .map(|item| item.ty)
        {
            Some(ComponentItem::ComponentFunc(found)) => self.compare(func, &found, hints),
            other => {
                let items = instance.exports(self.engine);
                let items: Items<'_> = items.map(|(name, item)| (name, item.ty)).collect();
                Some(missing(func, other, &items, hints))
            }
        }
    }

    fn item(&self, name: &str) -> Option<ComponentItem> {
        self.ty.get_export(self.engine, name).map(|item| item.ty)
    }

    fn items(&self) -> Items<'_> {
        let items = self.ty.exports(self.engine);
        items.map(|(name, item)| (name, item.ty)).collect()
    }

    /// The interface that stands in for `name`, with its own name.
    fn interface(&self, name: &str) -> Option<(String, ComponentInstance)> {
        if let Some(ComponentItem::ComponentInstance(instance)) = self.item(name) {
            return Some((name.to_string(), instance));
        }
        let names = self.ty.exports(self.engine).map(|(name, _)| name);
        let found_as = version::find(name, names)?.to_string();
        match self.item(&found_as)? {
            ComponentItem::ComponentInstance(instance) => Some((found_as, instance)),
            _ => None,
        }
    }

    fn compare(&self, func: &Func, found: &ComponentFunc, hints: Hints) -> Option<Misfit> {
        Some(Misfit {
            difference: compare(func, found, &self.resources)?,
            cause: None,
            hints,
        })
    }

    fn missing_interface(&self, interface: &'static str) -> Misfit {
        let wanted = Versioned::new(interface);
        let items = self.items();
        let names = || items.iter().map(|(name, _)| *name);
        let other_version = names().find(|name| Versioned::new(name).base == wanted.base);
        let hints = Hints::default();
        let (expected, found, hints) = match (self.item(interface), other_version) {
            (Some(item), _) => ("an interface".to_string(), kind(&item).to_string(), hints),
            (None, Some(other)) => (
                wanted.words(),
                Versioned::new(other).words(),
                hints.versions(interface, other),
            ),
            (None, None) => (
                "an interface".to_string(),
                NOTHING.to_string(),
                hints.names("the component exports", interface, names()),
            ),
        };
        let path = vec![format!("interface {interface}")];
        Misfit {
            cause: Some(path.join(", ")),
            difference: Difference {
                path,
                expected,
                found,
            },
            hints,
        }
    }
}

/// What stands in a component or in an interface.
type Items<'a> = Vec<(&'a str, ComponentItem)>;

const NOTHING: &str = "nothing of this name";

/// The misfit for a function that is not among `items`, or is something else there.
fn missing(func: &Func, found: Option<ComponentItem>, items: &Items<'_>, hints: Hints) -> Misfit {
    let mut path = path_to(func.interface, func.name);
    let named = |wanted: fn(&ComponentItem) -> bool| {
        let named = items.iter().filter(move |(_, item)| wanted(item));
        named.map(|(name, _)| *name)
    };
    let resource = func
        .resource()
        .filter(|resource| items.iter().all(|(name, _)| name != resource));
    let (expected, cause, hints) = match (resource, &found) {
        (Some(resource), None) => {
            path.pop();
            let resources = named(|item| matches!(item, ComponentItem::Resource(_)));
            let hints = hints.names("it exports", resource, resources);
            ("a resource", Some(path.join(", ")), hints)
        }
        (None, None) => {
            let funcs = named(|item| matches!(item, ComponentItem::ComponentFunc(_)));
            (
                "a function",
                None,
                hints.names("it exports", func.name, funcs),
            )
        }
        (_, Some(_)) => ("a function", None, hints),
    };
    Misfit {
        difference: Difference {
            path,
            expected: expected.to_string(),
            found: found.as_ref().map_or(NOTHING, kind).to_string(),
        },
        cause,
        hints,
    }
}

/// What kind of item it is, with its article.
fn kind(item: &ComponentItem) -> &'static str {
    match item {
        ComponentItem::ComponentFunc(_) => "a function",
        ComponentItem::CoreFunc(_) => "a core function",
        ComponentItem::Module(_) => "a core module",
        ComponentItem::Component(_) => "a component",
        ComponentItem::ComponentInstance(_) => "an interface",
        ComponentItem::Type(_) => "a type",
        ComponentItem::Resource(_) => "a resource",
    }
}
