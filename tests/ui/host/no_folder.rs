wittgen_macros::bindgen!({});

fn main() {}
