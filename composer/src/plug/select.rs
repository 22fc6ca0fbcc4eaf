//! Which export meets an import.
//!
//! The newest of the compatible versions that fit by type; two components that offer the same
//! version are an ambiguity, never a silent choice.

use std::cmp::Reverse;

use wac_graph::types::ItemKind;

use super::{Offer, PlugError};
use crate::graph::{Graph, NodeIndex};
use crate::name::ExternName;

/// An export that has the right name.
struct Candidate<'g> {
    provider: NodeIndex,
    name: ExternName<'g>,
    export: &'g str,
    kind: ItemKind,
}

impl Candidate<'_> {
    fn offer(&self, graph: &Graph) -> Offer {
        Offer {
            provider: graph.part(self.provider).name.clone(),
            export: self.export.to_owned(),
        }
    }
}

/// Selects what meets the import `import` of `importer`; none if nobody offers it.
pub(super) fn select_provider(
    graph: &Graph,
    importer: NodeIndex,
    import: &str,
    expected: ItemKind,
) -> Result<Option<(NodeIndex, String)>, PlugError> {
    let wanted = ExternName::new(import);
    let others = graph.nodes().filter(|&node| node != importer);
    let mut candidates = find_candidates(graph, others, |name| name.is_compatible_with(&wanted));
    candidates.sort_by_key(|candidate| Reverse(candidate.name.version.clone()));

    let mut mismatch = None;
    let mut fitting = Vec::new();
    for candidate in candidates {
        match graph.check_fit(candidate.kind, expected) {
            Ok(()) => fitting.push(candidate),
            Err(differences) => {
                mismatch.get_or_insert_with(|| PlugError::Mismatch {
                    importer: graph.part(importer).name.clone(),
                    import: import.to_owned(),
                    provider: graph.part(candidate.provider).name.clone(),
                    export: candidate.export.to_owned(),
                    differences,
                });
            }
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

/// Selects what each of `names` stands for among the providers' exports.
pub(super) fn select_exposed(
    graph: &Graph,
    plugin: NodeIndex,
    names: &[String],
) -> Result<Vec<(NodeIndex, String)>, PlugError> {
    let mut selected: Vec<(NodeIndex, String)> = Vec::new();
    for name in names {
        let exposed = select_one_exposed(graph, plugin, name)?;
        if graph.exports(plugin).any(|(export, _)| export == exposed.1) {
            let plugin = graph.part(plugin).name.clone();
            return Err(PlugError::Taken {
                name: exposed.1,
                plugin,
            });
        }
        if !selected.contains(&exposed) {
            selected.push(exposed);
        }
    }
    Ok(selected)
}

fn select_one_exposed(
    graph: &Graph,
    plugin: NodeIndex,
    name: &str,
) -> Result<(NodeIndex, String), PlugError> {
    let wanted = ExternName::new(name);
    let providers = || graph.nodes().filter(|&node| node != plugin);
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

fn find_candidates(
    graph: &Graph,
    nodes: impl Iterator<Item = NodeIndex>,
    wanted: impl Fn(&ExternName<'_>) -> bool,
) -> Vec<Candidate<'_>> {
    let candidates = nodes.flat_map(|provider| {
        graph.exports(provider).map(move |(export, kind)| {
            let name = ExternName::new(export);
            Candidate {
                provider,
                name,
                export,
                kind,
            }
        })
    });
    candidates
        .filter(|candidate| wanted(&candidate.name))
        .collect()
}

/// The first of `sorted`, unless another component offers the same version.
fn only_newest(
    graph: &Graph,
    sorted: Vec<Candidate<'_>>,
    wanted: &str,
    importer: Option<NodeIndex>,
) -> Result<Option<(NodeIndex, String)>, PlugError> {
    let Some(newest) = sorted.first() else {
        return Ok(None);
    };
    let is_rival = |other: &&Candidate<'_>| other.name.version == newest.name.version;
    let rivals: Vec<_> = sorted.iter().filter(is_rival).collect();
    if rivals.len() > 1 {
        return Err(PlugError::Ambiguous {
            wanted: wanted.to_owned(),
            importer: importer.map(|node| graph.part(node).name.clone()),
            candidates: rivals.iter().map(|rival| rival.offer(graph)).collect(),
        });
    }
    Ok(Some((newest.provider, newest.export.to_owned())))
}
