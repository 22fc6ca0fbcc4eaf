//! What a component says of itself.

use wittgen_composer::{Component, Kind, Plug, Restriction, inspect, plug};

use crate::support::{FILES, NOTES, SQLITE, component, wat};

#[test]
fn a_component_is_described_in_wit() {
    let inspection = inspect(component(SQLITE, "sqlite")).unwrap();
    assert_eq!(inspection.kind, Kind::Component);
    let wit = inspection.wit.unwrap();
    assert!(
        wit.contains("export example:sqlite/database@0.1.4;"),
        "{wit}"
    );
    assert!(wit.contains("resource connection"), "{wit}");
    let database = &inspection.exports[0];
    let functions: Vec<_> = database
        .functions
        .iter()
        .map(|f| format!("{}: {}", f.name, f.signature))
        .collect();
    assert_eq!(
        functions,
        [
            "connection.open: static func(path: string) -> result<connection, error>",
            "connection.execute: func(sql: string) -> result<u64, error>",
            "connection.interrupt: func()",
            "version: func() -> string",
        ]
        .map(String::from)
    );
    assert!(inspection.provenance.is_none());
}

#[test]
fn a_composition_says_what_it_is_made_of() {
    let app = Plug::new(component(NOTES, "notes"))
        .with(component(SQLITE, "sqlite"))
        .with(component(FILES, "provider"))
        .compose()
        .unwrap();
    let inspection = inspect(&app).unwrap();
    assert_eq!(inspection.provenance.unwrap().parts.len(), 3);
    assert!(inspection.census.components >= 3);
    assert_eq!(inspection.census.size, app.len() as u64);
    let modules: u64 = inspection
        .census
        .modules
        .iter()
        .map(|module| module.size)
        .sum();
    assert!(modules > 0 && modules < app.len() as u64);
    assert!(
        inspection
            .census
            .custom_sections
            .iter()
            .any(|s| s.name == "wittgen:composition")
    );
    serde_json::to_string(&inspect(&app).unwrap()).unwrap();
}

#[test]
fn a_core_module_is_described() {
    let module = wat(
        r#"(module $m (import "env" "f" (func)) (memory (export "memory") 1) (func (export "g")))"#,
    );
    let inspection = inspect(&module).unwrap();
    assert_eq!(inspection.kind, Kind::CoreModule);
    assert_eq!(inspection.imports[0].name, "env.f");
    assert_eq!(inspection.exports[0].kind, "memory");
    assert_eq!(inspection.census.modules[0].name.as_deref(), Some("m"));
    assert_eq!(inspection.census.modules[0].size, module.len() as u64);
}

#[test]
fn a_component_beyond_wit_is_described_by_names() {
    let bytes = wat(r#"(component (import "m" (core module)) (import "i" (component)))"#);
    let inspection = inspect(&bytes).unwrap();
    let kinds: Vec<_> = inspection
        .imports
        .iter()
        .map(|import| import.kind)
        .collect();
    assert_eq!(kinds, ["core module", "component"]);
}

#[test]
fn packages_that_need_each_other_are_described() {
    // No WIT can say that, but a valid component can.
    let bytes = wat(r#"(component
        (import "a:b/x" (instance $x
            (type $r' (record (field "f" u32))) (export "r" (type (eq $r')))))
        (alias export $x "r" (type $r))
        (import "c:d/y" (instance $y (export "r" (type $rr (eq $r)))
            (type $s' (record (field "g" $rr))) (export "s" (type (eq $s')))))
        (alias export $y "s" (type $s))
        (import "a:b/z" (instance (export "s" (type $ss (eq $s)))
            (export "f" (func (param "p" $ss))))))"#);
    let inspection = inspect(&bytes).unwrap();
    let names: Vec<_> = inspection.imports.iter().map(|i| i.name.as_str()).collect();
    assert_eq!(names, ["a:b/x", "c:d/y", "a:b/z"]);
    let _ = plug(&bytes, [] as [&[u8]; 0]).unwrap();
    let _ = wittgen_composer::diff(&bytes, &bytes).unwrap();
    let denied = Plug::new(Component::named("it", &bytes[..]))
        .restrict("it", Restriction::deny("a:b/z").unwrap());
    let error = denied.compose().unwrap_err().to_string();
    assert!(error.contains("needs itself"), "{error}");
}
