wittgen_macros::bindgen!({ inline: "package example:tiny; world tiny { export f: func(); }", features: all });

fn main() {}
