;; A program of preview 1 that succeeds if the file `a/hello.txt` of its first folder begins with
;; `hello` and can't be made longer, and then says so.
(module
    (import "wasi_snapshot_preview1" "path_open"
        (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
    (memory (export "memory") 1)
    (data (i32.const 0) "a/hello.txt")
    ;; The address and length of what is read, and of what is written.
    (data (i32.const 16) "\40\00\00\00\05\00\00\00") (data (i32.const 24) "\40\00\00\00\05\00\00\00")
    (func $check (param i32) (if (i32.eqz (local.get 0)) (then (call $exit (i32.const 1)) unreachable)))
    (func (export "_start")
        ;; For writing, then for reading.
        (call $check (call $open (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 11)
            (i32.const 0) (i64.const 64) (i64.const 0) (i32.const 0) (i32.const 32)))
        (call $check (i32.eqz (call $open (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 11)
            (i32.const 0) (i64.const 2) (i64.const 0) (i32.const 0) (i32.const 32))))
        (call $check (i32.eqz (call $read (i32.load (i32.const 32)) (i32.const 16) (i32.const 1) (i32.const 36))))
        (call $check (i32.eq (i32.load (i32.const 36)) (i32.const 5)))
        (call $check (i32.eq (i32.load (i32.const 64)) (i32.const 0x6c6c6568)))
        (call $check (i32.eqz (call $write (i32.const 1) (i32.const 24) (i32.const 1) (i32.const 36))))))
