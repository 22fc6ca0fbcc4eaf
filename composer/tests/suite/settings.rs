//! Variables, arguments and configuration for one part alone.

use wittgen_composer::{RestrictError, Restriction, provide};

use crate::restrictions::{deny, only};
use crate::support::component;

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
