//! Whether a component can be used where a world is wanted.
//!
//! It can where the world gives it everything that it imports, and it exports everything that the
//! world wants; it may import less and export more. Versions that are compatible stand in for
//! each other. Whether a host really provides the world is not known here.

mod words;

use serde::Serialize;

use super::wit::{Wit, WitError};
use super::{Outside, Pairs, counterpart};
use crate::check::ComponentError;
use crate::component::Component;
use crate::difference::Difference;
use crate::inspect::Area;
use crate::name::nearest;
use crate::types::{Item, Types};

/// Why a component can't be held against a world.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TargetsError {
    /// It is no valid component.
    #[error(transparent)]
    Component(#[from] ComponentError),
    /// The world can't be read.
    #[error(transparent)]
    Wit(#[from] WitError),
}

/// How a component fits a world. Displayed, it is a list of all that is in the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Fit {
    /// The component's name.
    pub component: String,
    /// The world's name.
    pub world: String,
    /// Whether it fits: there are no misfits.
    pub fits: bool,
    /// Whether it fits where the host has WASI beside the world: all misfits are imports of the
    /// part of WASI that every host of programs has.
    pub fits_with_wasi: bool,
    /// What is in the way, imports before exports.
    pub misfits: Vec<Misfit>,
    /// Compatible versions that stand in for each other.
    pub stand_ins: Vec<StandIn>,
    /// What the component exports and the world does not want, which is no misfit.
    pub further_exports: Vec<String>,
}

/// Something that keeps a component from being used where a world is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Misfit {
    /// The component imports what the world does not have.
    NoImport {
        /// The import.
        import: String,
        /// What it is: `instance`, `function` and the like.
        item: &'static str,
        /// The area of WASI that would have to be granted, if it is WASI's.
        grant: Option<Area>,
        /// The world's import that is meant perhaps.
        near: Option<String>,
    },
    /// The world gives something of another type.
    ImportDiffers {
        /// The import.
        import: String,
        /// The world's name for it.
        given: String,
        /// Where the types differ: what the component expects, and what the world has.
        differences: Vec<Difference>,
    },
    /// The component does not export what the world wants.
    NoExport {
        /// The world's export.
        export: String,
        /// What it is.
        item: &'static str,
        /// The component's export that is meant perhaps.
        near: Option<String>,
    },
    /// The component exports something of another type.
    ExportDiffers {
        /// The world's export.
        export: String,
        /// The component's name for it.
        offered: String,
        /// Where the types differ: what the world expects, and what the component has.
        differences: Vec<Difference>,
    },
}

/// A compatible version in the place of the one that is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StandIn {
    /// What is wanted: by the component of an import, by the world of an export.
    pub wanted: String,
    /// What is there instead.
    pub found: String,
    /// Whether it is an import of the component, and not an export.
    pub is_import: bool,
}

/// Says whether `component` can be used where a world of `wit` is wanted: the one called `world`,
/// or the only one. Where `wit` is a component, it is that one's world.
///
/// ```
/// # let component = wat::parse_str(r#"(component (import "log" (func)))"#).unwrap();
/// use wittgen_composer::{Wit, targets};
///
/// let wit = Wit::text("app.wit", "package a:b; world app { export run: func(); }")?;
/// let fit = targets(&component, &wit, None)?;
/// assert!(!fit.fits);
/// assert_eq!(fit.misfits.len(), 2);
/// # Ok::<(), wittgen_composer::TargetsError>(())
/// ```
///
/// # Errors
/// The component is not valid, or there is no such world. That it does not fit is no error.
pub fn targets<'a>(
    component: impl Into<Component<'a>>,
    wit: &Wit,
    world: Option<&str>,
) -> Result<Fit, TargetsError> {
    let component = component.into();
    let name = component.name().unwrap_or("the component").to_owned();
    let mut types = Types::default();
    let own = Outside::of_component(&mut types, &name, &component)?;
    let (world, wanted) = wit.world(&mut types, world)?;
    let mut fit = Fit {
        component: name,
        world,
        fits: true,
        fits_with_wasi: true,
        misfits: Vec::new(),
        stand_ins: Vec::new(),
        further_exports: further_exports(&own, &wanted),
    };
    let (given, offered) = (
        Matched::imports(&own, &wanted),
        Matched::exports(&own, &wanted),
    );
    let imports = given.iter().filter_map(|matched| {
        let worlds = matched.other?;
        Some(((true, matched.name), (true, worlds)))
    });
    let exports = offered.iter().filter_map(|matched| {
        let own = matched.other?;
        Some(((false, own), (false, matched.name)))
    });
    let pairs = Pairs::new(&types, &own, &wanted, imports.chain(exports));
    let flipped = pairs.flip();
    for matched in &given {
        fit.add_import(&types, &flipped, matched, &wanted);
    }
    for matched in &offered {
        fit.add_export(&types, &pairs, matched, &own);
    }
    fit.fits = fit.misfits.is_empty();
    fit.fits_with_wasi = fit.misfits.iter().all(|misfit| misfit.wasi().is_some());
    Ok(fit)
}

/// An item that is wanted, and its counterpart.
struct Matched<'o> {
    name: &'o str,
    other: Option<&'o str>,
    own: Option<Item>,
    worlds: Option<Item>,
}

impl<'o> Matched<'o> {
    fn imports(own: &'o Outside, world: &'o Outside) -> Vec<Self> {
        let imports = own.imports.iter().map(|(name, &item)| {
            let other = counterpart(name, world.imports.keys());
            let worlds = other.and_then(|other| world.imports.get(other).copied());
            let own = Some(item);
            Self {
                name,
                other,
                own,
                worlds,
            }
        });
        imports.collect()
    }

    fn exports(own: &'o Outside, world: &'o Outside) -> Vec<Self> {
        let exports = world.exports.iter().map(|(name, &item)| {
            let other = counterpart(name, own.exports.keys());
            let own = other.and_then(|other| own.exports.get(other).copied());
            let worlds = Some(item);
            Self {
                name,
                other,
                own,
                worlds,
            }
        });
        exports.collect()
    }

    fn pair(&self) -> Option<(Item, Item)> {
        Some((self.own?, self.worlds?))
    }

    fn kind(&self) -> &'static str {
        self.own.or(self.worlds).map_or("item", |item| item.kind())
    }
}

fn further_exports(own: &Outside, wanted: &Outside) -> Vec<String> {
    let exports = own.exports.keys();
    let further = exports.filter(|name| counterpart(name, wanted.exports.keys()).is_none());
    further.cloned().collect()
}

impl Misfit {
    /// The area of an import that any host with WASI has.
    fn wasi(&self) -> Option<Area> {
        match self {
            Self::NoImport { grant, .. } => grant.filter(|area| area.is_common()),
            _ => None,
        }
    }
}

impl Fit {
    fn add_import(&mut self, types: &Types, pairs: &Pairs, matched: &Matched<'_>, world: &Outside) {
        let import = matched.name.to_owned();
        let (Some((own, given)), Some(other)) = (matched.pair(), matched.other) else {
            let near = nearest(&import, world.imports.keys().map(String::as_str));
            self.misfits.push(Misfit::NoImport {
                item: matched.kind(),
                grant: Area::of_wasi(&import),
                near: near.map(str::to_owned),
                import,
            });
            return;
        };
        let differences = pairs.differences(types, given, own);
        if !differences.is_empty() {
            self.misfits.push(Misfit::ImportDiffers {
                import,
                given: other.to_owned(),
                differences,
            });
        } else if other != import {
            self.add_stand_in(import, other, true);
        }
    }

    fn add_export(&mut self, types: &Types, pairs: &Pairs, matched: &Matched<'_>, own: &Outside) {
        let export = matched.name.to_owned();
        let (Some((found, wanted)), Some(other)) = (matched.pair(), matched.other) else {
            let near = nearest(&export, own.exports.keys().map(String::as_str));
            self.misfits.push(Misfit::NoExport {
                item: matched.kind(),
                near: near.map(str::to_owned),
                export,
            });
            return;
        };
        let differences = pairs.differences(types, found, wanted);
        if !differences.is_empty() {
            self.misfits.push(Misfit::ExportDiffers {
                export,
                offered: other.to_owned(),
                differences,
            });
        } else if other != export {
            self.add_stand_in(export, other, false);
        }
    }

    fn add_stand_in(&mut self, wanted: String, found: &str, is_import: bool) {
        self.stand_ins.push(StandIn {
            wanted,
            found: found.to_owned(),
            is_import,
        });
    }
}
