wittgen_macros::bindgen!({ path: "fixtures/two", world: "third" });

fn main() {}
