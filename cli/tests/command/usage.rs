use crate::support::Folder;

#[test]
fn help_has_examples_and_the_exit_statuses() {
    let folder = Folder::new();
    let help = folder.succeed(&["--help"]);
    for expected in [
        "compose",
        "inspect",
        "targets",
        "diff",
        "call",
        "run",
        "bindgen",
        "Exit status:",
        "  5  ",
        "  6  ",
    ] {
        assert!(
            help.contains(expected),
            "`{expected}` is missing in:\n{help}"
        );
    }
    for command in [
        "compose", "inspect", "targets", "diff", "call", "run", "bindgen",
    ] {
        let help = folder.succeed(&[command, "--help"]);
        assert!(
            help.contains(&format!("Examples:\n  wittgen {command} ")),
            "{help}"
        );
    }
}

#[test]
fn wrong_usage_gives_status_2() {
    let folder = Folder::new();
    folder.fail(&[], 2, &["Usage: wittgen"]);
    folder.fail(&["compose", "plugin.wasm"], 2, &["--output"]);
    folder.fail(
        &["call", "app.wasm", "f()", "--dir", "./data"],
        2,
        &["--dir /data=./data"],
    );
    folder.fail(
        &["call", "app.wasm", "f()", "--env", "HOME"],
        2,
        &["--env NAME=value"],
    );
}

#[test]
fn bindings_are_written() {
    let folder = Folder::composed();
    folder.write(
        "api.wit",
        b"package a:b; world w { export f: func(x: u32) -> string; }",
    );
    let printed = folder.succeed(&["bindgen", "api.wit", "--target", "rust-host"]);
    assert!(printed.contains("fn f("), "{printed}");
    folder.succeed(&["bindgen", "api.wit", "-t", "rust-host", "-o", "out/deep"]);
    let path = folder.path().join("out/deep/bindings.rs");
    assert_eq!(std::fs::read_to_string(path).unwrap(), printed);
    folder.succeed(&["bindgen", "app.wasm", "-t", "rust-host"]);
    folder.fail(&["bindgen", "api.wit", "-t", "cobol"], 2, &["rust-host"]);
    folder.fail(
        &["bindgen", "none.wit", "-t", "rust-host"],
        4,
        &["none.wit"],
    );
    folder.write("bad.wit", b"package a:b; world {");
    folder.fail(&["bindgen", "bad.wit", "-t", "rust-host"], 3, &["bad.wit"]);
}

#[test]
fn bindings_follow_the_options() {
    let folder = Folder::new();
    folder.write(
        "api.wit",
        b"package a:b@0.1.0; interface t { record r { x: u32 } f: func(r: r) -> u32;
          @unstable(feature = new) g: func(); }
          world w { export t; }",
    );
    let arguments = ["bindgen", "api.wit", "-t", "rust-host"];
    let with = |more: &[&'static str]| [&arguments[..], more].concat();
    let printed = folder.succeed(&with(&[]));
    assert!(!printed.contains("fn g("), "{printed}");
    let printed = folder.succeed(&with(&[
        "--rename=a:b/t/r=Entry",
        "--rename=a:b/t#f=first",
        "--derive=my::Derive",
        "--features=new",
        "--crate=crate::bindings",
    ]));
    for expected in [
        "struct Entry",
        "fn first(",
        "my::Derive",
        "fn g(",
        "crate::bindings::",
    ] {
        assert!(printed.contains(expected), "`{expected}` in\n{printed}");
    }
    folder.fail(
        &with(&["--rename=a:b/t/q=Entry", "--derive=A", "--derive=A"]),
        2,
        &["did you mean `a:b/t@0.1.0/r`?", "`A` is given twice"],
    );
    folder.fail(
        &with(&["--features=old"]),
        2,
        &["the only feature is `new`"],
    );
    folder.fail(&with(&["--with=a:b/t"]), 2, &["has no `=`"]);
    folder.fail(&with(&["--crate=1"]), 2, &["is no path"]);
}

#[test]
fn packages_in_a_circle_are_refused() {
    let folder = Folder::new();
    folder.add(
        "circle.wasm",
        r#"(component
            (import "a:a/x@1.0.0" (instance $x (export "t" (type (sub resource)))))
            (alias export $x "t" (type $t))
            (import "b:b/y" (instance $y
                (alias outer 1 $t (type $t))
                (export "t" (type (eq $t)))
                (export "u" (type (sub resource)))))
            (alias export $y "u" (type $u))
            (import "a:a/z@1.0.0" (instance
                (alias outer 1 $u (type $u))
                (export "u" (type (eq $u))))))"#,
    );
    let bindgen = ["bindgen", "--target", "rust-host", "circle.wasm"];
    let expected = ["in a circle", "`a:a@1.0.0`, `b:b`", "help:"];
    folder.fail(&bindgen, 3, &expected);
}
