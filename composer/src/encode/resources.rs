//! Whether resources are the same wherever instances are connected, and whether imports that become
//! one have the same types.

use std::collections::HashMap;

use super::EncodeError;
use super::roots::{Roots, Source, foreign};
use crate::difference::{Difference, common_differences_between, differences_between};
use crate::graph::{Graph, ItemType, Meanings, NodeId, name_resources};

/// Checks that the resources are the same wherever instances are connected, and that imports that
/// become one have the same types.
pub(super) fn check_resources(
    graph: &Graph<'_>,
    order: &[NodeId],
    roots: &Roots,
) -> Result<(), EncodeError> {
    let mut meanings = imported_meanings(graph, roots);
    let none = Meanings::new();
    for &instance in order {
        let found = graph.meanings(
            instance,
            |node| meanings.get(&node).unwrap_or(&none),
            |import| roots.number(instance, import),
        );
        check_arguments(graph, instance, &found, |node| {
            meanings.get(&node).unwrap_or(&none)
        })?;
        meanings.insert(instance, found);
    }
    for root in roots.all() {
        let Some((first, rest)) = root.sources.split_first() else {
            continue;
        };
        let of = |source: &Source| {
            let node = source.instance.or(source.node);
            node.and_then(|node| meanings.get(&node)).unwrap_or(&none)
        };
        for other in rest {
            let differences = common_differences_between(
                &graph.types,
                (other.ty.item, of(other)),
                (first.ty.item, of(first)),
            );
            if !differences.is_empty() {
                return Err(EncodeError::ImportConflict {
                    import: root.name.clone(),
                    first: first.describe(graph),
                    second: other.describe(graph),
                    differences,
                });
            }
        }
    }
    Ok(())
}

/// What resources mean in the types of what the graph imports by itself.
fn imported_meanings(graph: &Graph<'_>, roots: &Roots) -> HashMap<NodeId, Meanings> {
    let mut meanings: HashMap<NodeId, Meanings> = HashMap::new();
    for (number, root) in roots.all().enumerate() {
        for source in root
            .sources
            .iter()
            .filter(|source| source.instance.is_none())
        {
            let node = source
                .node
                .or_else(|| root.sources.iter().find_map(|source| source.node));
            let Some(node) = node else { continue };
            let known = meanings.entry(node).or_default();
            name_own(graph, source.ty, &source.import, number, known);
            // Those of other interfaces are these interfaces', explicit imports as well.
            for (import, _) in foreign(graph, source.ty, &source.import) {
                let found = graph
                    .imports(source.ty.component())
                    .find(|(name, _)| *name == import);
                if let (Some(number), Some((_, ty))) = (roots.of(source, &import), found) {
                    name_own(graph, ty, &import, number, known);
                }
            }
        }
    }
    meanings
}

/// Notes the resources that come with the import `import` of a component itself.
fn name_own(graph: &Graph<'_>, ty: ItemType, import: &str, number: usize, meanings: &mut Meanings) {
    let mut found = Meanings::new();
    name_resources(&graph.types, ty.item, number, &mut found);
    found.retain(|&resource, _| {
        let origin = graph.origin(ty.component(), resource);
        origin.is_none_or(|origin| origin == import)
    });
    meanings.extend(found);
}

fn check_arguments<'m>(
    graph: &Graph<'_>,
    instance: NodeId,
    own: &Meanings,
    meanings: impl Fn(NodeId) -> &'m Meanings,
) -> Result<(), EncodeError> {
    let Some((component, arguments)) = graph.given(instance) else {
        return Ok(());
    };
    for (import, expected) in graph.imports(component) {
        let Some(&source) = arguments.get(import) else {
            continue;
        };
        let found = graph.item_type(source).item;
        let given = meanings(graph.base(source));
        let differences: Vec<Difference> =
            differences_between(&graph.types, (found, given), (expected.item, own));
        if !differences.is_empty() {
            let connection = graph.describe_connection(instance, import, source);
            return Err(EncodeError::Resources {
                connection,
                differences,
            });
        }
    }
    Ok(())
}
