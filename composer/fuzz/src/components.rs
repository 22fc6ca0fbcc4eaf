//! A fixed set of components that fit each other here and there, with every kind of item in them.

use std::sync::OnceLock;

const TEXTS: [&str; 15] = [
    // A resource with a function about it, state and all.
    r#"(component
        (type $r (resource (rep i32)))
        (core func $new (canon resource.new $r))
        (core module $m (import "" "new" (func $new (param i32) (result i32)))
            (func (export "make") (param i32) (result i32) (call $new (local.get 0)))
            (func (export "ask") (param i32) (result i32) (local.get 0)))
        (core instance $i (instantiate $m (with "" (instance (export "new" (func $new))))))
        (func $make (param "x" u32) (result (own $r)) (canon lift (core func $i "make")))
        (func $ask (param "t" (borrow $r)) (result u32) (canon lift (core func $i "ask")))
        (component $shim
            (import "thing" (type $r (sub resource)))
            (import "make" (func $make (param "x" u32) (result (own $r))))
            (import "ask" (func $ask (param "t" (borrow $r)) (result u32)))
            (export $e "thing" (type $r))
            (export "make" (func $make) (func (param "x" u32) (result (own $e))))
            (export "ask" (func $ask) (func (param "t" (borrow $e)) (result u32))))
        (instance $s (instantiate $shim (with "thing" (type $r)) (with "make" (func $make))
            (with "ask" (func $ask))))
        (export "a:r/things@1.1.0" (instance $s)))"#,
    // Imports the resource, and exports it again with a function of its own.
    r#"(component
        (import "a:r/things@1.0.0" (instance $i
            (export "thing" (type $t (sub resource)))
            (export "make" (func (param "x" u32) (result (own $t))))))
        (alias export $i "thing" (type $t))
        (alias export $i "make" (func $make))
        (component $shim
            (import "thing" (type $t (sub resource)))
            (import "make" (func $make (param "x" u32) (result (own $t))))
            (export $e "thing" (type $t))
            (export "make" (func $make) (func (param "x" u32) (result (own $e)))))
        (instance $s (instantiate $shim (with "thing" (type $t)) (with "make" (func $make))))
        (export "a:r/again@0.1.0" (instance $s)))"#,
    // Imports both, and says that the resource is the same.
    r#"(component
        (import "a:r/things@1.0.1" (instance $i
            (export "thing" (type $t (sub resource)))
            (export "ask" (func (param "t" (borrow $t)) (result u32)))))
        (alias export $i "thing" (type $t))
        (import "a:r/again@0.1.0" (instance $j
            (export "thing" (type $u (eq $t)))
            (export "make" (func (param "x" u32) (result (own $u))))))
        (alias export $j "make" (func $f))
        (export "make" (func $f)))"#,
    // Records of one interface in another, and functions of the world.
    r#"(component
        (type $p' (record (field "a" u32) (field "b" u32)))
        (import "a:t/types@0.2.0" (instance $i
            (type $p (record (field "a" u32) (field "b" u32)))
            (export "point" (type $q (eq $p)))
            (type $v (variant (case "none") (case "some" $q)))
            (export "choice" (type (eq $v)))))
        (alias export $i "point" (type $p))
        (alias export $i "choice" (type $c))
        (import "point" (type $w (eq $p)))
        (import "move" (func $m (param "p" $w) (result u32)))
        (import "a:t/uses@0.2.1" (instance $j
            (export "point" (type $q (eq $p)))
            (export "choice" (type $d (eq $c)))
            (export "choose" (func (param "c" $d) (result u32)))))
        (alias export $j "choose" (func $f))
        (export "move" (func $m))
        (export "a:t/types@0.2.0" (instance $i))
        (export "a:t/uses@0.2.2" (instance $j)))"#,
    // Types alone.
    r#"(component
        (type $p (record (field "a" u32) (field "b" u32)))
        (type $v (enum "x" "y"))
        (component $shim
            (import "point" (type $p' (eq $p)))
            (export $q "point" (type $p'))
            (type $v (variant (case "none") (case "some" $q)))
            (export "choice" (type $v)))
        (instance $s (instantiate $shim (with "point" (type $p))))
        (export "a:t/types@0.2.3" (instance $s))
        (export "kind" (type $v)))"#,
    // Instances in instances, open.
    r#"(component
        (import "outer" (instance $o
            (export "inner" (instance $n
                (export "thing" (type $t (sub resource)))
                (export "make" (func (result (own $t))))))
            (alias export $n "thing" (type $t))
            (export "ask" (func (param "t" (borrow $t)) (result u32)))))
        (alias export $o "inner" (instance $i))
        (export "outer" (instance $o))
        (export "inner" (instance $i)))"#,
    // A component and a core module as imports.
    r#"(component
        (import "part" (component $c
            (import "f" (func (result u32)))
            (export "g" (func (result u32)))))
        (import "core" (core module $m
            (import "e" "m" (memory 1))
            (export "h" (func (param i32) (result i64)))))
        (import "f" (func $f (result u32)))
        (instance $i (instantiate $c (with "f" (func $f))))
        (export "g" (func $i "g"))
        (export "part" (component $c))
        (export "core" (core module $m)))"#,
    // A component and a core module as exports.
    r#"(component
        (component $c (export "part")
            (core module $m (func (export "g") (result i32) i32.const 7))
            (core instance $i (instantiate $m))
            (func (export "g") (result u32) (canon lift (core func $i "g"))))
        (core module (export "core") (func (export "h") (param i32) (result i64) i64.const 0)
            (func (export "more"))))"#,
    // Many kinds of values.
    r#"(component
        (import "values" (func $f
            (param "a" (list string)) (param "b" (option (tuple u8 char)))
            (param "c" (result f32 (error bool)))
            (result (list (list u8)))))
        (import "a:v/flags@1.0.0" (instance $i
            (type $f (flags "p" "q"))
            (export "bits" (type $b (eq $f)))
            (export "set" (func (param "b" $b) (result $b)))))
        (export "values" (func $f)) (export "a:v/flags@1.2.0" (instance $i)))"#,
    // A function that others import by name.
    r#"(component
        (core module $m (func (export "f") (result i32) i32.const 3))
        (core instance $i (instantiate $m))
        (func $f (result u32) (canon lift (core func $i "f")))
        (export "f" (func $f)) (export "g" (func $f)))"#,
    // A resource of the world.
    r#"(component
        (import "thing" (type $t (sub resource)))
        (import "ask" (func $f (param "t" (borrow $t)) (result u32)))
        (export $e "thing" (type $t))
        (export "ask" (func $f) (func (param "t" (borrow $e)) (result u32))))"#,
    // Two that need each other's types.
    r#"(component
        (import "c:b/b" (instance $i
            (type $x (record (field "x" u8)))
            (export "x" (type (eq $x)))))
        (alias export $i "x" (type $x))
        (component $shim
            (type $r (record (field "x" u8)))
            (import "x" (type $x (eq $r)))
            (export "x" (type $x)))
        (instance $s (instantiate $shim (with "x" (type $x))))
        (export "c:a/a" (instance $s)))"#,
    r#"(component
        (import "c:a/a" (instance $i
            (type $x (record (field "x" u8)))
            (export "x" (type (eq $x)))))
        (alias export $i "x" (type $x))
        (component $shim
            (type $r (record (field "x" u8)))
            (import "x" (type $x (eq $r)))
            (export "x" (type $x)))
        (instance $s (instantiate $shim (with "x" (type $x))))
        (export "c:b/b" (instance $s)))"#,
    // Two resources that look alike.
    r#"(component
        (import "a:r/things@1.2.0" (instance $i
            (export "thing" (type $t (sub resource)))
            (export "other" (type $u (sub resource)))
            (export "make" (func (param "x" u32) (result (own $t))))
            (export "swap" (func (param "t" (own $t)) (result (own $u))))))
        (alias export $i "swap" (func $f))
        (export "swap" (func $f)))"#,
    "(component)",
];

/// The names that imports and exports have there, and some that they have not.
pub const NAMES: [&str; 34] = [
    "a:r/things@1.1.0",
    "a:r/things@1.0.0",
    "a:r/things@1.0.1",
    "a:r/things@1.2.0",
    "a:r/again@0.1.0",
    "a:t/types@0.2.0",
    "a:t/types@0.2.3",
    "a:t/uses@0.2.1",
    "a:t/uses@0.2.2",
    "a:v/flags@1.0.0",
    "a:v/flags@1.2.0",
    "c:a/a",
    "c:b/b",
    "thing",
    "make",
    "ask",
    "point",
    "choice",
    "choose",
    "kind",
    "move",
    "outer",
    "inner",
    "part",
    "core",
    "values",
    "bits",
    "set",
    "f",
    "g",
    "x",
    "swap",
    "new-name",
    "No Name",
];

/// The components.
pub fn components() -> &'static [Vec<u8>] {
    static COMPONENTS: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    COMPONENTS.get_or_init(|| {
        let parse = |text: &&str| wat::parse_str(text).unwrap_or_else(|e| panic!("{e}\n{text}"));
        let components: Vec<_> = TEXTS.iter().map(parse).collect();
        for bytes in &components {
            check(bytes);
        }
        components
    })
}

/// Panics unless `bytes` are valid.
pub fn check(bytes: &[u8]) {
    let features = wasmparser::WasmFeatures::all();
    let mut validator = wasmparser::Validator::new_with_features(features);
    if let Err(error) = validator.validate_all(bytes) {
        panic!("not valid: {error}");
    }
}
