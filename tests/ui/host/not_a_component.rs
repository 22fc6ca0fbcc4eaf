wittgen_macros::bindgen!({ component: "fixtures/not-a-component.wasm" });

fn main() {}
