wittgen_macros::bindgen!({ path: "fixtures/none" });

fn main() {}
