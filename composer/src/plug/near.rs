//! What was probably meant by an import that nobody provides.
//!
//! It goes by names first: the same interface in another version, one of the same name in another
//! package, a name that is spelled nearly the same, another interface of the package. Of the
//! best it says whether the types would fit. Nothing is connected for being near.

use std::cmp::Reverse;
use std::fmt;

use serde::Serialize;

use crate::difference::{Difference, differences};
use crate::graph::{ComponentId, Graph, ItemType, NodeId};
use crate::name::ExternName;

/// How many are told of each import.
const MOST: usize = 3;
/// Of how many the types are compared.
const MOST_COMPARED: usize = 16;
/// How alike names have to be, from 0 to 1.
const ALIKE: f64 = 0.9;

/// An export that is not what an import wants, and that may have been meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Near {
    /// Who imports.
    pub importer: String,
    /// What is imported.
    pub import: String,
    /// Who exports.
    pub provider: String,
    /// What is exported.
    pub export: String,
    /// What they have in common.
    pub likeness: Likeness,
    /// The first difference of their types; none where the type would fit, or where the names
    /// say enough.
    pub difference: Option<Difference>,
}

/// What an import and an export have in common, the most likely first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Likeness {
    /// The interface, in a version that is not compatible.
    Interface,
    /// Nearly the spelling.
    Spelling,
    /// The interface's name, in another package.
    Name,
    /// The package.
    Package,
}

impl Graph<'_> {
    /// The exports of the graph's components that were probably meant by an import of `instance`
    /// that nothing is given for, at most three, best first. None where there is no such import.
    #[must_use]
    pub fn near(&self, instance: NodeId, import: &str) -> Vec<Near> {
        let components: Vec<_> = self.components().collect();
        find_near(self, &[instance], &components, |open| open == import)
    }
}

/// The exports of `offering` that are nearest to the imports that `instances` leave open, at most
/// three for each import, best first.
pub(super) fn find_near(
    graph: &Graph<'_>,
    instances: &[NodeId],
    offering: &[ComponentId],
    is_meant: impl Fn(&str) -> bool,
) -> Vec<Near> {
    let open = instances.iter().flat_map(|&node| {
        let open = graph.open(node);
        open.map(move |(import, ty)| (node, import, ty))
    });
    let open = open.filter(|(_, import, _)| is_meant(import));
    open.flat_map(|(node, import, ty)| find_near_one(graph, node, (import, ty), offering))
        .collect()
}

fn find_near_one(
    graph: &Graph<'_>,
    importer: NodeId,
    (import, wanted): (&str, ItemType),
    offering: &[ComponentId],
) -> Vec<Near> {
    let own = graph.component_of(importer);
    let others = offering.iter().copied().filter(|&id| Some(id) != own);
    let exports = others.flat_map(|id| graph.exports(id).map(move |(name, ty)| (id, name, ty)));
    let mut near: Vec<_> = exports
        .filter_map(|(id, export, ty)| {
            let (likeness, score) = compare(import, export)?;
            Some((likeness, score, id, export, ty))
        })
        .collect();
    near.sort_by(|a, b| {
        let version = |export| Reverse(ExternName::new(export).version);
        let rest = || (version(a.3), a.3, a.2).cmp(&(version(b.3), b.3, b.2));
        a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)).then_with(rest)
    });
    let told = near.into_iter().take(MOST_COMPARED);
    let told = told.map(|(likeness, _, id, export, ty)| Near {
        importer: graph.name(importer).to_owned(),
        import: import.to_owned(),
        provider: graph.part(id).name.clone(),
        export: export.to_owned(),
        likeness,
        difference: match likeness {
            Likeness::Package => None,
            _ => differences(&graph.types, ty.item, wanted.item)
                .into_iter()
                .next(),
        },
    });
    let mut told: Vec<_> = told.collect();
    told.sort_by_key(|near| (near.likeness, near.difference.is_some()));
    told.truncate(MOST);
    told
}

/// What two names have in common, and how alike they are.
fn compare(import: &str, export: &str) -> Option<(Likeness, f64)> {
    let (wanted, offered) = (ExternName::new(import), ExternName::new(export));
    let score = strsim::jaro_winkler(wanted.base, offered.base);
    if wanted.base == offered.base {
        return Some((Likeness::Interface, score));
    }
    // Of two interfaces of one package, what stands before them says nothing.
    let (package, name) = split(wanted.base);
    let (other_package, other_name) = split(offered.base);
    let spelled = |a: &str, b: &str| strsim::jaro_winkler(a, b) > ALIKE;
    if spelled(package, other_package) && spelled(name, other_name) {
        return Some((Likeness::Spelling, score));
    }
    if name == other_name {
        return Some((Likeness::Name, score));
    }
    let same_package = !package.is_empty() && package == other_package;
    same_package.then_some((Likeness::Package, score))
}

/// The package and the name of an interface; a plain name has no package.
fn split(base: &str) -> (&str, &str) {
    base.rsplit_once('/').unwrap_or(("", base))
}

impl fmt::Display for Near {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            importer,
            import,
            provider,
            export,
            ..
        } = self;
        match self.likeness {
            Likeness::Interface => {
                let (wanted, offered) = (ExternName::new(import), ExternName::new(export));
                write!(
                    f,
                    "`{importer}` wants {} of `{}` and `{provider}` has {}, which is not compatible",
                    version(&wanted),
                    wanted.base,
                    version(&offered),
                )?;
            }
            Likeness::Spelling => {
                write!(
                    f,
                    "`{provider}` exports `{export}`, spelled nearly the same"
                )?;
            }
            Likeness::Name => {
                write!(f, "`{provider}` exports `{export}`, of another package")?;
            }
            Likeness::Package => {
                let text = "of the same package, but not";
                return write!(f, "`{provider}` has `{export}` {text} `{import}`");
            }
        }
        match &self.difference {
            Some(difference) => write!(f, "; its type differs: {difference}"),
            None => write!(f, "; its type fits"),
        }
    }
}

fn version(name: &ExternName<'_>) -> String {
    match &name.version {
        Some(version) => format!("version {version}"),
        None => "no version".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Likeness, compare};

    #[test]
    fn names_are_near_in_several_ways() {
        for (import, export, likeness) in [
            ("a:b/c@1.0.0", "a:b/c@2.0.0", Some(Likeness::Interface)),
            ("a:b/c@1.0.0", "a:b/c", Some(Likeness::Interface)),
            (
                "example:sqlite/database",
                "example:sqlite/databse",
                Some(Likeness::Spelling),
            ),
            (
                "example:sqlite/database",
                "exmaple:sqlite/database",
                Some(Likeness::Spelling),
            ),
            (
                "example:sqlite/database",
                "another:store/database",
                Some(Likeness::Name),
            ),
            (
                "example:sqlite/database",
                "example:sqlite/files",
                Some(Likeness::Package),
            ),
            ("get-time", "get-tiem", Some(Likeness::Spelling)),
            ("get-time", "log", None),
            ("a:b/c", "d:e/f", None),
        ] {
            let found = compare(import, export).map(|(likeness, _)| likeness);
            assert_eq!(found, likeness, "{import} {export}");
        }
    }
}
