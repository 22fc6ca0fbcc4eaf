//! Random compositions do what a model of them says.
//!
//! Components are made from WIT and small core modules that count, call what they import, and pass records,
//! variants and resources along. They are composed, loaded by an engine with its default configuration,
//! and called.

#[path = "compositions/case.rs"]
mod case;
#[path = "compositions/guest.rs"]
mod guest;
#[path = "compositions/jco.rs"]
mod jco;
#[path = "compositions/model.rs"]
mod model;
#[path = "compositions/peers.rs"]
mod peers;
#[path = "compositions/plan.rs"]
mod plan;
#[path = "compositions/run.rs"]
mod run;

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use proptest::prelude::{ProptestConfig, any};
use proptest::test_runner::{TestCaseError, TestRunner};
use wittgen::compose::{
    Component, EncodeError, EncodeOptions, Graph, Instances, NodeId, Plug, PlugError, Wire,
};

use case::{Case, cases};
use model::{Model, Sharing};
use plan::{components, plan};

/// What `run` is called with.
const CALLS: [(u32, u32); 4] = [(0, 0), (1, 40), (2, 400), (0xffff_ffff, 90)];

/// Runs `test` on as many cases as `WITTGEN_CASES` says, or on `default` of them.
fn check(default: u32, parts: usize, test: impl Fn(&Case, u64) -> Result<(), String>) {
    let cases_wanted = std::env::var("WITTGEN_CASES")
        .ok()
        .and_then(|n| n.parse().ok());
    let config = ProptestConfig {
        cases: cases_wanted.unwrap_or(default),
        failure_persistence: None,
        max_shrink_iters: 2000,
        ..ProptestConfig::default()
    };
    let outcome = TestRunner::new(config).run(&(cases(parts), any::<u64>()), |(case, seed)| {
        test(&case, seed).map_err(TestCaseError::fail)
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

fn composed(name: impl std::fmt::Debug, error: impl std::fmt::Display) -> String {
    format!("{name:?}: {error}")
}

/// Whether `bytes` are valid and do what `model` does.
fn behaves(mut model: Model<'_>, bytes: &[u8]) -> Result<(), String> {
    wasmparser::Validator::new()
        .validate_all(bytes)
        .map_err(|error| composed("not valid", error))?;
    let found = run::run(&model, bytes, &CALLS).map_err(|error| format!("{error:?}"))?;
    let expected: Vec<u32> = CALLS
        .iter()
        .map(|&(x, fuel)| model.work(0, 0, x, fuel))
        .collect();
    if found == expected {
        Ok(())
    } else {
        Err(format!("expected {expected:x?}, found {found:x?}"))
    }
}

/// Components with the names of their parts, in an order that follows from `seed`.
fn shuffled<'a>(parts: &'a [Option<Vec<u8>>], mut seed: u64) -> Vec<Component<'a>> {
    let named = parts.iter().enumerate().skip(1).filter_map(|(i, bytes)| {
        let bytes = bytes.as_ref()?;
        Some(Component::named(format!("part-{i}"), bytes))
    });
    let mut named: Vec<_> = named.collect();
    for i in (1..named.len()).rev() {
        seed = seed.wrapping_mul(0x2545_f491_4f6c_dd1d).rotate_left(23) ^ 0x5555;
        named.swap(i, (seed % (i as u64 + 1)) as usize);
    }
    named
}

fn plug<'a>(root: &'a [u8], providers: &[Component<'a>], instances: Instances) -> Plug<'a> {
    let plug = Plug::new(Component::named("root", root)).instances(instances);
    providers.iter().cloned().fold(plug, Plug::with)
}

fn plug_shared(case: &Case, seed: u64) -> Result<(), String> {
    let parts = components(case);
    let root = parts[0].as_ref().expect("the root is composed");
    let model = Model::new(case, Sharing::One).ok_or("too many instances")?;
    let one = plug(root, &shuffled(&parts, 0), Instances::Shared).compose();
    let one = one.map_err(|error| composed("plug", error))?;
    let other = plug(root, &shuffled(&parts, seed), Instances::Shared).compose();
    if one != other.map_err(|error| composed("plug in another order", error))? {
        return Err("another order gave other bytes".into());
    }
    behaves(model, &one)
}

#[test]
fn plugged_components_share_their_providers() {
    check(60, 12, plug_shared);
}

#[test]
fn two_hundred_components_make_one() {
    check(2, 200, plug_shared);
}

#[test]
fn each_importer_has_an_instance_of_its_own_where_it_is_asked_for() {
    check(60, 7, |case, seed| {
        let Some(model) = Model::new(case, Sharing::PerImporter) else {
            return Ok(());
        };
        let parts = components(case);
        let root = parts[0].as_ref().expect("the root is composed");
        match plug(root, &shuffled(&parts, seed), Instances::PerImporter).compose() {
            Ok(bytes) => behaves(model, &bytes),
            Err(PlugError::Encode(EncodeError::Resources { .. })) if !model.resources_agree() => {
                Ok(())
            }
            Err(error) => Err(composed("plug", error)),
        }
    });
}

/// Makes the graph of a plan, instances in the order of `order`.
fn connect<'a>(
    graph: &mut Graph<'a>,
    parts: &'a [Option<Vec<u8>>],
    plan: &[plan::Planned],
) -> Result<NodeId, String> {
    let mut instances: HashMap<usize, NodeId> = HashMap::new();
    for (n, planned) in plan.iter().enumerate() {
        if let Some(bytes) = &parts[planned.part] {
            let component = graph.add(bytes).map_err(|error| composed("add", error))?;
            instances.insert(n, graph.instantiate(component));
        }
    }
    for (n, planned) in plan.iter().enumerate() {
        for (import, provider, export) in &planned.arguments {
            let source = graph.alias(instances[provider], export);
            let source = source.map_err(|error| composed("alias", error))?;
            graph
                .connect(instances[&n], import, source)
                .map_err(|error| composed("connect", error))?;
        }
    }
    Ok(instances[&0])
}

#[test]
fn instances_are_connected_as_the_graph_says() {
    check(60, 12, |case, seed| {
        let Some(model) = Model::new(case, Sharing::Chosen(seed)) else {
            return Ok(());
        };
        let parts = components(case);
        let mut graph = Graph::new();
        let root = connect(&mut graph, &parts, &plan(&model, &parts))?;
        let run = graph
            .alias(root, "run")
            .map_err(|error| composed("alias", error))?;
        graph
            .export(run, "run")
            .map_err(|error| composed("export", error))?;
        let options = EncodeOptions::default();
        match (graph.encode(&options), graph.encode(&options)) {
            (Ok(encoded), Ok(again)) => {
                if encoded.bytes.to_vec() != again.bytes.to_vec() {
                    return Err("encoding again gave other bytes".into());
                }
                behaves(model, &encoded.bytes.to_vec())
            }
            (Err(EncodeError::Resources { .. }), _) if !model.resources_agree() => Ok(()),
            (Err(error), _) | (_, Err(error)) => Err(composed("encode", error)),
        }
    });
}

#[test]
fn wired_roots_export_what_each_of_them_does() {
    check(30, 12, |case, _| {
        let parts = components(case);
        let model = Model::new(case, Sharing::One).ok_or("too many instances")?;
        let mut graph = Graph::new();
        let mut ids = Vec::new();
        for bytes in parts.iter().flatten() {
            ids.push(graph.add(bytes).map_err(|error| composed("add", error))?);
        }
        // The last part that is composed is a root as well.
        let mut roots = vec![ids[0]];
        roots.extend(ids.last().filter(|&&last| last != ids[0]));
        graph
            .wire(&roots, &Wire::new())
            .map_err(|error| composed("wire", error))?;
        let encoded = graph.encode_exports(&EncodeOptions::default());
        let encoded = encoded.map_err(|error| composed("encode", error))?;
        let expected: usize = roots.iter().map(|&root| graph.exports(root).count()).sum();
        if encoded.exports.len() != expected {
            return Err(format!("exports {:?}", encoded.exports));
        }
        behaves(model, &encoded.bytes.to_vec())
    });
}

#[test]
fn composing_in_two_steps_changes_nothing() {
    check(60, 12, |case, seed| {
        let parts = components(case);
        let model = Model::new(case, Sharing::One).ok_or("too many instances")?;
        let root = parts[0].as_ref().expect("the root is composed");
        // Whoever imports comes earlier: what comes first can be composed first.
        let split = 1 + (seed % parts.len() as u64) as usize;
        let (first, rest) = parts.split_at(split);
        let inner = plug(root, &shuffled(first, seed), Instances::Shared).compose();
        let inner = inner.map_err(|error| composed("the first step", error))?;
        let rest: Vec<_> = [&[None], rest].concat();
        let outer = plug(&inner, &shuffled(&rest, seed), Instances::Shared).compose();
        behaves(
            model,
            &outer.map_err(|error| composed("the second step", error))?,
        )
    });
}

/// Composes cases with a peer: how many give the same calls, and why the others don't, with numbers.
fn compare(peer: peers::Peer, parts: usize) {
    let told = RefCell::new(BTreeMap::<String, u32>::new());
    check(40, parts, |case, seed| {
        let sharing = [Sharing::One, Sharing::Chosen(seed)][(seed % 2) as usize];
        let Some(model) = Model::new(case, sharing).filter(Model::resources_agree) else {
            return Ok(());
        };
        let parts = components(case);
        let plan = plan(&model, &parts);
        behaves(model.clone(), &compose_planned(&parts, &plan)?)?;
        let made = peers::compose(peer, &parts, &plan);
        let outcome = made.and_then(|bytes| behaves(model, &bytes));
        let what = match outcome {
            Ok(()) => "the same".into(),
            Err(why) => without_names(&why),
        };
        *told.borrow_mut().entry(what).or_default() += 1;
        Ok(())
    });
    let told = told.into_inner();
    for (what, count) in &told {
        println!("{count:5} {what}");
    }
    assert!(told.contains_key("the same"), "it never does the same");
}

/// What Wittgen makes of a plan.
fn compose_planned(parts: &[Option<Vec<u8>>], plan: &[plan::Planned]) -> Result<Vec<u8>, String> {
    let mut graph = Graph::new();
    let root = connect(&mut graph, parts, plan)?;
    let run = graph.alias(root, "run");
    let run = run.map_err(|error| composed("alias", error))?;
    let exported = graph.export(run, "run");
    exported.map_err(|error| composed("export", error))?;
    let encoded = graph.encode(&EncodeOptions::default());
    Ok(encoded
        .map_err(|error| composed("encode", error))?
        .bytes
        .to_vec())
}

/// A reason without what differs from case to case.
fn without_names(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let mut quoted = false;
    let kept = line.chars().filter(|&c| {
        let is_quote = matches!(c, '`' | '"');
        quoted ^= is_quote;
        !quoted && !is_quote && !c.is_ascii_digit()
    });
    kept.take(120).collect()
}

#[test]
fn what_wac_graph_composes_does_the_same() {
    compare(peers::wac, 9);
}

#[test]
fn what_wasm_compose_composes_does_the_same() {
    compare(peers::wasm_compose, 9);
}

#[test]
fn a_composition_does_the_same_under_node() {
    let case = Case::diamond();
    let parts = components(&case);
    let root = parts[0].as_ref().expect("the root is composed");
    let composed = plug(root, &shuffled(&parts, 0), Instances::Shared).compose();
    let composed = composed.unwrap_or_else(|error| panic!("{error}"));
    let mut model = Model::new(&case, Sharing::One).expect("few instances");
    behaves(model.clone(), &composed).unwrap_or_else(|error| panic!("{error}"));
    if let Some(found) = jco::run(&composed, &CALLS) {
        let expected = CALLS.map(|(x, fuel)| model.work(0, 0, x, fuel));
        assert_eq!(found, expected);
    }
}
