wittgen::guest::bindgen!({ path: "fixtures/taken" });

fn main() {}
