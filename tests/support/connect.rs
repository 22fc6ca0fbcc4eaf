//! A restricted component linked with what makes its restrictions hold.

use wittgen::compose::{Component, EncodeOptions, Graph, Plug, Provision, Restriction};

/// `component` under `restrictions`.
///
/// # Panics
///
/// When that can't be done.
#[track_caller]
pub(crate) fn restrict(component: &[u8], restrictions: &[Restriction]) -> Vec<u8> {
    let plug = Plug::new(Component::named("it", component));
    let restricted = restrictions.iter().fold(plug, |plug, restriction| {
        plug.restrict("it", restriction.clone())
    });
    restricted
        .compose()
        .unwrap_or_else(|error| panic!("{error}"))
}

/// `component` linked with what was provided for it, or for one that imports the same.
///
/// # Panics
///
/// When that can't be done.
pub(crate) fn connect(component: &[u8], provision: &Provision) -> Vec<u8> {
    let mut graph = Graph::new();
    let component = graph.add(component).expect("a component");
    let it = graph.instantiate(component);
    let mut providers = Vec::new();
    for provider in &provision.providers {
        let provider = graph.add(&provider.bytes).expect("a component");
        providers.push(graph.instantiate(provider));
    }
    let links = provision.links.iter().map(|link| {
        let importer = providers[link.importer];
        (importer, &link.import, link.provider, &link.export)
    });
    let met = provision
        .met
        .iter()
        .map(|met| (it, &met.import, met.provider, &met.export));
    for (importer, import, provider, export) in links.chain(met) {
        let source = graph.alias(providers[provider], export).expect("an export");
        let connected = graph.connect(importer, import, source);
        connected.expect("an import that fits");
    }
    let exports: Vec<String> = graph
        .exports(component)
        .map(|(name, _)| name.to_owned())
        .collect();
    for name in exports {
        let source = graph.alias(it, &name).expect("an export");
        graph.export(source, &name).expect("a name of its own");
    }
    let encoded = graph.encode(&EncodeOptions::default());
    encoded.expect("a composition").bytes.to_vec()
}
