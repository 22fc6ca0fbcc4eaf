//! Drawings of compositions.

use wittgen_composer::{Component, Drawing, EncodeOptions, Format, Graph, Wire, draw, plug};

use crate::support::{FILES, NOTES, SQLITE, assert_recorded, component, wat};

/// A plugin, two parts that share a third, and imports that stay open.
fn shop() -> [(&'static str, Vec<u8>); 4] {
    let log = "package shop:log@0.1.0 { interface log { log: func(text: string); } }
        package wasi:clocks@0.2.0 { interface wall-clock { now: func() -> u64; } }
        package wasi:random@0.2.1 { interface random { get: func() -> u64; } }
        package shop:stock@0.3.0 { interface stock { take: func(count: u32); } }
        package shop:orders@1.0.0 { interface orders { place: func(); } interface returns { back: func(); } }
        package shop:bank@2.1.0 { interface bank { pay: func(amount: u64); } }";
    let part = |package: &str, world: &str| {
        let nested: String = log
            .split("package ")
            .skip(1)
            .filter(|nested| !nested.starts_with(package))
            .map(|nested| format!("package {nested}"))
            .collect();
        let own = log
            .split("package ")
            .find(|nested| nested.starts_with(package));
        let own = own.map_or(String::new(), |own| {
            let (_, body) = own.split_once('{').unwrap();
            body.trim_end().trim_end_matches('}').to_owned()
        });
        let text = format!("package {package}; {own} world w {{ {world} }} {nested}");
        component(&text, "w")
    };
    [
        ("desk", part(
            "shop:desk@1.2.0",
            "import shop:orders/orders@1.0.0; import shop:orders/returns@1.0.0; import shop:log/log@0.1.0;
             import wasi:random/random@0.2.1; export run: func();",
        )),
        ("orders", part(
            "shop:orders@1.0.0",
            "import shop:stock/stock@0.3.0; import shop:bank/bank@2.1.0; import shop:log/log@0.1.0;
             export orders; export returns;",
        )),
        ("stock", part("shop:stock@0.3.0", "import shop:log/log@0.1.0; export stock;")),
        ("log", part(
            "shop:log@0.1.0",
            "import wasi:clocks/wall-clock@0.2.0; import wasi:random/random@0.2.1; export log;",
        )),
    ]
}

fn graph<'a>(parts: &'a [(&'a str, Vec<u8>)]) -> Graph<'a> {
    let mut graph = Graph::new();
    let mut root = None;
    for (name, bytes) in parts {
        let id = graph.add(Component::named(*name, &bytes[..])).unwrap();
        root = root.or(Some(id));
    }
    graph.wire(&[root.unwrap()], &Wire::new()).unwrap();
    graph
}

#[test]
fn every_format_is_drawn() {
    let parts = shop();
    let graph = graph(&parts);
    for format in Format::ALL {
        assert_recorded(&format!("shop.{format}"), &draw(&graph, format));
        assert_eq!(format.to_string().parse(), Ok(format));
    }
    let whole = Drawing::of_graph(&graph).render(Format::Tree);
    assert!(whole.contains("open: wasi:random/random@0.2.1"), "{whole}");
    assert!(
        "png"
            .parse::<Format>()
            .unwrap_err()
            .to_string()
            .contains("`mermaid`")
    );
}

#[test]
fn a_finished_component_is_drawn_alike() {
    let parts = shop();
    let graph = graph(&parts);
    let bytes = graph
        .encode(&EncodeOptions::default())
        .unwrap()
        .bytes
        .to_vec();
    let finished = Drawing::of_component(&bytes).unwrap().fold_wasi();
    assert_recorded("shop-finished.tree", &finished.render(Format::Tree));
    let mut options = EncodeOptions::default();
    (options.names, options.provenance) = (false, false);
    let bytes = graph.encode(&options).unwrap().bytes.to_vec();
    let bare = Drawing::of_component(&bytes).unwrap().fold_wasi();
    assert_recorded("shop-bare.tree", &bare.render(Format::Tree));
    options.define_components = false;
    let bytes = graph.encode(&options).unwrap().bytes.to_vec();
    let imported = Drawing::of_component(&bytes).unwrap().fold_wasi();
    assert_recorded("shop-imported.tree", &imported.render(Format::Tree));
}

#[test]
fn versions_that_differ_are_drawn() {
    let parts = [
        component(NOTES, "notes"),
        component(SQLITE, "sqlite"),
        component(FILES, "provider"),
    ];
    let app = plug(&parts[0], [&parts[1], &parts[2]]).unwrap();
    let drawing = Drawing::of_component(&app).unwrap();
    assert_recorded("notes.tree", &drawing.render(Format::Tree));
    let alone = Drawing::of_component(Component::named("notes", &parts[0][..])).unwrap();
    assert_recorded("notes-alone.tree", &alone.fold_wasi().render(Format::Tree));
}

#[test]
fn names_can_not_break_a_drawing() {
    let bytes = wat(r#"(component (import "a:b/c" (instance)))"#);
    let mut graph = Graph::new();
    let name = "x\"]; <b>&amp;\u{1b}[31m\n\\\" --> `y` ]]>";
    let part = graph.add(Component::named(name, &bytes[..])).unwrap();
    graph.instantiate(part);
    for format in Format::ALL {
        assert_recorded(&format!("hostile.{format}"), &draw(&graph, format));
    }
    for format in Format::ALL {
        assert!(!draw(&Graph::new(), format).contains("n0"));
    }
}

/// A circle can't be composed, but it can be drawn to be looked for.
#[test]
fn circles_are_drawn() {
    let bytes = wat(r#"(component (import "a:b/c" (instance $c)) (export "a:b/d" (instance $c)))"#);
    let mut graph = Graph::new();
    let part = graph.add(Component::named("part", &bytes[..])).unwrap();
    let nodes = [graph.instantiate(part), graph.instantiate(part)];
    for (node, other) in [(nodes[0], nodes[1]), (nodes[1], nodes[0])] {
        let source = graph.alias(other, "a:b/d").unwrap();
        graph.connect(node, "a:b/c", source).unwrap();
    }
    assert_recorded("circle.tree", &draw(&graph, Format::Tree));
    assert_recorded("circle.svg", &draw(&graph, Format::Svg));
}

#[test]
fn long_chains_are_drawn() {
    let bytes = wat(
        r#"(component (import "a:b/c" (instance $c (export "f" (func)))) (export "a:b/d" (instance $c)))"#,
    );
    let mut graph = Graph::new();
    let part = graph.add(&bytes).unwrap();
    let mut above = graph.instantiate(part);
    for _ in 0..400 {
        let below = graph.instantiate(part);
        let source = graph.alias(below, "a:b/d").unwrap();
        graph.connect(above, "a:b/c", source).unwrap();
        above = below;
    }
    for format in Format::ALL {
        assert!(draw(&graph, format).lines().count() > 400);
    }
}
