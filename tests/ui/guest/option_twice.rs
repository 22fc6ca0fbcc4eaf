wittgen::guest::bindgen!({
    inline: "package example:tiny; world tiny { export f: func(); }",
    world: "tiny",
    world: "small",
    crate: wittgen,
    crate: ::wittgen,
});

fn main() {}
