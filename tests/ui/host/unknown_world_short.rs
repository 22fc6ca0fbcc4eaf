wittgen_macros::bindgen!("third" in "fixtures/two");

fn main() {}
