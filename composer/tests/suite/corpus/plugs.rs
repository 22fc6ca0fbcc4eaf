//! The cases that are a plain plug.

use std::path::PathBuf;

use wit_parser::Resolve;
use wittgen_composer::{Plug, PlugError, plug};

use super::corpus;
use crate::support::{dummy, outside};

/// The folder of a case, where it is at hand.
fn case(name: &str) -> Option<PathBuf> {
    corpus().map(|corpus| corpus.join(name))
}

fn read(path: PathBuf) -> Vec<u8> {
    wat::parse_file(path).unwrap()
}

/// A component with the only world of the WIT at `path`.
fn from_wit(path: PathBuf) -> Vec<u8> {
    let mut resolve = Resolve::default();
    let (package, _) = resolve.push_path(path).unwrap();
    dummy(&resolve, package, None)
}

#[test]
fn resources_are_connected() {
    let Some(case) = case("wasm-compose/connect-resources") else {
        return;
    };
    let (root, logger) = (read(case.join("root.wat")), read(case.join("logger.wat")));
    let app = plug(root, [logger]).unwrap();
    assert_eq!(outside(&app), outside(&read(case.join("composed.wat"))));
}

#[test]
fn an_invalid_component_is_refused() {
    let Some(case) = case("wasm-compose/component-not-valid") else {
        return;
    };
    let error = plug(read(case.join("root.wat")), [] as [&[u8]; 0]).unwrap_err();
    assert!(matches!(error, PlugError::Component(_)), "{error}");
    assert!(
        error.to_string().contains("unknown core function 0"),
        "{error}"
    );
}

#[test]
fn open_imports_are_refused_on_demand() {
    let Some(case) = case("wasm-compose/disallow-imports") else {
        return;
    };
    let error = Plug::new(read(case.join("root.wat")))
        .closed()
        .compose()
        .unwrap_err();
    assert!(matches!(error, PlugError::Unmet { .. }), "{error}");
}

#[test]
fn types_used_across_interfaces_are_connected() {
    let Some(case) = case("wac-graph/nested-use-type") else {
        return;
    };
    let (consumer, producer) = (from_wit(case.join("cons")), from_wit(case.join("prod.wit")));
    let app = plug(consumer, [producer]).unwrap();
    // The producer needs types of its own export, which are made for it.
    let imports = vec!["test:prod/ext".into()];
    assert_eq!(outside(&app), (imports, vec!["run".into()]));
}
