//! What the runtime's fuzz targets do, over the inputs that were kept and over 100 that are made up, or as many as
//! `WITTGEN_FUZZ_INPUTS` says. Without `smith`: its generator would have the compiler built once more, for a feature that
//! both have a dependency for. Some of what it makes is kept for `load`.

#![allow(unreachable_pub)]

// The name that the targets know it by.
extern crate wittgen as wittgen_runtime;

#[path = "../host-runtime/fuzz/src/call.rs"]
mod call;
#[path = "../host-runtime/fuzz/src/components.rs"]
mod components;
#[path = "../host-runtime/fuzz/src/link.rs"]
mod link;
#[path = "../host-runtime/fuzz/src/load.rs"]
mod load;
#[path = "../host-runtime/fuzz/src/ty.rs"]
mod ty;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use wittgen_tests::Random;

/// Runs `target` over its corpus, and over a little that is made up.
fn replay(name: &str, target: fn(&[u8])) {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../host-runtime/fuzz/corpus");
    let mut count = 0;
    for entry in std::fs::read_dir(corpus.join(name)).expect("the corpus is there") {
        let path = entry.expect("it can be listed").path();
        println!("{}", path.display());
        target(&std::fs::read(&path).expect("it can be read"));
        count += 1;
    }
    assert!(count > 0);
    let mut random = Random::from_environment();
    let inputs = std::env::var("WITTGEN_FUZZ_INPUTS").map_or(100, |inputs| {
        inputs.parse().expect("WITTGEN_FUZZ_INPUTS is a number")
    });
    for _ in 0..inputs {
        let length = random.below(200);
        let bytes = (0..length).map(|_| u8::try_from(random.below(256)).expect("a byte"));
        let bytes: Vec<u8> = bytes.collect();
        let survived = catch_unwind(AssertUnwindSafe(|| target(&bytes)));
        assert!(
            survived.is_ok(),
            "what falls goes into the corpus: {bytes:?}"
        );
    }
}

#[test]
fn whatever_is_loaded_comes_to_an_end() {
    replay("load", load::run);
}

#[test]
fn whatever_is_called_comes_to_an_end() {
    replay("call", call::run);
}

#[test]
fn whatever_is_linked_comes_to_an_end() {
    replay("link", link::run);
}
