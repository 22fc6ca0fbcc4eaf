//! See `wittgen_runtime_fuzz::load`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wittgen_runtime_fuzz::load::run(data));
