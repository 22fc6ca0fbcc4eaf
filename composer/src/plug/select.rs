//! Which export meets an import.
//!
//! The newest of the compatible versions that fit by type; two components that offer the same
//! version are an ambiguity, never a silent choice.

use std::cmp::Reverse;

use super::{Offer, PlugError};
use crate::difference::differences;
use crate::graph::{ComponentId, Graph, ItemType, NodeId};
use crate::name::ExternName;

/// An export that has the right name.
struct Candidate<'g> {
    provider: ComponentId,
    name: ExternName<'g>,
    export: &'g str,
    ty: ItemType,
}

impl Candidate<'_> {
    fn offer(&self, graph: &Graph<'_>) -> Offer {
        Offer {
            provider: graph.part(self.provider).name.clone(),
            export: self.export.to_owned(),
        }
    }
}

/// An export of a component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Selected {
    pub(super) provider: ComponentId,
    pub(super) export: String,
}

/// Selects which of `providers` meets the import `import` of `importer`; none if nobody does.
pub(super) fn select_provider(
    graph: &Graph<'_>,
    providers: &[ComponentId],
    importer: NodeId,
    import: &str,
    expected: ItemType,
) -> Result<Option<Selected>, PlugError> {
    let wanted = ExternName::new(import);
    let own = graph.component_of(importer);
    let others = providers.iter().copied().filter(|&id| Some(id) != own);
    let mut candidates = find_candidates(graph, others, |name| name.is_compatible_with(&wanted));
    candidates.sort_by_key(|candidate| Reverse(candidate.name.version.clone()));

    let mut mismatch = None;
    let mut fitting = Vec::new();
    for candidate in candidates {
        let differences = differences(&graph.types, candidate.ty.item, expected.item);
        if differences.is_empty() {
            fitting.push(candidate);
        } else {
            mismatch.get_or_insert_with(|| PlugError::Mismatch {
                importer: graph.name(importer).to_owned(),
                import: import.to_owned(),
                provider: graph.part(candidate.provider).name.clone(),
                export: candidate.export.to_owned(),
                differences,
            });
        }
    }
    match (
        only_newest(graph, fitting, import, Some(importer))?,
        mismatch,
    ) {
        (Some(selected), _) => Ok(Some(selected)),
        (None, Some(mismatch)) => Err(mismatch),
        (None, None) => Ok(None),
    }
}

/// Selects what each of `names` stands for among the exports of components other than the
/// `roots`.
pub(super) fn select_exposed(
    graph: &Graph<'_>,
    roots: &[ComponentId],
    names: &[String],
) -> Result<Vec<Selected>, PlugError> {
    let mut selected: Vec<Selected> = Vec::new();
    for name in names {
        let exposed = select_one_exposed(graph, roots, name)?;
        let has = |root: &&ComponentId| {
            graph
                .exports(**root)
                .any(|(export, _)| export == exposed.export)
        };
        if let Some(root) = roots.iter().find(has) {
            let plugin = graph.part(*root).name.clone();
            let name = exposed.export;
            return Err(PlugError::Taken { name, plugin });
        }
        if !selected.contains(&exposed) {
            selected.push(exposed);
        }
    }
    Ok(selected)
}

fn select_one_exposed(
    graph: &Graph<'_>,
    roots: &[ComponentId],
    name: &str,
) -> Result<Selected, PlugError> {
    let wanted = ExternName::new(name);
    let providers = || graph.components().filter(|id| !roots.contains(id));
    let mut candidates = find_candidates(graph, providers(), |offered| {
        offered.base == wanted.base
            && (wanted.version.is_none() || offered.is_compatible_with(&wanted))
    });
    if candidates.iter().any(|candidate| candidate.export == name) {
        candidates.retain(|candidate| candidate.export == name);
    }
    candidates.sort_by_key(|candidate| Reverse(candidate.name.version.clone()));
    only_newest(graph, candidates, name, None)?.ok_or_else(|| PlugError::NotOffered {
        name: name.to_owned(),
        offers: find_candidates(graph, providers(), |_| true)
            .iter()
            .map(|candidate| candidate.offer(graph))
            .collect(),
    })
}

fn find_candidates<'g>(
    graph: &'g Graph<'_>,
    components: impl Iterator<Item = ComponentId>,
    wanted: impl Fn(&ExternName<'_>) -> bool,
) -> Vec<Candidate<'g>> {
    let candidates = components.flat_map(|provider| {
        graph.exports(provider).map(move |(export, ty)| {
            let name = ExternName::new(export);
            Candidate {
                provider,
                name,
                export,
                ty,
            }
        })
    });
    candidates
        .filter(|candidate| wanted(&candidate.name))
        .collect()
}

/// The first of `sorted`, unless another component offers the same version.
fn only_newest(
    graph: &Graph<'_>,
    sorted: Vec<Candidate<'_>>,
    wanted: &str,
    importer: Option<NodeId>,
) -> Result<Option<Selected>, PlugError> {
    let Some(newest) = sorted.first() else {
        return Ok(None);
    };
    let is_rival = |other: &&Candidate<'_>| other.name.version == newest.name.version;
    let rivals: Vec<_> = sorted.iter().filter(is_rival).collect();
    if rivals.len() > 1 {
        return Err(PlugError::Ambiguous {
            wanted: wanted.to_owned(),
            importer: importer.map(|node| graph.name(node).to_owned()),
            candidates: rivals.iter().map(|rival| rival.offer(graph)).collect(),
        });
    }
    Ok(Some(Selected {
        provider: newest.provider,
        export: newest.export.to_owned(),
    }))
}
