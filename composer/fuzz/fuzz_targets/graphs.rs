//! See `wittgen_composer_fuzz::graphs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wittgen_composer_fuzz::graphs::run(data));
