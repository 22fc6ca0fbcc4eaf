wittgen_macros::bindgen!({ inline: "package example:tiny; world tiny { export f: func(); }", trappable: true, async: false });

fn main() {}
