wittgen_macros::bindgen!({ component: "fixtures/core.wasm" });

fn main() {}
