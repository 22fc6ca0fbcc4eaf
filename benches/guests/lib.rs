//! The guests that only benchmarks need, as constants: the bytes of each, and the path of its file.
//! The build script, which is that of `wittgen-guests`, builds them.

include!(concat!(env!("OUT_DIR"), "/guests.rs"));
