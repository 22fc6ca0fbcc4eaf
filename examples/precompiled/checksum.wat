;; Adler-32 (RFC 1950, section 9) as a component. `checksum.wasm` is this text in binary form.
(component
  (core module $m
    (memory (export "memory") 1)
    ;; Where the next argument goes. After each call everything is free again.
    (global $next (mut i32) (i32.const 0))
    (func (export "realloc") (param $old i32) (param $size i32) (param $align i32) (param $new i32) (result i32)
      (local $at i32)
      (local.set $at (global.get $next))
      (global.set $next (i32.add (local.get $at) (local.get $new)))
      (block $fits
        (br_if $fits (i32.le_u (global.get $next) (i32.mul (memory.size) (i32.const 65536))))
        (br_if $fits (i32.ne (i32.const -1) (memory.grow (i32.add (i32.const 1)
          (i32.shr_u (local.get $new) (i32.const 16))))))
        unreachable)
      (local.get $at))
    (func (export "adler32") (param $at i32) (param $len i32) (result i32)
      (local $end i32) (local $a i32) (local $b i32)
      (local.set $end (i32.add (local.get $at) (local.get $len)))
      (local.set $a (i32.const 1))
      (block $done
        (loop $byte
          (br_if $done (i32.eq (local.get $at) (local.get $end)))
          (local.set $a (i32.rem_u (i32.add (local.get $a) (i32.load8_u (local.get $at))) (i32.const 65521)))
          (local.set $b (i32.rem_u (i32.add (local.get $b) (local.get $a)) (i32.const 65521)))
          (local.set $at (i32.add (local.get $at) (i32.const 1)))
          (br $byte)))
      (global.set $next (i32.const 0))
      (i32.or (i32.shl (local.get $b) (i32.const 16)) (local.get $a))))
  (core instance $i (instantiate $m))
  (alias core export $i "memory" (core memory $memory))
  (alias core export $i "realloc" (core func $realloc))
  (alias core export $i "adler32" (core func $adler32))
  (func (export "adler32") (param "data" (list u8)) (result u32)
    (canon lift (core func $adler32) (memory $memory) (realloc $realloc))))
