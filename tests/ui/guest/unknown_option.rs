wittgen::guest::bindgen!({
    inline: "package example:tiny; world tiny { export f: func(); }",
    wrld: "tiny",
    colour: "red",
    "world": "tiny",
});

fn main() {}
