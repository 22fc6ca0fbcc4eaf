//! A few components with every kind of item that is looked at before they are compiled.

use std::sync::OnceLock;

const TEXTS: [&str; 5] = [
    // Functions of a core module, by themselves and in an interface.
    r#"(component
        (core module $m
            (memory (export "memory") 1)
            (global $heap (mut i32) (i32.const 4096))
            (func (export "realloc") (param i32 i32 i32 i32) (result i32)
                (global.get $heap)
                (global.set $heap (i32.add (global.get $heap) (local.get 3))))
            (func (export "twice") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 2)))
            (func (export "echo") (param i32 i32) (result i32)
                (i32.store (i32.const 16) (local.get 0))
                (i32.store (i32.const 20) (local.get 1))
                (i32.const 16)))
        (core instance $i (instantiate $m))
        (func $twice (param "x" u32) (result u32) (canon lift (core func $i "twice")))
        (func $echo (param "x" string) (result string) (canon lift (core func $i "echo")
            (memory (core memory $i "memory")) (realloc (core func $i "realloc"))))
        (func $list (param "x" (list u16)) (result (list u16)) (canon lift (core func $i "echo")
            (memory (core memory $i "memory")) (realloc (core func $i "realloc"))))
        (instance $api (export "twice" (func $twice)) (export "echo" (func $echo)))
        (export "a:b/api@1.0.0" (instance $api))
        (export "list" (func $list))
        (export "twice" (func $twice)))"#,
    // Components in components, passed around and instantiated several times.
    r#"(component
        (component $inner
            (core module $m (memory 1) (table 10 funcref) (func (export "f") (result i32) (i32.const 3)))
            (core instance $i (instantiate $m))
            (func (export "f") (result u32) (canon lift (core func $i "f"))))
        (component $middle
            (import "c" (component $c (export "f" (func (result u32)))))
            (instance $a (instantiate $c))
            (instance $b (instantiate $c))
            (export "a" (instance $a))
            (export "b" (instance $b)))
        (instance $x (instantiate $middle (with "c" (component $inner))))
        (instance $y (instantiate $middle (with "c" (component $inner))))
        (alias export $x "a" (instance $xa))
        (alias export $xa "f" (func $f))
        (export "f" (func $f)))"#,
    // A component of an outer one, and one that is exported by an instance.
    r#"(component
        (component $leaf (core module $m) (core instance (instantiate $m)))
        (component $outer
            (alias outer 1 $leaf (component $again))
            (instance (instantiate $again))
            (export "leaf" (component $again)))
        (instance $o (instantiate $outer))
        (alias export $o "leaf" (component $leaf2))
        (instance (instantiate $leaf2))
        (instance (instantiate $leaf2)))"#,
    // A resource, with a destructor.
    r#"(component
        (core module $d (func (export "drop") (param i32)))
        (core instance $d (instantiate $d))
        (alias core export $d "drop" (core func $dtor))
        (type $r (resource (rep i32) (dtor (core func $dtor))))
        (core func $new (canon resource.new $r))
        (core module $m (import "" "new" (func $new (param i32) (result i32)))
            (func (export "make") (result i32) (call $new (i32.const 7))))
        (core instance $i (instantiate $m (with "" (instance (export "new" (func $new))))))
        (export $t "r" (type $r))
        (func (export "make") (result (own $t)) (canon lift (core func $i "make"))))"#,
    // Types of every kind, and an import.
    r#"(component
        (import "wasi:clocks/monotonic-clock@0.2.0" (instance $clock (export "now" (func (result u64)))))
        (alias export $clock "now" (func $now))
        (core func $now' (canon lower (func $now)))
        (core module $m (import "" "now" (func $now (result i64)))
            (memory (export "memory") 1)
            (func $start (drop (call $now)))
            (start $start)
            (func (export "f") (param i32 i32 i64) (result i32) (local.get 0)))
        (core instance $i (instantiate $m (with "" (instance (export "now" (func $now'))))))
        (type $e' (enum "a" "b" "c"))
        (export $e "e" (type $e'))
        (type $v' (variant (case "x") (case "y" u64) (case "z" $e)))
        (export $v "v" (type $v'))
        (func (export "f") (param "e" $e) (param "v" $v) (result $e)
            (canon lift (core func $i "f"))))"#,
];

/// The components.
pub fn components() -> &'static [Vec<u8>] {
    static COMPONENTS: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    COMPONENTS.get_or_init(|| {
        let parse = |text: &&str| wat::parse_str(text).unwrap_or_else(|error| panic!("{error}"));
        TEXTS.iter().map(parse).collect()
    })
}
