wittgen_macros::bindgen!({ path: "fixtures/no-such-folder" });

fn main() {}
