//! See `wittgen_composer_fuzz::bytes`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| wittgen_composer_fuzz::bytes::run(data));
