wittgen_macros::bindgen!({ path: "fixtures/absent", precompile: true });

wittgen_macros::bindgen!({ path: "fixtures/absent", precompile: false });

wittgen_macros::bindgen!({ path: "fixtures/absent", precompile: { fast: true } });

fn main() {}
