wittgen_macros::bindgen!({ component: "fixtures/no-such-file.wasm" });

fn main() {}
