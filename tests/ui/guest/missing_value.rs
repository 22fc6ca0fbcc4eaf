wittgen::guest::bindgen!({
    inline: "package example:tiny; world tiny { export f: func(); }",
    world,
});

fn main() {}
