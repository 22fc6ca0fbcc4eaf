//! Components held against worlds, and against what they were before.

use std::path::Path;

use wittgen_composer::{
    Breaks, Bump, Component, DiffError, Misfit, Plug, TargetsError, Wit, WitError, diff, targets,
};

use crate::support::{FILES, NOTES, SQLITE, assert_recorded, component, wat};

#[track_caller]
fn wit(text: &str) -> Wit {
    Wit::text("test.wit", text).unwrap()
}

fn sqlite() -> Vec<u8> {
    component(SQLITE, "sqlite")
}

#[test]
fn a_component_fits_its_own_world() {
    for (text, world) in [(NOTES, "notes"), (SQLITE, "sqlite"), (FILES, "provider")] {
        let component = component(text, world);
        let fit = targets(&component, &wit(text), Some(world)).unwrap();
        assert!(fit.fits, "{fit}");
        assert!(fit.stand_ins.is_empty() && fit.further_exports.is_empty());
        // A component's world can be wanted too.
        let fit = targets(&component, &Wit::binary("itself", &component[..]), None).unwrap();
        assert!(fit.fits, "{fit}");
    }
}

#[test]
fn compatible_versions_stand_in() {
    let wanted = SQLITE
        .replace(
            "package example:sqlite@0.1.4",
            "package example:sqlite@0.1.9",
        )
        .replace("wasi:log@0.2.1", "wasi:log@0.2.7")
        .replace("wasi:log/log@0.2.1", "wasi:log/log@0.2.7")
        .replace("interrupt: func();", "");
    let named = Component::named("sqlite", sqlite());
    let fit = targets(&named, &wit(&wanted), None).unwrap();
    assert!(fit.fits, "{fit}");
    assert_recorded("fits.txt", &fit.to_string());
}

#[test]
fn all_that_is_in_the_way_is_listed() {
    let wanted = "
        package example:sqlite@0.1.4;
        interface database {
            record error { code: u64, message: string }
            resource connection { open: static func(path: string) -> result<connection, error>; }
        }
        world w { import example:files/files@0.1.0; export database; export backup: func(); }
        package example:files@0.1.0 { interface files { read: func(path: string) -> list<s8>; } }
    ";
    let named = Component::named("sqlite", sqlite());
    let fit = targets(&named, &wit(wanted), Some("example:sqlite/w")).unwrap();
    assert!(!fit.fits);
    assert_recorded("misfits.txt", &fit.to_string());
    let json = serde_json::to_value(&fit).unwrap();
    assert_eq!(json["misfits"][1]["kind"], "no-import");
    let notes = component(NOTES, "notes");
    let world = "package a:b; world w { import wasi:filesystem/types@0.3.0; }
        package wasi:filesystem@0.3.0 { interface types { f: func(); } }";
    let files = "package a:b; world w { import wasi:filesystem/types@0.2.0; }
        package wasi:filesystem@0.2.0 { interface types { f: func(); } }";
    let fit = targets(component(files, "w"), &wit(world), None).unwrap();
    assert_recorded("misfits-wasi.txt", &fit.to_string());
    assert!(matches!(
        &fit.misfits[..],
        [Misfit::NoImport {
            grant: Some(_),
            near: Some(_),
            ..
        }]
    ));
    assert!(!targets(&notes, &wit(world), None).unwrap().fits);
}

/// Two interfaces that share a resource: which is whose has to agree on both sides.
#[test]
fn resources_are_the_same_across_interfaces() {
    let text = |second: &str| {
        format!(
            "package a:b; interface one {{ resource r; make: func() -> r; }}
             interface other {{ resource r; make: func() -> r; }}
             interface user {{ use {second}.{{r}}; take: func(r: r); }}
             world w {{ import one; import other; export user; }}"
        )
    };
    let component = component(&text("one"), "w");
    assert!(targets(&component, &wit(&text("one")), None).unwrap().fits);
    let fit = targets(&component, &wit(&text("other")), None).unwrap();
    assert!(!fit.fits);
    assert_recorded("misfits-resource.txt", &fit.to_string());
}

#[test]
fn worlds_are_named_and_chosen() {
    let two = wit("package a:b@1.0.0; world one {} world two {}");
    let bytes = wat("(component)");
    let error = targets(&bytes, &two, None).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`test.wit` has several worlds\nhelp: say which: a:b/one@1.0.0, a:b/two@1.0.0"
    );
    let error = targets(&bytes, &two, Some("three")).unwrap_err();
    let TargetsError::Wit(WitError::NoWorld { worlds, .. }) = &error else {
        panic!("{error}")
    };
    assert_eq!(worlds.len(), 2);
    for name in ["two", "a:b/two", "a:b/two@1.0.0"] {
        assert!(targets(&bytes, &two, Some(name)).unwrap().fits);
    }
    let error = Wit::text("broken.wit", "package a:b; world {").unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("`broken.wit` is no valid WIT: "),
        "{error}"
    );
    let error = targets(&bytes, &Wit::binary("no.wasm", b"nonsense".to_vec()), None).unwrap_err();
    assert!(error.to_string().contains("is not WebAssembly"), "{error}");
    let error = targets(&bytes, &wit("package a:b; interface i {}"), None).unwrap_err();
    assert!(error.to_string().contains("has no world"), "{error}");
}

#[test]
fn nothing_changed() {
    let bytes = sqlite();
    let same = diff(&bytes, &bytes).unwrap();
    assert_eq!(same.bump, Bump::None);
    assert_eq!(
        same.to_string(),
        "`the old one` → `the new one`: the bytes are the same"
    );
    let mut other = bytes.clone();
    other.extend([0, 3, 1, b'x', 7]);
    let code = diff(&bytes, &other).unwrap();
    assert_eq!((code.bump, code.breaks), (Bump::Patch, false));
    assert_recorded("diff-code.txt", &code.to_string());
}

#[test]
fn changes_are_told_with_whom_they_break() {
    let new = SQLITE
        .replace(
            "package example:sqlite@0.1.4",
            "package example:sqlite@0.1.5",
        )
        .replace("code: u32", "code: u64")
        .replace("interrupt: func();", "cancel: func(); close: func();")
        .replace("execute: func(sql: string)", "execute: func(text: string)")
        .replace("wasi:log/log@0.2.1", "wasi:log/log@0.2.2")
        .replace("package wasi:log@0.2.1", "package wasi:log@0.2.2")
        .replace(
            "import example:files",
            "import example:clock/clock; import example:files",
        )
        + "package example:clock { interface clock { now: func() -> u64; } }";
    let new = component(&new, "sqlite");
    let found = diff(
        Component::named("old", sqlite()),
        Component::named("new", new),
    )
    .unwrap();
    assert!(found.breaks);
    assert_recorded("diff.txt", &found.to_string());
    let json = serde_json::to_value(&found).unwrap();
    assert_eq!(json["releases"][0]["needed"], "0.2.0");
    assert_eq!(json["changes"][0]["side"], "export");
}

#[test]
fn parts_of_compositions_are_told() {
    let [notes, files] = [component(NOTES, "notes"), component(FILES, "provider")];
    let newer = SQLITE.replace(
        "package example:sqlite@0.1.4",
        "package example:sqlite@0.1.5",
    );
    let compose = |sqlite: &[u8], more: Option<&[u8]>| {
        let plug = Plug::new(Component::named("notes", &notes[..]));
        let plug = plug.with(Component::named("sqlite", sqlite));
        let files = more.map(|files| Component::named("files", files));
        files.into_iter().fold(plug, Plug::with).compose().unwrap()
    };
    let old = compose(&sqlite(), None);
    let new = compose(&component(&newer, "sqlite"), Some(&files));
    assert_recorded("diff-parts.txt", &diff(&old, &new).unwrap().to_string());
    assert_eq!(diff(&new, &old).unwrap().parts.len(), 2);
}

#[test]
fn additions_break_nobody() {
    let new = SQLITE.replace("interrupt: func();", "interrupt: func(); close: func();");
    let found = diff(sqlite(), component(&new, "sqlite")).unwrap();
    assert_eq!((found.bump, found.breaks), (Bump::Minor, false));
    assert_eq!(found.releases[0].needed, "0.1.5");
    assert!(!found.releases[0].enough);
    // And the other way round they are missing.
    let found = diff(component(&new, "sqlite"), sqlite()).unwrap();
    assert_eq!(found.bump, Bump::Major);
}

#[test]
fn every_kind_of_change_has_its_reason() {
    let mut text = String::new();
    for (old, new) in [
        ("f: func(a: u8);", "f: func(b: u8);"),
        ("f: func(a: u8);", "f: func(a: u8, b: u8);"),
        ("f: func(a: u8);", "f: func(a: u16);"),
        ("f: func();", "f: async func();"),
        ("f: func() -> u8;", "f: func();"),
        ("record r { a: u8 }", "record r { a: u8, b: u8 }"),
        ("enum e { a }", "enum e { a, b }"),
        ("variant v { a, b }", "variant v { b, a }"),
        ("flags g { a, b }", "flags g { a }"),
        ("type t = u8;", "type t = string;"),
        ("resource r;", "type r = u8;"),
        ("resource r;", "resource s;"),
    ] {
        let package = |body: &str| format!("package a:b; interface c {{ {body} mark: func(); }}");
        let found = diff(
            wit(&package(old)).package().unwrap(),
            wit(&package(new)).package().unwrap(),
        )
        .unwrap();
        assert!(found.breaks, "{old} {new}");
        let told = found.to_string();
        let lines = told
            .lines()
            .skip(2)
            .filter(|line| !line.starts_with("breaks "));
        text.push_str(&format!(
            "{old}  =>  {new}\n{}\n\n",
            lines.collect::<Vec<_>>().join("\n")
        ));
    }
    assert_recorded("diff-reasons.txt", &text);
}

#[test]
fn packages_are_compared_with_their_worlds() {
    let old = "package a:b@1.2.0; interface c { f: func(); } interface gone {}
        world w { export c; } world only-here {}";
    let new = "package a:b@1.2.1; interface c { f: func(); g: func(); }
        world w { export c; import log: func(text: string); }";
    let found = diff(wit(old).package().unwrap(), wit(new).package().unwrap()).unwrap();
    assert_recorded("diff-package.txt", &found.to_string());
    assert!(
        found
            .changes
            .iter()
            .any(|change| change.breaks == Breaks::Hosts)
    );
    let error = diff(wit(old).package().unwrap(), sqlite()).unwrap_err();
    assert!(matches!(error, DiffError::Kinds { .. }), "{error}");
}

#[test]
fn a_version_that_is_high_enough_is_told() {
    let package = |version: &str, body: &str| {
        wit(&format!("package a:b@{version}; interface c {{ {body} }}"))
    };
    let old = package("1.2.0", "f: func();");
    let text = |version, body| {
        diff(
            old.package().unwrap(),
            package(version, body).package().unwrap(),
        )
        .unwrap()
        .to_string()
    };
    assert_recorded(
        "diff-version.txt",
        &[
            text("2.0.0", "f: func(a: u8);"),
            text("1.2.1", "f: func(a: u8);"),
            text("1.2.1", "f: func(); g: func();"),
            text("1.3.0", "f: func(); g: func();"),
            text("1.2.0", "f: func(); g: func();"),
        ]
        .join("\n\n"),
    );
}

#[test]
fn wasi_of_any_host_breaks_nobody() {
    let text = |clock: &str, imports: &str, version: &str| {
        let packages = format!(
            "package wasi:clocks@{version} {{ interface monotonic-clock {{ {clock} }} }}
             package wasi:keyvalue@0.2.0 {{ interface store {{ get: func(); }} }}
             package wasi:random@{version} {{ interface random {{ get: func() -> u64; }} }}"
        );
        let imports = imports.replace("VERSION", version);
        let world = format!("package a:b; world w {{ {imports} export run: func(); }} {packages}");
        component(&world, "w")
    };
    let clock = "import wasi:clocks/monotonic-clock@VERSION;";
    let old = text("now: func() -> u64;", clock, "0.2.0");
    let random = format!("{clock} import wasi:random/random@VERSION;");
    let new = text("now: func() -> u64; wait: func();", &random, "0.2.6");
    let found = diff(&old, &new).unwrap();
    assert!(!found.breaks, "{found}");
    assert_recorded("diff-wasi.txt", &found.to_string());
    let store = format!("{clock} import wasi:keyvalue/store@0.2.0;");
    assert!(
        diff(&old, text("now: func() -> u64;", &store, "0.2.0"))
            .unwrap()
            .breaks
    );
}

#[test]
fn folders_are_read() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../wit");
    let all = Wit::read(&root).unwrap();
    let fit = targets(wat("(component)"), &all, Some("wittgen:notes/notes"));
    let error = all.package().unwrap_err();
    assert!(error.to_string().contains("several packages"), "{error}");
    assert!(fit.is_ok_and(|fit| !fit.fits));
    let one = Wit::read(root.join("sqlite")).unwrap();
    assert!(
        !diff(one.package().unwrap(), one.package().unwrap())
            .unwrap()
            .breaks
    );
    for missing in ["nowhere", "../src"] {
        assert!(Wit::read(root.join(missing)).is_err());
    }
}

/// Worlds of one package, each a little other than the first.
const WORLDS: [&str; 12] = [
    "import a; export b; export run: func(x: u32) -> string;",
    "import a; export run: func(x: u32) -> string;",
    "export b; export run: func(x: u32) -> string;",
    "import a; export b; export run: func(y: u32) -> string;",
    "import a; export b; export run: func(x: u32) -> string; export more: func();",
    "import a; import log: func(text: string); export b; export run: func(x: u32) -> string;",
    "import a-less; export b;",
    "import users; import a; export b;",
    "import users; export a; export b;",
    "export users; export a;",
    "export users; import a;",
    "export async-ones; import async-ones;",
];

#[test]
fn the_same_fits_as_with_another_tool() {
    const INTERFACES: &str = "
        interface a { record r { x: u8 } resource s { m: func(r: r) -> result<s, r>; } f: func() -> s; }
        interface a-less { record r { x: u8 } }
        interface b { use a.{r}; g: func(r: list<r>); }
        interface users { use a.{s}; take: func(s: s); lend: func(s: borrow<s>) -> option<s>; }
        interface async-ones { h: async func(s: stream<u8>) -> future<string>; }";
    let package = |version: &str| {
        let worlds = WORLDS.iter().enumerate();
        let worlds = worlds.map(|(index, body)| format!("world w{index} {{ {body} }}"));
        format!(
            "package p:q@{version}; {INTERFACES} {}",
            worlds.collect::<String>()
        )
    };
    let mut fitting = 0;
    for version in ["1.0.0", "1.3.0", "2.0.0"] {
        let text = package(version);
        let wanted = wit(&text);
        let mut resolve = wit_parser::Resolve::default();
        let id = resolve.push_str("test.wit", &text).unwrap();
        for from in 0..WORLDS.len() {
            let component = component(&package("1.0.0"), &format!("w{from}"));
            for to in 0..WORLDS.len() {
                let name = format!("w{to}");
                let world = resolve.select_world(&[id], Some(&name)).unwrap();
                let theirs = wit_component::targets(&resolve, world, &component, true);
                let ours = targets(&component, &wanted, Some(&name)).unwrap();
                let case = format!("w{from} as {name} of {version}:\n{ours}\n{theirs:?}");
                assert_eq!(ours.fits, theirs.is_ok(), "{case}");
                fitting += usize::from(ours.fits);
            }
        }
    }
    assert!(fitting > 30, "{fitting}");
}
