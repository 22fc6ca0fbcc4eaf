wittgen::guest::bindgen!({
    inline: "package example:tiny; world tiny { export f: func(); }",
    with: {},
    derives: [],
    rename: {},
    features: [],
});

fn main() {}
