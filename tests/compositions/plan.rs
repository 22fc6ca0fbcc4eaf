//! Which instance gets what from which, by names: for composers that are told each connection.

use wittgen::compose::Graph;

use super::case::Case;
use super::guest;
use super::model::Model;

/// An instance and what is given to it.
pub(crate) struct Planned {
    pub(crate) part: usize,
    /// The name of the import, the number of the instance that provides it, and the export's name.
    pub(crate) arguments: Vec<(String, usize, String)>,
}

/// The components of a case; none for hosts.
pub(crate) fn components(case: &Case) -> Vec<Option<Vec<u8>>> {
    let parts =
        (0..case.parts.len()).map(|i| (!case.parts[i].is_host).then(|| guest::build(case, i)));
    parts.collect()
}

/// The instances of a model by their numbers there, each before those that it gets something from. Hosts
/// have nothing in it.
pub(crate) fn plan(model: &Model<'_>, components: &[Option<Vec<u8>>]) -> Vec<Planned> {
    let case = model.case;
    let mut graph = Graph::new();
    let ids: Vec<_> = components
        .iter()
        .map(|bytes| {
            bytes
                .as_ref()
                .map(|bytes| graph.add(bytes).expect("a component"))
        })
        .collect();
    let planned = model.instances.iter().map(|instance| {
        let mut arguments = Vec::new();
        for (import, _) in ids[instance.part].iter().flat_map(|&id| graph.imports(id)) {
            let world = import.strip_prefix('w').and_then(|n| n.parse().ok());
            let Some(target) = Case::part_of(import).map(|id| id.part).or(world) else {
                continue;
            };
            if let Some(provider) = ids[target] {
                let mut exports = graph.exports(provider).map(|(name, _)| name);
                let export =
                    exports.find(|name| (Case::part_of(name).is_none()) == world.is_some());
                let export = export.expect("each part exports an interface and a function");
                arguments.push((
                    import.to_owned(),
                    instance.links[&target],
                    export.to_owned(),
                ));
            }
        }
        Planned {
            part: instance.part,
            arguments,
        }
    });
    let planned = planned.collect();
    debug_assert!(!case.parts[0].is_host, "the root is composed");
    planned
}
