//! See `wittgen_runtime_fuzz::link`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wittgen_runtime_fuzz::link::run(data));
