wittgen_macros::bindgen!({ path: "fixtures/broken" });

fn main() {}
