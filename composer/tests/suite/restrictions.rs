//! Components that make restrictions hold: what they export and import, and that they fit.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use wit_parser::Resolve;
use wittgen_composer::{Provision, RestrictError, Restriction, plug, provide};

use crate::support::{component, dummy, outside};

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
fn deny(patterns: &[&str]) -> Vec<Restriction> {
    let patterns = patterns
        .iter()
        .map(|pattern| Restriction::deny(pattern).expect("a pattern"));
    patterns.collect()
}

/// What one provider meets, and its imports and exports.
#[track_caller]
fn only(provision: &Provision) -> (Vec<&str>, Vec<String>, Vec<String>) {
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

/// A plugin that reads its settings.
const SETTINGS: &str = "
    package example:settings;
    world settings { import wasi:cli/environment@0.2.3; import wasi:config/store@0.2.0-rc.1; export run: func(); }
    world arguments { import arguments: interface { get: func(key: string) -> u32; } import wasi:clocks/now@0.2.0; }
    package wasi:cli@0.2.3 {
        interface environment {
            get-environment: func() -> list<tuple<string, string>>;
            get-arguments: func() -> list<string>;
            initial-cwd: func() -> option<string>;
        }
    }
    package wasi:config@0.2.0-rc.1 {
        interface store {
            variant error { upstream(string), io(string) }
            get: func(key: string) -> result<option<string>, error>;
            get-all: func() -> result<list<tuple<string, string>>, error>;
        }
    }
    package wasi:clocks@0.2.0 { interface now { now: func() -> u64; } }
";

#[test]
fn given_variables_leave_the_rest_to_the_host() {
    let importer = component(SETTINGS, "settings");
    let restrictions = [
        Restriction::environment("MODE=test").unwrap(),
        Restriction::environment("EMPTY=").unwrap(),
        Restriction::configuration("key=value").unwrap(),
    ];
    let provision = provide("it", &importer, &restrictions).unwrap();
    let (met, imports, exports) = only(&provision);
    let both = ["wasi:cli/environment@0.2.3", "wasi:config/store@0.2.0-rc.1"];
    assert_eq!(
        (&met[..], &exports[..]),
        (&both[..], &both.map(String::from)[..])
    );
    // For the arguments and the working directory.
    assert_eq!(imports, ["wasi:cli/environment@0.2.3"]);
    assert!(provision.links.is_empty());
}

#[test]
fn given_variables_and_a_denial_leave_nothing_to_the_host() {
    let importer = component(SETTINGS, "settings");
    let mut restrictions = deny(&["wasi:cli", "wasi:config"]);
    restrictions.push(Restriction::environment("MODE=test").unwrap());
    restrictions.push(Restriction::Arguments(vec!["tool".into(), "--help".into()]));
    let provision = provide("it", &importer, &restrictions).unwrap();
    assert_eq!(only(&provision).1, [] as [&str; 0]);
}

#[test]
fn settings_in_vain_name_the_imports() {
    let importer = component(SETTINGS, "arguments");
    let cases = [
        (Restriction::environment("A=b").unwrap(), "--env"),
        (Restriction::Arguments(vec![]), "--arg"),
        (Restriction::configuration("a=b").unwrap(), "--config"),
    ];
    for (restriction, option) in cases {
        let error = provide("it", &importer, &[restriction])
            .unwrap_err()
            .to_string();
        assert!(
            error.contains(option) && error.contains("`wasi:clocks/now@0.2.0`"),
            "{error}"
        );
    }
}

#[test]
fn an_interface_by_the_name_of_wasi_is_looked_at() {
    for ty in [
        "list<u8>",
        "list<tuple<string, u8>>",
        "string",
        "list<tuple<string, string, string>>",
    ] {
        let wit = format!(
            "package a:b; world w {{ import wasi:cli/environment@0.2.0; }}
            package wasi:cli@0.2.0 {{ interface environment {{ get-environment: func() -> {ty}; }} }}"
        );
        let restriction = Restriction::environment("A=b").unwrap();
        let error = provide("it", &component(&wit, "w"), &[restriction]).unwrap_err();
        assert!(
            matches!(error, RestrictError::Unsupported { .. }),
            "{error}"
        );
    }
}

/// Denies all imports of the worlds at `path`, whose exports are made imports as well, and each alone.
/// Returns how many worlds that were.
#[track_caller]
fn deny_worlds(path: &Path) -> usize {
    let mut resolve = Resolve::default();
    let Ok((package, _)) = resolve.push_path(path) else {
        return 0;
    };
    let worlds: Vec<_> = resolve.packages[package]
        .worlds
        .clone()
        .into_iter()
        .collect();
    let mut count = 0;
    for (world, id) in worlds {
        let mut resolve = resolve.clone();
        // What can't be imported, or is beyond the tools that make the importer, is no case for us.
        let module = catch_unwind(AssertUnwindSafe(|| {
            resolve.importize(id, Some("all".into())).expect("imports");
            dummy(&resolve, package, Some("all"))
        }));
        let Ok(importer) = module else { continue };
        let imports = wittgen_composer::inspect(&importer)
            .expect("a component")
            .imports;
        let imports = imports.into_iter().filter(|import| import.kind != "type");
        let imports: Vec<_> = imports.map(|import| import.name).collect();
        let shown = format!("{}: {world}", path.display());
        let rules: Vec<_> = imports.iter().map(|name| Restriction::deny(name)).collect();
        let rules: Vec<_> = rules.into_iter().map(|rule| rule.expect(&shown)).collect();
        match provide("it", &importer, &rules) {
            Ok(provision) if !provision.providers.is_empty() => {
                assert_eq!(only(&provision).1, [] as [&str; 0], "{shown}");
                assert_eq!(only(&provision).0.len(), rules.len(), "{shown}");
            }
            Ok(_) => assert!(imports.is_empty(), "{shown}"),
            Err(RestrictError::Unsupported { message, .. }) => println!("{shown}: {message}"),
            Err(error) => panic!("{shown}: {error}"),
        }
        for rule in rules {
            match provide("it", &importer, std::slice::from_ref(&rule)) {
                Ok(provision) => drop(only(&provision)),
                Err(RestrictError::Entangled { .. } | RestrictError::Unsupported { .. }) => {}
                Err(error) => panic!("{shown}: {error}"),
            }
        }
        count += 1;
    }
    count
}

#[test]
fn worlds_that_others_wrote_can_be_denied() {
    let corpus = std::env::var_os("WITTGEN_CORPUS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus"),
        PathBuf::from,
    );
    let mut count = 0;
    for folder in ["wit/wit-bindgen", "wit/wasmtime"] {
        let Ok(entries) = std::fs::read_dir(corpus.join(folder)) else {
            println!("skipped: there is no `{folder}` in `{}`", corpus.display());
            return;
        };
        for entry in entries {
            count += deny_worlds(&entry.expect("an entry").path());
        }
    }
    assert!(count > 40, "{count} worlds");
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
