//! What the fuzz targets do, over the inputs that were kept.

#[allow(unreachable_pub)]
#[path = "../../fuzz/src/bytes.rs"]
mod bytes;
#[allow(unreachable_pub)]
#[path = "../../fuzz/src/components.rs"]
mod components;
#[allow(unreachable_pub)]
#[path = "../../fuzz/src/graphs.rs"]
mod graphs;

/// Runs a target over its corpus, and says which input it was that failed.
fn replay(target: &str, run: fn(&[u8])) {
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/corpus")
        .join(target);
    let inputs = std::fs::read_dir(corpus).expect("the corpus is part of the repository");
    for input in inputs {
        let path = input.expect("a file").path();
        let data = std::fs::read(&path).expect("a file");
        let outcome = std::panic::catch_unwind(|| run(&data));
        assert!(outcome.is_ok(), "{} fails", path.display());
    }
}

#[test]
fn the_kept_bytes_are_read_or_refused() {
    replay("bytes", |data| {
        bytes::run(data);
        drop(wittgen_composer::inspect(data));
    });
    for component in components::components() {
        wittgen_composer::inspect(component).expect("all of them are valid");
    }
}

#[test]
fn the_kept_graphs_are_encoded_or_refused() {
    replay("graphs", graphs::run);
}
