wittgen_macros::bindgen!({ path: "fixtures/empty" });

fn main() {}
