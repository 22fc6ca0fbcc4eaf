wittgen::guest::bindgen!({
    inline: "package example:tiny; world tiny { export f: func(); }",
    path: 3,
    world: tiny,
    with: ["a"],
    derives: Hash,
    rename: { "a": "B" },
    features: some,
    crate: "wittgen",
});

fn main() {}
