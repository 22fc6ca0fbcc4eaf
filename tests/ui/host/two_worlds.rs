wittgen_macros::bindgen!({ path: "fixtures/two" });

fn main() {}
