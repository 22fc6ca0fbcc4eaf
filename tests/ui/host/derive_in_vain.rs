wittgen_macros::bindgen!({ inline: "package example:tiny; world tiny { export f: func(); }", derives: [Hash, serde::Serialize] });

fn main() {}
