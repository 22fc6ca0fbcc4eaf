//! What is connected when components are plugged together.

use wittgen_composer::{Component, Plug, Provenance, plug};

use crate::support::{FILES, NOTES, SQLITE, component, outside, wat};

fn parts() -> [Vec<u8>; 3] {
    [
        component(NOTES, "notes"),
        component(SQLITE, "sqlite"),
        component(FILES, "provider"),
    ]
}

#[test]
fn providers_meet_each_others_imports_too() {
    let [notes, sqlite, files] = parts();
    let app = plug(&notes, [&sqlite, &files]).unwrap();
    let (imports, exports) = outside(&app);
    // One interface of WASI in two versions is imported once, in the newer one.
    assert_eq!(
        imports,
        ["wasi:clocks/wall-clock@0.2.0", "wasi:log/log@0.2.1"]
    );
    assert_eq!(exports, ["example:notes/store@1.0.0"]);
}

#[test]
fn what_nobody_provides_stays_open() {
    let [notes, sqlite, _] = parts();
    let composition = Plug::new(&notes).with(&sqlite).compose_explained().unwrap();
    let (imports, _) = outside(&composition.bytes);
    assert!(
        imports.contains(&"example:files/files@0.1.0".to_owned()),
        "{imports:?}"
    );
    let open: Vec<_> = composition
        .open
        .iter()
        .map(|open| open.import.as_str())
        .collect();
    assert_eq!(
        open,
        [
            "wasi:log/log@0.2.0",
            "example:files/files@0.1.0",
            "wasi:log/log@0.2.1"
        ]
    );
}

#[test]
fn the_order_of_providers_does_not_matter() {
    let [notes, sqlite, files] = parts();
    let one = plug(&notes, [&sqlite, &files]).unwrap();
    let other = plug(&notes, [&files, &sqlite]).unwrap();
    assert!(one == other, "another order gave other bytes");
}

#[test]
fn the_same_inputs_give_the_same_bytes() {
    let [notes, sqlite, files] = parts();
    let first = plug(&notes, [&sqlite, &files]).unwrap();
    for _ in 0..20 {
        assert!(
            first == plug(&notes, [&sqlite, &files]).unwrap(),
            "the bytes differ"
        );
    }
}

#[test]
fn a_composition_composes_further() {
    let [notes, sqlite, files] = parts();
    let lower = plug(&sqlite, [&files]).unwrap();
    let app = plug(&notes, [&lower]).unwrap();
    assert_eq!(
        outside(&app),
        outside(&plug(&notes, [&sqlite, &files]).unwrap())
    );
    let inner = Provenance::read(&app).unwrap().parts[1]
        .composition
        .clone()
        .unwrap();
    assert_eq!(inner.parts.len(), 2);
}

#[test]
fn an_exposed_interface_is_exported_as_well() {
    let [notes, sqlite, files] = parts();
    for name in [
        "example:sqlite/database@0.1.4",
        "example:sqlite/database@0.1.0",
        "example:sqlite/database",
    ] {
        let plug = Plug::new(&notes).with(&sqlite).with(&files).expose(name);
        let (_, exports) = outside(&plug.compose().unwrap());
        assert_eq!(
            exports,
            ["example:notes/store@1.0.0", "example:sqlite/database@0.1.4"]
        );
    }
}

#[test]
fn a_provider_that_is_only_exposed_is_used() {
    let [_, _, files] = parts();
    let plugin = wat("(component)");
    let app = Plug::new(&plugin)
        .with(&files)
        .expose("example:files/files")
        .compose()
        .unwrap();
    assert_eq!(outside(&app).1, ["example:files/files@0.1.0"]);
}

#[test]
fn identical_inputs_are_included_once() {
    let [notes, sqlite, files] = parts();
    let once = plug(&notes, [&sqlite, &files]).unwrap();
    let twice = plug(&notes, [&sqlite, &files, &sqlite]).unwrap();
    assert!(once == twice);
}

/// `types` in the middle: both the plugin and one provider use the resource of another.
#[test]
fn a_resource_stays_the_same_along_a_diamond() {
    const TYPES: &str = "package d:types@0.1.0 {
        interface things { resource thing { name: func() -> string; } make: func() -> thing; }
    }";
    let types = component(
        "package d:types@0.1.0;
         interface things { resource thing { name: func() -> string; } make: func() -> thing; }
         world types { export things; }",
        "types",
    );
    let box_ = component(
        &format!(
            "package d:box@0.1.0;
             interface boxes {{ use d:types/things@0.1.0.{{thing}}; put: func(thing: borrow<thing>); take: func() -> thing; }}
             world box {{ export boxes; }} {TYPES}"
        ),
        "box",
    );
    let plugin = component(
        &format!(
            "package d:app@0.1.0;
             world app {{ import d:types/things@0.1.0; import d:box/boxes@0.1.0; export run: func(); }}
             {TYPES}
             package d:box@0.1.0 {{
                interface boxes {{ use d:types/things@0.1.0.{{thing}}; put: func(thing: borrow<thing>); take: func() -> thing; }}
             }}"
        ),
        "app",
    );
    let app = plug(&plugin, [&box_, &types]).unwrap();
    assert_eq!(outside(&app), (vec![], vec!["run".to_owned()]));
    // Without the common part, all of it stays open and is still the same.
    let (imports, _) = outside(&plug(&plugin, [&box_]).unwrap());
    assert_eq!(imports, ["d:types/things@0.1.0"]);
}

#[test]
fn the_newest_compatible_version_wins() {
    let provider = |version: &str| {
        let wit =
            format!("package a:b@{version}; interface c {{ f: func(); }} world w {{ export c; }}");
        component(&wit, "w")
    };
    let plugin = component(
        "package a:app; world w { import a:b/c@1.1.0; }
         package a:b@1.1.0 { interface c { f: func(); } }",
        "w",
    );
    let (old, new, newer) = (provider("1.0.0"), provider("1.2.0"), provider("2.0.0"));
    let composition = Plug::new(&plugin).with(&old).compose_explained().unwrap();
    assert_eq!(composition.connections[0].export, "a:b/c@1.0.0");
    let error = plug(&plugin, [&new, &newer]).unwrap_err().to_string();
    assert!(
        error.contains("wants version 1.1.0 of `a:b/c`") || error.contains("is not used"),
        "{error}"
    );
    let error = plug(&plugin, [&old, &new]).unwrap_err().to_string();
    assert!(
        error.contains("`a:b/c@1.0.0`") && error.contains("is not used"),
        "{error}"
    );
}

#[test]
fn plain_functions_connect_by_name() {
    let provider = wat(r#"(component
        (core module $m (func (export "f"))) (core instance $i (instantiate $m))
        (func $f (canon lift (core func $i "f"))) (export "hello" (func $f)))"#);
    let plugin = wat(r#"(component (import "hello" (func $f)) (export "again" (func $f)))"#);
    let app = plug(plugin, [provider]).unwrap();
    assert_eq!(outside(&app), (vec![], vec!["again".to_owned()]));
}

#[test]
fn provenance_names_every_input() {
    let [notes, sqlite, files] = parts();
    let app = Plug::new(Component::named("my notes", &notes[..]))
        .with(&sqlite)
        .with(&files);
    let provenance = Provenance::read(&app.compose().unwrap()).unwrap();
    let parts: Vec<_> = provenance
        .parts
        .iter()
        .map(|p| (p.name.as_str(), p.version.as_deref()))
        .collect();
    let expected = [
        ("my notes", "1.0.0"),
        ("example:sqlite", "0.1.4"),
        ("example:files", "0.1.0"),
    ];
    assert_eq!(parts, expected.map(|(name, version)| (name, Some(version))));
    assert_eq!(provenance.parts[0].size, notes.len() as u64);
    assert_eq!(provenance.parts[0].sha256.len(), 64);
    assert_eq!(
        provenance.connections[0].import,
        "example:sqlite/database@0.1.2"
    );
    assert_eq!(
        provenance.connections[0].export,
        "example:sqlite/database@0.1.4"
    );
}
