//! Components that make restrictions hold: what they export and import, and that they fit.

use wittgen_composer::{Provision, RestrictError, Restriction, plug, provide};

use crate::support::{component, outside};

/// A plugin that uses much of what a host could give.
const PLUGIN: &str = "
    package example:plugin@1.0.0;
    world plugin {
        import wasi:io/streams@0.2.0;
        import wasi:sockets/instance-network@0.2.0;
        import wasi:sockets/tcp@0.2.0;
        import wasi:random/random@0.2.0;
        import wasi:cli/stdout@0.2.0;
        import shout: func(text: string) -> string;
        import knobs: interface { turn: func(name: string) -> result<_, string>; }
        export run: func();
    }
    package wasi:io@0.2.0 {
        interface poll { resource pollable { block: func(); } }
        interface error { resource error { to-debug-string: func() -> string; } }
        interface streams {
            use error.{error};
            use poll.{pollable};
            variant stream-error { last-operation-failed(error), closed }
            resource output-stream {
                write: func(contents: list<u8>) -> result<_, stream-error>;
                subscribe: func() -> pollable;
            }
        }
    }
    package wasi:sockets@0.2.0 {
        interface network {
            resource network;
            enum error-code { unknown, access-denied, not-supported }
        }
        interface instance-network { use network.{network}; instance-network: func() -> network; }
        interface tcp {
            use network.{network, error-code};
            use wasi:io/streams@0.2.0.{output-stream};
            use wasi:io/poll@0.2.0.{pollable};
            resource tcp-socket {
                start-bind: func(network: borrow<network>, address: string) -> result<_, error-code>;
                accept: func() -> result<tuple<tcp-socket, output-stream>, error-code>;
                send: func(to: borrow<output-stream>, sockets: list<borrow<tcp-socket>>) -> result<u64, error-code>;
                keep: func(them: list<borrow<output-stream>>) -> result<_, error-code>;
                subscribe: func() -> pollable;
            }
        }
    }
    package wasi:random@0.2.0 {
        interface random { get-random-bytes: func(len: u64) -> list<u8>; get-random-u64: func() -> u64; }
    }
    package wasi:cli@0.2.0 {
        interface stdout { use wasi:io/streams@0.2.0.{output-stream}; get-stdout: func() -> output-stream; }
    }
";

#[track_caller]
pub(crate) fn deny(patterns: &[&str]) -> Vec<Restriction> {
    let patterns = patterns
        .iter()
        .map(|pattern| Restriction::deny(pattern).expect("a pattern"));
    patterns.collect()
}

/// What one provider meets, and its imports and exports.
#[track_caller]
pub(crate) fn only(provision: &Provision) -> (Vec<&str>, Vec<String>, Vec<String>) {
    let [provider] = &provision.providers[..] else {
        panic!("{} providers", provision.providers.len())
    };
    let (imports, exports) = outside(&provider.bytes);
    let met = provision.met.iter().map(|met| met.import.as_str());
    (met.collect(), imports, exports)
}

#[test]
fn a_denied_package_is_exported_as_it_is_imported() {
    let plugin = component(PLUGIN, "plugin");
    let provision = provide("it", &plugin, &deny(&["wasi:sockets"])).unwrap();
    let (met, imports, exports) = only(&provision);
    let sockets = [
        "wasi:sockets/network@0.2.0",
        "wasi:sockets/instance-network@0.2.0",
        "wasi:sockets/tcp@0.2.0",
    ];
    assert_eq!(met, sockets);
    assert_eq!(exports, sockets);
    // Only for the types that its functions have.
    assert!(
        imports.iter().all(|name| name.starts_with("wasi:io/")),
        "{imports:?}"
    );

    let app = plug(&plugin, [&provision.providers[0].bytes]).unwrap();
    let (imports, exports) = outside(&app);
    assert!(
        !imports.iter().any(|name| name.contains("sockets")),
        "{imports:?}"
    );
    assert!(
        imports.iter().any(|name| name == "wasi:cli/stdout@0.2.0"),
        "{imports:?}"
    );
    assert_eq!(exports, ["run"]);
}

#[test]
fn everything_can_be_denied() {
    let plugin = component(PLUGIN, "plugin");
    let all = deny(&[
        "wasi:io",
        "wasi:sockets",
        "wasi:random",
        "wasi:cli",
        "shout",
        "knobs",
    ]);
    let provision = provide("it", &plugin, &all).unwrap();
    let (met, imports, _) = only(&provision);
    assert_eq!(imports, [] as [&str; 0]);
    assert_eq!(met.len(), outside(&plugin).0.len());
    let app = plug(&plugin, [&provision.providers[0].bytes]).unwrap();
    assert_eq!(outside(&app).0, [] as [&str; 0]);
}

#[test]
fn the_same_restrictions_give_the_same_bytes() {
    let plugin = component(PLUGIN, "plugin");
    let once = provide("it", &plugin, &deny(&["wasi:sockets", "shout"])).unwrap();
    let again = provide(
        "it",
        &plugin,
        &deny(&["shout", "wasi:sockets/tcp", "wasi:sockets"]),
    );
    assert!(once == again.unwrap());
    assert!(
        once.providers[0].bytes.len() < 8000,
        "{}",
        once.providers[0].bytes.len()
    );
}

#[test]
fn backtraces_name_the_denied_function() {
    let plugin = component(PLUGIN, "plugin");
    let provision = provide("it", &plugin, &deny(&["wasi:sockets"])).unwrap();
    let bytes = &provision.providers[0].bytes;
    let name = b"denied wasi:sockets/tcp@0.2.0#[method]tcp-socket.start-bind";
    assert!(bytes.windows(name.len()).any(|window| window == name));
}

#[test]
fn what_shares_resources_is_denied_together() {
    let plugin = component(PLUGIN, "plugin");
    let error = provide("it", &plugin, &deny(&["wasi:io/streams"])).unwrap_err();
    let RestrictError::Entangled { denied, kept, .. } = &error else {
        panic!("{error}")
    };
    assert_eq!(denied, "`wasi:io/streams@0.2.0`");
    for name in ["`wasi:sockets/tcp@0.2.0`", "`wasi:cli/stdout@0.2.0`"] {
        assert!(kept.contains(name), "{error}");
    }
    assert!(!kept.contains("random"), "{error}");
    // What is named is enough.
    let enough = provide(
        "it",
        &plugin,
        &deny(&["wasi:io/streams", "wasi:sockets/tcp", "wasi:cli"]),
    );
    assert_eq!(enough.unwrap().met.len(), 3);
}

#[test]
fn a_denial_in_vain_names_the_imports() {
    let plugin = component(PLUGIN, "plugin");
    let error = provide("it", &plugin, &deny(&["wasi:socket"]))
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("`wasi:socket`") && error.contains("`wasi:random/random@0.2.0`"),
        "{error}"
    );
    let alone = component("package a:b; world w { export run: func(); }", "w");
    let error = provide("it", &alone, &deny(&["wasi:sockets"]))
        .unwrap_err()
        .to_string();
    assert!(error.contains("nor anything else"), "{error}");
}

#[test]
fn no_restrictions_need_no_providers() {
    let provision = provide("it", &component(PLUGIN, "plugin"), &[]).unwrap();
    assert!(provision.providers.is_empty() && provision.met.is_empty());
}

#[test]
fn every_kind_of_type_can_be_denied() {
    let wit = "package a:b@1.2.3;
        interface kinds {
            resource thing { constructor(name: string); get: func() -> u8; take: static func(t: thing) -> thing; }
            flags rights { read, write }
            record point { x: f32, y: f64 }
            variant shape { dot(point), none, many(list<point>) }
            enum color { red }
            a: func(p: point) -> point;
            b: func(s: shape) -> option<shape>;
            c: func(r: rights) -> rights;
            d: func() -> tuple<u8, s64, char, bool>;
            e: func() -> result;
            f: func() -> result<list<string>, color>;
            g: func() -> result<thing, tuple<u8, string>>;
            h: func(a: f32) -> f64;
            i: func(t: borrow<thing>, o: option<borrow<thing>>) -> list<tuple<string, u8>>;
            j: func(a: list<string>, b: list<string>, c: list<string>, d: list<string>, e: list<string>,
                f: list<string>, g: list<string>, h: list<string>, i: list<string>) -> string;
            k: func(l: list<u32, 4>) -> list<u32, 4>;
            l: async func(s: stream<u8>) -> result<stream<u8>, string>;
            m: async func() -> future<string>;
        }
        world w { import kinds; }";
    let importer = component(wit, "w");
    let provision = provide("it", &importer, &deny(&["a:b"])).unwrap();
    let (met, imports, exports) = only(&provision);
    assert_eq!((met, imports), (vec!["a:b/kinds@1.2.3"], vec![]));
    assert_eq!(exports, ["a:b/kinds@1.2.3"]);
    plug(&importer, [&provision.providers[0].bytes]).unwrap();
}

#[test]
fn a_package_that_is_also_exported_keeps_its_exports() {
    let wit = "package a:b;
        interface log { resource sink { put: func(text: string) -> result<_, string>; } }
        world w { import log; export log; }";
    let importer = component(wit, "w");
    let provision = provide("it", &importer, &deny(&["a:b/log"])).unwrap();
    assert_eq!(only(&provision).0, ["a:b/log"]);

    let wit = "package a:b;
        interface log { resource sink { put: func(text: string) -> result<_, string>; } }
        interface user { use log.{sink}; make: func() -> sink; }
        world w { import log; export user; }";
    let error = provide("it", &component(wit, "w"), &deny(&["a:b/log"])).unwrap_err();
    assert!(matches!(error, RestrictError::Entangled { .. }), "{error}");
}

#[test]
fn damaged_components_are_refused() {
    let plugin = component(PLUGIN, "plugin");
    for cut in (0..plugin.len()).step_by(97) {
        let _ = provide("it", &plugin[..cut], &deny(&["wasi:sockets"]));
    }
    let error = provide("it", b"\0asm\x01\0\0\0", &[]).unwrap_err();
    assert!(matches!(error, RestrictError::Component(_)), "{error}");
}
