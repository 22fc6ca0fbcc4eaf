//! Files in asynchronous worlds.

use wittgen_tests::answer;

mod asynchronous {
    #![allow(missing_docs)]
    wittgen::bindgen!({ path: "../wit/client-async", world: "client-async" });
}

use asynchronous::ClientAsync;

#[test]
fn an_asynchronous_world_reads_files() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("note"), "text").unwrap();
    let builder = ClientAsync::builder().read_only_dir("/data", dir.path());
    let client = builder
        .load(wittgen_test_guests::CLIENT_ASYNC_PATH)
        .unwrap();
    let read = |path: &str| answer(client.read(path.into()));
    assert_eq!(read("/data/note"), Ok("text".into()));
    assert!(read("/data/missing").is_err());
}
