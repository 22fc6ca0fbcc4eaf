//! The same plug made with `wasm-compose` has the same outside.

use wasm_compose::graph::{Component, CompositionGraph, EncodeOptions, InstanceId};
use wasmparser::Validator;
use wittgen_composer::plug;

use crate::support::{FILES, component, outside};

const READER: &str = "
    package example:reader@0.3.0;
    interface reader { head: func(path: string) -> result<string>; }
    world w { import example:files/files@0.1.0; import wasi:log/log@0.2.0; export reader; }
    package example:files@0.1.0 { interface files { read: func(path: string) -> list<u8>; } }
    package wasi:log@0.2.0 { interface log { log: func(text: string); } }
";

/// What `wasm-compose` makes of a plugin and one provider, connected at `interface`.
fn compose_with_peer(plugin: &[u8], provider: &[u8], interface: &str) -> Vec<u8> {
    let mut graph = CompositionGraph::new();
    let mut validator = Validator::new();
    let mut add = |name: &str, bytes: &[u8]| -> InstanceId {
        let component = Component::from_bytes(&mut validator, name, bytes.to_vec()).unwrap();
        let id = graph.add_component(component).unwrap();
        graph.instantiate(id).unwrap()
    };
    let (plugin, provider) = (add("plugin", plugin), add("provider", provider));
    let (_, from) = graph.get_component_of_instance(provider).unwrap();
    let (export, _, _) = from.export_by_name(interface).unwrap();
    let (_, to) = graph.get_component_of_instance(plugin).unwrap();
    let (import, _) = to.import_by_name(interface).unwrap();
    graph
        .connect(provider, Some(export), plugin, import)
        .unwrap();
    let options = EncodeOptions {
        define_components: true,
        export: Some(plugin),
        validate: true,
    };
    graph.encode(options).unwrap()
}

#[test]
fn a_simple_plug_has_the_same_outside() {
    let (plugin, provider) = (component(READER, "w"), component(FILES, "provider"));
    let peers = compose_with_peer(&plugin, &provider, "example:files/files@0.1.0");
    let sorted = |(mut imports, mut exports): (Vec<String>, Vec<String>)| {
        imports.sort();
        exports.sort();
        (imports, exports)
    };
    let ours = sorted(outside(&plug(&plugin, [&provider]).unwrap()));
    assert_eq!(ours, sorted(outside(&peers)));
    assert_eq!(
        ours.0,
        ["wasi:clocks/wall-clock@0.2.0", "wasi:log/log@0.2.0"]
    );
}
