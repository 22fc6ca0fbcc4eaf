//! See `wittgen_runtime_fuzz::call`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wittgen_runtime_fuzz::call::run(data));
