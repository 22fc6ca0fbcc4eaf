//! How a component fits a world, in words.

use std::fmt;

use super::{Fit, Misfit, StandIn};
use crate::difference::explain;

impl fmt::Display for Fit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fits = if self.fits { "fits" } else { "does not fit" };
        write!(f, "`{}` {fits} the world `{}`", self.component, self.world)?;
        for misfit in &self.misfits {
            write!(f, "\n  - {misfit}")?;
        }
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
