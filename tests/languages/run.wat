(component
    (import "poly:chain/c" (instance $next
        (export "step" (func (param "x" u64) (result u64)))))
    (core func $lowered (canon lower (func $next "step")))
    (core module $main
        (import "" "step" (func $step (param i64) (result i64)))
        (func (export "run") (param i64) (result i64)
            (i64.add (call $step (local.get 0)) (i64.const 1))))
    (core instance $imports (export "step" (func $lowered)))
    (core instance $instance (instantiate $main (with "" (instance $imports))))
    (func (export "run") (param "x" u64) (result u64)
        (canon lift (core func $instance "run"))))
