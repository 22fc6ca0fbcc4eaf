//! Compositions that are built step by step.

use wittgen_composer::{
    AliasError, Component, ConnectError, EncodeError, EncodeOptions, ExportError, Graph,
    ImportError, Instances, NodeKind, Plug, Restriction, Wire, inspect, plug,
};

use crate::support::{FILES, NOTES, SQLITE, component, outside, wat};

fn parts() -> [Vec<u8>; 3] {
    [
        component(NOTES, "notes"),
        component(SQLITE, "sqlite"),
        component(FILES, "provider"),
    ]
}

#[track_caller]
fn encode(graph: &Graph<'_>) -> Vec<u8> {
    graph
        .encode(&EncodeOptions::default())
        .unwrap()
        .bytes
        .to_vec()
}

#[test]
fn two_instances_of_one_component_are_two() {
    let [notes, sqlite, _] = parts();
    let mut graph = Graph::new();
    let (notes, sqlite) = (graph.add(&notes).unwrap(), graph.add(&sqlite).unwrap());
    for name in ["first", "second"] {
        let database = graph.instantiate_as(sqlite, format!("{name} database"));
        let app = graph.instantiate_as(notes, name);
        let interface = graph
            .alias(database, "example:sqlite/database@0.1.4")
            .unwrap();
        graph
            .connect(app, "example:sqlite/database@0.1.2", interface)
            .unwrap();
        let store = graph.alias(app, "example:notes/store@1.0.0").unwrap();
        graph.export(store, name).unwrap();
    }
    let (imports, exports) = outside(&encode(&graph));
    assert_eq!(exports, ["first", "second"]);
    // What both databases leave open is one import, in the newest version.
    assert_eq!(imports, ["example:files/files@0.1.0", "wasi:log/log@0.2.1"]);
}

#[test]
fn steps_that_can_not_be_are_explained() {
    let [notes, sqlite, _] = parts();
    let mut graph = Graph::new();
    let (notes, sqlite) = (graph.add(&notes).unwrap(), graph.add(&sqlite).unwrap());
    let (app, database) = (graph.instantiate(notes), graph.instantiate(sqlite));

    let error = graph
        .alias(database, "example:sqlite/database@0.1.2")
        .unwrap_err();
    assert!(matches!(error, AliasError::NoExport { .. }));
    assert!(
        error.to_string().contains("example:sqlite/database@0.1.4"),
        "{error}"
    );

    let interface = graph
        .alias(database, "example:sqlite/database@0.1.4")
        .unwrap();
    let error = graph
        .connect(app, "example:sqlite/databse@0.1.2", interface)
        .unwrap_err();
    assert!(
        error.to_string().contains("example:sqlite/database@0.1.2"),
        "{error}"
    );
    let error = graph.connect(interface, "anything", database).unwrap_err();
    assert!(matches!(error, ConnectError::NotAnInstance { .. }));
    graph
        .connect(app, "example:sqlite/database@0.1.2", interface)
        .unwrap();
    let error = graph
        .connect(app, "example:sqlite/database@0.1.2", interface)
        .unwrap_err();
    assert!(matches!(error, ConnectError::Taken { .. }), "{error}");
    let error = graph
        .connect(app, "wasi:log/log@0.2.0", interface)
        .unwrap_err();
    assert!(error.to_string().contains("function `log`"), "{error}");

    let error = graph.export(app, "No Good").unwrap_err();
    assert!(matches!(error, ExportError::Name { .. }), "{error}");
    graph.export(interface, "database").unwrap();
    let error = graph.export(app, "database").unwrap_err();
    assert!(matches!(error, ExportError::Taken { .. }), "{error}");

    let ty = graph.item_type(interface);
    let error = graph.import("NOT_VALID", ty).unwrap_err();
    assert!(matches!(error, ImportError::Name { .. }), "{error}");
    graph.import("mine", ty).unwrap();
    let error = graph.import("mine", ty).unwrap_err();
    assert!(matches!(error, ImportError::Taken { .. }), "{error}");
}

#[test]
fn an_import_of_the_composition_is_passed_on() {
    let [notes, ..] = parts();
    let mut graph = Graph::new();
    let notes = graph.add(&notes).unwrap();
    let app = graph.instantiate(notes);
    let (_, ty) = graph
        .imports(notes)
        .find(|(name, _)| name.starts_with("example:sqlite"))
        .unwrap();
    let own = graph.import("my-database", ty).unwrap();
    graph
        .connect(app, "example:sqlite/database@0.1.2", own)
        .unwrap();
    assert!(matches!(graph.kind(own), NodeKind::Import { .. }));
    let (imports, _) = outside(&encode(&graph));
    assert_eq!(imports, ["wasi:log/log@0.2.0", "my-database"]);
}

#[test]
fn components_can_stay_outside() {
    let [notes, sqlite, _] = parts();
    let mut graph = Graph::new();
    let notes = graph.add(Component::named("my:notes", &notes[..])).unwrap();
    let sqlite = graph
        .add(Component::named("my:sqlite@1.2.3", &sqlite[..]))
        .unwrap();
    let _ = sqlite;
    graph.wire(&[notes], &Wire::new()).unwrap();
    let mut options = EncodeOptions::default();
    options.define_components = false;
    let encoded = graph.encode(&options).unwrap();
    let (imports, exports) = outside(&encoded.bytes.to_vec());
    for name in ["my-notes", "my-sqlite-n1-n2-n3"] {
        assert!(imports.iter().any(|import| import == name), "{imports:?}");
    }
    assert_eq!(imports, encoded.imports);
    assert_eq!(exports, encoded.exports);
}

/// `core` needs what `converter` does, whose errors are a type of `core`.
const CORE: &str = "
    package prototype:core@0.1.0;
    interface logic { LOGIC }
    interface converter {
        use logic.{detail};
        convert: func(bytes: list<u8>) -> result<list<u8>, detail>;
    }
    world core { import converter; export logic; }
    world converts { import logic; export converter; }
";

/// A component of such a world. As in real ones, its import of `logic` has no functions.
fn of_core(world: &str, functions: &str) -> Vec<u8> {
    let types = "enum code { conversion, missing } record detail { code: code, message: string }";
    component(
        &CORE.replace("LOGIC", &format!("{types} {functions}")),
        world,
    )
}

#[test]
fn a_loop_through_types_alone_is_no_loop() {
    let core = of_core("core", "");
    let converter = of_core("converts", "");
    let composition = Plug::new(Component::named("core", &core[..]))
        .with(Component::named("converter", &converter[..]))
        .compose_explained()
        .unwrap();
    let (imports, exports) = outside(&composition.bytes);
    assert_eq!(exports, ["prototype:core/logic@0.1.0"]);
    assert!(imports.is_empty(), "{imports:?}");
    let given: Vec<_> = composition
        .connections
        .iter()
        .map(|c| (c.importer.as_str(), c.import.as_str(), c.provider.as_str()))
        .collect();
    let name = "prototype:core/logic@0.1.0";
    let types = "types of prototype:core/logic@0.1.0";
    assert!(given.contains(&("converter", name, types)), "{given:?}");
    assert!(given.contains(&("core", name, types)), "{given:?}");

    // Where it needs functions of it, there is no way out.
    let converter = of_core("converts", "list-all: func() -> list<string>;");
    let core = of_core("core", "list-all: func() -> list<string>;");
    let error = plug(&core, [&converter]).unwrap_err().to_string();
    assert!(error.contains("in a circle"), "{error}");
}

const DIAMOND: &str = "
    package a:b@1.0.0;
    interface pool { resource item { constructor(n: u32); value: func() -> u32; } }
    interface left { use pool.{item}; make: func() -> item; }
    interface right { use pool.{item}; take: func(it: item) -> u32; }
    interface app { run: func() -> u32; }
    world pools { export pool; }
    world lefts { import pool; export left; }
    world rights { import pool; export right; }
    world apps { import left; import right; export app; }
";

#[test]
fn resources_of_two_instances_are_told_apart() {
    let of = |world| component(DIAMOND, world);
    let (pools, lefts, rights, apps) = (of("pools"), of("lefts"), of("rights"), of("apps"));
    let all = [&pools, &lefts, &rights];
    // One instance of each: the resource is the same on both ways.
    let (imports, _) = outside(&plug(&apps, all).unwrap());
    assert!(imports.is_empty(), "{imports:?}");

    // One for each importer: it is not, and the message says where.
    let error = Plug::new(Component::named("apps", &apps[..]))
        .with(&pools)
        .with(&lefts)
        .with(&rights)
        .instances(Instances::PerImporter)
        .compose()
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("other resources") && error.contains("`item`"),
        "{error}"
    );
}

#[test]
fn each_importer_may_have_an_instance_of_its_own() {
    let [_, sqlite, files] = parts();
    let reader = |name: &str| {
        let wit = format!(
            "package example:{name}; world w {{ import example:sqlite/database@0.1.4;
             import example:files/files@0.1.0; export run: func(); }}
             package example:sqlite@0.1.4 {{ interface database {{ version: func() -> string; }} }}
             package example:files@0.1.0 {{
                interface files {{ read: func(path: string) -> list<u8>; }} }}"
        );
        component(&wit, "w")
    };
    let app = reader("app");
    let count = |instances| {
        let mut graph = Graph::new();
        let app = graph.add(&app).unwrap();
        graph.add(&sqlite).unwrap();
        graph.add(&files).unwrap();
        let mut wire = Wire::new();
        wire.instances = instances;
        graph.wire(&[app], &wire).unwrap();
        outside(&encode(&graph));
        graph.instances().count()
    };
    assert_eq!(count(Instances::Shared), 3);
    // The files are read by the application and by the database.
    assert_eq!(count(Instances::PerImporter), 4);
}

#[test]
fn an_open_import_can_not_be_about_what_is_inside() {
    let of = |world| component(DIAMOND, world);
    let (pools, apps) = (of("pools"), of("apps"));
    let error = plug(Component::named("apps", &apps[..]), [&pools])
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("`a:b/left@1.0.0` of `apps` stays open") && error.contains("`item`"),
        "{error}"
    );
}

#[test]
fn imports_that_can_not_be_one_are_named() {
    let with = |name: &str, ty: &str| {
        let wit = format!(
            "package my:{name}; world w {{ import a:b/c@1.0.0; export {name}: func(); }}
             package a:b@1.0.0 {{ interface c {{ f: func(x: {ty}); }} }}"
        );
        component(&wit, "w")
    };
    let (first, second) = (with("first", "u8"), with("second", "u16"));
    let mut graph = Graph::new();
    for (name, bytes) in [("first", &first), ("second", &second)] {
        let id = graph.add(Component::named(name, &bytes[..])).unwrap();
        graph.instantiate(id);
    }
    let error = graph.encode(&EncodeOptions::default()).unwrap_err();
    assert!(matches!(error, EncodeError::ImportConflict { .. }));
    let text = error.to_string();
    for part in [
        "`first`",
        "`second`",
        "`a:b/c@1.0.0`",
        "parameter `x`",
        "expected `u8`, found `u16`",
    ] {
        assert!(text.contains(part), "{part} is missing in {text}");
    }
}

#[test]
fn newer_kinds_of_types_stay_open() {
    let wit = "package a:b;
        interface i {
            resource r;
            f: func(a: map<string, u32>, b: list<u8, 4>, c: stream<u8>, d: future<r>) -> error-context;
            g: async func(a: stream<r>) -> future;
        }
        world w { import i; export i; }";
    let mut resolve = wit_parser::Resolve {
        all_features: true,
        ..Default::default()
    };
    let package = resolve.push_str("test.wit", wit).unwrap();
    let bytes = crate::support::dummy(&resolve, package, Some("w"));
    let mut graph = Graph::new();
    let id = graph.add(&bytes).unwrap();
    let (first, second) = (graph.instantiate(id), graph.instantiate(id));
    let interface = graph.alias(first, "a:b/i").unwrap();
    graph.connect(second, "a:b/i", interface).unwrap();
    let out = graph.alias(second, "a:b/i").unwrap();
    graph.export(out, "a:b/i").unwrap();
    assert_eq!(
        outside(&encode(&graph)),
        (vec!["a:b/i".into()], vec!["a:b/i".into()])
    );
}

/// A component with a core module that is large enough to be worth sharing.
fn with_module(export: &str) -> Vec<u8> {
    let data = "x".repeat(10_000);
    wat(&format!(
        r#"(component
            (core module $runtime (memory 1) (data (i32.const 0) "{data}") (func (export "f")))
            (core instance $i (instantiate $runtime))
            (func $f (canon lift (core func $i "f")))
            (export "{export}" (func $f)))"#
    ))
}

#[test]
fn what_several_inputs_contain_is_there_once() {
    let (first, second) = (with_module("first"), with_module("second"));
    let user = wat(
        r#"(component (import "first" (func $a)) (import "second" (func $b))
            (export "run" (func $a)))"#,
    );
    let app = plug(&user, [&first, &second]).unwrap();
    outside(&app);
    assert!(app.len() < 14_000, "{} bytes", app.len());
    assert_eq!(inspect(&app).unwrap().census.modules.len(), 1);

    // Again from compositions, whose components are the same.
    let wrap = |name: &str, app: &[u8]| {
        let mut graph = Graph::new();
        let id = graph.add(app).unwrap();
        let instance = graph.instantiate(id);
        let run = graph.alias(instance, "run").unwrap();
        graph.export(run, name).unwrap();
        encode(&graph)
    };
    let (one, two) = (wrap("one", &app), wrap("two", &app));
    let user = wat(
        r#"(component (import "one" (func $a)) (import "two" (func $b))
            (export "run" (func $b)))"#,
    );
    let twice = plug(&user, [&one, &two]).unwrap();
    outside(&twice);
    assert!(twice.len() < 19_000, "{} bytes", twice.len());

    // On request everything is as it came.
    let mut graph = Graph::new();
    let root = graph.add(&user).unwrap();
    graph.add(&one).unwrap();
    graph.add(&two).unwrap();
    graph.wire(&[root], &Wire::new()).unwrap();
    let mut options = EncodeOptions::default();
    options.share = false;
    let whole = graph.encode(&options).unwrap().bytes.to_vec();
    outside(&whole);
    assert!(whole.len() > 2 * 13_000, "{} bytes", whole.len());
}

#[test]
fn names_are_left_out_on_request() {
    let module = wat(r#"(module $a-module-of-this-name (func $a-function-of-this-name))"#);
    let text: String = module.iter().map(|byte| format!("\\{byte:02x}")).collect();
    let bytes = wat(&format!(
        r#"(component $a-component-of-this-name (core module (func $a-function-of-this-name))
            (component $inner (core module (func $a-function-of-this-name)))
            (@custom "keep" "{text}"))"#
    ));
    let mut graph = Graph::new();
    let id = graph.add(&bytes).unwrap();
    graph.instantiate(id);
    let mut options = EncodeOptions::default();
    let mentions = |bytes: &[u8]| {
        let name = b"a-function-of-this-name";
        bytes.windows(name.len()).filter(|w| w == name).count()
    };
    let named = graph.encode(&options).unwrap().bytes.to_vec();
    outside(&named);
    assert_eq!(mentions(&named), 3);
    options.names = false;
    let stripped = graph.encode(&options).unwrap().bytes.to_vec();
    outside(&stripped);
    // Other sections are nobody's business.
    assert_eq!(mentions(&stripped), 1);
}

#[test]
fn a_restriction_is_about_one_part() {
    let [notes, sqlite, _] = parts();
    let deny = |plug: Plug<'static>, part: &str, what: &str| {
        plug.restrict(part, Restriction::deny(what).unwrap())
    };
    let owned = Plug::new(Component::named("notes", notes.clone()))
        .with(Component::named("sqlite", sqlite.clone()));
    let log = |app: &[u8]| outside(app).0.iter().any(|i| i.starts_with("wasi:log"));
    assert!(log(&owned.compose().unwrap()));
    // The database still has it, unless it is denied there too.
    let one = deny(owned.clone(), "notes", "wasi:log");
    assert!(log(&one.compose().unwrap()));
    let both = deny(one, "sqlite", "wasi:log/log");
    assert!(!log(&both.compose().unwrap()));

    let error = deny(owned.clone(), "note", "wasi:log")
        .compose()
        .unwrap_err();
    assert!(error.to_string().contains("`sqlite`"), "{error}");
    let error = deny(owned, "notes", "wasi:sockets").compose().unwrap_err();
    assert!(error.to_string().contains("wasi:log/log@0.2.0"), "{error}");
}
