//! Where WIT is read from, what is left out, and what errors say.

use std::fs;
use std::path::{Path, PathBuf};

use wittgen_ir::{
    Error, Feature, FeatureSet, Input, Unstable, check, dump, lower, read, read_with,
};

/// A folder of this test's own, with these files.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("sources")
        .join(name);
    if root.is_dir() {
        fs::remove_dir_all(&root).expect("an earlier run's files can be removed");
    }
    fs::create_dir_all(&root).expect("the folder can be made");
    for (path, text) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap_or(&root)).expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
    }
    root
}

const TYPES: &str = "package example:types@0.1.0; interface t { record r { x: u32 } }";

#[test]
fn text_uses_the_packages_of_paths() {
    let root = folder("uses", &[("types/t.wit", TYPES)]);
    let text = "package example:app; interface i { use example:types/t@0.1.0.{r}; f: func(r: r); } world app { export i; }";
    let input = Input::Inline {
        text: text.to_string(),
        paths: vec![root.join("types")],
    };
    let source = read(&input).expect("the package is found");
    let world = lower(&source, None).expect("only the text's own world is meant");
    assert_eq!(world.name.wit(), "app");
    assert_eq!(source.files, [root.join("types/t.wit")]);
    let missing = read(&Input::inline(text)).unwrap_err().to_string();
    assert!(missing.contains("example:types"), "{missing}");
}

#[test]
fn folders_files_and_lists_are_read() {
    let root = folder(
        "folders",
        &[
            (
                "app/app.wit",
                "package example:app; world app { import example:types/t@0.1.0; }",
            ),
            ("app/deps/types/t.wit", TYPES),
            ("types/t.wit", TYPES),
            (
                "alone/app.wit",
                "package example:app; world app { import example:types/t@0.1.0; }",
            ),
        ],
    );
    let dumps: Vec<String> = [
        vec![root.join("app")],
        vec![root.join("alone"), root.join("types")],
        vec![root.join("alone/app.wit"), root.join("types/t.wit")],
    ]
    .into_iter()
    .map(|paths| {
        let source = read(&Input::Paths(paths)).expect("it is WIT");
        dump(&lower(&source, Some("app")).expect("there is the world"))
    })
    .collect();
    assert_eq!(dumps[0], dumps[1]);
    assert_eq!(dumps[0], dumps[2]);
}

const GATED: &str = "
    package example:gated@0.1.0;
    world gated {
        export plain: func();
        @unstable(feature = one)
        export first: func();
        @unstable(feature = two)
        export second: func();
    }
";

#[test]
fn features_are_chosen() {
    let funcs = |unstable: &Unstable| {
        let source = read_with(&Input::inline(GATED), unstable).expect("the features are there");
        let world = lower(&source, None).expect("there is one world");
        let names = world.exported_funcs.iter().map(|func| func.id.clone());
        names.collect::<Vec<_>>()
    };
    assert_eq!(funcs(&Unstable::None), ["plain"]);
    assert_eq!(
        funcs(&Unstable::Features(vec!["two".to_string()])),
        ["plain", "second"]
    );
    assert_eq!(funcs(&Unstable::All), ["plain", "first", "second"]);
}

#[test]
fn features_that_are_not_there_are_listed() {
    let unknown = Unstable::Features(vec!["three".to_string(), "one".to_string()]);
    match read_with(&Input::inline(GATED), &unknown) {
        Err(Error::Features { unknown, known }) => {
            assert_eq!(unknown, ["three"]);
            assert_eq!(known, ["one", "two"]);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn errors_name_the_line() {
    let root = folder(
        "broken",
        &[(
            "broken.wit",
            "package example:broken;\nworld w {\n  import f: func(x: thing);\n}\n",
        )],
    );
    let file = root.join("broken.wit");
    let error = read(&Input::Paths(vec![root])).unwrap_err().to_string();
    assert!(
        error.contains(&format!("{}:3:21", file.display())),
        "{error}"
    );
    assert!(
        error.contains("\n    3 |   import f: func(x: thing);\n"),
        "{error}"
    );
    assert!(error.contains("^----"), "{error}");
}

#[test]
fn what_a_target_lacks_is_told_with_its_place() {
    let root = folder(
        "lacking",
        &[(
            "lacking.wit",
            "package example:lacking;\ninterface i {\n  record r { a: u8,\n    m: map<u32, u32> }\n  f: func(s: stream<u8>) -> r;\n}\nworld w { export i; }\n",
        )],
    );
    let file = root.join("lacking.wit");
    let source = read(&Input::Paths(vec![root])).expect("it is WIT");
    let world = lower(&source, None).expect("there is one world");
    let features = FeatureSet::new(&[Feature::Future]);
    let Err(Error::Unsupported(found)) = check(world, features, "some") else {
        panic!("the target has neither");
    };
    let mut places: Vec<String> = found.into_iter().filter_map(|one| one.location).collect();
    places.sort();
    assert_eq!(
        places,
        [
            format!("{}:4:5", file.display()),
            format!("{}:5:11", file.display()),
        ]
    );
}

#[test]
fn modules_are_distinct() {
    let text = "
        package example:app;
        package other:dep@0.1.0 { interface store {} }
        package other:dep@0.2.0 { interface store {} }
        package third:dep { interface dep-store {} }
        interface dep-store {}
        world app {
            import other:dep/store@0.1.0;
            import other:dep/store@0.2.0;
            import third:dep/dep-store;
            import dep-store;
            import same: interface {}
            export same: interface {}
        }
    ";
    let source = read(&Input::inline(text)).expect("it is WIT");
    let world = lower(&source, Some("app")).expect("there is the world");
    let mut modules: Vec<String> = world
        .interfaces
        .iter()
        .map(|it| it.module.snake())
        .collect();
    assert!(modules.contains(&"same".to_string()), "{modules:?}");
    assert!(
        modules.contains(&"imported_same".to_string()),
        "{modules:?}"
    );
    modules.sort();
    modules.dedup();
    assert_eq!(modules.len(), 6, "{modules:?}");
}

#[test]
fn a_component_brings_its_wit() {
    let wit = read(&Input::inline(GATED)).expect("it is WIT");
    let root = folder("binary", &[]);
    let path = root.join("gated.wasm");
    let bytes =
        wit_component::encode(&wit.resolve, wit.packages[0], false).expect("it can be encoded");
    fs::write(&path, bytes).expect("the file can be written");
    let source = read(&Input::Component(path.clone())).expect("it is a package");
    assert_eq!(source.files, std::slice::from_ref(&path));
    let world = lower(&source, None).expect("there is one world");
    assert_eq!(world.exported_funcs[0].id, "plain");
    assert_eq!(world.locate(world.exported_funcs[0].span), None);
    let error = read_with(&Input::Component(path), &Unstable::All).unwrap_err();
    assert!(
        error.to_string().contains("leave `features` out"),
        "{error}"
    );
}
