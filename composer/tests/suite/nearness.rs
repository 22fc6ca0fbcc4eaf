//! What is said of an import that nobody provides, and of what was probably meant.

use wittgen_composer::{Component, Graph, Likeness, Plug, PlugError};

use crate::support::{assert_recorded, component};

const WANTS: &str = "
    package app:desk@1.0.0;
    world w { import shop:stock/stock@1.2.0; export run: func(); }
    package shop:stock@1.2.0 { interface stock {
        record item { id: u64, name: string }
        take: func(item: item) -> bool;
    } }";

/// A component that exports an interface with what is wanted, or something like it.
fn offer(package: &str, interface: &str, id: &str) -> Vec<u8> {
    let text = format!(
        "package {package}; interface {interface} {{
            record item {{ id: {id}, name: string }}
            take: func(item: item) -> bool;
        }} world w {{ export {interface}; }}"
    );
    component(&text, "w")
}

/// The error of a composition that is to be closed, with all offers used by being exposed.
#[track_caller]
fn refuse(offers: &[(&str, &str, &str, &str)]) -> PlugError {
    let mut plug = Plug::new(Component::named("desk", component(WANTS, "w"))).closed();
    for (name, package, interface, id) in offers {
        let bytes = offer(package, interface, id);
        plug = plug.with(Component::named(*name, bytes));
        let (package, version) = package.split_once('@').unwrap();
        plug = plug.expose(format!("{package}/{interface}@{version}"));
    }
    plug.compose().unwrap_err()
}

#[test]
fn the_nearest_are_told_best_first() {
    let error = refuse(&[
        ("till", "shop:stock@1.2.0", "till", "u64"),
        ("other", "bazaar:things@0.1.0", "stock", "u32"),
        ("new", "shop:stock@2.0.0", "stock", "u64"),
        ("typo", "shop:stocks@1.2.0", "stock", "u64"),
        ("newer", "shop:stock@3.0.0", "stock", "string"),
        ("far", "far:away@1.0.0", "place", "u64"),
    ]);
    assert_recorded("near-closed.txt", &error.to_string());
    let PlugError::Unmet { near, .. } = &error else {
        panic!("{error}")
    };
    assert_eq!(near.len(), 3);
    assert_eq!(near[0].likeness, Likeness::Interface);
    serde_json::to_string(near).unwrap();
}

#[test]
fn each_likeness_has_its_sentence() {
    let mut text = String::new();
    for (name, package, interface) in [
        ("old", "shop:stock@0.9.0", "stock"),
        ("typo", "shop:stock@1.2.0", "stok"),
        ("other", "bazaar:things@0.1.0", "stock"),
        ("till", "shop:stock@1.2.0", "till"),
        ("far", "far:away@1.0.0", "place"),
    ] {
        for id in ["u64", "u8"] {
            text.push_str(&refuse(&[(name, package, interface, id)]).to_string());
            text.push_str("\n\n");
        }
    }
    assert_recorded("near-each.txt", &text);
}

#[test]
fn a_provider_without_use_says_what_it_is_near() {
    let mut text = String::new();
    for (name, package, interface) in [
        ("new", "shop:stock@2.0.0", "stock"),
        ("typo", "shop:stock@1.2.0", "stok"),
        ("till", "shop:stock@1.2.0", "till"),
        ("far", "far:away@1.0.0", "place"),
    ] {
        let desk = Component::named("desk", component(WANTS, "w"));
        let provider = Component::named(name, offer(package, interface, "u64"));
        let error = Plug::new(desk).with(provider).compose().unwrap_err();
        text.push_str(&format!("{error}\n\n"));
    }
    assert_recorded("near-unused.txt", &text);
}

#[test]
fn a_graph_is_asked_directly() {
    let (desk, stock) = (
        component(WANTS, "w"),
        offer("shop:stock@2.0.0", "stock", "u64"),
    );
    let mut graph = Graph::new();
    let desk = graph.add(Component::named("desk", &desk[..])).unwrap();
    graph.add(Component::named("stock", &stock[..])).unwrap();
    let desk = graph.instantiate(desk);
    let near = graph.near(desk, "shop:stock/stock@1.2.0");
    assert_eq!(near[0].export, "shop:stock/stock@2.0.0");
    assert!(graph.near(desk, "nothing:like/that").is_empty());
}
