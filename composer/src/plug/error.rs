//! Why components can't be plugged together.

use std::fmt::Write as _;

use serde::Serialize;

use crate::check::ComponentError;
use crate::difference::{Difference, explain};
use crate::encode::{EncodeError, explain_cycle};
use crate::graph::ExportError;
use crate::provenance::Connection;
use crate::restrict::RestrictError;

use super::near::{Likeness, Near};

/// An export that a component offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Offer {
    /// The component's name.
    pub provider: String,
    /// The export's name.
    pub export: String,
}

/// An import that nobody provides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Open {
    /// The name of the component that imports.
    pub importer: String,
    /// The import's name.
    pub import: String,
}

/// Why components can't be plugged together. Each message ends with a line that says what to do, where
/// anything can be done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlugError {
    /// One of the inputs is not a component.
    #[error(transparent)]
    Component(#[from] ComponentError),
    /// An import and the export of its name have different types.
    #[error(
        "`{importer}` imports `{import}`, but the `{export}` that `{provider}` exports has \
         another type{}\nhelp: build both against the same version of its WIT",
        explain(differences)
    )]
    Mismatch {
        /// The component that imports.
        importer: String,
        /// The import.
        import: String,
        /// The component that exports.
        provider: String,
        /// The export.
        export: String,
        /// Where the types differ; never empty.
        differences: Vec<Difference>,
    },
    /// Several components offer the same thing.
    #[error(
        "`{wanted}`{} is offered by several components{}\nhelp: leave out all but one of them",
        wanted_by(importer.as_deref()),
        list_offers(candidates)
    )]
    Ambiguous {
        /// The import, or the export to expose.
        wanted: String,
        /// The component that imports it; none if it is to be exposed.
        importer: Option<String>,
        /// Who offers it.
        candidates: Vec<Offer>,
    },
    /// Components need each other in a circle.
    #[error("{}", explain_cycle(cycle))]
    Cycle {
        /// The circle: each connection's provider is the next one's importer.
        cycle: Vec<Connection>,
    },
    /// A provider has nothing that anybody imports.
    #[error("{}", explain_unused(provider, offers, open, near, wants.as_deref()))]
    Unused {
        /// The provider.
        provider: String,
        /// What it exports.
        offers: Vec<String>,
        /// What is imported and provided by nobody.
        open: Vec<Open>,
        /// What of that was probably meant.
        near: Vec<Near>,
        /// What the plugin exports and this provider imports: perhaps they are the wrong way round.
        wants: Option<Box<Offer>>,
    },
    /// Nobody exports what is to be exposed.
    #[error(
        "`{name}` can't be exposed: no component exports it{}",
        list_offers(offers)
    )]
    NotOffered {
        /// What is to be exposed.
        name: String,
        /// What could be.
        offers: Vec<Offer>,
    },
    /// What is to be exposed is among the plugin's own exports.
    #[error("`{name}` can't be exposed: the plugin `{plugin}` exports one of that name already")]
    Taken {
        /// What is to be exposed.
        name: String,
        /// The plugin's name.
        plugin: String,
    },
    /// Imports stay open although the composition is to be closed.
    #[error("nobody provides{}", explain_open(open, near))]
    Unmet {
        /// The imports.
        open: Vec<Open>,
        /// All that was offered.
        offers: Vec<Offer>,
        /// What of that was probably meant.
        near: Vec<Near>,
    },
    /// It can't be said which component is what the others are for.
    #[error("{}", explain_roots(roots))]
    Roots {
        /// The components that nobody imports from, or all where there is none.
        roots: Vec<String>,
    },
    /// There is no part of the name that something is said about.
    #[error("there is no part called `{name}`{}", list_parts(parts))]
    NoPart {
        /// The name.
        name: String,
        /// What the parts are called.
        parts: Vec<String>,
    },
    /// A part can't be restricted like this.
    #[error(transparent)]
    Restrict(#[from] RestrictError),
    /// Two components that are both exported have an export of the same name.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// The result can't be encoded.
    #[error(transparent)]
    Encode(#[from] EncodeError),
}

fn list_parts(parts: &[String]) -> String {
    let list: String = parts.iter().map(|part| format!("\n  - `{part}`")).collect();
    format!("\nhelp: these are the parts{list}")
}

fn explain_roots(roots: &[String]) -> String {
    let list: String = roots.iter().map(|root| format!("\n  - `{root}`")).collect();
    format!(
        "several components could be what the others are for, because nobody imports from \
         them{list}\nhelp: say which with `--root`; given several times, the result exports what each of \
         them exports"
    )
}

fn wanted_by(importer: Option<&str>) -> String {
    importer.map_or_else(String::new, |importer| {
        format!(", which `{importer}` imports,")
    })
}

fn list_offers(offers: &[Offer]) -> String {
    if offers.is_empty() {
        return "; nothing is exported at all".into();
    }
    let line = |offer: &Offer| format!("\n  - `{}` offers `{}`", offer.provider, offer.export);
    offers.iter().map(line).collect()
}

fn explain_unused(
    provider: &str,
    offers: &[String],
    open: &[Open],
    near: &[Near],
    wants: Option<&Offer>,
) -> String {
    let mut text = format!("`{provider}` is not used: nobody imports what it exports");
    for offer in offers {
        let _ = write!(text, "\n  - it exports `{offer}`");
    }
    if offers.is_empty() {
        text.push_str("\n  - it exports nothing");
    }
    for open in open {
        let _ = write!(text, "\n  - `{}` imports `{}`", open.importer, open.import);
    }
    if open.is_empty() {
        text.push_str("\n  - no other component has an import that is still open");
    }
    match (near.first(), wants) {
        (
            _,
            Some(Offer {
                provider: plugin,
                export,
            }),
        ) => {
            let _ = write!(
                text,
                "\nit imports `{export}` of `{plugin}` itself\nhelp: give `{provider}` first if it is \
                 the plugin that `{plugin}` is for"
            );
        }
        (Some(best), None) => {
            for near in near.iter().take(3) {
                let _ = write!(text, "\n{near}");
            }
            let _ = write!(text, "\nhelp: {}", help_near(best));
        }
        (None, None) => text.push_str("\nhelp: leave it out, or give the component that it is for"),
    }
    text
}

fn explain_open(open: &[Open], near: &[Near]) -> String {
    let mut text = String::new();
    for open in open {
        let _ = write!(
            text,
            "\n  - `{}`, which `{}` imports",
            open.import, open.importer
        );
        let is_it = |near: &&Near| (&near.importer, &near.import) == (&open.importer, &open.import);
        for near in near.iter().filter(is_it) {
            let _ = write!(text, "\n    - {near}");
        }
    }
    text.push_str("\nhelp: give a component that exports it");
    text
}

/// What to do about an export that is nearly what is wanted.
fn help_near(near: &Near) -> &'static str {
    match near.likeness {
        Likeness::Interface => "build both against one version of the interface",
        Likeness::Package => "give a component that exports what is imported",
        _ => "build both against the same interface",
    }
}
