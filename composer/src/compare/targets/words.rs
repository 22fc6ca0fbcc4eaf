//! How a component fits a world, in words.

use std::collections::BTreeMap;
use std::fmt;

use super::{Fit, Misfit, StandIn};
use crate::difference::explain;
use crate::inspect::Area;

impl fmt::Display for Fit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (fits, rest) = match (self.fits, self.fits_with_wasi) {
            (true, _) => ("fits", ""),
            (false, true) => ("fits", " but for what it imports of WASI"),
            (false, false) => ("does not fit", ""),
        };
        write!(
            f,
            "`{}` {fits} the world `{}`{rest}",
            self.component, self.world
        )?;
        for misfit in self.misfits.iter().filter(|misfit| !is_grouped(misfit)) {
            write!(f, "\n  - {misfit}")?;
        }
        write_wasi(f, &self.misfits)?;
        for StandIn {
            wanted,
            found,
            is_import,
        } in &self.stand_ins
        {
            let owner = if *is_import {
                "the world's"
            } else {
                "the component's"
            };
            write!(
                f,
                "\n  {owner} `{found}` stands in for `{wanted}`: the versions are compatible"
            )?;
        }
        for export in &self.further_exports {
            write!(
                f,
                "\n  `{export}` is exported as well, which the world does not ask for"
            )?;
        }
        Ok(())
    }
}

/// Whether an import is told together with the others of its area: there are many of WASI.
fn is_grouped(misfit: &Misfit) -> bool {
    matches!(misfit, Misfit::NoImport { near: None, .. }) && misfit.wasi().is_some()
}

/// The imports of WASI that the world does not have, by area.
fn write_wasi(f: &mut fmt::Formatter<'_>, misfits: &[Misfit]) -> fmt::Result {
    let mut areas: BTreeMap<Area, Vec<&str>> = BTreeMap::new();
    for misfit in misfits.iter().filter(|misfit| is_grouped(misfit)) {
        if let (Some(area), Misfit::NoImport { import, .. }) = (misfit.wasi(), misfit) {
            areas.entry(area).or_default().push(import);
        }
    }
    for (area, imports) in areas {
        write!(
            f,
            "\n  - it imports what the world does not have; a host would have to grant {area} of WASI:"
        )?;
        for import in imports {
            write!(f, "\n    - `{import}`")?;
        }
    }
    Ok(())
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoImport {
                import,
                grant,
                near,
                ..
            } => {
                write!(f, "it imports `{import}`, which the world does not have")?;
                if let Some(near) = near {
                    write!(f, " (it has `{near}`)")?;
                }
                match grant {
                    Some(area) => write!(f, ": a host would have to grant {area}"),
                    None => Ok(()),
                }
            }
            Self::ImportDiffers {
                import,
                given,
                differences,
            } => {
                let differences = indent(&explain(differences));
                let given = other_name(given, import);
                write!(
                    f,
                    "it imports `{import}`, but the world gives another type{given}{differences}"
                )
            }
            Self::NoExport { export, near, .. } => {
                write!(f, "it does not export `{export}`, which the world wants")?;
                match near {
                    Some(near) => write!(f, " (it exports `{near}`)"),
                    None => Ok(()),
                }
            }
            Self::ExportDiffers {
                export,
                offered,
                differences,
            } => {
                let differences = indent(&explain(differences));
                let offered = other_name(offered, export);
                write!(
                    f,
                    "the world wants `{export}`, but the component's has another type{offered}{differences}"
                )
            }
        }
    }
}

/// The name of a counterpart where it is not the same.
fn other_name(name: &str, wanted: &str) -> String {
    if name == wanted {
        String::new()
    } else {
        format!(" (`{name}`)")
    }
}

/// Moves the lines of a list below the one that it belongs to.
fn indent(list: &str) -> String {
    list.replace('\n', "\n  ")
}
