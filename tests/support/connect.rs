//! A restricted component linked with what makes its restrictions hold.

use wac_graph::types::Package;
use wac_graph::{CompositionGraph, EncodeOptions, NodeId, PackageId};
use wittgen::compose::{Provision, Restriction, provide};

/// `component` under `restrictions`.
///
/// # Panics
///
/// When that can't be done.
#[track_caller]
pub(crate) fn restrict(component: &[u8], restrictions: &[Restriction]) -> Vec<u8> {
    let provision = provide("it", component, restrictions);
    connect(
        component,
        &provision.unwrap_or_else(|error| panic!("{error}")),
    )
}

/// `component` linked with what was provided for it.
///
/// # Panics
///
/// When that can't be done.
pub(crate) fn connect(component: &[u8], provision: &Provision) -> Vec<u8> {
    let mut graph = CompositionGraph::new();
    let (it, package) = add(&mut graph, "part:it", component);
    let providers = provision.providers.iter().enumerate();
    let providers = providers.map(|(index, provider)| {
        add(&mut graph, &format!("part:number{index}"), &provider.bytes).0
    });
    let providers: Vec<_> = providers.collect();
    let links = provision.links.iter().map(|link| {
        let importer = providers[link.importer];
        (
            (importer, &link.import),
            (providers[link.provider], &link.export),
        )
    });
    let met = provision
        .met
        .iter()
        .map(|met| ((it, &met.import), (providers[met.provider], &met.export)));
    for ((importer, import), (provider, export)) in links.chain(met) {
        let alias = graph
            .alias_instance_export(provider, export)
            .expect("an export");
        graph
            .set_instantiation_argument(importer, import, alias)
            .expect("an import that fits");
    }
    let world = &graph.types()[graph[package].ty()];
    for name in world.exports.keys().cloned().collect::<Vec<_>>() {
        let alias = graph.alias_instance_export(it, &name).expect("an export");
        graph.export(alias, name).expect("a name of its own");
    }
    graph.encode(EncodeOptions::default()).expect("a component")
}

fn add(graph: &mut CompositionGraph, name: &str, bytes: &[u8]) -> (NodeId, PackageId) {
    let package = Package::from_bytes(name, None, bytes.to_vec(), graph.types_mut());
    let package = graph.register_package(package.expect("a component"));
    let package = package.expect("a name of its own");
    (graph.instantiate(package), package)
}
